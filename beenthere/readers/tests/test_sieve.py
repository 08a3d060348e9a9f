"""The sieve passes over patterns that can not match, and never over one that can."""

import re

import pytest

from beenthere.readers.sieve import Sieve, branches


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"kill(?:ing)? (?:my ?self|me)", "KILLING me"),
        (r"(?:abc|de[fg])+ x", "dEG x"),
        (r"(?:in)?\bvite(?: (?:you|u))?\b", "vite"),
        (r"na[iï]ve\b", "NAÏVE"),
        (r"ßen", "GIEẞEN"),
        (r"speak", "ſpeak"),
        (r"(?=.*tonight)now", "now or tonight"),
        (r"(?:a|bcd)", "a"),
        (r"x{0,2}yes", "yes"),
        (r"a\b.{0,5}\bb", "a or b"),
        (r"(?!never)\bever\b", "ever"),
    ],
)
def test_whatever_matches_is_tried(pattern, text):
    words = re.compile(pattern, re.I)
    assert words.search(text)
    assert Sieve([(words, "here")]).of(text) == ["here"]


def test_what_lacks_its_pieces_is_passed_over_and_the_order_stays():
    sieve = Sieve(
        (re.compile(word, re.I), word) for word in ("morning", "evening (?:walk|talk)", "a.b", "tonight")
    )
    assert sieve.of("an EVENING walk, not tonight") == ["evening (?:walk|talk)", "a.b", "tonight"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("one|two", ["one", "two"]),
        (r"(?:a|b)c|d\|e", ["(?:a|b)c", r"d\|e"]),
        (r"[|()]x|[]|]y", ["[|()]x", "[]|]y"]),
        (r"\(a|b\)", [r"\(a", r"b\)"]),
    ],
)
def test_the_outermost_alternatives(pattern, expected):
    assert branches(pattern) == expected
