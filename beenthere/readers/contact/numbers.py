"""Numbers that reach a person: in digits, in words, in pieces. Known lines, dates, doses and prices are none."""

import re

from beenthere.readers.plain import Plain, plain_digits
from beenthere.readers.shapes import Span

# Lines anybody may name; digits only. The operator's own lines are files, these are the ones people know by heart.
OPEN_LINES = frozenset(
    [
        "988",
        "911",
        "999",
        "112",
        "000",
        "111",
        "110",
        "113",
        "119",
        "116123",
        "116111",
        "116117",
        "116006",
        "741741",
        "85258",
        "686868",
        "131114",
        "1800551800",
        "1300224636",
        "1300659467",
        "1737",
        "0800543354",
        "3114",
        "15",
        "17",
        "18",
        "119",
        "14416",
        "08001110111",
        "08001110222",
        "08000116016",
        "08001111",
        "08000684141",
        "18002738255",
        "18007997233",
        "18004321000",
        "18008442000",
        "717003717",
        "024",
        "061",
        "016",
        "188",
        "190",
        "192",
        "22333",
        "45645",
        "53342",
        "50808",
        "1800273825",
        "18006686868",
        "08457909090",
        "08088082121",
        "0808808",
        "0300123",
        "03001233393",
        "1414",
        "143",
        "142",
        "147",
        "15",
        "2020",
        "1767",
        "4673",
        "17003737",
        "18006624357",
        "08088010677",
        "18664887386",
        "678678",
        "838255",
        "08001236600",
        "3919",
        "3020",
        "08088020020",
    ]
)
_NOT_A_PHONE = re.compile(
    r"(?:[$€£₹¥]|\b(?:usd|eur|gbp|order|ref(?:erence)?|case|ticket|invoice|claim|account|tracking|serial|nhs|booking|flight|isbn|page|room|episode|season|chapter|version|route|bus|code|score|level|step|row|px|km|kcal|calories|followers|subscribers|views|steps|points|members)\b)\W{0,3}(?:no\.?|number|nr|id)?(?:\s(?:is|was))?\W{0,6}$",
    re.I,
)
_AFTER_A_NUMBER = re.compile(
    r"^\s?(?:[$€£₹%]|(?:euros?|pounds?|dollars?|quid|bucks|rupees|reais|miles?|km|kilometres?|kilometers?|steps|calories|kcal|followers|views|people|times|words|hours|years?|months|days|minutes|mins|members|points|mg|ml|grand|users|subscribers|francs?)\b)",
    re.I,
)
_DATE = re.compile(
    r"^(?:\d{1,2}[./\-\s]\d{1,2}[./\-\s](?:19|20)?\d{2}|(?:19|20)\d{2}[./\-\s]\d{1,2}[./\-\s]\d{1,2}|(?:19|20)\d{2}\s?[-–/]\s?(?:19|20)\d{2})$"
)
_TIMES = re.compile(r"^(?:\d{1,2}[:.]\d{2}\s?(?:[-–]|to|and|,)?\s?){1,3}$")
_DIGITS = re.compile(
    r"(?:(?<![\w.,])[+(]?|(?<=[a-z])(?=\d{10}))\d(?:[\d]|[\s().\-–/·_*]{1,3}(?=[\d(]))*\d(?![\w])"
)
_FREE = re.compile(
    r"^(?:00?800|0808|0300|0345|1800|1300|1(?:800|888|877|866|855|844|833)|(?:800|888|877|866|855|844|833)\d{7}$|0801|0810|900\d{6}$|13\d{4}$|116\d{3})"
)
_IN_PIECES = re.compile(
    r"\b(?:numbers?|digits|half|starts?|in front|middle of this|then|followed by|ends? with|plus)\b", re.I
)
_AFTER_PIECES = re.compile(
    r"\b(?:pounds?|euros?|dollars?|quid|miles|calories|steps|years?|counted|counting|breathe|19\d\d|20\d\d|helpline|samaritans|line is|lines?|invoice|order|case|ref|score|account)\b|[£$€%]",
    re.I,
)
_THOUSANDS = re.compile(r"^\d{1,3}(?:[,. ]000)+$")


