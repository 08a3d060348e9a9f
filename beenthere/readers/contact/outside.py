"""Ways out in free words: a call or a mail asked for, another place to talk, a code to scan, a riddle for a name.

Each rule is a verb and what it reaches for; what is told, refused or said of others is none.
"""

import re

from beenthere.readers.contact.networks import NET
from beenthere.readers.contact.telling import is_told
from beenthere.readers.plain import Plain
from beenthere.readers.shapes import Span
from beenthere.readers.sieve import Sieve

_YOU = r"(?:you|u|ya)"
_YOUR = r"(?:your|ur|yr|yer)"
_OPENS = r"(?:^|[.,;:!?]\s*|\b(?:and|just|please|pls|plz|then|so|or|to)\s)"
_WE = rf"(?:let'?s|lets|let us|shall we|can we|could we|may we|should we|will we|why don'?t we|how about we|we could|we can|we should|we must|we'?ll|wanna|(?:{_YOU} )?want to)"
_ENDS = r"(?=\s*(?:[.,;!?)]|$|or\b|and\b|so\b))"
_SOON = r"(?:to(?:night|nite|morrow|day)|2(?:nite|moro|morrow)|later|tmrw?|when(?:ever)?|after|around|at|on|from|before|back|if|instead|any ?time|some ?time|pl[sz]|please|now|this|direct\w*|privately)"
_NAMED = rf"(?:{NET}|g\s?-?mail|hotmail|outlook|yahoo|proton(?:mail)?|icloud|e-?mail|mail|num(?:ber)?|digits|handle|user\s?name|socials?|addy|@)"
_ADDRESS = r"(?:add?ress?e?|addy|e-?mail|number|digits|user\s?name|handle)"
_TALK = r"(?:talk|chat|write|speak|text|carry on|continue|keep (?:\w+ing)|go on|finish|meet|message)"
_ELSE = r"(?:an?other|(?:a |some )?(?:other|different|better|normal|proper|new))"
_SPACE = r"(?:chat(?:room)?|app|site|platform|channel|messenger|server|website|forum)"
_VIDEO = r"(?:face\s?time|video ?(?:call|chat)|voice ?(?:call|chat)|skype|zoom(?! (?:in|out)\b)|cam|ring each other|call each other)"
_JOINED = r"(?:invite|invitation|friend|server|party|lobby|join|room|group|zoom|meeting)"
_CALLING = [
    rf"\b(?:can|could|will|would|cud|wud) {_YOU} (?:please |pls |plz |maybe |just )?(?:call|ring|phone|text|txt|message|e-?mail|buzz) me\b(?=\s*(?:[?!]|$|{_SOON}\b))",
    r"\b(?:ringing|calling|phoning|texting|messaging|e-?mailing) me\b[^.!?]{0,12}\b(?:direct(?:ly)?|instead|privately|at home)\b",
    rf"\bi(?:'?ll| will| can| could) (?:give|send|leave|text|write) {_YOU} (?:the|a|me) (?:number|digits){_ENDS}",
    rf"\b{_WE}\s(?:\w+\s){{0,2}}?{_VIDEO}\b|\bi(?:'?d (?:love|like) to| want to| wanna) see (?:your|ur) (?:real )?face\b",
]
_MAILING = [
    rf"\bi (?:will|can|could|want to|would|wanna)\s(?:sen[dt]|write|mail)\b[^.!?]{{0,12}}\b{_YOU}\b[^.!?]{{0,20}}\b(?:by|via|over|in|through|per)\s(?:an? )?(?:e-?mail|mail|post|letter)\b",
    rf"\b(?:give|sen[dt]|tell|write|leave|share)\s(?:me\s)?(?:the|{_YOUR})\s(?:\w+\s)?{_ADDRESS}{_ENDS}",
    rf"\b{_WE}\s(?:\w+\s)?(?:carry|keep|continue|do|move|take|finish|write|talk|chat|go on|switch)\b(?:(?!\b(?:about|with|to (?:him|her|them))\b)[^.!?]){{0,25}}\b(?:by|via|over|through|per|to)\s(?:e-?mails?|mail|sms|texts?|letters?|post|phone|video|voice)\b",
    rf"(?:^|[.,;!?]\s*|\band\s)(?:wh?[au]?ts?'?s?|wot'?s|what is)?\s?(?:is )?{_YOUR}\s{_NAMED}\s?\?",
    rf"\b(?:wh?a?t'?s|whts|wot'?s|wat'?s|wuts|wot is|wat is)\s{_YOUR}\s{_NAMED}(?!\w)(?!\s(?:doing|like|say\w*|full|off|on about))",
    rf"\b{_NAMED}\b[^!]{{0,12}}\b(?:mine|it) (?:starts|begins|ends) (?:with|in)\b|\bmy (?:e?-?mail|gmail|number|{NET}) (?:starts|begins|ends) (?:with|in)\b",
]
_MOVING = [
    rf"\b(?:{_WE}|i'?d (?:like|love|prefer) (?:us )?to)\s(?:\w+\s){{0,2}}?(?:switch|move|go|jump|hop|swap|change|{_TALK})\b(?:(?!\b(?:about|with)\b)[^.!?]){{0,20}}?\b{_ELSE}\s(?:\w+\s)?{_SPACE}\b",
    rf"\b{_WE}\s(?:\w+\s){{0,2}}?{_TALK}\s(?:\w+\s)?(?:in|on|at|from)\s{_ELSE}\s(?:place|space|room|spot)\b",
    rf"\b(?:reach|contact|find|message|text|write(?: to)?|talk to|speak (?:to|with)|get hold of|chat with|catch|keep in touch with)\s(?:{_YOU}|me)\b[^.!?]{{0,25}}(?:\b(?:you'?re|ur|u r|you are|i'?m|i am|not) (?:not |n't )?(?:on|off|away from) (?:here|this|shift|duty)\b|\bprivate(?:ly)?\b|\boff here\b|\bafter (?:this|your shift) (?:chat|ends|closes)\b)",
    r"\b(?:not s\w{2,3}os\w* to|not (?:really )?allowed(?: to)?|against the rules?|break(?:ing)? the rules?)\b[^.!?]{0,20}\bbut\b[^.!?]{0,12}\b(?:we|you|u|i) (?:can|could|will|'?ll)\b[^.!?]{0,15}\b(?:talk|chat|write|call|ring|text|meet|message|add)\b(?!\s(?:here|about))",
    rf"\b(?:let'?s|lets|let us|shall we|we (?:should|could|gotta|can|must)|can we|could we|wanna|u wanna|{_YOU} up to)\s(?:\w+\s)?(?:link(?: up)?|hang(?: out)?|meet(?: up)?|get together|see us|meet us|see each ?other|chill together)(?=\s*(?:[.!?]|$|some ?(?:time|day|where)|this (?:week|even|after)\w*|to(?:morrow|night)|on \w+day|irl|in (?:person|town|real)|for real|soon|near))",
]
_SCANNING = [
    rf"{_OPENS}(?:scan|use|open|tap|point (?:your|the) (?:camera|phone) at)\s(?:the|this|that)\s(?:\w+\s)?(?:qr|bar ?code|snap ?code)\b(?!(?: code)? (?:on|at|by|in) (?:the|your) (?!profile|pic|bio))",
    r"\bmy (?:qr|snap ?code|add code)\b|\bscan (?:the|this|that|a) (?:code|one|square|picture)\b[^.!?]{0,20}\bmy (?:profile|bio|pic\w*)\b",
    rf"\b(?:use|enter|type(?: in)?|key in|take|here'?s|try|put in|paste)\s(?:the|my|this|our|an?)\s(?:\w+\s)?{_JOINED}[\s\-](?:code|link|key|id|pass\w*|pin)\b|\b{_JOINED}\s(?:code|id|key|link)\s?(?:is|:|=)?\s?(?=[\w\-]*\d)[\w\-]{{5,}}",
    r"\b(?:into|join|in|to|on) (?:my|our) (?:private|secret) (?:server|channel|group|forum|discord|guild|clan)\b",
    rf"{_OPENS}(?:join|hop (?:on|in|into)|jump (?:on|in|into))\s(?:the|my|our|this)\s(?:\w+\s)?(?:meet|jitsi|voice|server|room|channel)\b(?!\s(?:and|with) (?:him|her|them))",
    r"\b[a-z]{3}-[a-z]{4}-[a-z]{3}\b(?=.*\b(?:wait|join|meet|room|call|there)\b)|\b(?:meet|join|room|call|code)\b[^.!?]{0,20}\b[a-z]{3}-[a-z]{4}-[a-z]{3}\b",
]
_RIDDLES = [
    r"\b(?:app|site|page|place|network|website|one|thing)\s(?:with|that has|that'?s got)\s(?:the|a|that)\s(?:\w+\s){0,2}?(?:ghost|bird|butterfly|camera|plane|clock|elephant|alien|robot|bubble|note)\b(?=.*\b(?:same|nick\w*|find me|me there|my name|user\w*|search|message me|look for|add|handle|i'?m)\b)",
    r"\bsame (?:nick\w*|handle|user\s?name|tag|@)\b[^.!?]{0,12}\b(?:there|over there|on it|minus|plus|without|backwards|but)\b|\bsame name\b[^.!?]{0,8}\b(?:over there|minus|plus|backwards)\b",
    rf"{_OPENS}(?:google|search(?: for| up)?|look up|duckduckgo|bing|type in|put)\s(?:my|this)\s(?:nick\w*|user\s?name|handle|screen ?name|full name|surname|name (?:here|on here|and|plus|\+|with|in))\b",
    rf"\b{_YOU}(?:'?ll| will| can)? find my (?:page|shop|site|blog|profile|channel|contact|number|address|e-?mail|account|socials?)\b",
    r"\bi'?m (?=\w*[_\d])[a-z]\w{3,} (?:on |over )?there\b",
]
_ROOMS = [
    r"\b(?:i'?m|i am|i live|i stay|i'?m staying)\s(?:\w+\s)?(?:in|at)\s(?:the\s)?(?:room|flat|block|unit|apartment|apt\.?|house|number|no\.?|bed|pitch|cabin|caravan|tent)\s?\w{0,2}\d+\w?\b[^.!?]{0,60}[\s,.]+(?<!they )(?<!people )(?<!nurses )(?<!could )(?<!can )(?:come (?:by|over|round|up|see|say|find|visit)|visit me|knock|(?:pop|drop|swing) (?:by|in|round)|buzz|ring the bell)\b",
]
_RULES = Sieve(
    (rule, (kind, rule))
    for kind, rules in (
        ("invitation", [*_CALLING, *_MAILING, *_MOVING]),
        ("link", _SCANNING),
        ("handle", _RIDDLES),
        ("address", _ROOMS),
    )
    for words in rules
    for rule in [re.compile(words, re.I)]
)  # fmt: skip
_OF_A_SERVICE = re.compile(
    r"\b(?:samaritans|\w*lines?|crisis|clinic|surgery|hospital|doctor|gp|nurse|council|charity|service|ward|shelter|police|ambulance|leaflet|poster)\b",
    re.I,
)
_DISGUISED = re.compile(r"(?<![\w@.])(?=\w*[@$!*4310])[a-z0-9][\w@$!*]{1,9}[a-z0-9@](?![\w@])", re.I)
_STANDS_FOR = {"@": "a", "4": "a", "3": "e", "1": "il", "!": "il", "0": "o", "$": "s"}
_OFTEN = ("snap", "snapchat", "insta", "instagram", "kik", "discord", "telegram", "whatsapp", "tiktok", "facebook", "viber", "signal", "twitch", "skype", "reddit", "gmail", "hotmail")  # fmt: skip


def ways_out(seen: Plain) -> list[Span]:
    """Return the ways out in free words, unless they are told, refused or lead to a service."""
    if _OF_A_SERVICE.search(seen.text):
        return disguised(seen)
    found = [
        seen.span(one.start(), one.end(), kind)
        for kind, rule in _RULES.of(seen.text)
        for one in rule.finditer(seen.text)
    ]
    return [*disguised(seen), *(span for span in found if not is_told(seen, span))]


def disguised(seen: Plain) -> list[Span]:
    """Return names of networks in which signs stand for letters: nobody writes one so to tell of it."""
    found = _DISGUISED.finditer(seen.original)
    return [
        Span(one.start(), one.end(), one.group(), "handle")
        for one in found
        if _is_a_network(one.group().lower())
    ]


def _is_a_network(word: str) -> bool:
    return any(len(word) == len(name) and all(map(_is_for, word, name)) for name in _OFTEN)


def _is_for(sign: str, letter: str) -> bool:
    return sign in (letter, "*") or letter in _STANDS_FOR.get(sign, "")
