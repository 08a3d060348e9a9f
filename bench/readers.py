"""Readers: milliseconds for a message, messages a second, loading, memory, beside a RoBERTa-base of random weights.

The peer is what a research group would run: EPITOME's bi-encoder is two RoBERTa-base passes for each of three
mechanisms (Sharma et al. 2020). Its weights are random, which costs the same time, and it runs under the same onnxruntime
on the same one core.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

MESSAGES = 300
SEQUENCE = 64
PASSES = 6
LIMITS = {
    "p95_ms": 15,
    "messages_per_s": 100,
    "load_s": 1.0,
    "memory_mb": 250,
    "times_one_pass": 15,
    "times_system": 40,
}


def run() -> dict[str, Any]:
    """Measure the readers in a process of their own, then the peer, on one core."""
    ours = _in_a_process("ours")
    peer = _in_a_process("peer")
    return {
        **ours,
        "peer_pass_ms": peer["pass_ms"],
        "peer_unpadded_ms": peer["own_length_ms"],
        "times_unpadded_pass": round(peer["own_length_ms"] / ours["mean_ms"], 1),
        "times_one_pass": round(peer["pass_ms"] / ours["mean_ms"], 1),
        "times_system": round(PASSES * peer["pass_ms"] / ours["mean_ms"], 1),
        "limits": LIMITS,
    }


def _in_a_process(what: str) -> dict[str, float]:
    one_core = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    out = subprocess.run(
        [sys.executable, "-m", "bench.readers", what],
        env=os.environ | one_core,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(out.stdout.splitlines()[-1]))


def _sentences() -> list[str]:
    """Return messages of the project's own corpora, as many seeker's as supporter's, of every length."""
    lines = [
        line.rsplit("|", 1)[1]
        for path in sorted(Path("training/corpora").glob("w*/*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line[:2] in ("S|", "P|")
    ]
    return lines[:: max(1, len(lines) // MESSAGES)][:MESSAGES]


def _memory_mb() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss) / 1e6


def ours() -> dict[str, float]:
    """Measure loading, one message at a time by all readers, and a batch."""
    os.sched_setaffinity(0, {0})
    began = time.perf_counter()
    from beenthere.readers import contact, cue, drift, feeling, listening, model, talk
    from beenthere.readers.shapes import SEEKER, SUPPORTER, Turn

    model.encoder()
    for name in ("feeling", "cue", "talk", "listening", "drift"):
        model.half(name)
    loaded = time.perf_counter() - began
    texts = _sentences()
    talks = [
        [
            Turn(SUPPORTER if n % 2 else SEEKER, "What has today been like?"),
            Turn(SEEKER if n % 2 else SUPPORTER, text),
        ]
        for n, text in enumerate(texts)
    ]

    def read_all(turns: list[Any]) -> None:
        readers = (feeling, cue, talk, contact) if turns[-1].side == SEEKER else (listening, drift, contact)
        for reader in readers:
            reader.read(turns)

    read_all(talks[0])
    times = []
    for turns in talks:
        start = time.perf_counter()
        read_all(turns)
        times.append(1000 * (time.perf_counter() - start))
    model._run_one.cache_clear()
    model._counted.cache_clear()
    start = time.perf_counter()
    seekers = [one for one in talks if one[-1].side == SEEKER]
    supporters = [one for one in talks if one[-1].side == SUPPORTER]
    for reader, part in (
        (feeling, seekers),
        (cue, seekers),
        (talk, seekers),
        (listening, supporters),
        (drift, supporters),
    ):
        reader.read_many(part)
    for one in talks:
        contact.read(one)
    whole = time.perf_counter() - start
    return {
        "mean_ms": round(float(np.mean(times)), 2),
        "p95_ms": round(float(np.percentile(times, 95)), 2),
        "messages_per_s": round(len(talks) / whole, 1),
        "load_s": round(loaded, 2),
        "memory_mb": round(_memory_mb(), 1),
        "messages": len(talks),
    }


def peer() -> dict[str, float]:
    """Measure one pass of a RoBERTa-base of random weights over one message: padded to 64 as EPITOME does, and unpadded."""
    os.sched_setaffinity(0, {0})
    import onnxruntime

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roberta.onnx"
        _write_roberta(path)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    session.run(None, {"hidden": np.zeros((1, SEQUENCE, 768), np.float32)})
    return {
        "pass_ms": round(float(np.median(_timed(session, [SEQUENCE] * 12))), 1),
        "own_length_ms": round(float(np.mean(_timed(session, _lengths()))), 1),
    }


def _timed(session: Any, lengths: list[int]) -> list[float]:
    draw, times = np.random.default_rng(1), []
    for length in lengths:
        hidden = draw.standard_normal((1, length, 768)).astype(np.float32)
        start = time.perf_counter()
        session.run(None, {"hidden": hidden})
        times.append(1000 * (time.perf_counter() - start))
    return times


def _lengths() -> list[int]:
    """Return how many tokens every eighth of our messages has, with its two marks and no context."""
    from tokenizers import Tokenizer

    from beenthere.readers.model import WEIGHTS

    tokens = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokens.no_padding()
    return [
        min(len(tokens.encode(text, add_special_tokens=False).ids), SEQUENCE - 2) + 2
        for text in _sentences()[::8]
    ]


def _write_roberta(path: Path) -> None:
    """Write twelve encoder layers of RoBERTa-base's shape (768 wide, 12 heads, 3072 inside) as ONNX, with random weights.

    The embedding look-up is left out, which favours the peer.
    """
    from onnx import TensorProto, helper, numpy_helper, save

    wide, inside, heads, each = 768, 3072, 12, 64
    draw = np.random.default_rng(7)
    nodes: list[Any] = []
    weights: list[Any] = []

    def constant(name: str, value: Any) -> str:
        weights.append(numpy_helper.from_array(value, name))
        return name

    def dense(source: str, name: str, rows: int, columns: int) -> str:
        w = constant(f"{name}.w", (draw.standard_normal((rows, columns)) * 0.02).astype(np.float32))
        b = constant(f"{name}.b", np.zeros(columns, np.float32))
        nodes.append(helper.make_node("MatMul", [source, w], [f"{name}.m"]))
        nodes.append(helper.make_node("Add", [f"{name}.m", b], [name]))
        return name

    def split_heads(source: str, order: list[int]) -> str:
        nodes.append(helper.make_node("Reshape", [source, "heads"], [f"{source}.r"]))
        nodes.append(helper.make_node("Transpose", [f"{source}.r"], [f"{source}.t"], perm=order))
        return f"{source}.t"

    def normed(one: str, other: str, name: str) -> str:
        nodes.append(helper.make_node("Add", [one, other], [f"{name}.sum"]))
        scale, bias = (
            constant(f"{name}.g", np.ones(wide, np.float32)),
            constant(f"{name}.o", np.zeros(wide, np.float32)),
        )
        nodes.append(helper.make_node("LayerNormalization", [f"{name}.sum", scale, bias], [name], axis=-1))
        return name

    constant("heads", np.array([1, -1, heads, each], np.int64))
    constant("flat", np.array([1, -1, wide], np.int64))
    constant("root", np.array(8.0, np.float32))
    for name, value in (("half", 0.5), ("one", 1.0), ("sqrt2", 2**0.5)):
        constant(name, np.array(value, np.float32))
    state = "hidden"
    for layer in range(12):
        p = f"l{layer}"
        query, key, value = (
            split_heads(dense(state, f"{p}.{n}", wide, wide), order)
            for n, order in (("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3]))
        )
        nodes.append(helper.make_node("MatMul", [query, key], [f"{p}.dot"]))
        nodes.append(helper.make_node("Div", [f"{p}.dot", "root"], [f"{p}.scaled"]))
        nodes.append(helper.make_node("Softmax", [f"{p}.scaled"], [f"{p}.soft"], axis=-1))
        nodes.append(helper.make_node("MatMul", [f"{p}.soft", value], [f"{p}.seen"]))
        nodes.append(helper.make_node("Transpose", [f"{p}.seen"], [f"{p}.back"], perm=[0, 2, 1, 3]))
        nodes.append(helper.make_node("Reshape", [f"{p}.back", "flat"], [f"{p}.joined"]))
        state = normed(state, dense(f"{p}.joined", f"{p}.out", wide, wide), f"{p}.norm1")
        grown = dense(state, f"{p}.up", wide, inside)
        nodes.append(helper.make_node("Div", [grown, "sqrt2"], [f"{p}.e0"]))
        nodes.append(helper.make_node("Erf", [f"{p}.e0"], [f"{p}.e1"]))
        nodes.append(helper.make_node("Add", [f"{p}.e1", "one"], [f"{p}.e2"]))
        nodes.append(helper.make_node("Mul", [grown, f"{p}.e2"], [f"{p}.e3"]))
        nodes.append(helper.make_node("Mul", [f"{p}.e3", "half"], [f"{p}.gelu"]))
        state = normed(state, dense(f"{p}.gelu", f"{p}.down", inside, wide), f"{p}.norm2")
    shape = [1, "length", wide]
    graph = helper.make_graph(
        nodes, "roberta", [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(state, TensorProto.FLOAT, shape)], weights,
    )  # fmt: skip
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), str(path))


if __name__ == "__main__":
    print(json.dumps({"ours": ours, "peer": peer}[sys.argv[1]]()))
