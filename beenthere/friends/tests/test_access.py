"""Who gets a pair, an evening or a link: every door, the whole cast, success beside refusal."""

import pytest

from beenthere.friends import access, actions
from beenthere.friends.models import Side
from beenthere.friends.tests.builders import DAY, EVENING, a_pair, an_evening
from beenthere.kernel.refusals import NotHere
from beenthere.people.tests.builders import a_coordinator, a_member, a_seeker, a_supporter

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> dict:
    return {"cy": a_seeker(), "dee": a_coordinator(), "eli": a_supporter(name="Eli"), "nobody": None}


@pytest.mark.parametrize("who", ["cy", "dee", "eli", "nobody"])
def test_only_the_two_friends_get_their_pair_and_their_evening(cast, who):
    bo, ann = a_member(), a_seeker()
    evening = an_evening(pair=a_pair(host=bo, friend=ann))

    assert access.access_pair(person=bo, key=evening.pair.key)[1] is Side.HOST
    assert access.access_evening(person=ann, key=evening.key)[1] is Side.FRIEND
    for door, key in ((access.access_pair, evening.pair.key), (access.access_evening, evening.key)):
        with pytest.raises(NotHere):
            door(person=cast[who], key=key)


def test_a_missing_key_looks_like_somebody_elses():
    for door in (access.access_pair, access.access_evening):
        with pytest.raises(NotHere):
            door(person=a_member(), key="nothing")


def test_only_the_inviter_takes_a_link_back(cast):
    bo = a_member()
    row, _token = actions.invite(inviter=bo, name="Bo", now=EVENING)

    for other in cast.values():
        with pytest.raises(NotHere):
            actions.revoke(inviter=other, key=row.key, now=EVENING)
    actions.revoke(inviter=bo, key=row.key, now=EVENING)
    row.refresh_from_db()
    assert row.revoked_at == EVENING


def test_a_link_opens_until_its_day():
    _row, token = actions.invite(inviter=a_member(), name="Bo", now=EVENING)

    assert access.living_invitation(token=token, now=EVENING + 6 * DAY)
    with pytest.raises(NotHere):
        access.living_invitation(token=token, now=EVENING + 7 * DAY)
