"""What clients of an API do: keys, pages, streams, errors, fakes; sync and async."""

from __future__ import annotations

import asyncio
import copy
import importlib
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.support.server import Reply, Script, json_reply, scripted

Make = Callable[..., "Both"]
KINDS = ("InferenceClient", "AsyncInferenceClient")


class Both:
    """Either client, whose calls block."""

    def __init__(self, package: ModuleType, kind: str, **arguments: Any) -> None:
        self.kind, self.inner = kind, getattr(package, kind)(**arguments)

    def run(self, call: Callable[[Any], Any]) -> Any:
        """Call the client, and return the value, or the list of what is iterated over."""
        if self.kind == "InferenceClient":
            found = call(self.inner)
            iterates = hasattr(found, "__iter__") and not isinstance(found, (str, bytes, list))
            return list(found) if iterates and not hasattr(found, "model_dump") else found

        async def awaited() -> Any:
            found = call(self.inner)
            found = await found if asyncio.iscoroutine(found) else found
            return [item async for item in found] if hasattr(found, "__aiter__") else found

        async def closed() -> Any:
            try:
                return await awaited()
            finally:
                await self.inner.close()

        return asyncio.run(closed())


@pytest.fixture(params=KINDS)
def make(request: pytest.FixtureRequest, library_sdk: ModuleType, server: Script) -> Make:
    def make(**arguments: Any) -> Both:
        return Both(library_sdk, request.param, **{"base_url": server.url, **arguments})

    return make


def operation(package: ModuleType, name: str) -> Callable[..., Any]:
    module = importlib.import_module(f"{package.__name__}.operations.{name}")
    found: Callable[..., Any] = getattr(module, name)
    return found


def page(*ids: str, more: bool = True) -> Reply:
    return json_reply({"data": [{"id": one, "title": one} for one in ids], "has_more": more})


# Keys -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "header"),
    [
        ({"token": "secret-token"}, "Bearer secret-token"),
        ({"username": "me", "password": "secret-word"}, "Basic bWU6c2VjcmV0LXdvcmQ="),
        ({}, None),
    ],
)
def test_keys_go_where_the_api_wants_them(
    arguments: dict[str, str], header: str | None, make: Make, server: Script
) -> None:
    server.queue(json_reply({"id": "b", "title": "B"}))
    client = make(**arguments)
    client.run(lambda c: c.books.retrieve("b"))
    assert server.seen[0].headers.get("authorization") == header
    assert "secret-" not in repr(client.inner) + repr(vars(client.inner._session.config))


def test_a_key_in_the_query_is_shown_nowhere(
    make: Make, server: Script, library_sdk: ModuleType
) -> None:
    server.queue(json_reply({"error": "no key secret-key"}, 404))
    client = make(key="secret-key")
    with pytest.raises(library_sdk.NotFoundError) as caught:
        client.run(lambda c: c.books.retrieve("b"))
    assert server.seen[0].path == "/books/b?key=secret-key"
    assert "secret-key" not in str(caught.value).replace("no key secret-key", "")
    call = operation(library_sdk, "retrieve_book")("b")
    server.queue(json_reply({"id": "b", "title": "B"}))
    exchange = make(key="secret-key").run(lambda c: c.exchange(call))
    assert "secret-key" not in exchange.url


def test_keys_do_not_follow_to_another_server(make: Make, server: Script) -> None:
    with scripted() as other:
        server.queue(Reply(307, headers={"location": f"{other.url}/elsewhere"}))
        other.queue(json_reply({"id": "b", "title": "B"}))
        make(token="secret-token", headers={"x-own": "secret"}).run(lambda c: c.books.retrieve("b"))
        assert "authorization" not in other.seen[0].headers
        assert "x-own" not in other.seen[0].headers


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"username": "me"}, "password is missing"),
        ({"token": ""}, "token must be a str"),
        ({"token": "a\nb"}, "token must be a str"),
        ({"key": 1}, "key must be a str; it is int"),
    ],
)
def test_odd_keys_are_refused(
    arguments: dict[str, Any], words: str, library_sdk: ModuleType
) -> None:
    for kind in KINDS:
        with pytest.raises(library_sdk.ArgumentError, match=words):
            getattr(library_sdk, kind)(**arguments)


def test_copies_keep_the_key_and_pickles_do_not(library_sdk: ModuleType) -> None:
    client = library_sdk.InferenceClient(token="secret-token", key="secret-key")
    assert copy.copy(client)._session.config.keys == client._session.config.keys
    assert b"secret" not in pickle.dumps(client)
    assert client.with_options(timeout=3)._session.config.keys == client._session.config.keys


