"""The guard at real drafts and messages: what it says, what waits, what is kept, and what happens when it fails."""

from datetime import timedelta
from uuid import uuid4

import pytest

from beenthere.boundaries.guard import actions, catalog, gate, hearing, queries, reading, rules
from beenthere.boundaries.guard.rules import Before, Seen, Telling
from beenthere.boundaries.models import DriftCount, Noticed
from beenthere.boundaries.tests.builders import an_open_talk, signed_in
from beenthere.companion import actions as prompts
from beenthere.conversations import writer
from beenthere.conversations.gates import Asking
from beenthere.kernel.refusals import NotHere
from beenthere.people.tests.builders import a_coordinator
from beenthere.privacy import keys
from beenthere.readers import drift
from beenthere.readers.shapes import Reading
from tests.builders import EVENING, later

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
MEDICINE = "Just halve the pills for a week."
DIAGNOSIS = "This is clearly bipolar."
KIND = "That sounds exhausting. What was the worst of it?"

# -- rules ---------------------------------------------------------------------

SEVERITIES = {"diagnose": 3, "medication": 4, "minimise": 2, "off_channel": 3, "advice_early": 1}


@pytest.mark.parametrize(
    ("codes", "leads"),
    [
        ([], None),
        (["minimise"], "minimise"),
        (["minimise", "diagnose"], "diagnose"),
        (["diagnose", "off_channel"], "diagnose"),
        (["advice_early", "medication", "diagnose"], "medication"),
        (["nobody_knows_this"], None),
    ],
)
def test_the_gravest_is_spoken_about(codes, leads):
    seen = rules.lead(codes, SEVERITIES, {})

    assert (seen.code if seen else None) == leads


@pytest.mark.parametrize(("chance", "severity"), [(0.05, None), (0.12, 1), (0.19, 1), (0.2, 4), (0.9, 4)])
def test_one_of_the_gravest_that_is_only_faintly_there_is_a_quiet_hint_or_none(chance, severity):
    assert rules.graded(SEVERITIES, {"medication": chance, "diagnose": 0.1}).get("medication") == severity
    assert rules.graded(SEVERITIES, {"diagnose": 0.1})["diagnose"] == 3


@pytest.mark.parametrize(
    ("chance", "beside", "severity"),
    [
        (0.15, {"medication": 0.01}, None),
        (0.15, {"medication": 0.02}, 1),
        (0.15, {}, 1),
        (0.15, {"diagnose": 0.01}, 1),
        (0.2, {"medication": 0.001}, 4),  # what waits, waits, whatever was said before
        (0.9, {"medication": 0.001}, 4),
    ],
)
def test_the_words_before_take_back_only_a_faint_hint(chance, beside, severity):
    chances = {"medication": chance, "diagnose": 0.9}

    assert rules.graded(SEVERITIES, chances, beside).get("medication") == severity
    assert rules.graded(SEVERITIES, chances, {"diagnose": 0.001})["diagnose"] == 3


def test_only_a_faint_one_of_the_gravest_is_a_doubt():
    chances = {"medication": 0.15, "diagnose": 0.15}

    assert rules.doubtful(["medication", "diagnose"], SEVERITIES, chances) == ["medication"]
    assert rules.doubtful(["medication"], SEVERITIES, {"medication": 0.2}) == []
    assert rules.doubtful([], SEVERITIES, chances) == []


NINE, ELEVEN = timedelta(minutes=9), timedelta(minutes=11)


@pytest.mark.parametrize(
    ("severity", "ago", "is_answered", "is_past", "how"),
    [
        (3, ELEVEN, True, True, "new"),
        (3, NINE, False, False, "same"),
        (3, NINE, True, False, "silent"),
        (3, NINE, False, True, "silent"),
        (4, NINE, True, True, "new"),
        (4, NINE, False, False, "same"),
    ],
)
def test_the_same_is_said_once_in_ten_minutes(severity, ago, is_answered, is_past, how):
    before = Before(at=EVENING - ago, is_answered=is_answered, is_past=is_past)

    assert rules.shows(before, Seen("diagnose", severity), EVENING) == how


def story(**changes):
    told = {
        "is_story": True,
        "words": 30,
        "their_words": 30,
        "reflections": 3,
        "stories_in_a_row": 0,
        "gives_back": True,
    }
    return Telling(**{**told, **changes})


