"""Which links lead to a person or a place where two could meet, and which only to something to read or hear: pure.

The address of a song or a page of news is information, and a wrong word about it would stop a sad person for nothing. A link
to a messenger, a profile, a room, a call or a purse is a way to one person, like their number (promise T45).
"""

import re

_DOT = re.compile(
    r"\s?[(\[{]\s?(?:dot|punkt|punto|ponto|point|period|\.)\s?[)\]}]\s?"
    r"|\s(?:dot|punkt|punto|ponto|point|period|\.)\s",
    re.I,
)
_SLASH = re.compile(r"\s?\b(?:forward\s)?slash\b\s?|\s/\s", re.I)
_HOSTS = "|".join(
    [
        # messengers, their groups and their invitations
        r"(?:t|m|wa|fb|kik|line|signal|telegram)\.me/",
        r"telegram\.org/",
        r"whatsapp\.com/",
        r"signal\.group/",
        r"discord\.gg/",
        r"discord(?:app)?\.com/(?:invite|users|channels)/",
        r"(?:matrix\.to|element\.io)/",
        r"join\.skype\.com/",
        # people's own pages; a single post, film or song is none
        r"(?:facebook|fb|messenger)\.com/(?!watch\b|share/|[\w.]+/(?:posts|videos)/)",
        r"instagr(?:am\.com|\.am)/(?!(?:p|reels?|tv|explore)/|[\w.]+/(?:p|reels?)/)",
        r"snapchat\.com/",
        r"threads\.(?:net|com)/@?[\w.]+/?(?![\w./])",
        r"tiktok\.com/@[\w.]+/?(?![\w./])",
        r"(?:x|twitter)\.com/\w+/?(?![\w/])",
        r"bsky\.app/profile/[\w.\-]+/?(?![\w./\-])",
        r"mastodon\.\w+/@\w+/?(?![\w/])",
        r"reddit\.com/(?:u|user|message|chat)/",
        r"linkedin\.com/(?:in|messaging)/",
        r"twitch\.tv/\w",
        r"onlyfans\.com/",
        r"steamcommunity\.com/(?:id|profiles)/",
        r"(?:linktr\.ee|beacons\.ai|bio\.link)/",
        # calls, rooms and hours
        r"(?:zoom\.us|whereby\.com|calendly\.com|facetime\.apple\.com)/",
        r"zoom\.[\w.\-]+/j/",
        r"meet\.[\w.\-]+/\w",
        r"teams\.(?:microsoft|live)\.com/",
        r"(?:forms\.gle|docs\.google\.com/forms)/",
        # money
        r"(?:paypal\.me|cash\.app|venmo\.com)/",
        # where these lead can not be seen
        r"(?:bit\.ly|tinyurl\.com)/",
    ]
)
_PLACE = re.compile(rf"(?<![\w@.'’\-])(?:\w+:/?/?)?(?:[\w\-]+\.)*?(?:{_HOSTS})", re.I)
# "here's my blog", "look for me there": the page of an unknown host is somebody's own.
_OWN = re.compile(
    r"\b(?:my|our|mein\w*|mi|mon|ma|meu|minha)\s(?:own\s)?(?:\w+\s)?(?:page|blog|server|site|website|channel|profile|room|forum|seite|kanal|p[aá]gina)\b"
    r"|\b(?:find|join|reach|message|dm|write(?:\sto)?|contact|look\sfor|add|follow)\s(?:me|us)\b"
    r"|\b(?:hour|session|call|chat|talk|meet)\b[^.!?]{0,20}\bwith\s(?:me|us)\b|\bmeet\sme\b",
    re.I,
)
# Nobody disguises a song.
_DISGUISED = re.compile(
    r"\bhxxps?\b|\bh\st\st\sp\b|[\[({]\s?(?:dot|\.)\s?[\])}]"
    r"|\s(?:dot|punkt|punto|ponto|point|period|\.)\s(?:com|net|gg|me|io|org|de|fr|es|br)\b.{0,12}?(?:\bslash\b|\s/\s)",
    re.I,
)
_LINK = re.compile(r"(?:\w+:/?/?)?[\w\-]+(?:\.[\w\-]+)+/\S*")


def leads_to_somebody(text: str, *, has_link: bool) -> bool:
    """Tell whether a text names a way to one person or to a meeting place; ``has_link``: some link was read in it."""
    return bool(_PLACE.search(opened(text))) or (
        has_link and bool(_OWN.search(text) or _DISGUISED.search(text))
    )


def opened(text: str) -> str:
    """Return a text with its spelled-out addresses closed up: "discord dot gg slash x" is "discord.gg/x"."""
    return _SLASH.sub("/", _DOT.sub(".", text)).lower()


def without_links(text: str) -> str:
    """Return a text without its plain links: the number of a room or the name of a post is no more than the link is."""
    return _LINK.sub(" ", text)
