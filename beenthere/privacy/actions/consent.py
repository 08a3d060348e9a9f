"""Consent: a dated yes to one purpose, that can be taken back."""

from datetime import datetime

from django.db import transaction

from beenthere.people.models import Person
from beenthere.privacy.models import Consent


@transaction.atomic
def give_consent(*, person: Person, purpose: str, version: str, now: datetime) -> Consent:
    """Remember a yes; the same yes twice is one."""
    living = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
    if (same := living.filter(version=version).first()) is not None:
        return same
    living.update(withdrawn_at=now)
    return Consent.objects.create(person=person, purpose=purpose, version=version, given_at=now)


def withdraw_consent(*, person: Person, purpose: str, now: datetime) -> bool:
    """Take a yes back; return whether there was one."""
    living = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
    return bool(living.update(withdrawn_at=now))
