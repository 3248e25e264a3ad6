"""What the endpoint says about itself: its document, the page, and whether both are true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.routing import Match, Route

from inferloom_local import Endpoint
from inferloom_local.api import openapi
from inferloom_local.api.app import routes
from inferloom_local.catalogue import MODELS, TASKS
from inferloom_local.llama import LlamaServer
from inferloom_local.runtime import Runtime
from inferloom_local.validation import Specs, default_folder
from tests.local.contract import Amount, Contract

DESCRIBED = openapi.document(openapi.project_document())
FEW = Amount(examples=2, right=2, wrong=5)
# Their models take long for each request that is in order, or they are other addresses of the same.
SLOW = ("chat_", "text_generation", "image_", "zero_shot", "sentence_similarity", "text_to_")
OTHER = ("_of_model", "_pipeline", "generate", "_stream", "_compatible")
ONE = Amount(examples=1, right=1, wrong=5)
NONE = Amount(examples=0, right=0, wrong=5)


def addresses(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method in ("get", "post"):
            if method in item:
                yield path, method, item[method]


IDS = [operation["operationId"] for _, _, operation in addresses(DESCRIBED)]


@pytest.fixture(scope="module")
def contract(endpoint: Endpoint) -> Contract:
    return Contract(endpoint.url)


@pytest.mark.parametrize("operation", IDS)
def test_answers_are_what_the_document_says(contract: Contract, operation: str) -> None:
    amount = NONE if operation.endswith(OTHER) else ONE if operation.startswith(SLOW) else FEW
    faults = contract.examine(operation, amount)
    assert not faults, "\n\n".join(faults)


def test_the_document_is_valid_and_names_the_server_that_was_asked(
    http: httpx.Client, endpoint: Endpoint
) -> None:
    answer = http.get("/openapi.json")
    document = answer.json()
    assert answer.headers["content-type"] == "application/json"
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    assert document == {**DESCRIBED, "servers": [{"url": endpoint.url}]}
    port = urlsplit(endpoint.url).port
    named = http.get("/openapi.json", headers={"host": f"localhost:{port}"}).json()
    assert named["servers"] == [{"url": f"http://localhost:{port}"}]


def test_what_is_described_is_what_is_served() -> None:
    served = routes(
        Runtime(), LlamaServer(enabled=False), Specs(default_folder(), TASKS, ()), DESCRIBED
    )
    reached = {route_of(served, path, method).path for path, method, _ in addresses(DESCRIBED)}
    assert reached == {route.path for route in served} - {"/docs/{file}"}  # parts of the page


def route_of(served: list[Route], path: str, method: str) -> Route:
    """The first route that takes a request, as the router finds it."""
    filled = re.sub(r"{\w+}", "some", path)
    scope = {"type": "http", "path": filled, "root_path": "", "method": method.upper()}
    return next(route for route in served if route.matches(scope)[0] is Match.FULL)


def test_every_model_is_described_under_its_own_address() -> None:
    for model in MODELS:
        operation = DESCRIBED["paths"][f"/models/{model.id}"]["post"]
        assert f"`{model.id}` answers" in operation["description"]
    assert DESCRIBED["paths"]["/v1/chat/completions"]["post"]["operationId"] == "chat_completion"
    assert "securitySchemes" not in DESCRIBED["components"]  # nothing needs a token


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("/tokenize", {}, ""),
        ("/tokenize", {"content": "a", "with_pieces": "yes"}, "/with_pieces"),
        ("/detokenize", {"tokens": [1, 49152]}, "/tokens/1"),
        ("/v1/completions", {"prompt": 3}, "/prompt"),
        ("/v1/completions", {"prompt": "a", "temperature": True}, "/temperature"),
        ("/v1/embeddings", {"input": "a", "model": 3}, "/model"),
        ("/v1/embeddings", {"input": "a", "encoding_format": "hex"}, "/encoding_format"),
    ],
)
def test_what_no_task_specifies_is_checked_too(
    http: httpx.Client, path: str, body: dict[str, Any], pointer: str
) -> None:
    answer = http.post(path, json=body)
    assert (answer.status_code, answer.json()["pointer"]) == (422, pointer)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/feature-extraction", {"inputs": "a", "dimensions": 8.0}),
        ("/v1/embeddings", {"input": "a", "dimensions": 8.0}),
        ("/text-classification", {"inputs": "a", "parameters": {"top_k": 1.0}}),
    ],
)
def test_whole_numbers_may_be_written_with_a_point(
    http: httpx.Client, path: str, body: dict[str, Any]
) -> None:
    answer = http.post(path, json=body)
    assert answer.status_code == 200, answer.text


def test_messages_that_llama_cpp_cannot_read_are_the_caller_s_fault(http: httpx.Client) -> None:
    for message in (
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:,"}}]},
        {"role": "assistant", "tool_calls": [{"id": "0", "type": "?", "function": {"name": "f"}}]},
    ):
        body = {"messages": [message], "max_tokens": 1}
        answer = http.post("/v1/chat/completions", json=body, headers={"X-Wait-For-Model": "1"})
        assert answer.status_code == 400, answer.text
        assert answer.json()["error"]["type"] == "invalid_request_error"


def test_the_page_is_whole_without_any_other_server(http: httpx.Client) -> None:
    page = http.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    known: dict[str, str] = {}
    pending = [urljoin(str(page.url), found) for found in links(page.text)]
    while pending:
        url = pending.pop()
        if url.startswith("data:") or url in known:
            continue
        assert urlsplit(url).netloc == page.url.netloc.decode()
        part = http.get(url)
        assert part.status_code == 200, url
        known[url] = part.text
        pending += [urljoin(url, found) for found in imports(part.text)]
    names = {url.rpartition("/")[2] for url in known}
    assert names == {
        *("openapi.json", "page.css", "page.js", "dom.js", "form.js", "schema.js", "send.js")
    }
    for text in known.values():
        if not text.startswith("{"):  # the document names websites about tasks
            assert "//" not in re.sub(r"(?m)(^|\s)//.*$", "", text)
    # Requests go to addresses that are relative to the page's own.
    assert re.findall(r"fetch\(([^,)]*)", "".join(known.values())) == ['"openapi.json"', "url"]


def links(html: str) -> list[str]:
    return re.findall(r'(?:src|href)="([^"]+)"', html)


def imports(script: str) -> list[str]:
    return re.findall(r'(?m)^import .* from "([^"]+)";$', script)


def test_the_page_has_no_other_files(http: httpx.Client) -> None:
    for name in ("none.js", "..%2fserve.py", "openapi.json"):
        assert http.get(f"/docs/{name}").status_code == 404
