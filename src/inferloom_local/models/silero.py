"""Whether a recording holds speech: Silero's voice activity detector."""

from __future__ import annotations

from typing import Any

import numpy as np

from inferloom_local.models.media import sound
from inferloom_local.models.onnx_session import session
from inferloom_local.models.scores import ranked
from inferloom_local.packages import SILERO
from inferloom_local.pipeline import TaskRequest

RATE = 16_000
WINDOW = 512
CONTEXT = 64
"""Samples of the window before, which the network wants in front of each window."""


class SpeechOrNot:
    """`speech` with the mean probability over the recording, and `other` with the rest."""

    def __init__(self) -> None:
        self._session = session(SILERO.folder("data", "silero_vad.onnx"))

    def __call__(self, request: TaskRequest) -> list[dict[str, Any]]:
        """Run over the recording window by window."""
        samples = sound(request.inputs, RATE)
        state, context = np.zeros((2, 1, 128), np.float32), np.zeros(CONTEXT, np.float32)
        found: list[float] = []
        for start in range(0, len(samples) - WINDOW + 1, WINDOW):
            window = samples[start : start + WINDOW]
            inputs = {
                "input": np.concatenate([context, window])[None],
                "state": state,
                "sr": np.array(RATE, np.int64),
            }
            probability, state = self._session.run(None, inputs)
            context = window[-CONTEXT:]
            found.append(float(probability.reshape(-1)[0]))
        speech = min(max(float(np.mean(found)) if found else 0.0, 1e-6), 1 - 1e-6)
        return ranked(("speech", "other"), np.log((speech, 1 - speech)), request.parameters)
