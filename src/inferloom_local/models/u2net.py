"""The main object of a picture: U2-Netp, as a mask and as the picture without its background."""

from __future__ import annotations

import base64
import functools
import io
from typing import Any

import numpy as np
from PIL import Image

from inferloom_local.models.media import picture
from inferloom_local.models.onnx_session import session
from inferloom_local.packages import U2NETP
from inferloom_local.pipeline import BadInput, Media, TaskRequest

SIDE = 320
MAX_SIDE = 8192
MEAN = np.array((0.485, 0.456, 0.406), np.float32)
SPREAD = np.array((0.229, 0.224, 0.225), np.float32)


class Matting:
    """A picture to how much each pixel belongs to its main object."""

    def __init__(self) -> None:
        self._session = session(U2NETP.folder("u2netp.onnx"))
        self._input = self._session.get_inputs()[0].name

    def __call__(self, image: Image.Image) -> Image.Image:
        """The mask, as large as the picture."""
        pixels = np.asarray(image.resize((SIDE, SIDE), Image.Resampling.LANCZOS), np.float32)
        pixels = (pixels / max(float(pixels.max()), 1e-6) - MEAN) / SPREAD
        batch = pixels.transpose(2, 0, 1)[None].astype(np.float32)
        found = self._session.run(None, {self._input: batch})[0][0, 0]
        found = (found - found.min()) / (found.max() - found.min() + 1e-9)
        mask = Image.fromarray((found * 255).astype(np.uint8))
        return mask.resize(image.size, Image.Resampling.LANCZOS)


@functools.cache
def matting() -> Matting:
    """Both tasks share one; their rows share a turn as well, so it is built once."""
    return Matting()


class Segmentation:
    """One segment, the foreground, with its mask as base64 of a one-channel PNG."""

    def __init__(self) -> None:
        self._matting = matting()

    def __call__(self, request: TaskRequest) -> list[dict[str, Any]]:
        """Segment a picture."""
        mask = np.asarray(self._matting(picture(request.inputs)), np.float32) / 255
        asked = request.parameters.get("mask_threshold")
        inside = mask >= (0.5 if asked is None else asked)
        score = float(mask[inside].mean()) if inside.any() else 0.0
        if score < (request.parameters.get("threshold") or 0.0):
            return []
        png = io.BytesIO()
        Image.fromarray(inside.astype(np.uint8) * 255).save(png, "PNG")
        encoded = base64.b64encode(png.getvalue()).decode()
        return [{"label": "foreground", "score": score, "mask": encoded}]


class BackgroundRemoval:
    """The same picture with the background made transparent.

    It is no diffusion model: the prompt and the other diffusion parameters change nothing.
    """

    def __init__(self) -> None:
        self._matting = matting()

    def __call__(self, request: TaskRequest) -> Media:
        """Cut a picture out of its background."""
        image = picture(request.inputs)
        mask = self._matting(image)
        image.putalpha(mask)
        if size := request.parameters.get("target_size"):
            image = image.resize(_sides(size), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        if "image/jpeg" in request.accept:
            # JPEG has no transparency.
            white = Image.new("RGB", image.size, "white")
            white.paste(image, mask=image.getchannel("A"))
            white.save(out, "JPEG", quality=92)
            return Media(out.getvalue(), "image/jpeg")
        image.save(out, "PNG")
        return Media(out.getvalue(), "image/png")


def _sides(size: Any) -> tuple[int, int]:
    match size:
        case {"width": int(width), "height": int(height)} if (
            0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE
        ):
            return width, height
    raise BadInput(f"/parameters/target_size: expected width and height, 1 to {MAX_SIDE}")
