"""Fifty who press one link at the same moment, and fifty tabs that plan, on a real database of its own.

Run as ``python -m beenthere.friends.tests.race``; prints what happened as one line of JSON.
"""

import json
import os
import sys

from beenthere.matching.tests.race import NOW, together


def main() -> None:
    """Race the link, the plan and the beginning of a talk, and print the outcomes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
    import django

    django.setup()
    from beenthere.privacy import migrating

    migrating.migrate()
    sys.stdout.write(json.dumps({"link": _link(), **_evenings()}) + "\n")


def _link() -> dict[str, object]:
    from beenthere.friends import actions
    from beenthere.friends.models import Pair
    from beenthere.people.tests.builders import a_member

    _row, token = actions.invite(inviter=a_member(), name="Bo", now=NOW)

    def press(number: int) -> str:
        actions.come_in(token=token, name=f"friend {number}", now=NOW)
        return "in"

    return {"seen": dict(together(press)), "pairs": Pair.objects.count()}


def _evenings() -> dict[str, object]:
    from beenthere.conversations.models import Conversation
    from beenthere.friends import actions
    from beenthere.friends.models import FriendEvening
    from beenthere.friends.tests.builders import a_pair, an_evening
    from beenthere.matching.models import Visit

    pair = a_pair(now=NOW)
    planned = together(lambda _number: an_evening(pair=pair, mode="chat", now=NOW).key)
    key = FriendEvening.objects.get().key
    began = together(lambda _number: actions.begin(evening=FriendEvening.objects.get(key=key), now=NOW))
    return {
        "keys": len(planned),
        "evenings": FriendEvening.objects.count(),
        "visits": Visit.objects.count(),
        "began": dict(began),
        "talks": Conversation.objects.count(),
    }


if __name__ == "__main__":
    main()
