# Generated from specs/providers/zai-org.json
# spec sha256:621f4c6527fa. Do not edit: change the spec, then run
# `make generate`.
"""Z.ai: how its tasks are asked for and answered. https://docs.z.ai/"""

from __future__ import annotations

from ..calls.given import Given, Members, present
from ..calls.operation import Api
from ..calls.provider import JobProtocol, Provider, ProviderTask

JOB = JobProtocol(
    id="id",
    poll="/api/paas/v4/async-result/{id}",
    state="task_status",
    pending=("PROCESSING",),
    done=("SUCCESS",),
    failed=("FAIL",),
    words=("error.message",),
    every=5,
    at_once=True,
)


def _image_to_text(args: Given) -> Members:
    """Return the members of a body for `image_to_text`."""
    return {"model": args.model.id, "file": args.data_url("inputs")}


def _text_to_image(args: Given) -> Members:
    """Return the members of a body for `text_to_image`."""
    args.together("parameters.width", "parameters.height")
    return present(
        {
            "model": args.model.id,
            "prompt": args("inputs"),
            "size": args.text("{}x{}", args("parameters.width"), args("parameters.height")),
        }
    )


PROVIDER = Provider(
    name="zai-org",
    url="https://api.z.ai",
    tasks={
        "chat_completion": ProviderTask("/api/paas/v4/chat/completions"),
        "image_to_text": ProviderTask(
            "/api/paas/v4/layout_parsing",
            Api(_image_to_text, response={"generated_text": "md_results"}),
        ),
        "text_to_image": ProviderTask(
            "/api/paas/v4/async/images/generations",
            Api(_text_to_image, rest="", response={"image": "image_result.0.url"}),
            job=JOB,
        ),
    },
    headers={"accept-language": "en-US,en", "x-source-channel": "hugging_face"},
    variable="ZAI_API_KEY",
)
