"""Odd answers of every task: what is essential decides, by the manifests, and nothing else.

The examples of the manifests are made odd, one member at a time.
"""

from __future__ import annotations

import copy
import json
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inferloom import InferenceError, ResponseDecodeError
from tests.support.clients import Client
from tests.support.examples import comparable, python
from tests.support.server import Reply, Script

SPECS = Path(__file__).parents[2] / "specs" / "tasks"
MANIFESTS = {
    path.parent.name: json.loads(path.read_text())
    for path in sorted(SPECS.glob("*/operation.json"))
}
MISSING = object()
ODD = {
    "a number": 7,
    "a fraction": 0.25,
    "text": "odd",
    "a flag": True,
    "null": None,
    "a list": ["x", 1, None],
    "an object": {"a": {"b": []}},
    "missing": MISSING,
}
NO_TEXT = {"null": None, "a list": [], "an object": {"a": 1}, "missing": MISSING}
NO_NUMBER = {**NO_TEXT, "words": "high", "an empty text": ""}


def _is_plain(manifest: dict[str, Any]) -> bool:
    """Return whether an answer is an object, or a list of them, in the operation's own format."""
    body = manifest["examples"][0]["response"].get("json")
    if manifest["method"] == "create_embeddings":
        return False
    one = body[0] if isinstance(body, list) else body
    return "default_api" not in manifest and isinstance(one, dict)


PLAIN = [name for name, manifest in MANIFESTS.items() if _is_plain(manifest)]


