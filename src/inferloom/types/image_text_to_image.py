# Generated from specs/tasks/image_text_to_image/
# spec sha256:471776d57212. Do not edit: change the spec, then run
# `make generate`.
"""What `image_text_to_image` takes and returns."""

from ..models.base import InputModel, Model


class ImageTextToImageTargetSize(InputModel):
    """Size of the result."""

    width: int
    """Width in pixels."""
    height: int
    """Height in pixels."""


class ImageTextToImageOutput(Model):
    """An image inside JSON, for servers that do not send the file itself."""

    image: str
    """The file, as base64 text or as a data URL."""


class ImageTextToImageParameters(InputModel):
    """Options of making an image from an image and a text."""

    prompt: str | None = None
    """Text that says what the image should show. May be left out if there is an `image`."""
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
    seed: int | None = None
    """Seed of the random draws, for repeatable images."""
    target_size: ImageTextToImageTargetSize | None = None
    """Width and height of the image, in pixels. The server's choice by default."""


class ImageTextToImageInput(InputModel):
    """Request of making an image from an image and a text."""

    inputs: str | None = None
    """The image to begin with. May be left out if there is a `prompt`."""
    parameters: ImageTextToImageParameters | None = None
