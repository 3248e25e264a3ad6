"""Values that users hold: made, compared, shown, copied, changed and pickled."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Any

import pytest

from inferloom import Exchange, InferenceClient, Limits, MediaPolicy, ModelStatus, Timeout, Wait
from inferloom.operations import chat_completion, feature_extraction, text_classification

CALLS: dict[str, Any] = {
    "text_classification": text_classification.text_classification("a", top_k=2, model="m"),
    "feature_extraction": feature_extraction.feature_extraction(["a", "b"]),
    "chat_completion": chat_completion.chat_completion([{"role": "user", "content": "a"}]),
    "stream": chat_completion.chat_completion([{"role": "user", "content": "a"}], stream=True, n=2),
}
EXCHANGE = Exchange("a", 200, {"x": "y"}, "http://h", None, 1, 0.5)
VALUES: dict[str, Any] = {
    "Timeout": Timeout(1.0),
    "Limits": Limits(max_connections=3),
    "Wait": Wait("chat_completion", 1.0, 2.0, None, 1),
    "MediaPolicy": MediaPolicy.untrusted(),
    "ModelStatus": ModelStatus(True, "Loaded", "cpu", "transformers"),
    "Exchange": EXCHANGE,
    **CALLS,
}


@pytest.mark.parametrize("name", VALUES)
def test_copies_and_pickles_are_equal(name: str) -> None:
    value = VALUES[name]
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(value, protocol)) == value
    assert copy.copy(value) == copy.deepcopy(value) == value
    assert dataclasses.replace(value) == value
    assert type(dataclasses.replace(value)) is type(value)


@pytest.mark.parametrize("name", VALUES)
def test_the_standard_library_sees_dataclasses(name: str) -> None:
    value = VALUES[name]
    names = [field.name for field in dataclasses.fields(value)]
    assert (
        list(dataclasses.asdict(value)) == names == list(inspect.signature(type(value)).parameters)
    )
    assert type(value).__match_args__ == tuple(names)


@pytest.mark.parametrize("name", VALUES)
def test_they_cannot_be_changed(name: str) -> None:
    value = VALUES[name]
    first = dataclasses.fields(value)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError, match=first):
        setattr(value, first, None)
    with pytest.raises(AttributeError):
        delattr(value, first)
    with pytest.raises((AttributeError, TypeError)):
        value.misspelt = 1
    assert not hasattr(value, "__dict__")


def test_they_are_compared_and_shown() -> None:
    assert Timeout(1.0) == Timeout(1) != Timeout(2.0)
    assert hash(Timeout(1.0)) == hash(Timeout(1))
    assert len({Limits(), Limits(), Limits(keepalive=1)}) == 2
    assert repr(Timeout(1.0)) == "Timeout(total=1.0, connect=10.0, idle=600.0)"
    assert repr(EXCHANGE).startswith("Exchange(result='a', status=200, headers={'x': 'y'},")
    assert repr(CALLS["stream"]).startswith("StreamCall(operation=Operation(name='chat_completion'")
    again = chat_completion.chat_completion([{"role": "user", "content": "a"}], stream=True, n=2)
    assert again == CALLS["stream"] != CALLS["chat_completion"]
    assert text_classification.text_classification("b") != CALLS["text_classification"]


def test_patterns_match() -> None:
    match EXCHANGE:
        case Exchange("a", status=200, elapsed=elapsed):
            assert elapsed == 0.5
        case _:
            raise AssertionError
    match Timeout(3):
        case Timeout(total, connect=10.0):
            assert total == 3
        case _:
            raise AssertionError


def test_changed_values_are_checked() -> None:
    policy = dataclasses.replace(MediaPolicy.untrusted(), max_bytes=5_000_000)
    assert policy.max_bytes == 5_000_000 and policy != MediaPolicy.untrusted()
    assert dataclasses.asdict(Timeout(1.0)) == {"total": 1.0, "connect": 10.0, "idle": 600.0}
    with pytest.raises(ValueError, match="total"):
        dataclasses.replace(Timeout(1.0), total=-1)
    with pytest.raises(ValueError, match="max_connections"):
        dataclasses.replace(Limits(), max_connections=0)


@pytest.mark.parametrize(
    ("values", "named"),
    [((1.0,), {"total": 2.0}), ((), {"colour": 1}), ((1.0, 2.0, 3.0, 4.0), {})],
)
def test_wrong_arguments_are_type_errors(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="Timeout"):
        Timeout(*values, **named)


@pytest.mark.parametrize("timeout", [None, 3, 0.5, 2e9, float("inf"), Timeout(1.0)])
def test_a_client_says_how_long_its_calls_may_take(timeout: float | Timeout | None) -> None:
    client = InferenceClient("m", token=False, timeout=timeout)
    if isinstance(timeout, Timeout):
        expected = timeout
    else:
        expected = Timeout() if timeout is None else Timeout(total=timeout, idle=timeout)
    assert client.timeout == expected
    others = (copy.copy(client), pickle.loads(pickle.dumps(client)), client.with_options(model="n"))
    assert [other.timeout for other in others] == [expected] * 3
    assert client.with_options(timeout=7).timeout == Timeout(7, idle=7)


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), True, "3", b"3", [3]])
def test_a_client_refuses_what_is_no_time(timeout: Any) -> None:
    with pytest.raises(ValueError, match="timeout: total"):
        InferenceClient("m", token=False, timeout=timeout)
    with pytest.raises(ValueError, match="timeout: total"):
        InferenceClient("m", token=False).with_options(timeout=timeout)
