"""Build a line of people with the readers on or off, in a fresh service, and print its order as JSON.

python -m bench.line_order on
python -m bench.line_order off
"""

import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")

import django

django.setup()

from beenthere.companion import actions as companion  # noqa: E402
from beenthere.evening.actions import CheckIn, check_in  # noqa: E402
from beenthere.matching import actions as matching  # noqa: E402
from beenthere.matching import queries_board  # noqa: E402
from bench.evenings import Evening, evenings  # noqa: E402

START = datetime(2030, 3, 1, 20, 0, tzinfo=UTC)


def build(waiting: Sequence[Evening], *, readers_on: bool) -> str:
    """Switch the readers, then let everybody come in and hand over a note; return the line, every fact of it, in its order."""
    companion.switch_readers(is_on=readers_on)
    names = {come_in(evening, number): evening.name for number, evening in enumerate(waiting)}
    line = queries_board.line(now=START + timedelta(minutes=5))
    # A key is drawn anew each time; who it stands for is not.
    return json.dumps([{**vars(fact), "key": names[fact.key]} for fact in line], default=str)


def come_in(evening: Evening, number: int) -> str:
    """Check somebody in by the service's own actions; return the key of their visit."""
    now = START + timedelta(seconds=number)
    said = CheckIn(
        version="1",
        boxes={"understood": True, "age": True},
        distress=number % 11,
        need="be-understood",
        answer=evening.safety_answer,
    )
    visit = check_in(person=None, said=said, now=now)
    words = next(step.words for step in evening.steps if step.mark == "S")
    matching.share_note(visit=matching.write_note(visit=visit, words=words, now=now), now=now)
    return visit.key


def main() -> None:
    """Build the line once, as the argument says."""
    waiting = evenings()
    order = build(waiting, readers_on=sys.argv[1:] == ["on"])
    print(json.dumps({"waiting": len(waiting), "order": order}))


if __name__ == "__main__":
    main()
