"""Chunks add up to what the server would have answered in one piece, whatever its dialect."""

# ruff: noqa: E501 (a case is a row of a table)

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inferloom.calls.results import Events
from inferloom.operations.chat_completion import RESULTS
from inferloom.operations.text_generation import RESULTS as TEXTS
from inferloom.streams import accumulate
from inferloom.streams.accumulate import Accumulator, Transcript, _Pieces
from tests.long.fuzz import read_odd

CHAT = RESULTS[True]
assert isinstance(CHAT, Events) and CHAT.accumulate is not None


def whole(chunks: list[dict[str, Any]]) -> dict[str, Any]:
    before = copy.deepcopy(chunks)
    assert isinstance(CHAT, Events) and CHAT.accumulate is not None
    accumulator = Accumulator(CHAT.accumulate)
    for chunk in chunks:
        accumulator.add(chunk)
    assert chunks == before, "chunks are left as they are"
    assert accumulator.whole() == accumulator.whole()
    return accumulator.whole()


def message(*deltas: dict[str, Any]) -> dict[str, Any]:
    found = whole([{"choices": [{"index": 0, "delta": delta}]} for delta in deltas])
    result: dict[str, Any] = found["choices"][0]["message"]
    return result


def calls(*pieces: dict[str, Any] | list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """Return the assembled calls; each argument is one piece, or all the pieces of a chunk."""
    deltas = [{"tool_calls": p if isinstance(p, list) else [p]} for p in pieces]
    found = message(*deltas)["tool_calls"]
    assert all("index" not in call for call in found)
    return [(c["function"].get("name"), c["function"].get("arguments")) for c in found]


def piece(
    arguments: Any = None,
    name: str | None = None,
    index: int | None = None,
    id: str | None = None,
) -> dict[str, Any]:
    members = {"index": index, "id": id, "type": "function" if name else None}
    function = {"name": name, "arguments": arguments}
    return {
        **{key: value for key, value in members.items() if value is not None},
        "function": {key: value for key, value in function.items() if value is not None},
    }


# Texts and other members -------------------------------------------------------------------------


def test_texts_are_joined_and_nothing_is_lost() -> None:
    found = whole([
        {"id": "x", "object": "chat.completion.chunk", "model": "m", "choices": [
            {"index": 0, "delta": {"role": "assistant", "content": ""}, "logprobs": None}]},
        {"id": "x", "choices": [{"index": 0, "delta": {"reasoning_content": "Hm"}}]},
        {"id": "", "choices": [{"index": 0, "delta": {"reasoning_content": "m.", "new": {"a": 1}}}]},
        {"id": "x", "choices": [{"index": 0, "delta": {"content": "Pa", "citations": ["1"]},
                                 "logprobs": {"content": [{"token": "Pa"}]}}]},
        {"id": "x", "choices": [{"index": 0, "delta": {"content": "ris", "citations": ["2"]},
                                 "logprobs": {"content": [{"token": "ris"}]}}]},
        {"id": "x", "choices": [{"index": 0, "delta": {"new": {"b": 2}}, "finish_reason": "stop",
                                 "stop_reason": 7}], "usage": None},
        {"id": "x", "choices": [], "usage": {"prompt_tokens": 1, "total_tokens": 3},
         "timings": {"ms": 2}},
    ])  # fmt: skip
    assert found == {
        "id": "x",
        "object": "chat.completion",
        "model": "m",
        "choices": [
            {
                "index": 0,
                "message": {
                    "role": "assistant",
                    "content": "Paris",
                    "reasoning_content": "Hmm.",
                    "new": {"a": 1, "b": 2},
                    "citations": ["1", "2"],
                },
                "logprobs": {"content": [{"token": "Pa"}, {"token": "ris"}]},
                "finish_reason": "stop",
                "stop_reason": 7,
            }
        ],
        "usage": {"prompt_tokens": 1, "total_tokens": 3},
        "timings": {"ms": 2},
    }


def said(*values: Any, name: str = "unheard_of") -> Any:
    """Return what values of one member of a delta add up to."""
    return message(*({name: value} for value in values))[name]


@pytest.mark.parametrize(
    ("values", "whole"),
    [
        (["Let ", "me ", "think"], "Let me think"),
        (["Let ", None, "", "me"], "Let me"),
        (["ab", "ab", "c"], "ababc"),
        (["same"], "same"),
        (["same", "same", "same"], "same"),
        (["same", None, "same", ""], "same"),
        (["\n", "\n"], "\n\n"),
        (["=", "=", "="], "==="),
        (["Let ", "me ", "Let me "], "Let me "),
        (["Hello wo", "Hello world"], "Hello world"),
        (["H", "He", "Hel"], "Hel"),
        (["in", "into"], "ininto"),
        ([1, 2], 2),
        ([True, False], False),
        (["a", 1, "b"], "a1b"),
        ([{"a": "x"}, {"a": "y"}], {"a": "xy"}),
        ([{"a": "x"}, {"a": "x"}], {"a": "x"}),
        ([{"a": 1}, "text"], {"a": 1}),
        ([["a"], ["a"]], ["a"]),
        ([["a"], ["b"]], ["a", "b"]),
        ([["a"], ["a", "b"]], ["a", "b"]),
        ([["a", "b"], ["b", "c"]], ["a", "b", "c"]),
        ([["a", "a"], ["a", "a"]], ["a", "a"]),
        ([[{"u": 1}], [{"u": 1}, {"u": 2}]], [{"u": 1}, {"u": 2}]),
        ([[1], [1], [2]], [1, 1, 2]),
        ([[1, 2], [1, 2]], [1, 2]),
        ([[], [], ["a"]], ["a"]),
        ([None, None], None),
    ],
)
def test_a_member_that_nobody_knows_is_neither_lost_nor_doubled(values: Any, whole: Any) -> None:
    assert said(*values) == whole


@pytest.mark.parametrize(
    ("name", "values", "whole"),
    [
        ("role", ["assistant", "assistant", ""], "assistant"),
        ("content", ["ha", "ha"], "haha"),
        ("reasoning", ["a", "a", "a"], "aaa"),
        ("refusal", ["No", "No"], "NoNo"),
        ("audio",
         [{"id": "a1"}, {"id": "a1", "transcript": "ha"}, {"transcript": "ha"}, {"data": "AAAA"},
          {"data": "AAAA"}, {"expires_at": 5}],
         {"id": "a1", "transcript": "haha", "data": "AAAAAAAA", "expires_at": 5}),
        ("function_call", [{"name": "f", "arguments": "{"}, {"arguments": "}"}],
         {"name": "f", "arguments": "{}"}),
        ("annotations",
         [[{"type": "url_citation", "url_citation": {"url": "u"}}]] * 2,
         [{"type": "url_citation", "url_citation": {"url": "u"}}]),
        ("images", [[{"type": "image_url", "image_url": {"url": "a"}}],
                    [{"type": "image_url", "image_url": {"url": "b"}}]],
         [{"type": "image_url", "image_url": {"url": "a"}}, {"type": "image_url", "image_url": {"url": "b"}}]),
        ("reasoning_details",
         [[{"type": "reasoning.text", "text": "Let ", "index": 0, "format": "x"}],
          [{"type": "reasoning.text", "text": "me", "index": 0, "format": "x"}],
          [{"type": "reasoning.encrypted", "data": "AA", "index": 1}]],
         [{"type": "reasoning.text", "text": "Let me", "index": 0, "format": "x"},
          {"type": "reasoning.encrypted", "data": "AA", "index": 1}]),
        ("thinking_blocks",
         [[{"type": "thinking", "thinking": "Let "}], [{"type": "thinking", "thinking": "me"}],
          [{"type": "thinking", "thinking": "", "signature": "s"}]],
         [{"type": "thinking", "thinking": "Let me", "signature": "s"}]),
    ],
)  # fmt: skip
def test_members_of_a_delta_that_servers_send(name: str, values: Any, whole: Any) -> None:
    assert said(*values, name=name) == whole


@pytest.mark.parametrize(
    ("values", "whole"),
    [
        ([[{"type": "text", "text": "He"}], [{"type": "text", "text": "llo"}]], [{"type": "text", "text": "Hello"}]),
        (["", [{"type": "thinking", "thinking": [{"type": "text", "text": "Ok"}]}],
          [{"type": "thinking", "thinking": [{"type": "text", "text": "ay"}]}], "4", "2"],
         [{"type": "thinking", "thinking": [{"type": "text", "text": "Okay"}]}, {"type": "text", "text": "42"}]),
        (["a", [{"type": "image_url", "image_url": {"url": "u"}}], "b", "c"],
         [{"type": "text", "text": "a"}, {"type": "image_url", "image_url": {"url": "u"}}, {"type": "text", "text": "bc"}]),
        ([{"type": "text", "text": "a"}, {"type": "text", "text": "b"}], [{"type": "text", "text": "ab"}]),
        ([["a", "b"]], [{"type": "text", "text": "ab"}]),
        ([42], 42),
        ([4, "2"], "42"),
        (["4", 2], "42"),
        ([4, [{"type": "text", "text": "2"}]], [{"type": "text", "text": "42"}]),
        ([None, "a"], "a"),
    ],
)  # fmt: skip
def test_content_is_text_or_parts(values: Any, whole: Any) -> None:
    assert said(*values, name="content") == whole


def chunk(**members: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": {"content": "a"}}], **members}


@pytest.mark.parametrize(
    ("name", "values", "last"),
    [
        ("id", ["x", "x", ""], "x"),
        ("model", ["m", "m"], "m"),
        ("system_fingerprint", ["f1", "f1"], "f1"),
        ("obfuscation", ["aX", "b9"], "b9"),
        ("provider", ["p", "p"], "p"),
        ("citations", [["a", "b"], ["a", "b"]], ["a", "b"]),
        ("citations", [["a"], ["a", "b"], None], ["a", "b"]),
        ("search_results", [[{"url": "u"}], [{"url": "u"}, {"url": "v"}]], [{"url": "u"}, {"url": "v"}]),
        ("usage", [{"total_tokens": 3}, None, {}], {"total_tokens": 3}),
        ("usage", [{"total_tokens": 1}, {"total_tokens": 3}], {"total_tokens": 3}),
        ("usage", [{"total_tokens": 3}, {"total_tokens": None}], {"total_tokens": 3}),
        ("usage", [{"total_tokens": 3}, "none"], {"total_tokens": 3}),
        ("x_groq", [{"id": "r"}, {"id": "r", "usage": {"t": 1}}], {"id": "r", "usage": {"t": 1}}),
        ("text", ["a", "b"], "b"),
    ],
)  # fmt: skip
def test_members_of_a_chunk_are_said_whole(name: str, values: Any, last: Any) -> None:
    assert whole([chunk(**{name: value}) for value in values])[name] == last


def test_what_is_counted_by_tokens_is_never_left_out() -> None:
    same = {"token": "a", "logprob": 0.0, "bytes": [97], "top_logprobs": []}
    part = {"choices": [{"index": 0, "delta": {"content": "a"}, "token_ids": [5],
                         "logprobs": {"content": [same], "refusal": None}}]}  # fmt: skip
    choice = whole([part, part, part])["choices"][0]
    assert choice["logprobs"]["content"] == [same] * 3
    assert choice["token_ids"] == [5, 5, 5]


def test_the_whole_beside_its_pieces_is_not_added_to_them() -> None:
    """Perplexity sends the message so far beside each delta."""
    texts = ["He", "Hello", "Hello"]
    chunks = [
        {"choices": [{"index": 0, "message": {"role": "assistant", "content": text},
                      "delta": {"role": "assistant", "content": delta}}]}
        for text, delta in zip(texts, ["He", "llo", ""], strict=True)
    ]  # fmt: skip
    assert whole(chunks)["choices"][0]["message"] == {"role": "assistant", "content": "Hello"}
    for chunk in chunks:
        chunk["choices"][0].pop("delta")
    assert whole(chunks)["choices"][0]["message"] == {"role": "assistant", "content": "Hello"}
    last = {
        "choices": [{"index": 0, "message": {"content": "Hello", "tool_calls": [piece("{}", "f")]}}]
    }
    found = whole(
        [{"choices": [{"index": 0, "delta": {"content": t}}]} for t in ("Hel", "lo")] + [last]
    )
    assert found["choices"][0]["message"]["content"] == "Hello"
    assert len(found["choices"][0]["message"]["tool_calls"]) == 1


def test_odd_members_stop_nothing() -> None:
    found = whole([
        {"choices": [{"index": None, "delta": None}]},
        {"choices": [None, {"delta": {"content": "a", "tool_calls": [None, piece("{}", "f", 0)]}}]},
        {"choices": None},
        {"choices": [{"index": 0, "delta": {"content": "b", "tool_calls": piece("", None, 0)}}]},
    ])  # fmt: skip
    assert found["choices"][0]["message"]["content"] == "ab"
    assert len(found["choices"][0]["message"]["tool_calls"]) == 1


def test_adding_up_takes_linear_time() -> None:
    import time

    def seconds(number: int) -> float:
        chunks = [
            {"citations": [f"u{n}"], "note": "n", "choices": [{"index": 0, "delta": {
                "content": "a", "unheard_of": f"p{n}", "annotations": [{"n": n}],
                "reasoning_details": [{"type": "t", "text": "x", "index": 0}]}}]}
            for n in range(number)
        ]  # fmt: skip
        began = time.process_time()
        whole(chunks)
        return time.process_time() - began

    seconds(100)
    few, many = (min(seconds(number) for _ in range(3)) for number in (1000, 4000))
    assert many < 10 * few


def test_answers_are_told_apart_and_come_in_order() -> None:
    found = whole([
        {"choices": [{"index": 1, "delta": {"content": "b"}}]},
        {"choices": [{"index": 0, "delta": {"content": "a"}}, {"index": 1, "delta": {"content": "B"}}]},
        {"choices": [{"index": 0, "delta": {"content": "A"}}]},
    ])  # fmt: skip
    assert [c["message"]["content"] for c in found["choices"]] == ["aA", "bB"]


def test_null_stays_null_and_takes_nothing_back() -> None:
    assert message({"role": "assistant", "content": None}, {}) == {
        "role": "assistant",
        "content": None,
    }
    assert message({"content": "a"}, {"content": None}) == {"content": "a"}
    assert message({"role": "assistant"}, {"role": ""})["role"] == "assistant"
    assert message({"function_call": {"name": "f", "arguments": "{"}}, {"function_call": {"arguments": "}"}}) == {
        "function_call": {"name": "f", "arguments": "{}"}
    }  # fmt: skip


# Calls -------------------------------------------------------------------------------------------

TWO = [("f", '{"a":1}'), ("g", '{"b":2}')]
DIALECTS: dict[str, list[Any]] = {
    "as it should be": [
        piece("", "f", 0, "x"), piece('{"a"', index=0), piece(":1}", index=0),
        piece("", "g", 1, "y"), piece('{"b":2}', index=1),
    ],
    "whole calls": [piece('{"a":1}', "f", 0, "x"), piece('{"b":2}', "g", 1, "y")],
    "whole calls in one chunk": [[piece('{"a":1}', "f", 0, "x"), piece('{"b":2}', "g", 1, "y")]],
    "index 0 for all": [piece('{"a":1}', "f", 0, "x"), piece('{"b":2}', "g", 0, "y")],
    "index 0 for all, no id": [piece('{"a":1}', "f", 0), piece('{"b":2}', "g", 0)],
    "index 0 for all, in pieces": [
        piece("", "f", 0, "x"), piece('{"a":1}', index=0), piece("", "g", 0, "y"), piece('{"b":2}', index=0),
    ],
    "index from 1": [piece("", "f", 1, "x"), piece('{"a":1}', index=1), piece('{"b":2}', "g", 2, "y")],
    "no index": [piece("", "f", id="x"), piece('{"a":1}'), piece("", "g", id="y"), piece('{"b":2}')],
    "no index, id in all": [
        piece("", "f", id="x"), piece("", "g", id="y"), piece('{"a":1}', id="x"), piece('{"b":2}', id="y"),
    ],
    "neither index nor id": [piece('{"a"', "f"), piece(":1}"), piece("", "g"), piece('{"b":2}')],
    "by position": [[piece("", "f"), piece("", "g")], [piece('{"a":1}'), piece('{"b":2}')]],
    "the name in each piece": [
        piece('{"a"', "f", 0, "x"), piece(":1}", "f", 0, "x"), piece("", "f", 0, "x"),
        piece('{"b":2}', "g", 1, "y"),
    ],
    "the name in each piece, no id": [
        piece('{"a"', "f", 0), piece(":1}", "f", 0), piece("", "f", 0), piece('{"b":2}', "g", 0),
    ],
    "empty names": [piece("", "f", 0, "x"), piece('{"a":1}', "", 0, ""), piece('{"b":2}', "g", 1, "y")],
    "a new id in each piece": [
        piece("", "f", 0, "x"), piece('{"a":1}', index=0, id="z"), piece("", "g", 1, "y"), piece('{"b":2}', index=1, id="w"),
    ],
    "a new id in each piece, no index": [
        piece("", "f", id="x"), piece('{"a":1}', id="z"), piece("", "g", id="y"), piece('{"b":2}', id="w"),
    ],
    "one id for all": [
        piece('{"a"', "f", 0, "0"), piece(":1}", index=0, id="0"), piece("", "g", 1, "0"), piece('{"b":2}', index=1, id="0"),
    ],
    "one id and index for all": [piece('{"a":1}', "f", 0, "0"), piece('{"b":2}', "g", 0, "0")],
    "the wrong index": [
        piece("", "f", 0, "x"), piece("", "g", 1, "y"), piece('{"b":2}', index=0, id="y"), piece('{"a":1}', index=1, id="x"),
    ],
    "the id too late": [piece("", "f", 0), piece('{"a":1}', index=0, id="x"), piece('{"b":2}', "g", 1, "y")],
    "the index too late": [piece("", "f", id="x"), piece('{"a":1}', index=0), piece('{"b":2}', "g", 1, "y")],
    "objects": [piece({"a": 1}, "f", 0, "x"), piece({"b": 2}, "g", 1, "y")],
    "an empty object in their place": [
        piece("{}", "f", 0, "x"), piece('{"a"', index=0), piece(":1}", index=0), piece('{"b":2}', "g", 1, "y"),
    ],
    "objects after an empty text": [piece("", "f", 0, "x"), piece({"a": 1}, index=0), piece({"b": 2}, "g", 1)],
    "the same function twice": [piece('{"a":1}', "f", 0, "x"), piece('{"a":2}', "f", 0, "y")],
    "the same function twice, no id": [piece('{"a":1}', "f"), piece('{"a":2}', "f")],
    "the same function twice in a chunk": [[piece('{"a":1}', "f"), piece('{"a":2}', "f")]],
}  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
def test_calls_are_whole_in_every_dialect(dialect: str) -> None:
    expected = [("f", '{"a":1}'), ("f", '{"a":2}')] if "same function" in dialect else TWO
    assert calls(*DIALECTS[dialect]) == expected


def test_what_a_call_said_first_stays() -> None:
    (call,) = message(
        {"tool_calls": [piece("", "f", 0, "x")]}, {"tool_calls": [piece("{}", index=0, id="y")]}
    )["tool_calls"]
    assert call == {"id": "x", "type": "function", "function": {"name": "f", "arguments": "{}"}}


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=5,
)  # fmt: skip
arguments = st.dictionaries(st.text(max_size=5), values, max_size=3)


@st.composite
def streamed(draw: st.DrawFn) -> tuple[list[tuple[str, str]], list[list[dict[str, Any]]]]:
    """Calls, and the pieces that some server sends them in, chunk by chunk."""
    names = draw(st.lists(st.sampled_from("fgh"), min_size=1, max_size=4))
    bodies = [json.dumps(draw(arguments), ensure_ascii=draw(st.booleans())) for _ in names]
    marks = draw(
        st.sampled_from(["index", "index and id", "id", "zero and id", "wrong and id", "none"])
    )
    objects = draw(st.booleans()) and draw(st.booleans())
    repeat = draw(st.booleans())
    start = draw(st.sampled_from([0, 1]))
    chance = draw(st.randoms(use_true_random=False))
    per_call: list[list[dict[str, Any]]] = []
    for number, (name, body) in enumerate(zip(names, bodies, strict=True)):
        cuts = sorted(draw(st.lists(st.integers(0, len(body)), max_size=4)))
        texts: list[Any] = [body[a:b] for a, b in zip([0, *cuts], [*cuts, len(body)], strict=True)]
        if not objects and draw(st.booleans()):
            texts.insert(0, "")
        if objects:
            texts = [json.loads(body)]
        pieces = []
        for place, text in enumerate(texts):
            index = {"index": number + start, "index and id": number + start, "zero and id": 0,
                     "wrong and id": chance.randrange(3)}.get(marks)  # fmt: skip
            # A server that gives no index, or a wrong one, has to repeat the id.
            mark = (
                f"id{number}"
                if "id" in marks and (place == 0 or marks != "index and id" or draw(st.booleans()))
                else None
            )
            pieces.append(piece(text, name if place == 0 or repeat else None, index, mark))
        per_call.append(pieces)
    # Where a call cannot be told apart, servers send one after the other.
    mixed = marks != "none" and not (marks == "wrong and id" and repeat)
    order = [p for pieces in per_call for p in pieces]
    if mixed and draw(st.booleans()):
        order = interleaved(per_call, chance)
    shared = draw(st.randoms(use_true_random=False))
    chunks: list[list[dict[str, Any]]] = []
    for p in order:
        # Several pieces in a chunk are of several calls.
        if marks != "none" and chunks and shared.random() < 0.5:
            chunks[-1].append(p)
        else:
            chunks.append([p])
    wanted = [
        json.dumps(json.loads(b), ensure_ascii=False, separators=(",", ":")) if objects else b
        for b in bodies
    ]
    return list(zip(names, wanted, strict=True)), chunks  # fmt: skip


def interleaved(lists: list[list[dict[str, Any]]], chance: random.Random) -> list[dict[str, Any]]:
    """Mix lists, each in its own order, and each begun before the next."""
    result = [pieces[0] for pieces in lists]
    rest = [list(pieces[1:]) for pieces in lists]
    while any(rest):
        result.append(chance.choice([pieces for pieces in rest if pieces]).pop(0))
    return result


@given(streamed())
@settings(max_examples=500, deadline=None)
def test_calls_are_whole_however_they_are_cut(
    case: tuple[list[tuple[str, str]], list[list[dict[str, Any]]]],
) -> None:
    expected, chunks = case
    # Wrong indexes give no order.
    assert sorted(calls(*chunks)) == sorted(expected)
    numbers = [piece.get("index") for pieces in chunks for piece in pieces]
    if None in numbers or sorted(n for n in numbers if n is not None) == numbers:
        assert calls(*chunks) == expected


# Texts of another task ---------------------------------------------------------------------------


def transcript(events: Any, chunks: list[dict[str, Any]]) -> Transcript:
    found = Transcript(events)
    for chunk in chunks:
        found.keep(json.dumps(chunk).encode())
    return found


def token(text: str, **members: Any) -> dict[str, Any]:
    return {"index": 1, "token": {"id": 1, "text": text, "special": False}, **members}


def test_tokens_add_up_to_text_and_details() -> None:
    chunks = [
        token("a", top_tokens=[{"text": "b"}]),
        {"token": {"text": "</s>", "special": True}, "top_tokens": [], "generated_text": "a",
         "details": {"finish_reason": "eos_token", "generated_tokens": 2}},
    ]  # fmt: skip
    assert transcript(TEXTS[True, True], chunks).whole() == {
        "generated_text": "a",
        "details": {
            "finish_reason": "eos_token",
            "generated_tokens": 2,
            "tokens": [chunks[0]["token"], chunks[1]["token"]],
            "top_tokens": [[{"text": "b"}], []],
        },
    }
    assert transcript(TEXTS[False, True], chunks).whole()["generated_text"] == "a"


def test_without_the_whole_text_it_is_that_of_the_tokens() -> None:
    chunks = [token("a"), token("b"), {"token": {"text": "</s>", "special": True}}]
    found = transcript(TEXTS[False, True], chunks)
    assert found.whole() == {"generated_text": "ab"}
    assert found.text == "ab"


def test_a_long_stream_is_packed_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accumulate, "_BATCH", 5)
    found = Transcript(CHAT)  # type: ignore[arg-type]
    for number in range(105):
        delta = {"content": f"{number} "}
        found.keep(json.dumps({"choices": [{"index": 0, "delta": delta}]}).encode())
        assert len(found._kept) < 5
    text = "".join(f"{number} " for number in range(105))
    assert found.text == text
    assert found.whole()["choices"][0]["message"]["content"] == text
    assert found.usage is None


