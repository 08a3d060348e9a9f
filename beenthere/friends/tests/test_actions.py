"""What two friends can do, on the real database."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from beenthere.boundaries import actions as boundaries
from beenthere.boundaries import actions_journal as journal
from beenthere.boundaries import queries_between as between
from beenthere.boundaries.guard import actions as guard
from beenthere.boundaries.guard import queries as guarding
from beenthere.boundaries.models import DriftCount, Noticed
from beenthere.companion import queries as companion
from beenthere.conversations import actions as talks
from beenthere.conversations import writer
from beenthere.friends import actions, queries, queries_after, registers, suggesting
from beenthere.friends.models import Afterwards, FriendEvening, HostAnswer, Invitation, Letter, Pair
from beenthere.friends.tests.builders import DAY, EVENING, HOUR, a_pair, agree, an_evening, an_evening_over
from beenthere.insights import queries as insights
from beenthere.kernel.refusals import NotAllowed, NotHere, TooMuch
from beenthere.matching import queries as line
from beenthere.matching import queries_board
from beenthere.matching.actions import UnknownChoice
from beenthere.matching.models import Separation, Visit
from beenthere.notices.models import Notice
from beenthere.people import actions as people
from beenthere.people.tests.builders import a_coordinator, a_member, a_seeker, a_supporter
from beenthere.privacy import actions as privacy
from beenthere.privacy import keys
from beenthere.privacy import queries as kept
from beenthere.relief import actions as relief
from beenthere.relief import queries as answers
from beenthere.safety import actions as safety
from beenthere.safety import queries as pages
from beenthere.safety.levels import actions as levels
from beenthere.supervision.patterns import queries as patterns

pytestmark = pytest.mark.django_db


def a_talk_of_friends(**more):
    evening = an_evening(mode="chat", **more)
    actions.begin(evening=evening, now=EVENING)
    evening.refresh_from_db()
    return evening


# -- links and pairs -------------------------------------------------------------------


def test_a_link_opens_once():
    _row, token = actions.invite(inviter=a_member(), name="Bo", now=EVENING)
    actions.come_in(token=token, name="Ann", now=EVENING)

    with pytest.raises(actions.LinkIsClosed):
        actions.come_in(token=token, name="Cy", now=EVENING)
    assert Pair.objects.count() == 1


def test_the_link_lies_nowhere_in_plain():
    row, token = actions.invite(inviter=a_member(), name="Bo", now=EVENING)

    assert token not in str(Invitation.objects.values_list()[0])
    assert queries.token_of(row) == token


def test_ann_without_an_account_invites_nobody():
    with pytest.raises(NotAllowed):
        actions.invite(inviter=a_seeker(), name="Ann", now=EVENING)


def test_five_links_are_enough():
    bo = a_member()
    for _ in range(5):
        actions.invite(inviter=bo, name="Bo", now=EVENING)
    with pytest.raises(TooMuch):
        actions.invite(inviter=bo, name="Bo", now=EVENING)
    actions.invite(inviter=bo, name="Bo", now=EVENING + 8 * DAY)


def test_the_same_two_are_one_pair_and_the_database_says_so_too():
    bo, ann = a_member(), a_seeker()
    pair = a_pair(host=bo, friend=ann)

    assert a_pair(host=bo, friend=ann, is_confirmed=False).pk == pair.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Pair.objects.create(host=bo, friend=ann, host_name=b"", friend_name=b"", made_at=EVENING)
    actions.end_pair(pair=pair, side="host", now=EVENING)
    assert a_pair(host=bo, friend=ann, is_confirmed=False).pk != pair.pk


def test_nothing_goes_on_before_the_two_words_were_the_same():
    pair = a_pair(is_confirmed=False)

    with pytest.raises(actions.PairHasEnded):
        actions.sign(pair=pair, side="friend", version="1", answers={}, now=EVENING)
    with pytest.raises(actions.PairHasEnded):
        actions.tell_ties(pair=pair, side="host", kinds=[], now=EVENING)
    with pytest.raises(actions.NotReady):
        an_evening(pair=pair)


def test_only_the_host_confirms_tells_ties_and_plans_and_only_the_friend_answers():
    pair = a_pair(is_agreed=False)
    evening = an_evening()

    for refused in (
        lambda: actions.confirm(pair=pair, side="friend", now=EVENING),
        lambda: actions.tell_ties(pair=pair, side="friend", kinds=[], now=EVENING),
        lambda: actions.answer_ties(pair=pair, side="host", accepts=True, now=EVENING),
        lambda: actions.write_plan(evening=evening, side="friend", words={}, cards=[], now=EVENING),
        lambda: actions.call_somebody(evening=evening, side="host", now=EVENING),
    ):
        with pytest.raises(NotHere):
            refused()


# -- the agreement and the ties ----------------------------------------------------------


def test_both_sides_and_the_ties_are_read_by_both():
    pair = a_pair(
        kinds=("off_duty_clinician", "referred"),
        particulars={"profession": "nurse", "licence_place": "Austria"},
        detail="No advice on medicine.",
    )

    found = between.what_two_agreed(about=queries.about(pair), name="Bo")

    assert [one.side for one in found.sides] == ["friend", "host"]
    said = " ".join(found.ties[-1].sentences)
    assert "nurse" in said
    assert "Austria" in said
    assert found.ties[-1].detail == "No advice on medicine."
    assert found.ties[-1].accepts


def test_a_clinician_says_the_job_and_the_place_of_the_licence():
    pair = a_pair(is_agreed=False)
    with pytest.raises(boundaries.TiesAreUnclear):
        actions.tell_ties(pair=pair, side="host", kinds=["off_duty_clinician"], now=EVENING)


@pytest.mark.parametrize(
    ("kind", "why"),
    [("treating_clinician", "treats"), ("former_client", "tie"), ("power", "tie"), ("ex_partner", "tie")],
)
def test_a_tie_that_is_never_all_right_ends_it_for_good(kind, why):
    pair = a_pair(is_agreed=False)

    assert actions.tell_ties(pair=pair, side="host", kinds=[kind], now=EVENING) == kind

    pair.refresh_from_db()
    assert pair.ended_why == why
    assert Separation.objects.get(seeker=pair.friend, supporter=pair.host).why == "dual_role"
    with pytest.raises(actions.PairHasEnded):
        actions.answer_ties(pair=pair, side="friend", accepts=True, now=EVENING)


def test_a_no_to_the_ties_ends_it_kindly():
    pair = a_pair(is_agreed=False)
    actions.tell_ties(pair=pair, side="host", kinds=["family"], now=EVENING)

    actions.answer_ties(pair=pair, side="friend", accepts=False, now=EVENING)

    assert pair.ended_by == "friend"


def test_what_is_told_later_waits_for_a_new_answer():
    pair = a_pair()

    actions.tell_ties(pair=pair, side="host", kinds=["referred"], now=EVENING + HOUR)

    with pytest.raises(actions.NotReady):
        an_evening(pair=pair)
    actions.answer_ties(pair=pair, side="friend", accepts=True, now=EVENING + HOUR)
    assert an_evening(pair=pair)


def test_an_ended_pair_takes_both_yeses_back_and_tells_the_other_once():
    pair = a_pair()
    an_evening(pair=pair)

    assert actions.end_pair(pair=pair, side="friend", now=EVENING)
    assert not actions.end_pair(pair=pair, side="host", now=EVENING)

    assert queries.facts(pair).friend_agreed is False
    assert [notice.to for notice in Notice.objects.filter(kind="pair_changed")] == [pair.host]
    assert queries.living_evening(pair) is None


# -- evenings -------------------------------------------------------------------------------


def test_a_pair_has_one_evening_at_a_time():
    evening = an_evening()
    assert an_evening(pair=evening.pair, mode="chat").pk == evening.pk
    actions.finish(evening=evening, now=EVENING)
    assert an_evening(pair=evening.pair).pk != evening.pk


def test_the_plan_lies_sealed_and_may_be_empty():
    evening = an_evening()
    words = {"intention": "Be there while it hurts", "place": "the kitchen"}
    cards = ["simple-reflection", "nothing-like-it"]
    actions.write_plan(evening=evening, side="host", words=words, cards=cards, now=EVENING)

    plan = queries.plan_text(FriendEvening.objects.get())
    assert (plan.intention, plan.place, plan.cards) == (
        "Be there while it hurts",
        "the kitchen",
        ("simple-reflection",),
    )
    assert b"hurts" not in bytes(FriendEvening.objects.get().plan)
    actions.write_plan(evening=evening, side="host", words={}, cards=[], now=EVENING)
    assert queries.plan_text(FriendEvening.objects.get()).is_empty


def test_cards_are_suggested_from_what_the_friend_said_and_from_nothing_else():
    calm, storm = an_evening(), an_evening(pair=a_pair())
    actions.check_in(
        evening=calm, side="friend", distress=3, topics=[], need="solve", answer="no", now=EVENING
    )
    actions.check_in(
        evening=storm, side="friend", distress=9, topics=["grief"], need="distract", answer="", now=EVENING
    )

    slugs = [[one.card.slug for one in suggesting.suggested(evening)] for evening in (calm, storm)]

    assert all(2 <= len(found) <= 6 for found in slugs)
    assert slugs[0] != slugs[1]
    assert suggesting.checked_in(an_evening(pair=a_pair())).is_empty
    assert suggesting.suggested(an_evening(pair=a_pair()))  # skipping everything is fine


def test_an_evening_nobody_ends_is_over_by_itself():
    evening = an_evening()
    actions.begin(evening=evening, now=EVENING)

    assert actions.finish_long_past(now=EVENING + 4 * HOUR) == 0
    assert actions.finish_long_past(now=EVENING + 6 * HOUR) == 1
    assert actions.finish_long_past(now=EVENING + 6 * HOUR) == 0


def test_a_chat_opens_one_talk_with_the_plan_pinned():
    evening = an_evening(mode="chat")
    actions.write_plan(evening=evening, side="host", words={}, cards=["simple-reflection"], now=EVENING)

    assert actions.begin(evening=evening, now=EVENING)
    assert not actions.begin(evening=evening, now=EVENING)

    evening.refresh_from_db()
    talk = evening.conversation
    assert (talk.state, talk.mode, talk.planned_minutes) == ("open", "friend", 120)
    found = companion.picture(conversation=talk, now=EVENING)
    assert [card.slug for card in found.plan] == ["simple-reflection"]


def test_the_two_are_asked_once_what_they_write_in_and_the_talk_keeps_it():
    pair = a_pair()
    first = a_talk_of_friends(pair=pair, language="de")
    assert first.conversation.language == "de"
    actions.finish(evening=first, now=EVENING)

    assert a_talk_of_friends(pair=pair).conversation.language == "de"
    assert a_talk_of_friends(pair=a_pair()).conversation.language == "en"
    with pytest.raises(UnknownChoice):
        an_evening(pair=a_pair(), language="elvish")


def test_before_anybody_said_it_is_the_language_of_the_pages():
    pair = a_pair()
    for page, expected in (("de", "de"), ("pt-br", "pt"), ("cy", "en")):
        with translation.override(page):
            assert queries.usual_language(pair) == expected


def test_what_the_readers_can_not_read_in_german_is_said_and_never_quiet():
    for language, words, state in (("en", "Yes, exactly that.", "on"), ("de", "Ja, genau.", "partly")):
        evening = a_talk_of_friends(pair=a_pair(), language=language)
        talk = evening.conversation
        writer._write_or_split([writer.Saying(talk.pk, talk.key, "seeker", "k" * 36, words)])

        assert companion.picture(conversation=talk, now=EVENING).reading_state == state


# -- what the line and the coordinators know of it: nothing ----------------------------------


def test_an_evening_is_no_load_and_no_number_of_the_line():
    bo = a_supporter()
    evening = a_talk_of_friends(pair=a_pair(host=bo))
    relief.rate(visit=evening.visit, moment="before", value=8, now=EVENING)
    relief.rate(visit=evening.visit, moment="after", value=4, now=EVENING)

    assert line.running_chats_of(bo) == 0
    assert line.visit_of(evening.pair.friend) is None
    assert queries_board.running_talks(now=EVENING) == []
    assert answers.given(since=EVENING - DAY) == {}
    board = insights.board(now=EVENING)
    assert (board["served"], board["unserved"], board["line"]) == (0, 0, [])
    assert board["here"][0].talks == 0


@pytest.mark.parametrize("said_yes", [False, True])
@pytest.mark.parametrize("has_on_call", [False, True])
def test_somebody_is_called_only_with_the_friends_yes_and_somebody_to_call(said_yes, has_on_call, settings):
    settings.IS_DEMO = True
    if has_on_call:
        a_coordinator()
    evening = a_talk_of_friends()
    if said_yes:
        actions.call_somebody(evening=evening, side="friend", now=EVENING)

    safety.record_answer(visit=evening.visit, answer="yes", now=EVENING)
    levels.set_level(conversation=evening.conversation, level=4, role="seeker", by=None, now=EVENING)
    levels.seeker_dropped(conversation=evening.conversation, now=EVENING)
    relief.answer_tomorrow(visit=evening.visit, value=10, is_safe=False, now=EVENING + DAY)
    safety.call_about_worries(now=EVENING + DAY)

    assert bool(pages.open_pages()) is (said_yes and has_on_call)


def test_a_grave_sentence_waits_and_nobody_is_told_and_no_code_is_counted():
    evening = a_talk_of_friends()
    talk = evening.conversation
    seen = guard.why_wait(
        conversation=talk, text="Just stop taking your pills tonight, you do not need them."
    )

    assert seen is not None
    nudge = guard.hold(conversation=talk, seen=seen, now=EVENING)

    row = Noticed.objects.get(key=nudge.key)
    assert (row.mode, row.calls) == ("friend", False)
    assert guarding.uncalled() == []
    assert guarding.to_review() == []
    assert not DriftCount.objects.exists()


def test_what_bo_thinks_about_an_evening_with_a_friend_goes_to_no_supervisor():
    bo = a_supporter()
    evening = a_talk_of_friends(pair=a_pair(host=bo))
    piece = journal.reflect(
        supporter=bo, words={"human": "my own grief"}, conversation=evening.conversation, now=EVENING
    )

    with pytest.raises(journal.AboutAFriend):
        journal.share(piece=piece, supporter=bo, now=EVENING)


def test_ann_who_leaves_fast_ends_the_talk(django_capture_on_commit_callbacks):
    evening = a_talk_of_friends()

    with django_capture_on_commit_callbacks(execute=True):
        actions.leave_fast(friend=evening.pair.friend, now=EVENING + HOUR)

    evening.refresh_from_db()
    assert (evening.conversation.state, evening.conversation.ended_why, evening.state) == (
        "ended",
        "left",
        "over",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Shall I come over? My number is 0664 123 4567.",
        "When my dad died I could not sleep for weeks, and I told nobody, and I walked every night until I was tired.",
    ],
)
def test_meeting_phoning_and_ones_own_story_are_no_drift_between_friends(text):
    evening = a_talk_of_friends()
    talk = evening.conversation

    assert guard.why_wait(conversation=talk, text=text) is None
    nudge = guard.look_at_draft(conversation=talk, draft=text, now=EVENING)
    assert nudge is None or nudge.code not in ("off_channel", "over_disclose")


# -- afterwards --------------------------------------------------------------------------------


def test_what_the_host_answers_for_themselves_is_read_by_nobody_else():
    evening = an_evening_over()
    host = evening.pair.host
    actions.answer_for_oneself(
        evening=evening, side="host", answers={"how": "heavy", "consult": "my own grief"}, now=EVENING
    )

    assert b"grief" not in bytes(HostAnswer.objects.get().answers)
    assert queries_after.own_answers(evening=evening, host=host).consult == "my own grief"
    assert queries_after.own_answers(evening=evening, host=evening.pair.friend) is None
    actions.answer_for_oneself(evening=evening, side="host", answers={}, now=EVENING)
    assert not HostAnswer.objects.exists()
    with pytest.raises(NotHere):
        actions.answer_for_oneself(evening=evening, side="friend", answers={"how": "tired"}, now=EVENING)


def test_words_afterwards_are_shared_only_when_their_writer_says_so():
    evening = an_evening_over()
    words = {"happened": "We walked", "fitted": "Silence"}
    actions.look_back(evening=evening, side="host", words=words, shares=[], now=EVENING)
    assert queries_after.looked_back(evening, side="friend") == []

    actions.look_back(evening=evening, side="host", words=words, shares=["happened"], now=EVENING)

    assert [one.text for one in queries_after.looked_back(evening, side="friend")] == ["We walked"]
    actions.look_back(evening=evening, side="host", words={}, shares=[], now=EVENING)
    assert not Afterwards.objects.exists()


def test_a_line_the_next_day_lives_as_long_as_the_yes_to_it():
    evening = an_evening_over()
    for words, may_keep in (("I slept", False), ("  ", True)):
        with pytest.raises(actions.LetterIsUnclear):
            actions.write_letter(evening=evening, side="friend", words=words, may_keep=may_keep, now=EVENING)
    assert not Letter.objects.exists()

    actions.write_letter(evening=evening, side="friend", words="I slept", may_keep=True, now=EVENING)
    assert b"slept" not in bytes(Letter.objects.get().body)
    assert queries_after.letter(evening, side="friend").text == "I slept"
    assert Notice.objects.filter(kind="friend_wrote", to=evening.pair.host).exists()

    privacy.withdraw_consent(
        person=evening.pair.friend, purpose=queries.letter_purpose(evening), now=EVENING + DAY
    )
    assert queries_after.letter(evening, side="friend") is None
    assert actions.take_letter_back(evening=evening, side="friend", now=EVENING + DAY)
    assert not Letter.objects.exists()


def test_nothing_is_asked_before_the_evening_is_over():
    evening = an_evening()
    with pytest.raises(actions.NotReady):
        actions.write_letter(evening=evening, side="friend", words="x", may_keep=True, now=EVENING)
    with pytest.raises(actions.NotReady):
        actions.say_goodbye(evening=evening, side="friend", said=actions.Goodbye(after=3), now=EVENING)


@pytest.mark.parametrize(
    ("channel", "later", "asks"), [("code", 2 * DAY, True), ("code", HOUR, False), ("", 2 * DAY, False)]
)
def test_the_next_day_is_asked_only_when_ann_agreed_and_once_it_is_the_next_day(
    channel, later, asks, settings
):
    settings.IS_DEMO = False
    evening = an_evening_over()
    goodbye = actions.Goodbye(after=5, channel=channel)
    actions.say_goodbye(evening=evening, side="friend", said=goodbye, now=EVENING + HOUR)

    assert queries_after.asks_tomorrow(evening, now=EVENING + later) is asks
    if not asks:
        with pytest.raises(actions.NotReady):
            actions.answer_tomorrow(
                evening=evening, side="friend", value=3, is_safe=None, now=EVENING + later
            )
        return
    actions.answer_tomorrow(evening=evening, side="friend", value=3, is_safe=None, now=EVENING + later)
    assert queries_after.numbers(evening)["tomorrow"] == 3
    assert not queries_after.asks_tomorrow(evening, now=EVENING + later)


# -- erasing and forgetting --------------------------------------------------------------------


def told_evening():
    evening = a_talk_of_friends()
    actions.write_plan(
        evening=evening, side="host", words={"intention": "Be there for Ann"}, cards=[], now=EVENING
    )
    talks.end(conversation=evening.conversation, side="seeker", why="closed", now=EVENING)
    actions.finish(evening=evening, now=EVENING)
    actions.look_back(
        evening=evening, side="host", words={"happened": "We wrote"}, shares=["happened"], now=EVENING
    )
    actions.answer_for_oneself(evening=evening, side="host", answers={"how": "tired"}, now=EVENING)
    actions.write_letter(evening=evening, side="friend", words="I slept", may_keep=True, now=EVENING)
    evening.refresh_from_db()
    return evening


def test_ann_erases_everything_and_the_plan_about_her_is_noise():
    evening = told_evening()
    ann, bo = evening.pair.friend, evening.pair.host

    privacy.erase_person(person=ann, now=EVENING)

    pair = Pair.objects.get()
    assert (pair.friend, pair.ended_by, pair.ended_why) == (None, "friend", "erased")
    for subject in (f"evening:{evening.key}", f"pair:{pair.key}", f"conversation:{evening.conversation.key}"):
        with pytest.raises(keys.KeyIsGone):
            keys.cipher_for(subject=subject)
    assert not Letter.objects.exists()
    assert not Visit.objects.exists()
    assert between.disclosures(queries.about(pair), name="Bo") == []
    assert queries_after.all_own_answers(bo)[0].how == "tired"  # Bo's own notes stay Bo's
    assert queries.name_of(pair, "friend") == ""


def test_bo_erases_everything_and_anns_numbers_stay_hers():
    evening = told_evening()
    ann, bo = evening.pair.friend, evening.pair.host
    relief.rate(visit=evening.visit, moment="after", value=4, now=EVENING)

    privacy.erase_person(person=bo, now=EVENING)

    pair = Pair.objects.get()
    assert (pair.host, pair.ended_why) == (None, "erased")
    assert not HostAnswer.objects.exists()
    assert not Afterwards.objects.exists()
    assert queries.plan_text(FriendEvening.objects.get()).is_empty
    assert answers.ratings(Visit.objects.get(person=ann)) == {"after": 4}
    privacy.erase_person(person=ann, now=EVENING)
    assert not Pair.objects.exists()
    assert not FriendEvening.objects.exists()


def test_either_downloads_their_own_and_not_what_the_other_kept_for_themselves():
    evening = told_evening()

    anns = str(kept.everything_about(person=evening.pair.friend, now=EVENING)["friends"])
    bos = str(kept.everything_about(person=evening.pair.host, now=EVENING)["friends"])

    assert "We wrote" in anns
    assert "I slept" in anns
    assert "tired" not in anns
    assert "Be there for Ann" not in anns
    assert "Be there for Ann" in bos
    assert "tired" in bos


def test_words_are_forgotten_after_the_days_the_service_keeps_them(settings):
    evening = told_evening()
    days = timedelta(days=settings.TABLE.keep_days)

    registers.forget_old_words(EVENING + days - HOUR)
    assert not queries.plan_text(FriendEvening.objects.get()).is_empty

    registers.forget_old_words(EVENING + days)
    assert queries.plan_text(FriendEvening.objects.get()).is_empty
    assert not Afterwards.objects.exists()
    assert queries_after.own_answers(evening=evening, host=evening.pair.host).how == "tired"
    assert queries_after.letter(evening, side="friend").text == "I slept"
    registers.forget_old_words(EVENING + timedelta(days=366))
    assert not HostAnswer.objects.exists()
    assert not Letter.objects.exists()


def test_a_new_pair_after_an_ended_one_signs_anew():
    pair = a_pair()
    actions.end_pair(pair=pair, side="host", now=EVENING)

    again = a_pair(host=pair.host, friend=pair.friend, is_agreed=False)

    assert queries.facts(again).friend_agreed is False
    actions.tell_ties(pair=again, side="host", kinds=[], now=EVENING)
    agree(again)
    assert an_evening(pair=again)


def test_the_weekly_look_of_coordinators_knows_nothing_of_two_friends():
    evening = a_talk_of_friends()
    pair, later = evening.pair, EVENING + HOUR
    Noticed.objects.create(
        supporter=pair.host,
        conversation=evening.conversation,
        code="promise_secrecy",
        severity=3,
        place="sent",
        at=EVENING,
    )
    a_supporter()

    found = patterns.facts(now=later)

    assert (found.talks, found.moments) == ([], [])


def test_one_press_is_a_yes_to_one_call_and_the_page_does_not_name_the_host():
    a_coordinator()
    on_call = a_supporter(name="Dee")
    people.give_duty(person=on_call, kind="on_call")
    evening = a_talk_of_friends()

    page = actions.call_somebody(evening=evening, side="friend", now=EVENING)
    assert page
    assert not pages.may_page(visit=evening.visit, conversation=evening.conversation)
    assert [facts.with_supporter for facts in pages.open_pages()] == [""]
