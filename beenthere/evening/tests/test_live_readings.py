"""The panel with ears: it hears, it says when it can not, two people can switch it off, and nothing of it speaks."""

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from beenthere.companion import actions, ears, growth, queries, views
from beenthere.companion.models import ListeningPicture, WrongReading
from beenthere.companion.registers import export_panels
from beenthere.companion.rules import FIXING_FAMILIES
from beenthere.companion.tests.test_panel import on_a_visit, signed_in
from beenthere.conversations import actions as talks
from beenthere.conversations import writer
from beenthere.conversations.models import Conversation
from beenthere.matching.tests.builders import EVENING, a_talk, seconds
from beenthere.people.tests.builders import a_coordinator, a_supporter
from beenthere.readers import model

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "i feel so ashamed, i don't want to wake up tomorrow"


@pytest.fixture
def talk():
    visit, bo, conversation = a_talk()
    talks.open_conversation(conversation=conversation, now=EVENING)
    conversation.refresh_from_db()
    return visit, bo, conversation


def say(conversation, text, side="seeker"):
    saying = writer.Saying(conversation.pk, conversation.key, side, str(uuid4()), text)
    writer._write_or_split([saying])


def three_things_said(conversation):
    for text in ("She left, and the flat is so quiet.", "You miss her.", "That hurts so much."):
        say(conversation, text, side="supporter")


def panel_of(bo, conversation):
    return signed_in(bo).get(f"/desk/chat/{conversation.key}/panel/").content.decode()


def test_the_panel_quotes_the_words_and_asks_to_ask(talk):
    _visit, bo, conversation = talk
    say(conversation, WORDS)

    page = panel_of(bo, conversation)

    assert "don&#x27;t want to wake up" in page
    assert "asking does not plant the idea" in page


def test_a_missing_reader_is_said_and_never_taken_for_quiet(talk, monkeypatch):
    _visit, bo, conversation = talk
    say(conversation, WORDS)

    def missing():
        raise model.Unavailable("gone")

    monkeypatch.setattr(model, "encoder", missing)
    page = panel_of(bo, conversation)

    assert "Reading unavailable" in page
    assert "What could fit now" in page


def test_a_reader_that_raises_is_said(talk, monkeypatch):
    _visit, bo, conversation = talk
    say(conversation, WORDS)
    monkeypatch.setattr(ears, "read_all", lambda turns: 1 / 0)

    assert "Reading unavailable" in panel_of(bo, conversation)


