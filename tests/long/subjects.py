"""What `make fuzz` tries beside the decoder of streams; each takes one input by chance.

A subject may raise this package's own errors, and nothing else.
"""

# ruff: noqa: E501
from __future__ import annotations

import asyncio
import contextlib
import pickle
import random
from collections.abc import Callable
from functools import cache
from importlib import import_module
from inspect import signature
from itertools import product
from pathlib import Path
from typing import Any

from inferloom import AsyncInferenceClient, InferenceClient, InferenceError, Limits, Timeout
from inferloom.calls.call import Call
from inferloom.calls.decode import decode
from inferloom.calls.results import Events
from inferloom.errors.body import parse_body
from inferloom.errors.mapping import from_response, from_stream, is_at_fault
from inferloom.media.image_size import pixels
from inferloom.media.mime_types import sniff
from inferloom.models.media import Audio, Video, picture
from inferloom.operations.chat_completion import chat_completion
from inferloom.operations.image_classification import image_classification
from inferloom.origins import origin
from inferloom.policy.deliver import deliver
from inferloom.policy.exchange import exchange
from inferloom.policy.steps import Answer, Send
from inferloom.streams.chunks import ChunkDecoder
from inferloom.streams.lines import LineDecoder
from inferloom.testing._examples import EXAMPLES
from inferloom.testing.answers import _examples, _python
from inferloom.transport.engine import Request
from inferloom.transport.failure import Failure
from tests.long.mutations import RAW, SIZES, TEXTS, VALUES, body, headers, spoiled, value


@cache
def examples() -> list[Any]:
    return [example for method in EXAMPLES for example in _examples(method)]


def content(example: Any) -> bytes:
    return b"".join(block for block in example.wire.blocks if isinstance(block, bytes))


def looked_at(result: Any) -> None:
    """Do with a result what a caller does."""
    repr(result)
    for item in [result, *(result if isinstance(result, list) else ())][:3]:
        for name in dir(type(item)) if hasattr(type(item), "model_fields") else ():
            inherited = name.startswith(("model_", "__"))
            if not inherited and isinstance(getattr(type(item), name), property):
                getattr(item, name)
        if hasattr(item, "model_dump"):
            item.model_dump()


def decoders(generator: random.Random) -> None:
    """Every operation's answers."""
    example = generator.choice([e for e in examples() if isinstance(e.call, Call)])
    kind = example.wire.headers.get("content-type", "")
    result = decode(
        example.call.result,
        body(generator, content(example)),
        headers(generator, kind),
        example.call.operation.name,
    )
    looked_at(result)


def chunks(generator: random.Random) -> None:
    """Every operation's streams, and what they add up to."""
    example = generator.choice([e for e in examples() if isinstance(e.call.result, Events)])
    blocks = [block for block in example.wire.blocks if isinstance(block, bytes)]
    for _ in range(generator.choice((1, 1, 2))):
        place = generator.randrange(len(blocks))
        pick = generator.random()
        if pick < 0.6:
            data = blocks[place].removeprefix(b"data: ").strip()
            blocks[place] = b"data: " + body(generator, data) + b"\n\n"
        elif pick < 0.8:
            blocks[place] = spoiled(generator, blocks[place])
        elif pick < 0.9:
            blocks.insert(place, blocks[place])
        else:
            del blocks[place]
        if not blocks:
            break
    decoder = ChunkDecoder(
        example.call.result, headers(generator, "text/event-stream"), "chat_completion", 4096
    )
    for block in blocks:
        for chunk in decoder.chunks(decoder.events_in(block)):
            looked_at(chunk)
        if decoder.done:
            break
    with contextlib.suppress(InferenceError):
        decoder.finish()
    with contextlib.suppress(InferenceError):
        decoder.usage()
    looked_at(decoder.whole())


_BODIES = [
    b'{"error":"Model is loading","estimated_time":20.5}', b'{"error":{"message":"m","type":"t","code":400}}',
    b'{"error":["a","b"],"error_type":"validation"}', b'{"detail":[{"loc":["body","x"],"msg":"m","type":"t"}]}',
    b"<html><head><title>502 Bad Gateway</title></head><body><h1>x</h1></body></html>", b"<Error><Message>m</Message></Error>",
    b'{"message":"{\\"error\\":{\\"message\\":\\"inner\\"}}"}', b"plain words", b'{"errors":[{"message":"a"},"b"]}', b"",
    b'{"object":"error","message":"m","code":40001}',
]  # fmt: skip


def errors(generator: random.Random) -> None:
    """Answers with an error status, and what is decided of them."""
    status = generator.choice(
        (300, 307, 400, 401, 404, 407, 408, 413, 422, 429, 500, 501, 503, 504, 599, 999)
    )
    found, told = body(generator, generator.choice(_BODIES)), headers(generator)
    error = from_response(status, told, found, operation="x", url=generator.choice(TEXTS))
    _looked_at_error(error)
    is_at_fault(error)
    _looked_at_error(from_stream(parse_body(found), told, operation="x"))
    steps = deliver(
        _session(), Request("POST", "https://a.example/x", {}, b"{}"), _deadline(), False, "x", True
    )
    step = next(steps)
    with contextlib.suppress(StopIteration):
        for _ in range(4):
            step = steps.send(Answer(status, told, found) if isinstance(step, Send) else None)


