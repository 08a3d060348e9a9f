"""Example sentences: five or more for each card, written whole, and the one that fits is chosen."""

import numpy as np
import pytest

from beenthere.companion import examples, naming
from beenthere.readers import model
from beenthere.skills.queries import cards


def test_every_card_has_at_least_five_sentences_of_its_own():
    found = examples.examples()

    assert set(found) == set(cards())
    assert {slug: len(rows) for slug, rows in found.items() if len(rows) < 6} == {}
    said = [one.say for rows in found.values() for one in rows]
    assert len(said) == len(set(said))


def test_sentences_are_short_and_have_no_holes_to_fill():
    for slug, rows in examples.examples().items():
        for one in rows:
            assert len(one.say.split()) <= 35, (slug, one.say)
            assert not set(one.say) & set("[]{}_"), (slug, one.say)


def test_every_card_has_one_plain_sentence_that_speaks_of_nobody_and_of_no_loss():
    for slug, rows in examples.examples().items():
        plain = [one for one in rows if one.fits == examples.ANYTHING]
        assert len(plain) == 1, slug
        assert naming.may_be_said(fits="", say=plain[0].say, heard=""), plain[0].say


def test_the_sentence_follows_what_was_said():
    card = cards()["grief-presence"]

    assert "hand still goes to the phone" in examples.example_for(
        card, "mum died in march and i still want to call her"
    )
    assert "met at the door" in examples.example_for(card, "my dog died, people say it was just a dog")


def test_without_the_encoder_the_plain_sentence_stands(monkeypatch, tmp_path):
    monkeypatch.setattr(model, "_encoder", lambda: model.Encoder(tmp_path))
    examples._vector.cache_clear()
    card = cards()["grief-presence"]

    assert examples.example_for(card, "my dog died, people say it was just a dog") == examples.plain_for(card)


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("validate-normal", "two people left and now it's just me on the floor"),
        ("grief-presence", "my dad died in march and the house is so quiet, nobody talks about him"),
        ("grief-presence", "my brother was killed in june and nobody talks about it"),
        ("grief-presence", "my cat and the neighbour, nobody says a word about it"),
        ("grief-presence", "dad died, mum is on the phone all day and i want to call her"),
        ("grief-presence", "my friend died by suicide and my brother is so angry"),
        ("grief-presence", "my son died, he was thirty, nobody talks about it"),
        ("grief-presence", "my wife died, her side of the bed is empty"),
        ("complex-reflection", "mum died in march and i still want to call her"),
        ("simple-reflection", "my dad died and the house is quiet"),
        ("validate-normal", "my sister sold mum's piano, i am so angry, she is ill with guilt now she says"),
        ("validate-normal", "i think about killing myself most days, do not phone my mum"),
        ("open-question", "they rang from the school, there was a crash with the bus, my girl was on it"),
        ("attend-silence", "monday he made pancakes and tuesday he was dead"),
        ("grief-presence", "i lost my job and my husband shouts about the empty side of the bed"),
        ("simple-reflection", "the exam is tomorrow and i have no words for my boss"),
    ],
)
def test_a_sentence_about_something_else_is_never_shown(slug, said):
    card = cards()[slug]

    assert examples.example_for(card, said) == examples.plain_for(card)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("i had a miscarriage in june and nobody talks about it", "little one"),
        ("my brother died by suicide and i am angry", "angry at him and miss him"),
        ("my husband died. his side of the bed is empty", "empty side of the bed"),
    ],
)
def test_a_loss_that_was_named_gets_its_own_sentence(said, shown):
    assert shown in examples.example_for(cards()["grief-presence"], said)


def test_of_sentences_that_fit_the_likest_is_shown_and_not_the_one_with_more_words(monkeypatch):
    near = examples.Example("exam, blank page, panic, heart racing", "The page went blank.")
    counted = examples.Example("exam, panic", "Tomorrow is that day.")
    card = cards()["tfb-map"]
    monkeypatch.setattr(examples, "examples", lambda: {card.slug: (near, counted)})
    monkeypatch.setattr(examples, "_vector", lambda one: np.eye(2)[int(one is counted)])
    monkeypatch.setattr(examples.model, "vectors", lambda texts: np.array([[0.2, 0.9]]))

    said = "the exam page was blank, panic, my heart was racing"
    assert examples.example_for(card, said) == counted.say


def test_nothing_a_seeker_said_is_kept_for_comparing():
    examples._vector.cache_clear()
    examples.example_for(cards()["grief-presence"], "my dog died, people say it was just a dog")

    assert examples._vector.cache_info().currsize == 1
