"""Problems, their order and their words; exit codes of the family."""

from __future__ import annotations

import pytest

from kg import errors
from kg.errors import DataError, Problem, did_you_mean


def test_a_problem_begins_with_a_place_that_editors_can_jump_to() -> None:
    problem = Problem("data/papers/a.yaml", 3, 7, "what is wrong", "what to do")
    assert str(problem) == "data/papers/a.yaml:3:7: error: what is wrong; what to do"
    assert problem.place == "data/papers/a.yaml:3:7"
    assert str(Problem("kg.yaml", 1, 1, "what is wrong")) == "kg.yaml:1:1: error: what is wrong"


def test_problems_are_told_in_order_of_place_and_once() -> None:
    several = [Problem("b", 1, 1, "x"), Problem("a", 10, 1, "x"), Problem("a", 9, 2, "x"), Problem("b", 1, 1, "x")]
    error = DataError(several)
    assert [problem.place for problem in error.problems] == ["a:9:2", "a:10:1", "b:1:1"]
    assert str(error).count("\n") == 2


def test_every_error_of_the_family_has_the_exit_code_of_the_contract() -> None:
    codes = {
        "KgError": 1,
        "DataError": 1,
        "QueryError": 1,
        "NotFound": 1,
        "UsageError": 2,
        "PlaceError": 3,
        "EndpointError": 4,
    }
    family = {
        name: one.exit_code
        for name, one in vars(errors).items()
        if isinstance(one, type) and issubclass(one, errors.KgError)
    }
    assert family == codes


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("resnet", 'did you mean "ResNet" or "ResNeXt"?'),
        ("RESNXT", 'did you mean "ResNeXt" or "ResNet"?'),
        ("vg", 'did you mean "VGG"?'),
        ("Xyzzy", ""),
        ("", ""),
    ],
)
def test_the_nearest_names_are_offered_without_regard_to_case(word: str, hint: str) -> None:
    assert did_you_mean(word, ["ResNet", "ResNeXt", "VGG", "Inception"]) == hint


def test_no_more_names_are_offered_than_asked_for() -> None:
    known = [f"ResNet-{n}" for n in range(9)]
    assert did_you_mean("ResNet-", known, most=2).count('"') == 4
    assert did_you_mean("ResNet", []) == ""
