"""The picture on the home screen, drawn here so that an operator chooses it by a word: a plain shape that tells nothing."""

import struct
import zlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.float64]
Mask = NDArray[np.bool_]
SHAPES = ("page", "hill", "dot")
GROUND = (36, 33, 45)
INK = (232, 171, 109)
# Drawn larger and averaged, so that edges are smooth.
FINE = 4
# Of a maskable icon a launcher may cut away all but the middle 80 %.
SAFE = 0.62


@cache
def png(shape: str, size: int, *, is_maskable: bool = False) -> bytes:
    """Return an icon as a PNG file."""
    axis = (np.arange(size * FINE) + 0.5) / (size * FINE) * 2 - 1
    x, y = np.meshgrid(axis, axis)
    reach = SAFE if is_maskable else 0.82
    inside = _SHAPES[shape](x / reach, y / reach)
    cover = _smooth(inside, size)
    ground = np.ones((size, size, 1)) if is_maskable else _rounded(x, y, size)
    colour = np.asarray(GROUND) * (1 - cover) + np.asarray(INK) * cover
    pixels = np.concatenate([colour, ground * 255], axis=2)
    return _file(np.rint(pixels).astype(np.uint8))


def _rounded(x: Grid, y: Grid, size: int) -> Grid:
    corner = 0.36
    past = np.hypot(np.maximum(abs(x) - (1 - corner), 0), np.maximum(abs(y) - (1 - corner), 0))
    return _smooth(past <= corner, size)


def _smooth(inside: Mask, size: int) -> Grid:
    cover: Grid = inside.reshape(size, FINE, size, FINE).mean(axis=(1, 3))
    return cover[..., None]


def _page(x: Grid, y: Grid) -> Mask:
    sheet = (abs(x) < 0.52) & (abs(y) < 0.68)
    lines = (abs(x) < 0.3) & np.isin(np.floor((y + 0.44) / 0.11), (0, 3, 6))
    return sheet & ~lines


def _hill(x: Grid, y: Grid) -> Mask:
    near = (x + 0.2) ** 2 + (y - 0.95) ** 2 < 0.82
    far = (x - 0.5) ** 2 + (y - 0.9) ** 2 < 0.42
    return (near | far) & (y < 0.6)


def _dot(x: Grid, y: Grid) -> Mask:
    round_: Mask = x**2 + y**2 < 0.3
    return round_


_SHAPES = {"page": _page, "hill": _hill, "dot": _dot}


def _file(pixels: NDArray[np.uint8]) -> bytes:
    height, width = pixels.shape[:2]
    rows = np.zeros((height, width * 4 + 1), dtype=np.uint8)
    rows[:, 1:] = pixels.reshape(height, -1)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, body) for kind, body in parts)


def _part(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
