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
from beenthere.people.models import Account, Duty, Person, Standing, SupporterProfile

WORDS = {
    "empty": _("Please fill this in."),
    "unknown": _("Please choose from the list."),
    "both": _("A topic is either one you know or one you would rather not take."),
    "limit": _("Choose 1 to 5 chats at a time."),
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


class NotApprovedYet(NotAllowed):
    """Only a supporter whom a coordinator approved may take chats."""


class OnlyACoordinator(NotAllowed):
    """Only a coordinator may do this, and not for themselves."""


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


@transaction.atomic
def approve(*, supporter: Person, by: Person, now: datetime) -> SupporterProfile:
    """Let a supporter take chats.

    :raises OnlyACoordinator: ``by`` is none, or would approve themselves
    :raises NotHere: there is no profile
    """
    _coordinator_for(supporter, by)
    profile = queries.the_profile_of(person=supporter)
    if profile.standing != Standing.APPROVED:
        _set_standing(profile, Standing.APPROVED, approved_by=by, approved_at=now)
        announce(events.SupporterApproved(person_id=supporter.pk))
    return profile


@transaction.atomic
def pause(*, supporter: Person, by: Person, now: datetime) -> SupporterProfile:
    """Stop offering chats to a supporter until a coordinator approves them again.

    :raises OnlyACoordinator: ``by`` is none, or would pause themselves
    :raises NotHere: there is no profile
    """
    _coordinator_for(supporter, by)
    profile = queries.the_profile_of(person=supporter)
    _set_standing(profile, Standing.PAUSED, is_available=False, available_since=None)
    announce(events.AvailabilityChanged(person_id=supporter.pk))
    return profile


def _coordinator_for(supporter: Person, by: Person) -> None:
    if by.pk == supporter.pk or not queries.is_coordinator(by):
        raise OnlyACoordinator(_("A coordinator other than the supporter decides this."))


def _set_standing(profile: SupporterProfile, standing: Standing, **fields: object) -> None:
    changed = {"standing": standing} | fields
    SupporterProfile.objects.filter(pk=profile.pk).update(**changed)
    profile.refresh_from_db()


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

    :raises NotApprovedYet: nobody is matched before a coordinator approved them
    :raises NotHere: there is no profile
    """
    profile = queries.the_profile_of(person=supporter)
    if is_available and profile.standing != Standing.APPROVED:
        raise NotApprovedYet(_("A coordinator has to say yes to your profile first."))
    changed = SupporterProfile.objects.filter(pk=profile.pk, is_available=not is_available).update(
        is_available=is_available, available_since=now if is_available else None, away_why=why
    )
    profile.refresh_from_db()
    if changed:
        announce(events.AvailabilityChanged(person_id=supporter.pk))
    return profile


@transaction.atomic
def give_duty(*, person: Person, kind: str) -> Duty:
    """Give a staff duty ("coordinator", "on_call"); a duty already held stays at its place."""
    last = Duty.objects.filter(kind=kind).aggregate(last=Max("place"))["last"]
    place = 0 if last is None else last + 1
    return Duty.objects.get_or_create(person=person, kind=Duty.Kind(kind), defaults={"place": place})[0]


def take_duty(*, person: Person, kind: str) -> None:
    """Take a staff duty back."""
    Duty.objects.filter(person=person, kind=Duty.Kind(kind)).delete()


def forget(*, person: Person) -> None:
    """Delete a person with their account, profile and duties; what others keep about them goes first."""
    account = person.account
    Person.objects.filter(pk=person.pk).delete()
    if account is not None:
        account.delete()