def phones(seen: Plain) -> list[Span]:
    return [
        seen.span(found.start(), found.end(), "phone")
        for found in _DIGITS.finditer(seen.text)
        if _is_phone(found.group(), seen.text[: found.start()], seen.text[found.end() :])
    ]


def _is_phone(run: str, before: str, after: str) -> bool:
    digits = re.sub(r"\D", "", run)
    is_number_of_something = (
        digits in OPEN_LINES
        or _DATE.match(run.strip())
        or _TIMES.match(run.strip())
        or _THOUSANDS.match(run.strip())
        or _NOT_A_PHONE.search(before)
        or _AFTER_A_NUMBER.match(after)
        or len(set(digits)) == 1
    )
    return 7 <= len(digits) <= 15 and not (
        is_number_of_something or _is_free_to_call(digits) or _is_counting(run)
    )


def are_public(seen: Plain) -> bool:
    """Return whether a text has numbers in figures and each is a line that anybody may be told of."""
    runs = [re.sub(r"\D", "", found.group()) for found in _DIGITS.finditer(seen.text)]
    return bool(runs) and all(one in OPEN_LINES or _is_free_to_call(one) for one in runs)


def _is_free_to_call(digits: str) -> bool:
    """Return whether a number belongs to a range that only services have: free or shared-cost lines."""
    return bool(_FREE.match(digits)) and 8 <= len(digits) <= 12


def _is_counting(run: str) -> bool:
    groups = re.findall(r"\d+", run)
    are_years = len(groups) > 1 and all(re.fullmatch(r"(?:19|20)\d\d", one) for one in groups)
    digits = "".join(groups)
    return are_years or digits in "12345678910111213" or digits in "10987654321"


def scattered(seen: Plain) -> list[Span]:
    """Return the whole message when it gives a number in pieces ("first half ..., second half ...")."""
    digits = "".join(re.findall(r"\d+", plain_digits(seen.text)))
    if digits in OPEN_LINES or _is_free_to_call(digits):
        return []
    is_given = 9 <= len(digits) <= 15 and _IN_PIECES.search(seen.text) and not _DATE.match(seen.text.strip())
    return [seen.span(0, len(seen.text), "phone")] if is_given and not _AFTER_PIECES.search(seen.text) else []


_TENS = {
    word: number
    for number, word in enumerate(
        [
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        10,
    )
}
_TENS |= {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_UNITS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    )
} | {"oh": 0, "o": 0}
_SAID = "|".join([*_TENS, *_UNITS, "hundred", "double", "and"])
_SAID_RUN = re.compile(rf"\b(?:oh|o|zero|plus)\b(?:[\s,\-]+(?:{_SAID}|\d+)\b){{3,}}", re.I)
_SCRAPS = re.compile(r"(?<![\w.,])(?:\+44|0\d{2,4})(?:\W{1,6}(?:[a-z]{2,8}\W{1,3})?\d{2,6}){2,3}(?!\w)", re.I)


def said(seen: Plain) -> list[Span]:
    """Return numbers said with tens and hundreds, or with a stray word between their parts, that begin as numbers to call do."""
    found = [*_SAID_RUN.finditer(seen.text), *_SCRAPS.finditer(seen.text)]
    return [seen.span(one.start(), one.end(), "phone") for one in found if _is_said(one, seen.text)]


def _is_said(found: re.Match[str], text: str) -> bool:
    digits = _as_said(found.group())
    is_known = digits in OPEN_LINES or _is_free_to_call(digits) or _NOT_A_PHONE.search(text[: found.start()])
    is_time = re.search(r"\d[:/]\d", found.group())
    return 9 <= len(digits) <= 14 and not (is_known or is_time)


def _as_said(run: str) -> str:
    digits, ten = "", 0
    for word in re.findall(r"[a-z]+|\d+", run.lower()):
        if word in _UNITS and ten:
            digits, ten = digits[:-1] + str(_UNITS[word]), 0
        elif word in _UNITS or word.isdigit():
            digits += str(_UNITS.get(word, word))
        elif word in _TENS:
            digits += str(_TENS[word])
        elif word == "hundred":
            digits += "00"
        ten = _TENS.get(word, 0) if _TENS.get(word, 0) >= 20 else 0
    return digits