@pytest.mark.parametrize(
    ("told", "is_too_much"),
    [
        (story(), False),
        (story(is_story=False, words=400), False),
        (story(reflections=0), False),
        (story(reflections=0, gives_back=False), True),
        (story(gives_back=False), False),
        (story(stories_in_a_row=1), True),
        (story(words=120), True),
        (story(words=120, their_words=100), False),
        (story(distress=9), True),
        (story(distress=8), False),
    ],
)
def test_ive_been_there_is_welcome_when_brief_and_handed_back(told, is_too_much):
    assert rules.is_too_much(told) is is_too_much


@pytest.mark.parametrize(
    ("seen", "has_contact", "waits"),
    [
        (None, True, False),
        (Seen("medication", 4), False, True),
        (Seen("diagnose", 3), False, False),
        (Seen("off_channel", 3), True, True),
        (Seen("off_channel", 3), False, False),
    ],
)
def test_only_the_gravest_and_contact_details_wait(seen, has_contact, waits):
    assert rules.waits(seen, has_contact=has_contact) is waits


def test_every_code_has_its_words_and_the_gravest_are_the_four():
    assert set(catalog.drifts()) == set(drift.CODES)
    assert catalog.problems() == []
    grave = {code for code, one in catalog.drifts().items() if one.severity == 4}
    assert grave == {"medication", "romantic_sexual", "method_info", "risk_dismiss"}


def test_a_broken_file_names_every_problem(tmp_path):
    path = tmp_path / "drifts.yml"
    path.write_text("- {code: diagnose, severity: 9, name: '', seen: a, move: b, card: none, instead: []}\n")

    said = " ".join(f"{one.where} {one.what}" for one in catalog.problems(path))

    for part in ("severity", "card", "instead", "name", "23 known"):
        assert part in said


def test_what_would_not_hold_in_two_lines_is_named(tmp_path):
    long = "a" * 100
    entry = f"{{code: diagnose, severity: 3, name: n, seen: {long}, move: {long}, card: simple-reflection, instead: [{'b' * 105}]}}"
    path = tmp_path / "drifts.yml"
    path.write_text(f"- {entry}\n")

    said = " ".join(f"{one.where} {one.what}" for one in catalog.problems(path))

    assert "seen and move" in said
    assert "instead is over" in said


# -- drafts --------------------------------------------------------------------


@pytest.fixture
def talk():
    return an_open_talk()


def test_a_draft_gets_a_hint_with_the_words_and_a_sentence_and_no_word_is_kept(talk):
    nudge = actions.look_at_draft(conversation=talk, draft=DIAGNOSIS, now=EVENING)

    assert nudge.code == "diagnose"
    assert "clearly bipolar" in nudge.says
    assert nudge.instead in catalog.drifts()["diagnose"].instead
    row = Noticed.objects.get()
    assert (row.place, row.severity, row.reason) == ("draft", 3, None)


def test_a_kind_draft_gets_none(talk):
    assert actions.look_at_draft(conversation=talk, draft=KIND, now=EVENING) is None
    assert not Noticed.objects.exists()


def test_while_one_draft_is_written_its_hint_stays_and_an_answered_one_is_silent(talk):
    first = actions.look_at_draft(conversation=talk, draft=DIAGNOSIS, now=EVENING)
    second = actions.look_at_draft(conversation=talk, draft=DIAGNOSIS + " Sorry.", now=later(seconds=2))
    assert second.key == first.key

    assert actions.answer(conversation=talk, key=first.key, answer="not_drift")
    assert not actions.answer(conversation=talk, key=first.key, answer="known")

    assert actions.look_at_draft(conversation=talk, draft=DIAGNOSIS, now=later(minutes=5)) is None
    assert actions.look_at_draft(conversation=talk, draft=DIAGNOSIS, now=later(minutes=11)) is not None
    count = DriftCount.objects.get(code="diagnose")
    assert (count.shown, count.not_drift, count.known) == (2, 1, 0)


def test_an_answer_to_a_hint_of_another_talk_is_not_here(talk):
    nudge = actions.look_at_draft(conversation=talk, draft=DIAGNOSIS, now=EVENING)
    other = an_open_talk()

    with pytest.raises(NotHere):
        actions.answer(conversation=other, key=nudge.key, answer="known")
    with pytest.raises(NotHere):
        actions.answer(conversation=talk, key=nudge.key, answer="nonsense")


def test_a_draft_of_four_thousand_letters_and_one_in_another_alphabet_harm_nothing(talk):
    assert actions.look_at_draft(conversation=talk, draft="Я здесь, с тобой. " * 220, now=EVENING) is None
    actions.look_at_draft(conversation=talk, draft=(KIND + " ") * 80, now=EVENING)
    assert actions.look_at_draft(conversation=talk, draft=" \n ", now=EVENING) is None


