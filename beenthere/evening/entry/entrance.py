"""The entry as the check-in page meets it: breaks and sums, from a request to what is remembered."""

import logging
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from beenthere.evening.entry import memory
from beenthere.kernel.refusals import TooMuch
from beenthere.people import queries as people
from beenthere.people.models import Person

logger = logging.getLogger(__name__)


class SumIsMissing(TooMuch):
    """Many come in at once; the browser does a small sum, or somebody waits a little."""


def rests_until(request: HttpRequest, *, now: datetime) -> datetime | None:
    """Return until when whoever asks has to take a break, or None."""
    seeker: Person | None = request.seeker or None  # type: ignore[attr-defined]
    barred = seeker.barred_until if seeker is not None and people.is_barred(seeker, now=now) else None
    mark = request.session.get(memory.MARK, "")
    cooling = memory.cooling_until(person_key=seeker.key if seeker else "", mark=mark, now=now)
    return max((until for until in (barred, cooling) if until), default=None)


def require_sum(request: HttpRequest, *, now: datetime) -> None:
    """Count somebody who comes in, and ask for the sum when many do.

    :raises SumIsMissing: it was not done, and not waited for
    """
    memory.arrive(now=now)
    if memory.asked_now(now=now) is None:
        return
    given, answer = request.POST.get("sum", "")[:200], request.POST.get("sum_answer", "")[:20]
    if not memory.is_met(given=given, answer=answer, now=now):
        raise SumIsMissing(
            _("Many people come in right now. One moment, then please try again. Nothing is lost.")
        )


def sum_for(*, now: datetime) -> dict[str, Any]:
    """Return the sum for a page that is drawn now; empty while it is quiet."""
    asked = memory.asked_now(now=now)
    if asked is None:
        return {}
    return {
        "challenge": memory.challenge(asked, now=now),
        "bits": asked.bits,
        "wait_seconds": asked.wait_seconds,
    }


def came_in(request: HttpRequest, person: Person, *, now: datetime) -> None:
    """Remember which session a visit came from; when that fails, whoever came in is in all the same."""
    mark = request.session.setdefault(memory.MARK, memory.new_mark())
    try:
        memory.came_in(person_key=person.key, mark=mark, now=now)
    except Exception:
        logger.exception("the entry could not remember a session")
