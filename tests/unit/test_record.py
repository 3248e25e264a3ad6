"""The package's own `dataclass` does what the standard library's does."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import pytest

from inferloom import MediaPolicy, Timeout
from inferloom.record import dataclass, field, replace

T = TypeVar("T")


@dataclass(frozen=True)
class Base:
    name: str
    members: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True)
class Derived(Base, Generic[T]):
    size: int = 3
    _secret: str = "s"


@dataclass
class Counter:
    count: int = 0


@dataclasses.dataclass(frozen=True)
class Reference:
    name: str
    members: Mapping[str, int] = dataclasses.field(default_factory=dict)
    size: int = 3


def test_constructors() -> None:
    made: Derived[int] = Derived("a", {"x": 1}, size=4)
    assert (made.name, made.members, made.size) == ("a", {"x": 1}, 4)
    assert Derived[int]("a").members == {}
    assert Derived("a").members is not Derived("a").members
    assert Counter(2).count == 2


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), (("a",), {"name": "b"}), (("a",), {"colour": 1}), (("a", {}, 1, "s", 5), {})],
)
def test_wrong_arguments_are_type_errors(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="Derived"):
        Derived(*values, **named)
    with pytest.raises(TypeError):
        Reference(*values, **named)


def test_a_missing_and_an_unknown_argument_do_not_make_up_for_each_other() -> None:
    with pytest.raises(TypeError, match="colour"):
        Derived(colour=1)  # type: ignore[call-arg]


def test_what_is_made_often_is_made_the_same_way() -> None:
    @dataclass(frozen=True)
    class Point(Base):
        x: int = 0

        def __post_init__(self) -> None:
            if self.x < 0:
                raise ValueError("x")

    made = [Point("p", x=number) for number in range(50)]
    assert [point.x for point in made] == list(range(50))
    assert made[0] == Point("p") and vars(made[0]) == vars(Point("p"))
    assert made[-1].members == {} and made[-1].members is not made[-2].members
    assert pickle.loads(pickle.dumps(Timeout(1.0))) == Timeout(1.0)
    for _ in range(2):
        with pytest.raises(ValueError, match="x"):
            Point("p", x=-1)
        with pytest.raises(TypeError, match="Point"):
            Point()  # type: ignore[call-arg]
    with pytest.raises(dataclasses.FrozenInstanceError):
        made[-1].x = 1  # type: ignore[misc]


def test_values_are_compared_and_shown() -> None:
    assert Derived("a") == Derived("a") != Derived("b")
    assert Derived("a", _secret="other") == Derived("a")
    assert (Derived("a") == Base("a")) is False
    assert repr(Derived("a")) == "Derived(name='a', members={}, size=3)"
    assert hash(Timeout(1.0)) == hash(Timeout(1.0))


def test_frozen_ones_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError, match="name"):
        Base("a").name = "b"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del Base("a").name
    counter = Counter()
    counter.count += 1
    assert counter == Counter(1)


def test_copies() -> None:
    made: Derived[int] = Derived("a", {"x": 1})
    assert replace(made, size=9) == Derived("a", {"x": 1}, 9)
    assert pickle.loads(pickle.dumps(made)) == made == copy.deepcopy(made)


def test_the_standard_library_sees_dataclasses() -> None:
    """Users write `dataclasses.replace(policy, ...)`, and print with `asdict`."""
    policy = dataclasses.replace(MediaPolicy.untrusted(), max_bytes=5_000_000)
    assert policy == replace(MediaPolicy.untrusted(), max_bytes=5_000_000)
    assert dataclasses.is_dataclass(Timeout)
    assert dataclasses.asdict(Timeout(1.0)) == {"total": 1.0, "connect": 10.0, "idle": 600.0}
    assert [entry.name for entry in dataclasses.fields(Base)] == ["name", "members"]
    with pytest.raises(ValueError, match="total"):
        dataclasses.replace(Timeout(1.0), total=-1)


def test_inspect_sees_the_constructor() -> None:
    signature = inspect.signature(Derived)
    assert list(signature.parameters) == ["name", "members", "size", "_secret"]
    assert signature.parameters["size"].default == 3
    assert signature.parameters["name"].annotation == "str"


def test_patterns_match() -> None:
    match Base("a", {"x": 1}):
        case Base(name, {"x": number}):
            assert (name, number) == ("a", 1)
        case _:
            raise AssertionError
