# Generated from specs/tasks/audio_to_audio/
# spec sha256:901bcc8eec3d. Do not edit: change the spec, then run
# `make generate`.
"""What `audio_to_audio` takes and returns."""

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model
from ..models.media import Audio


class AudioToAudioInput(InputModel):
    """Request of audio transformation."""

    inputs: str
    """The recording to transform."""
    parameters: dict[str, Any] | None = None
    """Options of the server. There are none that all servers know."""


class AudioToAudioOutputElement(Model, essential=("blob",)):
    """One recording and what it holds."""

    blob: Audio
    """The recording."""
    content_type: Annotated[str, Field(alias="content-type")]
    """MIME type of the recording, such as `audio/flac`. On the wire, `content-type`."""
    label: str
    """Name of what it holds, such as one of the speakers."""


AudioToAudioOutput = TypeAliasType("AudioToAudioOutput", list[AudioToAudioOutputElement])
