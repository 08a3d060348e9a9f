"""Safe messaging and true claims as a table: words we do not use, why, and what to say instead. Pure.

The check over the repository and over what operators wrote is in ``config/wording.py``. A room that
keeps words of an operator registers them with ``@operator_words`` and refuses unsafe ones with
``require_safe`` where they are saved.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from beenthere.kernel.refusals import Refused
from beenthere.kernel.registers import Register

# What may stand between two words of a phrase: line breaks, markup, and the seams of a string that
# goes on in the next line of a .py, .js or .po file.
GAP = r"(?:\s|[\"'+\\*_`]|<[^<>\n]*>|&nbsp;|(?<=[\s\"'])f(?=[\"']))+"
# What turns a claim into its opposite, shortly before it.
_NOT = re.compile(
    r"\b(?:not?|never|neither|nor|without|cannot|can not|isn't|aren't|don't|instead of)\b[^.!?;:]{0,40}$",
    re.IGNORECASE,
)
LOOK_BACK = 60


@dataclass(frozen=True)
class Rule:
    """Words we do not use; ``negated`` says that "not ..." before them makes them all right."""

    slug: str
    pattern: str
    why: str
    say: str
    negated: bool = False

    @property
    def expression(self) -> "re.Pattern[str]":
        """Return the pattern, with every space ready for markup and line breaks."""
        pattern = self.pattern
        for written, meant in (
            ("[- ]", f"(?:-|{GAP})"),
            ("[ -]", f"(?:-|{GAP})"),
            (" ?", f"(?:{GAP})?"),
            (" ", GAP),
        ):
            pattern = pattern.replace(written, meant)
        return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A place where words stand that we do not use."""

    rule: Rule
    words: str
    line: int


class WordsAreUnsafe(Refused):
    """Somebody who runs the service wrote words that this service does not show; ``found`` says which."""

    def __init__(self, found: list[Found]) -> None:
        super().__init__(" ".join(f"“{one.words}”: {one.rule.why} {one.rule.say}" for one in found))
        self.found = found


