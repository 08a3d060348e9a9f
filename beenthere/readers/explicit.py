"""Explicit statements about danger in five languages, as patterns: the part of the cue reader that is a definition.

A pattern only ever raises attention. Denials, other people, films and idioms are looked for around the match,
and a match in doubt counts. Wording is this project's own; no questionnaire is quoted. Structure of the levels:
Lifeline policy as in Draper 2015, doi:10.1111/sltb.12128.
"""

import re
from dataclasses import dataclass

from beenthere.readers.shapes import Span


@dataclass(frozen=True)
class Statement:
    """One explicit statement: what it names, and the level it calls attention to."""

    cue: str
    level: int
    span: Span


_SELF = r"(?:my ?self|me ?self|myslef|mysef|meself)"
_WANT = r"(?:want(?:ed|ing)?(?: to)?|wanna|wana|wnt to|wish(?: i could| to)?|going to|gonna|gunna|gon|need to|plan(?:ning)? to|have to|about to|ready to|decided to|will|'?ll|trying to|tempted to|thinking (?:of|about)|thought(?:s)? (?:of|about)|feel like|think about|keep thinking (?:of|about)|should just|might(?: just| as well)?|could just|rather)"
_END = rf"(?:kill(?:ing)? {_SELF}|kms|end(?:ing)? (?:it all|my life|it for good|my own life|everything tonight|things for good|me)|take?(?:ing)? my (?:own )?life|unaliv(?:e|ing)(?: {_SELF})?|die\b(?! for| laughing| of (?:embarrassment|shame|boredom|laughter)| inside)|be(?:ing)? dead\b(?! tired)|commit suicide|off {_SELF}|do {_SELF} in|top(?:ping)? {_SELF})"
_NOW = r"(?:right now|rn\b|now\b|tonight|in my hands?|this minute|as i (?:type|write))"

