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
    # What is told, as one word: while a report is open, telling more is the same report. Empty once its reporter is erased.
    about = models.CharField(max_length=80, default="")
    # Told by a friend, by their own yes; with or without the words of a chat.
    of_friends = models.BooleanField(default=False)
    reason = models.BinaryField(null=True)
    at = models.DateTimeField()
    seen_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    seen_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)
    # What was done about it, sealed under the service's key.
    note = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about"],
                condition=models.Q(settled_at__isnull=True) & ~models.Q(about=""),
                name="one_open_report_about",
            )
        ]


class Evidence(models.Model):
    """The words of a talk up to a report. Each side's are sealed under a key of their own, and outlive the talk."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="+")
    # Who talked: neither may open this, and whoever erases themselves is let go here.
    seeker = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    supporter = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    seeker_words = models.BinaryField(null=True)
    supporter_words = models.BinaryField(null=True)
    # What people on call wrote among them, and who they are: parties as well.
    on_call_words = models.BinaryField(null=True)
    on_call_ids = models.JSONField(default=list)
    seeker_erased_at = models.DateTimeField(null=True)
    supporter_erased_at = models.DateTimeField(null=True)
    talked_at = models.DateTimeField()
    at = models.DateTimeField()


class BreakGlass(models.Model):
    """Somebody asked to open evidence, with a reason; a second person says yes or no."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.BinaryField()
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)


class Opening(models.Model):
    """Evidence was read: by whom and when. The seeker of the talk sees the day on their own page."""

    request = models.ForeignKey(BreakGlass, on_delete=models.CASCADE, related_name="+")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()


class PatternReview(models.Model):
    """A pattern in facts that a coordinator should look at; once a week for a pattern and a pair."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    pattern = models.CharField(max_length=20)
    # Whom it is about, as one word, so that the same is found once a week also when one side is unknown.
    about = models.CharField(max_length=40)
    week = models.DateField()
    supporter = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    seeker = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    facts = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)
    note = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pattern", "about", "week"], name="one_review_a_week")]
