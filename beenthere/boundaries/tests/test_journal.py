"""The role journal: one's own, shared piece by piece, never a ranking."""

from datetime import timedelta

import pytest
from django.utils import timezone

from beenthere.boundaries import access, queries_journal, texts
from beenthere.boundaries import actions_journal as actions
from beenthere.boundaries.models import Noticed, Reflection
from beenthere.boundaries.registers import export_journal, forget_old_pieces
from beenthere.boundaries.tests.builders import a_moment, an_open_talk
from beenthere.kernel.refusals import NotHere, TooMuch
from beenthere.matching.tests.builders import EVENING, a_talk, minutes
from beenthere.people.tests.builders import a_coordinator, a_seeker, a_supporter
from beenthere.privacy import actions as privacy
from beenthere.privacy.models import DataKey
from beenthere.readers.base import labels_of

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
WORDS = {"planned": "To listen.", "organic": "I named it.", "human": "When I was tired."}


def a_piece(conversation=None, **words):
    conversation = conversation or an_open_talk()
    moment = a_moment(conversation)
    return actions.reflect(
        supporter=conversation.supporter, noticed=moment, words=words or WORDS, now=minutes(9)
    )


def own_pieces(supporter):
    (evening,) = queries_journal.journal(supporter=supporter, now=minutes(60))
    return [moment.piece for talk in evening.talks for moment in talk.moments]


def test_every_code_of_the_reader_has_a_name():
    assert set(labels_of("drift", "drift")[1:]) == set(texts.moments())


def test_a_piece_is_sealed_and_its_supporter_reads_it():
    piece = a_piece()

    assert b"tired" not in bytes(piece.human)
    (shown,) = own_pieces(piece.supporter)
    assert (shown.planned, shown.organic, shown.human) == tuple(WORDS.values())
    assert (shown.is_shared, shown.is_read) == (False, False)


def test_what_was_done_is_told_without_a_word_of_the_talk():
    conversation = an_open_talk()
    a_moment(conversation, answer="known", outcome="sent_anyway")

    (evening,) = queries_journal.journal(supporter=conversation.supporter, now=minutes(60))
    (moment,) = evening.talks[0].moments

    assert moment.name == "Naming what somebody has"
    assert moment.done == "You said: I know, and I mean it. You sent it as it was."


def test_a_whole_talk_can_be_thought_about_too_and_written_anew():
    conversation = an_open_talk()
    bo = conversation.supporter
    for planned in ("One.", "Two."):
        actions.reflect(supporter=bo, conversation=conversation, words={"planned": planned}, now=minutes(9))

    (evening,) = queries_journal.journal(supporter=bo, now=minutes(60))
    assert evening.talks[0].piece.planned == "Two."
    assert Reflection.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({}, actions.NothingWritten),
        ({"planned": "  \n"}, actions.NothingWritten),
        ({"made_up": "x"}, actions.NothingWritten),
        ({"human": "x" * 2001}, TooMuch),
    ],
)
def test_what_can_not_be_kept(words, refusal):
    conversation = an_open_talk()

    with pytest.raises(refusal):
        actions.reflect(
            supporter=conversation.supporter, conversation=conversation, words=words, now=minutes(9)
        )
    assert not Reflection.objects.exists()


def test_nobody_else_writes_shares_takes_back_or_deletes():
    conversation = an_open_talk()
    piece = a_piece(conversation)
    moment = piece.noticed
    for other in [a_supporter(name="Cy"), a_coordinator(), conversation.seeker, a_seeker(), None]:
        for deed in (
            lambda who: actions.reflect(supporter=who, noticed=moment, words=WORDS, now=minutes(9)),
            lambda who: actions.reflect(
                supporter=who, conversation=conversation, words=WORDS, now=minutes(9)
            ),
            lambda who: actions.share_moment(noticed=moment, supporter=who, now=minutes(9)),
            lambda who: actions.share(piece=piece, supporter=who, now=minutes(9)),
            lambda who: actions.take_back(piece=piece, supporter=who),
            lambda who: actions.forget(piece=piece, supporter=who),
            lambda who: access.access_moment(key=moment.key, supporter=who),
            lambda who: access.access_own_piece(key=piece.key, supporter=who),
        ):
            with pytest.raises(NotHere):
                deed(other)
    assert Reflection.objects.get().shared_with_supervision_at is None
    with pytest.raises(NotHere):
        access.access_own_piece(key="missing", supporter=piece.supporter)


def test_neither_a_moment_nor_a_talk_and_a_talk_without_a_word_are_not_here():
    _visit, bo, conversation = a_talk()
    for about in ({}, {"conversation": conversation}):
        with pytest.raises(NotHere):
            actions.reflect(supporter=bo, words=WORDS, now=minutes(9), **about)


def test_only_what_was_shared_is_in_supervision_and_only_once_read_it_stays():
    piece, bo = a_piece(), None
    bo = piece.supporter
    other = actions.reflect(
        supporter=bo, conversation=piece.noticed.conversation, words=WORDS, now=minutes(9)
    )
    assert queries_journal.shared_pieces() == []
    with pytest.raises(NotHere):
        access.access_shared_piece(key=piece.key)

    assert actions.share(piece=piece, supporter=bo, now=minutes(10))
    assert not actions.share(piece=piece, supporter=bo, now=minutes(11))
    (listed,) = queries_journal.shared_pieces()
    assert (listed.key, listed.supporter, listed.shared_at) == (piece.key, "Bo", minutes(10))
    assert listed.key != other.key

    actions.take_back(piece=piece, supporter=bo)
    assert queries_journal.shared_pieces() == []
    assert not actions.read(piece=piece, by=a_coordinator(), now=minutes(12))
    piece.refresh_from_db()
    assert piece.read_at is None


