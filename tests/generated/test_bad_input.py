"""For each argument of each method: a wrong type, a value out of range and an unknown name."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen.build import build
from codegen.ir import Argument, Operation
from codegen.load import Document, Schema, load
from inferloom import ArgumentError, AsyncInferenceClient, InferenceClient
from tests.generated.test_examples import MANIFESTS
from tests.support.examples import python

SPECS = load(Path(__file__).parents[2] / "specs")
OPERATIONS = build(SPECS)[0].operations
# Where nobody listens: a test that sends anything fails with another error.
NOWHERE = "http://127.0.0.1:9"


def example(operation: Operation) -> dict[str, Any]:
    """Return arguments that are right."""
    arguments = MANIFESTS[operation.module]["examples"][0]["arguments"]
    return dict(python(arguments))


def cases() -> Iterator[Any]:
    for operation in OPERATIONS:
        for argument in operation.arguments:
            yield pytest.param(operation, argument, id=f"{operation.method}-{argument.name}")


def schema_of(operation: Operation, argument: Argument) -> Schema:
    task = next(task for task in SPECS.tasks if task.folder == operation.module)
    document: Document = task.input
    schema: Schema = document.data
    for step in argument.pointer.split("/")[1:]:
        while "$ref" in schema:
            document, _, schema = SPECS.resolve(document, schema["$ref"], "")
        schema = schema["properties"][step]
    while "$ref" in schema:
        document, _, schema = SPECS.resolve(document, schema["$ref"], "")
    return schema


def out_of_range(schema: Schema) -> Iterator[Any]:
    if "minimum" in schema:
        yield schema["minimum"] - 1
    if "exclusiveMinimum" in schema:
        yield schema["exclusiveMinimum"]
    if "maximum" in schema:
        yield schema["maximum"] + 1
    if "enum" in schema:
        yield "no such value"
    if schema.get("minItems"):
        yield []
    if schema.get("minLength"):
        yield ""


def refused(operation: Operation, arguments: dict[str, Any]) -> ArgumentError:
    """Call both clients; both refuse in the same words."""
    with pytest.raises(ArgumentError) as caught:
        getattr(InferenceClient(base_url=NOWHERE), operation.method)(**arguments)
    with pytest.raises(ArgumentError) as other:
        getattr(AsyncInferenceClient(base_url=NOWHERE), operation.method)(**arguments).send(None)
    assert str(caught.value) == str(other.value)
    return caught.value


@pytest.mark.parametrize(("operation", "argument"), list(cases()))
def test_a_wrong_type_is_named(operation: Operation, argument: Argument) -> None:
    error = refused(operation, {**example(operation), argument.name: object()})
    assert error.argument == argument.name
    assert argument.name in str(error)


@pytest.mark.parametrize(("operation", "argument"), list(cases()))
def test_a_value_out_of_range_is_named(operation: Operation, argument: Argument) -> None:
    if not argument.pointer:
        return
    for value in out_of_range(schema_of(operation, argument)):
        error = refused(operation, {**example(operation), argument.name: value})
        assert error.argument == argument.name
        assert argument.name in str(error)


# Those that took any name in former releases still do, with a warning.
CLOSED = [operation for operation in OPERATIONS if "*" not in dict(operation.renamed)]


@pytest.mark.parametrize("operation", CLOSED, ids=lambda operation: operation.method)
def test_an_unknown_name_is_named(operation: Operation) -> None:
    for client in (InferenceClient(base_url=NOWHERE), AsyncInferenceClient(base_url=NOWHERE)):
        with pytest.raises(TypeError, match="no_such_argument"):
            result = getattr(client, operation.method)(**example(operation), no_such_argument=1)
            if inspect.iscoroutine(result):
                result.send(None)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.method)
def test_a_missing_argument_is_named(operation: Operation) -> None:
    required = [argument.name for argument in operation.arguments if argument.required]
    for name in required:
        arguments = {key: value for key, value in example(operation).items() if key != name}
        with pytest.raises(TypeError, match=name):
            getattr(InferenceClient(base_url=NOWHERE), operation.method)(**arguments)
