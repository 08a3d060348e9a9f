"""On the way in, with real rows: who confirms what, what lapses, and that no path reaches a seeker without every gate."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from beenthere.conversations import door
from beenthere.conversations.models import Conversation
from beenthere.demo.vetting import sign, through_the_gates
from beenthere.kernel.refusals import Refused
from beenthere.matching import actions as matching
from beenthere.matching import timers as matching_timers
from beenthere.matching.models import Answer, Offer
from beenthere.matching.tests.builders import EVENING, a_visit
from beenthere.people import actions as people
from beenthere.people.models import Gate
from beenthere.people.tests.builders import a_coordinator, a_seeker, a_supporter, an_applicant, profile
from beenthere.people.vetting import actions as vetting
from beenthere.people.vetting import queries as asked
from beenthere.people.vetting import words
from beenthere.privacy.models import AuditEntry
from beenthere.supervision import actions_vetting as desk
from beenthere.supervision import queries_vetting as read

pytestmark = pytest.mark.django_db
SAM, NOOR = ("Sam from the group", "Kind and steady."), ("Noor next door", "Keeps things to themselves.")


def referred(bo, dee, *referees, now=EVENING):
    vetting.confirm(supporter=bo, gate="identity", by=dee, now=now)
    for name, said in referees:
        desk.take_reference(supporter=bo, referee=name, words=said, by=dee, now=now)


def test_every_gate_has_a_record_of_who_and_when_and_the_last_yes_lets_in():
    bo, dee = an_applicant(), a_coordinator()

    through_the_gates(supporter=bo, by=dee, now=EVENING)

    steps = asked.steps(profile(bo), now=EVENING)
    assert [(step.gate, step.place) for step in steps] == [
        ("identity", 1), ("references", 1), ("references", 2), ("training", 1), ("agreement", 1), ("supervised", 1),
    ]  # fmt: skip
    assert {step.by for step in steps if step.gate != "agreement"} == {dee}
    assert next(step.by for step in steps if step.gate == "agreement") == bo
    assert profile(bo).standing == "active"


def test_two_references_come_from_two_people_and_are_sealed():
    bo, dee = an_applicant(), a_coordinator()
    referred(bo, dee, SAM)

    with pytest.raises(desk.ReferenceIsUnclear, match="two people"):
        desk.take_reference(supporter=bo, referee=" sam FROM the group", words="Again.", by=dee, now=EVENING)
    with pytest.raises(desk.ReferenceIsUnclear):
        desk.take_reference(supporter=bo, referee="Lou", words=" ", by=dee, now=EVENING)
    assert profile(bo).standing == "identity_seen"

    desk.take_reference(supporter=bo, referee=NOOR[0], words=NOOR[1], by=dee, now=EVENING)
    assert profile(bo).standing == "referred"
    assert [(one.referee, one.words) for one in read.references(profile(bo))] == [SAM, NOOR]
    assert not any(b"Sam" in bytes(row.words) for row in Gate.objects.filter(gate="references"))
    assert AuditEntry.objects.filter(about=bo.key).count() == 2


def test_the_second_click_on_a_reference_is_the_same_place():
    bo, dee = an_applicant(), a_coordinator()
    referred(bo, dee)
    for _click in range(2):
        desk.take_reference(supporter=bo, referee=SAM[0], words=SAM[1], place=1, by=dee, now=EVENING)

    assert profile(bo).standing == "identity_seen"
    assert [one.place for one in read.references(profile(bo))] == [1]


def test_a_coordinator_neither_vouches_for_herself_nor_signs_for_bo():
    dee, bo = a_coordinator(), an_applicant()
    people.save_profile(person=dee, display_name="Dee", topics=[], languages=["en"], now=EVENING)
    for supporter, gate in [(dee, "identity"), (bo, "agreement")]:
        with pytest.raises(vetting.OnlyACoordinator):
            vetting.confirm(supporter=supporter, gate=gate, by=dee, now=EVENING)
    with pytest.raises(vetting.NotInTurn):
        vetting.let_in(supporter=bo, by=dee, now=EVENING)
    with pytest.raises(vetting.NotInTurn):
        sign(supporter=bo, now=EVENING)

    assert Gate.objects.count() == 0


def test_a_training_that_lapsed_ends_offers_at_once_and_the_pool_at_the_next_look():
    bo, dee = a_supporter(), a_coordinator()
    a_visit(now=EVENING)
    over = EVENING + timedelta(days=730)

    assert matching.match(over) == []  # before any timer has looked
    assert vetting.look_after(now=over) == 1
    assert (profile(bo).standing, profile(bo).is_available) == ("referred", False)
    with pytest.raises(people.GatesAreMissing):
        people.set_availability(supporter=bo, is_available=True, now=over)

    desk.confirm(supporter=bo, gate="training", by=dee, now=over)
    assert profile(bo).standing == "active"  # the last yes was given; nobody has to give it twice


def test_a_look_that_read_before_bo_was_let_in_does_not_send_him_away(monkeypatch):
    bo, dee = an_applicant(), a_coordinator()
    paths_of = asked.paths_of

    def let_in_meanwhile(profiles):
        if profile(bo).standing != "active":
            through_the_gates(supporter=bo, by=dee, now=EVENING)
            people.set_availability(supporter=bo, is_available=True, now=EVENING)
        return paths_of(profiles)

    monkeypatch.setattr(asked, "paths_of", let_in_meanwhile)
    vetting.look_after(now=EVENING)

    assert (profile(bo).standing, profile(bo).is_available) == ("active", True)


def test_new_words_take_bo_out_of_the_pool_until_he_signs_them(monkeypatch):
    bo = a_supporter()
    monkeypatch.setattr(words, "_tellers", [lambda: "2.new"])

    vetting.look_after(now=EVENING)
    assert (profile(bo).standing, profile(bo).is_available) == ("trained", False)

    vetting.confirm(supporter=bo, gate="agreement", by=bo, now=EVENING)
    assert profile(bo).standing == "active"


def test_an_offer_made_a_moment_before_a_gate_lapsed_can_not_be_taken():
    bo = a_supporter(now=EVENING)
    visit = a_visit(now=EVENING)
    almost = EVENING + timedelta(days=730, seconds=-5)
    (offer,) = matching.match(almost)

    with pytest.raises(matching.OfferIsGone):
        matching.accept(offer_key=offer.key, supporter=bo, now=EVENING + timedelta(days=730))
    visit.refresh_from_db()
    assert visit.conversation is None


def test_who_left_starts_at_the_first_step_again():
    bo, dee = a_supporter(), a_coordinator()
    desk.decide(supporter=bo, deed="leave", by=dee, now=EVENING)
    with pytest.raises(vetting.NotInTurn):
        vetting.confirm(supporter=bo, gate="training", by=dee, now=EVENING)

    desk.decide(supporter=bo, deed="again", by=dee, now=EVENING)

    assert profile(bo).standing == "applied"
    assert Gate.objects.count() == 0


def test_a_small_community_asks_for_less(settings):
    settings.TABLE = settings.TABLE.model_copy(update={"gates": "identity,agreement"})
    bo, dee = an_applicant(), a_coordinator()
    vetting.confirm(supporter=bo, gate="identity", by=dee, now=EVENING)
    sign(supporter=bo, now=EVENING)
    vetting.let_in(supporter=bo, by=dee, now=EVENING)

    assert profile(bo).standing == "active"


# -- paths that nobody wrote down ---------------------------------------------------------------------

GATE = st.sampled_from(["identity", "references", "training", "agreement", "supervised"])
DEED = st.one_of(
    st.tuples(st.just("gate"), GATE, st.sampled_from(["dee", "bo", "ann"])),
    st.tuples(st.sampled_from(["let_in", "pause", "resume", "leave", "again", "all gates"])),
    st.tuples(st.sampled_from(["here", "match", "take", "begin", "look", "lapse", "new words"])),
)


MEETING = [("all gates",), ("let_in",), ("here",), ("match",), ("take",), ("begin",)]


class Evening:
    """Bo, Dee, and Ann who waits; each deed is one that a page, a timer or an open tab could do."""

    def __init__(self):
        self.now, self.words = EVENING, "1"
        words._tellers[:] = [lambda: self.words]
        self.dee, self.bo = a_coordinator(), an_applicant()
        self.ann = a_seeker()
        a_visit(person=self.ann)
        self.seen = set()

    def do(self, what, *more):
        self.now += timedelta(seconds=7)
        with suppress(Refused):
            getattr(self, f"do_{what.replace(' ', '_')}")(*more)
        self.check()

    def do_gate(self, gate, who):
        by = {"dee": self.dee, "bo": self.bo, "ann": self.ann}[who]
        if gate == "references":
            desk.take_reference(supporter=self.bo, referee=f"R{self.now}", words="Good.", by=by, now=self.now)
        else:
            vetting.confirm(supporter=self.bo, gate=gate, by=by, now=self.now)

    def do_all_gates(self):
        for gate, who in [
            ("identity", "dee"), ("references", "dee"), ("references", "dee"), ("training", "dee"),
            ("agreement", "bo"), ("supervised", "dee"),
        ]:  # fmt: skip
            self.do("gate", gate, who)

    def do_let_in(self):
        vetting.let_in(supporter=self.bo, by=self.dee, now=self.now)

    def do_pause(self):
        vetting.pause(supporter=self.bo, by=self.dee, now=self.now)

    def do_resume(self):
        vetting.resume(supporter=self.bo, by=self.dee, now=self.now)

    def do_leave(self):
        vetting.leave(supporter=self.bo, by=self.bo, now=self.now)

    def do_again(self):
        vetting.start_again(supporter=self.bo, by=self.dee, now=self.now)

    def do_here(self):
        people.set_availability(supporter=self.bo, is_available=True, now=self.now)

    def do_match(self):
        matching.match(self.now)

    def do_take(self):
        offer = Offer.objects.filter(answer=Answer.PENDING).first()
        if offer:
            matching.accept(offer_key=offer.key, supporter=self.bo, now=self.now)

    def do_begin(self):
        for offer in Offer.objects.filter(answer=Answer.ACCEPTED):
            matching.begin_talk(offer=offer, now=self.now)

    def do_look(self):
        vetting.look_after(now=self.now)
        matching_timers.finish_what_was_begun(self.now)

    def do_lapse(self):
        self.now += timedelta(days=731)

    def do_new_words(self):
        self.words += "+"

    def check(self):
        """Whatever came into being with this deed came into being with every gate behind Bo."""
        came = {
            *(("offer", pk) for pk in Offer.objects.values_list("pk", flat=True)),
            *(("yes", pk) for pk in Offer.objects.filter(answer="accepted").values_list("pk", flat=True)),
            *(("talk", pk) for pk in Conversation.objects.values_list("pk", flat=True)),
        }
        if came - self.seen:
            assert asked.may_meet(person=self.bo, now=self.now), came - self.seen
        self.seen = came
        standing = profile(self.bo).standing
        is_let = door._shut_out(persons={self.bo.pk}, side="supporter") == set()
        assert is_let == (standing not in ("paused", "left"))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=st.lists(DEED, min_size=5, max_size=30))
@example(deeds=[*MEETING[:4], ("new words",), ("take",), ("look",), ("begin",)])
@example(deeds=[*MEETING[:5], ("new words",), ("begin",), ("look",), ("begin",)])
def test_no_path_of_actions_reaches_a_seeker_without_every_gate(deeds):
    told = list(words._tellers)
    try:
        with transaction.atomic():
            evening = Evening()
            for deed in deeds:
                evening.do(*deed)
            transaction.set_rollback(True)
    finally:
        words._tellers[:] = told


def test_the_paths_above_do_reach_a_seeker_when_every_gate_is_there():
    told = list(words._tellers)
    evening = Evening()
    for deed in MEETING:
        evening.do(*deed)
    words._tellers[:] = told

    assert Conversation.objects.count() == 1
