"""Who agreed to which words, what ties people said, what the guard noticed, and the role journal."""

from django.db import models

from beenthere.conversations.models import Conversation, Mode
from beenthere.matching.models import Offer, Visit
from beenthere.people.models import Person, new_key


class Wording(models.Model):
    """Words that somebody said yes to, kept as they were whatever becomes of the file. Nobody's name is here."""

    kind = models.CharField(max_length=10)
    version = models.CharField(max_length=12)
    digest = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    points = models.JSONField(default=list)
    boxes = models.JSONField(default=list)
    lines = models.JSONField(default=list)
    first_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "version", "digest"], name="one_wording_a_digest")
        ]


class Agreement(models.Model):
    """Somebody's yes to one version of one side's words."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10)
    version = models.CharField(max_length=12)
    # Rows from before words were kept have none; their version names a file.
    wording = models.ForeignKey(Wording, null=True, on_delete=models.PROTECT, related_name="+")
    # What stood in the placeholders: "for 30 days" stays what was agreed when the service changes it.
    filled = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    visit = models.ForeignKey(Visit, null=True, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="+")
    # What a room above is about, such as "pair:…": two friends agree once for all their evenings.
    about = models.CharField(max_length=48, blank=True, db_index=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "side", "wording", "about"],
                condition=~models.Q(about="") & models.Q(withdrawn_at__isnull=True),
                name="one_agreement_a_pair",
            ),
            models.UniqueConstraint(
                fields=["person", "side", "wording", "visit"],
                condition=models.Q(visit__isnull=False, withdrawn_at__isnull=True),
                name="one_agreement_a_visit",
            ),
            models.UniqueConstraint(
                fields=["person", "side", "wording", "conversation"],
                condition=models.Q(conversation__isnull=False, withdrawn_at__isnull=True),
                name="one_agreement_a_conversation",
            ),
        ]


class Terms(models.Model):
    """The words one talk was opened under; it goes on under them when newer ones come into force."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="+")
    frame = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    seeker = models.ForeignKey(Agreement, null=True, on_delete=models.SET_NULL, related_name="+")
    supporter = models.ForeignKey(Agreement, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()


class Disclosure(models.Model):
    """What a supporter said about other ties to this seeker, and the seeker's answer.

    A name recognised later makes a new row; the latest one counts.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    supporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, null=True, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=48, blank=True, db_index=True)
    kinds = models.JSONField(default=list)
    detail = models.BinaryField(null=True)
    # Profession and licence place of a clinician, sealed under the supporter's key like the detail.
    particulars = models.BinaryField(null=True)
    at = models.DateTimeField()
    accepts = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)


class Named(models.Model):
    """Somebody a host named to their friend, to turn to; the tie that makes is a disclosure."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    about = models.CharField(max_length=48, db_index=True)
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    to = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    # Who, and how they are reached: the host's words, under the host's key.
    sealed = models.BinaryField()
    at = models.DateTimeField()
    # The friend took it off their list; the host does not learn that they did.
    put_away_at = models.DateTimeField(null=True)


class Noticed(models.Model):
    """A moment the guard noticed in a supporter's words, without the words.

    ``place`` is ``draft`` (shown while it was written), ``held`` (not sent yet) or ``sent``. ``answer`` is the one tap of the
    supporter; ``outcome`` is what became of it. The reason for sending anyway is sealed under the supporter's key.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.SET_NULL, related_name="+")
    supporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=24)
    severity = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=6, choices=[(one, one) for one in ("draft", "held", "sent")])
    answer = models.CharField(
        max_length=10, blank=True, choices=[(one, one) for one in ("not_drift", "known", "later")]
    )
    outcome = models.CharField(
        max_length=12, blank=True, choices=[(one, one) for one in ("changed", "sent_anyway")]
    )
    reason = models.BinaryField(null=True)
    # What is noticed between friends is for the host alone: no coordinator looks at it, nobody is called.
    mode = models.CharField(max_length=6, choices=Mode, default=Mode.LINE)
    at = models.DateTimeField()
    # When somebody on call was told; null while that has still to be done.
    calls = models.BooleanField(default=False)
    called_at = models.DateTimeField(null=True)
    # Severity 3 and 4 wait for a supervisor's look within a day.
    reviewed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["conversation", "code", "at"], name="noticed_lately")]


class DriftCount(models.Model):
    """How often a code was shown and what supporters tapped, for the whole service; no person and no talk."""

    code = models.CharField(max_length=24, unique=True)
    shown = models.PositiveIntegerField(default=0)
    not_drift = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    later = models.PositiveIntegerField(default=0)
    # An operator may stop hints that are mostly wrong here; the gravest can not be muted.
    is_muted = models.BooleanField(default=False)


class GuardSwitch(models.Model):
    """Whether the operator lets the guard read; one row, on when it is missing."""

    is_on = models.BooleanField(default=True)
    at = models.DateTimeField()


class Reflection(models.Model):
    """A piece of a supporter's role journal: about one moment the guard noticed, or about one talk.

    Nobody else can read it until its supporter shares it; a share can be taken back until it was read.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    supporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    noticed = models.ForeignKey(Noticed, null=True, on_delete=models.SET_NULL, related_name="+")
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.SET_NULL, related_name="+")
    # Kept here too, so that a shared piece still says what it is about when the moment is forgotten.
    code = models.CharField(max_length=24, blank=True)
    planned = models.BinaryField(null=True)
    organic = models.BinaryField(null=True)
    human = models.BinaryField(null=True)
    at = models.DateTimeField()
    written_at = models.DateTimeField()
    shared_with_supervision_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["noticed"],
                condition=models.Q(noticed__isnull=False),
                name="one_reflection_a_moment",
            ),
            models.UniqueConstraint(
                fields=["supporter", "conversation"],
                condition=models.Q(noticed__isnull=True, conversation__isnull=False),
                name="one_reflection_a_talk",
            ),
        ]
