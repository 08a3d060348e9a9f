"""Change the root key: every data key is wrapped anew, no message is touched."""

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.db import connections, transaction

from beenthere.privacy import keys
from beenthere.privacy.models import DataKey


class WrongRootKey(Exception):
    """A data key opens with neither the old nor the new root key; nothing was changed."""


def rotate_root_key(*, old: bytes, new: bytes) -> int:
    """Wrap every data key with the new root key, all or none; return how many. Repeating it is safe.

    :raises WrongRootKey: the old root key is not the one in use
    """
    with transaction.atomic(using="keyring"):
        rows = DataKey.objects.using("keyring").select_for_update().values_list("pk", "subject", "wrapped")
        wrapped = [(_rewrapped(bytes(blob), subject, old, new), pk) for pk, subject, blob in rows]
        with connections["keyring"].cursor() as cursor:
            cursor.executemany("UPDATE privacy_datakey SET wrapped = %s WHERE id = %s", wrapped)
    keys.forget_cached()
    return len(wrapped)


def _rewrapped(blob: bytes, subject: str, old: bytes, new: bytes) -> bytes:
    try:
        return aes_key_wrap(new, aes_key_unwrap(old, blob))
    except InvalidUnwrap:
        pass
    try:
        aes_key_unwrap(new, blob)
    except InvalidUnwrap:
        raise WrongRootKey(f"{subject} opens with neither key") from None
    return blob
