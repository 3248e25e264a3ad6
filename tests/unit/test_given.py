"""What a caller gave, as templates of wire formats read it."""

from __future__ import annotations

import pytest

from inferloom import ArgumentError
from inferloom.calls.given import MISSING, Given, Model, first, present, some, whole


def test_what_is_given_and_what_is_not() -> None:
    args = Given({"inputs": "x", "parameters": {"size": {"width": 4}, "seed": None}})
    assert args("inputs") == "x"
    assert args("parameters.size.width") == 4
    assert args("parameters.size.height") is MISSING
    assert args("parameters.seed") is MISSING
    assert args("parameters.none.of.it") is MISSING


def test_what_is_left_is_what_nobody_took() -> None:
    payload = {
        "inputs": "x",
        "parameters": {"a": 1, "b": {"c": 2}, "generation_parameters": {"d": 3}},
    }
    args = Given(payload)
    assert dict(args.left()) == {
        "inputs": "x",
        "parameters.a": 1,
        "parameters.b": {"c": 2},
        "parameters.generation_parameters.d": 3,
    }
    args("inputs")
    args("parameters.b.c")
    assert dict(args.left()) == {"parameters.a": 1, "parameters.generation_parameters.d": 3}
    assert args.look("parameters.a") == 1
    assert "parameters.a" in dict(args.left())


def test_texts_of_several() -> None:
    args = Given({"w": 4, "h": 3})
    assert args.text("{}x{}", args("w"), args("h")) == "4x3"
    assert args.text("{}x{}", args("w"), args("d")) is MISSING


def test_arguments_that_are_given_together() -> None:
    args = Given({"inputs": "x", "parameters": {"width": 4}}, names={"inputs": "prompt"})
    args.together("parameters.none", "parameters.neither")
    with pytest.raises(
        ArgumentError, match="height is missing: width and height are given"
    ) as info:
        args.together("parameters.width", "parameters.height")
    assert info.value.argument == "height"


def test_objects_and_lists_with_places() -> None:
    assert whole({"a": 1, "b": MISSING}) is MISSING
    assert whole({"a": 1}) == {"a": 1}
    assert some([MISSING, 1]) == [1]
    assert some([MISSING]) is MISSING
    assert present({"a": 1, "b": MISSING}) == {"a": 1}
    assert first(MISSING, "", "x") == ""
    assert first(MISSING) is MISSING


def test_the_names_of_arguments() -> None:
    args = Given({}, names={"inputs": "image", "parameters.target_size": "size"})
    assert args.name("inputs") == "image"
    assert args.name("parameters.target_size.width") == "size.width"
    assert args.name("parameters.generation_parameters.seed") == "seed"


def test_a_model_at_a_provider() -> None:
    model = Model("acme/flux:abc", "hub/flux")
    assert (model.version, model.parent) == ("abc", "acme/flux:abc")
    assert Model("acme/flux/dev", "hub/flux").version is MISSING
    assert Model("acme/flux/dev", "hub/flux").parent == "acme/flux"
    assert Given({}, model).adapter is MISSING
    assert Given({}, Model("a", "b", "w.safetensors")).adapter == "w.safetensors"
