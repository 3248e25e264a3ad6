"""Every fault, through both clients: the right result or the right error, in time, and no trace."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import InferenceError, Limits
from inferloom.policy import loading, retry
from inferloom.testing import FaultServer
from tests.faults.cases import CASES, Case
from tests.faults.judge import Outcome, observe, prompt, right
from tests.support.clients import Client


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for the usual time between attempts."""
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.02)
    monkeypatch.setattr(loading, "LOADING_DELAY", 0.1)


def chat(client: Client, text: str) -> str:
    answer = client.call("chat_completion", [{"role": "user", "content": text}])
    content = answer.choices[0].message.content
    assert isinstance(content, str)
    return content


def call(client: Client, case: Case, outcome: Outcome) -> None:
    if case.labels:
        found: Any = client.call("text_classification", prompt(case))
        outcome.labels = [(item.label, item.score) for item in found]
    elif case.stream:
        messages = [{"role": "user", "content": prompt(case)}]
        outcome.text = ""
        stream = client.call("chat_completion", messages, stream=True)
        for chunk in stream:
            if chunk.choices and chunk.choices[0].delta is not None:
                outcome.text += chunk.choices[0].delta.content or ""
        outcome.state = stream.outcome.state
    else:
        outcome.text = chat(client, prompt(case))


def options(case: Case) -> dict[str, Any]:
    # A fault that makes a client hang must not make the tests hang.
    made: dict[str, Any] = {"timeout": case.timeout or 20}
    if case.retries is not None:
        made["max_retries"] = case.retries
    if case.limits:
        made["limits"] = Limits(**case.limits)
    return made


def names(error: BaseException) -> set[str]:
    return {kind.__name__ for kind in type(error).__mro__}


def test_names_are_unique_and_there_are_many() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 100


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, make_client: Callable[..., Client]) -> None:
    with FaultServer() as server:
        client = make_client(base_url=server.url, **options(case))
        if case.warm:
            server.use(case.faults)
            chat(client, "first")
        else:
            server.use(case.faults, repeat=case.repeat)
        before = len(server.requests)
        outcome = observe(lambda outcome: call(client, case, outcome))
        arrived = len(server.requests) - before

        if outcome.error is None:
            assert case.may_succeed, f"succeeded with {outcome.text or outcome.labels!r:.100}"
            assert right(case, outcome), outcome
            if case.stream:
                assert outcome.state == (case.state or "complete")
        else:
            error = outcome.error
            assert isinstance(error, InferenceError), repr(error)
            assert names(error) & set(case.errors), repr(error)
            assert error.operation and error.attempts > 0, error.__dict__
            if case.message is not None:
                assert case.message in str(error), str(error)
                assert case.message in (error.server_message or ""), error.server_message
            if case.partial is not None:
                assert outcome.text == case.partial
            elif case.stream:
                assert case.text.startswith(outcome.text or "")
        if case.timeout is not None:
            assert outcome.seconds <= case.timeout + 1
        if case.requests is not None:
            assert arrived == case.requests

        server.use()
        if "late" in case.faults:
            time.sleep(0.1)  # between two calls, so that it is there before the next one
        for number in range(2):  # the second goes over the connection of the first
            assert chat(client, f"again {number}") == f"You said: again {number} \u2713"
