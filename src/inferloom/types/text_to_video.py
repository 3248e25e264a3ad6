# Generated from specs/tasks/text_to_video/
# spec sha256:a9dd3b3e1d08. Do not edit: change the spec, then run
# `make generate`.
"""What `text_to_video` takes and returns."""

from ..models.base import InputModel, Model


class TextToVideoParameters(InputModel):
    """Options of making a video from a text."""

    guidance_scale: float | None = None
    """How closely the video follows the prompt; higher is closer, and too high spoils it. The
    server's choice by default.
    """
    negative_prompt: list[str] | str | None = None
    """What the video should not show. Some servers take a list, some one text."""
    num_frames: float | None = None
    """Number of frames of the video. The server's choice by default."""
    num_inference_steps: int | None = None
    """Number of denoising steps. More give a finer video and take longer. The server's choice by
    default.
    """
    seed: int | None = None
    """Seed of the random draws, for repeatable videos."""


class TextToVideoOutput(Model):
    """A video inside JSON, for servers that do not send the file itself."""

    video: str
    """The file, as base64 text or as a data URL."""


class TextToVideoInput(InputModel):
    """Request of making a video from a text."""

    inputs: str
    """Text that says what should happen in the video."""
    parameters: TextToVideoParameters | None = None
