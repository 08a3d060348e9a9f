"""What somebody said about being safe, pages to the people on call, who was told, and how somebody is reached afterwards."""

from django.db import models

from beenthere.conversations.models import Conversation
from beenthere.matching.models import Visit
from beenthere.people.models import Person, new_key
from beenthere.safety.rules import ANSWERS


class SafetyAnswer(models.Model):
    """The answer to the direct question; each answer is kept, the last one counts."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=10, choices=[(one, one) for one in ANSWERS], blank=True)
    at = models.DateTimeField()


class PageQuerySet(models.QuerySet["Page"]):
    def open(self) -> "PageQuerySet":
        """Pages nobody has acknowledged, the oldest first."""
        return self.filter(acknowledged_at=None).order_by("opened_at", "id")


class Page(models.Model):
    """A call for a human. Everything escalation needs stands here, so that a restart loses nothing."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    # What the page is about, as one word: two calls about the same thing are one page.
    about = models.CharField(max_length=48)
    visit = models.ForeignKey(Visit, null=True, on_delete=models.SET_NULL, related_name="+")
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.SET_NULL, related_name="+")
    # Whom the call is about and who must not learn of it, also when they are on call or coordinate.
    hidden_from = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    called = models.PositiveSmallIntegerField(default=1)
    # The last mark of the escalation that was carried out completely.
    mark = models.PositiveIntegerField(default=0)
    lines_shown_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "why"],
                condition=models.Q(acknowledged_at__isnull=True),
                name="one_open_page_a_reason",
            )
        ]
        indexes = [models.Index(fields=["acknowledged_at", "opened_at"], name="pages_open")]


class Told(models.Model):
    """Somebody was told of a page at a mark; written together with the notices."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    round = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "person", "round"], name="told_once_a_round")]


class LevelChange(models.Model):
    """Somebody set the action level of a talk. Rows are only ever added; the latest counts."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField()
    before = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # Why it was lowered, sealed under the service's key.
    reason = models.BinaryField(null=True)
    at = models.DateTimeField()


class SafetyCheck(models.Model):
    """The answers to the five own questions, as codes; each time is a row, the latest counts."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict)
    level = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    is_recheck = models.BooleanField(default=False)
    at = models.DateTimeField()


class Joining(models.Model):
    """Somebody on call is beside a talk: near (``background``) or in the lead, until they hand back."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    mode = models.CharField(max_length=10, choices=[(one, one) for one in ("background", "lead")])
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    # When their open page, or a deed of theirs, was heard last: a row alone sits beside nobody.
    heard_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "person"],
                condition=models.Q(until__isnull=True),
                name="beside_a_talk_once",
            )
        ]


class OtherWay(models.Model):
    """Another way a seeker gave to be reached, sealed under a key of its own; for the people on call, when a grave talk breaks off."""

    # New with each leaving: another process may still hold the key of words that were taken back.
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="+")
    words = models.BinaryField()
    given_at = models.DateTimeField()


class NextContact(models.Model):
    """The agreed next contact of a talk: when and how, or that none is wanted. Rows are only ever added; the latest counts."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    is_none = models.BooleanField(default=False)
    how = models.CharField(max_length=8, blank=True)
    # When, in their words, sealed under the talk's key.
    when = models.BinaryField(null=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    # What the seeker answered; None until they did.
    agrees = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)


class WelfareCheck(models.Model):
    """Somebody on call decided whether others go and look after a seeker. Rows are only ever added; the latest counts."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    decided = models.CharField(max_length=3, choices=[(one, one) for one in ("yes", "no")])
    # Sealed under the service's key; the log holds its digest.
    because = models.BinaryField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()


class SafetyLog(models.Model):
    """Every step around a page or a level, each row bound to the one before by its hash. No words anybody wrote."""

    conversation = models.ForeignKey(
        Conversation, null=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False
    )
    # How the hash is made: 1 is from before links were bound to their talk.
    form = models.PositiveSmallIntegerField(default=1)
    # The talk's key under a salt, which is part of the hash. Erasing takes the salt: then nobody can tell which talk it was.
    bound = models.CharField(max_length=64, blank=True, default="")
    salt = models.CharField(max_length=32, blank=True, default="")
    what = models.CharField(max_length=24)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64)