def test_switched_off_it_reads_nothing(talk):
    actions.switch(is_on=False, now=EVENING)

    assert actions.look_at_draft(conversation=talk, draft=MEDICINE, now=EVENING) is None
    assert hold(talk, MEDICINE) is None
    assert queries.standing() == "off"


def test_an_operator_mutes_what_is_mostly_wrong_and_never_the_gravest(talk):
    actions.mute(code="diagnose", is_muted=True)
    assert actions.look_at_draft(conversation=talk, draft=DIAGNOSIS, now=EVENING) is None

    for code in ("medication", "made_up"):
        with pytest.raises(NotHere):
            actions.mute(code=code, is_muted=True)

    actions.mute(code="diagnose", is_muted=False)
    assert actions.look_at_draft(conversation=talk, draft=DIAGNOSIS, now=EVENING) is not None


def test_a_coordinator_sees_how_often_a_hint_was_called_wrong_and_stops_it_on_the_page(talk, client):
    nudge = actions.look_at_draft(conversation=talk, draft=DIAGNOSIS, now=EVENING)
    actions.answer(conversation=talk, key=nudge.key, answer="not_drift")
    dee = signed_in(client, a_coordinator())
    page = dee.get("/board/guard/").content.decode()
    assert "naming an illness" in page
    assert "Stop them" in page

    dee.post("/board/guard/mute/", {"code": "diagnose", "muted": "1"})

    assert "Show them again" in dee.get("/board/guard/").content.decode()
    assert actions.look_at_draft(conversation=an_open_talk(), draft=DIAGNOSIS, now=EVENING) is None
    dee.post("/board/guard/mute/", {"code": "diagnose", "muted": "0"})
    assert actions.look_at_draft(conversation=an_open_talk(), draft=DIAGNOSIS, now=EVENING) is not None


def test_the_gravest_can_not_be_stopped_on_the_page(talk, client):
    actions.look_at_draft(conversation=talk, draft=MEDICINE, now=EVENING)
    dee = signed_in(client, a_coordinator())

    assert "Stop them" not in dee.get("/board/guard/").content.decode()
    assert dee.post("/board/guard/mute/", {"code": "medication", "muted": "1"}).status_code == 404
    assert hold(talk, MEDICINE) is not None


def test_what_was_seen_only_once_it_was_sent_does_not_count_as_shown(talk):
    actions.note_sent(conversation=talk, text=DIAGNOSIS, now=EVENING)

    assert Noticed.objects.get().place == "sent"
    assert not DriftCount.objects.exists()


# -- the words before --------------------------------------------------------------

DOUBTFUL = "Those nights are long, and then the morning comes."
THEIRS = "i lie awake until four most nights"


@pytest.fixture
def read_beside(monkeypatch):
    """A reader for which the draft is faintly about medicine alone, and about nothing beside another's words."""
    asked = []

    def read(said, **named):
        asked.append([turn.text for turn in said])
        chance = 0.15 if len(said) == 1 else 0.001
        return Reading(labels=("medication",), scores={"medication": chance})

    monkeypatch.setattr(reading.drift, "read", read)
    return asked


def says(talk, side, text):
    post = {
        "conversation_id": talk.pk,
        "key": talk.key,
        "side": side,
        "client_key": uuid4().hex,
        "text": text,
    }
    writer._write_or_split([writer.Saying(**post)])


def hint(talk, draft=DOUBTFUL):
    return actions.look_at_draft(conversation=talk, draft=draft, now=EVENING)


def test_a_doubtful_draft_is_read_beside_the_last_words_of_the_other_side(talk, read_beside):
    says(talk, "seeker", "my mum died in may")
    says(talk, "seeker", THEIRS)
    says(talk, "supporter", "That is hard.")

    assert hint(talk) is None
    assert read_beside == [[DOUBTFUL], [THEIRS, DOUBTFUL]]


def test_a_draft_that_is_clear_alone_costs_no_look_at_the_other_side(talk, django_assert_num_queries):
    says(talk, "seeker", THEIRS)
    hint(talk, KIND)

    with django_assert_num_queries(3):  # the switch, the supporter's turn, what is muted
        assert hint(talk, KIND) is None


def test_a_doubt_costs_one_look_at_the_words_and_one_at_each_no(talk, read_beside, django_assert_num_queries):
    says(talk, "seeker", THEIRS)

    with django_assert_num_queries(6):
        assert hint(talk) is None


def test_without_any_words_before_the_sentence_is_read_alone(talk, read_beside):
    assert hint(talk).code == "medication"


