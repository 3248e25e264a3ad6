# Generated from specs/providers/replicate.json
# spec sha256:a639909b97bc. Do not edit: change the spec, then run
# `make generate`.
"""Replicate: how its tasks are asked for and answered. https://replicate.com/docs/reference/http"""

from __future__ import annotations

from ..calls.given import MISSING, Given, Members, present
from ..calls.operation import Api
from ..calls.provider import JobProtocol, Provider, ProviderTask

JOB = JobProtocol(
    id="id",
    poll="{urls.get|path}",
    state="status",
    pending=("starting", "processing"),
    done=("succeeded",),
    failed=("failed", "aborted"),
    cancelled=("canceled",),
    words=("error",),
    every=1,
    logs="logs",
)


def _predictions_path(args: Given) -> str:
    """Return the path for `text_to_image`."""
    return "/v1/predictions" if ":" in args.model.id else f"/v1/models/{args.model.id}/predictions"


def _text_to_image(args: Given) -> Members:
    """Return the members of a body for `text_to_image`."""
    return present(
        {
            "version": (args.model.version if ":" in args.model.id else MISSING),
            "input": present(
                {
                    "prompt": args("inputs"),
                    "lora_weights": (
                        f"https://huggingface.co/{args.model.hub}"
                        if args.model.adapter is not None
                        else MISSING
                    ),
                }
            ),
        }
    )


PROVIDER = Provider(
    name="replicate",
    url="https://api.replicate.com",
    tasks={
        "text_to_image": ProviderTask(
            _predictions_path,
            Api(_text_to_image, rest="input", response={"image": ("output.0", "output")}),
            job=JOB,
        )
    },
    headers={"prefer": "wait"},
    variable="REPLICATE_API_TOKEN",
)
