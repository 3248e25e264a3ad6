"""docs/reliability.md: its blocks, executed, and its tables, compared with the code."""

from __future__ import annotations

import re

import pytest

import inferloom
from inferloom import Limits, MediaPolicy, Timeout
from inferloom.policy import retry
from tests.docs.pages import DOCS, run_python
from tests.faults.cases import CASES

PAGE = (DOCS / "reliability.md").read_text()


def test_the_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.02)
    monkeypatch.setenv("HF_TOKEN", "hf_found")
    with pytest.warns(UserWarning, match="was not sent to"):
        assert run_python("reliability.md") == 6


def test_the_numbers_are_those_of_the_code() -> None:
    statuses = re.search(r"\| status ([\d, or]+) \|", PAGE)
    assert statuses is not None
    assert {int(number) for number in re.findall(r"\d+", statuses[1])} == retry.RETRIED
    assert "status 500 to 599, without 501 and 505" in PAGE
    assert {501, 505} == retry.NEVER_RETRIED
    assert f"a table of {len(CASES)} cases" in PAGE
    measured = re.search(r"of the (\d+) cases that there were", PAGE)
    assert measured is not None and int(measured[1]) <= len(CASES)
    assert {int(number) for number in re.findall(r"\d+ of (\d+) \|", PAGE)} == {int(measured[1])}
    limits = Limits()
    assert (limits.max_response_bytes, limits.max_event_bytes) == (256 * 1024**2, 64 * 1024**2)
    assert (limits.largest(False), limits.largest(True)) == (256 * 1024**2, 1024**3)
    assert Limits(max_response_bytes=9).largest(True) == 9
    assert (limits.max_connections, limits.keepalive) == (1000, 60)
    assert Timeout() == Timeout(total=None, connect=10, idle=600)
    untrusted = MediaPolicy.untrusted()
    assert (untrusted.schemes, untrusted.ports, untrusted.data_urls) == (
        ("https",),
        (443,),
        "allow",
    )
    assert (untrusted.max_bytes, untrusted.max_pixels, untrusted.max_seconds) == (50e6, 50e6, 60)


def test_every_error_is_on_the_page() -> None:
    for name in inferloom.__all__:
        if name.endswith("Error"):
            assert f"`{name}`" in PAGE, name
