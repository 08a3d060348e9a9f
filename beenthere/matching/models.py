"""The queue: visits that wait, and offers made to supporters. Its truth is these rows."""

from django.db import models

from beenthere.conversations.models import Conversation
from beenthere.people.models import Person, new_key


class VisitState(models.TextChoices):
    """Where a visit stands."""

    WAITING = "waiting"
    OFFERED = "offered"
    MATCHED = "matched"
    SERVED = "served"
    UNSERVED = "unserved"
    # An evening with a friend: never in the line, never offered, never counted as served.
    FRIEND = "friend"


IN_LINE = [VisitState.WAITING, VisitState.OFFERED]
RUNNING = [*IN_LINE, VisitState.MATCHED]


class VisitQuerySet(models.QuerySet["Visit"]):
    def in_line(self) -> "VisitQuerySet":
        """Visits that wait, whether or not an offer is open, in the order of the line."""
        return self.filter(state__in=IN_LINE).order_by(
            "is_demo", "-is_unsafe", "-is_first", "entered_at", "id"
        )

    def running(self) -> "VisitQuerySet":
        """Visits whose evening is not over."""
        return self.filter(state__in=RUNNING)


class Visit(models.Model):
    """One evening of a seeker: from check-in through waiting and talking to the end."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=VisitState, default=VisitState.WAITING)
    topics = models.JSONField(default=list)
    avoided_topics = models.JSONField(default=list)
    need = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=12, default="en")
    # The person's own words "I am not safe", or a talk that came to A3: the only thing that moves
    # anybody up the line, besides having been dropped by a supporter who vanished.
    is_unsafe = models.BooleanField(default=False)
    is_first = models.BooleanField(default=False)
    wants_demo = models.BooleanField(default=False)
    entered_at = models.DateTimeField()
    last_here_at = models.DateTimeField()
    asked_still_there_at = models.DateTimeField(null=True)
    # The page may be closed until then without losing the place; no offer is made meanwhile.
    kept_until = models.DateTimeField(null=True)
    # When the first supporter said yes: the end of the wait, and the basis of the estimate.
    served_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=12, blank=True)
    conversation = models.OneToOneField(Conversation, null=True, on_delete=models.SET_NULL, related_name="+")
    waiting_note = models.BinaryField(null=True)
    note_is_shared = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two tabs that check in at once get one place in the line.
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=["waiting", "offered", "matched"]),
                name="one_running_visit_a_person",
            )
        ]
        indexes = [models.Index(fields=["state", "entered_at"], name="visit_line")]


class Answer(models.TextChoices):
    """What became of an offer."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"


class OfferQuerySet(models.QuerySet["Offer"]):
    def busy(self) -> "OfferQuerySet":
        """Offers that take a supporter's time now: open ones, and accepted ones whose talk goes on."""
        going_on = models.Q(answer=Answer.ACCEPTED) & ~models.Q(conversation__state="ended")
        return self.filter(models.Q(answer=Answer.PENDING) | (going_on & models.Q(is_over=False)))


class Offer(models.Model):
    """A seeker offered to one supporter, with the reason, until it expires."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="+")
    supporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    because = models.JSONField(default=list)
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.PENDING)
    answered_at = models.DateTimeField(null=True)
    # Set once: a supporter who clicks twice gets one conversation.
    conversation = models.OneToOneField(Conversation, null=True, on_delete=models.SET_NULL, related_name="+")
    # The visit ended before a conversation began, or its conversation was erased.
    is_over = models.BooleanField(default=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit"], condition=models.Q(answer="pending"), name="one_open_offer_a_visit"
            ),
            models.UniqueConstraint(
                fields=["supporter"], condition=models.Q(answer="pending"), name="one_open_offer_a_supporter"
            ),
        ]


class Separation(models.Model):
    """Two people who are not matched again: a block, or 'someone else, please'."""

    seeker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    supporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seeker", "supporter"], name="one_separation_a_pair")]


class Wish(models.Model):
    """What somebody who found nobody asked for: a notice, a call-back, a note left."""

    class Kind(models.TextChoices):
        NOTICE = "notice"
        CALL_BACK = "call_back"
        NOTE = "note"

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    channel = models.CharField(max_length=10, blank=True)
    words = models.BinaryField(null=True)
    wanted_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "kind"], name="one_wish_of_a_kind")]
