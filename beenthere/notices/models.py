"""Notices and the sealed addresses they go to."""

import json
from dataclasses import dataclass

from django.db import models

from beenthere.people.models import Person, new_key
from beenthere.privacy import keys


@dataclass(frozen=True)
class Letter:
    """A mail to somebody outside, in words a person has seen and said yes to."""

    address: str
    title: str
    body: str


class Channel(models.TextChoices):
    """How a notice travels."""

    EMAIL = "email"
    PUSH = "push"
    APPRISE = "apprise"
    IN_APP = "in_app"


class State(models.TextChoices):
    """What became of a notice."""

    DUE = "due"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class Address(models.Model):
    """Where somebody can be reached by one channel; sealed under their key."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    is_broken = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "channel"], name="one_address_a_channel")]


class Notice(models.Model):
    """One notice on its way; sent at least once, and once for each dedup key as far as we know."""

    to = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    kind = models.CharField(max_length=30)
    # Sealed: tomorrow's link lets somebody in, so a stolen disk must not hold it.
    sealed_link = models.BinaryField()
    dedup_key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    why_failed = models.CharField(max_length=60, blank=True)
    # A letter to somebody outside: address and words are sealed under a key of its own, and it goes
    # out only while the yes to this purpose stands.
    letter = models.BinaryField(null=True)
    letter_subject = models.CharField(max_length=64, blank=True)
    consent = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="notices_due")]

    @property
    def link(self) -> str:
        """Return where the notice leads.

        :raises KeyIsGone: the person was erased
        """
        subject = f"person:{self.to.key}"
        return keys.unseal(subject=subject, place=f"notice:{self.dedup_key}", sealed=self.sealed_link)

    @property
    def letter_words(self) -> Letter:
        """Return what is written to somebody outside, and where to.

        :raises KeyIsGone: what it belonged to was taken back or erased
        """
        sealed = self.letter or b""
        return Letter(
            **json.loads(
                keys.unseal(subject=self.letter_subject, place=f"letter:{self.dedup_key}", sealed=sealed)
            )
        )
