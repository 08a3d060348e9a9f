"""Fifty browsers with the right code, fifty with a wrong one, and fifty presses of one yes, at the same moment.

Run as ``python -m beenthere.care.tests.race``; prints what happened as one line of JSON.
"""

import json
import os
import sys

from beenthere.matching.tests.race import together


def main() -> None:
    """Race and print the outcomes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
    import django

    django.setup()
    from beenthere.privacy import migrating

    migrating.migrate()
    sys.stdout.write(json.dumps(_outcomes()) + "\n")


def _outcomes() -> dict[str, object]:
    from beenthere.care import actions
    from beenthere.care.models import HandOver, Opening
    from beenthere.care.tests.builders import EVENING, a_draft, a_hand_over, seen
    from beenthere.privacy.models import Consent

    _row, token, code = a_hand_over()

    def opening(typed: str):
        def one(number: int) -> str:
            actions.open_with_code(token=token, code=typed, now=EVENING)
            return "opened"

        return one

    right = dict(together(opening(code)))
    openings = Opening.objects.count()
    HandOver.objects.update(tries=0, last_try_at=None)
    draft = a_draft()
    shown, consents = seen(draft), Consent.objects.count()

    def agreeing(number: int) -> str:
        actions.agree(owner=draft.owner, key=draft.key, seen=shown, now=EVENING)
        return "agreed"

    return {
        "right": right,
        "openings": openings,
        "wrong": dict(together(opening("AAAAAAAA"))),
        "agreed": dict(together(agreeing)),
        "consents": Consent.objects.count() - consents,
    }


if __name__ == "__main__":
    main()