def test_a_reader_that_hangs_is_said_and_the_chat_goes_on(talk, monkeypatch):
    _visit, bo, conversation = talk
    say(conversation, WORDS)
    released = threading.Event()
    monkeypatch.setattr(views, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(ears, "read_all", lambda turns: released.wait(30))

    with ThreadPoolExecutor(1) as pool:
        monkeypatch.setattr(views, "_pool", pool)
        page = panel_of(bo, conversation)
        say(conversation, "still there?")
        released.set()

    assert "Reading unavailable" in page
    assert Conversation.objects.get(pk=conversation.pk).last_seq == 2


def test_a_message_nobody_can_read_is_said(talk):
    _visit, bo, conversation = talk
    say(conversation, "我不知道该怎么办")

    assert "could not be read" in panel_of(bo, conversation)


def test_the_seeker_and_the_operator_can_switch_the_readers_off(talk):
    visit, bo, conversation = talk
    say(conversation, WORDS)
    path = f"/desk/chat/{conversation.key}/panel/standing/"
    before = signed_in(bo).get(path).content

    on_a_visit(visit.person).post(f"/chat/{conversation.key}/prompts/", {"on": "0"})
    assert signed_in(bo).get(path).content != before
    assert "wake up" not in panel_of(bo, conversation)

    on_a_visit(visit.person).post(f"/chat/{conversation.key}/prompts/", {"on": "1"})
    signed_in(a_coordinator()).post("/board/readers/", {"on": "0"})
    assert signed_in(bo).get(path).content != before
    page = panel_of(bo, conversation)
    assert "wake up" not in page
    assert "The readers are switched off" in page


def test_each_message_is_read_once(talk, monkeypatch):
    _visit, bo, conversation = talk
    say(conversation, WORDS)
    panel_of(bo, conversation)
    read = []
    real = ears.read_all
    monkeypatch.setattr(ears, "read_all", lambda turns: read.append(len(turns)) or real(turns))

    panel_of(bo, conversation)
    assert read == []
    say(conversation, "You were so ashamed.", side="supporter")
    panel_of(bo, conversation)
    assert read == [2]


def test_cards_stand_for_two_messages_unless_safety_changes_them(talk):
    _visit, _bo, conversation = talk
    say(conversation, "my flat is a mess and i am tired")
    first = [one.card.slug for one in queries.picture(conversation=conversation, now=seconds(60)).cards]
    say(conversation, "haha joy of joys, all is wonderful and i love my cat")

    stood = [one.card.slug for one in queries.picture(conversation=conversation, now=seconds(61)).cards]
    assert stood == first

    say(conversation, "i just took all the pills")
    assert queries.picture(conversation=conversation, now=seconds(62)).calls_on_call


def test_wrong_is_counted_without_the_talk(talk):
    _visit, bo, conversation = talk
    say(conversation, WORDS)
    path = f"/desk/chat/{conversation.key}/panel/wrong/"

    for _ in range(2):
        signed_in(bo).post(path, {"reader": "feeling", "label": "shame"}, headers={"HX-Request": "true"})

    (row,) = WrongReading.objects.all()
    assert (row.reader, row.label, row.times) == ("feeling", "shame", 2)
    assert {field.name for field in WrongReading._meta.fields} == {"id", "reader", "label", "times"}
    assert signed_in(bo).post(path, {"reader": "feeling", "label": "made-up"}).status_code == 404


def test_a_draft_gets_a_hint_and_leaves_no_trace(talk):
    _visit, bo, conversation = talk
    say(conversation, "she left on sunday")
    path = f"/desk/chat/{conversation.key}/panel/hint/"

    answer = signed_in(bo).post(path, {"draft": "Did you sleep? And have you eaten today?"})

    assert "Two questions" in answer.json()["hint"]
    assert Conversation.objects.get(pk=conversation.pk).last_seq == 1


def test_a_hint_that_fails_is_silence(talk, monkeypatch):
    _visit, bo, conversation = talk
    monkeypatch.setattr(queries, "hint_for", lambda **_: 1 / 0)

    answer = signed_in(bo).post(f"/desk/chat/{conversation.key}/panel/hint/", {"draft": "You should go out."})

    assert answer.json()["hint"] == ""


def test_the_growth_page_is_the_supporters_own(talk):
    _visit, bo, conversation = talk
    say(conversation, "she left on sunday")
    three_things_said(conversation)
    talks.end(conversation=conversation, side="seeker", why="closed", now=seconds(120))

    growth.keep_pictures(now=seconds(130))
    (row,) = ListeningPicture.objects.all()
    assert (row.supporter, row.messages) == (bo, 3)

    cy = a_supporter(name="Cy")
    assert "Only you see this page" in signed_in(bo).get("/desk/growth/").content.decode()
    assert "<td" not in signed_in(cy).get("/desk/growth/").content.decode()

    signed_in(bo).post("/desk/growth/")
    growth.keep_pictures(now=seconds(140))
    assert not ListeningPicture.objects.exists()


def test_the_download_holds_all_that_a_picture_keeps(talk):
    _visit, bo, conversation = talk
    say(conversation, "she left on sunday")
    three_things_said(conversation)
    talks.end(conversation=conversation, side="seeker", why="closed", now=seconds(120))
    growth.keep_pictures(now=seconds(130))

    (told,) = export_panels(bo)["listening"]

    (row,) = ListeningPicture.objects.all()
    kept = {field.name for field in ListeningPicture._meta.fields} - {"id", "supporter", "conversation"}
    assert told == {name: getattr(row, name) for name in kept} | {"on": row.on.isoformat()}
    assert told["words"] > 3


def test_no_picture_is_kept_when_the_seeker_said_no(talk):
    _visit, bo, conversation = talk
    actions.allow(conversation=conversation, allows=False)
    three_things_said(conversation)
    talks.end(conversation=conversation, side="seeker", why="closed", now=seconds(120))

    growth.keep_pictures(now=seconds(130))

    assert not ListeningPicture.objects.exists()


def test_a_heart_or_another_language_is_left_out_and_costs_no_evening(talk):
    _visit, _bo, conversation = talk
    say(conversation, "she left on sunday")
    say(conversation, "我不知道该怎么办")
    three_things_said(conversation)
    say(conversation, "❤️", side="supporter")
    say(conversation, "我不知道该怎么办我不知道该怎么办", side="supporter")
    talks.end(conversation=conversation, side="seeker", why="closed", now=seconds(120))

    growth.keep_pictures(now=seconds(130))

    (row,) = ListeningPicture.objects.all()
    assert (row.messages, row.words, round(row.share_of_words, 2)) == (3, 15, 0.79)


def test_an_evening_of_which_too_little_could_be_read_makes_no_picture(talk):
    _visit, _bo, conversation = talk
    say(conversation, "she left on sunday")
    for text in ("She left, and the flat is so quiet.", "You miss her.", "❤️", "❤️"):
        say(conversation, text, side="supporter")
    talks.end(conversation=conversation, side="seeker", why="closed", now=seconds(120))

    growth.keep_pictures(now=seconds(130))

    assert not ListeningPicture.objects.exists()


def test_while_the_readers_are_off_nothing_counts_as_said_back_and_no_idea_is_offered(talk):
    visit, _bo, conversation = talk
    visit.need = "solve"
    visit.save(update_fields=["need"])
    for n in range(6):
        say(conversation, f"it is the flat and the rent again, number {n}")
        say(conversation, "You should make a list and ring them.", side="supporter")
    actions.switch_readers(is_on=False)

    shown = queries.picture(conversation=conversation, now=seconds(60))

    assert (shown.reading_state, shown.moment.reflections, shown.moment.phase) == ("off", 0, "explore")
    assert shown.cards[0].is_listening
    assert not any(one.card.family in FIXING_FAMILIES for one in shown.cards)


@pytest.fixture
def a_process(monkeypatch):
    """What one process remembers, and its clock."""
    clock = [1000.0]
    monkeypatch.setattr(ears.time, "monotonic", lambda: clock[0])
    ears._remembered.clear()
    yield clock
    ears._remembered.clear()


def test_what_was_read_ages_out_in_each_process_unless_somebody_looks(talk, a_process):
    _visit, _bo, conversation = talk
    say(conversation, WORDS)
    ears.heard_in(conversation)

    a_process[0] += ears.KEPT_SECONDS - 1
    ears.heard_in(conversation)
    a_process[0] += ears.KEPT_SECONDS - 1
    assert ears.are_on()
    assert len(ears._remembered) == 1

    a_process[0] += 2
    assert ears.are_on()
    assert not ears._remembered


def test_what_was_read_is_forgotten_when_the_operator_or_the_seeker_says_no(talk, a_process):
    _visit, _bo, conversation = talk
    say(conversation, WORDS)
    ears.heard_in(conversation)
    actions.allow(conversation=conversation, allows=False)
    with pytest.raises(ears.ReadersAreOff):
        ears.heard_in(conversation)
    assert not ears._remembered

    actions.allow(conversation=conversation, allows=True)
    ears.heard_in(conversation)
    actions.switch_readers(is_on=False)
    assert not ears.are_on()
    assert not ears._remembered


def test_what_was_read_is_forgotten_with_the_end_of_the_talk_without_the_clockwork(talk, a_process):
    _visit, _bo, conversation = talk
    say(conversation, WORDS)
    ears.heard_in(conversation)
    assert ears._remembered

    talks.end(conversation=conversation, side="seeker", why="closed", now=seconds(120))
    assert not ears._remembered

    conversation.refresh_from_db()
    ears.heard_in(conversation)
    assert not ears._remembered


def test_remembering_is_bounded(talk, a_process, monkeypatch):
    _visit, _bo, conversation = talk
    monkeypatch.setattr(ears, "MOST_REMEMBERED", 2)
    for text in ("one of them", "two of them", "three of them"):
        say(conversation, text)

    ears.heard_in(conversation)

    assert len(ears._remembered) == 2


def test_a_situation_can_be_called_wrong_like_any_other_reading(talk):
    _visit, bo, conversation = talk
    say(conversation, "he hits me every time he drinks, i am scared of my husband")

    page = panel_of(bo, conversation)
    assert 'name="label" value="abuse"' in page

    signed_in(bo).post(
        f"/desk/chat/{conversation.key}/panel/wrong/",
        {"reader": "cue", "label": "third-party"},
        headers={"HX-Request": "true"},
    )
    (row,) = WrongReading.objects.all()
    assert (row.reader, row.label, row.times) == ("cue", "third-party", 1)
