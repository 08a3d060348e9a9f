"""Addresses that are written: mails and links, with their signs spelled out or put in brackets."""

import re

from beenthere.readers.contact.telling import is_told, spans
from beenthere.readers.plain import Plain, plain
from beenthere.readers.shapes import Span

_EMAIL = re.compile(
    r"[a-z0-9][\w.+\-]*\s?(?:@|\(at\)|\[at\]|\{at\}|\bat\b|\barroba\b|\barobase\b|\(a\)|\bät\b)\s?[a-z0-9][\w\-]*"
    r"\s?(?:\.|\bdot\b|\(dot\)|\[dot\]|\bpunto\b|\bpoint\b|\bpunkt\b|\bponto\b|\bd0t\b)\s?"
    r"(?:com|net|org|co|uk|de|fr|es|pt|br|in|io|me|edu|info|eu|au|nz|ie|ca|at|ch|us|example|test|invalid|c0m)\b",
    re.I,
)
_AROUND = r"[\s()\[\]{}<>\"'*]{0,4}"
_EMAIL_IN_PIECES = re.compile(
    rf"[a-z0-9][\w.+\-]*{_AROUND}@{_AROUND}[a-z0-9][\w\-]*{_AROUND}(?:\.|\bdot\b|\bpunkt\b|\bpunto\b|\bponto\b|\bpoint\b){_AROUND}[a-z]{{2,12}}\b",
    re.I,
)
_MAILER = re.compile(
    r"\b(?:g\s?-?mail|hotmail|outlook|yahoo|proton(?:mail)?|icloud|gmx|aol|ymail|tuta(?:nota)?|fastmail|zoho|posteo)\b",
    re.I,
)
_MAIL_GIVEN = re.compile(
    r"[a-z0-9][\w.+\-]{2,}\s?@\s?(?:g\s?-?mail|hotmail|outlook|yahoo|proton(?:mail)?|icloud|gmx|aol)\b|\b(?:gmail|hotmail|outlook|yahoo|icloud|gmx)\s(?:dot\s)?com\b|"
    r"(?:\b(?:at|@|arroba)\s*(?:the\s)?(?:usual\s)?(?:g\s?-?mail|hotmail|outlook|yahoo|proton(?:mail)?|icloud|gmx|aol|ymail)\b)"
    r"|\b(?:my|mein|meine|mi|mon|meu)\s(?:e-?mail|mail|correo|adresse mail)\s(?:is|ist|es|est|é|addy|address is)\b(?!\s(?:full|down|hacked|broken|overflowing|a mess|blocked))",
    re.I,
)
_MAIL_HOUSE = re.compile(
    r"(?:\bmy\s(?:gmail|hotmail|outlook|protonmail|icloud|gmx)\sis|\b(?:gmail|hotmail|protonmail|icloud|gmx)\s?[:=])\s?(?!(?:full|down|hacked|broken|blocked|a|an|the|not|so|all)\b)\w"
    r"|\b\w+\s(?:dot|punkt|punto)\s\w+\sat\s(?:the\s)?(?:g\s?-?mail|hotmail|outlook|yahoo|proton(?:mail)?|icloud|gmx|aol|tuta(?:nota)?|fastmail|zoho|posteo)\b",
    re.I,
)
_OPEN_SITES = re.compile(
    r"(?:nhs\.uk|findahelpline\.com|samaritans\.org|mind\.org\.uk|988lifeline\.org|crisistextline\.org|who\.int|nimh\.nih\.gov|"
    r"beyondblue\.org\.au|lifeline\.org\.au|headspace\.org\.au|childline\.org\.uk|telefonseelsorge\.de|shout\.org|giveusashout\.org|"
    r"thehotline\.org|rainn\.org|cruse\.org\.uk|turn2us\.org\.uk|citizensadvice\.org\.uk|shelter\.org\.uk|refuge\.org\.uk|"
    r"alcoholics-anonymous\.org\.uk|aa\.org|wikipedia\.org|[\w\-]+\.gov(?:\.\w{2})?|[\w.\-]+\.nhs\.uk|[\w\-]+\.gouv\.fr|gov\.uk|"
    r"sos-amitie\.(?:com|org)|3114\.fr|telefonoesperanza\.(?:com|org)|cvv\.org\.br|pieta\.ie|spunout\.ie|hse\.ie|"
    r"thetrevorproject\.org|papyrus-uk\.org|b-eat\.co\.uk|al-anon\.org|na\.org|gamcare\.org\.uk|stepchange\.org|211\.org|"
    r"1737\.org\.nz|trans(?:lifeline)?\.org|nami\.org|mhanational\.org|postpartum\.net|sands\.org\.uk|winstonswish\.org)",
    re.I,
)
# The name of the house itself, not something written behind it.
_HOST = re.compile(rf"^(?:https?://)?(?:[\w\-]+\.)*{_OPEN_SITES.pattern}(?=[/:?#]|[.,;!)]*(?:\s|$))", re.I)
# What somebody read, saw or bought on a page, and nobody is to go there.
_READ_ON = re.compile(
    r"\b(?:piece|article|story|report|study|something|read|saw|looked|watched|heard|bought|ordered|found|booked)\b[^.!?]{0,40}\b(?:on|at|from|in)\s(?:the\s)?$",
    re.I,
)
_TO_GO_THERE = re.compile(r"\b(?:me|my|join|we|us|you|u|room|add)\b", re.I)
_LINK = re.compile(
    r"(?:\b(?:https?|hxxps?)\s?[:;]\s?/\s?/\s?\S+)|(?:\bwww\s?(?:\.|dot|\(dot\))\s?\S+)"
    r"|\b[a-z0-9][a-z0-9\-]{1,40}\s?(?:\(dot\)|\[dot\]|\[\.\]|\(\.\)|\sdot\s|\{dot\}|\spunto\s|\spunkt\s|\sponto\s|\spoint\s)\s?(?:com|net|org|gg|me|io|co|tv|ly|link|app|de|fr|es|br)\b(?:\s?(?:/|slash)\s?\S+)?"
    r"|\b(?:[a-z0-9][a-z0-9\-]{0,40}\.)+(?:co\.uk|org\.uk|com\.au|org\.au|com\.br|org\.br|com|net|org|gg|me|io|tv|ly|link|app|info|xyz|site|page|chat|example|de|fr|es|pt)\b(?:/\S*)?",
    re.I,
)
_SPELLED_LINK = re.compile(
    r"\b[a-z0-9\-]{3,}\s(?:dot|period|punkt|punto|point|ponto)\s(?:com|net|org|gg|me|io|co|tv|ly|link|app)\b|\blinktr\.?\s?ee\b|\blinktree\b|\bh\s?t\s?t\s?p\s?s?\b\s?\S*|\bbit\.?ly\b|\b[a-z]{2,}\s?[a-z]{2,}\s?\.\s(?:com|org|net)\s?/",
    re.I,
)


