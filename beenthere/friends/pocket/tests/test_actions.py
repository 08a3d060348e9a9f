"""What phones kept is stored once, sealed, in each phone's order; late, gone, too much and put back are answered."""

from datetime import timedelta

import pytest

from beenthere.friends import actions as friends
from beenthere.friends import queries_after
from beenthere.friends.models import FriendEvening
from beenthere.friends.pocket import actions, forgetting, queries, rules
from beenthere.friends.pocket.models import ErasedEvening, PocketDevice, PocketEvent
from beenthere.friends.pocket.registers import export_pocket, forget_old_pockets, forget_that_it_was_erased
from beenthere.friends.pocket.tests.builders import (
    EVENING,
    HOUR,
    NOON,
    Phone,
    a_batch,
    an_evening,
    an_event,
)
from beenthere.kernel.refusals import TooMuch
from beenthere.privacy import actions as privacy
from beenthere.privacy import keys

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def take(evening, *events, device="phone-one", now=EVENING):
    return actions.take(evening=evening, batch=a_batch(*events, device=device), now=now)


def stored(evening):
    return list(
        PocketEvent.objects.filter(evening=evening).order_by("device", "n").values_list("device", "n")
    )


def test_a_batch_is_stored_sealed_and_acknowledged():
    evening = an_evening()

    taken = take(evening, an_event(1), an_event(2, "opened"))

    assert (taken.ack, taken.new) == (2, 2)
    row = PocketEvent.objects.get(n=1)
    assert b"laughed" not in bytes(row.payload)
    assert (row.kind, row.received_at) == ("note", EVENING)


def test_the_same_batch_again_is_one_batch():
    evening = an_evening()
    take(evening, an_event(1), an_event(2))

    again = take(evening, an_event(1), an_event(2), an_event(3))

    assert (again.ack, again.new) == (3, 1)
    assert stored(evening) == [("phone-one", n) for n in (1, 2, 3)]


def test_what_comes_before_its_turn_waits_on_the_phone():
    evening = an_evening()

    assert take(evening, an_event(2), an_event(3)).ack == 0
    assert take(evening, an_event(3), an_event(1), an_event(2)).ack == 3
    assert [n for _device, n in stored(evening)] == [1, 2, 3]


def test_two_phones_count_for_themselves():
    evening = an_evening()
    one, two = Phone("phone-one"), Phone("phone-two")
    for phone in (one, two, one):
        phone.happens("note")
        phone.call(evening, now=EVENING)

    assert stored(evening) == [("phone-one", 1), ("phone-one", 2), ("phone-two", 1)]


def test_a_phone_that_was_put_back_is_told_and_loses_nothing_under_its_new_name():
    evening = an_evening()
    take(evening, an_event(1), an_event(2))

    with pytest.raises(actions.IsAnotherPhone):
        take(evening, an_event(2, key="written-after"))
    # What was here already comes along under the new name and stays one event.
    taken = take(
        evening, an_event(1, key="event-0002"), an_event(2, key="written-after"), device="phone-one-again"
    )

    assert (taken.ack, taken.new) == (2, 1)
    assert PocketEvent.objects.filter(evening=evening).count() == 3


def test_late_events_are_taken_for_two_weeks_after_the_end():
    evening = an_evening()
    friends.finish(evening=evening, now=EVENING + HOUR)

    assert take(evening, an_event(1), now=evening.ends_at + 13 * DAY).ack == 1
    with pytest.raises(actions.IsLate):
        take(evening, an_event(2), now=evening.ends_at + 15 * DAY)


def test_we_are_done_lets_the_evening_be_over_once_it_arrives():
    evening = an_evening()

    take(evening, an_event(1, "ended"), now=EVENING + HOUR)
    take(evening, an_event(1, "ended"), an_event(2, "ended"), now=EVENING + 2 * HOUR)

    evening.refresh_from_db()
    assert (evening.state, evening.over_at) == ("over", EVENING + HOUR)


