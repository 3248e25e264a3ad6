"""Our requests to providers beside those of huggingface_hub, pair by pair.

`make compare-providers` runs it in the environment of the benchmarks, which has that library. Both
clients make the call of each example; what they send is recorded in place of the network. Where
they differ, it is for a reason that stands here, or it is a fault.
"""

from __future__ import annotations

import base64
import json
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

import httpx

from tests.providers.support import PROVIDERS, listing
from tests.support.examples import python

TRUE_TYPE = "27: it labels files image/jpeg, audio/mpeg or audio/wav, whatever they are"
QUEUE = "ours goes by the queue, as the JavaScript client does"
# What the two send otherwise, and why: provider and method, or method alone.
REASONS: dict[str, str] = {
    "fal-ai text_to_image": QUEUE,
    "fal-ai automatic_speech_recognition": "fal takes audio/x-wav, not wav called audio/mpeg",
    "fal-ai image_to_image": TRUE_TYPE,
    "fal-ai image_to_video": TRUE_TYPE,
    "replicate image_to_image": TRUE_TYPE,
    "together image_to_image": TRUE_TYPE,
    "wavespeed image_to_image": TRUE_TYPE,
    "wavespeed image_to_video": TRUE_TYPE,
    "novita text_to_video": "ours is the job at /v3/async, which the provider documents",
    "deepinfra automatic_speech_recognition": "timestamps are asked for as OpenAI has them",
    "hf-inference table_question_answering": "it sends the model's id as a parameter",
    "hf-inference tabular_classification": "the hosted service reads inputs, as for all tasks",
    "hf-inference visual_question_answering": "the hosted service reads inputs, as for all tasks",
    "hf-inference zero_shot_classification": "a default that nobody gave is not sent",
}

SAYS_NOTHING: list[tuple[str, Any]] = [("parameters", {}), ("stream", False)]


@dataclass
class Recorder:
    """In place of the network: answers by an example, and what was sent.

    Attributes:
        example: The example.
        entry: What the hub lists.
        sent: Method, address below the router, and body of each request to a provider.
    """

    example: dict[str, Any]
    entry: dict[str, Any]
    sent: list[tuple[str, str, Any]] = field(default_factory=list)

    def answer(self, request: httpx.Request) -> httpx.Response:
        host, path = request.url.host, request.url.raw_path.decode()
        if host == "huggingface.co":
            model = {"id": "m", "inferenceProviderMapping": self.entry, "pipeline_tag": self.tag}
            return httpx.Response(200, json=model)
        if host in ("router.huggingface.co", "api.openai.com"):
            self.sent.append((request.method, path, body_of(request)))
        steps = self.example["exchange"]
        wanted = f"https://{host}{path}"
        for step in steps:
            address = next(v for k, v in step["request"].items() if k in ("GET", "POST"))
            if wanted.endswith(address):
                return reply(step["response"])
        return reply(steps[min(len(self.sent), len(steps)) - 1]["response"])

    @property
    def tag(self) -> str:
        return str(next(iter(self.entry.values()))["task"])


def reply(response: dict[str, Any]) -> httpx.Response:
    if "json" in response:
        return httpx.Response(200, json=response["json"])
    content = base64.b64decode(response.get("base64", ""))
    kind = response.get("content_type", "text/plain")
    return httpx.Response(200, content=content, headers={"content-type": kind})


def body_of(request: httpx.Request) -> Any:
    content = request.content
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/"):
        parts = message_from_bytes(f"content-type: {kind}\r\n\r\n".encode() + content).walk()
        named = [(part.get_param("name", header="content-disposition"), part) for part in parts]
        return {name: part.get_payload() for name, part in named if name is not None}
    try:
        return json.loads(content)
    except ValueError:
        return content


def compared(name: str, method: str, example: dict[str, Any]) -> tuple[Any, Any]:
    """Return what ours and the reference send for an example."""
    import huggingface_hub

    import inferloom
    from inferloom.by_name import operation

    entry = listing(name, example["provider_id"], operation(method).hub_task)
    arguments = python(example["arguments"])
    key = "sk-1" if name == "openai" else "hf_x"
    model = example["model"]

    ours = Recorder(example, entry)
    transport = httpx.MockTransport(ours.answer)
    make: Any = inferloom.InferenceClient
    client = make(provider=name, token=key, http_client=httpx.Client(transport=transport))
    attempt(lambda: getattr(client, method)(**arguments, model=model))

    theirs = Recorder(example, entry)
    hub: Any = huggingface_hub
    hub.set_client_factory(lambda: httpx.Client(transport=httpx.MockTransport(theirs.answer)))
    hub.close_session()
    from huggingface_hub.inference._providers import _common

    _common._fetch_inference_provider_mapping.cache_clear()
    reference = hub.InferenceClient(provider=name, api_key=key)
    attempt(lambda: getattr(reference, method)(**theirs_of(method, arguments), model=model))
    return ours.sent, theirs.sent


def theirs_of(method: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Return arguments as the reference takes them: those that it has no name for as extra_body."""
    named = {
        "text_to_speech": ("voice", "speed"),
        "automatic_speech_recognition": ("language", "return_timestamps"),
    }.get(method, ())
    extra = {n: arguments[n] for n in named if n in arguments} | arguments.get("extra_body", {})
    rest = {n: v for n, v in arguments.items() if n not in (*named, "extra_body")}
    return {**rest, **({"extra_body": extra} if extra else {})}


def attempt(work: Callable[[], Any]) -> None:
    try:
        work()
    except Exception as error:  # an answer that it cannot read: what was sent is what counts
        if isinstance(error, TypeError) and "argument" in str(error):
            raise


def main() -> int:
    """Compare all pairs that the reference has; return 1 if a difference has no reason."""
    import time

    from huggingface_hub.inference import _providers

    theirs_all: Any = _providers.PROVIDERS
    time.sleep = lambda seconds: None  # the reference waits between its questions
    warnings.simplefilter("ignore")
    same = known = faults = 0
    used: set[str] = set()
    for name, spec in PROVIDERS.items():
        for method, task in spec["tasks"].items():
            from inferloom.by_name import operation

            if operation(method).hub_task not in theirs_all.get(name, {}):
                continue
            try:
                ours, theirs = compared(name, method, task["example"])
            except Exception as error:
                ours, theirs = [], [("?", repr(error), None)]
            reason = REASONS.get(f"{name} {method}") or REASONS.get(method)
            if without_nulls(ours) == without_nulls(theirs):
                same += 1
            elif reason is not None:
                known += 1
                used |= {f"{name} {method}", method}
                print(f"{name} {method}: {reason}")
            else:
                faults += 1
                print(f"{name} {method}: NO REASON\n  ours   {ours}\n  theirs {theirs}")
    for stale in REASONS.keys() - used:
        faults += 1
        print(f"{stale}: there is no such difference any more; delete its reason")
    print(
        f"{same + known} pairs that both have: {same} the same, {known} for a reason, "
        f"{faults} without."
    )
    return 1 if faults else 0


def without_nulls(value: Any) -> Any:
    """Return what was sent without what says nothing: null, no parameters, no stream."""
    if isinstance(value, dict):
        inner = {k: without_nulls(v) for k, v in value.items() if v is not None}
        return {k: v for k, v in inner.items() if (k, v) not in SAYS_NOTHING}
    if isinstance(value, (list, tuple)):
        return [without_nulls(item) for item in value]
    return value


if __name__ == "__main__":
    sys.exit(main())