def test_what_was_read_stays_as_it_is_and_can_be_deleted():
    piece, dee = a_piece(), a_coordinator()
    bo = piece.supporter
    actions.share(piece=piece, supporter=bo, now=minutes(10))
    assert actions.read(piece=piece, by=dee, now=minutes(11))
    assert actions.read(piece=piece, by=a_coordinator(), now=minutes(12))

    with pytest.raises(actions.WasRead):
        actions.take_back(piece=piece, supporter=bo)
    with pytest.raises(actions.WasRead):
        actions.reflect(supporter=bo, noticed=piece.noticed, words={"planned": "Else."}, now=minutes(13))
    piece.refresh_from_db()
    assert (piece.read_by, piece.read_at) == (dee, minutes(11))
    assert queries_journal.piece(piece).planned == WORDS["planned"]

    actions.forget(piece=piece, supporter=bo)
    assert not Reflection.objects.exists()


def test_words_written_anew_are_private_again():
    piece = a_piece()
    actions.share(piece=piece, supporter=piece.supporter, now=minutes(10))

    actions.reflect(
        supporter=piece.supporter, noticed=piece.noticed, words={"planned": "More."}, now=minutes(11)
    )

    assert queries_journal.shared_pieces() == []


def test_a_moment_can_be_shared_without_a_word():
    conversation = an_open_talk()
    moment = a_moment(conversation)

    piece = actions.share_moment(noticed=moment, supporter=conversation.supporter, now=minutes(9))

    (listed,) = queries_journal.shared_pieces()
    assert listed.about == "Naming what somebody has"
    assert queries_journal.piece(piece).human == ""


# -- the month ---------------------------------------------------------------------------------------


def test_a_month_counts_with_denominators_and_holds_nobody_else():
    conversation = an_open_talk()
    bo = conversation.supporter
    a_moment(conversation, code="minimise", outcome="changed", at=minutes(5))
    a_moment(conversation, code="minimise", answer="not_drift", at=minutes(40))
    a_moment(conversation, code="diagnose", at=minutes(6))
    kims = an_open_talk(now=minutes(1))
    a_moment(kims, code="blame")
    a_moment(conversation, code="rescue", at=EVENING + timedelta(days=40))

    own = queries_journal.month(supporter=bo, name="2026-03")

    assert (own.talks, own.talks_with_moments, own.moments, own.early) == (1, 1, 3, 2)
    # In the order of the content, not by how often.
    assert [(one.name, one.moments, one.changed, one.not_drift, one.nothing) for one in own.codes] == [
        ("Naming what somebody has", 1, 0, 0, 1),
        ("Making it small", 2, 1, 1, 0),
    ]
    assert (own.before, own.after) == ("2026-02", "2026-04")


def test_a_month_begins_and_ends_where_the_service_lives(settings):
    settings.TIME_ZONE = "Europe/Vienna"
    timezone.get_default_timezone.cache_clear()
    conversation = an_open_talk()
    last_minute = EVENING.replace(month=3, day=31, hour=21, minute=59)
    a_moment(conversation, at=last_minute)
    a_moment(conversation, at=last_minute + timedelta(minutes=1))

    bo = conversation.supporter
    assert queries_journal.month(supporter=bo, name="2026-03").moments == 1
    assert queries_journal.month(supporter=bo, name="2026-04").moments == 1
    timezone.get_default_timezone.cache_clear()


def test_december_is_followed_by_january():
    own = queries_journal.month(supporter=a_supporter(), name="2026-12")

    assert (own.before, own.after, own.talks, own.codes) == ("2026-11", "2027-01", 0, ())


@pytest.mark.parametrize(
    "name", ["", "2026", "2026-13", "2026-00", "2026-3", "1999-01", "٢٠٢٦-03", "2026-03x"]
)
def test_no_month_is_called_so(name):
    with pytest.raises(NotHere):
        queries_journal.month(supporter=a_supporter(), name=name)


# -- kept and forgotten ------------------------------------------------------------------------------


def test_bos_download_holds_the_journal_and_cys_does_not():
    piece = a_piece()

    assert export_journal(piece.supporter)["journal"][0]["human"] == WORDS["human"]
    assert export_journal(a_supporter(name="Cy")) == {"journal": []}


def test_erasing_bo_takes_the_journal_and_its_key():
    piece = a_piece()
    bo = piece.supporter

    privacy.erase_person(person=bo, now=minutes(30))

    assert not Reflection.objects.exists()
    assert not DataKey.objects.filter(subject=f"person:{bo.key}").exists()


def test_a_supervisor_who_is_erased_leaves_the_piece():
    piece, dee = a_piece(), a_coordinator()
    actions.share(piece=piece, supporter=piece.supporter, now=minutes(10))
    actions.read(piece=piece, by=dee, now=minutes(11))

    privacy.erase_person(person=dee, now=minutes(30))

    piece.refresh_from_db()
    assert (piece.read_by, piece.read_at) == (None, minutes(11))


def test_two_moments_that_are_forgotten_leave_their_pieces_whole():
    conversation = an_open_talk()
    for _time in range(2):
        a_piece(conversation)

    Noticed.objects.all().delete()

    assert Reflection.objects.count() == 2
    assert queries_journal.piece(Reflection.objects.first()).about == "Naming what somebody has"


def test_pieces_stay_for_a_year():
    a_piece()

    forget_old_pieces(EVENING + timedelta(days=364))
    assert Reflection.objects.count() == 1
    forget_old_pieces(EVENING + timedelta(days=366))
    assert not Reflection.objects.exists()
