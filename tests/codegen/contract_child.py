"""Calls a vendored client in a process that can import nothing but it, httpx and pydantic."""

from __future__ import annotations

import asyncio
import base64
import importlib
import importlib.util
import json
import sys
from typing import Any


def python(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"$base64"}:
            return base64.b64decode(value["$base64"])
        return {key: python(item) for key, item in value.items()}
    return [python(item) for item in value] if isinstance(value, list) else value


def plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"$base64": base64.b64encode(value).decode()}
    if hasattr(value, "items"):
        return {key: plain(item) for key, item in value.items()}
    if hasattr(value, "tolist"):
        return value.tolist()
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def sync(package: Any, url: str, work: list[Any]) -> list[Any]:
    results = []
    with package.InferenceClient(base_url=url, token=False) as client:
        for method, arguments in work:
            result = getattr(client, method)(**python(arguments))
            results.append(plain(list(result) if hasattr(result, "outcome") else result))
    return results


async def awaited(package: Any, url: str, work: list[Any]) -> list[Any]:
    results = []
    async with package.AsyncInferenceClient(base_url=url, token=False) as client:
        for method, arguments in work:
            result = await getattr(client, method)(**python(arguments))
            if hasattr(result, "outcome"):
                result = [chunk async for chunk in result]
            results.append(plain(result))
    return results


def main() -> None:
    site, app, name, url = sys.argv[1:]
    sys.path += [site, app]
    for other in ("numpy", "PIL", "inferloom", "jinja2", "requests"):
        assert importlib.util.find_spec(other) is None, other
    work = json.load(sys.stdin)
    package = importlib.import_module(name)
    results = {"sync": sync(package, url, work), "async": asyncio.run(awaited(package, url, work))}
    print(json.dumps(results))


if __name__ == "__main__":
    main()