def test_a_phone_that_calls_without_pause_is_asked_to_wait_and_then_heard_again():
    evening = an_evening()
    for _call in range(rules.CALLS):
        take(evening)

    with pytest.raises(actions.CallsTooOften):
        take(evening, an_event(1))
    assert take(evening, an_event(1), now=EVENING + rules.CALLS_WITHIN).ack == 1


def test_so_many_phones_and_no_more():
    evening = an_evening()
    for number in range(rules.MOST_DEVICES):
        take(evening, an_event(1, key=f"event-of-{number}"), device=f"phone-{number:03}")

    with pytest.raises(TooMuch):
        take(evening, an_event(1), device="one-too-many")
    assert take(evening, device="phone-000").ack == 1


@pytest.mark.parametrize("side", ["host", "friend"])
def test_erasing_either_side_reaches_the_phone_and_says_when(side):
    evening = an_evening()
    take(evening, an_event(1))
    privacy.erase_person(person=getattr(evening.pair, side), now=EVENING + HOUR)

    with pytest.raises(actions.IsGone) as gone:
        take(evening, an_event(2))

    assert gone.value.erased_at == EVENING + HOUR
    assert not PocketEvent.objects.exists()
    assert not PocketDevice.objects.exists()
    with pytest.raises(keys.KeyIsGone):
        keys.cipher_for(subject=queries.subject_of(evening))


def test_an_evening_erased_while_its_phone_was_calling_is_gone():
    """The evening was looked up; then it was erased; then the phone's events arrive at the table."""
    evening = an_evening()
    take(evening, an_event(1))
    looked_up = FriendEvening.objects.select_related("pair").get(pk=evening.pk)
    privacy.erase_person(person=evening.pair.host, now=EVENING)

    with pytest.raises(actions.IsGone):
        take(looked_up, an_event(2))
    assert not PocketEvent.objects.exists()


def test_an_evening_nobody_began_has_begun_once_its_phone_was_used():
    evening = an_evening()

    take(evening, an_event(1), now=EVENING + HOUR)
    take(evening, an_event(1), an_event(2), now=EVENING + 2 * HOUR)

    evening.refresh_from_db()
    assert (evening.state, evening.started_at) == ("running", EVENING + HOUR)


@pytest.mark.parametrize("kinds", [("opened",), ("note", "ended"), ("ended",)])
def test_an_evening_of_a_phone_alone_is_among_the_evenings_and_in_the_picture(kinds):
    evening = an_evening(mode="in_person")
    take(evening, *(an_event(n, kind) for n, kind in enumerate(kinds, 1)), now=EVENING + HOUR)

    friends.finish_long_past(now=EVENING + DAY)

    evening.refresh_from_db()
    assert (evening.state, evening.started_at) == ("over", EVENING + HOUR)
    assert queries_after.took_place(evening)
    assert len(queries_after.over_time(evening.pair).columns) == 1


def test_a_phone_that_comes_home_the_next_day_brings_its_evening_back():
    evening = an_evening()
    friends.finish_long_past(now=EVENING + DAY)
    assert not queries_after.took_place(evening)

    take(evening, an_event(1), now=EVENING + DAY)

    assert queries_after.took_place(evening)


def test_looking_through_the_pocket_days_before_begins_nothing():
    evening = an_evening(planned_for=EVENING + 2 * DAY, ends_at=EVENING + 2 * DAY + HOUR)

    take(evening, an_event(1, "opened"))

    evening.refresh_from_db()
    assert (evening.state, evening.started_at) == ("planned", None)


def test_a_chat_that_a_phone_was_used_on_still_opens_its_talk():
    evening = an_evening(mode="chat")
    take(evening, an_event(1))
    assert evening.started_at

    friends.begin(evening=evening, now=EVENING + HOUR)

    assert (evening.state, evening.conversation is not None) == ("running", True)


