"""What can be done with persons, accounts and profiles."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotAllowed, Refused
from beenthere.people import events, queries, rules
from beenthere.people.models import Account, Duty, Person, SupporterProfile
from beenthere.people.vetting import queries as vetting
from beenthere.people.vetting.actions import OnlyACoordinator

WORDS = {
    "empty": _("Please fill this in."),
    "unknown": _("Please choose from the list."),
    "both": _("A topic is either one you know or one you would rather not take."),
    "limit": _("Choose one or two talks at a time."),
    "long": _("Please make this shorter."),
}


class ProfileIsWrong(Refused):
    """A profile can not be saved; ``problems`` is field -> sentence, all at once."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class EmailIsTaken(Refused):
    """An account with this address exists."""


class EmailIsWrong(Refused):
    """This is not an e-mail address."""


class GatesAreMissing(NotAllowed):
    """Only a supporter behind whom every gate stands may take talks."""


# Why somebody is away while a heavy talk of theirs goes on.
HEAVY = "heavy"


class StillResting(NotAllowed):
    """Nobody takes a talk right after a grave one."""


def welcome_seeker(*, now: datetime) -> Person:
    """Make a person for somebody who seeks support; they need no account."""
    return Person.objects.create(created_on=now.date(), last_seen_on=now.date())


@transaction.atomic
def make_member(*, email: str, password: str | None, now: datetime) -> Person:
    """Make an account that can sign in, and its person.

    :raises EmailIsWrong: it is not an address
    :raises EmailIsTaken: there is an account with it
    """
    try:
        validate_email(email)
    except ValidationError:
        raise EmailIsWrong(_("This is not an e-mail address.")) from None
    if Account.objects.filter(email__iexact=email).exists():
        raise EmailIsTaken(_("There is an account with this address."))
    return member_for(account=Account.objects.create_user(email.lower(), password), now=now)


def member_for(*, account: Account, now: datetime) -> Person:
    """Return the person of an account, made when it is new; two tabs get the same one."""
    made = {"created_on": now.date(), "last_seen_on": now.date()}
    return Person.objects.get_or_create(account=account, defaults=made)[0]


def seen(*, person: Person, now: datetime) -> None:
    """Remember the day, and no more than the day, on which somebody was here."""
    Person.objects.filter(pk=person.pk, last_seen_on__lt=now.date()).update(last_seen_on=now.date())


def save_profile(
    *,
    person: Person,
    display_name: str,
    topics: Sequence[str],
    languages: Sequence[str],
    now: datetime,
    refused_topics: Sequence[str] = (),
    preferred_needs: Sequence[str] = (),
    hours: str = "",
    chat_limit: int = 1,
    profession: str = "",
    is_demo: bool = False,
) -> SupporterProfile:
    """Save what a supporter says about themselves; the first time, this is their application.

    :raises ProfileIsWrong: with every problem at once
    :raises NotAllowed: a seeker has no profile
    """
    if person.account_id is None:
        raise NotAllowed(_("Sign in first."))
    draft = rules.ProfileDraft(
        display_name, topics, languages, refused_topics, preferred_needs, hours, chat_limit, profession
    )
    found = rules.problems(draft, queries.known())
    if found:
        raise ProfileIsWrong({field: str(WORDS[code]) for field, code in found.items()})
    fields = _fields(draft) | ({"is_demo": True} if is_demo else {})
    return SupporterProfile.objects.update_or_create(
        person=person, defaults=fields, create_defaults=fields | {"applied_at": now}
    )[0]


def _fields(draft: rules.ProfileDraft) -> dict[str, object]:
    return {
        "display_name": draft.display_name.strip(),
        "topics": list(dict.fromkeys(draft.topics)),
        "languages": list(dict.fromkeys(draft.languages)),
        "refused_topics": list(dict.fromkeys(draft.refused_topics)),
        "preferred_needs": list(dict.fromkeys(draft.preferred_needs)),
        "hours": draft.hours.strip(),
        "chat_limit": draft.chat_limit,
        "profession": draft.profession.strip(),
    }


def _coordinator_for(supporter: Person, by: Person) -> None:
    if by.pk == supporter.pk or not queries.is_coordinator(by):
        raise OnlyACoordinator(_("A coordinator other than the supporter decides this."))


@transaction.atomic
def note_module(*, supporter: Person, module: str, by: Person, now: datetime) -> SupporterProfile:
    """Remember that a supporter has finished a training module; some skill cards wait for it.

    :raises OnlyACoordinator: ``by`` is none, or would note their own
    :raises NotHere: there is no profile
    """
    _coordinator_for(supporter, by)
    profile = queries.the_profile_of(person=supporter)
    profile.modules = sorted({*profile.modules, module})
    profile.save(update_fields=["modules"])
    return profile


