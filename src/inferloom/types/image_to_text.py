# Generated from specs/tasks/image_to_text/
# spec sha256:4544409ccbaa. Do not edit: change the spec, then run
# `make generate`.
"""What `image_to_text` takes and returns."""

from ..models.base import InputModel, Model
from .common import EarlyStopping, GenerationParameters


class ImageToTextOutput(Model, essential=("generated_text",)):
    """Text about an image, or from it."""

    generated_text: str
    """The text."""


class ImageToTextParameters(InputModel):
    """Options of describing an image."""

    max_new_tokens: int | None = None
    """Largest number of tokens to generate. It is a member of `parameters`; for the one of the
    same name in `generation_parameters`, use `extra_body`.
    """
    generation_parameters: GenerationParameters | None = None
    """Options of the model's `generate` call."""


class ImageToTextInput(InputModel):
    """Request of describing an image."""

    inputs: str
    """The image to describe or to read."""
    parameters: ImageToTextParameters | None = None


ImageToTextGenerationParameters = GenerationParameters
ImageToTextEarlyStoppingEnum = EarlyStopping
