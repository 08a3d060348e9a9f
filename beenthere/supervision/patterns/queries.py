"""The facts of the last weeks, and the findings in words."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beenthere.boundaries.models import Noticed
from beenthere.conversations.models import Conversation, Mode
from beenthere.people import queries as people
from beenthere.people.models import Duty, SupporterProfile
from beenthere.privacy.models import AuditEntry
from beenthere.supervision.models import PatternReview, Report
from beenthere.supervision.patterns import rules
from beenthere.supervision.patterns.rules import AccessFact, Facts, MomentFact, ReportFact, TalkFact


@dataclass(frozen=True)
class ToLookAt:
    """One finding as the coordinators see it."""

    key: str
    pattern: str
    title: str
    because: str
    ask: str
    found_at: datetime


def facts(*, now: datetime) -> Facts:
    """Return what is known of the last weeks: who, when, how long, codes. No word anybody wrote."""
    return Facts(_talks(now), _moments(now), _reports(now), _accesses(now))


def _talks(now: datetime) -> list[TalkFact]:
    rows = Conversation.objects.filter(
        mode=Mode.LINE, opened_at__gt=now - rules.FORTNIGHT, supporter__isnull=False, seeker__isnull=False
    )
    return [
        TalkFact(supporter, seeker, localtime(opened), int(((ended or now) - opened).total_seconds() // 60))
        for supporter, seeker, opened, ended in rows.values_list(
            "supporter_id", "seeker_id", "opened_at", "ended_at"
        )
        if supporter is not None and seeker is not None and opened is not None
    ]


def _moments(now: datetime) -> list[MomentFact]:
    rows = list(
        Noticed.objects.filter(at__gt=now - rules.WEEK, conversation__mode=Mode.LINE)
        .select_related("conversation")
        .order_by("at", "id")
    )
    numbers = _talk_numbers({row.conversation_id for row in rows if row.conversation_id})
    return [
        MomentFact(
            supporter=row.supporter_id,
            seeker=row.conversation.seeker_id if row.conversation else None,
            talk=row.conversation_id or 0,
            code=row.code,
            at=row.at,
            was_sent=row.place == "sent" or row.outcome == "sent_anyway",
            is_false=row.answer == "not_drift",
            talk_number=numbers.get(row.conversation_id or 0, 1),
        )
        for row in rows
    ]


def _talk_numbers(talk_ids: set[int]) -> dict[int, int]:
    """Return which talk of its pair each is."""
    talks = list(Conversation.objects.filter(pk__in=talk_ids))
    pairs = {(talk.supporter_id, talk.seeker_id) for talk in talks}
    earlier: dict[tuple[int | None, int | None], list[int]] = defaultdict(list)
    met = Conversation.objects.filter(
        mode=Mode.LINE,
        supporter_id__in=[pair[0] for pair in pairs],
        seeker_id__in=[pair[1] for pair in pairs],
    )
    for pk, supporter, seeker in met.order_by("made_at", "id").values_list("pk", "supporter_id", "seeker_id"):
        earlier[supporter, seeker].append(pk)
    return {talk.pk: earlier[talk.supporter_id, talk.seeker_id].index(talk.pk) + 1 for talk in talks}


def _reports(now: datetime) -> list[ReportFact]:
    rows = Report.objects.filter(at__gt=now - rules.MONTH, conversation__isnull=False, of_friends=False)
    named = rows.values_list("supporter_id", "conversation__seeker_id", "side", "at")
    return [ReportFact(who, whom, side, at) for who, whom, side, at in named if who and whom]


def _accesses(now: datetime) -> list[AccessFact]:
    gone = SupporterProfile.objects.filter(left_at__isnull=False).select_related("person__account")
    return [fact for profile in gone for fact in _after_leaving(profile, now)]


def _after_leaving(profile: SupporterProfile, now: datetime) -> list[AccessFact]:
    left_at, person = profile.left_at, profile.person
    if left_at is None:
        return []
    seen: list[tuple[datetime, str]] = []
    if person.account and person.account.last_login and person.account.last_login > left_at:
        seen.append((person.account.last_login, "signed_in"))
    deeds = AuditEntry.objects.filter(actor=person.key, at__gt=left_at)
    seen += [(at, "deed") for at in deeds.values_list("at", flat=True)]
    if Duty.objects.filter(person=person).exists():
        seen.append((now, "duty"))
    return [AccessFact(person.pk, left_at, at, what) for at, what in sorted(seen)]


def to_look_at() -> list[ToLookAt]:
    """Return the findings that nobody has settled, the oldest first."""
    rows = PatternReview.objects.filter(settled_at=None).select_related("supporter", "seeker")
    return [_in_words(row) for row in rows.order_by("found_at", "id")]


def found_before(finding: rules.Finding) -> list[datetime]:
    """Return when the same was found earlier."""
    rows = PatternReview.objects.filter(pattern=finding.pattern, about=finding.about)
    return list(rows.values_list("found_at", flat=True))


def note_place(row: PatternReview) -> str:
    """Return where in the database a note is sealed to."""
    return f"pattern:{row.key}:note"


def _in_words(row: PatternReview) -> ToLookAt:
    name = people.display_name(row.supporter) or _("Somebody")
    title, because, ask = _words(row.pattern, name, row.facts, is_pair=row.seeker_id is not None)
    return ToLookAt(row.key, row.pattern, title, because, ask, row.found_at)


def _words(pattern: str, name: str, numbers: dict[str, Any], *, is_pair: bool) -> tuple[str, str, str]:
    times = int(numbers.get("times") or numbers.get("talks") or numbers.get("held") or 1)
    said = {"name": name, "n": times, "of": numbers.get("of", times)}
    if pattern == "same_pair":
        return (
            _("The same two, again and again"),
            _("%(name)s had %(n)d of the last %(of)d talks of one seeker, within two weeks, while others were here.") % said,
            _("Ask %(name)s how it comes, and whether the seeker knows that there are others.") % said,
        )  # fmt: skip
    if pattern == "long_nights":
        whom = _("with one seeker") if is_pair else _("with different people")
        return (
            _("Long talks deep in the night"),
            _("%(name)s had %(n)d talks of an hour and a half or more in the nights of this week, %(whom)s.") % (said | {"whom": whom}),
            _("Ask how %(name)s sleeps, and what made it hard to close.") % said,
        )  # fmt: skip
    if pattern == "contact":
        return _contact_words(said, is_pair)
    if pattern == "secrecy":
        return (
            _("“Our secret”, early"),
            _("The guard noticed %(n)d times that %(name)s promised secrecy or made themselves the only one, in a first or second talk; the words were sent.") % said,
            _("Ask soon. Read the role moments together if %(name)s wants to share them.") % said,
        )  # fmt: skip
    return _graver_words(pattern, said, numbers)


def _contact_words(said: dict[str, Any], is_pair: bool) -> tuple[str, str, str]:
    if is_pair:
        because = _("%(name)s sent contact details although the guard held them.")
    else:
        because = _(
            "The guard held contact details of %(name)s in more than one talk this week (%(n)d times)."
        )
    ask = _("Ask today what was meant. Nobody meets outside.")
    return _("Contact outside"), because % said, ask


def _graver_words(pattern: str, said: dict[str, Any], numbers: dict[str, Any]) -> tuple[str, str, str]:
    if pattern == "closeness":
        return (
            _("Too close"),
            ngettext(
                "The guard held words of %(name)s about romance, money or pressure, and they were sent anyway.",
                "The guard held words of %(name)s about romance, money or pressure %(n)d times, and they were sent anyway.",
                said["n"],
            ) % said,
            _("Pause %(name)s first, then ask.") % said,
        )  # fmt: skip
    if pattern == "reported":
        return (
            _("Reported by more than one"),
            _("Different seekers reported %(name)s (%(n)d reports within a month).") % said,
            _("Pause %(name)s until you have talked. The reports say more.") % said,
        )
    if pattern == "flagged":
        return (
            _("A seeker flagged by more than one"),
            _("Different supporters reported one seeker (%(n)d reports within a month).") % said,
            _("Look at the reports together. Somebody may need another kind of help."),
        )
    what = {
        "signed_in": _("has signed in since"),
        "deed": _("has done something as staff since"),
        "duty": _("still holds a duty"),
    }[str(numbers.get("what", "signed_in"))]
    return (
        _("Somebody who left still comes in"),
        _("%(name)s has left and %(what)s.") % (said | {"what": what}),
        _("Ask whoever runs the machine to close the account. Find out what was done."),
    )
