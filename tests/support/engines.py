"""What holds on the native engine only; `docs/engines.md` says the same to users.

The suite runs on each of them: `pytest --engine httpx tests/wire tests/faults`. A test through a
SOCKS proxy goes over httpx in any case.
"""

from __future__ import annotations

import re

__all__ = ["only_native"]

LEFT_OVER = "httpcore may take bytes behind an answer for the next answer"
CUT = "Python's ssl, as httpcore uses it, takes an end of TLS without a word for an end"

# What a test's id matches -> why.
ONLY_NATIVE = {
    r"test_leftovers.py::test_a_connection_with_more_on_it_is_not_used_again": LEFT_OVER,
    r"test_leftovers.py::test_a_body_without_a_length_ends_with_tls": CUT,
    r"test_leftovers.py::test_a_stream_that_tls_ends_without_a_word_is_cut": CUT,
    r"test_leftovers.py::test_a_proxy_that_says_more_than_that_there_is_a_tunnel": LEFT_OVER,
}


def only_native(test: str, engine: str) -> str | None:
    """Return why a test may fail on an engine; None if it has to hold."""
    if engine == "native" and "socks" not in test:
        return None
    return next((why for found, why in ONLY_NATIVE.items() if re.search(found, test)), None)
