"""Danger in four languages beyond patterns: it adds attention, and finding nothing is no finding."""

import pytest

from beenthere.readers import cue, foreign, model
from beenthere.readers.shapes import SEEKER, UNAVAILABLE, Turn

ORDINARY = [
    "heute war ein langer tag in der schule und ich bin müde",
    "mañana tengo un examen de matemáticas y no he estudiado nada",
    "le bus était encore en retard ce matin et il pleuvait",
    "o professor deu muito trabalho de casa e ainda está a chover",
]
# Words that no pattern has: the trained part alone hears them.
DESPAIR = [
    "ich will einfach nur noch weg von dieser welt und zwar für immer",
    "quiero desaparecer para siempre y que nadie me encuentre ya con vida",
    "je veux disparaître pour toujours et ne plus jamais respirer",
    "quero sumir deste mundo para sempre e nunca mais respirar",
]


@pytest.mark.parametrize("text", DESPAIR)
def test_despair_is_heard_and_shows_its_words(text):
    found = cue.read([Turn(SEEKER, text)])

    assert found.level >= "A1"
    assert found.because
    assert all(text[span.start : span.end] == span.words for span in found.because)


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_day_stays_unread_and_never_quiet(text):
    assert cue.read([Turn(SEEKER, text)]) == UNAVAILABLE


@pytest.mark.parametrize("text", ["estou bem", "", "🙂🙂", "привет как дела сегодня у тебя"])
def test_what_is_too_short_or_written_otherwise_is_not_guessed_at(text):
    assert foreign.read(text) is None


def test_without_weights_patterns_stand_alone(monkeypatch):
    def missing(*_asked):
        raise model.Unavailable("no weights")

    monkeypatch.setattr(model, "probabilities", missing)
    assert foreign.read(DESPAIR[0]) is None
    assert cue.read([Turn(SEEKER, "ich bringe mich heute nacht um")]).level >= "A3"


@pytest.mark.parametrize("text", DESPAIR)
def test_a_grave_level_is_clear_only_where_it_is_likely(text):
    found = foreign.read(text)

    assert found is not None
    assert 0 < found.numbers["clear"] <= int(found.level[1])
