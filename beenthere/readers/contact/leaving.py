"""Invitations to leave: to call, to write elsewhere, to meet, as set phrases in five languages."""

import re

from beenthere.readers.contact.telling import Phrases, is_told, spans
from beenthere.readers.plain import Plain
from beenthere.readers.shapes import Span

_INVITES = Phrases(
    r"\b(?:(?:let'?s|lets|shall we|should we|can we|could we|could|we could|wanna|want to|would you like to|why don'?t we|how about we|we should|we could|we must|fancy|up for|maybe we(?: can| could)?|i'?d (?:love|like) (?:us )?to|i want to|can i|could i|may i|you can|you could)\s(?:\w+\s){0,3}?"
    r"(?:meet(?:ing)?(?: up)?(?! (?:someone|somebody|anyone|people|new|my|your|her|him|them|a|the|other|more|deadlines|with (?:my|him|her|them|people)))|hang out|get (?:a )?(?:coffee|drink|dinner|lunch|beer)|grab (?:a )?(?:coffee|drink|bite|beer|dinner)|see each other|come (?:over|round)|drive over|go for a (?:walk|drink|coffee)|catch up)"
    r"(?=[^.!?]{0,60}(?:\bin person\b|\birl\b|\bin real life\b|\btomorrow\b|\btonight\b|\bthis week|\bthis weekend|\bnext week|\bsaturday|\bsunday|\bmonday|\btuesday|\bwednesday|\bthursday|\bfriday|\bsomewhere|\bsometime|\bat (?:the|my|your)\b|\bwith (?:me|you)|\byou\b|\bface to face|\?|\boutside\b|\bafter this|\bone day|\bmy place|\byour place|\bfor (?:a )?coffee|\bin town|$)))"
    r"|\b(?:off|outside|away from|leave|out of(?= this)|beyond|instead of|aside from|without)\s(?:of\s)?(?:this|the|dieser|dieses|esta|este|cette|ce)\s(?:app|chat|site|platform|line|service|website|place|thing|room|plattform|plataforma|appli|aplicaci[oó]n|aplicativo|page)\b(?=.{0,80})"
    r"|\b(?:take|move|bring) (?:this|it|things|our (?:chat|talk|conversation)) (?:off(?! (?:the|your|my|his|her)\b)|somewhere|elsewhere|private|outside|offline)|\btalk (?:somewhere|elsewhere|privately|off|outside)|\b(?:somewhere|anywhere) (?:more )?private\b(?! to cry)|\bprivate(?:ly)? (?:chat|message|messages|channel|account|number|line)\b"
    r"|\b(?:can|could|may|shall) (?:i|we) (?:call|ring|phone|text|facetime|skype|video ?call) (?:you|u|each other)\b|\b(?:can|could|shall) we (?:talk|speak|chat) (?:on|over|by) (?:the )?(?:phone|video|zoom|voice)\b|\b(?:skype|facetime|zoom|whatsapp) me\b|\blet'?s (?:go|talk|move|continue|speak|chat|meet) (?:somewhere|anywhere) (?:else|private|quieter)|\bmy (?:personal|private|own|direct) (?:e-?mail|number|phone|mail|mobile|cell|address|account)\b(?! (?:was|got|is (?:full|broken|off)))|\b(?:just )?google (?:me|my name)\b|\b(?:let me know|tell me|send me|share) (?:your|ur) (?:address|postcode|location)\b|\bi(?:'?ll| will) be at (?:the )?\w+[^.!?]{0,40}\bcome\b|\bi wrote my (?:number|email|address)\b|\b(?:can|could) (?:you|u) add me\b"
    r"|\bdeine (?:handy|telefon)?(?:nummer|adresse|mail)\b(?=[^.!]{0,20}(?:geben|schicken|schreiben|sagen|haben|\?))|\b(?:wollen|können|sollen) wir uns\b|\b(?:ton|votre) (?:num[eé]ro|insta|snap|adresse|mail|t[eé]l)\b[^.!]{0,15}\?|\bdonner ton\b|\bvamos (?:tomar|marcar|sair|nos ver|combinar)\b|\b(?:tomamos|tomar) (?:un|um) caf[eé]\b"
    r"|\b(?:see|meet) (?:you|u|ya|each other) (?:in person|face to face|irl|by the|at the|in town|outside|for real)|\bvideo ?call\b(?=[^.!?]{0,30}(?:\bnot on here|\bthough|\?|\bwe\b))|\bwe could video ?call\b|\bhow (?:can|could|do) i (?:reach|contact|find|get hold of) (?:you|u)\b|\b(?:continue|talk|write|speak|carry on|keep going) (?:by|via|over) (?:e-?mail|phone|text|letter)\b|\baway from (?:this|the) (?:system|app|chat|place)|\bmeet (?:you|u|ya)\b(?! (?:here|halfway in|where you are))|\bgo for a drive\b|\byou should come (?:round|over|by)\b|\b(?:is there|do you have|have you got) another (?:app|way|place)|\b(?:nobody|no one) (?:is |can |'?s )?(?:reading|listening|read|watching)(?: along| in| us)?\b(?=[^.!?]*$)(?<=.)|\b(?:write|talk|speak) to (?:me|you) private|\bi(?:'?d| would)? (?:want|like|love) to hear (?:your|ur) voice|\bsend (?:me|u|you) a (?:pic|photo|picture|selfie)\b|\bwhich (?:cafe|café|pub|gym|park|church|bar) do you\b|\bgib mir (?:doch |mal |bitte )*(?:deine|die) \w+|\bme (?:pasas|das|dejas|mandas) (?:tu|el) \w+|\bin the park on \w+day\b|\bwhat'?s (?:your|ur) @"
    r"|\b(?:dm|pm|d m|p m) me\b|\bslide into (?:my|your)|\binbox me\b|\bmy (?:dms?|inbox) (?:is|are) open|\b(?:call|ring|text|phone|message|msg|whatsapp|facetime|video ?call|txt|skype) (?:me|you|u)\b(?=[^.!?]{0,30}(?:directly|privately|instead|any ?time|whenever|on my|on your|at home|after|later|outside|tonight|tomorrow|on this|here:|\bon\b \+?\d|number|personal|own phone))"
    r"|\b(?:here'?s|heres|this is|take|i'?ll (?:give|send|leave) you|i can (?:give|send) you|let me give you|save|note down|write down|you can use) my (?:\w+ )?(?:number|cell|mobile|phone|digits|e-?mail|mail|address|contact|details|socials?|account|profile|handle|home number|line)\b"
    r"|\b(?:give|send|leave|pass|drop|text|tell|share)(?:ing)? (?:me|us) (?:\w+ ){0,2}?(?:your|ur|yr) (?:\w+ )?(?:number|cell|mobile|phone|digits|e-?mail|mail|address|contact|details|socials?|postcode|location pin)\b"
    r"|\b(?:swap|exchange|trade) (?:numbers|phone numbers|socials|contacts?|emails?|details|handles|snaps?|instas?)\b|\badd me\b(?! to (?:the|my|a) (?:list|queue|prayer))|\bmeet me\b|\bcome (?:to|by|round|over to|over) (?:my|mine|ours)\b|\bi(?:'ll| will| can| could) (?:come|drive|pop|swing|be)(?: over| round| by)?(?: to)? (?:yours|your (?:place|house|flat|door)|pick you up)\b"
    r"|\bpick you up (?:at|from|tonight|tomorrow|on)\b|\b(?:where|which (?:street|city|town|area)) (?:exactly )?do (?:you|u) live\b|\bwhat'?s your (?:home )?address\b"
    r"|\b(?:stay|keep|be) in touch (?:outside|after|privately|directly|off)|\btalk (?:to you |with you )?outside (?:of )?(?:here|this|the)\b|\bfind me (?:online|outside|there|by)\b|\blook me up\b|\bgoogle me\b|\bsearch (?:for )?(?:me|my name)\b"
    r"|\b(?:ruf|schreib|meld|melde|kontaktier|adde|f[üu]ge?)\s(?:mich|mir|dich bei mir)\b|\b(?:treffen wir uns|wollen wir uns treffen|k[öo]nnen wir uns (?:mal )?(?:treffen|sehen)|lass uns (?:uns )?(?:treffen|woanders|privat)|gib mir (?:mal )?deine)\b|\bmeine (?:handy|telefon)?nummer\b"
    r"|\b(?:ll[aá]mame|escr[ií]beme|agr[eé]game|b[uú]scame|m[aá]ndame|p[aá]same|dame tu|te (?:paso|doy|dejo) mi|quedamos|nos vemos (?:en|ma[ñn]ana|el)|podemos (?:quedar|vernos))\b|\bmi (?:n[uú]mero|tel[eé]fono|m[oó]vil) es\b"
    r"|\b(?:appelle[sz]?[- ]moi|[eé]cris[- ]moi|ajoute[sz]?[- ]moi|contacte[sz]?[- ]moi|donne[sz]?[- ]moi (?:ton|votre)|je te (?:donne|laisse|file) mon|on se (?:voit|retrouve|rencontre)|on peut se (?:voir|rencontrer)|mon (?:num[eé]ro|tel|t[eé]l|portable) (?:est|c'est))\b"
    r"|(?:(?:^|[.!?,;:]\s*|\b(?:pode|vc|voc[eê]|ent[aã]o|depois|a[ií]|s[oó])\s)me (?:liga|chama|adiciona|manda|procura|passa|add)\b|\b(?:liga|chama|adiciona|manda)[- ](?:me|pra mim|mensagem)|te (?:passo|mando|dou) (?:o )?meu|vamos (?:nos )?(?:encontrar|marcar)|passa (?:o )?teu|meu (?:n[uú]mero|telefone|zap|whats|celular) [eé])\b",
)
_NUMBER = r"(?:num\w*|no\.?|nr|digits|cell|mobile|phone|addy|add?ress?|handle|tag|snap|insta|socials?|e-?mail|mail|postcode|details)"
_OPENS = r"(?:^|[.,;:!?]\s*|\b(?:and|just|can you|could you|please|then)\s)"
_OUT_OF_SIGHT = Phrases(
    rf"{_OPENS}delete (?:this|these|the chat|it all)\b[^.!?]{{0,25}}\b(?:after|afterwards|and|then)\b|\bhang up and (?:i'?ll|ring|call|let me|phone)\b|\bnot on (?:the )?tape\b"
    r"|\b(?:let'?s|lets|shall we|we could|can we|we should)\s(?:\w+\s){0,4}?(?:off this|private\b|somewhere they|where (?:they|nobody|no one) can|(?:the )?other app|another app)"
    r"|\bapp where\b[^.!?]{0,30}\b(?:vanish|disappear|gone|delete)"
    r"|\b(?:find|message|write to|text|call|reach|add|follow) (?:me|you|u) (?:elsewhere|on the other|from (?:my|the) (?:own|private|personal|car|cell|home|other))\b"
    r"|\b(?:add|on|follow|message|use) my (?:personal|private)\b(?! (?:life|space|time|stuff|things|business|matters?|opinion|reasons?|hell))"
    r"|\bgot a pen\s?\?|\bphone ?book under\b|\bwhite pages under\b"
    rf"|\b(?:chuck|sling|ping|lob|pass|drop|shoot|send|give|gie|text|dm)\s(?:me|us)\s(?:your|ur|yr|yer|ya)\s(?:\w+\s)?{_NUMBER}\b"
    rf"|\bmy {_NUMBER}\b[^.!?]{{0,15}}\bin (?:my|the) (?:bio|profile)\b"
    rf"|\bhere(?:'?s| is) me {_NUMBER}\b"
    rf"|{_OPENS}(?:ring|call|phone|text|txt|e?mail|message)\s(?:me at home|my (?:house|home|cell|mobile|personal|private|place)\b)",
)
_WITH_OTHERS = re.compile(
    r"^[^.!?]{0,25}\bwith (?:your|my|his|her|their|a|an|another|some)\b|^\s(?:your|his|her|my)\s(?!place|house|flat|door)",
    re.I,
)
_SOMEBODY = re.compile(r"\b(?:someone|somebody|anyone|anybody|who|neighbour|friend)\s(?:who\s)?$", re.I)
# "Good to meet you", "how shall I call you?", "did you ever video call?"
_POLITE = re.compile(
    r"\b(?:(?:good|nice|lovely|glad|pleased|great|happy) to|how|did (?:you|u|they)(?: \w+)?)\s$", re.I
)
_OWN_WISH = re.compile(r"^i(?:'?d| want)[^.!?]*\b(?:walk|coffee|drink|lunch|dinner|beer)$", re.I)


def invitations(seen: Plain) -> list[Span]:
    """Return the set phrases by which somebody is asked to leave, unless they are told, refused or about others."""
    found = [*spans("invitation", _INVITES, seen), *spans("invitation", _OUT_OF_SIGHT, seen)]
    return [span for span in found if not is_told(seen, span) and not _is_with_others(span, seen)]


def _is_with_others(span: Span, seen: Plain) -> bool:
    after = seen.original[span.end :]
    before = seen.before(span)
    is_own_wish = _OWN_WISH.match(span.words) and not re.search(r"\b(?:you|u|us|together)\b", after, re.I)
    return bool(
        is_own_wish or _WITH_OTHERS.match(after) or _SOMEBODY.search(before) or _POLITE.search(before)
    )
