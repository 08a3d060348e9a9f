"""What the companion remembers of a talk: switches, a phase set by hand, and which cards were touched."""

from django.db import models

from beenthere.conversations.models import Conversation


class Panel(models.Model):
    """The panel of one conversation."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=True)
    seeker_allows = models.BooleanField(default=True)
    phase = models.CharField(max_length=10, blank=True)


class CardEvent(models.Model):
    """A card was pinned, put away, or used."""

    class Kind(models.TextChoices):
        PINNED = "pinned"
        UNPINNED = "unpinned"
        DISMISSED = "dismissed"
        USED = "used"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    slug = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