def test_what_only_models_have_is_an_error_with_words(library_sdk: ModuleType) -> None:
    with pytest.raises(library_sdk.ArgumentError, match="from_env"):
        library_sdk.InferenceClient.from_env()


# Pages ------------------------------------------------------------------------------------------


def test_all_pages_are_there_each_when_it_is_needed(make: Make, server: Script) -> None:
    server.queue(page("a", "b"), page("c"), page("d", more=False))
    found = make().run(lambda c: c.books.list(limit=2))
    assert [book.id for book in found] == ["a", "b", "c", "d"]
    assert [seen.path for seen in server.seen] == [
        "/books?page-size=2",
        "/books?after=b&page-size=2",
        "/books?after=c&page-size=2",
    ]


def test_nothing_is_sent_before_it_is_needed(library_sdk: ModuleType, server: Script) -> None:
    server.queue(page("a", "b"))
    pages = library_sdk.InferenceClient(base_url=server.url).books.list()
    assert not server.seen
    assert "list_books" in repr(pages)
    assert next(iter(pages)).id == "a"
    assert len(server.seen) == 1
    server.queue(page("z", more=False))
    assert pages.first_page().data[0].id == "z"
    server.queue(page("x"), page("y", more=False))
    assert [len(one.data) for one in pages.pages()] == [1, 1]


def test_a_page_that_comes_again_is_an_error(
    make: Make, server: Script, library_sdk: ModuleType
) -> None:
    server.queue(page("a"), page("a"))
    with pytest.raises(library_sdk.ResponseDecodeError, match="the same page"):
        make().run(lambda c: c.books.list())


def test_an_error_on_the_way_is_raised(make: Make, server: Script, library_sdk: ModuleType) -> None:
    server.queue(page("a"), json_reply({"error": "gone"}, 404))
    with pytest.raises(library_sdk.NotFoundError):
        make().run(lambda c: c.books.list())


# Requests and answers ---------------------------------------------------------------------------


@pytest.mark.parametrize("book", ["", ".", ".."])
def test_a_value_that_would_change_the_address_is_refused(
    book: str, make: Make, server: Script, library_sdk: ModuleType
) -> None:
    with pytest.raises(library_sdk.ArgumentError, match=r"book_id: .* another address"):
        make().run(lambda c: c.books.retrieve(book))
    assert not server.seen


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda c: c.books.create(title=""), r"title: .*at least 1"),
        (lambda c: c.books.create(title="A", year_of="x"), r"year_of: .*integer"),
        (lambda c: c.books.list(limit=0), r"limit: .*greater than or equal to 1"),
        (lambda c: c.books.list(trace="a\nb"), r"trace: .*header"),
        (lambda c: c.books.import_(files=3), "files"),
        (lambda c: c.books.import_(files=[b"x", 3]), "files"),
        (lambda c: c.books.create(title="A", extra_body=3), "extra_body"),
    ],
)
def test_bad_input_names_the_argument(
    call: Callable[[Any], Any],
    words: str,
    make: Make,
    server: Script,
    library_sdk: ModuleType,
) -> None:
    with pytest.raises(library_sdk.ArgumentError, match=words):
        make().run(call)
    assert not server.seen


