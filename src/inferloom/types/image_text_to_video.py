# Generated from specs/tasks/image_text_to_video/
# spec sha256:56dec9cf6bd6. Do not edit: change the spec, then run
# `make generate`.
"""What `image_text_to_video` takes and returns."""

from ..models.base import InputModel, Model


class ImageTextToVideoTargetSize(InputModel):
    """Size of the result."""

    width: int
    """Width in pixels."""
    height: int
    """Height in pixels."""


class ImageTextToVideoOutput(Model):
    """A video inside JSON, for servers that do not send the file itself."""

    video: str
    """The file, as base64 text or as a data URL."""


class ImageTextToVideoParameters(InputModel):
    """Options of making a video from an image and a text."""

    prompt: str | None = None
    """Text that says what should happen in the video. May be left out if there is an `image`."""
    negative_prompt: str | None = None
    """What the video should not show."""
    num_frames: float | None = None
    """Number of frames of the video. The server's choice by default."""
    num_inference_steps: int | None = None
    """Number of denoising steps. More give a finer video and take longer. The server's choice by
    default.
    """
    guidance_scale: float | None = None
    """How closely the video follows the prompt; higher is closer, and too high spoils it. The
    server's choice by default.
    """
    seed: int | None = None
    """Seed of the random draws, for repeatable videos."""
    target_size: ImageTextToVideoTargetSize | None = None
    """Width and height of the video, in pixels. The server's choice by default."""


class ImageTextToVideoInput(InputModel):
    """Request of making a video from an image and a text."""

    inputs: str | None = None
    """The image to begin with. May be left out if there is a `prompt`."""
    parameters: ImageTextToVideoParameters | None = None