def test_odd_chunks_bring_no_error_but_our_own() -> None:
    generator = random.Random(7)
    endings = [read_odd(generator) for _ in range(1500)]
    assert {"read", "ResponseDecodeError"} <= set(endings)


@pytest.mark.parametrize("key", ["index", "id"])
def test_a_piece_is_looked_up_and_not_searched_for(key: str) -> None:
    """Work is counted, not timed: comparisons of what tells the calls apart."""
    compared = 0

    class Key(str):
        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    events = RESULTS[True]
    assert isinstance(events, Events) and events.accumulate is not None
    counts = []
    for number in (200, 800):
        compared = 0
        sum_ = Accumulator(events.accumulate)
        for name in map(str, range(number)):
            call = {key: Key(name), "function": {"name": "f", "arguments": "{"}}
            sum_.add({"choices": [{"index": Key(name), "delta": {"tool_calls": [call]}}]})
            sum_.add({"choices": [{"index": 0, "delta": {"tool_calls": [call]}}]})
        assert len(sum_.whole()["choices"]) == number + 1
        counts.append(compared)
    assert counts[1] <= 5 * counts[0] + 10


def test_whether_a_call_is_whole_is_asked_of_each_piece_once() -> None:
    counts = []
    for number in (100, 400):
        pieces = _Pieces()
        looked = 0
        for _ in range(number):
            pieces.append('{"a\\\\":"}",')
            before = pieces._read
            assert not pieces.is_object()
            looked += pieces._read - before
        counts.append(looked)
    assert counts == [100, 400]
    whole = _Pieces(['{"a', '":"\\', '"}', '{"', "}"])
    assert whole.is_object()
    whole.append("{}")
    assert not whole.is_object()


@pytest.mark.parametrize(
    ("contents", "total"),
    [([4, 2], "42"), ([4], 4), (["a", 4, 2], "a42"), ([4, "a"], "4a"), ([0.5, None, 1], "0.51")],
    ids=str,
)
def test_numbers_in_place_of_texts_are_not_lost(contents: list[Any], total: Any) -> None:
    assert message(*({"content": content} for content in contents))["content"] == total
