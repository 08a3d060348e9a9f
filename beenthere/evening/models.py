"""What the entry remembers, in rows so that every process knows it and a restart forgets nothing.

Nobody is named: there are digests under a key of the day, and counts. When the day's key is destroyed
nothing here can be told of anybody; a row goes when it is over.
"""

from django.db import models


class Remembered(models.Model):
    """A digest and until when it counts: a break, which session a visit came from, or a sum that was done."""

    class Kind(models.TextChoices):
        BREAK = "break"
        MARK = "mark"
        SUM = "sum"

    kind = models.CharField(max_length=5, choices=Kind)
    digest = models.CharField(max_length=64)
    # Of a visit: the digest of the session it came from.
    leads_to = models.CharField(max_length=64, blank=True)
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "digest"], name="remembered_once")]


class Arrivals(models.Model):
    """How many wanted to come in within one second; only that, and for a minute."""

    second = models.PositiveBigIntegerField(primary_key=True)
    count = models.PositiveIntegerField(default=0)
