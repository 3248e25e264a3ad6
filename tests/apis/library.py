"""Specs of a small API that has what HTTP has: each kind of parameter, body and answer once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from codegen.jsontext import pretty
from codegen.upstream import specs as own_specs

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT = {"type": "string"}
FILE = {
    "type": "string",
    "contentEncoding": "base64",
    "contentMediaType": "application/octet-stream",
}
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
    "DwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
BOOK = {"id": "b1", "title": "Emma"}
KEPT = ("timeout", "headers", "cookies", "proxies", "trust_env", "max_retries", "limits",
        "engine", "http_client", "ssl_context")  # fmt: skip


def obj(title: str, properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {"title": title, "type": "object", "properties": properties}
    return {**found, "required": list(required)} if required else found


def root(schema: dict[str, Any], **defs: Any) -> dict[str, Any]:
    return {"$schema": DIALECT, **schema, **({"$defs": defs} if defs else {})}


def operation(
    name: str, qualified: str, path: str, method: str, encoding: str = "none", **words: Any
) -> dict[str, Any]:
    return {
        "task": name.replace("_", "-"),
        "foreign": True,
        "method": name,
        "qualified": qualified,
        "summary": f"{name.replace('_', ' ').capitalize()}.",
        "args": [],
        "route": {"style": "api", "path": path, "method": method},
        "encoding": encoding,
        "retry": "keyed" if method in ("POST", "PATCH") else "safe",
        **words,
    }


def example(arguments: dict[str, Any], request: dict[str, Any], response: Any, result: Any) -> Any:
    shown = {"name": "one", "arguments": arguments, "request": request}
    return [{**shown, "response": response, "result": result}]


BY_BODY = {"by": "body"}
JSON = {"kind": "json", "returns": "It."}
BOOK_REF = root({"$ref": "../../schemas/book.json#/$defs/Book"})
BY_ID: dict[str, Any] = {
    "args": [{"pointer": "/book_id", "positional": True}],
    "parameters": {"/book_id": {"in": "path"}},
}
ID = {"book_id": {**TEXT, "description": "Which book."}}

TASKS: dict[str, dict[str, Any]] = {
    "list_books": {
        "input": obj(
            "ListBooksInput",
            {
                "tags": {"type": "array", "items": TEXT},
                "filter": {"type": "object", "additionalProperties": TEXT},
                "ids": {"type": "array", "items": {"type": "integer"}},
                "where": {"type": "object", "additionalProperties": {}},
                "after": TEXT,
                "limit": {"type": "integer", "minimum": 1},
                "deep": {"type": "boolean"},
                "trace": TEXT,
                "session": TEXT,
            },
        ),
        "output": root(
            obj(
                "ListBooksOutput",
                {
                    "data": {
                        "type": "array",
                        "items": {"$ref": "../../schemas/book.json#/$defs/Book"},
                    },
                    "has_more": {"type": "boolean"},
                },
                ("data",),
            )
        ),
        "operation": operation(
            "list_books", "books.list", "/books", "GET",
            parameters={
                "/tags": {"in": "query"},
                "/filter": {"in": "query", "style": "deepObject", "explode": True},
                "/ids": {"in": "query", "style": "form", "explode": False},
                "/where": {"in": "query", "content": "json"},
                "/after": {"in": "query"},
                "/limit": {"in": "query", "name": "page-size"},
                "/deep": {"in": "query"},
                "/trace": {"in": "header", "name": "X-Trace"},
                "/session": {"in": "cookie"},
            },
            response=JSON,
            pages={
                "items": "/data",
                "more": "/has_more",
                "next": {"argument": "/after", "item": "/id"},
            },
            examples=example(
                {
                    "tags": ["a b", "c"], "filter": {"by": "x"}, "ids": [1, 2],
                    "where": {"a": [1]}, "limit": 2, "deep": True, "trace": "t", "session": "s",
                },
                {
                    "method": "GET", "path": "/books",
                    "query": "tags=a%20b&tags=c&filter%5Bby%5D=x&ids=1,2"
                    "&where=%7B%22a%22%3A%5B1%5D%7D&page-size=2&deep=true",
                    "headers": {"x-trace": "t", "cookie": "session=s"},
                },
                {"json": {"data": [BOOK], "has_more": False}},
                [BOOK],
            ),
        ),
    },
    "create_book": {
        "input": obj(
            "CreateBookInput",
            {"title": {**TEXT, "minLength": 1}, "yearOf": {"type": "integer"}, "model": TEXT},
            ("title",),
        ),
        "output": BOOK_REF,
        "operation": operation(
            "create_book", "books.create", "/books", "POST", "json",
            args=[{"pointer": "/yearOf", "name": "year_of"}],
            response=JSON,
            examples=example(
                {"title": "Emma", "year_of": 1815, "model": "m"},
                {
                    "method": "POST", "path": "/books",
                    "json": {"title": "Emma", "yearOf": 1815, "model": "m"},
                },
                {"status": 201, "json": BOOK},
                BOOK,
            ),
        ),
    },
    "retrieve_book": {
        "input": obj("RetrieveBookInput", ID, ("book_id",)),
        "output": BOOK_REF,
        "operation": operation(
            "retrieve_book", "books.retrieve", "/books/{book_id}", "GET", **BY_ID,
            response=JSON,
            examples=example(
                {"book_id": "a/b c"}, {"method": "GET", "path": "/books/a%2Fb%20c"},
                {"json": BOOK}, BOOK,
            ),
        ),
    },
    "update_book": {
        "input": obj("UpdateBookInput", {**ID, "title": TEXT}, ("book_id",)),
        "output": BOOK_REF,
        "operation": operation(
            "update_book", "books.update", "/books/{book_id}", "PATCH", "json", **BY_ID,
            content_type="application/merge-patch+json",
            response={**JSON, "empty": True},
            examples=example(
                {"book_id": "b1", "title": "Emma"},
                {
                    "method": "PATCH", "path": "/books/b1", "json": {"title": "Emma"},
                    "content_type": "application/merge-patch+json",
                },
                {"status": 204}, None,
            ),
        ),
    },
    "delete_book": {
        "input": obj("DeleteBookInput", ID, ("book_id",)),
        "operation": operation(
            "delete_book", "books.delete", "/books/{book_id}", "DELETE", **BY_ID,
            response={"kind": "none", "returns": "Nothing."},
            examples=example(
                {"book_id": "b1"}, {"method": "DELETE", "path": "/books/b1"}, {"status": 204}, None
            ),
        ),
    },
    "set_cover": {
        "input": obj("SetCoverInput", {**ID, "body": FILE}, ("book_id", "body")),
        "operation": operation(
            "set_cover", "books.cover.set", "/books/{book_id}/cover", "PUT", "raw", **BY_ID,
            body="/body",
            response={"kind": "none", "returns": "Nothing."},
            examples=example(
                {"book_id": "b1", "body": {"$base64": PNG}},
                {
                    "method": "PUT", "path": "/books/b1/cover",
                    "base64": PNG, "content_type": "image/png",
                },
                {"status": 204}, None,
            ),
        ),
    },
    "get_cover": {
        "input": obj("GetCoverInput", ID, ("book_id",)),
        "operation": operation(
            "get_cover", "books.cover.get", "/books/{book_id}/cover", "GET", **BY_ID,
            response={"kind": "bytes", "media": "file", "returns": "The picture."},
            examples=example(
                {"book_id": "b1"}, {"method": "GET", "path": "/books/b1/cover"},
                {"base64": PNG, "content_type": "image/png"}, {"$base64": PNG},
            ),
        ),
    },
    "import_books": {
        "input": obj(
            "ImportBooksInput",
            {
                "files": {"anyOf": [FILE, {"type": "array", "items": FILE}]},
                "options": {"$ref": "#/$defs/ImportOptions"},
                "shelves": {"type": "array", "items": TEXT},
                "dry": {"type": "boolean"},
            },
            ("files",),
        ) | {"$defs": {"ImportOptions": obj("ImportOptions", {"depth": {"type": "integer"}})}},
        "output": root({"title": "ImportBooksOutput", "type": "array", "items": TEXT}),
        "operation": operation(
            "import_books", "books.import_", "/books/import", "POST", "multipart",
            response=JSON,
            examples=example(
                {
                    "files": [{"$base64": PNG}], "options": {"depth": 1},
                    "shelves": ["a", "b"], "dry": True,
                },
                {
                    "method": "POST", "path": "/books/import",
                    "form": {
                        "files": [{"$base64": PNG}], "options": '{"depth":1}',
                        "shelves": ["a", "b"], "dry": "true",
                    },
                },
                {"json": ["b1"]}, ["b1"],
            ),
        ),
    },
    "log_in": {
        "input": obj("LogInInput", {"user": TEXT, "scopes": {"type": "array", "items": TEXT}}),
        "output": root(obj("LogInOutput", {"token": TEXT}, ("token",))),
        "operation": operation(
            "log_in", "log_in", "/sessions", "POST", "urlencoded",
            response=JSON,
            examples=example(
                {"user": "A B&c", "scopes": ["r", "w"]},
                {
                    "method": "POST", "path": "/sessions",
                    "urlencoded": "user=A+B%26c&scopes=r&scopes=w",
                },
                {"json": {"token": "t"}}, {"token": "t"},
            ),
        ),
    },
    "search": {
        "input": obj("SearchInput", {"body": {"type": "array", "items": TEXT}}, ("body",)),
        "output": root({"title": "SearchOutput", "anyOf": [TEXT, {"type": "integer"}]}),
        "operation": operation(
            "search", "search", "/search", "QUERY", "json", body="/body", response=JSON,
            examples=example(
                {"body": ["a"]}, {"method": "QUERY", "path": "/search", "json": ["a"]},
                {"json": 3}, 3,
            ),
        ),
    },
    "ask": {
        "input": obj("AskInput", {"question": TEXT, "stream": {"type": "boolean"}}, ("question",)),
        "output": root(obj("AskOutput", {"answer": TEXT}, ("answer",))),
        "stream": root(obj("AskStreamOutput", {"piece": TEXT})),
        "operation": {
            **operation("ask", "librarian.ask", "/ask", "POST", "json"),
            "args": [{"pointer": "/stream", "switch": True}],
            "variants": [
                {"when": {"stream": False}, "response": JSON},
                {
                    "when": {"stream": True},
                    "stream": {"schema": "stream.json", "complete": BY_BODY, "returns": "Pieces."},
                },
            ],
            "examples": [
                {
                    "name": "whole",
                    "arguments": {"question": "q"},
                    "request": {"method": "POST", "path": "/ask", "json": {"question": "q"}},
                    "response": {"json": {"answer": "a"}},
                    "result": {"answer": "a"},
                },
                {
                    "name": "in pieces",
                    "arguments": {"question": "q", "stream": True},
                    "request": {
                        "method": "POST", "path": "/ask", "json": {"question": "q", "stream": True},
                    },
                    "response": {"events": [{"piece": "a"}, {"piece": "b"}]},
                    "result": [{"piece": "a"}, {"piece": "b"}],
                },
            ],
        },
    },
    "follow": {
        "input": obj("FollowInput", {}),
        "stream": root(obj("FollowStreamOutput", {"line": TEXT})),
        "operation": operation(
            "follow", "log.follow", "/log", "GET",
            stream={
                "schema": "stream.json", "framing": "ndjson", "complete": BY_BODY,
                "returns": "Lines.",
            },
            examples=example(
                {}, {"method": "GET", "path": "/log"},
                {"events": [{"line": "a"}, {"line": "b"}]}, [{"line": "a"}, {"line": "b"}],
            ),
        ),
    },
    "watch": {
        "input": obj("WatchInput", {}),
        "stream": root(
            obj(
                "WatchStreamOutput",
                {"event": TEXT, "data": {"type": "object", "additionalProperties": {}}},
            )
        ),
        "operation": operation(
            "watch", "log.watch", "/watch", "GET",
            stream={
                "schema": "stream.json", "event": "event", "data": "data", "end": "bye",
                "complete": BY_BODY,
                "returns": "Events.",
            },
            examples=example(
                {}, {"method": "GET", "path": "/watch"},
                {"events": [{"event": "opened", "data": {"n": 1}}, "bye"]},
                [{"event": "opened", "data": {"n": 1}}],
            ),
        ),
    },
    "ping": {
        "input": obj("PingInput", {}),
        "operation": operation(
            "ping", "ping", "/ping", "GET",
            response={"kind": "text", "returns": "A word."},
            examples=example({}, {"method": "GET", "path": "/ping"}, {"text": "pong"}, "pong"),
        ),
    },
    "say": {
        "input": obj("SayInput", {"body": TEXT}, ("body",)),
        "operation": operation(
            "say", "say", "/say", "POST", "text", body="/body",
            response={"kind": "none", "returns": "Nothing."},
            examples=example(
                {"body": "é"}, {"method": "POST", "path": "/say", "text": "é"},
                {"status": 202}, None,
            ),
        ),
    },
    "has_book": {
        "input": obj("HasBookInput", ID, ("book_id",)),
        "operation": operation(
            "has_book", "books.exists", "/books/{book_id}", "HEAD", **BY_ID,
            response={"kind": "none", "returns": "Nothing."},
            examples=example(
                {"book_id": "b1"}, {"method": "HEAD", "path": "/books/b1"}, {"status": 200}, None
            ),
        ),
    },
}  # fmt: skip

SCHEMAS: dict[str, Any] = {
    "schemas/person.json": root(
        {"description": "People."}, Person=obj("Person", {"name": TEXT, "items": TEXT})
    ),
    "schemas/book.json": root(
        {"description": "Books."},
        Book=obj(
            "Book",
            {"id": TEXT, "title": TEXT, "author": {"$ref": "person.json#/$defs/Person"}},
            ("id", "title"),
        ),
    ),
}


def client() -> dict[str, Any]:
    """Return a `client.json` whose clients prove in three ways who the caller is."""
    own = json.loads((own_specs() / "client.json").read_text())
    kept = {argument["name"]: argument for argument in own["constructor"]}
    secret = {"annotation": "str | None", "default": "None"}
    return {
        "summary": "Talk to the library.",
        "constructor": [
            {**kept["base_url"], "default": '"https://library.test/v1"'},
            {"name": "token", **secret, "doc": "Bearer token."},
            {"name": "key", **secret, "doc": "Key in the query."},
            {"name": "username", **secret, "doc": "Name."},
            {"name": "password", **secret, "doc": "Password."},
            *(kept[name] for name in KEPT),
        ],
        "auth": [
            {"scheme": "basic", "username": "username", "password": "password"},
            {"scheme": "bearer", "argument": "token"},
            {"scheme": "key", "in": "query", "name": "key", "argument": "key"},
        ],
        "services": [],
        "exports": [
            name
            for name in own["exports"]
            if not name.startswith(("Job", "Model", "Provider", "InferenceApi", "RawResponse"))
        ],
    }


def write(folder: Path) -> Path:
    """Write the specs and return their folder."""
    files = {"client.json": client(), **SCHEMAS}
    for name, parts in TASKS.items():
        for part, data in parts.items():
            content = data if part == "operation" else {"$schema": DIALECT, **data}
            files[f"tasks/{name}/{part}.json"] = content
    for path, data in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(pretty(data))
    return folder