def emails(seen: Plain) -> list[Span]:
    found = [*spans("email", _EMAIL, seen), *spans("email", _MAIL_GIVEN, seen)]
    found += [*spans("email", _EMAIL_IN_PIECES, seen), *spans("email", _MAIL_HOUSE, seen)]
    return [span for span in found if not is_told(seen, span) and not _is_a_place(span.words)]


def _is_a_place(words: str) -> bool:
    """Return whether "at" only says where, as in "look at nhs.uk"."""
    is_said = re.match(r"[a-z]+\sat\s\S*\.", words, re.I)
    return bool(_OPEN_SITES.search(words) or (is_said and not _MAILER.search(words)))


def links(seen: Plain) -> list[Span]:
    found = [*spans("link", _LINK, seen), *spans("link", _SPELLED_LINK, seen)]
    return [
        span
        for span in found
        if not _HOST.match(span.words)
        and "@" not in span.words
        and not (_is_charity(seen, span) or _is_reading(seen, span))
    ]


def are_public(text: str) -> bool:
    """Return whether a text has written links and each leads to a public page of help."""
    found = [span.words for span in spans("link", _LINK, plain(text))]
    return bool(found) and all(_HOST.match(words) for words in found)


def _is_charity(seen: Plain, span: Span) -> bool:
    """Return whether a bare .org name is only mentioned, as helplines are, and nobody is to be met there."""
    is_bare = re.fullmatch(r"[\w\-]+\.org(?:\.uk|\.au|\.br)?", span.words.strip(), re.I)
    return bool(is_bare) and not re.search(r"\b(?:me|my|join|room|add|look for)\b", seen.text, re.I)


def _is_reading(seen: Plain, span: Span) -> bool:
    """Return whether a bare page is only where something was read, with nobody invited to it."""
    is_bare = "/" not in span.words and " " not in span.words.strip()
    is_read = _READ_ON.search(seen.before(span)) and not _TO_GO_THERE.search(seen.text)
    return bool(is_bare and is_read)
