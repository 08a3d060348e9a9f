"""Whom and what some English words name: pure, so that a sentence about one loss is never said over another.

Only what is named counts, never what is meant: words that name nothing known leave nothing to compare.
"""

import re
from collections.abc import Mapping

# Whom: each must have been named by the seeker before a sentence may speak of them.
_PEOPLE = {
    "mum": r"mums?|moms?|mother|mummy|mommy|mama|mam",
    "dad": r"dads?|father|daddy|papa",
    "parents": r"parents?",
    "husband": r"husband|hubby|widow",
    "wife": r"wife|widower",
    "partner": r"partner|boyfriend|girlfriend|spouse|fianc[eé]e?|marriage",
    "ex": r"ex",
    "brother": r"brothers?",
    "sister": r"sisters?",
    "siblings": r"siblings?|twin",
    "son": r"sons?|boy",
    "daughter": r"daughters?|girl",
    "baby": r"baby|babies|newborn|little one|bump",
    "child": r"child|children|kids?|toddler",
    "grandmother": r"grandmother|grandma|granny|gran|nan|nana",
    "grandfather": r"grandfather|grandad|granddad|grandpa",
    "family": r"aunt|auntie|uncle|cousin|niece|nephew|in-laws?",
    "friend": r"friends?|mates?|bestie",
    "boss": r"boss|manager|supervisor",
    "colleague": r"colleagues?|coworkers?|co-workers?",
    "flatmate": r"flatmates?|roommates?|housemates?",
    "neighbour": r"neighbou?rs?",
    "teacher": r"teachers?",
    "therapist": r"therapist|counsellor|counselor",
    "dog": r"dogs?|puppy",
    "cat": r"cats?|kitten",
    "animal": r"horse|pony|rabbit|hamster|parrot|budgie|guinea pigs?",
    "he": r"he|him|his",
    "she": r"she|her|hers",
}
# What cannot be mistaken for anything else without hurting: each must have been named as well.
_GRAVE = {
    "death": r"die|dies|died|dying|dead|death|killed|murdered|passed away|passed on|funeral|buried|burial|cremat\w+|widow\w*"
    r"|grief|grieving|bereave\w+|(?:lost|losing|loss of) (?:my|our|a|the|both|his|her) (?:late |little |dear |best |older |big )?(?:"
    + "|".join(words for name, words in _PEOPLE.items() if name not in ("he", "she", "boss", "ex"))
    + ")",
    "suicide": r"suicid\w+|(?:killed|hanged) (?:him|her|them)sel(?:f|ves)|took (?:his|her|their) own li(?:fe|ves)",
    "miscarriage": r"miscarr\w+|stillb\w+|lost (?:the|my|our|a) (?:baby|pregnancy)",
    "illness": r"dementia|alzheimer\w*|stroke|cancer|chronic|illness|ill|sick|terminal\w*|diagnos\w+",
    "violence": r"attacked|robbed|raped?|beat(?:en)?|hits me|abus\w+|assault\w*",
    "childless": r"infertil\w*|ivf|cannot have (?:children|a baby|kids)|can'?t have (?:children|a baby|kids)",
    "divorce": r"divorc\w+|the marriage ended",
}
# What it is about: one of those that a situation names is enough, for they are often told in one breath.
_MATTERS = {
    "exam": r"exams?|finals|revision|revising|studying|test(?! results)",
    "school": r"school|class|lessons?|bull(?:y|ied|ying)",
    "college": r"university|uni|college|degree|studies",
    "job": r"jobs?|work|working|fired|redundan\w+|unemployed|overtime|shifts?|office|interview|promotion|promoted",
    "money": r"money|debts?|rent|bills?|wages?|benefits|loan|bailiffs?|overdraft",
    "drink": r"drink\w*|drank|drunk|wine|beer|vodka|booze|alcohol|sober|relaps\w+",
    "gambling": r"gambl\w+|bet|bets|betting|casino",
    "smoking": r"smok\w+|cigarettes?",
    "breakup": r"break ?up|broke up|split up|dumped|(?:she|he|they) left(?: me)?|left me",
    "abroad": r"abroad|country|refugee|migrant|immigrant|visa|asylum|homesick",
    "results": r"results|scan|biopsy",
    "panic": r"panic\w*",
    "phone": r"scroll\w*|phone in bed",
    "shape": r"weight|ugly|mirror|fat|binge\w*",
    "self-harm": r"hurt(?:ing)? myself|cut(?:ting)? myself|scratch myself|self-?harm\w*",
    "care": r"care home|caring for|carer",
    "accident": r"accident|crash",
    "home lost": r"flooded|burnt down|fire|homeless|thrown out|evict\w+",
    "war": r"war|explosions?|bomb\w*|shelling",
    "wedding day": r"birthday|anniversary",
    "coming out": r"gay|lesbian|bisexual|trans|queer",
    "retired": r"retired|retirement",
}
_MORE_GENERAL = {
    "mum": {"parents", "she"}, "dad": {"parents", "he"}, "husband": {"partner", "he"}, "wife": {"partner", "she"},
    "brother": {"siblings", "he"}, "sister": {"siblings", "she"}, "son": {"child", "he"}, "daughter": {"child", "she"},
    "baby": {"child"}, "miscarriage": {"baby", "child", "death"}, "suicide": {"death"},
    "grandmother": {"she"}, "grandfather": {"he"},
}  # fmt: skip
# A sentence speaks of "a friend" or "another parent" in general; that names nobody.
_IN_GENERAL = {"friend", "parents", "teacher", "therapist", "colleague", "family"}
LEAST_SHARED = 2
_UNSAID = frozenset({"he", "she"})

