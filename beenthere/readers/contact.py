"""Contact details and invitations to leave the channel: plain, spelled out or obfuscated.

Here a pattern is the definition, so there is no model: every kind is a rule with tests.
Crisis lines, public health pages and ordinary numbers pass (promise T45).
"""

import re
from collections.abc import Sequence

from beenthere.readers.plain import Plain, plain, plain_digits
from beenthere.readers.shapes import Reading, Span, Turn

KINDS = ("email", "link", "phone", "handle", "address", "invitation")

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

_EMAIL = re.compile(
    r"[a-z0-9][\w.+\-]*\s?(?:@|\(at\)|\[at\]|\{at\}|\bat\b|\barroba\b|\barobase\b|\(a\)|\bät\b)\s?[a-z0-9][\w\-]*"
    r"\s?(?:\.|\bdot\b|\(dot\)|\[dot\]|\bpunto\b|\bpoint\b|\bpunkt\b|\bponto\b|\bd0t\b)\s?"
    r"(?:com|net|org|co|uk|de|fr|es|pt|br|in|io|me|edu|info|eu|au|nz|ie|ca|at|ch|us|example|test|invalid|c0m)\b",
    re.I,
)
_MAILER = re.compile(r"\b(?:g\s?-?mail|hotmail|outlook|yahoo|proton(?:mail)?|icloud|gmx|aol|ymail)\b", re.I)
_MAIL_GIVEN = re.compile(
    r"[a-z0-9][\w.+\-]{2,}\s?@\s?(?:g\s?-?mail|hotmail|outlook|yahoo|proton(?:mail)?|icloud|gmx|aol)\b|\b(?:gmail|hotmail|outlook|yahoo|icloud|gmx)\s(?:dot\s)?com\b|"
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
    r"|\b(?:[a-z0-9][a-z0-9\-]{0,40}\.)+(?:co\.uk|org\.uk|com\.au|org\.au|com\.br|org\.br|com|net|org|gg|me|io|tv|ly|link|app|info|xyz|site|page|chat|example|de|fr|es|pt)\b(?:/\S*)?",
    re.I,
)
_SPELLED_LINK = re.compile(
    r"\b[a-z0-9\-]{3,}\s(?:dot|period|punkt|punto|point|ponto)\s(?:com|net|org|gg|me|io|co|tv|ly|link|app)\b|\blinktr\.?\s?ee\b|\blinktree\b|\bh\s?t\s?t\s?p\s?s?\b\s?\S*|\bbit\.?ly\b|\b[a-z]{2,}\s?[a-z]{2,}\s?\.\s(?:com|org|net)\s?/",
    re.I,
)
_NET = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|sc|telegram|tg|whats\s?app|wa|discord|disc|facebook|fb|messenger|signal|twitter|tik\s?tok|tt|kik|skype|reddit|"
    r"line|viber|wechat|threema|linkedin|bumble|tinder|onlyfans|steam|xbox|psn|twitch|matrix|mastodon|bluesky|session app|zoom|face\s?time|teams|google meet|bereal|roblox|gamer\s?tag|linktree|linktr|the gram|ins\s?ta\s?gr\s?am|snpchat|snapchat|ghost app|green app|blue app|photo app|chat app)"
)
_HANDLE = re.compile(
    r"(?<![\w.])@(?!\s)[a-z_][\w.]{2,}|\b[\w.]{2,32}#\d{4}\b"
    rf"|\b(?:my|mein|meine|mi|mon|meu|minha)\s(?:\w+\s)?{_NET}(?:\s(?:name|user(?:name)?|handle|id|tag|account|acct|konto|compte|cuenta|conta|number))?\s?(?:is|ist|es|est|é|:|=|-)\s?(?!(?:full|gone|dead|down|off|deleted|private|just|so|all|hacked|blowing|a|an|the|my|not|mostly|nothing|only|where|how|what|quiet|silent|empty|open|closed|always|never|still|really|pretty|on)\b)[\w@]"
    rf"|\b{_NET}\s?(?::|=|->|→)\s?@?[\w.]{{3,}}"
    rf"|\b(?=\w*[_\d])[a-z][\w.]{{3,}}\s(?:on|at|auf|en|sur|no|na)\s{_NET}\b|\b{_NET}\s(?=\w*[_\d@])@?[a-z_][\w.]{{3,}}"
    rf"|\b{_NET}\s?\?\s(?:mine|my|i'?m|it'?s)\b|\bIG\s@?\w{{4,}}|\bmy (?:handle|username|user name|name online|nick) (?:everywhere |online |there )?is\b|\bi'?m (?=\w{{5,}})(?!not |here |still |never )\w+ everywhere\b|\b(?:find|look) me under\b|\bunder \w{{4,}} on {_NET}\b"
    r"|\b(?:user\s?name|username|handle|gamer\s?tag|friend code|nickname|nutzername|usuario|pseudo)\s?(?:is|:|=|ist|es|est)\s?(?!(?:taken|gone|stupid|a|the|my|not)\b)\w",
    re.I,
)
_FIND_ME = re.compile(
    rf"\b(?:hmu|(?:add|find|follow|text|message|msg|dm|pm|call|ring|phone|hit|reach|write|contact|ping|inbox|friend|look|search)\s(?:to\s)?(?:me|us))\s(?:up\s)?(?:(?:on|in|over|via|at|there|through|by)\s)?(?:my\s)?(?:\w+\s)?{_NET}\b"
    rf"|\b(?:add|follow|find|message|dm|text|call|ring)\s(?:you|u|ya)\s(?:on|via|over|through|in)\s(?:\w+\s)?{_NET}\b"
    rf"|\b(?:i'?m|im|i am|bin|ich bin|soy|estoy|je suis|sou|estou)\s(?:also\s|just\s|there\s)?(?:on|auf|bei|en|sur|no|na)\s{_NET}\b.{{0,12}}\b(?:as|under|unter|como|sous)\b"
    rf"|\b(?:i'?m|im|i am)\s[\w.]{{3,}}\son\s{_NET}\b|\b[\w.]{{4,}}\d+[\w.]*\son\s{_NET}\b"
    rf"|\b(?:do (?:you|u)|d'?you|(?:are )?you on|u on|r u on|you|u|ya|got|have you got|hast du|tienes|tens|tem|as-tu|t'as|tu as|vous avez)\s(?:got\s|have\s|use\s|an?\s|any\s)*{_NET}\s?\?"
    rf"|\b(?:what'?s|whats|what is|give me|gimme|send me|drop(?: me)?|tell me|share|can i (?:have|get)|could i (?:have|get)|may i have|was ist|wie ist|cu[aá]l es|qual [eé]|c'est quoi|quel est)\s(?:your|ur|yr|dein|deine|tu|ton|ta|teu|seu|sua|tua|o teu|o seu)\s(?:\w+\s)?(?:{_NET}|handle|username|user name|socials?|@|tag|e-?mail|mail|number|no\.|nr|phone(?: number)?|digits|cell|mobile|address|nummer|handynummer|telefonnummer|n[uú]mero|num|num[eé]ro|correo|tel[eé]fono|telefone|adresse|direcci[oó]n|endere[cç]o|postcode|zip)\b"
    rf"|\b(?:switch|move|go|continue|carry on|talk|chat|speak|keep talking|meet|jump|hop|take this|take it|weiter(?:schreiben|reden)?|hablamos?|hablar|seguimos|falar|falamos|conversar|parler|discuter|passer)\s(?:\w+\s){{0,4}}?(?:on|to|over|via|auf|per|[üu]ber|por|en|pelo|no|sur|par)\s(?:my\s|your\s)?{_NET}\b",
    re.I,
)
_HISTORY = re.compile(
    r"\b(?:he|she|they|my (?:ex|mum|mom|dad|sister|brother|boss|friend|wife|husband|son|daughter|partner|mother|father|aunt|cousin|kid|kids|teacher|landlord|colleague|flatmate|roommate)\w*|we (?:met|used|talked|broke)|everyone|people|someone|who)\b[^.?!]{0,40}$",
    re.I,
)
_INVITES = re.compile(
    r"\b(?:(?:let'?s|lets|shall we|should we|can we|could we|could|we could|wanna|want to|would you like to|why don'?t we|how about we|we should|we could|we must|fancy|up for|maybe we(?: can| could)?|i'?d (?:love|like) (?:us )?to|i want to|can i|could i|may i|you can|you could)\s(?:\w+\s){0,3}?"
    r"(?:meet(?:ing)?(?: up)?(?! (?:someone|somebody|anyone|people|new|my|her|him|them|a|the|other|more|deadlines|with (?:my|him|her|them|people)))|hang out|get (?:a )?(?:coffee|drink|dinner|lunch|beer)|grab (?:a )?(?:coffee|drink|bite|beer|dinner)|see each other|come (?:over|round)|drive over|go for a (?:walk|drink|coffee)|catch up)"
    r"(?=[^.!?]{0,60}(?:\bin person\b|\birl\b|\bin real life\b|\btomorrow\b|\btonight\b|\bthis week|\bthis weekend|\bnext week|\bsaturday|\bsunday|\bmonday|\btuesday|\bwednesday|\bthursday|\bfriday|\bsomewhere|\bsometime|\bat (?:the|my|your)\b|\bwith (?:me|you)|\byou\b|\bface to face|\?|\boutside\b|\bafter this|\bone day|\bmy place|\byour place|\bfor (?:a )?coffee|\bin town|$)))"
    r"|\b(?:off|outside|away from|leave|out of|beyond|instead of|aside from|without)\s(?:of\s)?(?:this|the|dieser|dieses|esta|este|cette|ce)\s(?:app|chat|site|platform|line|service|website|place|thing|room|plattform|plataforma|appli|aplicaci[oó]n|aplicativo|page)\b(?=.{0,80})"
    r"|\b(?:take|move|bring) (?:this|it|things|our (?:chat|talk|conversation)) (?:off|somewhere|elsewhere|private|outside|offline)|\btalk (?:somewhere|elsewhere|privately|off|outside)|\b(?:somewhere|anywhere) (?:more )?private\b(?! to cry)|\bprivate(?:ly)? (?:chat|message|messages|channel|account|number|line)\b"
    r"|\b(?:can|could|may|shall) (?:i|we) (?:call|ring|phone|text|facetime|skype|video ?call) (?:you|u|each other)\b|\b(?:can|could|shall) we (?:talk|speak|chat) (?:on|over|by) (?:the )?(?:phone|video|zoom|voice)\b|\b(?:skype|facetime|zoom|whatsapp) me\b|\blet'?s (?:go|talk|move|continue|speak|chat|meet) (?:somewhere|anywhere) (?:else|private|quieter)|\bmy (?:personal|private|own|direct) (?:e-?mail|number|phone|mail|mobile|cell|address|account)\b(?! (?:was|got|is (?:full|broken|off)))|\b(?:just )?google (?:me|my name)\b|\b(?:let me know|tell me|send me|share) (?:your|ur) (?:address|postcode|location)\b|\bi(?:'?ll| will) be at (?:the )?\w+[^.!?]{0,40}\bcome\b|\bi wrote my (?:number|email|address)\b|\b(?:can|could) (?:you|u) add me\b"
    r"|\bdeine (?:handy|telefon)?(?:nummer|adresse|mail)\b(?=[^.!]{0,20}(?:geben|schicken|schreiben|sagen|haben|\?))|\b(?:wollen|können|sollen) wir uns\b|\b(?:ton|votre) (?:num[eé]ro|insta|snap|adresse|mail|t[eé]l)\b[^.!]{0,15}\?|\bdonner ton\b|\bvamos (?:tomar|marcar|sair|nos ver|combinar)\b|\b(?:tomamos|tomar) (?:un|um) caf[eé]\b"
    r"|\b(?:see|meet) (?:you|u|ya|each other) (?:in person|face to face|irl|by the|at the|in town|outside|for real)|\bcoffee on \w+day\b|\bvideo ?call\b(?=[^.!?]{0,30}(?:\bnot on here|\bthough|\?|\bwe\b))|\bwe could video ?call\b|\bhow (?:can|could|do) i (?:reach|contact|find|get hold of) (?:you|u)\b|\b(?:continue|talk|write|speak|carry on|keep going) (?:by|via|over) (?:e-?mail|phone|text|letter)\b|\baway from (?:this|the) (?:system|app|chat|place)|\bmeet (?:you|u|ya)\b(?! (?:here|halfway in|where you are))|\bgo for a drive\b|\byou should come (?:round|over|by)\b|\b(?:is there|do you have|have you got) another (?:app|way|place)|\b(?:nobody|no one) (?:is |can |'?s )?(?:reading|listening|read|watching)(?: along| in| us)?\b(?=[^.!?]*$)(?<=.)|\b(?:write|talk|speak) to (?:me|you) private|\bi(?:'?d| would)? (?:want|like|love) to hear (?:your|ur) voice|\bsend (?:me|u|you) a (?:pic|photo|picture|selfie)\b|\bwhich (?:cafe|café|pub|gym|park|church|bar) do you\b|\bgib mir (?:doch |mal |bitte )*(?:deine|die) \w+|\bme (?:pasas|das|dejas|mandas) (?:tu|el) \w+|\byou,? me and\b|\bin the park on \w+day\b|\bwhat'?s (?:your|ur) @"
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
    re.I,
)
_REFUSED = re.compile(
    r"\b(?:can'?t|cannot|can not|won'?t|will not|don'?t|do not|never|shouldn'?t|not (?:able|allowed|going)|isn'?t|no need to|rather not|instead of|without|wouldn'?t|stay (?:in )?here|nicht|kein\w*|no puedo|ne peux pas|n[aã]o posso)\b[^.!?,;]{0,60}$",
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
_PLACE = r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Court|Way|Terrace|Crescent|Row|Cottages?|House|Gardens|Square|Grove|Hill|Park|Mews|Walk|View|Place|Halls?|Campus|Estate|Tower|Flats|Apartments)"
_HOME = re.compile(
    rf"\b(?i:i live (?:at|on|in)|my (?:house|flat|caravan|home|address|door|place) is|come (?:to|over to|by)|post it to|send it to|i'?m (?:in|at) (?:halls|flat|the)|just knock|knock (?:on|at)|ring (?:twice|the bell)|buzzer|visit me|drop by|find me at)[^.!?\n]{{0,50}}\b[A-Z][\w'’]+ {_PLACE}\b"
    rf"|\b[A-Z][\w'’]+ {_PLACE}\b[^.!?\n]{{0,40}}\b(?i:number|no\.?|ring|knock|buzzer|come|flat|door|plot)\b|\b(?i:p\.? ?o\.? ?box)\s?\d+|\b(?i:what3words)\b|\b(?i:geo|coordinates?|lat)\W{{0,3}}-?\d{{1,3}}\.\d+|-?\d{{1,2}}\.\d{{4,}},\s?-?\d{{1,3}}\.\d{{4,}}|📍|\b(?i:plot|flat|apartment|caravan)\s\w+,\s[A-Z]|\b(?i:no\.?|number)\s[a-z\d\-]+(?:\s[a-z]+)?,\s[A-Z][\w'’]+ {_PLACE}\b|\b\d[\d ]*\s+[A-Z][\w'’]+ (?:Row|Close|Mews|Cottages?|Drive|Lane|Street|Road|Avenue)\b"
)


