"""Who agreed to which words, and what supporters disclosed."""

from django.db import models

from beenthere.conversations.models import Conversation
from beenthere.matching.models import Offer, Visit
from beenthere.people.models import Person, new_key


class Agreement(models.Model):
    """Somebody's yes to one version of one side's words."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10)
    version = models.CharField(max_length=12)
    answers = models.JSONField(default=dict)
    visit = models.ForeignKey(Visit, null=True, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "side", "version", "visit"],
                condition=models.Q(visit__isnull=False),
                name="one_agreement_a_visit",
            ),
            models.UniqueConstraint(
                fields=["person", "side", "version", "conversation"],
                condition=models.Q(conversation__isnull=False),
                name="one_agreement_a_conversation",
            ),
        ]


class Disclosure(models.Model):
    """What a supporter said about other ties to this seeker, and the seeker's answer.

    A name recognised later makes a new row; the latest one counts.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    supporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, null=True, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="+")
    kinds = models.JSONField(default=list)
    detail = models.BinaryField(null=True)
    at = models.DateTimeField()
    accepts = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)
