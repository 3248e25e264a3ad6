# Generated from specs/providers/together.json
# spec sha256:abafcaaa9647. Do not edit: change the spec, then run
# `make generate`.
"""Together AI: how its tasks are asked for and answered. https://docs.together.ai/"""

from __future__ import annotations

from ..calls.given import MISSING, Given, Members, first, present, whole
from ..calls.operation import Api
from ..calls.provider import JobProtocol, Provider, ProviderTask

JOB = JobProtocol(
    id="id",
    poll="/v2/videos/{id}",
    state="status",
    pending=("queued", "in_progress"),
    done=("completed",),
    failed=("failed",),
    cancelled=("cancelled",),
    words=("error.message",),
    every=2,
)


def _chat_completion(args: Given) -> Members:
    """Return the members of a body for `chat_completion`."""
    return present(
        {
            "model": args.model.id,
            "response_format": (
                whole({"type": "json_schema", "schema": args("response_format.json_schema.schema")})
                if args.look("response_format.type") == "json_schema"
                else args("response_format")
            ),
        }
    )


def _image_to_image(args: Given) -> Members:
    """Return the members of a body for `image_to_image`."""
    return present(
        {
            "model": args.model.id,
            "prompt": first(args("parameters.prompt"), ""),
            "image_url": (
                args.data_url("inputs")
                if "kontext" in args.model.id and "flux.1" in args.model.id
                else MISSING
            ),
            "reference_images": (
                [args.data_url("inputs")]
                if not ("kontext" in args.model.id and "flux.1" in args.model.id)
                else MISSING
            ),
            "steps": args("parameters.num_inference_steps"),
        }
    )


def _image_to_video(args: Given) -> Members:
    """Return the members of a body for `image_to_video`."""
    return present(
        {
            "model": args.model.id,
            "frame_images": [{"input_image": args.data_url("inputs"), "frame": "first"}],
            "width": args("parameters.target_size.width"),
            "height": args("parameters.target_size.height"),
            "steps": args("parameters.num_inference_steps"),
        }
    )


def _text_to_image(args: Given) -> Members:
    """Return the members of a body for `text_to_image` and `text_to_video`."""
    return present(
        {
            "model": args.model.id,
            "prompt": args("inputs"),
            "steps": args("parameters.num_inference_steps"),
        }
    )


PROVIDER = Provider(
    name="together",
    url="https://api.together.xyz",
    tasks={
        "automatic_speech_recognition": ProviderTask("/v1/audio/transcriptions", "openai"),
        "chat_completion": ProviderTask("/v1/chat/completions", Api(_chat_completion, rest="")),
        "feature_extraction": ProviderTask("/v1/embeddings", "openai"),
        "image_to_image": ProviderTask(
            "/v1/images/generations",
            Api(
                _image_to_image,
                rest="",
                response={"image": ("data.0.b64_json?", "data.0.url")},
                constants={"response_format": "base64"},
            ),
        ),
        "image_to_video": ProviderTask(
            "/v2/videos",
            Api(_image_to_video, rest="", response={"video": "outputs.video_url"}),
            job=JOB,
        ),
        "text_generation": ProviderTask("/v1/completions", "openai"),
        "text_to_image": ProviderTask(
            "/v1/images/generations",
            Api(
                _text_to_image,
                rest="",
                response={"image": ("data.0.b64_json?", "data.0.url")},
                constants={"response_format": "base64"},
            ),
        ),
        "text_to_speech": ProviderTask("/v1/audio/speech", "openai"),
        "text_to_video": ProviderTask(
            "/v2/videos",
            Api(_text_to_image, rest="", response={"video": "outputs.video_url"}),
            job=JOB,
        ),
    },
    variable="TOGETHER_API_KEY",
)
