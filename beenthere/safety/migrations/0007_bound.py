"""Links are bound to their talk from now on; those from before stay valid as they are, and the head stands where they end."""

from django.db import migrations, models


def set_the_head(apps, schema_editor):
    """Set the head where the log ends now."""
    from beenthere.privacy.heads import SAFETY, seal_of

    rows = apps.get_model("safety", "SafetyLog").objects
    last = rows.order_by("-id").values_list("hash", flat=True).first()
    if last is not None:
        count = rows.count()
        apps.get_model("privacy", "ChainHead").objects.create(
            chain=SAFETY, count=count, last=last, seal=seal_of(SAFETY, count, last)
        )


def take_the_head(apps, schema_editor):
    """Without the fields the log is read in its old form alone."""
    apps.get_model("privacy", "ChainHead").objects.filter(chain="safety").delete()


class Migration(migrations.Migration):
    dependencies = [("safety", "0006_next_contact"), ("privacy", "0002_heads")]

    operations = [
        migrations.AddField(
            model_name="safetylog",
            name="bound",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="safetylog", name="form", field=models.PositiveSmallIntegerField(default=1)
        ),
        migrations.AddField(
            model_name="safetylog",
            name="salt",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.RunPython(set_the_head, take_the_head),
    ]
