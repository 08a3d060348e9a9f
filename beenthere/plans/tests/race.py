"""Fifty saves of one step at the same moment, on a real database of its own.

Run as ``python -m beenthere.plans.tests.race``; prints what happened as one line of JSON.
"""

import json
import os
import sys

from beenthere.matching.tests.race import together


def main() -> None:
    """Race the first save, then the second, and print the outcomes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
    import django

    django.setup()
    from beenthere.privacy import migrating

    migrating.migrate()
    sys.stdout.write(json.dumps(_saves()) + "\n")


def _saves() -> dict[str, object]:
    from beenthere.plans import queries
    from beenthere.plans.models import PlanStep, SafetyPlan
    from beenthere.plans.tests.builders import an_open_talk, write

    talk = an_open_talk()
    sides = (talk.seeker, talk.supporter)

    def save(version: int):
        def one(number: int) -> str:
            write(sides[number % 2], text=f"{version}: words {number}", version=version, conversation=talk)
            return "saved"

        return one

    return {
        "first": dict(together(save(0))),
        "second": dict(together(save(1))),
        "version": PlanStep.objects.get().version,
        "plans": SafetyPlan.objects.count(),
        "text": queries.plan_text(talk.seeker).steps[0].text,
    }


if __name__ == "__main__":
    main()
