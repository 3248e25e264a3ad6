"""The table of docs/addresses.md is what both clients do, for a real request of each method."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from typing import Any

import pytest

from inferloom import ArgumentError, AsyncInferenceClient, InferenceClient
from inferloom.policy.exchange import exchange
from inferloom.policy.steps import Send
from tests.docs.pages import DOCS, run_python
from tests.generated.test_examples import MANIFESTS
from tests.support.examples import python

PAGE = "addresses.md"
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in (DOCS / PAGE).read_text().splitlines()
    if line.startswith("| `")
]


def keywords(text: str) -> dict[str, Any]:
    call = ast.parse(f"f({text})", mode="eval").body
    assert isinstance(call, ast.Call)
    return {str(k.arg): ast.literal_eval(k.value) for k in call.keywords}


def sent(kind: Any, client: str, call: str) -> tuple[str, Any]:
    """Return where the request of a row goes, and the model that its body says."""
    first, *options = re.findall(r"`([^`]+)`", client)
    made = kind(**keywords(first), token=False)
    for option in options:
        made = made.with_options(**keywords(option))
    name, _, arguments = call.strip("`").partition("(")
    example = dict(python(MANIFESTS[name]["examples"][0]["arguments"]))
    example = {key: value for key, value in example.items() if key not in ("stream", "top_n")}
    method = getattr(import_module(f"inferloom.operations.{name}"), name)
    steps = exchange(made._session, method(**example, **keywords(arguments[:-1])))
    step = next(steps)
    assert isinstance(step, Send)
    steps.close()
    body = step.request.content
    return step.request.url, re.findall(rb'"model":"([^"]+)"', body if type(body) is bytes else b"")


def test_there_is_a_table() -> None:
    assert len(ROWS) > 40


@pytest.mark.parametrize("kind", [InferenceClient, AsyncInferenceClient])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_rows(row: tuple[str, ...], kind: Any) -> None:
    client, call, where, model = row
    if where.startswith("an error"):
        words = re.findall(r"`([^`]+)`", where) or [where.removeprefix("an error: ")]
        with pytest.raises(ArgumentError, match=re.escape(words[0])) as caught:
            sent(kind, client, call)
        assert caught.value.argument in ("model", "base_url")
    else:
        expected = [model.strip("`").encode()] if model else []
        assert sent(kind, client, call) == (where.strip("`"), expected)


def test_the_code_runs() -> None:
    run_python(PAGE)
