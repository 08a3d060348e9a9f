"""Explicit statements about danger in five languages, as patterns: the part of the cue reader that is a definition.

A pattern only ever raises attention. Denials, other people, films and idioms are looked for around the match,
and a match in doubt counts. Wording is this project's own; no questionnaire is quoted. Structure of the levels:
Lifeline policy as in Draper 2015, doi:10.1111/sltb.12128.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from beenthere.readers.shapes import Span
from beenthere.readers.sieve import Sieve


@dataclass(frozen=True)
class Statement:
    """One explicit statement: what it names, and the level it calls attention to."""

    cue: str
    level: int
    span: Span


@dataclass(frozen=True)
class _Pattern:
    """One line of the content file; a ``loose`` one also fits everyday words, such as scissors in a hand."""

    language: str
    cue: str
    level: int
    is_loose: bool
    words: re.Pattern[str]


CONTENT = Path(__file__).parent / "content"
STATEMENTS = CONTENT / "statements.txt"


def _patterns() -> tuple[_Pattern, ...]:
    """Return the patterns of all languages as the content file says."""
    groups: dict[str, str] = {}
    found: list[_Pattern] = []
    section = ""
    for line in STATEMENTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif section == "groups" and line:
            name, pattern = line.split(" ", 1)
            groups[name] = _filled(pattern, groups)
        elif section and line:
            found.append(_pattern(section, line, groups))
    return tuple(found)


def _pattern(language: str, line: str, groups: dict[str, str]) -> _Pattern:
    level, cue, words = line.split(" ", 2)
    compiled = re.compile(_filled(words, groups), re.I)
    return _Pattern(language, cue, int(level[1]), level.endswith("?"), compiled)


def _filled(pattern: str, groups: dict[str, str]) -> str:
    for name, group in groups.items():
        pattern = pattern.replace(f"<{name}>", group)
    return pattern


_SIEVE = Sieve((one.words, one) for one in _patterns())
_DENIED_IN_ENGLISH = re.compile(
    r"\b(?:not|never|no|n't|dont|don t|isnt|wasnt|wouldnt|wont|without|aint|nor|denied|deny|no longer|stopped|anymore not)\b(?:\W+\w+){0,4}\W*$"
    r"|\b(?:i'?m|im|am|was) not\b[^.!?]{0,30}$|\b(?:do|did|does|is|was|would|wo|could|have|has|had|are)n'?t\b(?:\W+\w+){0,4}\W*$",
    re.I,
)
# A new start after the denial: "i'm not ok, i want to die" denies nothing.
_NEW_START = re.compile(
    r"(?:[.!?;:\n]|,? (?:but|because|cause|cos)\b|[,.]? (?:and|so) (?=(?:i|im|i'm)\b)|, (?=(?:i|im|i'm)\b)| (?:any ?more|ok|okay|fine|well|enough|good) (?=(?:i|im|i'm)\b))",
    re.I,
)
_NOT_SURE = re.compile(r"\b(?:sure|know if|promise|trust|can'?t stop|why)\b[^.!?]*$", re.I)
# "You asked me if I was thinking of suicide, and no, I'm not": somebody else's question is told, and answered, and that is all.
_ASKED = re.compile(
    r"\b(?:(?:you|they|he|she|who|my \w+|the \w+|doctor|gp|nurse|mum|mom|dad) (?:\w+ ){0,2}ask(?:ed|s|ing)?|(?:was|got|been|am|were) (?:\w+ )?asked)\b[^.!?\n]*$",
    re.I,
)
_ANSWERED_NO = re.compile(
    r"^[^.!?\n]{0,80}\b(?:no|nope),? (?:i'?m|i am|i was|i do|i did|i have|i would) ?n[o']?t(?=\s*(?:[.!?,;\n]|$))",
    re.I,
)
# In the other languages a denial stands just before what it denies; a few words between, and none that starts anew.
_NO = {
    "de": r"(?:nicht|nich|nix|nie|niemals|kein\w*|ohne|weder|noch nie)",
    "es": r"(?:no|n[aã]o|sem|nunca|jam[aá]s|sin|ni|tampoco|ning[uú]n\w*)",
    "fr": r"(?:pas|plus|jamais|sans|aucune?|ni|point)",
    "pt": r"(?:n[aã]o|nunca|jamais|sem|nem|nenhum\w*|n(?= quero))",
}
_STARTS_ANEW = {
    "de": r"(?:mehr|kann|aufhör\w*|aufzuhör\w*|sicher|weiß|weiss|wei(?:ß|ss)t|ob|warum|wieso|aus|aber|und|weil|denn|sondern|nur|so|gut|(?<!dass )(?<!daß )ich)",
    "es": r"(?:m[aá]s|puedo|aguanto|soporto|s[eé]|sab[ei]\w*|dejo|dejar|paro|parar|si|pero|y|porque|sino|solo|s[oó]lo|importa|bien|yo|quiero(?= morir sola)|sirvo|valgo)",
    "fr": r"(?:arr[eê]te\w*|mieux|sais|savoir|si|mais|et|parce|car|seulement|bien|bon|peux|possible|je|j'\w*)",
    "pt": r"(?:mais|aguento|consigo|posso|paro|parar|deixo|deixar|sei|saber|se|mas|e|porque|pq|s[oó]|bem|eu|suporto|sirvo|importa|presto)",
}
_JUST_DENIED = {
    name: re.compile(rf"\b{no}(?:,? (?!{_STARTS_ANEW[name]}\b)[^\W\d_][\w'-]*){{0,3}} *$", re.I)
    for name, no in _NO.items()
}
_HAS_NO = {name: re.compile(rf"\b{no}\b", re.I) for name, no in _NO.items()}
# "No quiero vivir" and "ich will nicht mehr leben" deny life, not death.
_OF_LIFE = re.compile(
    r"\b(?:liv(?:e|ing)|exist(?:ing)?|alive|here|leben\w*|weiter\w*|existier\w*|da sein|hier sein|aufwachen|überleben|viv\w+|existir|seguir\w*|estar aqu[ií]|despertar\w*|"
    r"vivre|exister|continuer|[eê]tre l[aà]|r[eé]veiller|acordar|continuar|sicher|s[uú]r\w*|seguran\w+|salvo|s[eé]curit[eé]|garantier\w*)\b",
    re.I,
)
_DENIED_AFTER = {
    "de": re.compile(
        r"^(?: (?:will|würde|wuerde|werde|möchte|wollte|tu|tue))?(?: ich)?(?: mich| mir)?(?: aber| sicher)? (?:nicht|nich|nie|niemals)\b(?! (?:mehr )?(?:leben|aushalten|können))",
        re.I,
    ),
    "fr": re.compile(r"^ (?:pas|jamais|plus(?=\s*[.!,]|\s*$| depuis))\b(?! (?:assez|encore))", re.I),
}
# "Je n'arrête pas de penser à mourir": what is denied is the stopping.
_CAN_NOT_STOP = re.compile(
    r"\b(?:arr[eê]t\w*|cess\w*|emp[eê]ch\w*|s[uû]re?|aufhör\w*|dejar de|parar de|paro de|dejo de|deixo de|deixar de|evitar) (?:pas |plus )?[^.!?]*$",
    re.I,
)
_IN_A_STORY = re.compile(
    r"\b(?:movie|film|show|series|episode|novel|character|song|lyrics?|game|boss fight|level \d|fortnite|minecraft|netflix|documentary|book|article|podcast|poem|meme|joke|comedy|stage|play|exam question|essay|training|course|workshop|leaflet|poster|campaign|headline|the news|script|chapter|quote|"
    r"serie|staffel|folge|roman|figur|hörbuch|krimi|spiel|videospiel|theaterstück|lied|referat|pel[ií]cula|novela|canci[oó]n|personaje|videojuego|libro|cap[ií]tulo|obra de teatro|teatro|noticias|"
    r"s[eé]rie|chanson|personnage|jeu vid[eé]o|livre|pi[eè]ce|bouquin|filme|m[uú]sica|personagem|livro|jogo|jornal|not[ií]cia)\b",
    re.I,
)
_HYPERBOLE = re.compile(
    r"\b(?:lol+|lmao|haha\w*|rofl|figuratively|if (?:he|she|they|my boss|this) (?:\w+ ){0,4}(?:one more|again)|of embarrassment|laughing|for a (?:nap|coffee|pizza|beer|drink|sandwich|burger|kebab|biscuit|shower|cigarette|holiday)|"
    r"vor (?:lachen|scham|langeweile|hunger|hitze|freude|neugier)|totgelacht|tot ?lachen|de (?:la )?(?:risa|hambre|verg[uü]enza|calor|fr[ií]o|sueño|aburrimiento|amor|envidia)|"
    r"de (?:rire|faim|soif|honte|chaud|froid|fatigue|trouille|rire)|d'(?:envie|ennui)|de (?:rir|fome|vergonha|calor|frio|sono|t[eé]dio|rir|saudades?|cansaço|in?veja|ciúmes?)|jaja\w*|kkk+|rsrs\w*|mdr+|ptdr|haha\w*|"
    r"por (?:um|uma|un|una) (?:caf[eé]|siesta|pizza|soneca|chocolate|cerveza|cerveja)|für (?:ein|eine|einen) (?:eis|kaffee|pizza|bier|döner|nickerchen)|pour (?:un|une) (?:caf[eé]|pizza|sieste|bi[eè]re|croissant))\b",
    re.I,
)
_OF_ANOTHER = re.compile(
    r"\b(he|she|they|my (?:\w+ )?(?:friend|mum|mom|dad|brother|sister|son|daughter|wife|husband|partner|boyfriend|girlfriend|ex|cousin|flatmate|roommate|mate|nan|gran|uncle|aunt|boss|colleague|neighbour|neighbor)|someone|somebody|a (?:girl|guy|friend|lad|kid|woman|man)|who|people|patients|characters?|"
    r"(?:mein|meine|meiner|mon|ma|mi|mis|meu|minha) (?:freund\w*|mutter|mama|vater|papa|bruder|schwester|sohn|tochter|mann|frau|kollegin|copine?|copain|pote|amie?|m[eè]re|p[eè]re|fr[eè]re|soeur|sœur|fils|fille|mari|femme|"
    r"amig[oa]|madre|padre|herman[oa]|hij[oa]|novi[oa]|marido|mujer|esposa|pareja|m[aã]e|pai|irm[aã]o?|filh[oa]|namorad[oa]|colega)|er|elle|ella|ele|ela)\b[^.!?]{0,30}$",
    re.I,
)


_MEANT = frozenset({"intent", "active", "plan", "threat"})
_NOT_INSIDE = re.compile(r"\b(?:not|never|no longer|dont|wouldnt|wont)\b|n't\b", re.I)


def statements(text: str, *, is_calm: bool = False) -> list[Statement]:
    """Return the explicit statements of a message, the gravest first; empty when nothing explicit is said.

    Every language is looked for in every message: people in distress fall back on their first one. ``is_calm`` says
    that everything else in the message speaks of an ordinary day; then patterns that also fit one are left out.
    """
    plain = text.replace("’", "'")
    is_calm = is_calm or bool(_TOOL.search(plain))
    found = [
        Statement(one.cue, one.level, Span(hit.start(), hit.end(), text[hit.start() : hit.end()], one.cue))
        for one in _SIEVE.of(plain)
        if not (is_calm and one.is_loose)
        for hit in one.words.finditer(plain)
        if hit.group().strip() and not _is_only_words(plain, hit, one)
    ]
    found.sort(key=lambda one: (-one.level, one.span.start - one.span.end, one.span.start))
    return [one for n, one in enumerate(found) if not any(_is_inside(one, other) for other in found[:n])]


def _is_inside(one: Statement, other: Statement) -> bool:
    return other.span.start <= one.span.start and one.span.end <= other.span.end


_LONG_AGO = re.compile(
    r"\b(?:used to|years? (?:ago|since)|years since|as a (?:teen\w*|kid|child)|when i was (?:a |an |in |at |\d|my)|there was a time|since i last|in my (?:teens|twenties|thirties)|"
    r"old (?:journals?|diar\w+)|asked (?:me )?(?:if|was i|whether|about)|(?:said|say|told \w+) no\b|"
    r"vor (?:vielen |\w+ )?jahren|früher|damals|als (?:kind|teenager|jugendliche\w*)|hace (?:muchos |\w+ )?años|de (?:niñ[oa]|adolescente|joven)|il y a (?:\w+ )?(?:ans|longtemps)|"
    r"(?:quand|lorsque) j'[eé]tais|[aà] l'[eé]poque|h[aá] (?:muitos |\w+ )?anos|quando (?:eu )?era)",
    re.I,
)
_NOW_AGAIN = re.compile(
    r"\b(?:again|now|tonight|still|today|lately|keeps?|coming back|is back|are back|wieder|immer noch|otra vez|de nuevo|todav[ií]a|encore|ce soir|toujours|de novo|ainda)\b",
    re.I,
)
# "Today I keep bees" beside what was long ago tells of a life that went on, so these count in the same sentence only.
_TODAY = re.compile(r"\b(?:jetzt|heute|ahora|hoy|maintenant|aujourd'hui|agora|hoje)\b", re.I)
_SENTENCE_ENDS = re.compile(r"[.!?;\n]")


def _is_only_words(text: str, hit: re.Match[str], one: _Pattern) -> bool:
    """Return whether the words around say that it is denied, told of a story, or meant otherwise."""
    before, around = (
        text[max(0, hit.start() - 45) : hit.start()],
        text[max(0, hit.start() - 90) : hit.end() + 90],
    )
    is_story = bool(_IN_A_STORY.search(around)) and not re.search(
        r"\bi (?:want|wanna|will|am going)\b", before, re.I
    )
    is_past = one.level <= 3 and bool(_LONG_AGO.search(around)) and not _is_now(text, hit, around)
    is_light = one.level <= 2 and bool(_HYPERBOLE.search(around))
    return _is_denied(text, before, hit, one) or is_story or is_past or is_light


def _is_now(text: str, hit: re.Match[str], around: str) -> bool:
    """Return whether it is told as coming back, or as of today in the same sentence."""
    before, after = _SENTENCE_ENDS.split(text[: hit.start()])[-1], _SENTENCE_ENDS.split(text[hit.end() :])[0]
    return bool(_NOW_AGAIN.search(around) or _TODAY.search(before + hit.group() + after))


def _is_denied(text: str, before: str, hit: re.Match[str], one: _Pattern) -> bool:
    is_meant = one.cue in _MEANT or (one.cue == "selfharm" and one.language != "en")
    if is_meant and _is_denied_inside(hit.group(), one.language):
        return True
    if one.cue == "passive":
        return False
    if one.language == "en":
        is_answered = bool(_ASKED.search(before) and _ANSWERED_NO.search(text[hit.end() :]))
        return is_answered or _is_denied_in_english(before)
    after = _DENIED_AFTER.get(one.language)
    is_after = after is not None and bool(after.search(text[hit.end() :]))
    is_before = bool(_JUST_DENIED[one.language].search(before)) and not _CAN_NOT_STOP.search(before)
    return is_after or is_before


def _is_denied_inside(said: str, language: str) -> bool:
    """Return whether a denial stands inside the words and what it denies is not life."""
    no = _NOT_INSIDE if language == "en" else _HAS_NO[language]
    return bool(no.search(said)) and not _OF_LIFE.search(said)


def _is_denied_in_english(before: str) -> bool:
    here = _NEW_START.split(before)[-1]
    return bool(_DENIED_IN_ENGLISH.search(here)) and not _NOT_SURE.search(here)


# In a kitchen or at work a knife in the hand is a tool; here the words alone have to tell, in any language.
_TOOL = re.compile(
    r"\b(?:cook\w*|onions?|dinner|potato\w*|peel\w*|wrapping|sewing|carrots?|kitchen|paper|cebollas?|cocin\w+|cena|patatas?|papas|tomates?|pan|jam[oó]n|cebola|cozinh\w+|jantar|batatas?|p[aã]o|"
    r"bolo|papel|oignons?|cuisin\w+|l[eé]gumes|carottes?|papier|pain|zwiebeln?|koch\w*|gemüse|brot|kartoffeln?|bastel\w*|küche|karotten?|costur\w+|couture|nähen)\b",
    re.I,
)
_LIGHT = re.compile(
    r"\b(?:lol+|lmf?ao+|rofl|ha(?:ha)+|hehe+|jk|joking|kidding|obv(?:iously)?|literally|i swear|one more|(?:game|boss|level|match|ranked|lag|mic|server|laptop|phone|phone's|battery|"
    r"movie|film|song|episode|series|sprints?|squad|grenade|parking|hill|cake|pasta|lasagn[ae]|chocolate|biscuits?|burpees|trainer|gym|projects?|exams?|homework|deadline|sims?|meme|lunch|fork|pan|"
    r"haircut|outfit|socks|traffic|commute|queue|printer|wifi|spreadsheet|weeds?|roses|slugs|mosquito\w*|spider|fly|moles?|kettle|tea|coffee|beer|nap|sleep in|keto|diet))\b",
    re.I,
)


def may_be_said_lightly(text: str) -> bool:
    """Return whether a message has words of jokes, games and everyday trouble around a grave phrase."""
    return bool(_LIGHT.search(text))


def of_another(text: str, span: Span) -> Span | None:
    """Return the words before a statement that name somebody else as the one it is about, or None."""
    start = max(0, span.start - 60)
    found = _OF_ANOTHER.search(text[start : span.start])
    return Span(start + found.start(1), start + found.end(1), found[1], "third_party") if found else None
