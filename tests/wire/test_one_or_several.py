"""One answer or a list: as huggingface_hub gives it, whatever shape the server sent."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import QuestionAnsweringOutputElement, ResponseDecodeError
from inferloom.operations.question_answering import question_answering
from inferloom.testing import FakeClient
from tests.support.clients import Client
from tests.support.server import Script, json_reply

MakeClient = Callable[..., Client]

BEST = {"answer": "Clara", "score": 0.9, "start": 0, "end": 5}
OTHER = {"answer": "I", "score": 0.1, "start": 6, "end": 7}


@pytest.mark.parametrize("body", [BEST, [BEST], [BEST, OTHER], [OTHER, BEST], [[BEST, OTHER]]])
def test_without_a_number_it_is_the_best_answer(
    body: Any, server: Script, make_client: MakeClient
) -> None:
    server.queue(json_reply(body))
    found = make_client(model=server.url).call("question_answering", "Who?", "Clara, I")
    assert isinstance(found, QuestionAnsweringOutputElement)
    assert found == BEST
    assert (found.answer, found["score"]) == ("Clara", 0.9)


@pytest.mark.parametrize("body", [BEST, [BEST]])
@pytest.mark.parametrize("number", [1, 2])
def test_with_a_number_it_is_a_list(
    body: Any, number: int, server: Script, make_client: MakeClient
) -> None:
    server.queue(json_reply(body))
    found = make_client(model=server.url).call("question_answering", "Who?", "C", top_k=number)
    assert found == [BEST]
    assert server.seen[0].json["parameters"] == {"top_k": number}


def test_other_options_ask_for_one_answer(server: Script, make_client: MakeClient) -> None:
    server.queue(json_reply([BEST]))
    client = make_client(model=server.url)
    assert client.call("question_answering", "Who?", "C", max_answer_len=3, top_k=None) == BEST


def test_no_answer_is_no_result(server: Script, make_client: MakeClient) -> None:
    client = make_client(model=server.url)
    server.queue(json_reply([]), json_reply([]))
    with pytest.raises(ResponseDecodeError, match="the list is empty"):
        client.call("question_answering", "Who?", "C")
    assert client.call("question_answering", "Who?", "C", top_k=3) == []


def test_a_bare_text_is_the_answer(server: Script, make_client: MakeClient) -> None:
    server.queue(json_reply("Clara"))
    assert make_client(model=server.url).call("question_answering", "Who?", "C").answer == "Clara"


def test_calls_keep_what_they_are_for(server: Script, make_client: MakeClient) -> None:
    client = make_client(model=server.url)
    server.queue(json_reply([BEST, OTHER]), json_reply([BEST, OTHER]))
    for call, expected in (
        (question_answering("Who?", "C"), BEST),
        (question_answering("Who?", "C", top_k=2), [BEST, OTHER]),
    ):
        assert client.call("send", pickle.loads(pickle.dumps(call))) == expected


def test_fakes_take_one_or_several() -> None:
    fake = FakeClient()
    fake.queue("question_answering", BEST, [BEST], [BEST, OTHER])
    assert fake.question_answering("Who?", "C") == BEST
    assert fake.question_answering("Who?", "C") == BEST
    assert fake.question_answering("Who?", "C", top_k=2) == [BEST, OTHER]
    assert fake.question_answering("Who?", "C").answer
