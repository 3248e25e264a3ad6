"""The endpoint's description: as a document for programs, and as a page for people."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from inferloom_local.api.envelope import Failure

FOLDER = Path(__file__).resolve().parents[1] / "page"
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}

HEADERS = {
    # The page needs nothing from elsewhere, and the browser sees to it. Answers may be files.
    "content-security-policy": (
        "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}


class Pages:
    """Handlers that show what is served here."""

    def __init__(self, description: Mapping[str, Any]) -> None:
        self._description = description
        self._files = {path.name: path.read_bytes() for path in FOLDER.iterdir()}

    async def openapi(self, request: Request) -> Response:
        """`GET /openapi.json`, with the address that it was asked for at."""
        servers = [{"url": str(request.base_url).rstrip("/")}]
        return JSONResponse({**self._description, "servers": servers})

    async def page(self, request: Request) -> Response:
        """`GET /docs`."""
        return self._file("index.html")

    async def part(self, request: Request) -> Response:
        """`GET /docs/{file}`: the page's scripts and style."""
        return self._file(request.path_params["file"])

    def _file(self, name: str) -> Response:
        kind = _KINDS.get(Path(name).suffix)
        if name not in self._files or kind is None:
            raise Failure(404, f"The page has no file {name}")
        return Response(self._files[name], media_type=kind, headers=HEADERS)