_EN: tuple[tuple[str, int, str], ...] = (
    # Happening now.
    (
        "attempt",
        4,
        r"\bi(?:'ve| have)?(?: just|ve)? (?:took|taken|swallowed|tooken|had) (?:them|it) all\b|\bi(?:'ve| have)?(?: just|ve| already)? (?:took|taken|swallowed|swallow|tooken|necked|downed|had) (?:all (?:of )?(?:the|my|them|of)|(?:the|a) (?:whole|entire)|too many|a (?:lot|load|bunch|handful|bottle) of|every (?:one|last)|everything in|loads of) ?(?:\w+ ){0,3}(?:pills?|tablets?|meds|medication|medicine|box|bottle|packet|them|cabinet|strip|capsules|lot|pack|it)?",
    ),
    (
        "attempt",
        4,
        r"\b(?:took|taken|swallowed) (?:them|it|all of it|the pills|the tablets|the lot|everything|my pills|my tablets|the meds|all my (?:pills|meds|tablets)|pills) (?:already|now|just now|(?:\w+ )?(?:minutes?|mins?|hours?|half an hour) ago|an hour ago)\b|\bi(?:'ve| have)? (?:just )?overdosed\b(?! on (?:chocolate|cake|coffee|netflix|tv|sugar|cute))|\bi(?:'ve| have)? (?:just )?od'?d\b|\bjust (?:cut|slit) (?:my|it|deep|too deep)\b",
    ),
    (
        "attempt",
        4,
        r"\b(?:it'?s|its|is|there'?s|got|have|holding|with)\b[^.!?]{0,50}\b(?:in my hands?|on my lap|against my|to my head|round my neck|around my neck|in my mouth)\b",
    ),
    (
        "attempt",
        4,
        r"\b(?:i'?m|im|i am|am) (?:doing it|about to (?:do it|jump|kill|end|take|cut)|going to do it|gonna do it|on the (?:edge|ledge|wrong side)|standing on the|bleeding out|bleeding a lot|killing myself) ?(?:right )?(?:now|rn|tonight|this second)?\b",
    ),
    (
        "attempt",
        4,
        r"\b(?:can'?t|cant|cannot|can not|don'?t think i can|not sure i can|won'?t be able to) (?:stay|keep (?:my ?self)?|be|remain) ?safe\b|\bnot safe (?:with myself|from myself|tonight|right now|on my own|alone)\b|\bcan'?t promise (?:i'?ll|to|that i'?ll) (?:stay|be|make it|last)|\b(?:won'?t|not going to|not gonna) (?:make it|last|be here|be alive) (?:through |till |until )?(?:the |this )?(?:night|tonight|hour|morning|tomorrow)\b|\bi can'?t stop myself\b(?! (?:from )?(?:eating|laughing|crying|checking|texting|smiling|shopping|scrolling))",
    ),
    (
        "threat",
        4,
        r"\b(?:i'?m|im|i am|i)? ?(?:going to|gonna|gunna|want to|wanna|about to|will|'?ll|swear i'?ll|could|might) (?:actually |really |honestly |fucking |just )?(?:kill|stab|shoot|hurt|murder|strangle|smother|drown|choke|beat the|put a bullet in|end) (?:him|her|them|my (?:husband|wife|boss|dad|mum|mom|father|mother|brother|sister|ex|baby|neighbour|neighbor|son|daughter|boyfriend|girlfriend|partner|step\w+|kid|kids|child)|the baby|someone|somebody|that (?:man|guy|bastard|bitch|woman)|everyone|people)\b(?! with kindness| some slack| feelings| in (?:fortnite|cod|the game|chess|fifa|mario))",
    ),
    # Plan, intent, means, preparation, a recent attempt.
    (
        "intent",
        3,
        rf"\b(?:i'?m|im|i am|i|ive|i've) (?:\w+ )?(?:going to|gonna|gunna|about to|ready to|planning to|decided to|intend to|will|plan to) (?:\w+ )?(?:kill {_SELF}|end (?:it all|my life|it|things)\b(?! with| between)|take my (?:own )?life|die (?:tonight|tomorrow|today|soon)|do it (?:tonight|tomorrow|this|on|after|when)|unalive|off {_SELF}|top {_SELF}|be dead (?:by|soon|tonight|tomorrow))",
    ),
    (
        "plan",
        3,
        r"\bi(?:'ve| have|ve)? (?:got |have |had |made |worked out |figured out |picked |set |chosen |know )(?:\w+ )?(?:a plan (?:to (?:die|kill|end)|for (?:it|how|ending|tonight|dying)|now\b)|(?:a|the) (?:date|day|time|place|spot|bridge|way|how and when|where and when)\b(?= (?:and|to do it|picked|chosen|i|for it|in my (?:head|mind))|[.!,]|$))|\bi know (?:exactly )?(?:how|when|where)(?: and (?:how|when|where))? (?:i'?ll|i'?m going to|i would|i'?d|to) (?:do it|end|die|kill|go\b)",
    ),
    (
        "means",
        3,
        r"\b(?:pills?|tablets|meds|rope|gun|razor|blade|knife|stuff|bottle|it'?s|everything|means|things?)\b[^.!?]{0,40}\b(?:(?:is|are|'s|sitting|lined up|counted|laid out|here|waiting|saved|hidden|ready|within reach|next to me|beside me|in (?:my|the) (?:drawer|bag|car|room|bathroom|cupboard|pocket))\b[^.!?]{0,30}\b(?:ready|beside|next to|here|lined|counted|waiting|tonight|in front|reach|drawer|laid out|saved up|in case|for (?:it|when|this)))",
    ),
    (
        "means",
        3,
        r"\b(?:been|i'?m|im|have) (?:saving|stockpiling|hoarding|collecting|stashing)(?: up)?(?: my| the)? (?:pills|tablets|meds|medication|medicine|prescriptions)\b|\b(?:saved|stockpiled|stashed|counted)(?: up| out)? (?:enough|my|the|all my|all the) (?:pills|tablets|meds|medication)\b",
    ),
    (
        "intent",
        3,
        r"\b(?:wrote|written|writing|finished|left) (?:\w+ )?(?:the |my |a |some )?(?:goodbye|suicide|farewell|last) (?:letters?|notes?|messages?|texts?)\b|\b(?:letters?|notes?) (?:are|is) (?:written|done|on the table|for (?:the kids|my))\b|\bi(?:'ve| have)? (?:wrote|written) (?:letters|notes) (?:to|for) (?:everyone|the kids|them|my)\b|\bgiv(?:en|ing) (?:away )?(?:all )?my (?:stuff|things|dog|cat|possessions|guitar|records|books)(?: away)?\b",
    ),
    (
        "attempt",
        3,
        rf"\b(?:tried|attempted) to (?:kill {_SELF}|end (?:it|my life)|take my (?:own )?life|die|od|overdose|hang)\b[^.!?]{{0,40}}\b(?:yesterday|last night|this morning|today|this week|last week|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:two|three|four|five|a few|couple of|2|3|4|5) (?:days|nights) ago|days ago|earlier|the other (?:day|night))|\b(?:yesterday|last night|this morning|this week|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|days ago|the other night)\b[^.!?]{{0,30}}\bi (?:tried|attempted) (?:to (?:kill|end|die|take|do it|hang)|suicide|it\b)|\b(?:survived|woke up from|discharged after|out of hospital after) (?:my|an|the) (?:suicide )?(?:attempt|overdose)\b",
    ),
    (
        "plan",
        3,
        r"\b(?:tonight|tomorrow|this weekend|after (?:the|my) [\w ]{3,20}|on (?:my birthday|friday|saturday|sunday|monday)|once (?:they|everyone|the kids)[\w ']{0,25}(?:asleep|gone|leave|bed))\b[^.!?]{0,25}\b(?:i'?ll|i'?m going to|i will|i'?m gonna|is when i(?:'ll)?) (?:do it|end it|kill myself|be gone for good|die|go through with it)|\b(?:do it|end it|go through with it|kill myself|be dead|be gone) (?:tonight|tomorrow|this weekend|on (?:friday|saturday|sunday|monday|my birthday)|by (?:morning|tomorrow|the weekend|sunday|then))\b|\b(?:this is|tonight is|it'?s) my last (?:night|day|evening|message)\b(?! (?:at|in|of|on|with|shift|before|here))",
    ),
    # Active thoughts, urges to hurt oneself.
    ("active", 2, rf"\b{_WANT} (?:\w+ )?{_END}"),
    (
        "active",
        2,
        r"\b(?:i'?m|im|i am|i feel|feel(?:ing)?|been|get|getting|was|really|so|actively|passively|a bit|kinda|quite|very) (?:\w+ )?suicid(?:al|e)\b|\bsuicid(?:al|e) (?:thoughts?|ideation|ideas|feelings|urges|again|all|tonight|today|rn)\b|\bthoughts? (?:of|about) (?:suicide|ending|dying|killing)|\bthink(?:ing)? (?:of|about) suicide\b|\bi(?: just| really| kinda| honestly)? (?:want|need|wanna|wish)(?: it)? (?:all )?(?:to )?(?:die|be dead|not (?:be alive|exist|live)|stop (?:living|existing|being alive)|end (?:it|my life))\b|\bkms\b|\bctb\b|\bsuey\b|\bsewer ?slide\b|\bunalive (?:me|myself)\b",
    ),
    (
        "selfharm",
        2,
        rf"\b(?:cut(?:ting)?|hurt(?:ing)?|harm(?:ing)?|burn(?:ing)?|scratch(?:ing)?|hit(?:ting)?|punish(?:ing)?|starv(?:e|ing)) {_SELF}\b(?! (?:off|some slack|a slice|short|shaving|on (?:the oven|a pan|paper|glass))|ing? slack)|\bself[- ]?harm(?:ed|ing|s)?\b|\b(?:urge|urges|want|wanna|need|going|tempted|itching) to (?:cut|burn|sh|relapse (?:on|into) (?:cutting|self))\b(?! (?:down|back|out|off|the|my (?:hair|hours|losses|nails|grass)|class|corners|it (?:short|out)|calories|carbs|sugar|wood|ties|him|her|them|contact|in line))|\b(?:started|been|i'?m|keep|am) cutting(?: again)?\b(?= (?:again|my (?:arm|leg|wrist|thigh|skin)|at night|tonight|because|when|just|so)|[.!,]|$)|\b(?:the |my )(?:blade|razor)(?:'s| is)? (?:calling|out|here|in)\b",
    ),
    # Passive or unclear.
    (
        "passive",
        1,
        r"\b(?:don'?t|do not|dont|didn'?t|never|not|doesn'?t) (?:really |even |actually )?(?:want|wanna|wish|need|care)(?: to| if i)? (?:wake up|wake|be here|be alive|exist|live|be around|go on(?: living)?|be on this (?:earth|planet)|see (?:tomorrow|the morning|another))\b(?! (?:with|in this (?:flat|house|town|city)|at (?:the|this) (?:party|office|job)|early|so early|at (?:5|6|7)))|\b(?:wish|hope|pray|if only|rather)(?: that)? i (?:just )?(?:(?:wouldn'?t|won'?t|don'?t|didn'?t|never|could not|couldn'?t) (?:wake|have been born|exist|have to (?:wake|be here|exist))|could (?:just )?(?:disappear|vanish|not exist|sleep forever|fall asleep and|stop existing|go to sleep and)|was(?:n'?t| never| not) (?:here|born|alive)|were(?:n'?t| never| not) (?:here|born|alive)|was dead|were dead|had never been born|hadn'?t (?:been born|woken|survived))",
    ),
    (
        "passive",
        1,
        r"\b(?:everyone|everybody|they|the kids|my (?:family|kids|wife|husband|mum|mom|parents|children|daughter|son)|you|the world|people)(?:'d| would|'ll| will| is| are|s)? (?:all )?(?:be )?(?:so much |far |way |much |probably be )?better (?:off )?(?:without me|if i (?:was|were|wasn'?t|weren'?t|died|disappeared|just))|\bbetter off (?:dead|without me|if i)|\b(?:no|isn'?t any|not any|what'?s the|whats the|see no|lost the) (?:point|reason)(?: (?:in|to|of))? ?(?:(?:living|life|going on|carrying on|anything|being (?:here|alive)|live|any more|anymore|waking|staying|to go on|me being)|\b)(?<=\w)(?= any ?more|$|[.?!,])|\b(?:nothing|no one|nobody|not much|little) (?:left )?(?:to|worth) (?:live|living|live for|stay for|staying)\b|\b(?:can'?t|cannot|cant) (?:go on|carry on|do this (?:life|any ?more)|keep (?:going|living)|take (?:it|this) any ?more|live like this)\b|\b(?:sleep|go to sleep) (?:forever|and (?:never|not) wake)|\bnever wak(?:e|ing) up\b|\b(?:tired|sick) of (?:living|being alive|life|existing)\b|\b(?:i'?m|im|am|being|be|just|become|such) a burden\b|\bwouldn'?t (?:mind|care) (?:if i )?(?:died|dying|not waking|(?:was|were|got) (?:gone|hit|dead))\b|\bif i (?:just )?(?:died|disappeared|vanished|was gone|were gone|didn'?t wake up|stopped existing)\b|\bwon'?t (?:have to )?(?:bother|be a problem|be around) (?:anyone|you|them|here|for|much longer|any more|anymore)|\bgoodbye (?:everyone|everybody|all|world|then|and thank)|\bthis is goodbye\b|\bnot (?:be )?here (?:for )?(?:much longer|next (?:week|year|month)|any ?more)\b(?! to)",
    ),
)
_OTHERS: dict[str, tuple[tuple[str, int, str], ...]] = {
    "de": (
        ("attempt", 4, r"\b(?:hab(?:e)?|ich hab(?:e)?) (?:gerade |eben |schon |jetzt )?(?:alle|alles|die ganze\w*|zu viele|viele|sämtliche) ?(?:\w+ ){0,2}(?:tabletten|pillen|schlaftabletten|medikamente|packung)?\s?(?:genommen|geschluckt|eingenommen)|\btabletten (?:schon |gerade |alle )?(?:genommen|geschluckt)\b|\b(?:messer|klinge|rasierklinge|strick|waffe|pistole) (?:schon )?in (?:der|meiner) hand|\bich (?:tu|tue|mache?|mach) es jetzt\b|\bspringe? (?:jetzt|gleich)\b|\b(?:kann|könnte) (?:ich )?(?:mich )?nicht (?:mehr )?(?:sicher|für mich garantieren)|\bich blute (?:stark|überall|sehr)"),
        ("threat", 4, r"\bich (?:werde|bring\w*|will|könnte|stech\w*) (?:ihn|sie|meinen \w+|meine \w+|alle|den \w+)(?: \w+)? ?(?:umbringen|um\b|töten|abstechen|erschießen|erstechen|ab\b)"),
        ("intent", 3, r"\bich (?:werde|bringe?) (?:mich|mir)(?: \w+){0,3} (?:umbringen|um\b|das leben (?:nehmen|nehme))|\b(?:heute (?:nacht|abend)|morgen|am wochenende|nachher) (?:\w+ ){0,2}(?:bring\w* ich mich um|mache? ich (?:schluss|es)|ist (?:es )?vorbei|beende ich)|\babschiedsbrief\w*\b|\b(?:habe?|hab) (?:einen|schon einen|schon alles|alles) (?:genauen |festen )?(?:plan|geplant|vorbereitet)\b|\b(?:tabletten|pillen|medikamente)(?: \w+){0,3} (?:gesammelt|gehortet|bereit|liegen (?:hier|bereit|neben|schon))|\b(?:gestern|letzte nacht|vor (?:zwei|drei|ein paar|wenigen) tagen|letzte woche) (?:\w+ ){0,3}(?:versucht,? mich umzubringen|selbstmordversuch|suizidversuch|umbringen wollen)|\bhabe? (?:gestern|letzte nacht|vorgestern) versucht,? (?:mich|mir)"),
        ("active", 2, r"\b(?:will|möchte|wollte|würde(?: am liebsten)?|wünschte?)(?: \w+){0,4} (?:sterben|tot sein|nicht mehr leben|mich umbringen|mir das leben nehmen|schluss machen mit (?:dem leben|allem))|\b(?:mich|mir) (?:selbst )?(?:umbringen|umzubringen|das leben (?:nehmen|zu nehmen))|\b(?:selbstmord|suizid)\w*(?:gedanken)?\b|\bsuizidal\b|\bich will nicht mehr leben\b|\bmeinem leben ein ende\b"),
        ("selfharm", 2, r"\b(?:mich|mir) (?:\w+ ){0,2}(?:ritzen|verletzen|weh ?tun|schneiden|geritzt|verletzt|zu ritzen|zu verletzen)\b|\britze? mich\b|\bselbstverletz\w+"),
        ("passive", 1, r"\bnicht mehr (?:aufwachen|da sein|hier sein|weiterleben|weitermachen|weiter)\b|\b(?:keinen|kein) (?:sinn|ausweg|grund)(?: mehr)?\b|\b(?:ohne mich|wenn ich weg) (?:\w+ ){0,3}besser\b|\bbesser (?:dran )?ohne mich\b|\bwäre(?: ich)? (?:\w+ ){0,2}(?:nie geboren|lieber tot|besser tot|nicht mehr da)|\beinfach (?:verschwinden|nicht mehr aufwachen|einschlafen und)|\bzur last\b|\bich kann (?:einfach )?nicht mehr\b"),
    ),
    "es": (
        ("attempt", 4, r"\b(?:me (?:acabo de tomar|he tomado|tom[eé]|tragu[eé]|he tragado)|acabo de (?:tomarme|tragarme|tomar|cortarme)) (?:todas?|todos?|las|muchas|demasiadas|un mont[oó]n|el (?:frasco|bote)|la caja)|\b(?:tengo|con) (?:el|la|un|una) (?:cuchillo|navaja|pistola|cuerda|cuchilla|arma) en la mano|\blo (?:estoy haciendo|voy a hacer) (?:ahora|ya)\b|\bvoy a saltar\b|\bno puedo (?:mantenerme|estar) a salvo\b|\bme estoy desangrando\b"),
        ("threat", 4, r"\b(?:lo|la|los|las) voy a (?:matar|apuñalar)|\bvoy a (?:matarl[oa]s?|matar a (?:mi|ese|esa|alguien|todos)|apuñalar)"),
        ("intent", 3, r"\bvoy a (?:matarme|suicidarme|quitarme la vida|acabar con (?:mi vida|todo))|\bme voy a (?:matar|suicidar|quitar la vida)|\b(?:esta noche|mañana|este fin de semana) (?:\w+ ){0,2}(?:me mato|lo hago|lo voy a hacer|se acaba|acabo con todo)|\bcartas? de despedida\b|\btengo (?:un|el|todo) (?:plan|planeado|preparado)\b|\b(?:pastillas|pastilla|cuerda|medicinas)(?: \w+){0,3} (?:guardadas|preparad\w+|listas|al lado|aqu[ií])|\b(?:ayer|anoche|hace (?:dos|tres|unos|pocos) d[ií]as|la semana pasada) (?:\w+ ){0,2}(?:intent[eé]|trat[eé] de) (?:matarme|suicidarme|quitarme)|\bintent[eé] (?:matarme|suicidarme|quitarme la vida) (?:ayer|anoche|hace)"),
        ("active", 2, r"\b(?:quiero|quisiera|deseo|ganas de|pienso en|pensando en|pensado en|querr[ií]a|gustar[ií]a) (?:\w+ )?(?:morir(?:me)?|matarme|suicidarme|estar muert[oa]|quitarme la vida|no vivir|acabar con (?:mi vida|todo)|el suicidio|suicidio)|\bno quiero (?:seguir )?(?:vivir|viviendo)\b|\b(?:pensamientos|ideas) (?:suicidas|de suicidio|de muerte)\b|\bsuicid(?:io|arme|a)\b"),
        ("selfharm", 2, r"\b(?:cortarme|autolesion\w+|hacerme daño|lastimarme|me corto|me cort[eé]|quemarme)\b(?! el pelo)"),
        ("passive", 1, r"\bno (?:quiero|quisiera) (?:despertar(?:me)?|estar aqu[ií]|existir)\b|\b(?:no (?:le )?(?:veo|encuentro|tiene|hay)|ya no hay) (?:\w+ )?(?:sentido|salida)\b|\bmejor sin m[ií]\b|\b(?:ojal[aá]|quisiera|me gustar[ií]a) (?:no despertar|desaparecer|no haber nacido|dormir para siempre)|\b(?:soy|ser) una carga\b|\bno puedo (?:seguir|m[aá]s)(?: as[ií]| viviendo)?\b"),
    ),
    "fr": (
        ("attempt", 4, r"\b(?:j'ai|je viens d[e']) ?(?:tout |d[eé]j[aà] )?(?:aval[eé]r?|pris|prendre|avaler) (?:tous? (?:les|mes)|toute la|tout|trop de|toute ma) ?(?:\w+ ){0,2}(?:cachets?|comprim[eé]s?|m[eé]dicaments?|m[eé]docs|bo[iî]te)?|\b(?:couteau|lame|arme|corde|rasoir|fusil|pistolet) (?:\w+ )?(?:dans la|[aà] la|en) main|\bje (?:le fais|vais le faire|saute|vais sauter) (?:maintenant|l[aà])|\bje (?:ne )?(?:peux|suis) pas (?:me garder|rester)? ?en s[eé]curit[eé]|\bje saigne (?:beaucoup|partout)"),
        ("threat", 4, r"\bje vais (?:le|la|les) (?:tuer|poignarder|buter|crever)|\bje vais (?:tuer|poignarder) (?:mon|ma|mes|quelqu'un|tout le monde)"),
        ("intent", 3, r"\bje vais (?:me (?:tuer|suicider|foutre en l'air|buter|flinguer)|mettre fin|en finir|mourir (?:ce soir|cette nuit|demain))|\b(?:ce soir|cette nuit|demain|ce week-?end) (?:\w+ ){0,2}(?:je me tue|je le fais|j'en finis|je mets fin|c'est fini|je pars pour de bon)|\blettres? d'adieu\b|\bj'ai (?:un|d[eé]j[aà] un|tout) (?:plan|pr[eé]par[eé]|pr[eé]vu|planifi[eé])\b|\b(?:cachets|m[eé]dicaments|comprim[eé]s|m[eé]docs|corde)(?: \w+){0,4} (?:c[oô]t[eé]|pr[eêé]ts?|pr[eé]par[eé]s?|de c[oô]t[eé]|table|tiroir)|\b(?:hier|cette nuit|la semaine derni[eè]re|il y a (?:deux|trois|quelques) jours) (?:\w+'?\w* ){0,2}(?:essay[eé]|tent[eé]) de (?:me (?:tuer|suicider)|mourir|mettre fin|en finir)|\bj'ai (?:essay[eé]|tent[eé]) de (?:me tuer|me suicider|mourir|mettre fin|en finir) (?:hier|cette nuit|la semaine|il y a)"),
        ("active", 2, r"\b(?:veux|voudrais|envie de|envie d'|pense [aà]|penser [aà]|pens[eé] [aà]|aimerais|songe [aà]|id[eé]e de) ?(?:\w+ )?(?:mourir|me tuer|me suicider|[eê]tre mort\w*|en finir|mettre fin|crever|me foutre en l'air|suicide|ne plus vivre)|\b(?:veux|voudrais) plus vivre\b|\b(?:id[eé]es|pens[eé]es) (?:suicidaires|noires|de mort)\b|\bsuicid(?:e|er|aire|aires)\b"),
        ("selfharm", 2, r"\bme (?:scarifier|couper|mutiler|faire (?:du )?mal|br[uû]ler|scarifie|coupe|mutile)\b(?! les cheveux| la parole| de tout)|\bscarification\w*|\bautomutil\w+"),
        ("passive", 1, r"\bne (?:pas|plus) (?:me r[eé]veiller|[eê]tre l[aà]|exister)\b|\b(?:veux|voudrais) (?:pas|plus) (?:me r[eé]veiller|[eê]tre l[aà]|exister|continuer)\b|\b(?:plus|pas|aucun|aucune) (?:de |d')?(?:sens|raison de vivre|issue|espoir)\b|\bmieux sans moi\b|\b(?:voudrais|aimerais|envie de) (?:juste )?(?:dispara[iî]tre|ne plus (?:[eê]tre|exister)|m'endormir pour toujours|dormir pour toujours)|\bun (?:poids|fardeau|boulet) pour\b|\bje (?:n'en |ne |n')?(?:peux|en peux) plus\b|\b[aà] quoi bon (?:vivre|continuer)"),
    ),
    "pt": (
        ("attempt", 4, r"\b(?:acabei de (?:tomar|engolir|me cortar)|(?:j[aá] )?tomei|engoli) (?:todos?|todas?|os|um monte|muitos|demais|a caixa|o frasco|tudo)|\b(?:faca|arma|corda|l[aâ]mina|rev[oó]lver|gilete) na (?:minha )?m[aã]o|\b(?:vou pular|estou fazendo|vou fazer) (?:isso )?agora\b|\bn[aã]o (?:consigo|posso) (?:ficar|me manter) segur[oa]|\bestou sangrando (?:muito|demais)"),
        ("threat", 4, r"\bvou (?:mat[aá]-?l[oa]s?|matar (?:ele|ela|eles|meu|minha|algu[eé]m|todos)|esfaquear)"),
        ("intent", 3, r"\b(?:vou|irei) (?:me matar|me suicidar|acabar com (?:a minha|minha) vida|tirar (?:a minha|minha) vida|acabar com tudo|matar-me|suicidar-me|p[oô]r fim)|\b(?:hoje (?:[aà] noite|noite)|esta noite|amanh[aã]|fim de semana) (?:\w+ ){0,3}(?:me mato|vou fazer|fa[cç]o isso|acaba|acabo)|\bcartas? de despedida\b|\btenho (?:um|o|tudo) (?:plano|planejado|preparado|planeado)\b|\b(?:comprimidos|rem[eé]dios|corda)(?: \w+){0,4} (?:guardad\w+|separad\w+|prontos?|ao lado|aqui)|\b(?:ontem|noite passada|semana passada|h[aá] (?:dois|tr[eê]s|poucos|alguns) dias) (?:\w+ ){0,2}tentei (?:me matar|me suicidar|tirar|acabar)|\btentei (?:me matar|me suicidar|matar-me|suicidar-me|tirar minha vida) (?:ontem|h[aá]|semana|na semana|esta)"),
        ("active", 2, r"\b(?:quero|queria|vontade de|penso em|pensando em|pensado em|pensar em|desejo|gostava de|gostaria de) (?:\w+ )?(?:morrer|me matar|matar-me|suic[ií]dio|me suicidar|suicidar-me|estar mort[oa]|tirar (?:a )?minha vida|acabar com (?:tudo|a minha vida|minha vida)|n[aã]o viver|deixar de viver)|\bn[aã]o quero (?:mais )?(?:viver|continuar viv\w+)\b|\b(?:pensamentos|ideias) (?:suicidas|de morte|de suic[ií]dio)\b|\bsuic[ií]d(?:io|a|ar)\w*"),
        ("selfharm", 2, r"\b(?:me (?:cortar|machucar|ferir|mutilar|cortei|corto|queimar)|cortar-me|magoar-me|automutil\w+)\b(?! o cabelo)"),
        ("passive", 1, r"\bn[aã]o (?:quero|queria) (?:mais )?(?:acordar|estar aqui|existir)\b|\b(?:n[aã]o (?:h[aá]|vejo|tem|faz)|nada faz) (?:mais )?(?:\w+ )?(?:sentido|sa[ií]da)\b|\bmelhor sem mim\b|\b(?:queria|quero|gostava de|gostaria de) (?:s[oó] )?(?:sumir|desaparecer|dormir para sempre|dormir pra sempre|n[aã]o ter nascido)|\b(?:sou|ser) um (?:peso|fardo)\b|\bn[aã]o (?:aguento|consigo|posso) mais\b"),
    ),
}  # fmt: skip
_COMPILED = {
    name: tuple((cue, level, re.compile(pattern, re.I)) for cue, level, pattern in patterns)
    for name, patterns in {"en": _EN, **_OTHERS}.items()
}
_DENIED = re.compile(
    r"\b(?:not|never|no|n't|dont|don t|isnt|wasnt|wouldnt|wont|without|aint|nor|nicht|kein\w*|nie|jamais|pas|sin|nunca|sem|denied|deny|no longer|stopped|anymore not)\b(?:\W+\w+){0,4}\W*$"
    r"|\b(?:i'?m|im|am|was) not\b[^.!?]{0,30}$|\b(?:do|did|does|is|was|would|wo|could|have|has|had|are)n'?t\b(?:\W+\w+){0,4}\W*$",
    re.I,
)
_IN_A_STORY = re.compile(
    r"\b(?:movie|film|show|series|episode|novel|character|song|lyrics?|game|boss fight|level \d|fortnite|minecraft|netflix|documentary|book|article|podcast|poem|meme|joke|comedy|stage|play|exam question|essay|training|course|workshop|leaflet|poster|campaign|headline|the news|script|chapter|quote)\b",
    re.I,
)
_HYPERBOLE = re.compile(
    r"\b(?:lol+|lmao|haha\w*|rofl|figuratively|if (?:he|she|they|my boss|this) (?:\w+ ){0,4}(?:one more|again)|of embarrassment|laughing|for a (?:nap|coffee|pizza|beer|drink|sandwich|burger|kebab|biscuit|shower|cigarette|holiday))\b",
    re.I,
)
_OF_ANOTHER = re.compile(
    r"\b(?:he|she|they|my (?:\w+ )?(?:friend|mum|mom|dad|brother|sister|son|daughter|wife|husband|partner|boyfriend|girlfriend|ex|cousin|flatmate|roommate|mate|nan|gran|uncle|aunt|boss|colleague|neighbour|neighbor)|someone|somebody|a (?:girl|guy|friend|lad|kid|woman|man)|who|people|patients|characters?)\b[^.!?]{0,30}$",
    re.I,
)


