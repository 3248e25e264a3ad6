"""What holds on the native engine only; `docs/engines.md` says the same to users.

The suite runs on each of them: `pytest --engine httpx tests/wire tests/faults`. A test through a
SOCKS proxy goes over httpx in any case.
"""

from __future__ import annotations

import re

import pytest

__all__ = ["only_native"]

LEFT_OVER = "httpcore may take bytes behind an answer for the next answer"
CUT = "Python's ssl, as httpcore uses it, takes an end of TLS without a word for an end"
UNHEARD = "httpcore hears nothing while it sends, and asyncio drops what came before a reset"
UNCOUNTED = "httpcore reads interim answers without counting them"
UNCLOSED = "httpcore leaves it to Python to close a Unix socket that it cannot connect"
EACH = "httpcore gives each read of what a proxy says the whole time to connect"
UNSAID = "the error is the same, and says less of what to do"
LOOKED_UP = "the test answers our own look-ups of names, and the libraries make theirs"

# What a test's id matches -> why.
ONLY_NATIVE = {
    r"test_leftovers.py::test_a_connection_with_more_on_it_is_not_used_again": LEFT_OVER,
    r"test_leftovers.py::test_a_body_without_a_length_ends_with_tls": CUT,
    r"test_leftovers.py::test_a_stream_that_tls_ends_without_a_word_is_cut": CUT,
    r"test_leftovers.py::test_a_proxy_that_says_more_than_that_there_is_a_tunnel": LEFT_OVER,
    r"test_table.py::test_case\[.*(behind it|another answer|left over|longer than)": LEFT_OVER,
    r"test_table.py::test_case\[.*large, \d+ before it is read": UNHEARD,
    r"test_table.py::test_case\[.*interim answers without end, no timeout": UNCOUNTED,
    r"test_early_answers.py::": UNHEARD,
    r"test_engines.py::test_a_unix_socket_that_is_not_there\[sync": UNCLOSED,
    r"test_leftovers.py::test_an_answer_that_comes_before_the_request": LEFT_OVER,
    r"test_leftovers.py::test_a_proxy_that_is_slow_on_purpose": EACH,
    r"test_slow_files.py::test_a_pipe_that_stops_in_the_middle": UNSAID,
    r"test_connections.py::test_a_context_that_offers_http_2": UNSAID,
    r"test_media_policy.py::test_a_connection_to_an_address_serves_no_other": LOOKED_UP,
}


def only_native(test: str, engine: str) -> pytest.MarkDecorator | None:
    """Return the mark of a test that may fail on an engine; None if it has to hold."""
    if engine == "native" and "socks" not in test:
        return None
    why = next((why for found, why in ONLY_NATIVE.items() if re.search(found, test)), None)
    if why is None:
        return None
    # Who is not heard waits until the time is over, which need not be shown again and again.
    return pytest.mark.xfail(
        reason=f"holds on native only: {why}", strict=False, run="then hang" not in test
    )
