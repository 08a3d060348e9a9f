"""The head of a chain of hashes: how many links it has had and the last of them, sealed under the service's key.

A chain alone shows a link that was changed or taken out of its middle; only a head shows that its end was cut off. The seal
is made with a key of the other database. Whoever holds both, or puts a whole older copy in place, is not seen here: the
doctor prints the head, so that it can be written down elsewhere.

A link is written whether or not the head can move, since an alarm must not wait for a key. Then the head lags, and the
doctor says so until the next link takes it along. A head that does not fit is never sealed anew: it stays where it is.
"""

import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from beenthere.privacy import keys
from beenthere.privacy.models import ChainHead

logger = logging.getLogger(__name__)

AUDIT, SAFETY = "audit", "safety"
SUBJECT = "service"
# How many links stand after the one with this hash; None when there is no such link.
After = Callable[[str], int | None]


@dataclass(frozen=True)
class Head:
    """Where a chain ends, and whether the seal is the one that belongs to it."""

    count: int
    last: str
    is_sealed: bool


def head_of(chain: str) -> Head | None:
    """Return the head of a chain; None when no link was ever sealed."""
    row = ChainHead.objects.filter(chain=chain).first()
    return Head(row.count, row.last, _fits(row)) if row else None


def _fits(row: ChainHead) -> bool:
    return hmac.compare_digest(row.seal, seal_of(row.chain, row.count, row.last))


def move(chain: str, *, previous: str, last: str, is_first: bool, after: After) -> bool:
    """Move the head of a chain to its new link, in the transaction of that link; return whether it moved."""
    # A key that can not be read costs the seal of a moment, and never the link.
    try:
        with transaction.atomic():
            return _move(chain, previous=previous, last=last, is_first=is_first, after=after)
    except (Exception, SystemExit):
        logger.exception("the head of the %s chain could not be moved", chain)
        return False


def _move(chain: str, *, previous: str, last: str, is_first: bool, after: After) -> bool:
    row = ChainHead.objects.filter(chain=chain).first()
    if row is None:
        return is_first and _begin(chain, last)
    if not _fits(row):
        return False
    since = 1 if row.last == previous else after(row.last)
    if since is None:
        return False
    count = row.count + since
    ChainHead.objects.filter(pk=row.pk).update(count=count, last=last, seal=seal_of(chain, count, last))
    return True


def _begin(chain: str, last: str) -> bool:
    ChainHead.objects.create(chain=chain, count=1, last=last, seal=seal_of(chain, 1, last))
    return True


def seal_of(chain: str, count: int, last: str) -> str:
    """Return the seal of a head."""
    keys.make_key(subject=SUBJECT)
    return keys.digest(subject=SUBJECT, words=f"head:{chain}:{count}:{last}")
