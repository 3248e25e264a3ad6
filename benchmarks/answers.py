"""What the benchmark's server says, and how a contender's result is known to be right."""

from __future__ import annotations

import json
from array import array
from base64 import b64encode
from functools import cache
from random import Random

TEXT = "The capital of France is Paris, on the river Seine."
PIECE = " token"
DIMENSIONS = 1024
ROWS = 800  # of 1024 numbers: 10 MB as JSON

COMPLETION = {
    "id": "chatcmpl-7f3a9b2c",
    "object": "chat.completion",
    "created": 1760000000,
    "model": "bench",
    "system_fingerprint": "3.3.0-native",
    "choices": [
        {
            "index": 0,
            "message": {"role": "assistant", "content": TEXT},
            "logprobs": None,
            "finish_reason": "stop",
        }
    ],
    "usage": {"prompt_tokens": 12, "completion_tokens": 13, "total_tokens": 25},
}
MESSAGE = {
    "id": "msg_7f3a9b2c",
    "type": "message",
    "role": "assistant",
    "model": "bench",
    "content": [{"type": "text", "text": TEXT}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 12, "output_tokens": 13},
}


def dumps(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def chunk(last: bool) -> bytes:
    delta = {"role": "assistant", "content": PIECE}
    return dumps(
        {
            "id": "chatcmpl-7f3a9b2c",
            "object": "chat.completion.chunk",
            "created": 1760000000,
            "model": "bench",
            "system_fingerprint": "3.3.0-native",
            "choices": [
                {
                    "index": 0,
                    "delta": delta,
                    "logprobs": None,
                    "finish_reason": "stop" if last else None,
                }
            ],
        }
    )


def chat_events(count: int) -> list[bytes]:
    """Return a chat stream of some chunks, as the blocks that a server writes."""
    blocks = [b"data: %s\n\n" % chunk(False)] * (count - 1)
    return [*blocks, b"data: %s\n\n" % chunk(True), b"data: [DONE]\n\n"]


def message_events(count: int) -> list[bytes]:
    """Return the same in the other format of these services: named events around the pieces."""

    def event(kind: str, **members: object) -> bytes:
        return b"event: %s\ndata: %s\n\n" % (kind.encode(), dumps({"type": kind, **members}))

    delta = event("content_block_delta", index=0, delta={"type": "text_delta", "text": PIECE})
    stop = {"stop_reason": "end_turn", "stop_sequence": None}
    return [
        event("message_start", message={**MESSAGE, "content": [], "stop_reason": None}),
        event("content_block_start", index=0, content_block={"type": "text", "text": ""}),
        *[delta] * count,
        event("content_block_stop", index=0),
        event("message_delta", delta=stop, usage={"output_tokens": count}),
        event("message_stop"),
    ]


@cache
def row(number: int) -> array[float]:
    """Return a vector that client and server both can make, of the size of real ones."""
    generator = Random(number)
    return array("f", [generator.gauss(0.0, 0.03) for _ in range(DIMENSIONS)])


def vectors_as_json(rows: int) -> bytes:
    """Return vectors as the task `feature-extraction` answers: a list of lists of numbers."""
    lines = (b"[%s]" % ",".join(f"{x:.9g}" for x in row(n)).encode() for n in range(rows))
    return b"[%s]" % b",".join(lines)


def vectors_as_base64(rows: int) -> bytes:
    """Return the same vectors as OpenAI-style servers answer: little-endian float32 in base64."""
    data = [
        {"object": "embedding", "index": n, "embedding": b64encode(row(n).tobytes()).decode()}
        for n in range(rows)
    ]
    usage = {"prompt_tokens": rows, "total_tokens": rows}
    return dumps({"object": "list", "data": data, "model": "bench", "usage": usage})
