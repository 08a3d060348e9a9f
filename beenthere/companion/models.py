"""What the companion remembers of a talk: switches, a phase set by hand, and which cards were touched."""

from django.db import models

from beenthere.conversations.models import Conversation
from beenthere.people.models import Person


class Panel(models.Model):
    """The panel of one conversation."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=True)
    seeker_allows = models.BooleanField(default=True)
    phase = models.CharField(max_length=10, blank=True)
    # The cards that stand on the panel and the message they came with, so that they do not flicker.
    shown = models.JSONField(default=dict)
    is_pictured = models.BooleanField(default=False)


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


class ReaderSwitch(models.Model):
    """The operator's switch for all readers: at most one row, and no row means on."""

    is_on = models.BooleanField(default=True)
    at = models.DateTimeField()


class WrongReading(models.Model):
    """How often supporters said that a reading was wrong. Only the name of the label, never a word of a talk."""

    reader = models.CharField(max_length=10)
    label = models.CharField(max_length=40)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reader", "label"), name="one_count_per_label"),)


class ListeningPicture(models.Model):
    """One evening's listening as counts, for the supporter alone."""

    supporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    conversation = models.OneToOneField(Conversation, on_delete=models.SET_NULL, null=True, related_name="+")
    on = models.DateField()
    messages = models.PositiveIntegerField()
    words = models.PositiveIntegerField()
    reflections = models.PositiveIntegerField()
    questions = models.PositiveIntegerField()
    inputs = models.PositiveIntegerField()
    unasked_advice = models.PositiveIntegerField()
    share_of_words = models.FloatField(null=True)
