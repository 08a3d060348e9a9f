"""The only way to a debrief or a report on a coordinator's behalf."""

from beenthere.boundaries import access as boundaries
from beenthere.boundaries.models import Reflection
from beenthere.kernel.refusals import NotHere
from beenthere.people import queries as people
from beenthere.people.access import require_coordinator, require_member
from beenthere.people.models import Person
from beenthere.supervision.models import Debrief, Evidence, Report


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

    :raises NotHere: missing, the asker's own talk, or the asker does not coordinate
    """
    person = require_coordinator(member)
    row = Report.objects.filter(key=key).first()
    if row is None or is_about_reader(row, person):
        raise NotHere
    return row


def is_about_reader(report: Report, reader: Person) -> bool:
    """Tell whether this is a report of the reader's own talk: somebody else looks after it, whatever duty they hold."""
    return report.supporter_id == reader.pk


def access_shared_piece(*, key: str, member: Person | None) -> Reflection:
    """Return a piece of a role journal that its supporter shared.

    :raises NotHere: missing, private to its supporter, or the asker does not coordinate
    """
    require_coordinator(member)
    return boundaries.access_shared_piece(key=key)


def require_staff(member: Person | None) -> Person:
    """Return a coordinator or somebody on call: those who may be the second person.

    :raises NotHere: nobody signed in, or without either duty
    """
    person = require_member(member)
    if people.is_coordinator(person):
        return person
    if people.is_on_call(person):
        return person
    raise NotHere


def access_evidence(*, key: str, member: Person | None) -> Evidence:
    """Return evidence as facts; its words open only by the action that logs it.

    :raises NotHere: missing, the asker's own talk, or the asker is not on the staff
    """
    person = require_staff(member)
    row = Evidence.objects.select_related("report__supporter__account").filter(key=key).first()
    if row is None or is_about_reader(row.report, person):
        raise NotHere
    return row
