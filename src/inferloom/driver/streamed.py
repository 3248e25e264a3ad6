"""What decodes an answer that is read as it comes, and what came whole in place of a stream."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..calls.call import StreamCall
from ..errors import InferenceError
from ..limits import Limits
from ..policy.steps import Answer
from ..secret_texts import conceal
from ..transport.engine import cut

if TYPE_CHECKING:
    from ..streams.chunks import ChunkDecoder
    from ..streams.lines import LineDecoder

__all__ = ["chunk_decoder", "is_in_one_piece", "judged", "largest_piece", "line_decoder"]


def chunk_decoder(
    call: StreamCall[Any], answer: Answer, limits: Limits, beside: int = 0
) -> ChunkDecoder:
    """Return what decodes a stream of chunks, while some bytes of the answer are held beside."""
    from ..streams.chunks import ChunkDecoder

    decoder = ChunkDecoder(
        call.result, answer.headers, call.operation.name, limits.max_event_bytes, beside
    )
    decoder.sent = answer.sent
    return decoder


def line_decoder(operation: str, answer: Answer, limits: Limits) -> LineDecoder:
    """Return what decodes a stream of lines."""
    from ..streams.lines import LineDecoder

    return LineDecoder(answer.headers, operation, limits.max_event_bytes)


def is_in_one_piece(answer: Answer) -> bool:
    """Return whether an answer says that it is no stream."""
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    return kind in ("application/json", "text/html")


def largest_piece(limits: Limits) -> int:
    """Return the largest answer in one piece where a stream is wanted: it is like one event."""
    return min(limits.max_response_bytes, limits.max_event_bytes)


def judged(call: StreamCall[Any], answer: Answer, content: bytes, limits: Limits) -> Answer:
    """Return an answer in one piece, where a stream was asked for, as one that can be decoded.

    Raises:
        InferenceError: If it is neither what was asked for nor a stream under a wrong name.
    """
    headers = {name: v for name, v in answer.headers.items() if name != "content-encoding"}
    answer = replace(answer, headers=headers)
    decoder = chunk_decoder(call, answer, limits)
    try:
        if not any(map(decoder.events_of, cut(content))):
            list(decoder.last())
            decoder.finish()
    except InferenceError as error:
        conceal(error, answer.sent)
        error.attempts = answer.attempts
        raise
    return answer
