# Generated from specs/tasks/image_to_image/
# spec sha256:f02d6360ae2e. Do not edit: change the spec, then run
# `make generate`.
"""What `image_to_image` takes and returns."""

from ..models.base import InputModel, Model


class ImageToImageTargetSize(InputModel):
    """Size of the result."""

    width: int
    """Width in pixels."""
    height: int
    """Height in pixels."""


class ImageToImageOutput(Model):
    """An image inside JSON, for servers that do not send the file itself."""

    image: str
    """The file, as base64 text or as a data URL."""


class ImageToImageParameters(InputModel):
    """Options of image transformation."""

    prompt: str | None = None
    """Text that says what the image should become."""
    negative_prompt: str | None = None
    """What the image should not show."""
    num_inference_steps: int | None = None
    """Number of denoising steps. More give a finer image and take longer. The server's choice by
    default.
    """
    guidance_scale: float | None = None
    """How closely the image follows the prompt; higher is closer, and too high spoils it. The
    server's choice by default.
    """
    target_size: ImageToImageTargetSize | None = None
    """Width and height of the image, in pixels. The server's choice by default."""


class ImageToImageInput(InputModel):
    """Request of image transformation."""

    inputs: str
    """The image to transform."""
    parameters: ImageToImageParameters | None = None
