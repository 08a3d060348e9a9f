"""Patterns over weeks: twenty written scripts surface, quiet weeks stay quiet, and nothing is asked twice."""

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from django.test import Client

from beenthere.boundaries.models import Noticed
from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.conversations.models import Conversation
from beenthere.evening.actions import report_and_block
from beenthere.kernel.refusals import NotHere
from beenthere.matching.tests.builders import a_talk
from beenthere.people import actions as people
from beenthere.people import queries as persons
from beenthere.people.tests.builders import EVENING, a_coordinator, a_seeker, a_supporter
from beenthere.people.vetting import actions as vetting
from beenthere.supervision.models import PatternReview
from beenthere.supervision.patterns import actions, queries, rules
from beenthere.supervision.patterns.rules import AccessFact, Facts, MomentFact, ReportFact, TalkFact

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)  # a Thursday noon
SCRIPTS = yaml.safe_load(Path(__file__).with_name("bad_actors.yml").read_text(encoding="utf-8"))


def day(back, hour=11):
    return NOW.replace(hour=hour) - timedelta(days=back)


def facts_of(script):
    """The facts of a script, as the queries would return them."""
    return Facts(
        talks=[TalkFact(a, b, day(d, hour), minutes) for a, b, d, hour, minutes in script.get("talks", ())],
        moments=[
            MomentFact(a, b, talk, code, day(d), was_sent, talk_number=number)
            for a, b, talk, code, d, was_sent, number in script.get("moments", ())
        ],
        reports=[ReportFact(a, b, side, day(d)) for a, b, side, d in script.get("reports", ())],
        accesses=[AccessFact(a, day(left), day(seen), what) for a, left, seen, what in script.get("accesses", ())],
    )  # fmt: skip


def test_there_are_twenty_scripts_and_each_pattern_has_one():
    assert len(SCRIPTS) == 20
    assert {script["finds"] for script in SCRIPTS} == set(rules.PATTERNS)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script["name"])
def test_every_script_surfaces_on_the_day_it_is_looked_at(script):
    found = rules.find(facts_of(script), now=NOW)

    assert [finding.pattern for finding in found] == [script["finds"]]


QUIET = {
    "three evenings with the same supporter": {"talks": [[1, 50, 9, 20, 45], [1, 50, 5, 20, 45], [1, 50, 2, 20, 45], [2, 60, 3, 20, 40], [3, 61, 3, 20, 40]]},
    "a service in which only two listen": {"talks": [[1, 50, d, 20, 45] for d in (12, 9, 6, 3, 1)] + [[2, 61, 3, 20, 40]]},
    "a regular who meets everybody": {"talks": [[d % 4, 50, d, 20, 45] for d in range(1, 13)]},
    "one long night": {"talks": [[5, 52, 2, 1, 140]]},
    "long afternoons": {"talks": [[5, 52, d, 14, 120] for d in (1, 3, 5)]},
    "short nights": {"talks": [[5, d, d, 1, 50] for d in (1, 2, 3, 4, 5)]},
    "a number that was held and changed": {"moments": [[8, 57, 101, "off_channel", 3, False, 1]]},
    "held twice in one talk": {"moments": [[8, 57, 101, "off_channel", 3, False, 1]] * 2},
    "one promise, said once": {"moments": [[11, 61, 106, "promise_secrecy", 4, True, 1]]},
    "warm words in a tenth talk": {"moments": [[11, 61, 106, "promise_secrecy", 4, True, 10], [11, 61, 107, "dependency", 3, True, 11]]},
    "a draft that was changed": {"moments": [[15, 66, 112, "romantic_sexual", 3, False, 1]]},
    "one report": {"reports": [[18, 69, "seeker", 3]]},
    "reported twice by the same person": {"reports": [[18, 69, "seeker", 3], [18, 69, "seeker", 2]]},
    "somebody who left and stayed away": {"accesses": [[21, 3, 9, "signed_in"]]},
    "old stories": {"moments": [[15, 66, 112, "romantic_sexual", 30, True, 1]], "reports": [[18, 69, "seeker", 60], [18, 70, "seeker", 55]]},
}  # fmt: skip


@pytest.mark.parametrize("name", QUIET)
def test_quiet_weeks_stay_quiet(name):
    assert rules.find(facts_of(QUIET[name]), now=NOW) == []


def test_what_a_supporter_called_a_false_alarm_is_none():
    moment = MomentFact(15, 66, 1, "romantic_sexual", day(1), True, is_false=True)

    assert rules.find(Facts(moments=[moment]), now=NOW) == []


def test_the_same_is_asked_once_a_week_and_again_only_when_there_is_more_to_see():
    finding = rules.Finding("contact", 1, 2, day(1))

    assert rules.is_new(finding, found_before=[], now=NOW)
    assert not rules.is_new(finding, found_before=[day(2)], now=NOW)  # this week already
    assert not rules.is_new(finding, found_before=[day(0)], now=NOW + timedelta(days=5))  # nothing new since
    assert rules.is_new(finding, found_before=[day(9)], now=NOW)


