"""Pictures and sound: bytes in, arrays out, and back."""

from __future__ import annotations

import io
import wave
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inferloom_local.pipeline import BadInput

Samples = NDArray[np.float32]


def picture(data: bytes) -> Any:
    """A PIL image in RGB, the right way up."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as image:
            upright = ImageOps.exif_transpose(image)
            return upright.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadInput(f"/inputs: not a picture that can be read ({_reason(error)})") from error


def sound(data: bytes, rate: int = 16_000) -> Samples:
    """Any audio as mono samples at `rate`, decoded by FFmpeg's libraries inside PyAV."""
    import av
    from av.error import FFmpegError

    blocks: list[NDArray[Any]] = []
    try:
        # A playlist among the inputs must not make the decoder open files or connections.
        options = {"protocol_whitelist": ""}
        with av.open(io.BytesIO(data), mode="r", options=options) as container:
            if not container.streams.audio:
                raise BadInput("/inputs: no sound in it")
            resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
            for frame in container.decode(audio=0):
                blocks.extend(out.to_ndarray()[0] for out in resampler.resample(frame))
            blocks.extend(out.to_ndarray()[0] for out in resampler.resample(None))
    except (FFmpegError, ValueError) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput(f"/inputs: not sound that can be read ({_reason(error)})") from error
    return np.concatenate(blocks).astype(np.float32) if blocks else np.zeros(0, np.float32)


def wav(samples: Samples, rate: int) -> bytes:
    """A 16-bit mono WAV file."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return buffer.getvalue()


def _reason(error: BaseException) -> str:
    # PIL and FFmpeg put the address of the buffer into their messages, which tells nobody anything.
    told = getattr(error, "strerror", None) or str(error)
    return str(told).partition(" <_io.")[0]