# A network is named, and something in the same sentence gives or seeks a person there.
_NETWORK = re.compile(
    rf"\b(?!line\b|session app\b|matrix\b|signal\b(?! (?:is|:|app|me))|teams\b|zoom\b|steam\b|disc\b|sc\b(?! ?[@:👻]))(?:{_NET}|u slash)\b",
    re.I,
)
_GIVES = re.compile(
    r"\b(?:my (?!grand\w*|mate|mates|cat|dog|therapist|group|best|nan|ex|mum|mom|dad|sister|brother|boss|friend|wife|husband|son|daughter|whole|family|feed|life|kids|partner|mother|father|aunt|cousin|teacher)|mine|add|search|find|look(?: me)? up|look for|look up|under|user\s?name|user|id\b|tag\b|handle|same (?:name|user\s?name|as)|as\b|whisper|message me|mess?age|me there|see me|write (?:to )?me|reach|suche? mich|such mich|finde mich|c'est|é|continue|switch|over to|pic|"
    r"i(?:'?m| am)\s(?!off|not|on|always|just|so|the|still|tired|sick|a|an|always|addicted|jealous|scared|glad|never|too|very|really)[\w\"'.]+|(?:we )?(?:go|talk|chat) (?:on|to)|are you on|(?:you|u|ya) (?:on|got|have|use|want))\b|>>|@|::?\s?\w|\b\w+_\w+\b|\b[a-z]+\d+\b",
    re.I,
)
_ABOUT_A_NETWORK = re.compile(
    r"\b(?:read (?:about|it|on|that)|matched|streams?|kept|deleted?|deleting|quit|quitting|left|hate|scroll(?:ing|ed|s)?|saw|seen|posted|posts?|posting|blocked|blocking|unfollowed|followers?|feed|story|stories|everyone|everybody|nobody|people|strangers|friends (?:are|were|have|all)|ex\b|she|he|they|her|his|their|hacked|banned|addicted|addiction|stalk(?:ing|ed|s)?|compare|comparing|videos?|reels?|memes?|met|broke|dumped|ghosted|argued|bullied|played?|playing|plays|used to|group|thread|subreddit|comment|commented|likes|screenshot|years ago|call with (?:my|the)|meeting|meetings|class|lessons?|therapy|session|appointment|interview|told|texted|messaged|asked|sent|said|hours on|all (?:day|night)|off (?:of )?)\b",
    re.I,
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*[.!?]*")


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
    return [span for span in found if not _is_told(seen, span) and not _is_a_place(span.words)]


def _is_a_place(words: str) -> bool:
    """Return whether "at" only says where, as in "look at nhs.uk"."""
    is_said = re.search(r"\sat\s", words, re.I) and "." in words
    return bool(_OPEN_SITES.search(words) or (is_said and not _MAILER.search(words)))


def _links(seen: Plain) -> list[Span]:
    found = [*_spans("link", _LINK, seen), *_spans("link", _SPELLED_LINK, seen)]
    return [
        span
        for span in found
        if not _OPEN_SITES.search(span.words) and "@" not in span.words and not _is_charity(seen, span)
    ]


def _is_charity(seen: Plain, span: Span) -> bool:
    """Return whether a bare .org name is only mentioned, as helplines are, and nobody is to be met there."""
    is_bare = re.fullmatch(r"[\w\-]+\.org(?:\.uk|\.au|\.br)?", span.words.strip(), re.I)
    return bool(is_bare) and not re.search(r"\b(?:me|my|join|room|add|look for)\b", seen.text, re.I)


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
    return 7 <= len(digits) <= 15 and not (
        is_number_of_something or _is_free_to_call(digits) or _is_counting(run)
    )


def _is_free_to_call(digits: str) -> bool:
    """Return whether a number belongs to a range that only services have: free or shared-cost lines."""
    return bool(_FREE.match(digits)) and 8 <= len(digits) <= 12


def _is_counting(run: str) -> bool:
    groups = re.findall(r"\d+", run)
    are_years = len(groups) > 1 and all(re.fullmatch(r"(?:19|20)\d\d", one) for one in groups)
    digits = "".join(groups)
    return are_years or digits in "12345678910111213" or digits in "10987654321"


def _scattered(seen: Plain) -> list[Span]:
    """Return the whole message when it gives a number in pieces ("first half ..., second half ...")."""
    digits = "".join(re.findall(r"\d+", plain_digits(seen.text)))
    if digits in OPEN_LINES or _is_free_to_call(digits):
        return []
    is_given = 9 <= len(digits) <= 15 and _IN_PIECES.search(seen.text) and not _DATE.match(seen.text.strip())
    return [seen.span(0, len(seen.text), "phone")] if is_given and not _AFTER_PIECES.search(seen.text) else []


def _handles(seen: Plain) -> list[Span]:
    found = [*_spans("handle", _HANDLE, seen), *_spans("handle", _FIND_ME, seen), *_named_there(seen)]
    return [span for span in found if not _is_told(seen, span)]


def _named_there(seen: Plain) -> list[Span]:
    """Return sentences that name a network and somebody to be found there, unless they only tell of the network."""
    return [
        seen.span(found.start(), found.end(), "handle")
        for found in _SENTENCE.finditer(seen.text)
        if _NETWORK.search(found.group())
        and _GIVES.search(_NETWORK.sub(" ", found.group()))
        and not _ABOUT_A_NETWORK.search(found.group())
        and not _REFUSED.search(found.group())
    ]


def _invitations(seen: Plain) -> list[Span]:
    return [span for span in _spans("invitation", _INVITES, seen) if not _is_told(seen, span)]


def _addresses(seen: Plain) -> list[Span]:
    return [*_spans("address", _ADDRESS, seen), *_spans("address", _HOME, seen)]


def _is_told(seen: Plain, span: Span) -> bool:
    """Return whether the words are refused ("I can't give you my number") or told of somebody else."""
    before = seen.before(span)
    return bool(_REFUSED.search(before) or _PAST.search(before))


_FINDERS = (_emails, _links, _phones, _scattered, _handles, _addresses, _invitations)
