# Generated from specs/providers/fal-ai.json
# spec sha256:f6d6e7aa7e57. Do not edit: change the spec, then run
# `make generate`.
"""fal: how its tasks are asked for and answered. https://docs.fal.ai/model-apis"""

from __future__ import annotations

from ..calls.given import MISSING, Given, Members, present, whole
from ..calls.operation import Api
from ..calls.provider import Base, JobProtocol, Provider, ProviderTask

JOB = JobProtocol(
    id="request_id",
    poll="{response_url|path}/status",
    state="status",
    pending=("IN_QUEUE", "IN_PROGRESS"),
    done=("COMPLETED",),
    words=("error", "detail"),
    every=0.5,
    result="{response_url|path}",
    position="queue_position",
    logs="logs[].message",
)


def _image_segmentation(args: Given) -> Members:
    """Return the members of a body for `image_segmentation`."""
    return {"image_url": args.data_url("inputs"), "sync_mode": True}


def _text_to_image(args: Given) -> Members:
    """Return the members of a body for `text_to_image`."""
    args.together("parameters.width", "parameters.height")
    return present(
        {
            "prompt": args("inputs"),
            "image_size": whole(
                {"width": args("parameters.width"), "height": args("parameters.height")}
            ),
            "loras": (
                [
                    {
                        "path": args.text(
                            "{}/{}/resolve/main/{}",
                            args.model.files,
                            args.model.hub,
                            args.model.adapter,
                        ),
                        "scale": 1,
                    }
                ]
                if args.model.adapter is not None
                else MISSING
            ),
            "model_name": (
                "stabilityai/stable-diffusion-xl-base-1.0"
                if args.model.adapter is not None and args.model.id == "fal-ai/lora"
                else MISSING
            ),
        }
    )


PROVIDER = Provider(
    name="fal-ai",
    url="https://fal.run",
    tasks={
        "image_segmentation": ProviderTask(
            "/{model}",
            Api(
                _image_segmentation,
                rest="",
                response={"0.label": "=mask", "0.mask": "image.url"},
                files={"0.mask": "base64"},
            ),
            base="queue",
            job=JOB,
        ),
        "text_to_image": ProviderTask(
            "/{model}",
            Api(_text_to_image, rest="", response={"image": "images.0.url"}),
            base="queue",
            job=JOB,
        ),
    },
    bases={"queue": Base("https://queue.fal.run", "_subdomain=queue")},
    key="Key {key}",
    variable="FAL_KEY",
)
