"""Text to speech: hibari, English, 24 kHz."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from inferloom_local.models.media import wav
from inferloom_local.pipeline import BadInput, Media, TaskRequest


class TextToSpeech:
    """A WAV file. Takes `speed` (0.5 to 2) and `seed`; the same request gives the same bytes."""

    def __init__(self) -> None:
        module = import_module("hibari")
        # Only the default voice is inside the package; hibari would fetch the others.
        self._voice: Any = module.Hibari(threads=1)
        self._rate: int = module.SAMPLE_RATE

    def __call__(self, request: TaskRequest) -> Media:
        """Say the text aloud."""
        parameters = {
            **(request.parameters.get("generation_parameters") or {}),
            **request.parameters,
        }
        speed, seed = parameters.get("speed") or 1.0, parameters.get("seed") or 0
        if not isinstance(speed, (int, float)) or not 0.5 <= speed <= 2:
            raise BadInput(f"/parameters/speed: {speed!r} is not between 0.5 and 2")
        if not isinstance(seed, int) or seed < 0:
            raise BadInput(f"/parameters/seed: {seed!r} is not a whole number from 0 up")
        samples = self._voice(request.inputs, speed=float(speed), seed=seed)
        if not len(samples):
            raise BadInput("/inputs: nothing in it that can be said aloud")
        return Media(wav(samples, self._rate), "audio/wav")
