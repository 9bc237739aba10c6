"""Networks of the topic about them: one slip costs what it breaks, and is recognized whatever else was chosen."""

from __future__ import annotations

from typing import Any

import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.grader_package import load_module
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.model import Status
from receptive.student.model_process import ModelProcess, with_model

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
