"""Example sentences: five or more for each card, written whole, and the one that fits is chosen."""

from beenthere.companion import examples
from beenthere.readers import model
from beenthere.skills.queries import cards


def test_every_card_has_at_least_five_sentences_of_its_own():
    found = examples.examples()

    assert set(found) == set(cards())
    assert {slug: len(rows) for slug, rows in found.items() if len(rows) < 5} == {}
    said = [one.say for rows in found.values() for one in rows]
    assert len(said) == len(set(said))


def test_sentences_are_short_and_have_no_holes_to_fill():
    for slug, rows in examples.examples().items():
        for one in rows:
            assert len(one.say.split()) <= 35, (slug, one.say)
            assert not set(one.say) & set("[]{}_"), (slug, one.say)


def test_the_sentence_follows_what_was_said():
    card = cards()["grief-presence"]

    assert "hand still goes to the phone" in examples.example_for(
        card, "mum died in march and i still want to call her"
    )
    assert "met at the door" in examples.example_for(card, "my dog died, people say it was just a dog")


def test_without_the_encoder_the_cards_own_sentence_stands(monkeypatch, tmp_path):
    monkeypatch.setattr(model, "_encoder", lambda: model.Encoder(tmp_path))
    examples._vector.cache_clear()
    card = cards()["open-question"]

    assert (
        examples.example_for(card, "my boss shouted and i am lonely in a new city with no friends")
        == card.say
    )


def test_a_sentence_about_something_else_is_never_shown():
    card = cards()["validate-normal"]

    assert examples.example_for(card, "two people left and now it's just me on the floor") == card.say
