"""The only way to get a person on a request's behalf."""

from typing import Any

from beenthere.people.models import Person


def seeker_of(*, key: str | None) -> Person | None:
    """Return the seeker this visit's session belongs to, or None."""
    if not key:
        return None
    return Person.objects.filter(key=key, account=None).first()


def member_of(*, account: Any) -> Person | None:
    """Return the supporter or staff member behind an account, or None."""
    if not account.is_authenticated or not account.is_active:
        return None
    return Person.objects.filter(account_id=account.pk).first()
