# Generated from specs/providers/fal-ai.json
# spec sha256:2e7c3a7de685. Do not edit: change the spec, then run
# `make generate`.
"""fal: how its tasks are asked for and answered. https://docs.fal.ai/model-apis"""

from __future__ import annotations

from typing import Any

from ..calls.given import MISSING, Given, Members, present, some, whole
from ..calls.operation import Api
from ..calls.provider import Base, JobProtocol, Provider, ProviderTask

AUDIO_TYPES = {
    "audio/mpeg": "audio/mpeg",
    "audio/mp3": "audio/mpeg",
    "audio/wav": "audio/x-wav",
    "audio/wave": "audio/x-wav",
    "audio/x-wav": "audio/x-wav",
    "audio/webm": "video/webm",
    "video/webm": "video/webm",
}
JOB = JobProtocol(
    id="request_id",
    poll="{response_url|path}/status",
    state="status",
    pending=("IN_QUEUE", "IN_PROGRESS"),
    done=("COMPLETED",),
    failed=("FAILED",),
    cancelled=("CANCELLED",),
    words=("error", "detail"),
    every=0.5,
    result="{response_url|path}",
    position="queue_position",
    logs="logs[].message",
)


def _audio_to_audio(args: Given) -> Members:
    """Return the members of a body for `audio_to_audio` and `automatic_speech_recognition`."""
    return {"audio_url": args.data_url("inputs", AUDIO_TYPES)}


def _image_segmentation(args: Given) -> Members:
    """Return the members of a body for `image_segmentation`."""
    return {"image_url": args.data_url("inputs"), "sync_mode": True}


def _edit_or_make_path(args: Given) -> str:
    """Return the path for `image_text_to_image` and `image_text_to_video`."""
    return "/{model.parent}" if not args.has("inputs") and not args.model.routed else "/{model}"


def _loras(args: Given) -> Any:
    """Return the part `loras` of several bodies."""
    return (
        [
            {
                "path": args.text(
                    "{}/{}/resolve/main/{}", args.model.files, args.model.hub, args.model.adapter
                ),
                "scale": 1,
            }
        ]
        if args.model.adapter is not None
        else MISSING
    )


def _image_text_to_image(args: Given) -> Members:
    """Return the members of a body for `image_text_to_image`."""
    return present(
        {
            "image_url": args.data_url("inputs"),
            "image_urls": some([args.data_url("inputs")]),
            "loras": _loras(args),
        }
    )


def _image_text_to_video(args: Given) -> Members:
    """Return the members of a body for `image_text_to_video` and `image_to_video`."""
    return present({"image_url": args.data_url("inputs"), "loras": _loras(args)})


def _image_to_image(args: Given) -> Members:
    """Return the members of a body for `image_to_image`."""
    return present(
        {
            "image_url": args.data_url("inputs"),
            "image_urls": [args.data_url("inputs")],
            "image_size": args("parameters.target_size"),
            "loras": _loras(args),
        }
    )


def _text_to_audio(args: Given) -> Members:
    """Return the members of a body for `text_to_audio`."""
    return {"prompt": args("inputs")}


def _text_to_image(args: Given) -> Members:
    """Return the members of a body for `text_to_image`."""
    args.together("parameters.width", "parameters.height")
    return present(
        {
            "prompt": args("inputs"),
            "image_size": whole(
                {"width": args("parameters.width"), "height": args("parameters.height")}
            ),
            "loras": _loras(args),
            "model_name": (
                "stabilityai/stable-diffusion-xl-base-1.0"
                if args.model.adapter is not None and args.model.id == "fal-ai/lora"
                else MISSING
            ),
        }
    )


def _text_to_speech(args: Given) -> Members:
    """Return the members of a body for `text_to_speech`."""
    return {"text": args("inputs")}


def _text_to_video(args: Given) -> Members:
    """Return the members of a body for `text_to_video`."""
    return present({"prompt": args("inputs"), "loras": _loras(args)})


PROVIDER = Provider(
    name="fal-ai",
    url="https://fal.run",
    tasks={
        "audio_to_audio": ProviderTask(
            "/{model}",
            Api(
                _audio_to_audio,
                rest="",
                response={
                    "0.blob": "audio.url",
                    "0.content-type": "audio.content_type",
                    "0.label": ("text", "=speech"),
                },
                files={"0.blob": "base64"},
            ),
            base="queue",
            job=JOB,
        ),
        "automatic_speech_recognition": ProviderTask(
            "/{model}",
            Api(
                _audio_to_audio,
                rest="",
                response={
                    "text": ("text|text", "output|text"),
                    "chunks[].text": ("chunks[].text", "segments[].text"),
                    "chunks[].timestamp": "chunks[].timestamp",
                    "chunks[].timestamp.0": "segments[].start",
                    "chunks[].timestamp.1": "segments[].end",
                },
            ),
        ),
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
        "image_text_to_image": ProviderTask(
            _edit_or_make_path,
            Api(_image_text_to_image, rest="", response={"image": "images.0.url"}),
            base="queue",
            job=JOB,
        ),
        "image_text_to_video": ProviderTask(
            _edit_or_make_path,
            Api(_image_text_to_video, rest="", response={"video": "video.url"}),
            base="queue",
            job=JOB,
        ),
        "image_to_image": ProviderTask(
            "/{model}",
            Api(_image_to_image, rest="", response={"image": "images.0.url"}),
            base="queue",
            job=JOB,
        ),
        "image_to_video": ProviderTask(
            "/{model}",
            Api(_image_text_to_video, rest="", response={"video": "video.url"}),
            base="queue",
            job=JOB,
        ),
        "text_to_audio": ProviderTask(
            "/{model}",
            Api(_text_to_audio, rest="", response={"audio": ("audio_file.url", "audio.url")}),
            base="queue",
            job=JOB,
        ),
        "text_to_image": ProviderTask(
            "/{model}",
            Api(_text_to_image, rest="", response={"image": "images.0.url"}),
            base="queue",
            job=JOB,
        ),
        "text_to_speech": ProviderTask(
            "/{model}", Api(_text_to_speech, rest="", response={"audio": "audio.url"})
        ),
        "text_to_video": ProviderTask(
            "/{model}",
            Api(_text_to_video, rest="", response={"video": "video.url"}),
            base="queue",
            job=JOB,
        ),
    },
    bases={"queue": Base("https://queue.fal.run", "_subdomain=queue")},
    key="Key {key}",
    variable="FAL_KEY",
)
