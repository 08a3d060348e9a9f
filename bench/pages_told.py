"""Print every page with how long the first person took to be told, as JSON."""

import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")

import django

django.setup()

from beenthere.safety.models import Page, Told  # noqa: E402


def main() -> None:
    """Print them."""
    rows = []
    for page in Page.objects.order_by("opened_at"):
        first = Told.objects.filter(page=page).order_by("at").first()
        seconds = round((first.at - page.opened_at).total_seconds(), 3) if first else None
        rows.append({"why": page.why, "first_s": seconds})
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