_STOPWORDS = frozenset(
    re.findall(
        r"\w+",
        """
        able about actually after again against ago all almost alone also always and any anybody anymore anyone
        anything are aren around ask away back bad because been before being better between big bit both but came
        can cannot come could couldn day days did didn does doesn doing don done down each else end enough even
        evening ever every everybody everyone everything far feel feeling feels felt few first for found from gave
        get gets getting give go goes going gone good got had has have haven having her here hers him his how i'm
        into isn it's its itself just keep keeps kind knew know knows last later left less lost let life like little
        long look lot made make makes making many may maybe mean might mine minute minutes month months more most
        much must myself need needs never new next night no nobody none nor not nothing now off often okay old once
        one only onto open other others our out over own part people place put quite rather really right said same
        saw say saying says see seem seems set she should shouldn since small some somebody someone something
        sometimes soon sort start still stop stopped such sure take takes talk talking talks tell than thank thanks
        that the their them then there these they thing things think this those though thought three through time
        times today together told tomorrow tonight too took tried try trying turn two under until upon use used very
        wait want wanted wants was wasn way week weeks well went were weren what when where whether which while who
        whole why will with without won words would wouldn year years yes yesterday yet you your yours yourself
        january february march april june july august september october november december monday tuesday wednesday
        thursday friday saturday sunday
        """,
    )
)


def _patterns(words: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"\b(?:{found})\b") for name, found in words.items()}


_WHO, _WHAT, _MATTER = _patterns(_PEOPLE), _patterns(_GRAVE), _patterns(_MATTERS)


def may_be_said(*, fits: str, say: str, heard: str) -> bool:
    """Return whether everybody and everything grave that a sentence speaks of was named, and nobody else's loss was."""
    said, situation, sentence = heard.lower(), fits.lower(), say.lower()
    who = _named(_WHO, situation) | (_named(_WHO, sentence) - _IN_GENERAL)
    what = _named(_WHAT, situation)
    heard_of = _closed(_named(_WHO, said) | _named(_WHAT, said))
    if not who | what <= heard_of:
        return False
    if what and not _is_theirs(who | what, _named(_WHO, said)):
        return False
    return _is_about(situation, sentence, _named(_MATTER, said))


def _is_theirs(of_sentence: set[str], people: set[str]) -> bool:
    """Return whether nobody else was named: whose loss it is, is then not to be mistaken."""
    return all((_closed({person}) - _UNSAID) & of_sentence for person in people - _UNSAID)


def _is_about(situation: str, sentence: str, said: set[str]) -> bool:
    matters = _named(_MATTER, situation)
    return (not matters or bool(matters & said)) and _named(_MATTER, sentence) <= said


def _named(patterns: Mapping[str, re.Pattern[str]], words: str) -> set[str]:
    return {name for name, pattern in patterns.items() if pattern.search(words)}


def _closed(names: set[str]) -> set[str]:
    return names.union(*(_MORE_GENERAL.get(name, set()) for name in names))


def is_near(fits: str, heard: str) -> bool:
    """Return whether enough content words of a situation were said, by their first five letters or by what they name.

    One word in common is chance; two are a likeness. Of something grave more than half must have been said.
    """
    # A word that was said and also names something counts once, by its name.
    theirs = _stems(fits) | _all_named(fits)
    many = len(theirs & (_stems(heard) | _closed(_all_named(heard))))
    return many >= LEAST_SHARED and (2 * many > len(theirs) or not _named(_WHAT, fits.lower()))


def _all_named(words: str) -> set[str]:
    found = (_named(patterns, words.lower()) for patterns in (_WHO, _WHAT, _MATTER))
    return set[str]().union(*found) - _UNSAID


def _stems(words: str) -> set[str]:
    content = (word for word in re.findall(r"\w{3,}", words.lower()) if word not in _STOPWORDS)
    return {word[:5] for word in content if not _all_named(word)}
