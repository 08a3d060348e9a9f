"""Retention: forget what is past its date."""

import logging
from datetime import datetime

from beenthere.privacy import queries, rules
from beenthere.privacy.actions.audit import record
from beenthere.privacy.actions.erasing import scrub_keyring
from beenthere.privacy.registry import retainers

logger = logging.getLogger(__name__)
DEED = queries.RETENTION


def retain_if_due(*, now: datetime) -> bool:
    """Run the retention once a day; return whether it ran."""
    last = queries.last_retention_at()
    if last is not None and now - last < rules.RETAIN_EVERY:
        return False
    retain(now=now)
    return True


def retain(*, now: datetime) -> None:
    """Let each room forget what is past its date; one that fails stops no other."""
    failed = [retainer.__qualname__ for retainer in retainers() if not _ran(retainer, now)]
    scrub_keyring()
    if not failed:
        record(actor="service", deed=DEED, now=now)


def _ran(retainer, now: datetime) -> bool:  # type: ignore[no-untyped-def]
    try:
        retainer(now)
    except Exception:
        logger.exception("retention: %s failed and is tried again", retainer.__qualname__)
        return False
    return True
