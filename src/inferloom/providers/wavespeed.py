# Generated from specs/providers/wavespeed.json
# spec sha256:63b1be188ef8. Do not edit: change the spec, then run
# `make generate`.
"""WaveSpeedAI: how its tasks are asked for and answered. https://wavespeed.ai/docs"""

from __future__ import annotations

from typing import Any

from ..calls.given import MISSING, Given, Members, first, present
from ..calls.operation import Api
from ..calls.provider import JobProtocol, Provider, ProviderTask

JOB = JobProtocol(
    id="data.id",
    poll="{data.urls.get|path}",
    state="data.status",
    pending=("created", "processing"),
    done=("completed",),
    failed=("failed",),
    words=("data.error",),
    every=0.5,
)


def _image(args: Given) -> Any:
    """Return the part `image` of several bodies."""
    return first(
        args("inputs"),
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
    )


def _image_text_to_image(args: Given) -> Members:
    """Return the members of a body for `image_text_to_image` and `image_text_to_video`."""
    return {"image": _image(args), "images": [_image(args)]}


def _image_to_image(args: Given) -> Members:
    """Return the members of a body for `image_to_image` and `image_to_video`."""
    return {"image": args.data_url("inputs")}


def _loras(args: Given) -> Any:
    """Return the part `loras` of several bodies."""
    return [{"path": args.model.hub, "scale": 1}] if args.model.adapter is not None else MISSING


def _text_to_image(args: Given) -> Members:
    """Return the members of a body for `text_to_image` and `text_to_video`."""
    return present({"prompt": args("inputs"), "loras": _loras(args)})


PROVIDER = Provider(
    name="wavespeed",
    url="https://api.wavespeed.ai",
    tasks={
        "image_text_to_image": ProviderTask(
            "/api/v3/{model}",
            Api(_image_text_to_image, rest="", response={"image": "data.outputs.0"}),
            job=JOB,
        ),
        "image_text_to_video": ProviderTask(
            "/api/v3/{model}",
            Api(_image_text_to_image, rest="", response={"video": "data.outputs.0"}),
            job=JOB,
        ),
        "image_to_image": ProviderTask(
            "/api/v3/{model}",
            Api(_image_to_image, rest="", response={"image": "data.outputs.0"}),
            job=JOB,
        ),
        "image_to_video": ProviderTask(
            "/api/v3/{model}",
            Api(_image_to_image, rest="", response={"video": "data.outputs.0"}),
            job=JOB,
        ),
        "text_to_image": ProviderTask(
            "/api/v3/{model}",
            Api(_text_to_image, rest="", response={"image": "data.outputs.0"}),
            job=JOB,
        ),
        "text_to_video": ProviderTask(
            "/api/v3/{model}",
            Api(_text_to_image, rest="", response={"video": "data.outputs.0"}),
            job=JOB,
        ),
    },
    variable="WAVESPEED_API_KEY",
)
