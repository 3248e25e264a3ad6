"""What an engine may do in another way; `docs/engines.md` says the same to users.

The suite runs on each of them: `pytest --engine fast tests/wire tests/faults`.
"""

from __future__ import annotations

from inferloom.transport import engines

__all__ = ["IN_ITS_OWN_WAY", "is_native"]

# Cases of the fault table in which pyreqwest ends otherwise. It has no way to be told.
IN_ITS_OWN_WAY = {
    "fast": {
        # 100 headers are its limit.
        "1,000 headers": "InferenceConnectionError",
        # It skips interim answers without counting them, until the time is over.
        "interim answers without end, no timeout": "InferenceTimeoutError",
    }
}


def is_native() -> bool:
    """Whether calls go through a native pool.

    It opens a connection for a call that comes before the last one's is back, keeps it beside that
    of streams, and belongs to no event loop.
    """
    return engines.PREFERRED[0] == "fast"
