"""Persons, accounts and what supporters say about themselves."""

import secrets

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models


def new_key() -> str:
    """Return an unguessable public key (128 random bits)."""
    return secrets.token_urlsafe(16)


class AccountManager(BaseUserManager["Account"]):
    """Accounts are made with an e-mail address and a password."""

    def create_user(self, email: str, password: str | None = None) -> "Account":
        """Make an account that can sign in."""
        account = self.model(email=self.normalize_email(email))
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractUser):
    """How supporters and staff sign in. Seekers have none."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]
    objects = AccountManager()  # type: ignore[assignment,misc]


class Person(models.Model):
    """Somebody in the service. Only days are kept of when; no address, no device, no name."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    account = models.OneToOneField(Account, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    created_on = models.DateField()
    last_seen_on = models.DateField()
    # A seeker who may not come in until then, unless they say that they are not safe.
    barred_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key[:6]


class Standing(models.TextChoices):
    """How far a supporter has come; read from their gates by ``vetting.rules.stage`` and kept here to be asked quickly."""

    APPLIED = "applied"
    IDENTITY_SEEN = "identity_seen"
    REFERRED = "referred"
    TRAINED = "trained"
    SIGNED = "signed"
    SUPERVISED = "supervised"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


class SupporterProfile(models.Model):
    """What a supporter has lived through and may be asked."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    display_name = models.CharField(max_length=40)
    topics = models.JSONField(default=list)
    refused_topics = models.JSONField(default=list)
    preferred_needs = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    hours = models.CharField(max_length=200, blank=True)
    chat_limit = models.PositiveSmallIntegerField(default=1)
    profession = models.CharField(max_length=80, blank=True)
    # Written by ``vetting.actions.settle`` alone.
    standing = models.CharField(max_length=16, choices=Standing, default=Standing.APPLIED)
    # When the first gate runs out; from then on nobody is offered, before any timer has looked.
    gates_until = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    modules = models.JSONField(default=list)
    is_available = models.BooleanField(default=False)
    available_since = models.DateTimeField(null=True)
    # Why somebody is away when it was not their own click: "missed" two offers in a row, in a "heavy" talk, or to "rest" after one.
    away_why = models.CharField(max_length=12, blank=True)
    # After a grave talk nobody is offered another one before this.
    rests_until = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)


class Gate(models.Model):
    """Somebody passed a gate: who confirmed it and when. Rows are only added; the latest of a place counts."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    profile = models.ForeignKey(SupporterProfile, on_delete=models.CASCADE, related_name="+")
    gate = models.CharField(max_length=12)
    # Two references are places 1 and 2 of one gate.
    place = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    version = models.CharField(max_length=40, blank=True)
    # Who gave a reference and what they said, sealed by the room that asked.
    words = models.BinaryField(null=True)
    # Let in before there were gates: counted as passed, and shown as such.
    is_before = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["profile", "gate", "at"], name="gates_of_a_profile")]


class Duty(models.Model):
    """A staff duty held by a person."""

    class Kind(models.TextChoices):
        COORDINATOR = "coordinator"
        ON_CALL = "on_call"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    place = models.PositiveSmallIntegerField(default=0)
    # Laid down for now, by a button; it stands again as soon as it is taken up.
    laid_down_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_duty_of_a_kind")]