@transaction.atomic
def set_availability(
    *, supporter: Person, is_available: bool, now: datetime, why: str = ""
) -> SupporterProfile:
    """Say that a supporter is here for chats, or away; saying it twice changes nothing.

    :raises GatesAreMissing: nobody is matched before every gate stands behind them
    :raises StillResting: a heavy talk goes on, or a grave one has just ended
    :raises NotHere: there is no profile
    """
    profile = queries.the_profile_of(person=supporter)
    if is_available and not profile.is_available and profile.away_why == HEAVY:
        raise StillResting(
            _("Your talk is a heavy one. It is enough for now; nobody else is offered to you.")
        )
    if is_available and not vetting.may_meet(person=supporter, now=now):
        raise GatesAreMissing(_("One step is still to come before you can be here. Your desk says which."))
    if is_available and rules.is_resting(rests_until=profile.rests_until, now=now):
        raise StillResting(
            _("That was a heavy talk. Take the rest of your half hour; nobody is offered to you until then.")
        )
    return _switch(profile, is_available=is_available, why=why, now=now)


def _switch(
    profile: SupporterProfile, *, is_available: bool, now: datetime, why: str = ""
) -> SupporterProfile:
    changed = SupporterProfile.objects.filter(pk=profile.pk, is_available=not is_available).update(
        is_available=is_available, available_since=now if is_available else None, away_why=why
    )
    profile.refresh_from_db()
    if changed:
        announce(events.AvailabilityChanged(person_id=profile.person_id))
    return profile


def set_aside(*, supporter: Person, why: str, now: datetime) -> None:
    """Offer nobody else to a supporter for now; somebody who is away already stays away for their own reason."""
    if queries.the_profile_of(person=supporter).is_available:
        set_availability(supporter=supporter, is_available=False, why=why, now=now)


@transaction.atomic
def back_from_aside(*, supporter: Person, now: datetime) -> None:
    """Let somebody who was set aside for a heavy talk be offered talks again; nobody else changes."""
    profile = queries.profile_of(supporter)
    if profile is None or profile.is_available or profile.away_why != HEAVY:
        return
    # A gate may have lapsed during the talk, and an earlier grave talk may still ask for its rest.
    is_resting = rules.is_resting(rests_until=profile.rests_until, now=now)
    if vetting.may_meet(person=supporter, now=now) and not is_resting:
        _switch(profile, is_available=True, now=now)
        return
    SupporterProfile.objects.filter(pk=profile.pk, away_why=HEAVY).update(away_why="")


@transaction.atomic
def rest(*, supporter: Person, until: datetime, now: datetime) -> None:
    """Let a supporter rest until a time; they come back by their own click after it."""
    SupporterProfile.objects.filter(person=supporter).update(rests_until=until)
    set_aside(supporter=supporter, why="rest", now=now)
    SupporterProfile.objects.filter(person=supporter, away_why="heavy").update(away_why="rest")


@transaction.atomic
def give_duty(*, person: Person, kind: str) -> Duty:
    """Give a staff duty ("coordinator", "on_call"); a duty already held stays at its place, and stands again if it was laid down."""
    last = Duty.objects.filter(kind=kind).aggregate(last=Max("place"))["last"]
    place = 0 if last is None else last + 1
    row, is_new = Duty.objects.get_or_create(person=person, kind=Duty.Kind(kind), defaults={"place": place})
    if not is_new and row.laid_down_at is not None:
        row.laid_down_at = None
        row.save(update_fields=["laid_down_at"])
    return row


def lay_down_duty(*, person: Person, kind: str, now: datetime) -> bool:
    """Lay a duty down for now; return whether it stood."""
    rows = Duty.objects.filter(person=person, kind=Duty.Kind(kind), laid_down_at=None)
    return bool(rows.update(laid_down_at=now))


def take_duty(*, person: Person, kind: str) -> bool:
    """Take a staff duty back; return whether it was held."""
    return bool(Duty.objects.filter(person=person, kind=Duty.Kind(kind)).delete()[0])


@transaction.atomic
def bar(*, seeker: Person, until: datetime, now: datetime) -> None:
    """Let a seeker not come in until a time; what they have open ends. Whoever says that they are not safe comes in all the same."""
    Person.objects.filter(pk=seeker.pk, account=None).update(barred_until=until)
    announce(events.SeekerBarred(person_id=seeker.pk))


def lift_bar(*, seeker: Person) -> None:
    """Let a barred seeker in again: because time is up, somebody decided so, or they are not safe."""
    Person.objects.filter(pk=seeker.pk).update(barred_until=None)


def forget(*, person: Person) -> None:
    """Delete a person with their account, profile and duties; what others keep about them goes first."""
    account = person.account
    Person.objects.filter(pk=person.pk).delete()
    if account is not None:
        account.delete()
