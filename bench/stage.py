"""Set the stage for the page measurements: ``python -m bench.stage`` prints the cookies as JSON."""

import json
import os
import sys
from datetime import UTC, datetime


def main() -> None:
    """Load the demo; leave one waiting, one talking, one at the close, and a coordinator signed in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
    import django

    django.setup()
    from beenthere.conversations import actions as conversations
    from beenthere.demo import queries as demo
    from beenthere.demo.actions import load_demo
    from beenthere.matching import actions as matching
    from bench.scene import signed_in, visiting

    now = datetime.now(UTC)
    load_demo(now=now)
    bo, amina = demo.the_person("bo@demo.invalid"), demo.the_person("amina@demo.invalid")
    talking, open_talk = _talk(bo, now)
    closing, ended_talk = _talk(amina, now)
    conversations.end(conversation=ended_talk, side="seeker", why="closed", now=now)
    closing.refresh_from_db()
    matching.finish(visit=closing, now=now)
    waiting = _check_in(now)
    stage = {
        "key": open_talk.key,
        "supporter": signed_in(bo),
        "coordinator": signed_in(demo.the_person("dee@demo.invalid")),
        "talking": visiting(talking.person),
        "closing": visiting(closing.person),
        "waiting": visiting(waiting.person),
    }
    sys.stdout.write(json.dumps(stage) + "\n")


def _check_in(now: datetime):
    from beenthere.evening.actions import CheckIn, check_in

    said = CheckIn(version="1", boxes={"understood": True, "age": True}, distress=7, need="be-understood")
    return check_in(person=None, said=said, now=now)


def _talk(supporter, now: datetime):
    """Bring somebody and a supporter together, through the same actions as an evening."""
    from beenthere.boundaries import actions as boundaries
    from beenthere.boundaries import queries as agreements
    from beenthere.matching import actions as matching
    from beenthere.people import actions as people

    visit = _check_in(now)
    people.set_availability(supporter=supporter, is_available=True, now=now)
    offer = next(one for one in matching.match(now) if one.visit_id == visit.pk)
    accepted = matching.accept(offer_key=offer.key, supporter=supporter, now=now)
    conversation = matching.begin_talk(offer=accepted, now=now)
    people.set_availability(supporter=supporter, is_available=False, now=now)
    boundaries.disclose(supporter=supporter, conversation=conversation, kinds=["stranger"], now=now)
    text = agreements.agreement("supporter")
    ticked = {box.slug: True for box in text.boxes}
    boundaries.agree(
        person=supporter,
        side="supporter",
        conversation=conversation,
        version=text.version,
        answers=ticked,
        now=now,
    )
    boundaries.answer_disclosure(conversation=conversation, seeker=visit.person, accepts=True, now=now)
    visit.refresh_from_db()
    conversation.refresh_from_db()
    return visit, conversation


if __name__ == "__main__":
    main()
