"""Where somebody can be found: an address, a house, a way to a door."""

import re

from beenthere.readers.contact.telling import spans
from beenthere.readers.plain import Plain
from beenthere.readers.shapes import Span

_ADDRESS = re.compile(
    r"\b\d{1,4}[a-z]?,?\s(?:[a-z][\w'’]+\s){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|close|court|way|terrace|crescent|boulevard|blvd|place|gardens|square|grove|hill)\b(?!\s(?:ago|people|times|of))"
    r"|\b[a-zäöüß]+(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee)\s\d{1,4}[a-z]?\b|\b(?:rue|avenue|boulevard|place|impasse)\s(?:de |du |des |la |l')*[a-zé]+,?\s\d+|\b\d{1,4},?\s(?:bis\s)?(?:rue|avenue|boulevard|impasse|chemin)\s\w+|\b(?:calle|avenida|plaza|rua|travessa|av\.)\s(?:de |da |do |del |la )*\w+(?:\s\w+)?,?\s(?:n[uúº.]*\s?)?\d+"
    r"|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b|\b(?:flat|apartment|apt|unit|number|no\.?)\s\d+[a-z]?,?\s(?:on|at|in)?\s?(?:[A-Za-z'’]+\s){1,2}(?:street|st|road|rd|avenue|lane|house|court|close|drive)\b",
    re.I,
)
_PLACE = r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Court|Way|Terrace|Crescent|Row|Cottages?|House|Gardens|Square|Grove|Hill|Park|Mews|Walk|View|Place|Halls?|Campus|Estate|Tower|Flats|Apartments)"
_HOME = re.compile(
    rf"\b(?i:i live (?:at|on|in)|my (?:house|flat|caravan|home|address|door|place) is|come (?:to|over to|by)|post it to|send it to|i'?m (?:in|at) (?:halls|flat|the)|just knock|knock (?:on|at)|ring (?:twice|the bell)|buzzer|visit me|drop by|find me at)[^.!?\n]{{0,50}}\b[A-Z][\w'’]+ {_PLACE}\b"
    rf"|\b[A-Z][\w'’]+ {_PLACE}\b[^.!?\n]{{0,40}}\b(?i:number|no\.?|ring|knock|buzzer|come|flat|door|plot)\b|\b(?i:p\.? ?o\.? ?box)\s?\d+|\b(?i:geo|coordinates?|lat)\W{{0,3}}-?\d{{1,3}}\.\d+|-?\d{{1,2}}\.\d{{4,}},\s?-?\d{{1,3}}\.\d{{4,}}|📍|\b(?i:plot|flat|apartment|caravan)\s\w+,\s[A-Z]|\b(?i:no\.?|number)\s[a-z\d\-]+(?:\s[a-z]+)?,\s[A-Z][\w'’]+ {_PLACE}\b|\b\d[\d ]*\s+[A-Z][\w'’]+ (?:Row|Close|Mews|Cottages?|Drive|Lane|Street|Road|Avenue)\b"
)
_NTH = r"(?:first|second|third|fourth|fifth|sixth|last|next|top|bottom|\d(?:st|nd|rd|th)|(?:one|two|three|four|five|\d) (?:doors?|houses?))"
_DOOR = r"(?:door|house|flat|gate|bell|cottage|bungalow|caravan|turning|left|right|place|trailer|building)"
_ANCHOR = r"(?:after|past|before|from|along|down|up|opposite|next to|behind|beyond|on|by|above|below|beside|across from|to the left of|to the right of)"
_COLOUR = r"(?:red|green|blue|yellow|white|black|pink|brown|grey|gray|purple|orange)"
_WAY = re.compile(
    rf"\b{_NTH}\s(?:{_DOOR}\s)?(?:{_ANCHOR}\s)+(?:the|a|that)?\s?\w+|\b{_COLOUR}\s(?:front )?(?:door|gate|house|bungalow|caravan)\b"
    rf"|\b(?:flat|place|room|house)\s?(?:is )?(?:above|over|behind|next to|opposite)\s(?:the|a)\s\w+|\b(?:next to|above|opposite|behind) the [\w ]{{3,20}}, flat\b"
    r"|\b(?:left|right) at the \w+|\bcome round the back\b|\bkey(?:'s| is) under the\b|\b(?:knock|buzz|press)\s(?:twice|the\s(?:\w+\s)?(?:bell|one|buzzer))",
    re.I,
)
_MINE = re.compile(
    r"\b(?:mine(?:'s| is)?|my (?:place|flat|house|door|room)|i live|that'?s me|i'?m (?:in|at|the)|we'?re (?:next|above|at)|you can'?t miss|just (?:ring|knock)|knock|buzz|under the mat)\b"
    r"|(?:^|[,.;!?]\s*)(?:come|pop|drop|swing|stop)\s(?:over|round|by|in|up)\b|\bcome by\b",
    re.I,
)
_NOT_MINE = re.compile(
    r"\b(?:clinic|surgery|hospital|centre|group|meeting|drop-?in|pharmacy|chemist|library has|food bank is|lived|was|were|used to|moved|grew up|walked|song|film|book|he|she|they|his|her|their|phone|ears?|screen)\b",
    re.I,
)
_OF_ANOTHER = re.compile(r"\b(?:lives|lived|works|worked|grew up)\s(?:on|in|at)\s$", re.I)
_STREET = r"(?:lane|street|road|avenue|close|drive|terrace|crescent|row|mews|gardens|grove)"
_IN_A_STREET = re.compile(
    rf"\b(?:number|no\.?)\s(?:\w+\s)?\w+,?\s(?:on\s|in\s)?[a-z']+\s{_STREET}\b|\b(?:i live|i'?m|we'?re)\s(?:on|in|at)\s[a-z']+\s{_STREET}\b[^.!?]{{0,25}}\b(?:number|no|come|knock|flat|bell)\b",
    re.I,
)
_WORDS_FOR_A_PLACE = re.compile(
    r"/{3}[a-z]+\.[a-z]+\.[a-z]+|\b(?:what ?3 ?words|w3w|(?:three|3) words)\b[^.!?]{0,15}?\b[a-z]+\.[a-z]+\.[a-z]+"
    r"|\b(?:dropp?(?:ed|ing)?|send(?:ing)?|sent|shar(?:e|ed|ing))\s(?:you |u )?(?:a pin|my (?:pin|location|live location))\b|\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b",
    re.I,
)


def addresses(seen: Plain) -> list[Span]:
    """Return addresses, homes and ways to somebody's own door."""
    found = [
        span
        for pattern in (_ADDRESS, _HOME, _IN_A_STREET, _WORDS_FOR_A_PLACE)
        for span in spans("address", pattern, seen)
    ]
    found = [span for span in found if not _OF_ANOTHER.search(seen.before(span))]
    if _MINE.search(seen.text) and not _NOT_MINE.search(seen.text):
        found += spans("address", _WAY, seen)
    return found
