"""What is in a picture: EfficientNet-Lite0, trained on ImageNet's 1000 classes.

The package holds torch weights. At load they are made into an ONNX graph, in half a second, with
the batch norms folded into the convolutions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

from inferloom_local.models.media import picture
from inferloom_local.models.onnx_session import session
from inferloom_local.models.scores import ranked
from inferloom_local.models.torch_file import read_state
from inferloom_local.packages import EFFICIENTNET, IMAGENET
from inferloom_local.pipeline import TaskRequest

SIDE = 224
CROP = 0.875
CLASSES = 1000
DEFAULT_TOP_K = 5
NORM_EPSILON = 1e-3

STAGES = ((1, 1, 1), (2, 2, 6), (2, 2, 6), (3, 2, 6), (3, 1, 6), (4, 2, 6), (1, 1, 6))
"""(blocks, stride of the first, expansion), from the EfficientNet-Lite papers' table."""


class Graph:
    """The network as ONNX, built layer by layer from the weights."""

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        self._weights = weights
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []
        self._constant("zero", np.float32(0))
        self._constant("six", np.float32(6))

    def build(self) -> bytes:
        """The finished model, serialized."""
        x = self._convolution("input", "_conv_stem", "_bn0", stride=2)
        block = 0
        for blocks, first_stride, expansion in STAGES:
            for repeat in range(blocks):
                stride = first_stride if repeat == 0 else 1
                x = self._block(x, f"_blocks.{block}.", stride, expansion, residual=repeat > 0)
                block += 1
        x = self._convolution(x, "_conv_head", "_bn1")
        x = self._add("GlobalAveragePool", [x], "pooled")
        x = self._add("Flatten", [x], "flat")
        head = [self._constant(name, self._weights[name]) for name in ("_fc.weight", "_fc.bias")]
        self._add("Gemm", [x, *head], "logits", transB=1)
        graph = helper.make_graph(
            self._nodes,
            "efficientnet-lite0",
            [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, CLASSES])],
            self._constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        return bytes(model.SerializeToString())

    def _block(self, x: str, prefix: str, stride: int, expansion: int, *, residual: bool) -> str:
        entry = x
        if expansion != 1:
            x = self._convolution(x, prefix + "_expand_conv", prefix + "_bn0")
        x = self._convolution(
            x, prefix + "_depthwise_conv", prefix + "_bn1", stride=stride, depthwise=True
        )
        x = self._convolution(x, prefix + "_project_conv", prefix + "_bn2", activation=False)
        return self._add("Add", [x, entry], prefix + "sum") if residual else x

    def _convolution(
        self,
        x: str,
        name: str,
        norm: str,
        *,
        stride: int = 1,
        depthwise: bool = False,
        activation: bool = True,
    ) -> str:
        kernel = self._weights[name + ".weight"]
        mean, variance = (self._weights[f"{norm}.running_{part}"] for part in ("mean", "var"))
        gain = self._weights[norm + ".weight"] / np.sqrt(variance + NORM_EPSILON)
        y = self._add(
            "Conv",
            [
                x,
                self._constant(name + ".folded", kernel * gain[:, None, None, None]),
                self._constant(name + ".shift", self._weights[norm + ".bias"] - mean * gain),
            ],
            name,
            strides=[stride, stride],
            kernel_shape=kernel.shape[2:],
            auto_pad="SAME_UPPER",
            group=kernel.shape[0] if depthwise else 1,
        )
        return self._add("Clip", [y, "zero", "six"], name + ".relu6") if activation else y

    def _add(self, kind: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        self._nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def _constant(self, name: str, value: Any) -> str:
        array = np.ascontiguousarray(value, np.float32).reshape(np.shape(value))
        self._constants.append(numpy_helper.from_array(array, name))
        return name


class ImageClassification:
    """ImageNet labels, the likeliest first."""

    def __init__(self) -> None:
        weights = next(EFFICIENTNET.folder("models").glob("*.pth"))
        self._session = session(Graph(read_state(weights)).build())
        labels = IMAGENET.folder("imagenet1k_label_to_names.json").read_text(encoding="utf-8")
        names: dict[str, str] = json.loads(labels)
        self._labels = [names[str(number)] for number in range(CLASSES)]

    def __call__(self, request: TaskRequest) -> list[dict[str, Any]]:
        """Crop the middle, scale it, classify it."""
        image = picture(request.inputs)
        square = int(min(image.size) * CROP)
        left, top = (image.width - square) // 2, (image.height - square) // 2
        crop = image.crop((left, top, left + square, top + square)).resize((SIDE, SIDE), 3)
        pixels = (np.asarray(crop, np.float32) - 127) / 128
        (logits,) = self._session.run(None, {"input": pixels.transpose(2, 0, 1)[None]})
        return ranked(self._labels, logits[0], request.parameters, top_k=DEFAULT_TOP_K)