@pytest.mark.parametrize("mode", ["chat", "phone"])
def test_the_end_of_a_pair_leaves_an_evening_whose_phone_was_used(mode):
    evening = an_evening(mode=mode)
    take(evening, an_event(1))

    friends.end_pair(pair=evening.pair, side="friend", why="", now=EVENING + HOUR)

    assert queries.happened(evening, side="host").notes
    assert take(evening, an_event(1), an_event(2), now=EVENING + 2 * HOUR).ack == 2


def test_an_evening_that_was_called_off_before_it_began_is_gone():
    evening = an_evening(planned_for=EVENING + DAY, ends_at=EVENING + DAY + HOUR)
    take(evening, an_event(1, "opened"))

    friends.end_pair(pair=evening.pair, side="friend", why="", now=EVENING + HOUR)

    with pytest.raises(actions.IsGone):
        take(evening, an_event(2))
    assert not PocketEvent.objects.exists()


def test_the_trace_of_an_erased_evening_names_nobody_and_goes_in_the_end():
    evening = an_evening()
    forgetting.forget(evening=evening, now=EVENING)
    row = ErasedEvening.objects.get()
    assert evening.key not in row.digest

    forget_that_it_was_erased(EVENING + rules.REMEMBERED - DAY)
    assert queries.erased_at(evening.key) == EVENING
    forget_that_it_was_erased(EVENING + rules.REMEMBERED)
    assert queries.erased_at(evening.key) is None


def test_what_phones_sent_is_forgotten_after_the_days_for_words():
    evening = an_evening()
    take(evening, an_event(1))

    forget_old_pockets(evening.ends_at + 29 * DAY)
    assert PocketEvent.objects.exists()
    forget_old_pockets(evening.ends_at + 31 * DAY)
    assert not PocketEvent.objects.exists()
    assert not PocketDevice.objects.exists()


# ---- what happened ----------------------------------------------------------------------------


def an_evening_with_events():
    evening = an_evening()
    told = [
        an_event(1, "opened"),
        an_event(2, "moment"),
        an_event(3, "opened", payload={"card": "validate-normal"}),
        an_event(4, "fitted"),
        an_event(5, "opened"),
        an_event(6, "note"),
        an_event(7, "breathed"),
        an_event(8, "grounded"),
        an_event(9, "ended"),
    ]
    take(evening, *told)
    return evening


def test_what_happened_is_told_in_the_order_of_the_phones_clock():
    found = queries.happened(an_evening_with_events(), side="host")

    assert [(one.slug, one.times, one.fitted) for one in found.cards] == [
        ("drop-anchor", 2, True),
        ("validate-normal", 1, None),
    ]
    (tap,) = found.moments
    assert (tap.emotion, tap.intensity, tap.need, tap.is_danger, tap.is_heard) == (
        "fear",
        7,
        "distract",
        False,
        True,
    )
    assert [one.text for one in found.notes] == ["She laughed once"]
    assert (found.breaths, found.groundings) == (6, 1)
    assert found.ended_at is not None
    assert found.ended_at.timestamp() * 1000 == NOON + 9000


@pytest.mark.parametrize("side", ["friend", ""])
def test_the_notes_are_the_hosts_alone(side):
    found = queries.happened(an_evening_with_events(), side=side)

    assert found.notes == ()
    assert found.cards


def test_nothing_happened_is_nothing():
    assert queries.happened(an_evening(), side="host").is_empty


def test_the_download_holds_what_is_ones_own():
    evening = an_evening_with_events()
    (hosts,) = export_pocket(evening.pair.host)["pocket"]
    (friends_own,) = export_pocket(evening.pair.friend)["pocket"]

    assert hosts["notes"][0]["text"] == "She laughed once"
    assert friends_own["notes"] == []
    assert friends_own["moments"] == hosts["moments"]
    assert hosts["cards"][0]["card"] == "drop-anchor"
