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

_KINDS = r"\[(sync|async)-"

# What a test's id matches -> why it fails there, each time.
NEVER = {
    r"test_leftovers.py::test_a_connection_with_more_on_it_is_not_used_again"
    + _KINDS
    + "(another answer|a few bytes|an interim answer after it|trailers, and more)": LEFT_OVER,
    r"test_leftovers.py::test_an_answer_that_comes_before_the_request"
    + _KINDS
    + "(direct|tls|tunnel)": LEFT_OVER,
    r"test_leftovers.py::test_a_proxy_that_says_more_than_that_there_is_a_tunnel"
    + _KINDS
    + "(tunnel|tls in tls)": LEFT_OVER,
    r"test_table.py::test_case"
    + _KINDS
    + r"(.*another answer behind it\]|(204|chunks), and another answer|words behind it"
    "|400 with bytes left over|.*longer than content-length)": LEFT_OVER,
    r"test_leftovers.py::test_a_body_without_a_length_ends_with_tls\[\w+-False": CUT,
    r"test_leftovers.py::test_a_stream_that_tls_ends_without_a_word_is_cut": CUT,
    r"test_table.py::test_case\[.*large, \d+ before it is read, then hang": UNHEARD,
    r"test_early_answers.py::test_a_refusal_is_the_answer_each_time\[.*-stop_reading": UNHEARD,
    r"test_early_answers.py::test_bodies_of_all_kinds\[.*-stop_reading": UNHEARD,
    r"test_table.py::test_case\[.*interim answers without end, no timeout": UNCOUNTED,
    r"test_engines.py::test_a_unix_socket_that_is_not_there\[sync": UNCLOSED,
    r"test_leftovers.py::test_a_proxy_that_is_slow_on_purpose": EACH,
    r"test_slow_files.py::test_a_pipe_that_stops_in_the_middle": UNSAID,
    r"test_connections.py::test_a_context_that_offers_http_2": UNSAID,
    r"test_media_policy.py::test_a_connection_to_an_address_serves_no_other.*\[async": LOOKED_UP,
}
# The same for what depends on the moment in which something arrives.
AT_TIMES = {
    r"test_table.py::test_case\[async-.*large, \d+ before it is read": UNHEARD,
    r"test_early_answers.py::test_a_refusal_is_the_answer_each_time\[async-(close|reset)": UNHEARD,
    r"test_early_answers.py::test_a_refusal_by_other_ways\[async-.*-close_late": UNHEARD,
    r"test_early_answers.py::test_a_refusal_by_other_ways\[(sync|async)-.*-stop_reading": UNHEARD,
    r"test_early_answers.py::test_a_refusal_over_tls_and_then_nothing\[async": UNHEARD,
    r"test_early_answers.py::test_bodies_of_all_kinds\[.*-async-close": UNHEARD,
    r"test_early_answers.py::test_other_refusals\[async": UNHEARD,
}
# Who is not heard waits until the time is over, which need not be shown again and again.
NOT_RUN = r"then hang|test_bodies_of_all_kinds\[.*-stop_reading"


def only_native(test: str, engine: str) -> pytest.MarkDecorator | None:
    """Return the mark of a test that fails on an engine; None if it has to hold."""
    if engine == "native" and "socks" not in test:
        return None
    for strict, reasons in ((True, NEVER), (False, AT_TIMES)):
        for found, why in reasons.items():
            if re.search(found, test):
                reason = f"holds on native only: {why}"
                run = not re.search(NOT_RUN, test)
                return pytest.mark.xfail(reason=reason, strict=strict, run=run)
    return None