def responses(manifest: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entry in manifest.get("variants", [manifest]):
        if "response" in entry:
            yield entry["response"]


def first(body: Any) -> dict[str, Any]:
    """Return the first object of an answer."""
    while isinstance(body, list):
        body = body[0]
    found: dict[str, Any] = body["data"][0] if isinstance(body.get("data"), list) else body
    return found


def essential(name: str) -> list[str]:
    """Return the members of the first object that have to be there."""
    pointers = next(responses(MANIFESTS[name])).get("essential", [])
    steps = [
        [step for step in pointer.split("/")[1:] if step not in ("*", "data")]
        for pointer in pointers
        if isinstance(pointer, str)
    ]
    return [step[0] for step in steps if step]


def ask(
    name: str, body: Any, server: Script, make_client: Callable[..., Client], **more: Any
) -> Any:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    server.queue(Reply(200, text, {"content-type": "application/json"}))
    arguments = {**python(MANIFESTS[name]["examples"][0]["arguments"]), **more}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return make_client(base_url=server.url).call(MANIFESTS[name]["method"], **arguments)


def altered(name: str, member: str, value: Any) -> Any:
    body = copy.deepcopy(MANIFESTS[name]["examples"][0]["response"]["json"])
    target = first(body)
    if value is MISSING:
        target.pop(member, None)
    else:
        target[member] = value
    return body


def members() -> Iterator[Any]:
    for name in PLAIN:
        needed = [*essential(name), "entity_group"]  # or "entity"
        known = first(MANIFESTS[name]["examples"][0]["response"]["json"])
        for member in [*known, "vendor"]:
            if member not in needed and member not in ("choices", "data"):
                yield pytest.param(name, member, id=f"{name}-{member}")


@pytest.mark.parametrize(("name", "member"), list(members()))
def test_a_member_that_is_not_essential_may_be_odd(
    name: str, member: str, server: Script, make_client: Callable[..., Client]
) -> None:
    plain = ask(name, altered(name, "vendor", MISSING), server, make_client)
    for value in ODD.values():
        found = ask(name, altered(name, member, value), server, make_client)
        for one, usual in zip(_objects(found), _objects(plain), strict=True):
            for needed in essential(name):
                attribute = needed.replace("-", "_")
                assert getattr(one, attribute) == getattr(usual, attribute)
            assert one.model_dump_json()
            assert repr(one)
            assert one == one.model_dump(by_alias=True, exclude_unset=True)


def _objects(found: Any) -> list[Any]:
    items = found if isinstance(found, list) else [found]
    return [item for item in items if hasattr(item, "model_dump")]


def needed() -> Iterator[Any]:
    for name in PLAIN:
        known = first(MANIFESTS[name]["examples"][0]["response"]["json"])
        for member in essential(name):
            if member in known and isinstance(known[member], (str, float)):
                yield pytest.param(name, member, id=f"{name}-{member}")


@pytest.mark.parametrize(("name", "member"), list(needed()))
def test_an_essential_member_must_be_there(
    name: str, member: str, server: Script, make_client: Callable[..., Client]
) -> None:
    usual = first(MANIFESTS[name]["examples"][0]["response"]["json"])[member]
    if MANIFESTS[name]["method"].endswith("document_question_answering"):
        refused: dict[str, Any] = {"a list": [], "an object": {}, "missing": MISSING}
    else:
        refused = NO_NUMBER if isinstance(usual, float) else NO_TEXT
    for value in refused.values():
        with pytest.raises(ResponseDecodeError):
            ask(name, altered(name, member, value), server, make_client)


@pytest.mark.parametrize(("name", "member"), list(needed()))
def test_an_essential_member_may_be_spelled_otherwise(
    name: str, member: str, server: Script, make_client: Callable[..., Client]
) -> None:
    usual = first(MANIFESTS[name]["examples"][0]["response"]["json"])[member]
    if member in ("mask", "blob", "depth"):
        return  # files, whose text is base64
    spellings: dict[Any, Any] = {7: "7", 0.5: "0.5", True: "True", "": ""}
    if isinstance(usual, float):
        spellings = {"0.5": 0.5, 1: 1.0, "1e-3": 0.001}
    for value, read in spellings.items():
        found = ask(name, altered(name, member, value), server, make_client)
        if isinstance(found, str):
            assert found == read
        else:
            assert read in [getattr(item, member) for item in _objects(found)]


ENVELOPES = [name for name in PLAIN if name not in ("chat_completion", "list_models")]


@pytest.mark.parametrize("name", ENVELOPES)
def test_a_list_for_an_object_and_the_reverse(
    name: str, server: Script, make_client: Callable[..., Client]
) -> None:
    body = MANIFESTS[name]["examples"][0]["response"]["json"]
    one = first(body)
    usual = ask(name, [one] if isinstance(body, list) else one, server, make_client)
    for other in (one, [one], [[one]]):
        found = ask(name, other, server, make_client)
        # Lists of lists are several masks.
        assert _shown(found).replace(", mask_index=0", "") == _shown(usual)


def _shown(value: object) -> str:
    """Return what is printed of a result, without where in memory its pictures are."""
    return re.sub(r" at 0x\w+", "", str(value))


@pytest.mark.parametrize("name", PLAIN)
def test_odd_json(name: str, server: Script, make_client: Callable[..., Client]) -> None:
    body = MANIFESTS[name]["examples"][0]["response"]["json"]
    usual = _shown(ask(name, body, server, make_client))
    text = json.dumps(body)
    for content in (
        b"\xef\xbb\xbf" + text.encode(),
        text.encode("utf-16"),
        b"\n" * 300 + text.encode() + b"\r\n\r\n",
    ):
        assert _shown(ask(name, content, server, make_client)) == usual
    for odd in (
        '"\\ud83d"',
        "NaN",
        "-Infinity",
        "1e999",
        "9" * 5000,
        '"a\nb"',
        "[" * 150 + "]" * 150,
    ):
        marked = json.dumps(altered(name, "vendor", "@")).replace('"@"', odd)
        found = ask(name, marked.encode(), server, make_client)
        assert type(found) is type(ask(name, body, server, make_client))
        assert repr(found)
        for item in _objects(found):
            assert item.model_dump_json()


# Tasks of another form --------------------------------------------------------------------------

DELIVERED: dict[str, list[tuple[str, Any, Callable[[Any], object], object]]] = {
    "object_detection": [
        (
            "fractions",
            {"xmin": 1.5, "ymin": 0, "xmax": 2.25, "ymax": 3},
            lambda r: r[0].box.xmin,
            1.5,
        ),
        ("text", {"xmin": "1", "ymin": 0, "xmax": "2.5", "ymax": 3}, lambda r: r[0].box.xmax, 2.5),
        (
            "more",
            {"xmin": 1, "ymin": 0, "xmax": 2, "ymax": 3, "z": None},
            lambda r: r[0].box.ymax,
            3,
        ),
    ],
}
DELIVERED["zero_shot_object_detection"] = DELIVERED["object_detection"]
NO_BOX: list[Any] = [
    None,
    {},
    [1, 2, 3, 4],
    "1,2,3,4",
    {"xmin": 1, "ymin": 2, "xmax": 3},
    {"xmin": None, "ymin": 2, "xmax": 3, "ymax": 4},
    {"xmin": "left", "ymin": 2, "xmax": 3, "ymax": 4},
]


@pytest.mark.parametrize("name", DELIVERED)
def test_boxes(name: str, server: Script, make_client: Callable[..., Client]) -> None:
    for _, box, read, wanted in DELIVERED[name]:
        assert read(ask(name, altered(name, "box", box), server, make_client)) == wanted
    for box in (*NO_BOX, MISSING):
        with pytest.raises(ResponseDecodeError):
            ask(name, altered(name, "box", box), server, make_client)


PICTURE = MANIFESTS["depth_estimation"]["examples"][0]["response"]["json"]["depth"]
OTHER: dict[str, list[tuple[Any, str]]] = {  # answer, and what its result shows
    "tokenize": [
        ({"tokens": [{"id": "1", "piece": 5}]}, "text=5"),
        ({"tokens": [{"id": 1, "piece": None}], "count": "x"}, "id=1"),
        ({"tokens": [{"id": 1, "piece": "Hi", "vendor": {}}]}, "id=1"),
    ],
    "detokenize": [
        ({"content": 5}, "5"),
        ({"content": "", "a": 1}, ""),
        ([{"content": "Hi"}], "Hi"),
    ],
    "rerank": [
        ({"results": [{"index": 0, "relevance_score": "0.5"}]}, "score=0.5"),
        ({"results": [{"index": "1", "relevance_score": 1, "document": None}]}, "index=1"),
        ({"results": [{"index": 0, "relevance_score": 0.5, "document": {"text": 5}}]}, "text=5"),
        ({"id": 5, "usage": None, "results": [{"index": 0, "relevance_score": 0.5}]}, "index=0"),
    ],
    "tabular_classification": [
        (["a", 5], "['a', 5]"),
        ([0.5, "b"], "[0.5, 'b']"),
        ([["a", "b"]], "['a', 'b']"),
    ],
    "tabular_regression": [
        (["1.5", 2], "[1.5, 2.0]"),
        ([[1, 2]], "[1.0, 2.0]"),
        ([1, 2.5], "[1.0, 2.5]"),
    ],
    "sentence_similarity": [
        (["0.5", 1, 2], "[0.5, 1.0, 2.0]"),
        ({"similarities": [0.5, 1, 2], "model": 5}, "[0.5, 1.0, 2.0]"),
        ([[0.5, 1, 2]], "[0.5, 1.0, 2.0]"),
    ],
    "feature_extraction": [
        ([["0.5", 1]], "[0.5 1. ]"),
        ({"embeddings": [[0.5, 1]], "usage": None}, "[0.5 1. ]"),
        ([0.5, 1], "[0.5 1. ]"),
    ],
    "list_models": [
        ([{"id": "m"}], "id='m'"),
        ({"data": [{"id": 5, "created": 0.5, "owned_by": {}}]}, "id='5'"),
        ({"data": [{"id": "m", "object": None}], "models": 3}, "id='m'"),
    ],
    "create_embeddings": [
        ({"data": [{"embedding": [1, 2]}], "usage": "none"}, "Vector([1, 2]"),
        ({"data": [{"embedding": [1], "index": None, "object": 5}], "usage": {}}, "Vector([1]"),
        ([{"data": [{"embedding": "AACAPw=="}], "model": None}], "Vector([1]"),
    ],
    "depth_estimation": [
        ({"predicted_depth": [[1, 2]], "depth": 5}, "predicted_depth=[[1"),
        ({"predicted_depth": None, "depth": PICTURE}, "depth=<PIL"),
        ([{"predicted_depth": [[1]]}], "predicted_depth=[[1"),
    ],
}


@pytest.mark.parametrize("name", OTHER)
def test_answers_of_another_form(
    name: str, server: Script, make_client: Callable[..., Client]
) -> None:
    for body, shown in OTHER[name]:
        api = {"api": "llama.cpp"} if name == "tokenize" else {}
        assert shown in str(ask(name, body, server, make_client, **api))


NOTHING: dict[str, list[Any]] = {
    "tokenize": [{"tokens": [{"piece": "Hi"}]}, {"tokens": None}, {}],
    "detokenize": [{}, {"content": None}, {"content": ["Hi"]}],
    "rerank": [
        {},
        {"results": None},
        {"results": [{"index": 0}]},
        {"results": [{"relevance_score": 0.5}]},
        {"results": [{"index": 0, "relevance_score": "high"}]},
    ],
    "tabular_classification": [{}, [None, None], [{}, {}]],
    "tabular_regression": [{}, [None, 1], ["high", 1]],
    "sentence_similarity": [{}, [None, 1, 2], {"similarities": None}, ["high", 1, 2]],
    "feature_extraction": [{}, [], [[]], 5, "text", [["high"]], {"embeddings": None}],
    "list_models": [{}, {"data": [{"object": "model"}]}, {"data": [None]}],
    "create_embeddings": [
        {},
        {"data": [{}]},
        {"data": [{"embedding": None}]},
        {"data": [{"embedding": []}]},
        {"data": [{"embedding": ""}]},
        {"data": [{"embedding": "no base64!"}]},
        {"data": [{"embedding": {}}]},
    ],
    "depth_estimation": [{}, {"predicted_depth": None}, [], 5],
    "token_classification": [
        [{"score": 0.5, "word": "a"}],
        [{"entity": None, "entity_group": None, "score": 0.5, "word": "a"}],
        [{"entity": "PER", "score": 0.5, "word": "a"}, {"score": 0.5, "word": "b"}],
    ],
    "text_generation": [{}, [], [{}], [{"generated_text": None}], 5, ""],
}


@pytest.mark.parametrize("name", NOTHING)
def test_answers_without_what_was_asked_for(
    name: str, server: Script, make_client: Callable[..., Client]
) -> None:
    for body in NOTHING[name]:
        api = {"api": "llama.cpp"} if name == "tokenize" else {}
        with pytest.raises(InferenceError) as caught:
            print(body, ask(name, body, server, make_client, **api))
        assert isinstance(caught.value, ResponseDecodeError)


FILES = [name for name, m in MANIFESTS.items() if next(responses(m))["kind"] == "bytes"]


@pytest.mark.parametrize("name", FILES)
def test_files_in_odd_envelopes(
    name: str, server: Script, make_client: Callable[..., Client]
) -> None:
    example = MANIFESTS[name]["examples"][0]["response"]
    media = next(responses(MANIFESTS[name]))["media"]
    text = example["base64"]
    url = f"data:{example['content_type']};base64,{text}"
    for body in (text, url, {media: text}, {media: url, "seed": None, "vendor": 0.5}):
        found = ask(name, body, server, make_client)
        assert comparable(found) == comparable(python({"$base64": text}))
    for body in ({}, {media: None}, {media: 5}, [], "", None):
        with pytest.raises(ResponseDecodeError):
            ask(name, body, server, make_client)
