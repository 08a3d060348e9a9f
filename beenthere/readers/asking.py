"""Whether words only ask somebody where they are, or for a number help can ring: a pattern, with tests.

Whoever gives something of their own, or speaks of "I" and "we" beyond calling help, does more than ask.
"""

import re

from beenthere.readers.contact import has_contact
from beenthere.readers.plain import plain

MOST_WORDS_BESIDE = 15
_THING = (
    r"(?:(?:exact|home|full|current|phone|mobile|cell|house)\s){0,2}"
    r"(?:address|postcode|post code|zip(?: code)?|location|whereabouts|street|house number|flat number|"
    r"phone number|number|phone|mobile|cell)"
)
_ASK = re.compile(
    rf"\b(?:what'?s|whats|what is)\s(?:your|the)\s{_THING}\b"
    rf"|\b(?:(?:can|could|will|would) you\s)?(?:please\s)?(?:tell|give|send|text|share)(?:\s(?:me|us|them))?(?:\swith (?:me|us|them))?\s(?:your|the)\s{_THING}\b"
    rf"|\bmay i (?:have|know)\s(?:your|the)\s{_THING}\b"
    r"|\b(?:(?:can|could|will|would) you\s)?(?:please\s)?(?:tell (?:me|us)\s)?(?:where(?: exactly)?|which (?:street|city|town|area))\s(?:exactly\s)?"
    r"(?:do you live|are you(?: right now| now)?|you are(?: right now| now)?|you live)\b",
    re.I,
)
_FOR_HELP = re.compile(
    r"\b(?:so (?:that )?)?i (?:can|could|will|want to|need to)\s(?:send|call|get|tell)\s(?:you\s)?(?:an?\s|the\s)?"
    r"(?:help|ambulance|paramedics|emergency(?: services| number)?|police|them|somebody|someone)\b",
    re.I,
)
_OF_ONESELF = re.compile(
    r"\b(?:i|i'?m|i'?ll|i'?d|i'?ve|me|my|mine|we|we'?ll|us|our|let'?s|meet|come (?:over|round|by)|visit)\b",
    re.I,
)


def only_asks_where(text: str) -> bool:
    """Tell whether a message asks where somebody is, or for their number, and does nothing else that leaves the channel."""
    seen = plain(text).text
    rest, asked = _ASK.subn(" ", seen)
    rest = _FOR_HELP.sub(" ", rest)
    gives = any(sign.isdigit() for sign in rest) or _OF_ONESELF.search(rest) or has_contact(rest)
    return bool(asked) and not gives and len(rest.split()) <= MOST_WORDS_BESIDE
