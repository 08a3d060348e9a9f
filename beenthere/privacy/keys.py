"""Seal words so that destroying one key destroys them.

Ladder: root key (a file or the environment, never in a backup) wraps a data key for each
subject (``person:…``, ``conversation:…``), kept in a database of its own; a data key seals
words with AES-256-GCM under a random 96-bit nonce. The associated data binds a ciphertext to
its subject and its place, so that it can be neither moved nor replayed.

Not end-to-end: this process sees the words while it seals them, and Python can not promise
to wipe memory.
"""

import hashlib
import hmac
import os
import threading
import time
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.utils.timezone import now as clock_now

from beenthere.privacy.models import DataKey
from beenthere.privacy.root_key import root_key

NONCE_BYTES = 12
KEY_BYTES = 32
# An erased key may live this long in the memory of another process.
CACHE_SECONDS = 30.0
CACHE_SIZE = 4096


class KeyIsGone(Exception):
    """There is no key for this subject: it was erased, or never made."""


class Tampered(Exception):
    """The ciphertext is not what was sealed at this place."""


@dataclass(frozen=True)
class Cipher:
    """Encrypts and decrypts for one subject."""

    subject: str
    version: int
    aead: AESGCM
    mac: bytes

    def digest(self, words: str) -> str:
        """Return a keyed digest of words, as 64 hex digits."""
        return hmac.new(self.mac, words.encode("utf-8"), hashlib.sha256).hexdigest()

    def encrypt(self, place: bytes, words: str) -> bytes:
        """Return nonce and ciphertext, bound to ``place``."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self.aead.encrypt(nonce, words.encode("utf-8"), self._bound(place))

    def decrypt(self, place: bytes, sealed: bytes | memoryview) -> str:
        """Return the words.

        :raises Tampered: changed, moved, or sealed under another key
        """
        blob = bytes(sealed)
        try:
            plain = self.aead.decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], self._bound(place))
        except (InvalidTag, ValueError):
            raise Tampered(self.subject) from None
        return plain.decode("utf-8")

    def _bound(self, place: bytes) -> bytes:
        return b"\x1f".join((self.subject.encode("utf-8"), str(self.version).encode(), place))


class _Cache:
    """Unwrapped keys, for a short while; safe for threads."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[float, Cipher]] = {}
        self._lock = threading.Lock()

    def get(self, subject: str) -> Cipher | None:
        with self._lock:
            until, cipher = self._held.get(subject, (0.0, None))
            return cipher if until > time.monotonic() else None

    def put(self, cipher: Cipher) -> None:
        with self._lock:
            if len(self._held) >= CACHE_SIZE:
                self._held.clear()
            self._held[cipher.subject] = (time.monotonic() + CACHE_SECONDS, cipher)

    def forget(self, subject: str | None = None) -> None:
        with self._lock:
            if subject is None:
                self._held.clear()
            else:
                self._held.pop(subject, None)


_cache = _Cache()


def make_key(*, subject: str) -> None:
    """Make a key for a subject; one that exists stays."""
    wrapped = aes_key_wrap(root_key(), os.urandom(KEY_BYTES))
    DataKey.objects.get_or_create(
        subject=subject, defaults={"wrapped": wrapped, "made_on": clock_now().date()}
    )


def cipher_for(*, subject: str) -> Cipher:
    """Return the cipher of a subject.

    :raises KeyIsGone: erased, or never made
    """
    if (cached := _cache.get(subject)) is not None:
        return cached
    row = DataKey.objects.filter(subject=subject).first()
    if row is None:
        raise KeyIsGone(subject)
    key = _unwrapped(row)
    # A key of its own for digests: no key does two things.
    mac = hmac.new(key, b"digest", hashlib.sha256).digest()
    cipher = Cipher(subject, row.version, AESGCM(key), mac)
    _cache.put(cipher)
    return cipher


def _unwrapped(row: DataKey) -> bytes:
    try:
        return aes_key_unwrap(root_key(), bytes(row.wrapped))
    except (InvalidUnwrap, ValueError):
        raise Tampered(f"{row.subject}: the root key does not open this key") from None


def seal(*, subject: str, place: str, words: str) -> bytes:
    """Seal words under a subject's key, made when it is missing."""
    make_key(subject=subject) if _cache.get(subject) is None else None
    return cipher_for(subject=subject).encrypt(place.encode("utf-8"), words)


def unseal(*, subject: str, place: str, sealed: bytes | memoryview) -> str:
    """Return sealed words.

    :raises KeyIsGone: the key was destroyed
    :raises Tampered: changed or moved
    """
    return cipher_for(subject=subject).decrypt(place.encode("utf-8"), sealed)


def digest(*, subject: str, words: str) -> str:
    """Return a digest of words under a subject's key: the same in every process, and nothing to anybody once the key is gone.

    :raises KeyIsGone: the key was destroyed, or never made
    """
    return cipher_for(subject=subject).digest(words)


def destroy_older(*, kind: str, than: str) -> int:
    """Destroy the keys of a kind whose names, dates, come before one; return how many."""
    old = DataKey.objects.filter(subject__startswith=f"{kind}:", subject__lt=f"{kind}:{than}")
    subjects = list(old.values_list("subject", flat=True))
    for subject in subjects:
        destroy_key(subject=subject)
    return len(subjects)


def destroy_key(*, subject: str) -> None:
    """Destroy a subject's key; what it sealed is noise from now on."""
    DataKey.objects.filter(subject=subject).delete()
    _cache.forget(subject)


def forget_cached() -> None:
    """Forget every unwrapped key of this process."""
    _cache.forget()
