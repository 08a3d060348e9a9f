"""What somebody said about being safe, pages to the people on call, and who was told."""

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
