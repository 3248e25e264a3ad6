# Generated from specs/tasks/text_to_image/
# spec sha256:2fc30d75fa0a. Do not edit: change the spec, then run
# `make generate`.
"""What `text_to_image` takes and returns."""

from ..models.base import InputModel, Model


class TextToImageParameters(InputModel):
    """Options of making an image from a text."""

    negative_prompt: str | None = None
    """What the image should not show."""
    height: int | None = None
    """Height of the image, in pixels. The server's choice by default."""
    width: int | None = None
    """Width of the image, in pixels. The server's choice by default."""
    num_inference_steps: int | None = None
    """Number of denoising steps. More give a finer image and take longer. The server's choice by
    default.
    """
    guidance_scale: float | None = None
    """How closely the image follows the prompt; higher is closer, and too high spoils it. The
    server's choice by default.
    """
    scheduler: str | None = None
    """Name of the scheduler to use in place of the model's own."""
    seed: int | None = None
    """Seed of the random draws, for repeatable images."""


class TextToImageOutput(Model):
    """An image inside JSON, for servers that do not send the file itself."""

    image: str
    """The file, as base64 text or as a data URL."""


class TextToImageInput(InputModel):
    """Request of making an image from a text."""

    inputs: str
    """Text that says what the image should show."""
    parameters: TextToImageParameters | None = None