_DIED = "Say “died by suicide” or “took their own life”."
_TRIED = "Say “attempt”, “survived an attempt” or “died by suicide”."
_NO_METHOD = "Say nothing of how; say “something dangerous” or “harmful”."
# domain.md 3.5, after the Action Alliance framework, reportingonsuicide.org and the Samaritans' guidelines.
SAFE_MESSAGING: tuple[Rule, ...] = (
    Rule("committed", r"commit(?:s|ted|ting)? (?:a )?suicides?|suicides? (?:was|were|is|are|being) committed", "It makes a death sound like a crime.", _DIED),
    Rule("successful", r"(?:un)?successful(?:ly)? (?:suicides?|suicide attempts?)|(?:failed|botched|completed?|incomplete) (?:suicides?|attempts? (?:at|of) suicide|suicide attempts?)|(?:(?:un)?successful|failed|botched) attempts?(?! (?:to|at|in|on|per|with|of|by) (?!die|end|kill|take))|succeeded in (?:killing|taking)", "A death is no success and a life no failure.", _TRIED),
    Rule("epidemic", r"suicide (?:epidemic|wave|outbreak)|epidemic of suicides?|wave of suicides?|sky-?rocketing suicides?", "It makes suicide look common and catching.", "Give the plain number with its source, or “more people”."),
    Rule("attention", r"cry for (?:attention|help)|cries for (?:attention|help)|attention[- ]seek(?:ing|ers?)|suicide gestures?|suicide threats?|parasuicides?", "It makes light of pain.", "Say what the person said or did, and that it is to be taken seriously."),
    Rule("romantic", r"(?:finally|at last|now) (?:at peace|free of pain|free from pain|in peace)|(?:at peace|free) at last|in a better place now|peaceful way out|easy way out|way out of (?:the|their|his|her|your|all) (?:pain|suffering)|end(?:ed|s|ing)? (?:the|their|his|her|your|all) suffering", "It makes death look like a solution.", "Speak of the life, the loss, and of people who came through."),
    Rule("single cause", r"suicides? (?:because of|caused by|due to)|driven to suicide|drove (?:him|her|them|me) to suicide|bullied to death|killed (?:himself|herself|themselves) (?:because|over|after)|died by suicide (?:because|over|after)|the (?:only )?reason for (?:the|his|her|their) suicide", "It is never one thing, and one cause looks like a rule.", "Say “many things come together”, or leave the cause out."),
    Rule("inevitable", r"(?:nothing could|nobody could|no one could) have (?:stopped|prevented|saved|helped)|suicides? (?:can not|can't|cannot) be prevented|doomed to suicide", "Most people who think of suicide live, and help helps.", "Say that help works and where it is."),
    Rule("blame", r"(?:suicide|killing yourself) is (?:a )?(?:selfish|cowardly|coward's|sin|weak|crime)|selfish act|coward's way", "Blame keeps people from asking for help.", "Say “You are not to blame, and help is there.”"),
    Rule("method", r"hang(?:s|ed|ing)? (?:him|her|them|my|your)sel(?:f|ves)|hung (?:him|her|them|my)sel(?:f|ves)|nooses?|slit(?:s|ting)? (?:his|her|their|your|my)? ?wrists?|cut(?:s|ting)? (?:his|her|their|your|my) wrists?|sh(?:oot|oots|ot|ooting) (?:him|her|them|my|your)sel(?:f|ves)|jump(?:s|ed|ing)? (?:off|from|in front of|under) (?:a |an |the )?(?:bridge|building|roof|cliff|balcony|window|train|tracks?|car|truck)|carbon monoxide|helium (?:bag|hood|tank)|suicide bag|drown(?:s|ed|ing)? (?:him|her|them|my|your)sel(?:f|ves)", "Naming a method can teach it.", _NO_METHOD),
    Rule("dose", r"lethal (?:dose|amount|quantity)|fatal dose|overdos(?:e|ed|es|ing) (?:on|of|with) \w+|\d+ ?(?:mg|milligrams?|pills|tablets|grams?) of \w+|(?:took|take|taking|swallowed) \d+ (?:\w+ )?(?:pills|tablets)|how many (?:pills|tablets)", "Doses and amounts can be copied.", _NO_METHOD),
    Rule("place", r"suicide (?:spot|hotspot|bridge|forest|site|landmark)|(?:known|famous|popular|notorious) (?:place|spot|bridge) for suicides?", "Naming a place can draw people to it.", "Leave the place out."),
    Rule("note", r"suicide notes?|last note read|farewell letter read", "Words of a last letter spread easily.", "Leave it out."),
    Rule("label", r"suicidal (?:patients?|cases?|individuals?|type|person|people)|suicide (?:victims?|cases?)|mentally ill people|the mentally ill|(?:psycho|schizo|lunatic)s?|committed to an asylum|junkies?|addicts?", "A person is more than that.", "Say “a person who thinks of suicide”, “a person with …”."),
    Rule("shock", r"graphic (?:photos?|images?|details?) of|(?:image|photo|picture) of the body|gruesome", "Shocking pictures hurt those who are close to it.", "Leave it out; add help and people who came through.", negated=True),
    # Other languages: at least the words that their own guidelines name first.
    Rule("committed, German", r"Selbstm[oö]rd\w*|Freitod\w*|Suizid begangen|beging(?:en)? Suizid", "Es klingt nach Verbrechen oder Freiheit.", "„Suizid“, „nahm sich das Leben“."),
    Rule("committed, French", r"comm(?:is|et|ettre|ettent) (?:un|le|son) suicide|suicide réussi|tentative (?:ratée|réussie)", "Cela en fait un crime ou un succès.", "« mort par suicide », « tentative »."),
    Rule("committed, Spanish", r"comet(?:er|i[oó]|e|ido) (?:el |un )?suicidio|suicidio consumado|intento (?:fallido|exitoso)", "Suena a delito o a éxito.", "«murió por suicidio», «intento»."),
)  # fmt: skip
# What we can not keep must not be said, and what we are not must not be claimed (T41).
CLAIMS: tuple[Rule, ...] = (
    Rule("anonymous", r"anonym(?:ous|ously|ity)", "Somebody who runs a server can find people again.", "Say “no name needed”.", negated=True),
    Rule("encryption", r"end-to-end[ -]encrypt(?:ed|ion)|end-to-end|e2ee", "The server reads what it guides; it is not.", "Say “encrypted on our server”.", negated=True),
    Rule("hipaa", r"(?:HIPAA|GDPR|DSGVO|ISO ?27001)[ -](?:compliant|certified|approved|conform)|HIPAA", "No seal was given.", "Say what is done, not which seal it would get.", negated=True),
    Rule("hundred", r"(?:100|hundred) ?(?:%|per ?cent) (?:safe|secure|private|confidential|effective)|completely (?:safe|secure|private|confidential)|totally (?:safe|secure|private)|guaranteed? (?:safe|relief|help|to help)|unhackable|military[- ]grade|bank[- ]grade", "Nothing is.", "Say what is done and what is left.", negated=True),
    Rule("validated", r"clinically (?:proven|validated|tested)|scientifically proven|evidence-based (?:treatment|therapy|cure)|FDA[- ](?:approved|cleared)|proven to (?:cure|heal|prevent suicide)", "Nobody has shown that.", "Say what was measured, on whom, with its number.", negated=True),
    Rule("risk", r"(?:low|medium|moderate|high|elevated|at)[- ]risk (?:of suicide|user|person|people|seeker|level|group)|(?:low|medium|moderate|high)[- ](?:suicide[- ])?risk|risk[- ](?:scores?|levels?|categor(?:y|ies)|stratification)|suicide[- ]risk (?:score|level|assessment|prediction)", "No number and no class foretells a death.", "Say what the person said and what we do now (A0-A4).", negated=True),
    Rule("patient", r"(?:our|your|the|a|each|every|this|these|some|new) patients?|patients", "Nobody here is one.", "Say “seeker”, “person” or “you”.", negated=True),
    Rule("treatment", r"(?:our|your|get|start|begin|receive|offer|online|effective|free) (?:treatment|therapy)|treatment plans?|(?:our|your own|a licen[cs]ed) (?:therapists?|counsell?ors?|clinicians?)", "We do not treat.", "Say “support”, “a talk”, “a peer”.", negated=True),
)  # fmt: skip
RULES = SAFE_MESSAGING + CLAIMS
# Lock screens and shared devices read along: nothing of what this is about.
NOTICES: tuple[Rule, ...] = (
    Rule("neutral", r"suicid\w*|kill\w*|self-?harm\w*|crisis|crises|die|dying|death|dead|danger\w*|unsafe|not safe|safety plan|emergency|distress\w*|lonel\w*|grief|griev\w*|depress\w*|anxi\w*|panic\w*|abus\w*|drunk|drugs?|therap\w*|mental|peer support|support(?:er|ers|ed|ing|s)?|seeker\w*|feeling\w*|feel|sad|hurt yourself|helplines?|hotlines?|message from|talk(?:s|ed|ing)? (?:about|with|to)", "Somebody else may read the screen.", "Say “A note for you” and nothing of what it is about."),
)  # fmt: skip


_compiled = {rule: rule.expression for rule in (*RULES, *NOTICES)}


def found_in(text: str, rules: Iterable[Rule] = RULES) -> list[Found]:
    """Return every place where a text breaks a rule, in order."""
    return sorted(
        (
            Found(
                rule,
                " ".join(re.sub(r"<[^<>]*>|[\"'+\\*_`]", " ", match.group()).split()),
                text.count("\n", 0, match.start()) + 1,
            )
            for rule in rules
            for match in _compiled[rule].finditer(text)
            if not (rule.negated and _NOT.search(text[max(0, match.start() - LOOK_BACK) : match.start()]))
        ),
        key=lambda one: one.line,
    )


def require_safe(*texts: str) -> None:
    """Let words of an operator pass.

    :raises WordsAreUnsafe: with every place, why, and what to say instead
    """
    if found := [one for text in texts for one in found_in(text)]:
        raise WordsAreUnsafe(found)


OperatorWords = Callable[[], Iterable[tuple[str, str]]]
# Whose answers are checked: pairs of where the words stand and the words.
operator_words: Register[OperatorWords] = Register()
