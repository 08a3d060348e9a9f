"""Explicit statements about danger in five languages, as patterns: the part of the cue reader that is a definition.

A pattern only ever raises attention. Denials, other people, films and idioms are looked for around the match,
and a match in doubt counts. Wording is this project's own; no questionnaire is quoted. Structure of the levels:
Lifeline policy as in Draper 2015, doi:10.1111/sltb.12128.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from beenthere.readers.shapes import Span


@dataclass(frozen=True)
class Statement:
    """One explicit statement: what it names, and the level it calls attention to."""

    cue: str
    level: int
    span: Span


STATEMENTS = Path(__file__).parent / "content" / "statements.txt"


def _tables() -> dict[str, list[tuple[str, int, re.Pattern[str]]]]:
    """Return language -> (cue, level, pattern) as the content file says."""
    groups: dict[str, str] = {}
    tables: dict[str, list[tuple[str, int, re.Pattern[str]]]] = {}
    section = ""
    for line in STATEMENTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif section == "groups" and line:
            name, pattern = line.split(" ", 1)
            groups[name] = _filled(pattern, groups)
        elif section and line:
            level, cue, pattern = line.split(" ", 2)
            tables.setdefault(section, []).append(
                (cue, int(level[1]), re.compile(_filled(pattern, groups), re.I))
            )
    return tables


def _filled(pattern: str, groups: dict[str, str]) -> str:
    for name, group in groups.items():
        pattern = pattern.replace(f"<{name}>", group)
    return pattern


_COMPILED = _tables()
_DENIED = re.compile(
    r"\b(?:not|never|no|n't|dont|don t|isnt|wasnt|wouldnt|wont|without|aint|nor|nicht|kein\w*|nie|jamais|pas|sin|nunca|sem|denied|deny|no longer|stopped|anymore not)\b(?:\W+\w+){0,4}\W*$"
    r"|\b(?:i'?m|im|am|was) not\b[^.!?]{0,30}$|\b(?:do|did|does|is|was|would|wo|could|have|has|had|are)n'?t\b(?:\W+\w+){0,4}\W*$",
    re.I,
)
_IN_A_STORY = re.compile(
    r"\b(?:movie|film|show|series|episode|novel|character|song|lyrics?|game|boss fight|level \d|fortnite|minecraft|netflix|documentary|book|article|podcast|poem|meme|joke|comedy|stage|play|exam question|essay|training|course|workshop|leaflet|poster|campaign|headline|the news|script|chapter|quote)\b",
    re.I,
)
_HYPERBOLE = re.compile(
    r"\b(?:lol+|lmao|haha\w*|rofl|figuratively|if (?:he|she|they|my boss|this) (?:\w+ ){0,4}(?:one more|again)|of embarrassment|laughing|for a (?:nap|coffee|pizza|beer|drink|sandwich|burger|kebab|biscuit|shower|cigarette|holiday))\b",
    re.I,
)
_OF_ANOTHER = re.compile(
    r"\b(?:he|she|they|my (?:\w+ )?(?:friend|mum|mom|dad|brother|sister|son|daughter|wife|husband|partner|boyfriend|girlfriend|ex|cousin|flatmate|roommate|mate|nan|gran|uncle|aunt|boss|colleague|neighbour|neighbor)|someone|somebody|a (?:girl|guy|friend|lad|kid|woman|man)|who|people|patients|characters?)\b[^.!?]{0,30}$",
    re.I,
)


_MEANT = frozenset({"intent", "active", "plan", "threat"})
_NOT_INSIDE = re.compile(r"\b(?:not|never|no longer|dont|wouldnt|wont)\b|n't\b", re.I)


def statements(text: str) -> list[Statement]:
    """Return the explicit statements of a message, the gravest first; empty when nothing explicit is said.

    Every language is looked for in every message: people in distress fall back on their first one.
    """
    plain = text.replace("’", "'")
    found = [
        Statement(cue, level, Span(hit.start(), hit.end(), text[hit.start() : hit.end()], cue))
        for patterns in _COMPILED.values()
        for cue, level, pattern in patterns
        for hit in pattern.finditer(plain)
        if hit.group().strip() and not _is_only_words(plain, hit, level, cue)
    ]
    found.sort(key=lambda one: (-one.level, one.span.start - one.span.end, one.span.start))
    return [one for n, one in enumerate(found) if not any(_is_inside(one, other) for other in found[:n])]


def _is_inside(one: Statement, other: Statement) -> bool:
    return other.span.start <= one.span.start and one.span.end <= other.span.end


_LONG_AGO = re.compile(
    r"\b(?:used to|years? (?:ago|since)|years since|as a (?:teen\w*|kid|child)|when i was (?:a |an |in |at |\d|my)|there was a time|since i last|in my (?:teens|twenties|thirties)|"
    r"old (?:journals?|diar\w+)|asked (?:me )?(?:if|was i|whether|about)|(?:said|say|told \w+) no\b)",
    re.I,
)
_NOW_AGAIN = re.compile(
    r"\b(?:again|now|tonight|still|today|lately|keeps?|coming back|is back|are back)\b", re.I
)


def _is_only_words(text: str, hit: re.Match[str], level: int, cue: str) -> bool:
    """Return whether the words around say that it is denied, told of a story, or meant otherwise."""
    before, around = (
        text[max(0, hit.start() - 45) : hit.start()],
        text[max(0, hit.start() - 90) : hit.end() + 90],
    )
    if cue in _MEANT and _NOT_INSIDE.search(hit.group()):
        return True
    is_denied = (
        cue != "passive"
        and bool(_DENIED.search(before))
        and not re.search(r"\b(?:sure|know if|promise|trust|can'?t stop|why)\b[^.!?]*$", before, re.I)
    )
    is_story = bool(_IN_A_STORY.search(around)) and not re.search(
        r"\bi (?:want|wanna|will|am going)\b", before, re.I
    )
    is_past = level <= 3 and bool(_LONG_AGO.search(around)) and not _NOW_AGAIN.search(around)
    return is_denied or is_story or is_past or bool(_HYPERBOLE.search(around) and level <= 2)


_LIGHT = re.compile(
    r"\b(?:lol+|lmf?ao+|rofl|ha(?:ha)+|hehe+|jk|joking|kidding|obv(?:iously)?|literally|i swear|one more|(?:game|boss|level|match|ranked|lag|mic|server|laptop|phone|phone's|battery|"
    r"movie|film|song|episode|series|sprints?|squad|grenade|parking|hill|cake|pasta|lasagn[ae]|chocolate|biscuits?|burpees|trainer|gym|projects?|exams?|homework|deadline|sims?|meme|lunch|fork|pan|"
    r"haircut|outfit|socks|traffic|commute|queue|printer|wifi|spreadsheet|weeds?|roses|slugs|mosquito\w*|spider|fly|moles?|kettle|tea|coffee|beer|nap|sleep in|keto|diet))\b",
    re.I,
)


def may_be_said_lightly(text: str) -> bool:
    """Return whether a message has words of jokes, games and everyday trouble around a grave phrase."""
    return bool(_LIGHT.search(text))


def is_of_another(text: str, span: Span) -> bool:
    """Return whether the words before a statement name somebody else as the one it is about."""
    return bool(_OF_ANOTHER.search(text[max(0, span.start - 60) : span.start]))
