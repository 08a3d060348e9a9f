"""What codes of this room are called on the screen."""

from django.utils.translation import gettext as _

from beenthere.companion.bands import Band
from beenthere.people import queries as people


def phase_name(phase: str) -> str:
    """Return what a phase is called."""
    names = {
        "arrive": _("arrive"),
        "explore": _("explore"),
        "relieve": _("relieve"),
        "plan": _("plan"),
        "close": _("close"),
    }
    return names.get(phase, phase)


def code_words(code: str) -> str:
    """Return the reason of a card in words."""
    kind, _sep, value = code.partition(":")
    if kind == "number":
        return _("%(number)s of 10") % {"number": value}
    if kind == "need":
        label = next((need.label for need in people.needs() if need.slug == value), value)
        return _("wants: %(need)s") % {"need": label.lower()}
    if kind == "phase":
        return _("time to %(phase)s") % {"phase": phase_name(value)}
    return _("on your plan") if kind == "plan" else feeling_name(value)


def feeling_name(feeling: str) -> str:
    """Return what an emotion is called."""
    names = {
        "fear": _("fear"),
        "sadness": _("sadness"),
        "anger": _("anger"),
        "shame": _("shame"),
        "guilt": _("guilt"),
        "loneliness": _("loneliness"),
        "grief": _("grief"),
        "numb": _("numb"),
        "overwhelm": _("overwhelm"),
        "hopeless": _("hopeless"),
        "mixed": _("mixed feelings"),
        "relief": _("relief"),
        "hope": _("hope"),
        "joy": _("joy"),
    }
    return names.get(feeling, feeling)


def hidden_words(why: str) -> str:
    """Return why a card is not shown now."""
    words = {
        "safety first": _("safety first"),
        "ask directly first": _("ask directly first"),
        "nothing asks for it now": _("nothing asks for it now"),
        "mend the contact first": _("mend the contact first"),
        "too many words for 9 or 10": _("too many words for 9 or 10"),
        "not at 9 or 10": _("not at 9 or 10"),
        "a caution applies": _("a caution applies"),
        "needs a practice module": _("needs a practice module"),
        "only with someone on call": _("only with someone on call"),
        "this kind was declined tonight": _("this kind was declined tonight"),
        "listen first": _("listen first"),
        "no ideas were wished for": _("no ideas were wished for"),
        "one story is enough for now": _("one story is enough for now"),
        "the end is near": _("the end is near"),
        "we do not know how bad it is": _("we do not know how bad it is"),
        "too much for this moment": _("too much for this moment"),
        "stronger than this moment needs": _("stronger than this moment needs"),
        "grief needs company, not a method": _("grief needs company, not a method"),
    }
    return words.get(why, why)


def band_words(band: Band) -> str:
    """Return a band of the balance in words."""
    percent = {"n": round(band.figure * 100)}
    words = {
        "reflections": _("Reflections in %(n)s of 100 messages") % percent,
        "input": _("Information or advice in %(n)s of 100 messages") % percent,
        "reflection-to-question": _("%(n)s reflections for each question") % {"n": f"{band.figure:.1f}"},
        "share": _("You wrote %(n)s of 100 words") % percent,
    }
    return words[band.name]


def hint_words(hint: str) -> str:
    """Return a hint as one quiet line; an unknown or empty one is silence."""
    words = {
        "advice_twice": _("Two ideas in a row. Ask what they make of it?"),
        "reflect_first": _("Three questions in a row. Reflect first?"),
        "give_floor": _("Your story has the floor. Hand it back with a question about them."),
        "less_talk": _("You wrote most of the words. Leave some room?"),
        "advice_before_need": _("Advice before they said what would help."),
        "advice_unasked": _("An idea nobody asked for yet. Ask leave first?"),
        "two_questions": _("Two questions in one. Keep the one that matters?"),
        "third_question": _("A third question. Say back what you heard first?"),
        "long": _("This is long. Shorter may land better."),
        "warm_reflection": _("A warm reflection."),
        "reflection": _("A reflection."),
    }
    return words.get(hint, "")
