"""Whoever a coordinator had let in before there were gates stays in; the records say so."""

from django.db import migrations
from django.utils import timezone

PLACES = [
    ("identity", 1),
    ("references", 1),
    ("references", 2),
    ("training", 1),
    ("agreement", 1),
    ("supervised", 1),
]


def record_what_was(apps, schema_editor):
    """Write every gate of those let in, marked "before the gates"; times count from the upgrade on."""
    Profile, Gate = apps.get_model("people", "SupporterProfile"), apps.get_model("people", "Gate")
    now = timezone.now()
    Profile.objects.filter(standing="approved", approved_at=None).update(approved_at=now)
    for profile in Profile.objects.filter(approved_at__isnull=False):
        Gate.objects.bulk_create(
            Gate(
                key=f"before-{profile.pk}-{gate}-{place}",
                profile=profile,
                gate=gate,
                place=place,
                by=profile.approved_by,
                at=now,
                is_before=True,
            )
            for gate, place in PLACES
        )
    Profile.objects.filter(standing="approved").update(standing="active")
    Profile.objects.filter(standing="paused").update(paused_at=now)
    Profile.objects.filter(standing="left").update(left_at=now)


def as_it_was(apps, schema_editor):
    """Those who are in are approved again; the gates go with their table."""
    Profile = apps.get_model("people", "SupporterProfile")
    Profile.objects.filter(standing="active").update(standing="approved")
    Profile.objects.exclude(standing__in=["approved", "paused", "left"]).update(standing="applied")


class Migration(migrations.Migration):
    dependencies = [("people", "0003_gates")]

    operations = [migrations.RunPython(record_what_was, as_it_was)]
