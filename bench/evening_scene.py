"""Make the people and open talks of written evenings: ``python -m bench.evening_scene N ANSWER ...`` prints seats as JSON.

One supporter and one seeker for each talk, through the same actions as an evening.
"""

import json
import os
import sys
from datetime import UTC, datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")

import django

django.setup()

from beenthere.boundaries import actions as boundaries  # noqa: E402
from beenthere.boundaries import queries as agreements  # noqa: E402
from beenthere.demo.vetting import through_the_gates  # noqa: E402
from beenthere.evening.actions import CheckIn, check_in  # noqa: E402
from beenthere.matching import actions as matching  # noqa: E402
from beenthere.matching import queries as lines  # noqa: E402
from beenthere.people import actions as people  # noqa: E402
from bench.scene import signed_in, visiting  # noqa: E402


def _staff(now: datetime):
    dee = people.make_member(email=f"dee-{os.getpid()}@example.org", password=None, now=now)
    for kind in ("coordinator", "on_call"):
        people.give_duty(person=dee, kind=kind)
    return dee


def _supporter(number: int, dee, now: datetime):
    bo = people.make_member(email=f"bo-{os.getpid()}-{number}@example.org", password=None, now=now)
    people.save_profile(person=bo, display_name=f"Bo {number}", topics=["grief"], languages=["en"], now=now)
    through_the_gates(supporter=bo, by=dee, now=now)
    return bo


def _talk(bo, answer: str, now: datetime) -> dict[str, str]:
    said = CheckIn(
        version="1",
        boxes={"understood": True, "age": True},
        distress=7,
        need="be-understood",
        answer=answer,
    )
    visit = check_in(person=None, said=said, now=now)
    people.set_availability(supporter=bo, is_available=True, now=now)
    # The running service may have made the offer already.
    matching.match(now)
    offer = lines.open_offer_for(bo)
    if offer is None or offer.visit_id != visit.pk:
        raise RuntimeError("nobody was offered to the newcomer")
    conversation = matching.begin_talk(
        offer=matching.accept(offer_key=offer.key, supporter=bo, now=now), now=now
    )
    people.set_availability(supporter=bo, is_available=False, now=now)
    boundaries.disclose(supporter=bo, conversation=conversation, kinds=["stranger"], now=now)
    text = agreements.agreement("supporter")
    boundaries.agree(
        person=bo,
        side="supporter",
        conversation=conversation,
        version=text.version,
        answers={box.slug: True for box in text.boxes},
        now=now,
    )
    boundaries.answer_disclosure(conversation=conversation, seeker=visit.person, accepts=True, now=now)
    return {"key": conversation.key, "seeker": visiting(visit.person), "supporter": signed_in(bo)}


def main(many: int, answers: dict[str, str]) -> None:
    """Print the seats."""
    now = datetime.now(UTC)
    dee = _staff(now)
    made = [
        _talk(_supporter(number, dee, now), answers.get(str(number), ""), datetime.now(UTC))
        for number in range(many)
    ]
    print(json.dumps(made))


if __name__ == "__main__":
    main(int(sys.argv[1]), json.loads(sys.argv[2]) if len(sys.argv) > 2 else {})
