"""Gradebooks as Canvas and Moodle write them in other languages, and as people and accidents leave them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gradebook_sample import mark, topic
from receptive.classroom.downloads import Account
from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import Adjustment, Gradebook, StudentMarks
from receptive.classroom.roster import Enrolled
from receptive.exchange.gradebook.canvas import canvas_csv
from receptive.exchange.gradebook.columns import Filled, FillOptions
from receptive.exchange.gradebook.moodle import moodle_csv
from receptive.model import Status

WEEK = FillOptions("Week 1")
PLAIN = FillOptions()
CANVAS = (
    "Student;ID;SIS User ID;SIS Login ID;Section;Week 1 (4711);Final Score\r\n"
    "    Points Possible;;;;;10,00;(read only)\r\n"
    '"Lee, Ann";101;00123;leeann;A;;50,00\r\n'
    '"Kim, Bo";102;00124;kimbo;A;3,50;50,00\r\n'
)
WORKSHEET = (
    "{identifier},{name},{email},Status,{grade},{maximum},{changeable},Feedback\n"
    'Participant 5001,Ann Lee,leeann@uni.example,x,,"10,00",{yes},\n'
    'Participant 5002,Bo Kim,kimbo@uni.example,x,"7,50","10,00",{no},\n'
)
ENGLISH = ("Identifier", "Full name", "Email address", "Grade", "Maximum grade", "Grade can be changed", "Yes", "No")


def two(ann: float = 7.5, bo: float = 4.0, names: tuple[str, str] = ("leeann", "kimbo")) -> Gradebook:
    """Two students with so many of 10 points each."""
    students = [
        StudentMarks(name, (topic("alpha", mark("one", points=points), mark("two", Status.FAILED, 10 - points)),))
        for name, points in zip(names, (ann, bo), strict=True)
    ]
    return Gradebook("autumn", "A", tuple(students))


def worksheet(*words: str) -> str:
    names = ("identifier", "name", "email", "grade", "maximum", "changeable", "yes", "no")
    return WORKSHEET.format(**dict(zip(names, words or ENGLISH, strict=True)))


def canvas(folder: Path, text: str | bytes, options: FillOptions = WEEK, gradebook: Gradebook | None = None) -> Filled:
    path = folder / "gradebook.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return canvas_csv(gradebook or two(), path, options)


def moodle(folder: Path, text: str | bytes, options: FillOptions = PLAIN, gradebook: Gradebook | None = None) -> Filled:
    path = folder / "worksheet.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return moodle_csv(gradebook or two(), path, options)


def test_a_file_with_semicolons_and_decimal_commas_gets_its_own_kind_of_number(tmp_path: Path) -> None:
    filled = canvas(tmp_path, CANVAS)
    assert filled.data.decode() == CANVAS.replace(";A;;", ";A;7,5;").replace(";A;3,50;", ";A;4;")


def test_cells_that_a_spreadsheet_cut_are_filled_and_only_they_are_added(tmp_path: Path) -> None:
    text = CANVAS.replace(";", ",").replace("10,00", "10.00").replace("3,50", "3.5").replace("50,00", "50")
    short = text.replace(",leeann,A,,50", ",leeann")
    assert canvas(tmp_path, short).data.decode() == short.replace(",leeann", ",leeann,,7.5").replace("A,3.5", "A,4")


@pytest.mark.parametrize(
    "words",
    [
        ENGLISH,
        (*ENGLISH[:4], "Maximum Grade", *ENGLISH[5:]),
        ("ID", "Vollständiger Name", "E-Mail-Adresse", "Bewertung", "Bestwertung",
         "Bewertung kann geändert werden", "Ja", "Nein"),
        ("Identifiant", "Nom complet", "Adresse de courriel", "Note", "Note maximale",
         "La note peut être modifiée", "Oui", "Non"),
        ("Identificador", "Nombre completo", "Dirección de correo", "Calificación", "Calificación máxima",
         "La calificación puede cambiarse", "Sí", "No"),
        ("Identificativo", "Nome completo", "Indirizzo email", "Valutazione", "Valutazione massima",
         "La valutazione può essere cambiata", "Sì", "No"),
        ("Número de identificação", "Nome completo", "Endereço de e-mail", "Nota", "Nota Máxima",
         "A nota pode ser alterada.", "Sim", "Não"),
        ("Identificatie", "Volledige naam", "E-mailadres", "Cijfer", "Maximaal cijfer",
         "Cijfer kan gewijzigd worden", "Ja", "Nee"),
        ("Identyfikator", "Pełna nazwa", "Adres e-mail", "Ocena", "Maksymalna ocena",
         "Ocena może być zmieniona", "Tak", "Nie"),
        ("Identifierare", "Fullständigt namn", "E-postadress", "Betyg", "Maximalt betyg",
         "Betyg kan ändras", "Ja", "Nej"),
    ],
)  # fmt: skip
def test_worksheets_of_many_languages_are_known(tmp_path: Path, words: tuple[str, ...]) -> None:
    text = worksheet(*words)
    filled = moodle(tmp_path, text)
    assert filled.data.decode() == text.replace('x,,"10,00"', 'x,"7,5","10,00"')
    assert filled.skipped == ("kimbo: Moodle says that this grade cannot be changed; the cell keeps '7,50'",)


STRANGE = worksheet("Tunnus", "Nimi", "Posti", "Hinne", "Suurim hinne", "Hinnet saab muuta", "Jah", "Ei ole")


def test_a_language_that_is_not_known_is_asked_for_and_given(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"worksheet.csv:1: which column is it.*--grade"):
        moodle(tmp_path, STRANGE)
    with pytest.raises(ExportError, match=r"worksheet.csv:1: what can be reached.*--maximum"):
        moodle(tmp_path, STRANGE, FillOptions("Hinne"))
    with pytest.raises(ExportError, match=r"worksheet.csv:1: which column is it.*--locked WORD"):
        moodle(tmp_path, STRANGE, FillOptions("Hinne", maximum="Suurim hinne", match="Posti"))
    filled = moodle(tmp_path, STRANGE, FillOptions("Hinne", maximum="Suurim hinne", match="Posti", locked=("Ei ole",)))
    assert [change.student for change in filled.changes] == ["leeann"]
    assert filled.skipped == ("kimbo: is locked; the cell keeps '7,50'",)


def test_a_word_of_the_lock_column_that_is_not_known_stops_the_export(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"worksheet.csv:3: 'Nope' .*--locked"):
        moodle(tmp_path, worksheet(*ENGLISH[:-1], "Nope"))


def test_canvas_rows_in_another_language_are_known_or_given(tmp_path: Path) -> None:
    assert len(canvas(tmp_path, CANVAS.replace("Points Possible", "Mögliche Punkte")).changes) == 2
    strange = CANVAS.replace("Points Possible", "Võimalikud punktid")
    with pytest.raises(ExportError, match="--points-row"):
        canvas(tmp_path, strange)
    assert len(canvas(tmp_path, strange, FillOptions("Week 1", points_row="Võimalikud punktid")).changes) == 2


def test_a_column_that_canvas_computes_is_refused_in_any_language(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"gradebook.csv:2: Canvas computes the column 'Final Score'"):
        canvas(tmp_path, CANVAS.replace("(read only)", "(csak olvasható)"), FillOptions("Final Score"))


def test_canvas_may_name_students_in_two_columns(tmp_path: Path) -> None:
    text = CANVAS.replace("Student;", "LastName;FirstName;").replace(
        '"Lee, Ann"', "Lee;Ann").replace('"Kim, Bo"', "Kim;Bo").replace("Possible;", "Possible;;")  # fmt: skip
    filled = canvas(tmp_path, text, gradebook=two(names=("Ann Lee", "Bo Kim")))
    assert [change.after for change in filled.changes] == ["7,5", "4"]


@pytest.mark.parametrize("possible", ["", "0", "0,00", "-"])
def test_no_number_is_written_without_a_maximum(tmp_path: Path, possible: str) -> None:
    text = CANVAS.replace(";10,00;", f";{possible};")
    with pytest.raises(ExportError, match="--maximum"):
        canvas(tmp_path, text)
    if possible != "-":
        assert len(canvas(tmp_path, text, FillOptions("Week 1", maximum="10")).changes) == 2
    empty = worksheet().replace('"10,00"', f'"{possible}"')
    with pytest.raises(ExportError, match="--maximum"):
        moodle(tmp_path, empty)


def test_a_maximum_that_contradicts_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"gradebook.csv:2: says 10,00 points possible, --maximum 20"):
        canvas(tmp_path, CANVAS, FillOptions("Week 1", maximum="20"))
    with pytest.raises(ExportError, match="its maximum is 10, --maximum 20"):
        moodle(tmp_path, worksheet(), FillOptions(maximum="20"))
    differs = worksheet().replace('"10,00",No', '"12,00",No')
    with pytest.raises(ExportError, match="10 in line 2 and 12 in line 3"):
        moodle(tmp_path, differs)


def test_marks_above_the_maximum_stop_the_export_and_are_all_named(tmp_path: Path) -> None:
    bonus = (Adjustment("override", "alpha", 5.0, "more"),)
    students = tuple(StudentMarks(one.student, one.topics, bonus) for one in two(7.5, 9).students)
    with pytest.raises(ExportError, match=r"2 marks are above the maximum of 10: leeann 12,5, kimbo 14"):
        canvas(tmp_path, CANVAS, gradebook=Gradebook("", "A", students))
    with pytest.raises(ExportError, match=r"1 mark is above the maximum of 10: leeann 12,5\. "):
        moodle(tmp_path, worksheet(), gradebook=Gradebook("", "A", students))  # the other is locked


def test_a_file_that_does_not_say_how_it_writes_decimals_is_asked_for(tmp_path: Path) -> None:
    whole = CANVAS.replace(",00", "").replace("3,50", "3")
    with pytest.raises(ExportError, match="--decimal"):
        canvas(tmp_path, whole)
    assert b";A;7.5;" in canvas(tmp_path, whole, FillOptions("Week 1", decimal=".")).data
    assert b";A;7;" in canvas(tmp_path, whole, gradebook=two(7, 4)).data  # nothing to be written that could be wrong
    with pytest.raises(ExportError, match=r"'10.000' reads in two ways.*--decimal"):
        canvas(tmp_path, whole.replace(";10;", ";10.000;"))


def test_points_and_commas_in_one_column_are_refused_with_their_lines(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"line 2 has '10,00' and line 4 '3.5'"):
        canvas(tmp_path, CANVAS.replace("3,50", "3.5"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_comes_back_as_it_came(tmp_path: Path, encoding: str) -> None:
    mark_first = encoding if encoding in ("utf-16-le", "utf-16-be") else ""
    data = CANVAS.encode(encoding)
    if mark_first:
        with pytest.raises(ExportError, match=r"gradebook.csv:1: .*--encoding utf-16-le"):
            canvas(tmp_path, data)
    filled = canvas(tmp_path, data, FillOptions("Week 1", encoding=mark_first))
    assert filled.data == CANVAS.replace(";A;;", ";A;7,5;").replace(";A;3,50;", ";A;4;").encode(encoding)


def test_a_code_page_is_known_where_one_reading_is_left_and_refused_else(tmp_path: Path) -> None:
    german = worksheet("ID", "Vollständiger Name", "E-Mail-Adresse", "Bewertung", "Bestwertung",
                       "Bewertung kann geändert werden", "Ja", "Nein")  # fmt: skip
    filled = moodle(tmp_path, german.encode("cp1252"))
    assert filled.data == german.replace('x,,"10', 'x,"7,5","10').encode("cp1252")
    names = CANVAS.replace("Lee, Ann", "Peña, Ann").encode("cp1252")
    with pytest.raises(ExportError, match=r"gradebook.csv:3: is not UTF-8.*'\"Peña.*windows-1252.*--encoding"):
        canvas(tmp_path, names)
    assert b"Pe\xf1a" in canvas(tmp_path, names, FillOptions("Week 1", encoding="windows-1252")).data


@pytest.mark.parametrize("encoding", ["klingon", "zlib", "utf-8", "rot13"])
def test_an_encoding_that_does_not_fit_is_refused(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(ExportError, match="encoding"):
        canvas(tmp_path, CANVAS.replace("Lee", "Peña").encode("cp1252"), FillOptions("Week 1", encoding=encoding))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 and so on", "is a workbook.*save it there as CSV"),
        (
            CANVAS[: CANVAS.index("Lee") + 2].encode(),
            "gradebook.csv:3: a quote is opened and not closed; is the file cut",
        ),
        (CANVAS[:-25].encode(), "gradebook.csv:4: the last line ends after .* of 7 cells"),
        (CANVAS.replace('"Kim, Bo"', "Kim; Bo").encode(), "gradebook.csv:4: has 8 cells under 7 headings"),
        (b"x" * (33 << 20), "more than 32 MiB"),
        (b"a;b;c,d,e\n1;2;3,4,5\n", "--separator"),
    ],
)
def test_what_is_broken_is_refused_with_its_line(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(ExportError, match=says):
        canvas(tmp_path, data)


def test_a_doubled_file_gives_nobody_a_mark_twice(tmp_path: Path) -> None:
    filled = canvas(tmp_path, CANVAS + CANVAS)
    assert (filled.changes, filled.data) == ((), (CANVAS + CANVAS).encode())
    assert "leeann: stands in lines 3, 7; nothing is written" in filled.skipped


def test_more_columns_of_a_newer_version_and_strange_names_change_nothing(tmp_path: Path) -> None:
    text = (
        worksheet().replace("Email address,Status", "Email address,Pronouns,Status").replace("example,x", "example,,x")
    )
    text = text.replace("Ann Lee", '"=HYPERLINK(""http://x"")"')
    assert moodle(tmp_path, text).data.decode() == text.replace('x,,"10,00"', 'x,"7,5","10,00"')


def test_words_in_place_of_a_mark_are_kept(tmp_path: Path) -> None:
    for word, why in (("EX", "is excused"), ("N/A", "not theirs"), ("MI", "no number stands there")):
        filled = canvas(tmp_path, CANVAS.replace("3,50", word))
        assert [change.student for change in filled.changes] == ["leeann"]
        assert why in filled.skipped[0]


def test_a_mark_of_work_that_was_not_handed_in_here_is_kept(tmp_path: Path) -> None:
    absent = StudentMarks("kimbo", (topic("alpha", mark("one", Status.MISSING, 10.0)),))
    gradebook = Gradebook("", "A", (two().students[0], absent))
    filled = canvas(tmp_path, CANVAS, gradebook=gradebook)
    assert [change.student for change in filled.changes] == ["leeann"]
    assert filled.skipped == ("kimbo: nothing was handed in, and a mark stands there; the cell keeps '3,50'",)
    assert len(canvas(tmp_path, CANVAS.replace("3,50", ""), gradebook=gradebook).changes) == 2


def test_the_same_mark_keeps_its_bytes(tmp_path: Path) -> None:
    filled = canvas(tmp_path, CANVAS, gradebook=two(7.5, 3.5))
    assert (b";3,50;" in filled.data, filled.unchanged, len(filled.changes)) == (True, 1, 1)


MOODLE_NAMES = ("Ann Lee_5001_assignsubmission_file", "Bo Kim_5002_assignsubmission_file")
OPEN = worksheet().replace(",No,", ",Yes,")


def test_folders_of_moodles_download_find_their_rows_by_number(tmp_path: Path) -> None:
    for text in (OPEN, OPEN.replace("Participant ", "Teilnehmer/in").replace("Ann Lee", "Lee Ann")):
        filled = moodle(tmp_path, text, gradebook=two(names=MOODLE_NAMES))
        assert [(change.place, change.after) for change in filled.changes] == [("line 2", "7,5"), ("line 3", "4")]


def test_two_of_one_name_are_told_apart_by_number_or_not_at_all(tmp_path: Path) -> None:
    text = OPEN.replace("Bo Kim", "Ann Lee")
    names = ("Ann Lee_5002_assignsubmission_file", "Ann Lee_5001_assignsubmission_file")
    filled = moodle(tmp_path, text, gradebook=two(6.5, 4, names=names))
    assert [(change.place, change.after) for change in filled.changes] == [("line 3", "6,5"), ("line 2", "4")]
    grades = "First name,Last name,Assignment: Week 1 (Real)\nAnn,Lee,\nAnn,Lee,\n"
    options = FillOptions("Assignment: Week 1 (Real)", maximum="10")
    filled = moodle(tmp_path, grades, options, two(names=names))
    assert (filled.changes, len(filled.skipped)) == ((), 2)
    one_row = "First name,Last name,Assignment: Week 1 (Real)\nAnn,Lee,\n"
    filled = moodle(tmp_path, one_row, options, two(names=names))
    assert (filled.changes, len(filled.skipped)) == ((), 2)


def test_a_number_with_another_persons_name_is_not_believed(tmp_path: Path) -> None:
    names = ("Cy Ott_5001_assignsubmission_file", MOODLE_NAMES[1])
    filled = moodle(tmp_path, OPEN, gradebook=two(names=names))
    assert [change.place for change in filled.changes] == ["line 3"]
    assert "line 2 has the number 5001 and another name" in filled.skipped[0]


def test_blind_marking_is_matched_by_number(tmp_path: Path) -> None:
    blind = OPEN.replace(",Full name,Email address", "").replace(
        ",Ann Lee,leeann@uni.example", "").replace(",Bo Kim,kimbo@uni.example", "")  # fmt: skip
    names = ("Participant_5001_assignsubmission_file", "Participant_5002_assignsubmission_file")
    assert len(moodle(tmp_path, blind, gradebook=two(names=names)).changes) == 2


def test_excels_line_of_the_separator_stays(tmp_path: Path) -> None:
    filled = canvas(tmp_path, f"sep=;\r\n{CANVAS}")
    assert filled.data.startswith(b"sep=;\r\nStudent;")
    assert filled.changes[0].place == "line 4"


def test_what_a_roster_says_finds_the_row(tmp_path: Path) -> None:
    """Two of one name, in folders of their own wording, with an e-mail and other folders on the list of the class."""
    text = OPEN.replace("Bo Kim", "Ann Lee")
    one, two_ = two().students
    listed = (
        replace(one, student="s1", enrolled=Enrolled("s1", name="Ann Lee", email="kimbo@uni.example")),
        replace(two_, student="s2", enrolled=Enrolled("s2", name="Ann Lee", also=(MOODLE_NAMES[0],))),
    )
    filled = moodle(tmp_path, text, gradebook=Gradebook("", "A", listed))
    assert [(change.student, change.place) for change in filled.changes] == [("s2", "line 2")]
    assert filled.unchanged == 1  # 7.5 stood in the row of s1
    contrary = replace(one, enrolled=Enrolled("leeann", also=("kimbo",)))
    filled = canvas(tmp_path, CANVAS, gradebook=Gradebook("", "A", (contrary,)))
    assert (filled.changes, filled.skipped) == ((), ("leeann: stands in lines 3, 4; nothing is written",))


def test_a_download_from_canvas_finds_its_rows_by_canvas_number(tmp_path: Path) -> None:
    text = CANVAS.replace("Lee, Ann", "Lée, Ann").replace("Kim, Bo", "Lee, Ann").replace("kimbo", "leeann2")
    one, two_ = two().students
    downloaded = (
        replace(one, student="leeann_102", account=Account("canvas", "102", "leeann")),
        replace(two_, student="leeann_101", account=Account("canvas", "101", "leeann")),
    )
    filled = canvas(tmp_path, text, gradebook=Gradebook("", "A", downloaded))
    assert [(change.student, change.place) for change in filled.changes] == [
        ("leeann_102", "line 4"),
        ("leeann_101", "line 3"),
    ]
    stranger = (replace(one, student="x", account=Account("canvas", "102", "ottcy")),)
    filled = canvas(tmp_path, text, gradebook=Gradebook("", "A", stranger))
    assert (filled.changes, filled.skipped) == (
        (),
        ("x: line 4 has the number 102 and another name; nothing is written",),
    )
