"""Jobs at providers: paces, ends of all kinds, hiccups, deadlines, and what is fetched later."""

from __future__ import annotations

import asyncio
import base64
import pickle
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from inferloom import (
    ArgumentError,
    AsyncInferenceClient,
    InferenceError,
    InferenceTimeoutError,
    JobCancelledError,
    JobFailedError,
    ResponseDecodeError,
    ServerError,
)
from tests.providers.support import FILES, Hub, listing, provider_at
from tests.support.clients import Client
from tests.support.examples import comparable
from tests.support.server import Reply, Script, json_reply

MakeClient = Callable[..., Client]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
)
VIDEO = b"\x00\x00\x00\x18ftypmp42"
MP4 = Reply(200, VIDEO, {"content-type": "video/mp4"})
SUBMITTED = json_reply(
    {
        "status": "IN_QUEUE",
        "request_id": "r-1",
        "response_url": "https://queue.fal.run/fal-ai/wan/requests/r-1",
        "queue_position": 3,
    }
)
STATUS = "/router/fal-ai/fal-ai/wan/requests/r-1/status?_subdomain=queue"
RESULT = "/router/fal-ai/fal-ai/wan/requests/r-1?_subdomain=queue"


def state(name: str, **more: Any) -> Reply:
    return json_reply({"status": name, "request_id": "r-1", **more})


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, server: Script) -> Iterator[Hub]:
    hub = Hub(monkeypatch, server, {})
    hub.mappings["acme/video"] = {
        **listing("fal-ai", "fal-ai/wan/v2", "text-to-video"),
        **listing("replicate", "acme/wan", "text-to-video"),
        **listing("together", "wan", "text-to-video"),
        **listing("wavespeed", "wan", "text-to-video"),
        **listing("novita", "wan", "text-to-video"),
    }
    hub.mappings["acme/image"] = listing("zai-org", "cogview", "text-to-image")
    with provider_at(monkeypatch, "fal-ai", server.url):
        yield hub


def video(client: Client, **arguments: Any) -> Any:
    return client.call("text_to_video", "a cat", model="acme/video", **arguments)


def paths(server: Script) -> list[str]:
    return [seen.path for seen in server.seen]


