"""A report that somebody looked after was settled with that click; now these are two steps."""

from django.db import migrations
from django.db.models import F


def settle(apps, schema_editor):
    """Reports that were looked after are settled."""
    seen = apps.get_model("supervision", "Report").objects.filter(seen_at__isnull=False)
    seen.update(settled_at=F("seen_at"), settled_by=F("seen_by"))


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_evidence")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
