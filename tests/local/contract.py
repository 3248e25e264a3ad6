"""Requests made from the endpoint's own document, right ones and wrong ones, and their judges."""

from __future__ import annotations

import io
import json
import wave
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import httpx
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy, binary, just
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import GenerationConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok

JUDGES = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)
SHARED_ADDRESS = ("sentence_similarity",)
"""Of a model that has several tasks: what is wrong for one of them may be right for another."""

NEW_TOKENS = 4
"""Longer texts say no more about the form of an answer."""


def _sound() -> bytes:
    """A tenth of a second of a low tone."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, 16_000, 0, "NONE", ""))
        out.writeframes(bytes([0, 0, 0, 32]) * 800)
    return file.getvalue()


@dataclass(frozen=True)
class Amount:
    """How many requests an operation gets, at most.

    Attributes:
        examples: Of the document's examples.
        right: At the boundaries of what the schemas allow, and as many at random.
        wrong: Beyond them, each breaking one rule, and as many at random.
    """

    examples: int
    right: int
    wrong: int


@dataclass
class Contract:
    """The document of a running endpoint, put to the test operation by operation."""

    url: str
    operations: dict[str, Any] = field(init=False)
    examined: int = 0
    sent: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        load_all_checks()
        # It has pictures of its own, and no sound.
        schemathesis.openapi.media_type("audio/*", just(_sound()) | binary(max_size=64))
        self._judges = CHECKS.get_by_names(list(JUDGES))
        document = httpx.get(f"{self.url}/openapi.json", timeout=60, trust_env=False).json()
        # From its URL it would leave out the operation that shows it.
        self._schema = schemathesis.openapi.from_dict(document)
        self._schema.config.update(base_url=self.url)
        results = self._schema.get_all_operations()
        found = [result.ok() for result in results if isinstance(result, Ok)]
        self.operations = {each.definition.raw["operationId"]: each for each in found}

    def examine(self, name: str, amount: Amount) -> list[str]:
        """Send requests to an operation; what was wrong with the answers."""
        operation = self.operations[name]
        faults: list[str] = []
        self.examined += 1
        for kind, case in self._cases(operation, amount):
            self.sent += 1
            self.counts[kind] += 1
            _shorten(case)
            answer = case.call(headers={"X-Wait-For-Model": "1"}, timeout=300)
            self.counts[f"answered {answer.status_code}"] += 1
            try:
                case.validate_response(answer, checks=self._judges)
            except FailureGroup as group:
                faults += [_told(operation, case, each) for each in group.exceptions]
        return faults

    def _cases(self, operation: Any, amount: Amount) -> Iterator[tuple[str, Any]]:
        for strategy in operation.get_strategies_from_examples()[: amount.examples]:
            yield from (("examples", case) for case in _drawn(strategy, 1))
        # The address of a model that has several tasks does what the body asks for.
        shared = operation.definition.raw["operationId"] in SHARED_ADDRESS
        for mode, count in (
            (GenerationMode.POSITIVE, amount.right),
            (GenerationMode.NEGATIVE, 0 if shared else amount.wrong),
        ):
            cases = self._schema.iter_coverage_cases(
                operation, generation_modes=[mode], generation_config=GenerationConfig()
            )
            yield from ((f"{mode.value} boundaries", case) for case in islice(cases, count))
            strategy = operation.as_strategy(generation_mode=mode)
            yield from ((f"{mode.value} random", case) for case in _drawn(strategy, count))


def _drawn(strategy: SearchStrategy[Any], count: int) -> list[Any]:
    """The same values at every run."""
    found: list[Any] = []
    if not count:
        return found

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    draw: Callable[[], None] = collect
    try:
        draw()
    except Unsatisfiable:  # nothing can be wrong about a request without parts
        return []
    return found


def _shorten(case: Any) -> None:
    """Ask for few tokens where a model generates; wrong numbers stay as wrong as they are."""
    body, label = case.body, case.operation.label
    if not isinstance(body, dict):
        return
    if "messages" in body or "prompt" in body:
        body["max_tokens"] = _few(body.get("max_tokens"))
        body["n"] = min(n, 2) if type(n := body.get("n")) is int else n
    elif "SmolLM2" in label or "generate" in label or "{task}" in label or label.endswith(" /"):
        parameters = body.setdefault("parameters", {})
        if isinstance(parameters, dict):
            parameters["max_new_tokens"] = _few(parameters.get("max_new_tokens"))


def _few(given: Any) -> Any:
    if given is None:
        return NEW_TOKENS
    return min(given, NEW_TOKENS) if type(given) is int else given


def _told(operation: Any, case: Any, failure: BaseException) -> str:
    body = json.dumps(case.body, default=repr)[:300]
    return f"{operation.label}: {type(failure).__name__}: {failure}\nBody: {body}"
