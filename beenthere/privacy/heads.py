"""The head of a chain of hashes: how many links it has had and the last of them, sealed under the service's key.

A chain alone shows a link that was changed or taken out of its middle; only a head shows that its end was cut off. The seal
is made with a key of the other database. Whoever holds both, or puts a whole older copy in place, is not seen here: the
doctor prints the head, so that it can be written down elsewhere.
"""

import hmac
from dataclasses import dataclass

from django.db.models import F

from beenthere.privacy import keys
from beenthere.privacy.models import ChainHead

AUDIT, SAFETY = "audit", "safety"
SUBJECT = "service"


@dataclass(frozen=True)
class Head:
    """Where a chain ends, and whether the seal is the one that belongs to it."""

    count: int
    last: str
    is_sealed: bool


def head_of(chain: str) -> Head | None:
    """Return the head of a chain; None when no link was ever written."""
    row = ChainHead.objects.filter(chain=chain).first()
    if row is None:
        return None
    return Head(row.count, row.last, hmac.compare_digest(row.seal, seal_of(chain, row.count, row.last)))


def move(chain: str, *, last: str) -> None:
    """Move the head of a chain to its new link; in the transaction of that link."""
    if not ChainHead.objects.filter(chain=chain).update(count=F("count") + 1, last=last):
        ChainHead.objects.create(chain=chain, count=1, last=last, seal="")
    row = ChainHead.objects.get(chain=chain)
    ChainHead.objects.filter(pk=row.pk).update(seal=seal_of(chain, row.count, last))


def seal_of(chain: str, count: int, last: str) -> str:
    """Return the seal of a head."""
    keys.make_key(subject=SUBJECT)
    return keys.digest(subject=SUBJECT, words=f"head:{chain}:{count}:{last}")