def a_month(seed, *, talks=1000, supporters=24, seekers=450):
    """An invented month of an ordinary service: regulars, some nights, a few held numbers, a few reports."""
    dice = random.Random(seed)
    regulars = [dice.randrange(seekers) for _ in range(seekers // 8)]
    found, moments, reports = [], [], []
    for talk in range(talks):
        seeker = dice.choice(regulars) if dice.random() < 0.3 else dice.randrange(seekers)
        supporter, hour = dice.randrange(supporters), dice.choice([9, 14, 18, 19, 20, 20, 21, 21, 22, 23, 0])
        minutes = int(min(150, max(5, dice.gauss(46, 18))))
        at = day(dice.randrange(30), hour)
        found.append(TalkFact(supporter, 1000 + seeker, at, minutes))
        if dice.random() < 0.02:
            moments.append(
                MomentFact(
                    supporter, 1000 + seeker, talk, "off_channel", at, dice.random() < 0.03, talk_number=1
                )
            )
        if dice.random() < 0.02:
            code = dice.choice(["promise_secrecy", "dependency", "dependency", "advice_early"])
            moments.append(MomentFact(supporter, 1000 + seeker, talk, code, at, dice.random() < 0.5))
        if dice.random() < 0.004:
            reports.append(ReportFact(supporter, 1000 + seeker, dice.choice(["seeker", "supporter"]), at))
    return Facts(found, moments, reports)


def reviews_of_a_month(facts):
    """Look every day of the month, as the timer does; return what coordinators were asked."""
    kept: dict[tuple[str, str], list[datetime]] = {}
    asked = []
    for back in range(30, -1, -1):
        now = day(back, 13)
        for finding in rules.find(facts, now=now):
            before = kept.setdefault((finding.pattern, finding.about), [])
            if rules.is_new(finding, found_before=before, now=now):
                before.append(now)
                asked.append(finding.pattern)
    return asked


def test_an_ordinary_month_asks_little(capsys):
    counts = [len(reviews_of_a_month(a_month(seed))) for seed in range(10)]

    with capsys.disabled():
        sys.stdout.write(f"\nreviews in 1,000 ordinary talks of a month, ten invented months: {counts}\n")
    assert sum(counts) / len(counts) <= 5


# -- with rows -----------------------------------------------------------------------------------------


def noticed(talk, code, *, outcome="sent_anyway", answer=""):
    return Noticed.objects.create(
        conversation=talk, supporter=talk.supporter, code=code, severity=4, place="held",
        outcome=outcome, answer=answer, at=EVENING,
    )  # fmt: skip


@pytest.mark.django_db
def test_rows_become_facts_and_a_finding_is_said_in_words_and_settled_once():
    talk, dee = an_open_talk(), a_coordinator()
    noticed(talk, "off_channel")
    for _look in range(2):
        actions.look(now=EVENING + timedelta(hours=1))

    (one,) = queries.to_look_at()
    assert "Bo sent contact details" in one.because
    assert actions.settle(key=one.key, by=dee, note="It was the number of a helpline.", now=EVENING)
    assert not actions.settle(key=one.key, by=dee, note="twice", now=EVENING)
    assert queries.to_look_at() == []
    assert b"helpline" not in bytes(PatternReview.objects.get().note)


@pytest.mark.django_db
def test_nobody_settles_what_is_about_themselves():
    talk = an_open_talk()
    noticed(talk, "romantic_sexual")
    actions.look(now=EVENING)
    people.give_duty(person=talk.supporter, kind="coordinator")

    with pytest.raises(NotHere):
        actions.settle(key=PatternReview.objects.get().key, by=talk.supporter, note="", now=EVENING)


@pytest.mark.django_db
def test_reports_of_two_seekers_surface_with_the_name():
    _visit, bo, talk = a_talk()
    report_and_block(conversation=talk, side="seeker", reason="", now=EVENING)
    other = Conversation.objects.create(seeker=a_seeker(), supporter=bo, made_at=EVENING)
    report_and_block(conversation=other, side="seeker", reason="", now=EVENING)
    actions.look(now=EVENING)

    assert [one.pattern for one in queries.to_look_at()] == ["reported"]


@pytest.mark.django_db
def test_somebody_who_left_and_is_still_on_call_surfaces():
    bo = a_supporter()
    people.give_duty(person=bo, kind="coordinator")
    vetting.leave(supporter=bo, by=bo, now=EVENING)
    assert not persons.is_coordinator(bo)  # duties go with leaving
    people.give_duty(person=bo, kind="on_call")  # and somebody gave one back
    actions.look(now=EVENING + timedelta(hours=1))

    (one,) = queries.to_look_at()
    assert "still holds a duty" in one.because


@pytest.mark.django_db
def test_dee_sees_the_week_and_nobody_else_does():
    talk = an_open_talk()
    noticed(talk, "romantic_sexual")
    actions.look(now=EVENING)
    one = queries.to_look_at()[0]
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    for person, status in [(a_coordinator(), 200), (talk.supporter, 404), (a_supporter(name="Kim"), 404)]:
        client = Client()
        client.force_login(person.account, backend=backend)
        assert client.get("/board/week/").status_code == status
        if status == 404:
            assert client.post(f"/board/week/{one.key}/").status_code == 404
    assert Client().get("/board/week/").status_code == 302
