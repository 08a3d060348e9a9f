"""Invitations, pairs of friends, and their evenings. Words are stored only as ciphertext."""

from django.db import models

from beenthere.conversations.models import Conversation
from beenthere.friends.pocket.models import ErasedEvening, PocketDevice, PocketEvent
from beenthere.matching.models import Visit
from beenthere.people.models import Person, new_key

# Tables of the pocket companion stand in its own folder.
__all__ = ["ErasedEvening", "PocketDevice", "PocketEvent"]


class Side(models.TextChoices):
    """Which side of a pair somebody is on."""

    HOST = "host"
    FRIEND = "friend"


class Mode(models.TextChoices):
    """How two friends meet."""

    CHAT = "chat"
    PHONE = "phone"
    IN_PERSON = "in_person"


class EveningState(models.TextChoices):
    """How far an evening has come."""

    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"


class Invitation(models.Model):
    """A link for one friend: it opens once, until a day, and can be taken back."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    inviter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    # The link itself is never stored in plain: a digest finds it, the sealed one lets the inviter show it again.
    digest = models.CharField(max_length=64, unique=True)
    token = models.BinaryField()
    name = models.BinaryField()
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Pair(models.Model):
    """Two friends: the host has an account, the friend needs none. Nothing private shows before ``confirmed_at``."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    host = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    friend = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    invitation = models.OneToOneField(Invitation, null=True, on_delete=models.SET_NULL, related_name="+")
    # What each is called by the other, sealed under the key of the pair.
    host_name = models.BinaryField()
    friend_name = models.BinaryField()
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=6, choices=Side, blank=True)
    ended_why = models.CharField(max_length=12, blank=True)
    # Each side's own block. Two fields, because neither may learn of the other's, not even by their own having no effect.
    host_blocked_at = models.DateTimeField(null=True)
    friend_blocked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["host", "friend"],
                condition=models.Q(ended_at__isnull=True, host__isnull=False, friend__isnull=False),
                name="one_living_pair",
            )
        ]


class PhoneLink(models.Model):
    """A friend's way to another phone: a link that opens once within minutes, or that somebody came with their eight words.

    The session of the other phone carries this row's key, so that the first one can end it.
    """

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    # The secret itself is kept nowhere; whoever came with words used no link.
    digest = models.CharField(max_length=64, unique=True, null=True)
    by_words = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)


class FriendEvening(models.Model):
    """One evening of a pair; its plan is sealed under a key of its own. ``visit`` carries the friend's own numbers."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    mode = models.CharField(max_length=10, choices=Mode)
    state = models.CharField(max_length=10, choices=EveningState, default=EveningState.PLANNED)
    made_at = models.DateTimeField()
    planned_for = models.DateTimeField()
    ends_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    # By either side. Who it was is nowhere, so that no page can lay blame.
    called_off_at = models.DateTimeField(null=True)
    conversation = models.OneToOneField(Conversation, null=True, on_delete=models.SET_NULL, related_name="+")
    visit = models.OneToOneField(Visit, null=True, on_delete=models.SET_NULL, related_name="+")
    # Intention, place, what I will not do, how I look after myself: the host's words, as sealed JSON.
    plan = models.BinaryField(null=True)
    cards = models.JSONField(default=list)

    class Meta:
        constraints = [
            # Two tabs that plan at once get one evening.
            models.UniqueConstraint(
                fields=["pair"], condition=~models.Q(state="over"), name="one_evening_at_a_time"
            )
        ]


class Afterwards(models.Model):
    """What one side wrote after an evening: what happened, what fitted. Sealed under the writer's own key."""

    evening = models.ForeignKey(FriendEvening, on_delete=models.CASCADE, related_name="+")
    writer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=6, choices=Side)
    name = models.CharField(max_length=12)
    body = models.BinaryField()
    # The other side reads it only when its writer said so.
    is_shared = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evening", "side", "name"], name="one_word_afterwards")
        ]


class HostAnswer(models.Model):
    """The host's three questions, for the host alone: sealed under their own key."""

    evening = models.OneToOneField(FriendEvening, on_delete=models.CASCADE, related_name="+")
    host = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answers = models.BinaryField()
    at = models.DateTimeField()


class NotSafeNote(models.Model):
    """That a host was sent word to open their page because their friend may not be safe; and when they did. No word of anybody."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    evening = models.ForeignKey(FriendEvening, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    channels = models.JSONField(default=list)
    # When a page of the host showed it, in front of somebody.
    looked_at = models.DateTimeField(null=True)


class Letter(models.Model):
    """What a friend wrote to their friend the next day; kept only while its consent stands."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    evening = models.OneToOneField(FriendEvening, on_delete=models.CASCADE, related_name="+")
    writer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    body = models.BinaryField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
