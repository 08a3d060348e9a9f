"""Naming who looks after somebody, and forgetting them again."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.care import access, queries, rules
from beenthere.care.actions.handing import revoke
from beenthere.care.models import CareContact, HandOver
from beenthere.kernel.refusals import Refused, TooMuch
from beenthere.people.models import Person


class ContactIsUnclear(Refused):
    """It is not clear who somebody is or how they are reached; ``field`` says what."""

    def __init__(self, field: str) -> None:
        super().__init__(WHY_NOT[field])
        self.field = field


WHY_NOT = {
    "role": _("Please say who they are to you."),
    "name": _("Please write what you call them."),
    "reach": _("Please write an e-mail address or a phone number."),
    "email": _("This does not look like an e-mail address."),
}


@transaction.atomic
def name_contact(*, owner: Person, said: Mapping[str, str], until: date | None, now: datetime) -> CareContact:
    """Keep somebody a seeker named; sealed, for the seeker alone.

    :raises ContactIsUnclear: who, or how to reach them, is missing
    :raises TooMuch: ten are named already, or the words are too long
    """
    words = _words(said)
    if CareContact.objects.filter(owner=owner).count() >= rules.MOST_CONTACTS:
        raise TooMuch(_("Ten people are named. Please take one off the list first."))
    row = CareContact(owner=owner, until=until, made_at=now, changed_at=now)
    row.sealed = queries.seal_own(owner=owner, place=f"contact:{row.key}", words=words)
    row.save()
    return row


@transaction.atomic
def change_contact(
    *, owner: Person, key: str, said: Mapping[str, str], until: date | None, now: datetime
) -> CareContact:
    """Change what is known about somebody; what was handed over stays as it was sent.

    :raises NotHere: missing or somebody else's
    :raises ContactIsUnclear: who, or how to reach them, is missing
    """
    row = access.own_contact(owner=owner, key=key)
    row.sealed = queries.seal_own(owner=owner, place=f"contact:{row.key}", words=_words(said))
    row.until, row.changed_at = until, now
    row.save(update_fields=["sealed", "until", "changed_at"])
    return row


def _words(said: Mapping[str, str]) -> dict[str, str]:
    words = {name: rules.one_line(said.get(name, "")) for name in ("role", "name", "email", "phone")}
    words["may_know"] = rules.tidy(said.get("may_know", ""))
    if any(len(text) > rules.SHORT for name, text in words.items() if name != "may_know"):
        raise TooMuch(_("That is too long. Please use fewer words."))
    if len(words["may_know"]) > rules.LONG:
        raise TooMuch(_("That is too long. Please use fewer words."))
    why = rules.why_not_contact(**{name: words[name] for name in ("role", "name", "email", "phone")})
    if why:
        raise ContactIsUnclear(why)
    _check_address(words["email"])
    return words


def _check_address(email: str) -> None:
    if not email:
        return
    try:
        validate_email(email)
    except ValidationError:
        raise ContactIsUnclear("email") from None


@transaction.atomic
def forget_contact(*, owner: Person, key: str, now: datetime) -> None:
    """Take somebody off the list; what is still open for them is taken back.

    :raises NotHere: missing or somebody else's
    """
    row = access.own_contact(owner=owner, key=key)
    for one in HandOver.objects.filter(contact=row, consented_at__isnull=False, emptied_at=None):
        revoke(owner=owner, key=one.key, now=now)
    HandOver.objects.filter(contact=row, consented_at=None).delete()
    row.delete()
