"""A head for each chain of hashes; an audit trail from before gets the one that belongs to it."""

from django.db import migrations, models


def set_the_head(apps, schema_editor):
    """Set the head where the trail ends now."""
    from beenthere.privacy.heads import AUDIT, seal_of

    lines = apps.get_model("privacy", "AuditEntry").objects
    last = lines.order_by("-id").values_list("digest", flat=True).first()
    if last is not None:
        count = lines.count()
        apps.get_model("privacy", "ChainHead").objects.create(
            chain=AUDIT, count=count, last=last, seal=seal_of(AUDIT, count, last)
        )


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain", models.CharField(max_length=20, unique=True)),
                ("count", models.PositiveBigIntegerField()),
                ("last", models.CharField(max_length=64)),
                ("seal", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(set_the_head, migrations.RunPython.noop),
    ]