def _looked_at_error(error: InferenceError) -> None:
    str(error)
    repr(error)
    str(pickle.loads(pickle.dumps(error)))


@cache
def _client() -> InferenceClient:
    return InferenceClient(base_url="http://127.0.0.1:9", token="hf_x", max_retries=2)


def _session() -> Any:
    return _client()._session


def _deadline() -> Any:
    from inferloom.transport.deadline import Deadline

    return Deadline(Timeout(total=600))


def inflating(generator: random.Random) -> None:
    """Compressed answers, line by line and whole."""
    import gzip
    import zlib

    data = b"\n".join(generator.choice(RAW[:-1]) for _ in range(generator.randint(0, 5)))
    packed = generator.choice(
        (gzip.compress, zlib.compress, lambda x: zlib.compress(x)[2:-4], bytes)
    )(data)
    if generator.random() < 0.7:
        packed = spoiled(generator, packed)
    encoding = generator.choice(
        ("gzip", "deflate", "x-gzip", "GZIP", "gzip, gzip", "br", "", " gzip ")
    )
    decoder = LineDecoder({"content-encoding": encoding}, "post", 4096)
    for _ in decoder.feed(packed):
        pass
    decoder.finish()


@cache
def files() -> list[bytes]:
    """Return pictures and sound of all kinds that are read."""
    import io
    import struct

    from PIL import Image as Pictures

    found = [content(e) for e in examples() if e.wire.headers["content-type"][:5] in _MEDIA]
    for mode, form in product(("1", "L", "P", "RGB", "RGBA", "I;16"), _FORMS):
        target = io.BytesIO()
        with contextlib.suppress(OSError, KeyError, ValueError):  # not every form has every mode
            Pictures.new(mode, (9, 7)).save(target, form)
            found.append(target.getvalue())
    target = io.BytesIO()
    frames = [Pictures.new("L", (5, 5), n) for n in range(4)]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    found.append(target.getvalue())
    for kind, width, channels in product((1, 3, 0xFFFE), (1, 2, 3, 4, 8), (1, 2)):
        head = struct.pack("<HHIIHH", kind, channels, 8000, 0, width * channels, 8 * width)
        head += bytes(8) + struct.pack("<H", 3) + bytes(14)
        sound = b"fmt " + struct.pack("<I", len(head)) + head
        sound += b"data" + struct.pack("<I", 48) + bytes(range(48))
        found.append(b"RIFF" + struct.pack("<I", len(sound) + 4) + b"WAVE" + sound)
    return found


_MEDIA = ("image", "audio")
_FORMS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "PPM", "TGA", "ICO", "PCX", "AVIF")


def media(generator: random.Random) -> None:
    """Pictures and sound, as files and as results."""
    data = spoiled(generator, generator.choice(files()))[:300_000]
    kind = generator.choice((None, "image/png", "audio/wav", "video/mp4", "a;b", "", "\x00"))
    for name in ("image", "audio", "video"):
        sniff(data[:512], name)
    pixels(lambda at, size: data[at : at + size])
    for result in (Audio(data, kind), Video(data, kind)):
        repr(result)
        result._repr_html_()
    audio = Audio(data, kind)
    assert audio.sampling_rate is None or audio.sampling_rate > 0
    with contextlib.suppress(InferenceError):
        audio.to_numpy()
    with contextlib.suppress(InferenceError):
        picture(data)


# Arguments -------------------------------------------------------------------------------------


def strange(generator: random.Random) -> Any:
    """Return what nobody should pass."""
    pick = generator.random()
    if pick < 0.6:
        return value(generator)
    if pick < 0.9:
        return generator.choice(_STRANGE)()
    return generator.choice((RAW, SIZES, TEXTS, VALUES))


def _endless() -> Any:
    found: list[Any] = []
    found.append(found)
    return found


def _deep() -> Any:
    found: Any = []
    for _ in range(5000):
        found = [found]
    return found


_STRANGE: list[Callable[[], Any]] = [
    _endless, _deep, object, lambda: object, lambda: {1: 2}, lambda: {1, 2}, lambda: (1,), lambda: b"\xff", lambda: bytearray(3),
    lambda: iter([1]), lambda: 10**5000, lambda: complex(1), lambda: range(3), lambda: len, lambda: Path("/nonexistent"),
    lambda: memoryview(b"abc"), lambda: {"role": "user", "content": _endless()}, lambda: [{"role": 1}], lambda: ["\ud800"],
    lambda: {"\ud800": 1}, lambda: {None: 1}, lambda: type("T", (), {}), lambda: [b"a"], lambda: "/", lambda: ".", lambda: NotImplemented,
    lambda: "http://127.0.0.1:1/" + "a" * 3000, lambda: "https://user:pass@host:bad/", lambda: "a\nb", lambda: "../x", lambda: "a b",
    lambda: float("nan"), lambda: Timeout(), lambda: Limits(), lambda: InferenceError("x"), lambda: [float("inf")],
]  # fmt: skip


