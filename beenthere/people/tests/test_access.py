import pytest
from django.contrib.auth.models import AnonymousUser

from beenthere.kernel.refusals import NotHere
from beenthere.people import access
from beenthere.people.tests.builders import a_coordinator, a_member, a_seeker, a_supporter, an_applicant

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return {
        "ann": a_seeker(),
        "applicant": an_applicant(),
        "bo": a_supporter(),
        "cy": a_member(),
        "dee": a_coordinator(is_on_call=True),
        "olu": a_coordinator(is_on_call=False),
        "nobody": None,
    }


@pytest.mark.parametrize(
    ("door", "let_in"),
    [
        (access.require_member, {"applicant", "bo", "cy", "dee", "olu"}),
        (access.require_supporter, {"bo"}),
        (access.require_coordinator, {"dee", "olu"}),
        (access.require_on_call, {"dee"}),
    ],
)
def test_every_door_lets_in_its_own_and_nobody_else(cast, door, let_in):
    for name, person in cast.items():
        if name in let_in:
            assert door(person) == person, name
        else:
            with pytest.raises(NotHere):
                door(person)


def test_only_a_coordinator_reaches_a_supporter_by_key(cast):
    bo = cast["bo"]

    assert access.supporter_with(key=bo.key, member=cast["dee"]) == bo
    for name in ("ann", "bo", "cy", "nobody"):
        with pytest.raises(NotHere):
            access.supporter_with(key=bo.key, member=cast[name])
    for key in ("no-such", cast["ann"].key):
        with pytest.raises(NotHere):
            access.supporter_with(key=key, member=cast["dee"])


def test_a_seeker_session_never_opens_an_account(cast):
    assert access.seeker_of(key=cast["ann"].key) == cast["ann"]
    assert access.seeker_of(key=cast["bo"].key) is None
    assert access.seeker_of(key=None) is None


def test_an_account_opens_its_person_unless_it_is_closed(cast):
    account = cast["bo"].account
    assert access.member_of(account=account) == cast["bo"]
    assert access.member_of(account=AnonymousUser()) is None

    account.is_active = False
    assert access.member_of(account=account) is None
