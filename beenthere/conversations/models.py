"""Conversations and their messages. Words are stored only as ciphertext."""

from django.db import models

from beenthere.people.models import Person, new_key


class Side(models.TextChoices):
    """Which side of the conversation somebody is on."""

    SEEKER = "seeker"
    SUPPORTER = "supporter"


class Voice(models.TextChoices):
    """Whose words a message holds: one of the two sides, or somebody on call who came in. Who is on call is no side of a talk."""

    SEEKER = "seeker"
    SUPPORTER = "supporter"
    ON_CALL = "on_call"


class State(models.TextChoices):
    """How far a conversation has come."""

    AGREEING = "agreeing"
    OPEN = "open"
    ENDED = "ended"


class Mode(models.TextChoices):
    """Whether two people met on the line, or were friends before."""

    LINE = "line"
    FRIEND = "friend"


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def running(self) -> "ConversationQuerySet":
        """Conversations that have not ended."""
        return self.exclude(state=State.ENDED)


class Conversation(models.Model):
    """One talk between a seeker and a supporter."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    seeker = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    supporter = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.AGREEING)
    mode = models.CharField(max_length=6, choices=Mode, default=Mode.LINE)
    language = models.CharField(max_length=12, default="en")
    planned_minutes = models.PositiveSmallIntegerField(default=50)
    last_seq = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    end_notice_at = models.DateTimeField(null=True)
    close_proposed_by = models.CharField(max_length=10, choices=Side, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=10, choices=Side, blank=True)
    ended_why = models.CharField(max_length=20, blank=True)
    seeker_messages = models.PositiveIntegerField(default=0)
    seeker_words = models.PositiveIntegerField(default=0)
    supporter_messages = models.PositiveIntegerField(default=0)
    supporter_words = models.PositiveIntegerField(default=0)
    supporter_questions = models.PositiveIntegerField(default=0)

    objects = ConversationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key[:6]

    @property
    def is_of_friends(self) -> bool:
        """Tell whether these two were friends before they talked here."""
        return self.mode == Mode.FRIEND


class Message(models.Model):
    """One message: its place in the conversation and its ciphertext."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=Voice)
    # Who of the people on call said it; the two sides are known from the conversation.
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    client_key = models.CharField(max_length=36)
    body = models.BinaryField()
    key_version = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    is_kept = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="one_message_a_place"),
            # Kept as long as the conversation: a phone offline for days may send again.
            models.UniqueConstraint(
                fields=["conversation", "side", "client_key"], name="one_message_a_client_key"
            ),
        ]
        # Partial, so that the messages of the two sides cost nothing more.
        indexes = [
            models.Index(fields=["author"], condition=models.Q(author__isnull=False), name="messages_on_call")
        ]
        ordering = ["conversation_id", "seq"]


class Presence(models.Model):
    """When each side's socket was last heard, so that any process can tell who has vanished."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    last_seen_at = models.DateTimeField()
    is_missing = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "side"], name="one_presence_a_side")]
