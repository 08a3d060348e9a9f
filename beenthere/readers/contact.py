"""Contact details and invitations to leave the channel: plain, spelled out or obfuscated.

Here a pattern is the definition, so there is no model: every kind is a rule with tests.
Crisis lines, public health pages and ordinary numbers pass (promise T45).
"""

import re
from collections.abc import Sequence

from beenthere.readers.plain import Plain, plain
from beenthere.readers.shapes import Reading, Span, Turn

KINDS = ("email", "link", "phone", "handle", "address", "invitation")

# Lines anybody may name; digits only. The operator's own lines are files, these are the ones people know by heart.
OPEN_LINES = frozenset(
    "988 911 999 112 000 111 110 113 119 116123 116111 116117 116006 741741 85258 686868 131114 1800551800 1300224636 1300659467 "
    "1737 0800543354 3114 15 17 18 119 14416 08001110111 08001110222 08000116016 08001111 08000684141 18002738255 18007997233 "
    "18004321000 18008442000 717003717 024 061 016 188 190 192 22333 45645 53342 50808 1800273825 18006686868 08457909090 "
    "08088082121 0808808 0300123 03001233393 1414 143 142 147 15 2020 1767 4673 17003737 18006624357 08088010677 "
    "18664887386 678678 838255 08001236600 3919 3020 08088020020".split()
)
_NOT_A_PHONE = re.compile(
    r"(?:[$€£₹¥]|\b(?:usd|eur|gbp|order|ref(?:erence)?|case|ticket|invoice|claim|account|tracking|serial|nhs|booking|flight|isbn|page|room|episode|season|chapter|version|route|bus|code|score|level|step|row|px|km|kcal|calories|followers|subscribers|views|steps|points|members)\b)\W{0,3}(?:no\.?|number|nr|id)?\W{0,6}$",
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
_DIGITS = re.compile(r"(?<![\w.,])[+(]?\d(?:[\d]|[\s().\-–/·_*]{1,3}(?=[\d(]))*\d(?![\w])")
_THOUSANDS = re.compile(r"^\d{1,3}(?:[,. ]000)+$")

_EMAIL = re.compile(
    r"[a-z0-9][\w.+\-]*\s?(?:@|\(at\)|\[at\]|\{at\}|\bat\b|\barroba\b|\barobase\b|\(a\)|\bät\b)\s?[a-z0-9][\w\-]*"
    r"\s?(?:\.|\bdot\b|\(dot\)|\[dot\]|\bpunto\b|\bpoint\b|\bpunkt\b|\bponto\b|\bd0t\b)\s?"
    r"(?:com|net|org|co|uk|de|fr|es|pt|br|in|io|me|edu|info|eu|au|nz|ie|ca|at|ch|us|example|test|invalid|c0m)\b",
    re.I,
)
_MAILER = re.compile(
    r"\b(?:g\s?-?mail|hotmail|outlook|yahoo|proton(?:mail)?|icloud|gmx|aol|ymail)\b", re.I
)
_MAIL_GIVEN = re.compile(
    r"(?:\b(?:at|@|arroba)\s*(?:the\s)?(?:usual\s)?(?:g\s?-?mail|hotmail|outlook|yahoo|proton(?:mail)?|icloud|gmx|aol|ymail)\b)"
    r"|\b(?:my|mein|meine|mi|mon|meu)\s(?:e-?mail|mail|correo|adresse mail)\s(?:is|ist|es|est|é|addy|address is)\b(?!\s(?:full|down|hacked|broken|overflowing|a mess|blocked))",
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
_LINK = re.compile(
    r"(?:\b(?:https?|hxxps?)\s?[:;]\s?/\s?/\s?\S+)|(?:\bwww\s?(?:\.|dot|\(dot\))\s?\S+)"
    r"|\b[a-z0-9][a-z0-9\-]{1,40}\s?(?:\(dot\)|\[dot\]|\[\.\]|\(\.\)|\sdot\s|\{dot\}|\spunto\s|\spunkt\s|\sponto\s|\spoint\s)\s?(?:com|net|org|gg|me|io|co|tv|ly|link|app|de|fr|es|br)\b(?:\s?(?:/|slash)\s?\S+)?"
    r"|\b(?:[a-z0-9][a-z0-9\-]{0,40}\.)+(?:com|net|org|gg|me|io|tv|ly|link|app|info|xyz|site|page|chat|example|co\.uk|org\.uk|com\.au|com\.br|de|fr|es|pt)\b(?:/\S*)?",
    re.I,
)
_NET = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|sc|telegram|tg|whats\s?app|wa|discord|disc|facebook|fb|messenger|signal|twitter|tik\s?tok|tt|kik|skype|reddit|"
    r"line|viber|wechat|threema|linkedin|bumble|tinder|onlyfans|steam|xbox|psn|twitch|matrix|mastodon|bluesky|session app|zoom|face\s?time|teams|google meet)"
)
_HANDLE = re.compile(
    r"(?<![\w.])@(?!\s)[a-z_][\w.]{2,}|\b[\w.]{2,32}#\d{4}\b"
    rf"|\b(?:my|mein|meine|mi|mon|meu|minha)\s(?:\w+\s)?{_NET}(?:\s(?:name|user(?:name)?|handle|id|tag|account|acct|konto|compte|cuenta|conta|number))?\s?(?:is|ist|es|est|é|:|=|-)\s?(?!(?:full|gone|dead|down|off|deleted|private|just|so|all|hacked|blowing|a|an|the|my|not|mostly|nothing|only|where|how|what|quiet|silent|empty|open|closed|always|never|still|really|pretty|on)\b)[\w@]"
    rf"|\b{_NET}\s?(?::|=|->|→)\s?@?[\w.]{{3,}}"
    r"|\b(?:user\s?name|username|handle|gamer\s?tag|friend code|nickname|nutzername|usuario|pseudo)\s?(?:is|:|=|ist|es|est)\s?(?!(?:taken|gone|stupid|a|the|my|not)\b)\w",
    re.I,
)
_FIND_ME = re.compile(
    rf"\b(?:add|find|follow|text|message|msg|dm|pm|call|ring|phone|hit|reach|write|contact|ping|inbox|friend|look|search)\s(?:to\s)?(?:me|us)\s(?:up\s)?(?:(?:on|in|over|via|at|there|through|by)\s)?(?:my\s)?(?:\w+\s)?{_NET}\b"
    rf"|\b(?:add|follow|find|message|dm|text|call|ring)\s(?:you|u|ya)\s(?:on|via|over|through|in)\s(?:\w+\s)?{_NET}\b"
    rf"|\b(?:i'?m|im|i am|bin|ich bin|soy|estoy|je suis|sou|estou)\s(?:also\s|just\s|there\s)?(?:on|auf|bei|en|sur|no|na)\s{_NET}\b.{{0,12}}\b(?:as|under|unter|como|sous)\b"
    rf"|\b(?:i'?m|im|i am)\s[\w.]{{3,}}\son\s{_NET}\b|\b[\w.]{{4,}}\d+[\w.]*\son\s{_NET}\b"
    rf"|\b(?:do (?:you|u)|d'?you|you|u|ya|got|have you got|hast du|tienes|tens|tem|as-tu|t'as|tu as|vous avez)\s(?:got\s|have\s|use\s|an?\s|any\s)*{_NET}\s?\?"
    rf"|\b(?:what'?s|whats|what is|give me|gimme|send me|drop(?: me)?|tell me|share|can i (?:have|get)|could i (?:have|get)|may i have|was ist|wie ist|cu[aá]l es|qual [eé]|c'est quoi|quel est)\s(?:your|ur|yr|dein|deine|tu|ton|ta|teu|seu|sua|tua|o teu|o seu)\s(?:\w+\s)?(?:{_NET}|handle|username|user name|socials?|@|tag|e-?mail|mail|number|no\.|nr|phone(?: number)?|digits|cell|mobile|address|nummer|handynummer|telefonnummer|n[uú]mero|num|num[eé]ro|correo|tel[eé]fono|telefone|adresse|direcci[oó]n|endere[cç]o|postcode|zip)\b"
    rf"|\b(?:switch|move|go|continue|carry on|talk|chat|speak|keep talking|meet|jump|hop|take this|take it|weiter(?:schreiben|reden)?|hablamos?|hablar|seguimos|falar|falamos|conversar|parler|discuter|passer)\s(?:\w+\s){{0,4}}?(?:on|to|over|via|auf|per|[üu]ber|por|en|pelo|no|sur|par)\s(?:my\s|your\s)?{_NET}\b",
    re.I,
)
_HISTORY = re.compile(
    r"\b(?:he|she|they|my (?:ex|mum|mom|dad|sister|brother|boss|friend|wife|husband|son|daughter|partner|mother|father|aunt|cousin|kid|kids|teacher|landlord|colleague|flatmate|roommate)\w*|we (?:met|used|talked|broke)|everyone|people|someone|who)\b[^.?!]{0,40}$",
    re.I,
)
_INVITES = re.compile(
    r"\b(?:(?:let'?s|lets|shall we|should we|can we|could we|could|we could|wanna|want to|would you like to|why don'?t we|how about we|fancy|up for|maybe we(?: can| could)?|i'?d (?:love|like) (?:us )?to|i want to|can i|could i|may i|you can|you could)\s(?:\w+\s){0,3}?"
    r"(?:meet(?:ing)?(?: up)?|hang out|get (?:a )?(?:coffee|drink|dinner|lunch|beer)|grab (?:a )?(?:coffee|drink|bite|beer|dinner)|see each other|come (?:over|round)|drive over|go for a (?:walk|drink|coffee)|catch up)"
    r"(?=[^.!?]{0,60}(?:\bin person\b|\birl\b|\bin real life\b|\btomorrow\b|\btonight\b|\bthis week|\bthis weekend|\bnext week|\bsaturday|\bsunday|\bmonday|\btuesday|\bwednesday|\bthursday|\bfriday|\bsomewhere|\bsometime|\bat (?:the|my|your)\b|\bwith (?:me|you)|\byou\b|\bface to face|\?|\boutside\b|\bafter this|\bone day|\bmy place|\byour place|\bfor (?:a )?coffee|\bin town|$)))"
    r"|\b(?:off|outside|away from|leave|out of|beyond|instead of|aside from|without)\s(?:of\s)?(?:this|the|dieser|dieses|esta|este|cette|ce)\s(?:app|chat|site|platform|line|service|website|place|thing|room|plattform|plataforma|appli|aplicaci[oó]n|aplicativo|page)\b(?=.{0,80})"
    r"|\b(?:take|move|bring) (?:this|it|things|our (?:chat|talk|conversation)) (?:off|somewhere|elsewhere|private|outside|offline)|\btalk (?:somewhere|elsewhere|privately|off|outside)|\b(?:somewhere|anywhere) (?:more )?private\b(?! to cry)|\bprivate(?:ly)? (?:chat|message|messages|channel|account|number|line)\b"
    r"|\b(?:dm|pm|d m|p m) me\b|\bslide into (?:my|your)|\binbox me\b|\bmy (?:dms?|inbox) (?:is|are) open|\b(?:call|ring|text|phone|message|msg|whatsapp|facetime|video ?call|txt|skype) (?:me|you|u)\b(?=[^.!?]{0,30}(?:directly|privately|instead|any ?time|whenever|on my|on your|at home|after|later|outside|tonight|tomorrow|on this|here:|\bon\b \+?\d|number|personal|own phone))"
    r"|\b(?:here'?s|heres|this is|take|i'?ll (?:give|send|leave) you|i can (?:give|send) you|let me give you|have|save|note down|write down|keep|use) my (?:\w+ )?(?:number|cell|mobile|phone|digits|e-?mail|mail|address|contact|details|socials?|account|profile|handle|home number|line)\b"
    r"|\b(?:give|send|leave|pass|drop|text|tell|share)(?:ing)? (?:me|us) (?:\w+ ){0,2}?(?:your|ur|yr) (?:\w+ )?(?:number|cell|mobile|phone|digits|e-?mail|mail|address|contact|details|socials?|postcode|location pin)\b"
    r"|\b(?:swap|exchange|trade) (?:numbers|phone numbers|socials|contacts?|emails?|details|handles|snaps?|instas?)\b|\badd me\b(?! to (?:the|my|a) (?:list|queue|prayer))|\bmeet me\b|\bcome (?:to|by|round|over to|over) (?:my|mine|ours)\b|\bi(?:'ll| will| can| could) (?:come|drive|pop|swing|be)(?: over| round| by)?(?: to)? (?:yours|your (?:place|house|flat|door)|pick you up)\b"
    r"|\bpick you up (?:at|from|tonight|tomorrow|on)\b|\b(?:where|which (?:street|city|town|area)) (?:exactly )?do (?:you|u) live\b|\bwhat'?s your (?:home )?address\b"
    r"|\b(?:stay|keep|be) in touch (?:outside|after|privately|directly|off)|\btalk (?:to you |with you )?outside (?:of )?(?:here|this|the)\b|\bfind me (?:online|outside|there|by)\b|\blook me up\b|\bgoogle me\b|\bsearch (?:for )?(?:me|my name)\b"
    r"|\b(?:ruf|schreib|meld|melde|kontaktier|adde|f[üu]ge?)\s(?:mich|mir|dich bei mir)\b|\b(?:treffen wir uns|wollen wir uns treffen|k[öo]nnen wir uns (?:mal )?(?:treffen|sehen)|lass uns (?:uns )?(?:treffen|woanders|privat)|gib mir (?:mal )?deine)\b|\bmeine (?:handy|telefon)?nummer\b"
    r"|\b(?:ll[aá]mame|escr[ií]beme|agr[eé]game|b[uú]scame|m[aá]ndame|p[aá]same|dame tu|te (?:paso|doy|dejo) mi|quedamos|nos vemos (?:en|ma[ñn]ana|el)|podemos (?:quedar|vernos))\b|\bmi (?:n[uú]mero|tel[eé]fono|m[oó]vil) es\b"
    r"|\b(?:appelle[sz]?[- ]moi|[eé]cris[- ]moi|ajoute[sz]?[- ]moi|contacte[sz]?[- ]moi|donne[sz]?[- ]moi (?:ton|votre)|je te (?:donne|laisse|file) mon|on se (?:voit|retrouve|rencontre)|on peut se (?:voir|rencontrer)|mon (?:num[eé]ro|tel|t[eé]l|portable) (?:est|c'est))\b"
    r"|\b(?:me (?:liga|chama|adiciona|manda|procura|passa|add)|(?:liga|chama|adiciona|manda)[- ](?:me|pra mim|mensagem)|te (?:passo|mando|dou) (?:o )?meu|vamos (?:nos )?(?:encontrar|marcar)|passa (?:o )?teu|meu (?:n[uú]mero|telefone|zap|whats|celular) [eé])\b",
    re.I,
)
_REFUSED = re.compile(
    r"\b(?:can'?t|cannot|can not|won'?t|will not|don'?t|do not|never|shouldn'?t|not (?:able|allowed|going)|isn'?t|no need to|rather not|instead of|without|wouldn'?t|stay (?:in )?here|nicht|kein\w*|no puedo|ne peux pas|n[aã]o posso)\b[^.!?]{0,60}$",
    re.I,
)
_PAST = re.compile(
    r"\b(?:he|she|they|him|her|ex|mum|mom|dad|mother|father|sister|brother|boss|wife|husband|son|daughter|doctor|gp|teacher|landlord|counsellor|therapist|friend|mate|guy|neighbour|neighbor|colleague|nurse|social worker|sponsor|police|bank|ward|clinic|office|someone|somebody|stranger)\b[^.!?]{0,40}\b(?:said|says|asked|asks|told|tells|wants|wanted|kept|keeps|texted|sent|wrote|would|used to|tried|offered|invited|to)\b[^.!?]{0,40}$",
    re.I,
)
_ADDRESS = re.compile(
    r"\b\d{1,4}[a-z]?,?\s(?:[a-z][\w'’]+\s){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|close|court|way|terrace|crescent|boulevard|blvd|place|gardens|square|grove|hill)\b(?!\s(?:ago|people|times|of))"
    r"|\b[a-zäöüß]+(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee)\s\d{1,4}[a-z]?\b|\b(?:rue|avenue|boulevard|place|impasse)\s(?:de |du |des |la |l')*[a-zé]+,?\s\d+|\b\d{1,4},?\s(?:bis\s)?(?:rue|avenue|boulevard|impasse|chemin)\s\w+|\b(?:calle|avenida|plaza|rua|travessa|av\.)\s(?:de |da |do |del |la )*\w+(?:\s\w+)?,?\s(?:n[uúº.]*\s?)?\d+"
    r"|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b|\b(?:flat|apartment|apt|unit|number|no\.?)\s\d+[a-z]?,?\s(?:on|at|in)?\s?(?:[A-Za-z'’]+\s){1,2}(?:street|st|road|rd|avenue|lane|house|court|close|drive)\b",
    re.I,
)


def read(turns: Sequence[Turn]) -> Reading:
    """Return the kinds of contact in the last turn, surest first, each with its words."""
    text = turns[-1].text if turns else ""
    seen = plain(text)
    found = [span for finder in _FINDERS for span in finder(seen)]
    order = {kind: number for number, kind in enumerate(KINDS)}
    found.sort(key=lambda span: (order[span.label], span.start))
    return Reading(labels=tuple(dict.fromkeys(span.label for span in found)), because=tuple(found))


def has_contact(text: str) -> bool:
    """Return whether a message gives or asks for a way out of the channel."""
    return bool(read([Turn("", text)]).labels)


def _spans(kind: str, pattern: re.Pattern[str], seen: Plain) -> list[Span]:
    return [seen.span(found.start(), found.end(), kind) for found in pattern.finditer(seen.text)]


def _emails(seen: Plain) -> list[Span]:
    found = [*_spans("email", _EMAIL, seen), *_spans("email", _MAIL_GIVEN, seen)]
    return [span for span in found if not _is_told(seen, span)]


def _links(seen: Plain) -> list[Span]:
    return [span for span in _spans("link", _LINK, seen) if not _OPEN_SITES.search(span.words) and "@" not in span.words]


def _phones(seen: Plain) -> list[Span]:
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
    return 7 <= len(digits) <= 15 and not is_number_of_something


def _handles(seen: Plain) -> list[Span]:
    found = [*_spans("handle", _HANDLE, seen), *_spans("handle", _FIND_ME, seen)]
    return [span for span in found if not _is_told(seen, span)]


def _invitations(seen: Plain) -> list[Span]:
    return [span for span in _spans("invitation", _INVITES, seen) if not _is_told(seen, span)]


def _addresses(seen: Plain) -> list[Span]:
    return _spans("address", _ADDRESS, seen)


def _is_told(seen: Plain, span: Span) -> bool:
    """Return whether the words are refused ("I can't give you my number") or told of somebody else."""
    before = seen.before(span)
    return bool(_REFUSED.search(before) or _PAST.search(before))


_FINDERS = (_emails, _links, _phones, _handles, _addresses, _invitations)