def test_files_are_sent_as_they_are(make: Make, server: Script, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b")
    server.queue(json_reply(["x"]))
    make().run(lambda c: c.books.import_(files=[str(tmp_path / "a.csv"), b"raw"], shelves=["s"]))
    body = server.seen[0].body
    assert b'name="files"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\na,b' in body
    assert body.count(b'name="files"') == 2
    assert b'name="shelves"\r\n\r\ns' in body


def test_a_failed_creation_is_repeated_under_one_key(make: Make, server: Script) -> None:
    server.queue(Reply(503), json_reply({"id": "b", "title": "B"}, 201))
    assert make().run(lambda c: c.books.create(title="B")).id == "b"
    keys = {seen.headers["idempotency-key"] for seen in server.seen}
    assert len(server.seen) == 2
    assert len(keys) == 1


@pytest.mark.parametrize("content", [b"{}", b"[]", b'"x"', b"<html>", b""])
def test_what_has_nothing_of_an_answer_is_refused(
    content: bytes, make: Make, server: Script, library_sdk: ModuleType
) -> None:
    server.queue(Reply(200, content, {"content-type": "application/json"}))
    with pytest.raises(library_sdk.ResponseDecodeError):
        make().run(lambda c: c.books.retrieve("b"))


def test_an_answer_may_lack_what_the_document_demands(make: Make, server: Script) -> None:
    server.queue(json_reply({"id": "b", "new": [1]}))
    found = make().run(lambda c: c.books.retrieve("b"))
    assert (found.id, found.title, found["new"]) == ("b", None, [1])


@pytest.mark.parametrize("way", ["ask", "follow", "watch"])
def test_a_stream_that_is_cut_is_no_whole_one(
    way: str, make: Make, server: Script, library_sdk: ModuleType
) -> None:
    blocks = {
        "ask": [b'data: {"piece": "a"}\n\n', b'data: {"pie'],
        "follow": [b'{"line": "a"}\n', b'{"li'],
        "watch": [b'event: x\ndata: {"n": 1}\n\n'],  # its end mark is missing
    }
    kind = "application/x-ndjson" if way == "follow" else "text/event-stream"
    server.queue(Reply(headers={"content-type": kind}, blocks=blocks[way]))
    calls = {
        "ask": lambda c: c.librarian.ask(question="q", stream=True),
        "follow": lambda c: c.log.follow(),
        "watch": lambda c: c.log.watch(),
    }
    with pytest.raises(library_sdk.StreamInterruptedError):
        make().run(calls[way])


@pytest.mark.parametrize("cut", [True, False])
def test_a_body_that_ends_as_http_says_ends_a_stream(
    cut: bool, make: Make, server: Script, library_sdk: ModuleType
) -> None:
    lines = [b'{"line": "a"}\n', b"\n", b'{"line": "b"}']
    server.queue(Reply(headers={"content-type": "application/x-ndjson"}, blocks=lines, cut=cut))
    if cut:
        with pytest.raises(library_sdk.StreamInterruptedError):
            make().run(lambda c: c.log.follow())
        return
    assert [one.line for one in make().run(lambda c: c.log.follow())] == ["a", "b"]


def test_an_error_in_a_stream_is_raised(
    make: Make, server: Script, library_sdk: ModuleType
) -> None:
    blocks = [b'{"line": "a"}\n', b'{"error": "out of paper"}\n']
    server.queue(Reply(headers={"content-type": "application/x-ndjson"}, blocks=blocks))
    with pytest.raises(library_sdk.InferenceError, match="out of paper"):
        make().run(lambda c: c.log.follow())


# Calls and fakes --------------------------------------------------------------------------------


def test_calls_are_values(library_sdk: ModuleType) -> None:
    call = operation(library_sdk, "update_book")("a b", title="T")
    assert call.payload == {"title": "T"}
    assert pickle.loads(pickle.dumps(call)) == call
    assert call.curl() == (
        "curl -X PATCH https://library.test/v1/books/a%20b"
        " -H 'content-type: application/merge-patch+json' --data-raw '{\"title\":\"T\"}'"
    )
    assert "page-size=3" in operation(library_sdk, "list_books")(limit=3).curl()


def test_fakes_answer_with_the_examples(library_sdk: ModuleType) -> None:
    testing = importlib.import_module("library_sdk.testing")
    client = testing.FakeClient()
    assert client.books.retrieve("b").title == "Emma"
    assert [book.id for book in client.books.list()] == ["b1"]
    assert client.books.delete("b") is None
    assert client.ping() == "pong"
    assert [one.line for one in client.log.follow()] == ["a", "b"]
    assert [one.piece for one in client.librarian.ask(question="q", stream=True)] == ["a", "b"]
    client.queue("books.retrieve", {"id": "x", "title": "X"})
    assert client.books.retrieve("b").id == "x"

    async def asked() -> None:
        other = testing.AsyncFakeClient()
        assert (await other.books.retrieve("b")).title == "Emma"
        assert [book.id async for book in other.books.list()] == ["b1"]

    asyncio.run(asked())


def test_both_clients_have_the_same_methods(library_sdk: ModuleType) -> None:
    def names(holder: Any, path: str = "") -> Iterator[str]:
        for name in dir(holder):
            value = None if name.startswith("_") else getattr(holder, name)
            if type(value).__name__.endswith("Resource"):
                yield from names(value, f"{path}{name}.")
            elif callable(value):
                yield f"{path}{name}"

    found = [{*names(getattr(library_sdk, kind)())} for kind in KINDS]
    assert found[0] == found[1]
    assert {"books.list", "books.cover.set", "ping"} <= found[0]
