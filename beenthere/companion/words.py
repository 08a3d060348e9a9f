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
    kind, _sep, code = hint.partition(":")
    if kind == "drift":
        return drift_words(code)
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
    return words.get(kind, "")


def drift_words(code: str) -> str:
    """Return the nudge of a drift: what was seen, and a next move."""
    words = {
        "diagnose": _("Sounds like a diagnosis. Reflect the experience instead?"),
        "interpret_expert": _("An explanation from outside. Offer it as a question?"),
        "medication": _("About medicine. Changes can harm: link to who prescribes."),
        "treatment_plan": _("Reads like treatment. Keep it to tonight?"),
        "trauma_probe": _("Details can overwhelm. Turn to now and what they need?"),
        "undermine_care": _("Their therapist stays theirs. Help them raise it there?"),
        "promise_secrecy": _("A promise of silence has limits. Say them kindly?"),
        "promise_outcome": _("Nobody can promise that. Offer your presence?"),
        "over_disclose": _("Long story of yours. Hand the floor back?"),
        "rescue": _("Doing it for them. What could they do with you beside them?"),
        "dependency": _("Name the limits of your time, and one more support."),
        "romantic_sexual": _("Stop here. This is not what the talk is for."),
        "financial_gift": _("No money or gifts. Link to a service?"),
        "off_channel": _("Keep contact in here, so that both are covered."),
        "coercion": _("Pressure. Give the choice back?"),
        "moralise": _("A judgement of yours. Ask for their view?"),
        "minimise": _("This may make it small. Acknowledge the weight first?"),
        "blame": _("May sound like blame. Take the why out?"),
        "legal_medical_advice": _("For an expert. Point to the right one?"),
        "role_confusion": _("You are a peer here. Say plainly what your role is."),
        "method_info": _("Nothing about how. Remove it, and call on-call."),
        "risk_dismiss": _("Go back to it, and ask directly."),
        "advice_early": _("One more reflection first?"),
    }
    return words.get(code, "")
