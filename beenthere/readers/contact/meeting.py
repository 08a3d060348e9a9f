"""Meetings that are proposed in free words: a coming time, a drink or a place, and nobody but the two.

What was, what is meant with others, and what happens here are none.
"""

import re

from beenthere.readers.contact.telling import REFUSED
from beenthere.readers.plain import Plain
from beenthere.readers.shapes import Span
from beenthere.readers.sieve import Sieve

_YOU = r"(?:you|u|ya)"
_TREAT = (
    r"(?:pints?|beers?|coffee|tea|cuppa|drinks?|lunch|dinner|brunch|breakfast|meal|bite|walk|swim|film|movie|ice ?cream|pizza|curry|picnic|"
    r"wine|supper|drive|ride|burger|steak|soup|cake)"
)
_PLACE = (
    r"(?:caf[eé]|pub|park|station|library|mall|beach|bar|church|gym|canteen|coffee shop|diner|cinema|market|club|fountain|bridge|bandstand|arcade|"
    r"bakery|chippy|town|square|harbour|pier|restaurant|museum|hall|lounge|hotel|roadhouse|bench|corner|bus stop|car park)"
)
_DAY = r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?"
_TIME = (
    rf"(?:tomorrow|2moro|tonight|tonite|(?:this|next|at the) (?:week(?:end)?|evening|afternoon|morning|month|{_DAY})|{_DAY}|some ?time|one day|some day|"
    r"at (?:noon|\d{1,2}(?:[:.]\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|after (?:work|class|church|my shift|this)|"
    r"in (?:\d+|five|ten|twenty|thirty|half) ?(?:min|an hour|hours?)\w*)"
)
_ALONE = rf"(?:(?:just|only) (?:be )?(?:the )?(?:us\b|two of us|{_YOU} (?:and|n|&) (?:me|i)\b)|\bus two\b|\bthe two of us\b|\b{_YOU} (?:and|n|&) (?:me|i)\b|\bjust {_YOU}\b)"
_WE = r"(?:let'?s|lets|shall we|can we|could we|we could|we should|we can|we must|how about we|why don'?t we|will we|we'?ll)"
# After these a drink needs no verb; a walk or a meal may as well be advice, so it needs the two.
_OFFER = r"(?:how about|what about|fancy|up for|care for)"
_DRINK = r"(?:pints?|beers?|coffee|cuppa|drinks?|brunch|bite|curry|burger|ice ?cream)"
_IRL = r"(?:irl|in real life|in person|face to face|in the flesh)"
_WEARS = r"(?:hat|coat|scarf|jacket|hoodie|umbrella|green hair|red hair)"
_TOGETHER = rf"(?:meet(?: up)?|hang(?: out)?|link up|get together|see each other|(?:grab|get|have|do|share|go for|catch|see|take)\s(?:a |an |some |the )?(?:\w+ )?{_TREAT})"
_OPENS = r"(?:^|[.,;:!?]\s*|\b(?:and|just|please|then|so)\s)"
_PROPOSED = Sieve(
    (pattern, pattern)
    for words in (
        rf"\b{_WE}\s(?:\w+\s)?{_TOGETHER}\b[^.!]{{0,50}}?\b(?:{_TIME}|{_ALONE}|{_IRL}|with me)",
        rf"\b{_OFFER}\s(?:a |an |some )?(?:\w+ )?(?:{_DRINK}\b[^.!]{{0,40}}?\b(?:{_TIME}|{_ALONE}|with me)|{_TREAT}\b[^.!]{{0,40}}?\b(?:{_ALONE}|with me))",
        r"\b(?:shall|can|could|should) i (?:just )?(?:pop|drop|swing|come|drive) (?:round|over|by)\b|\bwe (?:can|could|should) (?:skype|facetime|zoom)\b",
        rf"\b(?:i could|i can|i'?d (?:love|like) to|can i|could i|let me|i'?ll|i will|i want to)\s(?:buy|take|make|cook|treat|bring|stand|fetch|pick)\s{_YOU}\b[^.!?]{{0,25}}\b(?:{_TREAT}|out|up)\b",
        rf"\b(?:{_TREAT}|{_PLACE})\b[^.!]{{0,30}}[\s,?.]+(?:it'?d |it'?ll |it would )?{_ALONE}(?=\s?(?:[?.!]|$))",
        rf"{_ALONE}\W[^.!?]{{0,25}}\b(?:{_TREAT}|{_PLACE})\b[^.!?]{{0,20}}\b{_TIME}",
        rf"\b{_YOU},? me and\b[^.!?]{{0,25}}\b(?:{_TREAT}|{_PLACE})\b[^.!?]{{0,20}}\b{_TIME}",
        rf"\b{_TREAT}\b[^.!?]{{0,10}}\b(?:on me|my treat)\b",
        rf"\b(?:wait|waiting) for {_YOU} (?:outside|at|by|in front|near|under)\b",
        rf"\b(?:i'?ll be|i will be|i shall be|i'?m|im)\s(?:at|by|in|outside|near|under)\s(?:the|that)\s(?:\w+\s){{0,2}}?{_PLACE}\b[^.!?]{{0,50}}(?:\b{_WEARS}\b|\bcome (?:say|find|and|over|have))",
        r"\b(?:get off|finish|knock off|clock off) at [^.!?]{1,12},? i'?ll be (?:at|by|in|outside)\b",
        rf"{_OPENS}(?:come|pop|drop|swing|stop)\s(?:over|round|by)\b(?!\s(?:to (?:my|his|her|the)|the|me|it|that|time))",
        rf"{_OPENS}come (?:and )?(?:find me|see me|say hi|visit me|sit with me|have a {_TREAT})\b|{_OPENS}pull up\b[^.!?]{{0,20}}\b{_TIME}",
        rf"{_OPENS}meet (?:me )?(?:at|by|in|outside|under) (?:the|my)\s(?:\w+\s)?{_PLACE}\b|\bjoin me (?:for|at)\b",
        rf"\bi(?:'?ll| will| can| could| shall)\s(?:just )?(?:be there in|pop (?:by|over|round|in)|drop (?:by|in|round)|swing by|knock on|come (?:by|over|round|to you|and (?:get|fetch|see|find) {_YOU}))\b(?!\s(?:to (?:my|his|her)|my|his|her)\b)",
        rf"\b(?:i'?m|im|i am|i'?ll be|i live|i work)\b[^.!?]{{0,30}}\b(?:near (?:to )?{_YOU}|in (?:your|ur) (?:town|city|area|state|village|street)|(?:streets?|min\w*|miles?|blocks?|doors?) (?:away )?from {_YOU})\b",
        r"\bwhereabouts (?:are (?:you|u)|in\b)[^!]{0,60}\bi(?:'?m| could| can|'?ll)\b",
        r"\b(?:stay|sleep|crash|kip)\s(?:\w+\s)?(?:at mine|at ours|(?:on|at|in) my (?:sofa|couch|place|house|flat|spare room))\b|\b(?:dinner|tea|lunch|cook\w*|film)\b[^.!?]{0,15}\bat mine\b",
    )
    for pattern in [re.compile(words, re.I)]
)  # fmt: skip
_OF_OTHERS = re.compile(
    r"\bwith (?:my|his|her|their|your|another|an? (?:old )?(?:friend|mate|neighbour|group)|him|them|someone|somebody|friends?|people)\b|\b(?:he|she|they|him|them|someone|somebody|mates?|ex|neighbours?|therapist|who)\b"
    r"|\b(?:my|your|his|her) (?:mum|mom|dad|sister|brother|friend|mate|son|daughter|wife|husband|partner|nan|gran|cousin)\b",
    re.I,
)
_WAS = re.compile(
    r"\b(?:met|went|had|took|was|were|came|grabbed|used to|said|saw|wanted|asked|told|song|film where|in (?:that|the|this) (?:film|book|series|movie)|lyrics?|poem|novel|book|sings?|goes)\b",
    re.I,
)
_HERE = re.compile(
    r"(?<!off )(?<!outside )(?<!from )(?<!of )\bhere\b|\bin this chat\b|\bon the line\b|\b(?:glass|sip|drink) of water\b|\bwater\b",
    re.I,
)


def meetings(seen: Plain) -> list[Span]:
    """Return the proposals to meet, unless they tell of the past, of others, or of meeting here again."""
    return [
        seen.span(found.start(), found.end(), "invitation")
        for pattern in _PROPOSED.of(seen.text)
        for found in pattern.finditer(seen.text)
        if found.group() and not _is_free(seen.text, found)
    ]


def _is_free(text: str, found: re.Match[str]) -> bool:
    """Return whether the sentence around a proposal takes it back."""
    start = max(text.rfind(end, 0, found.start() + 1) for end in ".!?\n") + 1
    until = min((at for end in ".!?\n" if (at := text.find(end, found.end())) >= 0), default=len(text))
    sentence = text[start:until]
    is_refused = REFUSED.search(text[start : found.start()])
    return bool(is_refused or _OF_OTHERS.search(sentence) or _WAS.search(sentence) or _HERE.search(sentence))
