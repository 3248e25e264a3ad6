"""Tokens as servers send them: pieces that are bytes, texts apart from ids, ids alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ResponseDecodeError
from tests.support.clients import Client
from tests.support.server import Script, json_reply


def pieces(*values: Any) -> dict[str, Any]:
    return {"tokens": [{"id": n, "piece": value} for n, value in enumerate(values)]}


def split(text: str, *cuts: int) -> list[list[int]]:
    """Return the bytes of a text in pieces that begin at these places."""
    data = list(text.encode())
    return [data[a:b] for a, b in zip((0, *cuts), (*cuts, len(data)), strict=True)]


@pytest.mark.parametrize(
    ("api", "body", "tokens"),
    [
        ("llama.cpp", pieces("H", "i"), [(0, "H"), (1, "i")]),
        ("llama.cpp", pieces(*split("☃", 2)), [(0, ""), (1, "☃")]),
        ("llama.cpp", pieces(*split("☃", 1, 2)), [(0, ""), (1, ""), (2, "☃")]),
        ("llama.cpp", pieces("a", *split("😀", 3), "b"), [(0, "a"), (1, ""), (2, "😀"), (3, "b")]),
        ("llama.cpp", pieces(*split("é☃", 3)), [(0, "é"), (1, "☃")]),
        ("llama.cpp", pieces([104, 105]), [(0, "hi")]),
        ("llama.cpp", pieces([]), [(0, "")]),
        # What never becomes a character is shown as one that is missing, and keeps its bytes.
        ("llama.cpp", pieces([226, 152], "x"), [(0, "\ufffd"), (1, "x")]),
        ("llama.cpp", pieces([255]), [(0, "\ufffd")]),
        ("llama.cpp", pieces("x", [226]), [(0, "x"), (1, "\ufffd")]),
        ("llama.cpp", pieces("", "x"), [(0, ""), (1, "x")]),
        ("llama.cpp", pieces(None), [(0, None)]),
        ("llama.cpp", {"tokens": [5, 6]}, [(5, None), (6, None)]),
        ("llama.cpp", {"tokens": []}, []),
        ("vllm", {"count": 2, "tokens": [5, 6], "token_strs": ["H", "i"]}, [(5, "H"), (6, "i")]),
        ("vllm", {"count": 2, "tokens": [5, 6], "token_strs": None}, [(5, None), (6, None)]),
        ("vllm", {"count": 2, "tokens": [5, 6]}, [(5, None), (6, None)]),
        ("vllm", {"tokens": [5, 6], "token_strs": ["H"]}, [(5, None), (6, None)]),
        ("vllm", {"tokens": [5, 6], "token_strs": ["H", None]}, [(5, "H"), (6, None)]),
        ("vllm", {"tokens": [5], "token_strs": "H"}, [(5, None)]),
        ("vllm", {"count": 0, "tokens": [], "token_strs": []}, []),
        (None, [{"id": 1, "text": "H", "start": 0, "stop": 1}], [(1, "H")]),
        (None, [[{"id": 101, "text": "[CLS]", "special": True}]], [(101, "[CLS]")]),
        (None, [{"id": 1, "text": None}], [(1, None)]),
        (None, [], []),
    ],
)
def test_tokens(
    api: str | None,
    body: Any,
    tokens: list[tuple[int, str | None]],
    server: Script,
    make_client: Callable[..., Client],
) -> None:
    server.queue(json_reply(body))
    found = make_client(base_url=server.url).call("tokenize", "x", api=api)
    assert [(token.id, token.text) for token in found] == tokens


def test_the_bytes_of_a_split_character_are_kept(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply(pieces(*split("☃", 2), "!")))
    found = make_client(base_url=server.url).call("tokenize", "☃!", api="llama.cpp")
    assert [token.bytes for token in found] == [[226, 152], [131], None]
    assert b"".join(bytes(t.bytes or t.text.encode()) for t in found).decode() == "☃!"


@pytest.mark.parametrize("piece", [[300], [-1], ["a"], [None], {"a": 1}, 7, 1.5, [[1]]])
def test_a_piece_that_is_neither_text_nor_bytes_costs_no_id(
    piece: Any, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply(pieces("a", piece, "b")))
    found = make_client(base_url=server.url).call("tokenize", "x", api="llama.cpp")
    assert [token.id for token in found] == [0, 1, 2]
    assert (found[0].text, found[2].text) == ("a", "b")


@pytest.mark.parametrize(
    ("api", "body"),
    [
        ("llama.cpp", {"tokens": None}),
        ("llama.cpp", {}),
        ("llama.cpp", {"tokens": [{"piece": "a"}]}),
        ("vllm", {"tokens": None, "token_strs": ["a"]}),
        ("vllm", {"token_strs": ["a"]}),
        ("vllm", {"tokens": "ab"}),
        ("vllm", {}),
        ("vllm", {"tokens": [None]}),
    ],
)
def test_without_ids_it_is_no_answer(
    api: str, body: Any, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply(body))
    with pytest.raises(ResponseDecodeError):
        make_client(base_url=server.url).call("tokenize", "x", api=api)


@pytest.mark.parametrize(
    ("api", "body", "text"),
    [
        ("llama.cpp", {"content": "☃"}, "☃"),
        ("llama.cpp", {"content": ""}, ""),
        ("vllm", {"prompt": "hi"}, "hi"),
        ("vllm", {"prompt": ""}, ""),
        ("tei", ["hi"], "hi"),
        ("tei", [""], ""),
        ("tei", "hi", "hi"),
    ],
)
def test_texts_of_tokens(
    api: str, body: Any, text: str, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply(body))
    assert make_client(base_url=server.url).call("detokenize", [1], api=api) == text
