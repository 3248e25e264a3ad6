"""Redirects: where to, with what, and which are not followed."""

from __future__ import annotations

from ..origins import origin
from ..transport.engine import Request
from ..url_text import without_user
from .steps import Answer

__all__ = ["MAX_REDIRECTS", "in_the_open", "location", "redirected"]

MAX_REDIRECTS = 5


def redirected(request: Request, answer: Answer) -> Request | None:
    """Return the request to send instead, or None if the redirect must not be followed.

    A POST is repeated for 307 and 308 only: for the others a client would turn it into a GET and
    lose the body. What was sent in secret is not sent again in the open, and nothing that proves
    who the caller is crosses to another origin.
    """
    url = location(request, answer)
    if url is None or in_the_open(request, answer):
        return None
    headers, foreign = request.headers, request.foreign
    if origin(url) != origin(request.url):
        headers = {name: value for name, value in headers.items() if name in _CROSSING}
        foreign = True
    return request._replace(url=without_user(url), headers=headers, foreign=foreign)


# What tells another origin about the message, and nothing about who sends it.
_CROSSING = frozenset(
    {
        "user-agent",
        "accept",
        "accept-encoding",
        "content-type",
        "content-length",
        "transfer-encoding",
        "idempotency-key",
    }
)


def location(request: Request, answer: Answer) -> str | None:
    """Return the http(s) URL that an answer redirects a request to, or None if it does not."""
    location = answer.headers.get("location")
    allowed = (301, 302, 303, 307, 308) if request.method in ("GET", "HEAD") else (307, 308)
    if not location or answer.status not in allowed:
        return None
    from urllib.parse import urljoin

    try:
        url = urljoin(request.url, location)
        origin(url)
    except ValueError:  # it is no URL, or of another scheme
        return None
    return url


def in_the_open(request: Request, answer: Answer) -> bool:
    """Whether an answer redirects from https to http."""
    url = location(request, answer)
    return url is not None and (origin(request.url)[0], origin(url)[0]) == ("https", "http")
