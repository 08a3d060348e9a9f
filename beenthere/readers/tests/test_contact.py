"""Contact details in every disguise; crisis lines and ordinary numbers pass."""

import pytest

from beenthere.readers import contact
from beenthere.readers.shapes import SUPPORTER, Turn

GIVEN = [
    ("my number is 07700 900123", "phone"),
    ("+49 151 000 00000 0, ring when you like", "phone"),
    ("oh seven seven double zero nine zero zero one two three", "phone"),
    ("0 7 7 0 0 9 0 0 1 2 3", "phone"),
    ("write to sam.bell@example.com", "email"),
    ("sam dot bell at gmail dot com", "email"),
    ("s a m b e l l @ example . com", "email"),
    ("add me on insta", "handle"),
    ("i'm on telegram as nightowl77", "handle"),
    ("my snap is nightowl77", "handle"),
    ("@night_owl77", "handle"),
    ("www.example-chat.com/room", "link"),
    ("example-chat dot com slash room", "link"),
    ("can i have your number?", "handle"),
    ("let's take this off here", "invitation"),
    ("dm me", "invitation"),
    ("would you like to meet for coffee on friday?", "invitation"),
    ("i live at 12 Harbour Street", "address"),
    ("ich wohne in der Gartenstraße 14", "address"),
    ("gib mir deine Nummer", "invitation"),
    ("llámame cuando quieras", "invitation"),
    ("appelle-moi demain", "invitation"),
    ("me liga depois", "invitation"),
    ("аdd me on 1nstagram", "handle"),
    ("https://nhs.uk.someone.example/ come in", "link"),
    ("we are at samaritans.org.someone.example", "link"),
    ("https://www.nhs.uk/mental-health helped, and find me on the other app, same name", "handle"),
]
ORDINARY = [
    "zero\u200bwidth\u200djoiner \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "long 0\n" + "and so on\n" * 8,
    "TelefonSeelsorge is there for you: https://online.telefonseelsorge.de/",
    "call 988 or text 741741",
    "Samaritans are on 116 123, day and night",
    "in Germany it's 0800 111 0 111",
    "I slept 3 hours, woke at 4:30",
    "it was on 12/03/2019",
    "rent is £1200000 it feels like, well 1,250",
    "my order number is 48291034",
    "i'd say 7/10",
    "I emailed my boss on Monday",
    "my ex texted me on whatsapp",
    "I can't give you my number, we stay in here",
    "he asked for my number and I said no",
    "TelefonSeelsorge is there for you: 0800 111 0 111",
    "Tele-MANAS is there for you: 14416",
    "look at nhs.uk or findahelpline.com",
    "we met at a cafe years ago",
    "I deleted instagram last week",
    "five or six times a day",
]


BESIDE_A_LINE = [
    ("TelefonSeelsorge is there for you: 0800 111 0 111, or me, seven seven oh four two", "phone"),
    ("TelefonSeelsorge is there for you: 0800 111 0 111, or me on 0151 234 5678", "phone"),
    ("The line is 0800 111 0 111, or find me under the same name where the photos are.", "handle"),
    ("116 123 is theirs. mine ends in 4471, you have the rest", "phone"),
]


@pytest.mark.parametrize(("text", "kind"), BESIDE_A_LINE)
def test_a_way_of_ones_own_beside_a_crisis_line_is_found(text, kind):
    assert kind in contact.read([Turn(SUPPORTER, text)]).labels


@pytest.mark.parametrize(("text", "kind"), GIVEN)
def test_a_way_out_of_the_channel_is_found(text, kind):
    assert kind in contact.read([Turn(SUPPORTER, text)]).labels


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_and_crisis_lines_pass(text):
    assert contact.read([Turn(SUPPORTER, text)]).labels == ()


def test_the_words_are_quoted_from_the_original():
    text = "so: ｍy number is 07700 900123."

    spans = contact.read([Turn(SUPPORTER, text)]).because

    assert any(span.words == "07700 900123" and text[span.start : span.end] == span.words for span in spans)
