"""Debriefs of supporters, and reports from either side. Words are sealed."""

from django.db import models

from beenthere.conversations.models import Conversation, Side
from beenthere.people.models import Person, new_key


class Debrief(models.Model):
    """Five small steps after a talk, sealed under the supporter's key."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.SET_NULL, related_name="+")
    supporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answers = models.BinaryField(null=True)
    flags = models.JSONField(default=list)
    wants_supervision = models.BooleanField(default=False)
    at = models.DateTimeField()
    talked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    talked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "supporter"], name="one_debrief_a_talk")
        ]


class Report(models.Model):
    """Somebody said that a talk was not right. Who reported is known by side, never shown to the other."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.SET_NULL, related_name="+")
    # Kept apart from the conversation, which either side may erase.
    supporter = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reporter = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    reason = models.BinaryField(null=True)
    at = models.DateTimeField()
    seen_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "side"], name="one_report_a_side")]
