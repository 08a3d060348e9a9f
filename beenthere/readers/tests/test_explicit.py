"""Explicit statements in five languages: found when said, left alone when denied, told or meant otherwise."""

import pytest

from beenthere.readers import cue
from beenthere.readers.explicit import statements
from beenthere.readers.shapes import SEEKER, Turn

SAID = [
    ("i want to kill myself", 2),
    ("sometimes i think about ending my life", 2),
    ("i just took all the pills", 4),
    ("im going to do it tonight", 3),
    ("i can't keep myself safe", 4),
    ("i don't want to wake up tomorrow", 1),
    ("everyone would be better off without me", 1),
    ("i've been saving up my tablets", 3),
    ("i'm going to kill him", 4),
    ("you asked if i was thinking of suicide tonight and no i am not safe", 2),
    ("i'm worried i'm going to kill myself and no, i'm not joking", 2),
    ("you asked if i want to die and now i want to die, no, i'm not really ok", 2),
    ("maybe ill just delete myself, problem solved", 2),
    ("Ich will nicht mehr leben", 2),
    ("ich habe alle Tabletten genommen", 4),
    ("ich bringe mich heute nacht um", 3),
    ("er springt gleich", 4),
    ("bin oben, spring", 4),
    ("Ich möchte einfach nicht mehr aufwachen", 1),
    ("quiero morirme", 2),
    ("me he tomado todas las pastillas", 4),
    ("esta noche me mato", 3),
    ("no quiero despertar mañana", 1),
    ("j'ai envie de mourir", 2),
    ("j'ai avalé tous les cachets", 4),
    ("je vais me tuer ce soir", 3),
    ("je voudrais ne plus me réveiller", 1),
    ("eu quero morrer", 2),
    ("tomei todos os comprimidos", 4),
    ("vou me matar hoje", 3),
    ("não quero mais acordar", 1),
]
NOT_SAID = [
    "this commute is killing me",
    "i'd die for a nap",
    "i'm going to delete myself from the group chat",
    "i'm not going to kill myself, i'm just tired",
    "No, I don't want to die.",
    "you asked me again if i was thinking of suicide tonight and no, i am not",
    "we watched a film where he wants to kill himself",
    "i took my tablets as the doctor said",
    "kill the process and restart the server",
    "i died laughing",
    "deadline on friday",
    "i cut my hair myself",
    "me corté el pelo",
    "das bringt mich um vor Lachen",
    "je meurs de faim",
    "estou morrendo de fome",
    "no tengo ganas de morir",
    "the battery died in the middle of the call",
    "Ich spring jetzt unter die Dusche",
    "Ask me in the spring.",  # one language's season is another's leap
    "My brother was killed in spring. I slept six hours, the first time since spring",
]


@pytest.mark.parametrize(("text", "level"), SAID)
def test_what_is_said_in_plain_words_is_noticed(text, level):
    assert max(one.level for one in statements(text)) >= level


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_is_not_meant_is_left_alone(text):
    assert statements(text) == []


def test_the_words_are_quoted_as_they_stand():
    text = "Sorry, it's late. i want to die. that's all"

    (span,) = {one.span for one in statements(text)}

    assert text[span.start : span.end] == span.words == "i want to die"


def test_a_friends_danger_is_marked_as_theirs():
    found = cue.read([Turn(SEEKER, "my friend just told me she took all her pills, i took the box away")])

    assert found.level != "A0"
