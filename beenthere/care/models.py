"""Whom a seeker named, what they want to say, and what they handed over. Words are stored only as ciphertext."""

from django.db import models

from beenthere.conversations.models import Conversation
from beenthere.people.models import Person, new_key


class CareContact(models.Model):
    """A therapist, doctor or worker a seeker named; name and ways to reach them are sealed."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    # Until when they may be told things; null is until the seeker says otherwise.
    until = models.DateField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class DirectoryEntry(models.Model):
    """Somebody a deployment knows of: public words, each with its source and the day it was checked."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=300)
    reach = models.CharField(max_length=200)
    cost = models.CharField(max_length=200)
    waiting = models.CharField(max_length=200)
    first_sentence = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)
    checked_on = models.DateField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()


class OwnEntry(models.Model):
    """Somebody a seeker thinks of turning to, and the first sentence they mean to say; sealed."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(DirectoryEntry, null=True, on_delete=models.SET_NULL, related_name="+")
    sealed = models.BinaryField()
    at = models.DateTimeField()


class Suggestion(models.Model):
    """A supporter named an entry of the directory in a talk; the tie that makes stands in boundaries."""

    entry = models.ForeignKey(DirectoryEntry, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    supporter = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "conversation"], name="one_suggestion_a_talk")
        ]


class Sentences(models.Model):
    """What happened, how it was, what I want from our next hour; sealed."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class HandOver(models.Model):
    """What a seeker puts together for somebody outside.

    Until their yes it is a wish, sealed under their own key. With the yes the words are frozen under
    a key of this hand-over alone: taking it back destroys that key, and the words with it.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(CareContact, null=True, on_delete=models.SET_NULL, related_name="+")
    wish = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    # Set with the yes. For the seeker's own log: whom and what for, under their own key.
    about = models.BinaryField(null=True)
    body = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, null=True, unique=True)
    token = models.BinaryField(null=True)
    way = models.CharField(max_length=5, blank=True)
    consented_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    # When the words were destroyed: taken back, or their time was over.
    emptied_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_try_at = models.DateTimeField(null=True)
    shut_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["emptied_at", "until"], name="hand_overs_due")]


class Opening(models.Model):
    """One opening with a code; the browser that opened holds a grant for a short while, kept as a digest."""

    hand_over = models.ForeignKey(HandOver, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    grant = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()