@pytest.mark.parametrize("broken", ["fetching", "erased", "reading"])
def test_words_before_that_can_not_be_had_leave_the_sentence_alone(talk, read_beside, broken, monkeypatch):
    says(talk, "seeker", THEIRS)
    alone = reading.drift.read
    if broken == "fetching":
        monkeypatch.setattr(hearing.talks, "last_of", lambda **_: 1 / 0)
    elif broken == "erased":
        keys.destroy_key(subject=f"conversation:{talk.key}")
    else:
        monkeypatch.setattr(reading.drift, "read", lambda said, **n: alone(said) if len(said) == 1 else 1 / 0)

    assert hint(talk).code == "medication"
    assert queries.standing() == "on"


def test_a_seeker_who_wants_no_program_to_read_along_is_not_read_for_the_guard_either(talk, read_beside):
    says(talk, "seeker", THEIRS)
    prompts.allow(conversation=talk, allows=False)

    assert hint(talk).code == "medication"
    assert read_beside == [[DOUBTFUL]]


# -- messages ------------------------------------------------------------------


def hold(talk, text, now=EVENING):
    """What the gate does with a message."""
    seen = actions.why_wait(conversation=talk, text=text)
    return actions.hold(conversation=talk, seen=seen, now=now) if seen else None


def insist(talk, text, reason):
    seen = actions.why_wait(conversation=talk, text=text)
    return actions.insist(conversation=talk, seen=seen, reason=reason, now=EVENING)


def test_advice_on_medicine_waits_and_goes_with_a_reason_that_is_sealed(talk):
    nudge = hold(talk, MEDICINE)
    assert nudge.code == "medication"
    assert [row.code for row in queries.uncalled()] == ["medication"]

    assert insist(talk, MEDICINE, "  ") is not None
    assert insist(talk, MEDICINE, "she asked me to read it out") is None

    row = Noticed.objects.get()
    assert (row.place, row.outcome) == ("held", "sent_anyway")
    subject = f"person:{row.supporter.key}"
    said = keys.unseal(subject=subject, place=f"noticed:{row.key}", sealed=bytes(row.reason))
    assert said == "she asked me to read it out"


def test_trying_again_without_a_change_is_the_same_moment(talk):
    first = hold(talk, MEDICINE)
    again = hold(talk, MEDICINE, now=later(seconds=20))

    assert first.key == again.key
    assert Noticed.objects.count() == 1


def test_own_contact_waits_without_a_call_and_lines_pass(talk):
    nudge = hold(talk, "you can text me on 0151 2345 6789 any time")

    assert nudge.code == "off_channel"
    assert queries.uncalled() == []
    assert hold(talk, "In the UK you can call 116 123 at any hour.") is None


@pytest.mark.parametrize(("side", "waits"), [("supporter", True), ("on_call", False)])
@pytest.mark.parametrize("text", [MEDICINE, "Call me on 0151 2345 6789, where are you?"])
def test_somebody_on_call_is_no_peer_and_none_of_their_words_wait(talk, text, side, waits):
    asking = Asking(talk.pk, talk.key, side, "key-00000001", text)

    assert (gate.look(asking) is not None) is waits
    assert not Noticed.objects.exists()


def test_a_changed_message_is_remembered_as_changed(talk):
    hold(talk, MEDICINE)
    actions.note_sent(conversation=talk, text=KIND, now=later(seconds=40))

    assert Noticed.objects.get().outcome == "changed"
    assert queries.to_review() == []


def test_a_grave_enough_message_that_was_sent_waits_for_a_supervisor(talk):
    actions.look_at_draft(conversation=talk, draft=DIAGNOSIS, now=EVENING)
    actions.note_sent(conversation=talk, text=DIAGNOSIS, now=later(seconds=20))

    (row,) = queries.to_review()
    assert (row.code, row.place) == ("diagnose", "sent")
    assert actions.review(noticed=row, by=talk.supporter, now=EVENING)
    assert not actions.review(noticed=row, by=talk.supporter, now=EVENING)
    assert queries.to_review() == []


def test_a_guard_that_fails_says_so_and_is_never_taken_for_nothing_seen(talk, monkeypatch):
    monkeypatch.setattr(reading.drift, "read", lambda *a, **k: 1 / 0)

    with pytest.raises(reading.GuardFails):
        actions.look_at_draft(conversation=talk, draft=KIND, now=EVENING)

    assert queries.standing() == "unavailable"
    reading.trust_again()
    assert queries.standing() == "on"
