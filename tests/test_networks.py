"""Networks of the topic about them: one slip costs what it breaks, and is recognized whatever else was chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.grader_package import load_module
from receptive.classroom.marks import body_of, mark_of
from receptive.classroom.store import Entry, Kind
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.model import Hashes, Outcome, Status, Submission
from receptive.scoring import topic_result
from receptive.student.model_process import ModelProcess, with_model
from support import solution

torch = pytest.importorskip("torch", reason="torch is not installed")
CONTENT = find_content()


@pytest.fixture(scope="module")
def expert() -> Diagnostician:
    torch.set_num_threads(1)
    return Diagnostician(CONTENT.grader("build_cnn"))


@pytest.mark.parametrize(
    ("mistake", "lost"),
    [
        ("CNN-131", {"lenet_shape", "lenet_params", "lenet_forward"}),
        ("CNN-112", {"lenet_shape", "lenet_params", "lenet_forward"}),
    ],
)
def test_a_lenet_for_other_images_loses_what_is_about_sizes(
    open_grader: Any, expert: Diagnostician, mistake: str, lost: set[str]
) -> None:
    session, path = open_grader("build_cnn"), CONTENT.solution("build_cnn")
    model = expert.registry.model("LeNet", frozenset({mistake}))
    module = with_model(load_module(path, "build_cnn"), "LeNet", model)
    process = ModelProcess("build_cnn", module, expert.registry.probes, path.read_text("utf-8"))
    with session.only(tuple(each for each in session.topic.exercises if each.name == "LeNet")):
        outcomes = session.grade_process(process, "s", explain=False).outcomes
    assert {each.criterion.id for each in outcomes if each.status is not Status.PASSED} == lost


@pytest.mark.parametrize(
    ("exercise", "mistake"),
    [("conv_block", "CNN-90"), ("MyConv2d", "CNN-143")],
)
def test_a_mistake_is_recognized_whatever_else_was_chosen(expert: Diagnostician, exercise: str, mistake: str) -> None:
    choices = expert.registry.free_choices(exercise)
    assert len(choices) >= 3
    for choice in choices:
        theirs = expert.decided.of_program(
            exercise, expert.registry.model(exercise, frozenset({mistake}), chosen=(choice,))
        )
        assert theirs is not None
        assert expert.decided.suspects(exercise, theirs) == [[mistake]], choice.__name__


def test_a_slip_is_recognized_where_questions_share_a_network_in_the_worker(open_grader: Any) -> None:
    session = open_grader("build_cnn")
    slip = solution("build_cnn").replace("nn.Conv2d(c5, c5, 5, padding=2)", "nn.Conv2d(c5, c5, 3, padding=1)")
    submission = Submission("build_cnn", Path("build_cnn.py"), slip.encode())
    only = tuple(each for each in session.topic.exercises if each.name == "InceptionMini")
    with session.only(only):
        outcomes = session.grade(submission, "s").outcomes
    assert [each.diagnosis for each in outcomes if each.status is Status.FAILED and each.diagnosis]


def test_what_is_put_into_a_network_does_not_reach_its_buffers(expert: Diagnostician) -> None:
    """A running variance that were negative would make NaN of every number."""
    net = torch.nn.Sequential(torch.nn.Conv2d(1, 6, 5), torch.nn.BatchNorm2d(6))
    (out,) = expert.registry.probes.outputs(net, [-torch.ones(6)], torch.ones(1, 1, 8, 8))
    assert bool(out.isfinite().all())
    assert net[1].running_var.tolist() == [1.0] * 6
    assert net[1].weight.tolist() == [-1.0] * 6


def test_layers_are_noted_as_far_as_a_network_gets(expert: Diagnostician) -> None:
    net = torch.nn.Sequential(
        torch.nn.Conv2d(1, 2, 3), torch.nn.MaxPool2d(2), torch.nn.Flatten(), torch.nn.Linear(5, 3)
    )
    steps = expert.registry.probes.steps(net, torch.ones(2, 1, 6, 6))
    assert [(kind, tuple(x.shape), tuple(out.shape)) for kind, _, x, out in steps] == [
        ("conv", (2, 1, 6, 6), (2, 2, 4, 4)),
        ("pool", (2, 2, 4, 4), (2, 2, 2, 2)),
    ]


def design_outcomes(open_grader: Any, expert: Diagnostician, design: Any) -> list[Outcome]:
    session, path = open_grader("build_cnn"), CONTENT.solution("build_cnn")
    module = with_model(load_module(path, "build_cnn"), "DesignNet", design)
    process = ModelProcess("build_cnn", module, expert.registry.probes, path.read_text("utf-8"))
    with session.only(tuple(each for each in session.topic.exercises if each.name == "DesignNet")):
        return list(session.grade_process(process, "s", explain=False).outcomes)


def test_a_design_is_measured_by_the_grader_and_its_figures_are_kept_with_the_mark(
    open_grader: Any, expert: Diagnostician
) -> None:
    design = load_module(CONTENT.solution("build_cnn"), "build_cnn").DesignNet
    outcomes = design_outcomes(open_grader, expert, design)
    assert {each.status for each in outcomes} == {Status.PASSED}
    topic = open_grader("build_cnn").topic
    result = topic_result(topic, Path("build_cnn.py"), tuple(outcomes), Hashes("a", "b", "c"))
    entry = Entry("ann", Kind.MARK, topic=topic.slug, body=body_of(result, "s", None, ()))
    (measured,) = filter(None, (dict(each.measured) for each in mark_of(entry).mark.criteria))
    assert (measured["parameters"], measured["multiply-accumulates"]) == (1764, 110752)
    assert measured["accuracy"] >= 0.85


class Larger(torch.nn.Conv2d):  # type: ignore[misc]  # torch is imported where it is there
    """Looks like a layer of PyTorch's, and computes more than one."""

    def forward(self, x: Any) -> Any:
        return super().forward(x).relu() + super().forward(x.flip(3))


class Alone(torch.nn.Sequential):  # type: ignore[misc]  # as above
    """Layers that are read, and a forward that does something else."""

    def forward(self, x: Any) -> Any:
        return 2 * super().forward(x)


@pytest.mark.parametrize(
    "hides", [lambda: torch.nn.Sequential(Larger(1, 8, 16), flat()), lambda: Alone(conv(), flat())]
)
def test_what_is_not_in_the_layers_of_a_design_counts_for_nothing(
    open_grader: Any, expert: Diagnostician, hides: Any
) -> None:
    outcomes = design_outcomes(open_grader, expert, hides)
    assert {each.status for each in outcomes} == {Status.FAILED}
    assert all("layers" in each.message for each in outcomes)


def conv() -> Any:
    return torch.nn.Conv2d(1, 8, 16)


def flat() -> Any:
    return torch.nn.Flatten()
