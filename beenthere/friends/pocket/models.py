"""What phones sent about an evening, once each; which phones; and which evenings are gone. Words are ciphertext."""

from django.db import models


class PocketDevice(models.Model):
    """One phone (or one browser) at one evening, and the highest number of it that is here without a gap."""

    evening = models.ForeignKey("friends.FriendEvening", on_delete=models.CASCADE, related_name="+")
    device = models.CharField(max_length=40)
    last_n = models.PositiveIntegerField(default=0)
    calls = models.PositiveIntegerField(default=0)
    calls_since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evening", "device"], name="one_row_a_pocket_device")]


class PocketEvent(models.Model):
    """One thing that happened on a phone. ``at`` is what the phone's clock said, ``received_at`` what ours did."""

    evening = models.ForeignKey("friends.FriendEvening", on_delete=models.CASCADE, related_name="+")
    device = models.CharField(max_length=40)
    n = models.PositiveIntegerField()
    client_key = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    # Everything that was chosen or written, as JSON, sealed under the key of the evening.
    payload = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evening", "device", "n"], name="one_pocket_event_a_number"),
            # A phone that was put back to an older state gets a new name; what it sent before stays one event.
            models.UniqueConstraint(fields=["evening", "client_key"], name="one_pocket_event_a_key"),
        ]


class ErasedEvening(models.Model):
    """That an evening is gone, and since when, so that phones forget it too. A digest of its key and no person."""

    digest = models.CharField(max_length=64, unique=True)
    erased_at = models.DateTimeField()
