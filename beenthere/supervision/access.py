"""The only way to a debrief or a report on a coordinator's behalf."""

from beenthere.kernel.refusals import NotHere
from beenthere.people.access import require_coordinator
from beenthere.people.models import Person
from beenthere.supervision.models import Debrief, Report


def access_debrief(*, key: str, member: Person | None) -> Debrief:
    """Return a debrief that asks for a coordinator.

    :raises NotHere: missing, private to its supporter, or the asker does not coordinate
    """
    require_coordinator(member)
    row = Debrief.objects.filter(key=key).first()
    if row is None:
        raise NotHere
    if not row.wants_supervision and not row.flags:
        raise NotHere
    return row


def access_report(*, key: str, member: Person | None) -> Report:
    """Return a report.

    :raises NotHere: missing, or the asker does not coordinate
    """
    require_coordinator(member)
    row = Report.objects.filter(key=key).first()
    if row is None:
        raise NotHere
    return row