_MEANT = frozenset({"intent", "active", "plan", "threat"})
_NOT_INSIDE = re.compile(r"\b(?:not|never|no longer|dont|wouldnt|wont)\b|n't\b", re.I)


def statements(text: str) -> list[Statement]:
    """Return the explicit statements of a message, the gravest first; empty when nothing explicit is said.

    Every language is looked for in every message: people in distress fall back on their first one.
    """
    plain = text.replace("’", "'")
    found = [
        Statement(cue, level, Span(hit.start(), hit.end(), text[hit.start() : hit.end()], cue))
        for patterns in _COMPILED.values()
        for cue, level, pattern in patterns
        for hit in pattern.finditer(plain)
        if hit.group().strip() and not _is_only_words(plain, hit, level, cue)
    ]
    found.sort(key=lambda one: (-one.level, one.span.start - one.span.end, one.span.start))
    return [one for n, one in enumerate(found) if not any(_is_inside(one, other) for other in found[:n])]


def _is_inside(one: Statement, other: Statement) -> bool:
    return other.span.start <= one.span.start and one.span.end <= other.span.end


def _is_only_words(text: str, hit: re.Match[str], level: int, cue: str) -> bool:
    """Return whether the words around say that it is denied, told of a story, or meant otherwise."""
    before, around = (
        text[max(0, hit.start() - 45) : hit.start()],
        text[max(0, hit.start() - 90) : hit.end() + 90],
    )
    if cue in _MEANT and _NOT_INSIDE.search(hit.group()):
        return True
    is_denied = (
        cue != "passive"
        and bool(_DENIED.search(before))
        and not re.search(r"\b(?:sure|know if|promise|trust|can'?t stop|why)\b[^.!?]*$", before, re.I)
    )
    is_story = bool(_IN_A_STORY.search(around)) and not re.search(
        r"\bi (?:want|wanna|will|am going)\b", before, re.I
    )
    return is_denied or is_story or bool(_HYPERBOLE.search(around) and level <= 2)


def is_of_another(text: str, span: Span) -> bool:
    """Return whether the words before a statement name somebody else as the one it is about."""
    return bool(_OF_ANOTHER.search(text[max(0, span.start - 60) : span.start]))
