"""Names on networks: given, asked for, or a wish to go on there."""

import re

from beenthere.readers.contact.telling import REFUSED, Phrases, is_told, spans
from beenthere.readers.plain import Plain
from beenthere.readers.shapes import Span

NET = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|sc|telegram|tg|whats\s?app|wa|discord|disc|facebook|fb|messenger|signal|twitter|tik\s?tok|tt|kik|skype|reddit|"
    r"line|viber|wechat|threema|linkedin|bumble|tinder|onlyfans|steam|xbox|psn|twitch|matrix|mastodon|bluesky|session app|zoom|face\s?time|teams|google meet|bereal|roblox|gamer\s?tag|linktree|linktr|the gram|snapchat|tumblr|strava|threads|vsco|pinterest|kakao(?:talk)?|zalo|weibo|qq|bsky|briar|jami|olvid|imessage|slack|lemmy|youtube)"
)
_HANDLE = Phrases(
    r"(?<![\w.])@(?!\s)[a-z_][\w.]{2,}|\b[\w.]{2,32}#\d{4}\b"
    rf"|\b(?:my|mein|meine|mi|mon|meu|minha)\s(?:\w+\s)?{NET}(?:\s(?:name|user(?:name)?|handle|id|tag|account|acct|konto|compte|cuenta|conta|number))?\s?(?:is|ist|es|est|é|:|=|-)\s?(?!(?:full|gone|dead|down|off|deleted|private|just|so|all|hacked|blowing|a|an|the|my|not|mostly|nothing|only|where|how|what|quiet|silent|empty|open|closed|always|never|still|really|pretty|on)\b)[\w@]"
    rf"|\b{NET}\s?(?::|=|->|→)\s?@?[\w.]{{3,}}"
    rf"|\b(?=\w*[_\d])[a-z][\w.]{{3,}}\s(?:on|at|auf|en|sur|no|na)\s{NET}\b|\b{NET}\s(?=\w*[_\d@])@?[a-z_][\w.]{{3,}}"
    rf"|\b{NET}\s?\?\s(?:mine|my|i'?m|it'?s)\b|\bIG\s@?\w{{4,}}|\bmy (?:handle|username|user name|name online|nick) (?:everywhere |online |there )?is\b|\bi'?m (?=\w{{5,}})(?!not |here |still |never )\w+ everywhere\b|\b(?:find|look) me under\b|\bunder \w{{4,}} on {NET}\b"
    r"|\b(?:user\s?name|username|handle|gamer\s?tag|friend code|nickname|nutzername|usuario|pseudo)\s?(?:is|:|=|ist|es|est)\s?(?!(?:taken|gone|stupid|a|the|my|not)\b)\w",
)
_FIND_ME = Phrases(
    rf"\b(?:hmu|(?:add|catch|find|follow|text|message|msg|dm|pm|call|ring|phone|hit|reach|write|contact|ping|inbox|friend|look|search)\s(?:to\s)?(?:me|us))\s(?:up\s)?(?:(?:on|in|over|via|at|there|through|by)\s)?(?:my\s)?(?:\w+\s)?{NET}\b"
    rf"|\b(?:add|follow|find|message|dm|text|call|ring)\s(?:you|u|ya)\s(?:on|via|over|through|in)\s(?:\w+\s)?{NET}\b"
    rf"|\b(?:i'?m|im|i am|bin|ich bin|soy|estoy|je suis|sou|estou)\s(?:also\s|just\s|there\s)?(?:on|auf|bei|en|sur|no|na)\s{NET}\b.{{0,12}}\b(?:as|under|unter|como|sous)\b"
    rf"|\b(?:i'?m|im|i am)\s[\w.]{{3,}}\son\s{NET}\b|\b[\w.]{{4,}}\d+[\w.]*\son\s{NET}\b"
    rf"|\b(?:do (?:you|u)|d'?you|(?:are )?you on|u on|r u on|you|u|ya|got|have you got|hast du|tienes|tens|tem|as-tu|t'as|tu as|vous avez)\s(?:got\s|have\s|use\s|an?\s|any\s)*{NET}\s?\?"
    rf"|\b(?:what'?s|whats|what is|give me|gimme|send me|drop(?: me)?|tell me|share|can i (?:have|get)|could i (?:have|get)|may i have|was ist|wie ist|cu[aá]l es|qual [eé]|c'est quoi|quel est)\s(?:your|ur|yr|dein|deine|tu|ton|ta|teu|seu|sua|tua|o teu|o seu)\s(?:\w+\s)?(?:{NET}|handle|username|user name|socials?|@|tag|e-?mail|mail|number|no\.|nr|phone(?: number)?|digits|cell|mobile|address|nummer|handynummer|telefonnummer|n[uú]mero|num|num[eé]ro|correo|tel[eé]fono|telefone|adresse|direcci[oó]n|endere[cç]o|postcode|zip)\b"
    rf"|\b(?:switch|swap|shift|change|move|go|continue|carry on|talk|chat|speak|keep talking|meet|jump|hop|take this|take it|weiter(?:schreiben|reden)?|hablamos?|hablar|seguimos|falar|falamos|conversar|parler|discuter|passer)\s(?:\w+\s){{0,4}}?(?:on|to|over|via|auf|per|[üu]ber|por|en|pelo|no|sur|par)\s(?:my\s|your\s)?{NET}\b",
)
# A network is named, and something in the same sentence gives or seeks a person there.
_NETWORK = re.compile(
    rf"\b(?!line\b|session app\b|matrix\b|signal\b(?! (?:is|:|app|me))|teams\b|zoom\b|steam\b|disc\b|sc\b(?! ?[@:👻]))(?!threads\b|slack\b|qq\b|youtube\b|pinterest\b|strava\b){NET}\b"
    r"|(?<=\bon )(?:threads|strava|slack)\b"
    r"|\bthe (?!(?:bank|banking|breathing|meditation|sleep|weather|nhs|health|calm|mood|diary|step|fitness|dating|notes?|calendar|train|bus|map|food|delivery|period|budget|crisis|helpline|whole|same)\b)(?:\w+\s){1,2}app\b"
    r"|\bthe (?:ghost|bird|butterfly|camera|paper plane|clock|elephant|alien) (?:one|thing)\b",
    re.I,
)
_GIVES = re.compile(
    r"\b(?:my (?!grand\w*|mate|mates|cat|dog|therapist|group|best|nan|ex|mum|mom|dad|sister|brother|boss|friend|wife|husband|son|daughter|whole|family|feed|life|kids|partner|mother|father|aunt|cousin|teacher)|mine|add|search|find|look(?: me)? up|look for|look up|under|user\s?name|user|id\b|tag\b|handle|same (?:name|user\s?name|as)|name'?s|named|called|as\b|whisper|message me|mess?age|me there|see me|write (?:to )?me|reach|suche? mich|such mich|finde mich|c'est|é|continue|switch|over to|pic|"
    r"i(?:'?m| am)\s(?!off|not|on|always|just|so|the|still|tired|sick|a|an|always|addicted|jealous|scared|glad|never|too|very|really)[\w\"'.]+|(?:we )?(?:go|talk|chat) (?:on|to)|are you on|(?:you|u|ya) (?:on|got|have|use|want))\b|>>|@|::?\s?\w|\b\w+_\w+\b|\b[a-z]+\d+\b",
    re.I,
)
_ABOUT_A_NETWORK = re.compile(
    r"\b(?:(?:mum|mom|dad|nan|gran|grandma|grandad|sister|brother|boss|friend|mate|daughter|son|wife|husband|cousin|aunt|uncle)(?:'s| is| was| has)|crashed|read (?:about|it|on|that)|matched|streams?|kept|deleted?|deleting|quit|quitting|left|hate|scroll(?:ing|ed|s)?|saw|seen|posted|posts?|posting|blocked|blocking|unfollowed|followers?|feed|story|stories|everyone|everybody|nobody|people|strangers|friends (?:are|were|have|all)|ex\b|she|he|they|her|his|their|hacked|banned|addicted|addiction|stalk(?:ing|ed|s)?|compare|comparing|videos?|reels?|memes?|met|broke|dumped|ghosted|argued|bullied|played?|playing|plays|used to|group|thread|subreddit|comment|commented|likes|screenshot|years ago|call with (?:my|the)|meeting|meetings|class|lessons?|therapy|session|appointment|interview|told|texted|messaged|asked|sent|said|hours on|all (?:day|night)|off (?:of )?)\b",
    re.I,
)
_SELF = r"(?:i'?m|im|i am|you'?ll find me|find me|look for me|i go|it'?s|my name'?s|bin|soy|suis|sou)"
_ON_AS = Phrases(
    rf"\b{_SELF}\s(?:\w+\s)?(?:on|over on|auf|en|sur|no)\s(?:the\s)?{NET}\b\W{{0,3}}(?:as|under|called|named|by)\s\W?\w"
    rf"|\bon {NET},?\s(?:i'?m|im|i am|i go by|my name'?s|it'?s|look for)\s(?!(?:so|too|just|not|all|full|only|never|always|a|an|the|awful|hell|easy|hard)\b)\W?\w"
    rf"|\bgamer\s?tag\s(?!(?:is|was|and|got|from)\b)\w{{5,}}|\b{NET}\sid\s?(?:is|:|=)|^\W*{NET}\W*\?\W*$"
    r"|(?<![\w/])u/\w{3,}|\bu\s(?:forward\s)?slash\s\w{3,}"
    r"|\b(?!(?:an?|the|one|my|your|his|her)\b)\w+\s(?:underscore|under\sscore|unterstrich|gui[oó]n\sbajo|tiret\sbas)\s(?!(?:in|on|or|and|is|key|there|here)\b)\w+"
    r"|\b\w{3,}\shash(?:tag)?\s\d{3,4}\b"
    r"|\b(?:my )?(?:handle|tag|user\s?name|name|nick) (?:over )?there(?:'s| is)\b(?! not)"
    r"|\bsame (?:name|handle|tag|user\s?name|nick|@|pic\w*)\b[^.!?]{0,40}\b(?:as here|app|on there|plus|but with|w/?|underscore)\b"
    rf"|\b(?:just |i'?ve |i )?(?:sent|sending|send)\s(?:you|u)\sa\s(?:friend |follow )?request\b|\baccept my (?:follow|request|friend)"
    rf"|\bi (?:\w+ )?(?:looked (?:you|u) up|found (?:your|ur) (?:profile|page|{NET})|followed (?:you|u)\b)",
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*[.!?]*")


def handles(seen: Plain) -> list[Span]:
    found = [*spans("handle", _HANDLE, seen), *spans("handle", _FIND_ME, seen), *_named_there(seen)]
    found += spans("handle", _ON_AS, seen)
    return [span for span in found if not is_told(seen, span)]


def _named_there(seen: Plain) -> list[Span]:
    """Return sentences that name a network and somebody to be found there, unless they only tell of the network."""
    return [
        seen.span(found.start(), found.end(), "handle")
        for found in _SENTENCE.finditer(seen.text)
        if _NETWORK.search(found.group())
        and _GIVES.search(_NETWORK.sub(" ", found.group()))
        and not _ABOUT_A_NETWORK.search(found.group())
        and not REFUSED.search(found.group())
    ]
