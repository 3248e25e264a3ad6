"""Lists in answers: in the documented order, as many as asked for, and none that is cut passes."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from inferloom import ResponseDecodeError
from tests.field.test_field_cases import PNG, WAV
from tests.support.clients import Client
from tests.support.server import Reply, Script

Make = Callable[..., Client]


def ask(
    server: Script, make: Make, body: Any, method: str, *arguments: Any, **keywords: Any
) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    server.queue(Reply(200, text.encode(), {"content-type": "application/json"}))
    return make(base_url=server.url).call(method, *arguments, **keywords)


def vectors(*indexes: object) -> dict[str, Any]:
    """An answer whose vectors name the place that they have on the wire."""
    data: list[dict[str, Any]] = [
        {"embedding": [float(place)], "index": index} for place, index in enumerate(indexes)
    ]
    return {"data": [{k: v for k, v in item.items() if v != "missing"} for item in data]}


@pytest.mark.parametrize(
    ("indexes", "places"),
    [
        ((0, 1, 2), [0, 1, 2]),
        ((2, 0, 1), [1, 2, 0]),
        ((3, 1, 2), [1, 2, 0]),  # counted from 1
        (("2", "0", "1"), [1, 2, 0]),
        ((0, 0, 0), [0, 1, 2]),  # of a server that does not count
        (("missing",) * 3, [0, 1, 2]),
        ((None, None, None), [0, 1, 2]),
        ((None, 1, None), [0, 1, 2]),
    ],
)
def test_embeddings_come_in_the_order_of_the_inputs(
    server: Script, make_client: Make, indexes: tuple[object, ...], places: list[int]
) -> None:
    found = ask(server, make_client, vectors(*indexes), "create_embeddings", ["a", "b", "c"])
    assert [item.embedding[0] for item in found.data] == places


@pytest.mark.parametrize("indexes", [(0, 1, 1), (1, None, 0), (0, 2, 2), (None, 0, 1)])
def test_embeddings_in_no_order_are_refused(
    server: Script, make_client: Make, indexes: tuple[object, ...]
) -> None:
    with pytest.raises(ResponseDecodeError, match="index of the items tells no order"):
        ask(server, make_client, vectors(*indexes), "create_embeddings", ["a", "b", "c"])


@pytest.mark.parametrize(
    ("inputs", "number"),
    [
        ("a", 1),
        (["a"], 1),
        (["a", "b"], 2),
        (("a", "b", "c"), 3),
        ([1, 2, 3], 1),  # one text, as tokens
        ([[1, 2], [3]], 2),
    ],
)
def test_there_is_one_embedding_for_each_input(
    server: Script, make_client: Make, inputs: Any, number: int
) -> None:
    found = ask(server, make_client, vectors(*range(number)), "create_embeddings", inputs)
    assert len(found.data) == number
    for other in (number - 1, number + 1):
        with pytest.raises(ResponseDecodeError, match=f"{other} results for {number} inputs"):
            ask(server, make_client, vectors(*range(other)), "create_embeddings", inputs)
    bodies: list[dict[str, Any]] = [{"data": None}, {"data": []}]
    for body in bodies:
        with pytest.raises(ResponseDecodeError, match="0 results"):
            ask(server, make_client, body, "create_embeddings", inputs)


NULL = {
    "one": [None],
    "between numbers": [0.5, None, 1],
    "deeper": [[0.5, None], [None, 1]],
}


@pytest.mark.parametrize("vector", NULL.values(), ids=NULL)
def test_a_vector_with_null_is_none(server: Script, make_client: Make, vector: Any) -> None:
    for body in (vector, [vector], {"embeddings": [vector]}, json.dumps([vector]) + " " * 70_000):
        with pytest.raises(ResponseDecodeError):
            ask(server, make_client, body, "feature_extraction", "a")
    with pytest.raises(ResponseDecodeError):
        ask(server, make_client, {"data": [{"embedding": vector}]}, "create_embeddings", "a")
    with pytest.raises(ResponseDecodeError):
        ask(server, make_client, [0.5, None], "sentence_similarity", "a", ["b", "c"])


def test_what_is_no_number_stays_in_a_vector(server: Script, make_client: Make) -> None:
    body = '{"embeddings":[[NaN,Infinity,0.5]],"usage":null}'
    found = ask(server, make_client, body, "feature_extraction", ["a"])
    assert np.isnan(found[0, 0])
    assert np.isinf(found[0, 1])
    packed = base64.b64encode(struct.pack("<2f", float("nan"), 1)).decode()
    found = ask(server, make_client, {"data": [{"embedding": packed}]}, "create_embeddings", "a")
    assert np.isnan(found.data[0].embedding[0])
    body = '{"data":[{"embedding":[NaN,1]}]}'
    found = ask(server, make_client, body, "create_embeddings", "a")
    assert np.isnan(found.data[0].embedding[0])


def test_there_is_one_row_for_each_text(server: Script, make_client: Make) -> None:
    def shape(body: Any, text: Any) -> tuple[int, ...]:
        found: tuple[int, ...] = ask(server, make_client, body, "feature_extraction", text).shape
        return found

    assert shape([[1, 2], [3, 4]], ["a", "b"]) == (2, 2)
    assert shape([1, 2], ["a"]) == (2,)  # the vector bare: the shape is as the server sent it
    assert shape([[[[1, 2], [3, 4]]], [[[5, 6], [7, 8]]]], ["a", "b"]) == (2, 1, 2, 2)
    assert shape([[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]], ["a", "b"]) == (1, 2, 2, 2)
    assert shape([[[1, 2], [3, 4], [5, 6]]], ["a"]) == (1, 3, 2)  # one for each token
    assert shape([1, 2], "a") == (2,)
    assert shape([[1, 2]], "a") == (1, 2)
    assert shape([[[1, 2], [3, 4], [5, 6]]], "a") == (1, 3, 2)
    for body, texts in (
        ([[1, 2]], ["a", "b"]),
        ([[1, 2], [3, 4]], ["a"]),
        ([1, 2], ["a", "b"]),
        ([[[1, 2], [3, 4]]], ["a", "b"]),
    ):
        with pytest.raises(ResponseDecodeError, match=f"for {len(texts)} texts"):
            shape(body, texts)


@pytest.mark.parametrize(
    ("method", "arguments", "good", "bad"),
    [
        ("sentence_similarity", ("a", ["b", "c"]), [0.5, 0.25], [0.5]),
        ("sentence_similarity", ("a", ["b", "c"]), {"similarities": [0.5, 1]}, [1, 2, 3]),
        ("tabular_classification", ({"x": ["1", "2"]},), ["a", "b"], ["a"]),
        ("tabular_regression", ({"x": ["1", "2"], "y": ["3", "4"]},), [1, 2.5], [1, 2, 3, 4]),
    ],
)
def test_there_is_one_result_for_each_input(
    server: Script, make_client: Make, method: str, arguments: Any, good: Any, bad: Any
) -> None:
    assert len(ask(server, make_client, good, method, *arguments)) == 2
    with pytest.raises(ResponseDecodeError, match="results for 2 inputs"):
        ask(server, make_client, bad, method, *arguments)


LABELS = [{"label": str(score), "score": score} for score in (0.2, 0.9, 0.5)]
ANSWERS = [{"answer": str(score), "score": score} for score in (0.2, 0.9, 0.5)]
BOX = {"xmin": 0, "ymin": 0, "xmax": 1, "ymax": 1}
RANKED: dict[str, tuple[str, tuple[Any, ...], list[dict[str, Any]], str | None]] = {
    "text": ("text_classification", ("a",), LABELS, "top_k"),
    "image": ("image_classification", (PNG,), LABELS, "top_k"),
    "audio": ("audio_classification", (WAV,), LABELS, "top_k"),
    "video": ("video_classification", (b"\0\0\0\x18ftypmp42",), LABELS, "top_k"),
    "zero shot": ("zero_shot_classification", ("a", ["b", "c", "d"]), LABELS, None),
    "zero shot image": ("zero_shot_image_classification", (PNG, ["b", "c", "d"]), LABELS, None),
    "zero shot detection": (
        "zero_shot_object_detection",
        (PNG, ["b"]),
        [{**label, "box": BOX} for label in LABELS],
        "top_k",
    ),
    "words": (
        "fill_mask",
        ("a <mask>",),
        [{**x, "token_str": x["label"]} for x in LABELS],
        "top_k",
    ),
    "answers": ("question_answering", ("q", "c"), ANSWERS, "top_k"),
    "document": ("document_question_answering", (PNG, "q"), ANSWERS, "top_k"),
    "picture": ("visual_question_answering", (PNG, "q"), ANSWERS, "top_k"),
}


@pytest.mark.parametrize("name", RANKED)
def test_the_best_comes_first(server: Script, make_client: Make, name: str) -> None:
    method, arguments, body, limit = RANKED[name]
    keywords = _arguments(method, arguments)
    found = ask(server, make_client, body, method, **keywords)
    if name == "answers":  # the best one alone, unless it is said how many
        assert found.score == 0.9
    else:
        assert [item.score for item in found] == [0.9, 0.5, 0.2]
    if limit is not None:  # a server that does not know it sends all
        found = ask(server, make_client, body, method, **keywords, **{limit: 2})
        assert [item.score for item in found] == [0.9, 0.5]
        found = ask(server, make_client, body[:1], method, **keywords, **{limit: 2})
        assert [item.score for item in found] == [0.2]


def _arguments(method: str, values: tuple[Any, ...]) -> dict[str, Any]:
    import inspect

    from inferloom import InferenceClient

    names = list(inspect.signature(getattr(InferenceClient, method)).parameters)[1:]
    if method.endswith("question_answering") and "context" in names:
        return dict(zip(("question", "context"), values, strict=True))
    return dict(zip(names, values, strict=False))


def test_scores_that_are_no_numbers_come_last(server: Script, make_client: Make) -> None:
    body = '[{"label":"a","score":NaN},{"label":"b","score":0.1},{"label":"c","score":0.9}]'
    found = ask(server, make_client, body, "text_classification", "a")
    assert [item.label for item in found] == ["c", "b", "a"]


def test_answers_without_scores_stay_as_they_came(server: Script, make_client: Make) -> None:
    body = [{"answer": "a"}, {"answer": "b", "score": 0.9}, {"answer": "c", "score": None}]
    found = ask(server, make_client, body, "visual_question_answering", PNG, "q", top_k=2)
    assert [item.answer for item in found] == ["a", "b"]


def test_words_of_several_masks_are_ranked_for_each(server: Script, make_client: Make) -> None:
    words = [{"token_str": str(score), "score": score} for score in (0.2, 0.9, 0.5)]
    found = ask(server, make_client, [words, words], "fill_mask", "<mask> <mask>", top_k=2)
    assert [(item.mask_index, item.score) for item in found] == [
        (0, 0.9),
        (0, 0.5),
        (1, 0.9),
        (1, 0.5),
    ]


@pytest.mark.parametrize("api", ["openai", "tei"])
def test_ranks(server: Script, make_client: Make, api: str) -> None:
    name = "relevance_score" if api == "openai" else "score"
    items = [{"index": index, name: score} for index, score in enumerate((0.1, 0.02, 0.9))]
    body = {"results": items} if api == "openai" else items
    found = ask(server, make_client, body, "rerank", "q", ["a", "b", "c"], api=api)
    assert [item.index for item in found] == [2, 0, 1]
    keywords = {"top_n": 2} if api == "openai" else {}
    found = ask(server, make_client, body, "rerank", "q", ["a", "b", "c"], api=api, **keywords)
    assert [item.index for item in found] == [2, 0, 1][: keywords.get("top_n", 3)]
