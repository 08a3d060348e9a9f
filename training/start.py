"""Begin from the encoder that ships: its whole-number weights, turned back, are a start like any other.

So a reproduction need not read the project's own corpora again, which took longer than the run itself.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from beenthere.readers.model import WEIGHTS
from training.encoder import ReaderModel
from training.shapes import Head

# In the order in which a layer multiplies; the exporter names these weights by number only.
IN_A_LAYER = (
    "attention.self.query", "attention.self.key", "attention.self.value",
    "attention.output.dense", "intermediate.dense", "output.dense",
)  # fmt: skip


def from_shipped(heads: Sequence[Head], folder: Path = WEIGHTS) -> ReaderModel:
    """Return a model with the shipped encoder and fresh heads."""
    model = ReaderModel(heads)
    found = _weights(folder / "encoder.onnx")
    numbered = sorted((n for n in found if n.isdigit()), key=int)
    layers = len(model.bert.encoder.layer)
    names = [f"bert.encoder.layer.{n}.{part}.weight" for n in range(layers) for part in IN_A_LAYER]
    known = {name: value for name, value in found.items() if name.startswith("bert.")}
    known |= {name: found[number].T for name, number in zip(names, numbered, strict=False)}
    state = model.state_dict()
    state |= {name: torch.tensor(np.ascontiguousarray(value)) for name, value in known.items()}
    model.load_state_dict(state)
    return model


def _weights(path: Path) -> dict[str, NDArray[np.float32]]:
    """Return the weights of an exported encoder by name, or by number where the exporter kept no name."""
    kept = {one.name: numpy_helper.to_array(one) for one in onnx.load(path).graph.initializer}
    found = {name: value for name, value in kept.items() if name.endswith((".weight", ".bias"))}
    for name, small in kept.items():
        if plain := re.fullmatch(r"(?:onnx::MatMul_)?(.+)_quantized", name):
            stem = name.removesuffix("_quantized")
            zero = kept[f"{stem}_zero_point"].astype(np.float32)
            found[plain[1]] = (small.astype(np.float32) - zero) * kept[f"{stem}_scale"]
    return found
