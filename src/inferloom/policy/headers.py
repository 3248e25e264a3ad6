"""Headers of requests, credentials included: which go where."""

from __future__ import annotations

from urllib.parse import quote

from ..config import BILL_TO, Config, user_agent
from ..origins import basic, origin
from ..secret_texts import Hidden
from ..url_text import is_url

__all__ = ["hub_headers", "request_headers", "with_keys"]


def request_headers(config: Config, url: str, model: str | None = None) -> dict[str, str]:
    """Return the client's headers for a request to a URL, credentials included.

    Args:
        config: The client's configuration.
        url: Where the request goes.
        model: Model id or URL of this call.
    """
    headers = dict(config.headers)
    if "authorization" not in headers:
        authorization = config.credentials.authorization(url, config.endpoints)
        if authorization is None:
            authorization = user_of(config, url, model)
        if authorization is not None:
            headers["authorization"] = authorization
    if "accept-encoding" not in headers:
        headers["accept-encoding"] = "gzip, deflate"
    if config.bill_to is not None and url.startswith(f"{config.endpoints.router}/"):
        headers[BILL_TO] = config.bill_to
    return headers


def with_keys(config: Config, headers: dict[str, str], url: str) -> str:
    """Put what proves who the caller is where an API of no models wants it; return the URL.

    Args:
        config: The client's configuration.
        headers: Headers of the request; those of the caller stay.
        url: Where it goes: the client's own server, or one that the API's description names.
    """
    for place, name, value in config.keys:
        if place == "query":
            url += f"{'&' if '?' in url else '?'}{name}={quote(value, safe='')}"
        elif place == "cookie":
            pair = f"{name}={value}"
            headers["cookie"] = Hidden("; ".join(filter(None, (headers.get("cookie"), pair))))
        elif name not in config.headers:
            headers[name] = value
    return url


def user_of(config: Config, url: str, model: str | None = None) -> str | None:
    """Return the `Authorization` header for the user of the URL that the caller gave, or None."""
    endpoints = config.endpoints
    given = [config.base_url, config.model, endpoints.inference, endpoints.hub]
    if model is not None and is_url(model):
        given = [model]
    for address in given:
        if address is None or "@" not in address or not is_url(address):
            continue
        if origin(address) == origin(url):
            return basic(address)
    return None


def hub_headers(config: Config, url: str) -> dict[str, str]:
    """Return the headers of a question to the hub, which is not the caller's own server.

    The caller's headers and cookies are for that, and so is a token, unless it is one of the hub.
    """
    headers = {"user-agent": config.headers.get("user-agent") or user_agent()}
    authorization = config.credentials.for_hub(url, config.endpoints) or user_of(config, url)
    if authorization is not None:
        headers["authorization"] = authorization
    headers["accept-encoding"] = "gzip, deflate"
    return headers
