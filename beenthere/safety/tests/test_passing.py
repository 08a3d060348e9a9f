"""Where somebody is may save them: a gate holds back no word of a seeker who may be in danger."""

import pytest

from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.conversations import gates
from beenthere.conversations.gates import Asking
from beenthere.matching import actions as matching
from beenthere.matching import queries
from beenthere.people import actions as people
from beenthere.people.tests.builders import EVENING
from beenthere.safety.levels import actions as levels

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
WHERE = "I am at 12 Mill Lane, flat 3, call me on 0151 2345 6789"


def held(talk, side, text=WHERE):
    hold = gates._decide(Asking(talk.pk, talk.key, side, "key-000001", text))
    return hold is not None


def at(level):
    def stand(talk):
        if level:
            levels.set_level(conversation=talk, level=level, role="supporter", by=talk.supporter, now=EVENING)

    return stand


ASKS = [
    "What's your address?",
    "Where exactly do you live?",
    "Can you tell me your address, so help can come?",
    "Tell me your address, the ambulance needs it",
    "Share your location",
    "What's your number so they can ring you?",
]


def said_so_at_the_door(talk):
    matching.note_unsafe(visit=queries.visit_of_conversation(talk))


@pytest.mark.parametrize(
    ("stand", "waits"),
    [
        (at(0), True),
        (at(1), True),
        (at(2), False),
        (at(3), False),
        (at(4), False),
        (said_so_at_the_door, False),
    ],
)
def test_ann_in_danger_says_where_she_is_without_a_question(stand, waits):
    talk = an_open_talk()
    stand(talk)

    assert held(talk, "seeker") is waits


def test_what_bo_writes_about_himself_waits_at_every_level():
    talk = an_open_talk()
    at(4)(talk)

    assert held(talk, "supporter", "you can text me on 0151 2345 6789 any time")


@pytest.mark.parametrize("text", ASKS)
@pytest.mark.parametrize(("level", "waits"), [(2, True), (3, False), (4, False)])
def test_bo_may_ask_where_ann_is_when_help_must_find_her(level, waits, text):
    talk = an_open_talk()
    at(level)(talk)

    assert held(talk, "supporter", text) is waits


@pytest.mark.parametrize(
    "text",
    [
        "What's your address? Mine is 12 Mill Lane, flat 3",
        "What's your number? You can text me on 0151 2345 6789",
        "Where exactly do you live? I could come over to yours tonight",
        "Tell me your address and let's meet in person tomorrow",
        "What's your number? Add me on whatsapp",
    ],
)
def test_who_gives_something_or_wants_to_come_does_more_than_ask(text):
    talk = an_open_talk()
    at(4)(talk)

    assert held(talk, "supporter", text)


def test_a_supporter_who_went_away_by_themselves_holds_up_nobody():
    talk = an_open_talk()
    people.set_availability(supporter=talk.supporter, is_available=False, now=EVENING)
    at(2)(talk)

    assert not held(talk, "seeker")
