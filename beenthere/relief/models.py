"""How somebody felt before, after and tomorrow; how the evening closed; tomorrow's message."""

from django.db import models

from beenthere.matching.models import Visit
from beenthere.people.models import new_key
from beenthere.relief.rules import MOMENTS


class Rating(models.Model):
    """One answer from 0 to 10; without a value it was skipped."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="+")
    moment = models.CharField(max_length=10, choices=[(moment, moment) for moment in MOMENTS])
    value = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "moment"], name="one_rating_a_moment"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(value__lte=10), name="rating_up_to_ten"
            ),
        ]


class Closing(models.Model):
    """What helped, and one next step; the seeker's own words are sealed under their key."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="+")
    helped = models.JSONField(default=list)
    words = models.BinaryField(null=True)
    next_step = models.BinaryField(null=True)
    at = models.DateTimeField()


class FollowUpState(models.TextChoices):
    """Where tomorrow's message stands."""

    AGREED = "agreed"
    SENT = "sent"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class FollowUp(models.Model):
    """A message agreed for tomorrow. The link's token is kept only as a hash."""

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=FollowUpState, default=FollowUpState.AGREED)
    token_hash = models.CharField(max_length=64, null=True, unique=True)
    agreed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="follow_ups_due")]


class Worry(models.Model):
    """A next-day answer that a human should see. The row stays until the room above has paged one."""

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=20)
    at = models.DateTimeField()
    handed_on_at = models.DateTimeField(null=True)
