"""Words that Canvas and Moodle write into their files, in the languages of their language packs.

What is not here is given by options. Languages, where a line has them all: English, German, French, Spanish, Italian,
Portuguese (two), Dutch, Polish, Swedish, Danish, Norwegian, Finnish, Czech, Russian, Catalan, Turkish.
"""

from __future__ import annotations

from receptive.classroom.points import fold_name


def _words(*words: str) -> frozenset[str]:
    return frozenset(map(fold_name, words))


STUDENT = _words("Student", "Étudiant", "Estudiante", "Studente", "Aluno", "Estudante", "Uczeń", "Opiskelija")
FIRST_NAME = _words(
    "First name", "FirstName", "Vorname", "Prénom", "Nombre", "Nome", "Primeiro nome", "Voornaam", "Imię", "Förnamn",
    "Fornavn", "Etunimi", "Křestní jméno", "Jméno", "Имя", "Ad", "Adı",
)  # fmt: skip
LAST_NAME = _words(
    "Last name", "LastName", "Surname", "Nachname", "Nom de famille", "Nom", "Apellido(s)", "Apellidos", "Apellido",
    "Cognome", "Apelido", "Sobrenome", "Achternaam", "Nazwisko", "Efternamn", "Efternavn", "Etternavn", "Sukunimi",
    "Příjmení", "Фамилия", "Cognoms", "Soyad", "Soyadı",
)  # fmt: skip
FULL_NAME = _words(
    "Full name", "Vollständiger Name", "Nom complet", "Nombre completo", "Nome completo", "Nome e cognome",
    "Cognome e nome", "Cognome/Nome", "Volledige naam", "Pełna nazwa", "Imię i nazwisko", "Fullständigt namn",
    "Fulde navn", "Fullt navn", "Koko nimi", "Celé jméno", "Полное имя", "Nom i cognoms", "Tam Adı",
)  # fmt: skip
IDENTIFIER = _words(
    "Identifier", "ID", "Identifiant", "Identificador", "Identificativo", "Número de identificação", "Identificatie",
    "Identyfikator", "Identifierare", "Identifikator", "Tunniste", "Identifikátor", "Идентификатор", "Tanımlayıcı",
)  # fmt: skip
USERNAME = _words(
    "Username", "Anmeldename", "Nom d'utilisateur", "Nom d’utilisateur", "Nombre de usuario", "Username",
    "Nome de utilizador", "Identificação de usuário", "Nome de usuário", "Gebruikersnaam", "Nazwa użytkownika",
    "Användarnamn", "Brugernavn", "Brukernavn", "Käyttäjätunnus", "Uživatelské jméno", "Логин", "Nom d'usuari",
    "Kullanıcı adı",
)  # fmt: skip
ID_NUMBER = _words(
    "ID number", "ID-Nummer", "Matrikelnummer", "Numéro d'identification", "Numéro d’identification",
    "Número de ID", "Número ID", "Codice identificativo", "Número de identificação", "ID-nummer", "Numer ID",
    "Numer identyfikacyjny", "Id-nummer", "ID nummer", "Tunnistenumero", "Identifikační číslo", "Индивидуальный номер",
    "Número ID", "Kimlik numarası",
)  # fmt: skip
EMAIL = _words(
    "Email address", "Email", "E-Mail-Adresse", "E-Mail", "Adresse de courriel", "Courriel",
    "Dirección de correo", "Dirección Email", "Correo electrónico", "Indirizzo email", "Email",
    "Endereço de e-mail", "Endereço de email", "E-mailadres", "Adres e-mail", "Adres email", "E-postadress",
    "E-mailadresse", "E-postadresse", "Sähköpostiosoite", "E-mailová adresa", "Адрес электронной почты",
    "Adreça electrònica", "E-posta adresi",
)  # fmt: skip
GRADE = _words(
    "Grade", "Bewertung", "Note", "Évaluation", "Calificación", "Valutazione", "Voto", "Nota", "Avaliação", "Cijfer",
    "Ocena", "Betyg", "Karakter", "Arvosana", "Arviointi", "Známka", "Hodnocení", "Оценка", "Qualificació", "Not",
)  # fmt: skip
MAXIMUM = _words(
    "Maximum grade", "Bestwertung", "Maximale Bewertung", "Note maximale", "Calificación máxima", "Puntuación máxima",
    "Nota máxima", "Valutazione massima", "Voto massimo", "Avaliação máxima", "Maximaal cijfer", "Maximumcijfer",
    "Maksymalna ocena", "Ocena maksymalna", "Maximalt betyg", "Högsta betyg", "Maksimumkarakter", "Maksimal karakter",
    "Maksimikarakter", "Maksimiarvosana", "Nejvyšší známka", "Maximální hodnocení", "Максимальная оценка",
    "Qualificació màxima", "En yüksek not",
)  # fmt: skip
CHANGEABLE = _words(
    "Grade can be changed", "Bewertung kann geändert werden", "La note peut être modifiée",
    "La calificación puede cambiarse", "La calificación puede ser cambiada", "Se puede cambiar la calificación",
    "La valutazione può essere cambiata", "La valutazione può essere modificata", "A nota pode ser alterada.",
    "A nota pode ser alterada", "Nota pode ser alterada", "Cijfer kan gewijzigd worden",
    "Cijfer kan veranderd worden", "Ocena może być zmieniona", "Ocenę można zmienić", "Betyg kan ändras",
    "Karakteren kan ændres", "Karakter kan ændres", "Karakteren kan endres", "Karakter kan endres",
    "Arvosanaa voidaan muuttaa", "Známku lze změnit", "Оценка может быть изменена",
    "La qualificació es pot canviar", "Not değiştirilebilir",
)  # fmt: skip
YES = _words("Yes", "Ja", "Oui", "Sí", "Si", "Sì", "Sim", "Tak", "Kyllä", "Ano", "Да", "Evet")
NO = _words("No", "Nein", "Non", "Não", "Nee", "Nie", "Nej", "Nei", "Ei", "Ne", "Нет", "Hayır")
POINTS_POSSIBLE = _words(
    "Points Possible", "Mögliche Punkte", "Mögliche Punktzahl", "Erreichbare Punkte", "Points possibles",
    "Puntos posibles", "Punti possibili", "Pontos possíveis", "Mogelijke punten", "Punten mogelijk",
    "Możliwe punkty", "Liczba możliwych punktów", "Möjliga poäng", "Mulige point", "Mulige poeng",
    "Mahdolliset pisteet", "Возможные баллы", "Punts possibles", "Olası puan",
)  # fmt: skip
EXCUSED = _words("EX", "Excused", "Entschuldigt", "Excusé", "Justificado", "Esonerato", "Vrijgesteld", "Zwolniony")

HEADINGS = (
    STUDENT | FIRST_NAME | LAST_NAME | FULL_NAME | IDENTIFIER | USERNAME | ID_NUMBER | EMAIL | GRADE | MAXIMUM
    | CHANGEABLE | _words("Section", "Status", "SIS Login ID", "SIS User ID")
)  # fmt: skip
ACCENTED = tuple(sorted(word for word in HEADINGS if not word.isascii()))  # these tell an encoding
