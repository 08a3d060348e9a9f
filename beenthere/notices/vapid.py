"""The key pair by which browsers know that a push came from this service."""

import base64
from functools import cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from beenthere.privacy.root_key import root_key

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def _private_number() -> int:
    # Derived from the root key, so that there is no second secret file to keep and to lose.
    derive = HKDF(algorithm=SHA256(), length=48, salt=None, info=b"beenthere web push (RFC 8292)")
    return int.from_bytes(derive.derive(root_key()), "big") % (_ORDER - 1) + 1


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@cache
def vapid_key() -> str:
    """Return the private key as pywebpush takes it: 32 bytes in URL-safe base64."""
    return _b64(_private_number().to_bytes(32, "big"))


@cache
def public_key() -> str:
    """Return the public key as a browser's ``applicationServerKey``."""
    private = ec.derive_private_key(_private_number(), ec.SECP256R1())
    point = private.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return _b64(point)