@cache
def builders() -> list[tuple[str, Any, list[str], list[dict[str, Any]]]]:
    found = []
    for method, entry in EXAMPLES.items():
        build = getattr(import_module(f"inferloom.operations.{entry['module']}"), method)
        arguments = [_python(example["arguments"]) for example in entry["examples"]]
        found.append((method, build, list(signature(build).parameters), arguments))
    return found


def arguments(generator: random.Random) -> None:
    """Every argument of every operation, up to the request; in both clients."""
    method, build, names, good = generator.choice(builders())
    given = dict(generator.choice(good))
    for _ in range(generator.choice((1, 1, 2))):
        given[generator.choice(names)] = strange(generator)
    if generator.random() < 0.5:
        call = build(**given)
        call.curl()
        repr(call)
        steps = exchange(_session(), call)
        try:
            step = next(steps)
            if isinstance(step, Send):
                origin(step.request.url)
                block = step.request.content
                for _ in () if isinstance(block, (bytes, type(None))) else block:
                    pass
        finally:
            steps.close()
    elif generator.random() < 0.5:
        getattr(_instant(), method)(**given)
    else:
        asyncio.run(_awaited(method, given))


@cache
def _instant() -> Any:
    from inferloom.driver.sync import Driver

    client = InferenceClient(base_url="http://127.0.0.1:9", token=False, max_retries=0)
    client._driver_of = Driver(client._session, _Nobody())
    return client


async def _awaited(method: str, given: dict[str, Any]) -> None:
    from inferloom.driver.aio import AsyncDriver

    client = AsyncInferenceClient(base_url="http://127.0.0.1:9", token=False, max_retries=0)
    nobody: Any = _Nobody(awaited=True)
    client._driver_of = AsyncDriver(client._session, nobody)
    await getattr(client, method)(**given)


class _Nobody:
    """An engine that reads a request and has no answer."""

    def __init__(self, awaited: bool = False) -> None:
        self._awaited = awaited

    def open(self, request: Request, deadline: Any) -> Any:
        if not isinstance(request.content, (bytes, type(None))):
            for _ in request.content:
                pass
        failure = Failure("connect", "nobody is there", sent=False)
        if not self._awaited:
            raise failure

        async def fail() -> Any:
            raise failure

        return fail()

    def close(self) -> None: ...


_URLS = ["http://", "https://", "http://[", "http://a:b", "http://a:-1", "http://a:99999", "http://\x00", "http://a\u202e.b",
         "http://" + "a" * 300, "http://a..b", "http://.", "http://xn--", "http://xn--a" + "é", "http://[::1", "http://[v1.a]/",
         "HTTP://a", "http://a/\ud800", "http://a/%zz", "http://a?x#y", "http://@", "http://:80", "http:///x", "http://1.1.1.1.1",
         "http://٣", "https://a b", "http://a\r\nHost: b", "//a", "ftp://a", "org/model", "a/b/c", "-", "..", "http://a:８０/"]  # fmt: skip


def _chat(model: str | None = None) -> Any:
    return chat_completion([{"role": "user", "content": "x"}], model=model)


def constructors(generator: random.Random) -> None:
    """The arguments of the clients, of Timeout and Limits, and URLs."""
    kind: Any = generator.choice((InferenceClient, AsyncInferenceClient, Timeout, Limits))
    names = [name for name in signature(kind).parameters if name != "self"]
    given: dict[str, Any] = {}
    for _ in range(generator.choice((1, 1, 2))):
        name = generator.choice(names)
        url = name in ("model", "base_url", "proxies") and generator.random() < 0.7
        given[name] = generator.choice(_URLS) if url else strange(generator)
    made = kind(**given)
    if kind in (Timeout, Limits):
        made = InferenceClient("http://127.0.0.1:9", **{kind.__name__.lower(): made})
    repr(made)
    if isinstance(made, InferenceClient):
        call = _chat()
        steps = exchange(made._session, call)
        try:
            step = next(steps)
            if isinstance(step, Send):
                origin(step.request.url)
        finally:
            steps.close()
        made.close()


def urls(generator: random.Random) -> None:
    """A stranger's text as a file, and a model's name or address."""
    text = generator.choice((*_URLS, *TEXTS))
    if generator.random() < 0.5:
        text = spoiled(generator, text.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")
    if generator.random() < 0.5:
        call = _chat(model=text)
    else:
        policy: Any = generator.choice((None, "untrusted"))
        call = image_classification(text)
        steps = exchange(_client().with_options(media_policy=policy)._session, call)
        try:
            next(steps)
        finally:
            steps.close()
        return
    steps = exchange(_session(), call)
    try:
        step = next(steps)
        if isinstance(step, Send):
            origin(step.request.url)
    finally:
        steps.close()


SUBJECTS: dict[str, Callable[[random.Random], None]] = {
    "decoders": decoders,
    "chunks": chunks,
    "errors": errors,
    "inflating": inflating,
    "media": media,
    "arguments": arguments,
    "constructors": constructors,
    "urls": urls,
}
