# Generated from specs/providers/novita.json
# spec sha256:7f32e254fd2f. Do not edit: change the spec, then run
# `make generate`.
"""Novita AI: how its tasks are asked for and answered. https://novita.ai/docs"""

from __future__ import annotations

from ..calls.given import Given, Members, present, some, whole
from ..calls.operation import Api
from ..calls.provider import JobProtocol, Provider, ProviderTask

JOB = JobProtocol(
    id="task_id",
    poll="/v3/async/task-result?task_id={task_id}",
    state="task.status",
    pending=("TASK_STATUS_QUEUED", "TASK_STATUS_PROCESSING"),
    done=("TASK_STATUS_SUCCEED",),
    failed=("TASK_STATUS_FAILED",),
    words=("task.reason",),
    every=0.5,
)
MINIMAX_JOB = JobProtocol(
    id="task_id",
    poll="/v3/minimax/v2/query/video_generation/{task_id}",
    state="task.status",
    pending=("queued", "running"),
    done=("succeeded",),
    failed=("failed",),
    cancelled=("cancelled",),
    words=("task.error.message",),
    every=5,
    at_once=True,
)


def _image_text_to_video(args: Given) -> Members:
    """Return the members of a body for `image_text_to_video`."""
    return present(
        {
            "model": args.model.id,
            "content": some(
                [
                    whole({"type": "text", "text": args("parameters.prompt")}),
                    whole(
                        {
                            "type": "image_url",
                            "image_url": whole({"url": args.data_url("inputs")}),
                            "role": "first_frame",
                        }
                    ),
                ]
            ),
        }
    )


def _text_to_video(args: Given) -> Members:
    """Return the members of a body for `text_to_video`."""
    return present({"prompt": args("inputs"), "steps": args("parameters.num_inference_steps")})


PROVIDER = Provider(
    name="novita",
    url="https://api.novita.ai",
    tasks={
        "chat_completion": ProviderTask("/v3/openai/chat/completions"),
        "image_text_to_video": ProviderTask(
            "/v3/minimax/v2/video_generation",
            Api(
                _image_text_to_video,
                rest="",
                refuse=(
                    "guidance_scale",
                    "negative_prompt",
                    "num_inference_steps",
                    "seed",
                    "num_frames",
                    "target_size",
                ),
                response={"video": "task.content.url"},
            ),
            job=MINIMAX_JOB,
        ),
        "text_generation": ProviderTask("/v3/openai/completions", "openai"),
        "text_to_video": ProviderTask(
            "/v3/async/{model}",
            Api(_text_to_video, rest="", response={"video": "videos.0.video_url"}),
            job=JOB,
        ),
    },
    variable="NOVITA_API_KEY",
)