def test_a_job_from_its_queue_to_its_file(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    waits: list[Any] = []
    server.queue(
        SUBMITTED,
        state("IN_QUEUE", queue_position=1),
        state("IN_PROGRESS", logs=[{"message": "step 1"}, {"message": "step 2"}]),
        state("COMPLETED"),
        json_reply({"video": {"url": f"{server.url}{FILES}/clip.mp4"}}),
        MP4,
    )
    client = make_client(provider="fal-ai", token="hf_x", on_wait=waits.append)
    assert video(client) == VIDEO
    assert paths(server) == [
        "/router/fal-ai/fal-ai/wan/v2?_subdomain=queue",
        *[STATUS] * 3,
        RESULT,
        f"{FILES}/clip.mp4",
    ]
    assert [(w.state, w.position, w.number) for w in waits] == [
        ("IN_QUEUE", 3, 1),
        ("IN_QUEUE", 1, 2),
        ("IN_PROGRESS", None, 3),
    ]
    assert waits[-1].logs == ("step 1", "step 2")
    assert waits[0].job.id == "r-1"
    assert {seen.headers.get("authorization") for seen in server.seen[:-1]} == {"Bearer hf_x"}
    assert "authorization" not in server.seen[-1].headers


@pytest.mark.parametrize(
    ("provider", "submitted", "ended", "kind", "words"),
    [
        (
            "replicate",
            {
                "id": "p",
                "status": "starting",
                "urls": {"get": "https://api.replicate.com/v1/predictions/p"},
            },
            {"id": "p", "status": "failed", "error": "out of memory", "output": None},
            JobFailedError,
            "out of memory",
        ),
        (
            "replicate",
            {
                "id": "p",
                "status": "failed",
                "error": "bad prompt",
                "urls": {"get": "https://x/v1/predictions/p"},
            },
            None,
            JobFailedError,
            "bad prompt",
        ),
        (
            "replicate",
            {
                "id": "p",
                "status": "processing",
                "urls": {"get": "https://api.replicate.com/v1/predictions/p"},
            },
            {"id": "p", "status": "canceled", "error": None, "output": None},
            JobCancelledError,
            "was cancelled",
        ),
        (
            "together",
            {"id": "v"},
            {"id": "v", "status": "failed", "error": {"message": "NSFW"}},
            JobFailedError,
            "NSFW",
        ),
        (
            "together",
            {"id": "v", "status": "queued"},
            {"id": "v", "status": "cancelled"},
            JobCancelledError,
            "was cancelled",
        ),
        (
            "wavespeed",
            {
                "data": {
                    "id": "t",
                    "status": "created",
                    "urls": {"get": "https://x/api/v3/predictions/t/result"},
                }
            },
            {"data": {"id": "t", "status": "failed", "error": "no GPU"}},
            JobFailedError,
            "no GPU",
        ),
        (
            "novita",
            {"task_id": "n"},
            {"task": {"status": "TASK_STATUS_FAILED", "reason": "quota"}},
            JobFailedError,
            "quota",
        ),
    ],
)
def test_jobs_that_come_to_nothing(
    provider: str,
    submitted: Any,
    ended: Any,
    kind: type[JobFailedError],
    words: str,
    hub: Hub,
    server: Script,
    make_client: MakeClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.queue(json_reply(submitted), *([] if ended is None else [json_reply(ended)]))
    with provider_at(monkeypatch, provider, server.url):
        client = make_client(provider=provider, token="hf_x")
        with pytest.raises(kind, match=words) as info:
            video(client)
    error = info.value
    assert type(error) is kind
    assert error.provider == provider
    assert error.job is not None and error.job.id in ("p", "v", "t", "n")
    assert repr(error.state) in str(error)
    assert error.operation == "text_to_video"
    assert sum(seen.method == "POST" for seen in server.seen) == 1


def test_a_job_that_is_done_and_whose_result_is_an_error(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(
        SUBMITTED,
        state("COMPLETED"),
        json_reply({"detail": [{"loc": ["body"], "msg": "image too small", "type": "value"}]}, 422),
    )
    with pytest.raises(JobFailedError, match="image too small") as info:
        video(make_client(provider="fal-ai", token="hf_x"))
    assert info.value.status == 422
    assert info.value.state == "COMPLETED"


def test_hiccups_of_questions_are_passed_over(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    broken = [json_reply({"error": "bad gateway"}, 502)] * 3
    server.queue(
        SUBMITTED,
        *broken,
        state("IN_PROGRESS"),
        *broken,
        state("COMPLETED"),
        json_reply({"video": {"url": f"{server.url}{FILES}/clip.mp4"}}),
        MP4,
    )
    client = make_client(provider="fal-ai", token="hf_x", max_retries=0)
    assert video(client) == VIDEO
    assert sum(seen.method == "POST" for seen in server.seen) == 1


def test_a_way_that_stays_broken_is_given_up_with_the_job(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(SUBMITTED)
    server.always(lambda seen: json_reply({"error": "bad gateway"}, 502))
    with pytest.raises(ServerError) as info:
        video(make_client(provider="fal-ai", token="hf_x", max_retries=0))
    assert info.value.job.id == "r-1"
    assert len(server.seen) < 12


def test_a_submission_that_got_an_answer_is_never_sent_again(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    answers: list[Any] = [{"status": "IN_QUEUE"}, {"request_id": "r"}, [], "x", None]
    for answer in answers:
        server.seen.clear()
        server.queue(json_reply(answer))
        with pytest.raises(ResponseDecodeError, match="with no job"):
            video(make_client(provider="fal-ai", token="hf_x"))
        assert len(server.seen) == 1


def test_a_job_that_is_done_at_once_needs_no_address(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(
        json_reply({"status": "succeeded", "output": [f"{server.url}{FILES}/clip.mp4"]}), MP4
    )
    assert video(make_client(provider="replicate", token="hf_x")) == VIDEO


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/fal-ai/wan/requests/r-1", "//evil.example/fal-ai/wan/requests/r-1"],
)
def test_only_the_path_of_an_address_is_used(
    url: str, hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(
        json_reply({"status": "IN_QUEUE", "request_id": "r-1", "response_url": url}),
        state("COMPLETED"),
        json_reply({"video": {"url": f"{server.url}{FILES}/clip.mp4"}}),
        MP4,
    )
    assert video(make_client(provider="fal-ai", token="hf_x")) == VIDEO
    assert paths(server)[1:3] == [STATUS, RESULT]


@pytest.mark.parametrize("url", ["https://x/../../secret", "not a url", "", 7, None, "https://x"])
def test_addresses_that_are_none(
    url: Any, hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(json_reply({"status": "IN_QUEUE", "request_id": "r-1", "response_url": url}))
    with pytest.raises(ResponseDecodeError):
        video(make_client(provider="fal-ai", token="hf_x"))
    assert len(server.seen) == 1


def test_states_that_nobody_knows_are_waited_for_and_named(
    hub: Hub, server: Script, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.queue(SUBMITTED)
    server.always(lambda seen: state("WARMING"))
    with provider_at(monkeypatch, "fal-ai", server.url, every=0.05):
        client = make_client(provider="fal-ai", token="hf_x", timeout=0.5)
        with pytest.raises(InferenceTimeoutError, match="'WARMING'") as info:
            video(client)
    assert info.value.job.id == "r-1"
    assert info.value.provider == "fal-ai"
    assert "client.resume(error.job)" in str(info.value)
    assert 3 < len(server.seen) < 20


def test_what_is_paid_for_is_fetched_later(
    hub: Hub, server: Script, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.queue(SUBMITTED)
    server.always(lambda seen: state("IN_PROGRESS"))
    with provider_at(monkeypatch, "fal-ai", server.url, every=0.05):
        with pytest.raises(InferenceTimeoutError) as info:
            video(make_client(provider="fal-ai", token="hf_x", timeout=0.3))
        kept = pickle.dumps(info.value.job)
        assert b"hf_x" not in kept and b"a cat" not in kept
        # Another process: a client of another configuration, and no look-up.
        server.seen.clear()
        hub.asked.clear()
        server.queue(
            state("IN_PROGRESS"),
            state("COMPLETED"),
            json_reply({"video": {"url": f"{server.url}{FILES}/clip.mp4"}}),
            MP4,
        )
        client = make_client(token="hf_y")
        assert client.call("resume", pickle.loads(kept)) == VIDEO
    assert paths(server) == [STATUS, STATUS, RESULT, f"{FILES}/clip.mp4"]
    assert server.seen[0].headers["authorization"] == "Bearer hf_y"
    assert hub.asked == []


def test_resuming_wants_a_job_and_a_key(hub: Hub, server: Script, make_client: MakeClient) -> None:
    with pytest.raises(ArgumentError, match="job"):
        make_client().call("resume", "r-1")
    server.queue(SUBMITTED, json_reply({"error": "no"}, 401))
    with pytest.raises(InferenceError) as info:
        video(make_client(provider="fal-ai", token="hf_x"))
    with pytest.raises(ArgumentError, match="token: fal-ai wants one"):
        make_client(token=False).call("resume", info.value.job)


def test_a_file_that_cannot_be_had_leaves_the_job(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(
        SUBMITTED,
        state("COMPLETED"),
        json_reply({"video": {"url": f"{server.url}{FILES}/expired.mp4"}}),
        Reply(
            403, b"<Error><Code>AccessDenied</Code></Error>", {"content-type": "application/xml"}
        ),
    )
    with pytest.raises(ResponseDecodeError, match="the video is at") as info:
        video(make_client(provider="fal-ai", token="hf_x", max_retries=0))
    assert info.value.job.id == "r-1"


@pytest.mark.parametrize("answer", [{}, {"video": None}, {"video": {"url": 7}}, [], "x"])
def test_a_result_that_is_none(
    answer: Any, hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(SUBMITTED, state("COMPLETED"), json_reply(answer))
    with pytest.raises(ResponseDecodeError) as info:
        video(make_client(provider="fal-ai", token="hf_x"))
    assert info.value.job.id == "r-1"


def test_the_address_in_place_of_the_file(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    from inferloom.operations.text_to_video import text_to_video

    url = f"{server.url}{FILES}/clip.mp4"
    server.queue(SUBMITTED, state("COMPLETED"), json_reply({"video": {"url": url}, "seed": 7}))
    client = make_client(provider="fal-ai", token="hf_x")
    exchange = client.call("exchange", text_to_video("a cat", model="acme/video"), result="url")
    assert exchange.result == exchange.file_url == url
    assert b'"seed": 7' in exchange.body
    assert (exchange.provider, exchange.job.id) == ("fal-ai", "r-1")
    assert len(server.seen) == 3  # nothing was downloaded


def test_the_pace_is_the_providers(
    hub: Hub, server: Script, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[float] = []

    def noted(seen: Any) -> Reply:
        times.append(time.monotonic())
        return state("COMPLETED" if len(times) == 3 else "IN_PROGRESS")

    server.queue(
        SUBMITTED,
        noted,
        noted,
        noted,
        json_reply({"video": {"url": f"{server.url}{FILES}/clip.mp4"}}),
        MP4,
    )
    with provider_at(monkeypatch, "fal-ai", server.url, every=0.2):
        start = time.monotonic()
        video(make_client(provider="fal-ai", token="hf_x"))
    assert times[0] - start >= 0.2
    assert all(later - earlier >= 0.2 for earlier, later in pairwise(times))


def test_the_first_question_may_be_asked_at_once(
    hub: Hub, server: Script, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.queue(
        json_reply({"id": "1", "task_status": "PROCESSING"}),
        json_reply(
            {
                "id": "1",
                "task_status": "SUCCESS",
                "image_result": [{"url": f"{server.url}{FILES}/a.png"}],
            }
        ),
        Reply(200, PNG, {"content-type": "image/png"}),
    )
    with provider_at(monkeypatch, "zai-org", server.url, every=600):
        client = make_client(provider="zai-org", token="hf_x", timeout=20)
        assert comparable(client.call("text_to_image", "a cat", model="acme/image")) == comparable(
            PNG
        )
    assert paths(server)[1] == "/router/zai-org/api/paas/v4/async-result/1"


def test_a_cancelled_call_asks_no_more(
    hub: Hub, server: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.queue(SUBMITTED)
    server.always(lambda seen: state("IN_PROGRESS"))

    async def run() -> int:
        async with AsyncInferenceClient(provider="fal-ai", token="hf_x") as client:
            task = asyncio.create_task(client.text_to_video("a cat", model="acme/video"))
            await asyncio.sleep(0.4)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            count = len(server.seen)
            await asyncio.sleep(0.4)
            return len(server.seen) - count

    with provider_at(monkeypatch, "fal-ai", server.url, every=0.05):
        assert asyncio.run(run()) == 0
    assert len(server.seen) > 2
