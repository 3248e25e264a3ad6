# Generated from specs/providers/replicate.json
# spec sha256:3c98d20af902. Do not edit: change the spec, then run
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
    """Return the path for `automatic_speech_recognition`, `image_to_image`, `text_to_image`,
    `text_to_speech` and `text_to_video`.
    """
    return "/v1/predictions" if ":" in args.model.id else "/v1/models/{model}/predictions"


def _automatic_speech_recognition(args: Given) -> Members:
    """Return the members of a body for `automatic_speech_recognition`."""
    return present({"version": args.model.version, "input": {"audio": args.data_url("inputs")}})


def _image_to_image(args: Given) -> Members:
    """Return the members of a body for `image_to_image`."""
    return present(
        {
            "version": args.model.version,
            "input": present(
                {
                    "image": args.data_url("inputs"),
                    "images": [args.data_url("inputs")],
                    "input_image": args.data_url("inputs"),
                    "input_images": [args.data_url("inputs")],
                    "lora_weights": (
                        f"https://huggingface.co/{args.model.hub}"
                        if args.model.adapter is not None
                        else MISSING
                    ),
                }
            ),
        }
    )


def _text_to_image(args: Given) -> Members:
    """Return the members of a body for `text_to_image`."""
    return present(
        {
            "version": args.model.version,
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


def _text_to_speech(args: Given) -> Members:
    """Return the members of a body for `text_to_speech`."""
    return present({"version": args.model.version, "input": {"text": args("inputs")}})


def _text_to_video(args: Given) -> Members:
    """Return the members of a body for `text_to_video`."""
    return present({"version": args.model.version, "input": {"prompt": args("inputs")}})


PROVIDER = Provider(
    name="replicate",
    url="https://api.replicate.com",
    tasks={
        "automatic_speech_recognition": ProviderTask(
            _predictions_path,
            Api(
                _automatic_speech_recognition,
                rest="input",
                response={
                    "text": (
                        "output|text",
                        "output.0|text",
                        "output.transcription|text",
                        "output.translation|text",
                        "output.txt_file",
                    )
                },
                files={"text": "text"},
            ),
            job=JOB,
        ),
        "image_to_image": ProviderTask(
            _predictions_path,
            Api(_image_to_image, rest="input", response={"image": ("output.0", "output")}),
            job=JOB,
        ),
        "text_to_image": ProviderTask(
            _predictions_path,
            Api(_text_to_image, rest="input", response={"image": ("output.0", "output")}),
            job=JOB,
        ),
        "text_to_speech": ProviderTask(
            _predictions_path,
            Api(_text_to_speech, rest="input", response={"audio": ("output.0", "output")}),
            job=JOB,
        ),
        "text_to_video": ProviderTask(
            _predictions_path,
            Api(_text_to_video, rest="input", response={"video": ("output.0", "output")}),
            job=JOB,
        ),
    },
    headers={"prefer": "wait"},
    variable="REPLICATE_API_TOKEN",
)
