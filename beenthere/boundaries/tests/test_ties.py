"""Dual roles as facts: who said what, what was answered, what it forbids, what it changes."""

import pytest

from beenthere.boundaries import actions, agreed, queries, rules, texts
from beenthere.boundaries.models import Disclosure
from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.kernel.refusals import TooMuch
from beenthere.matching import actions as matching
from beenthere.matching import queries as line
from beenthere.matching.models import Separation
from beenthere.matching.tests.builders import EVENING, a_talk, a_visit, minutes, seconds
from beenthere.people.tests.builders import a_supporter

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
JOB = {"profession": "nurse", "licence_place": "Graz"}
OLD_SLUGS = ("stranger", "know_each_other", "referred", "off_duty_clinician", "treating_clinician", "power")


def say(conversation, *kinds, now=EVENING, **more):
    return actions.disclose(
        supporter=conversation.supporter, conversation=conversation, kinds=kinds, now=now, **more
    )


def test_every_stored_kind_still_has_words():
    assert set(OLD_SLUGS) <= set(texts.kinds())
    assert set(texts.never()) >= set(rules.NEVER)


@pytest.mark.parametrize("tie", texts.ties(), ids=lambda tie: tie.slug)
def test_what_each_tie_forbids(tie):
    visit, bo, conversation = a_talk()

    say(conversation, tie.slug, particulars=JOB)

    conversation.refresh_from_db()
    visit.refresh_from_db()
    assert (conversation.state == "ended") is tie.forbids
    assert Separation.objects.filter(supporter=bo, why=matching.DUAL_ROLE).exists() is tie.forbids
    if tie.forbids:
        assert line.place_in_line(visit) == 1
        assert matching.match(minutes(1)) == []


@pytest.mark.parametrize("kind", texts.never())
def test_a_forbidden_pair_is_never_offered_again_on_any_evening(kind):
    visit, _bo, conversation = a_talk()
    say(conversation, kind)
    matching.leave_line(visit=visit, now=minutes(1))
    again = a_visit(person=visit.person, now=minutes(60 * 24))

    assert matching.match(minutes(60 * 24)) == []
    kim = a_supporter(name="Kim", now=minutes(60 * 24))
    (offer,) = matching.match(minutes(60 * 24 + 1))
    assert (offer.visit_id, offer.supporter_id) == (again.pk, kim.pk)


@pytest.mark.parametrize("kind", texts.never())
def test_a_forbidden_tie_seen_during_the_talk_ends_it_and_the_seeker_goes_first(kind):
    conversation = an_open_talk()
    visit = line.visit_of_conversation(conversation)

    say(conversation, kind, now=minutes(5))

    conversation.refresh_from_db()
    visit.refresh_from_db()
    assert conversation.state == "ended"
    assert line.place_in_line(visit) == 1


@pytest.mark.parametrize(
    "said",
    [{}, {"profession": "nurse"}, {"licence_place": "Graz"}, {"profession": "  ", "licence_place": "Graz"}],
)
def test_an_off_duty_clinician_says_job_and_licence_place(said):
    _visit, _bo, conversation = a_talk()

    with pytest.raises(actions.TiesAreUnclear):
        say(conversation, "off_duty_clinician", particulars=said)
    assert not Disclosure.objects.exists()


def test_a_job_too_long_to_read_is_refused():
    _visit, _bo, conversation = a_talk()

    with pytest.raises(TooMuch):
        say(conversation, "off_duty_clinician", particulars={**JOB, "profession": "n" * 81})


def test_job_and_licence_place_are_sealed_and_asked_of_nobody_else():
    _visit, _bo, conversation = a_talk()
    row = say(conversation, "friend", particulars=JOB)
    assert row.particulars is None

    row = say(conversation, "off_duty_clinician", particulars=JOB, now=seconds(1))
    assert b"Graz" not in bytes(row.particulars)
    assert queries.particulars(row) == JOB


@pytest.mark.parametrize(
    ("kinds", "line_shown"),
    [
        (["stranger"], None),
        (["friend"], "You know each other as friends."),
        (["colleague"], "from work"),
        (["off_duty_clinician"], "Bo also works as: nurse (licence: Graz)."),
    ],
)
def test_what_a_tie_changes_on_the_screen(kinds, line_shown):
    conversation = an_open_talk(*kinds, **JOB)

    found = agreed.what_we_agreed(conversation)

    assert len(found.standing) == (line_shown is not None)
    assert (line_shown or "") in " ".join(found.standing)


def test_who_said_what_when_and_what_was_answered():
    conversation = an_open_talk("stranger")
    say(conversation, "friend", now=minutes(5), detail="From the choir")

    found = agreed.what_we_agreed(conversation)
    assert [(one.kinds, one.at, one.accepts) for one in found.ties] == [
        (("stranger",), EVENING, True),
        (("friend",), minutes(5), None),
    ]
    assert found.unanswered

    actions.answer_disclosure(
        conversation=conversation, seeker=conversation.seeker, accepts=True, now=minutes(6)
    )
    found = agreed.what_we_agreed(conversation)
    assert (found.ties[-1].accepts, found.ties[-1].answered_at) == (True, minutes(6))
    assert found.standing == ("You know each other as friends. You are friends first, here too.",)


def test_what_was_said_in_an_earlier_talk_is_there_to_start_from():
    first = an_open_talk("friend")
    visit = line.visit_of_conversation(first)
    matching.finish(visit=visit, now=minutes(50))
    type(first).objects.filter(pk=first.pk).update(state="ended", ended_at=minutes(50))
    later = minutes(60 * 24)
    a_visit(person=first.seeker, now=later)
    (offer,) = matching.match(later)
    second = matching.begin_talk(
        offer=matching.accept(offer_key=offer.key, supporter=first.supporter, now=later), now=later
    )

    assert queries.earlier_ties(second) == ["friend"]
    assert queries.earlier_ties(first) == []
