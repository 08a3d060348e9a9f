"""Kappa of the second labelling: somebody labelled a tenth of the messages again without seeing the first labels.

``corpora/second/*.txt`` holds lines as in the voices' files; the text finds the first labelling.
"""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from training import corpora, sentences
from training.figures import held, kappa
from training.heads import ACTS, CUES, DRIFTS, EMOTIONS, MECHANISMS

NO_DRIFT = frozenset({"none"})


def pairs() -> dict[str, list[tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]]]:
    """Return for each side (first, second) labels of the messages that were labelled twice."""
    first = {(one.side, one.example.text): one.example.known for one in corpora.messages()}
    second = [one for path in sorted((corpora.FOLDER / "second").glob("*.txt")) for one in corpora.read(path)]
    return {
        side: [
            (first[side, one.example.text], one.example.known)
            for one in second
            if one.side == side and (side, one.example.text) in first
        ]
        for side in ("seeker", "supporter")
    }


def figures() -> Iterator[tuple[str, float, int]]:
    """Yield (what, kappa, messages); for heads of many labels the mean over labels that occur at least five times."""
    seeker, supporter = pairs().values()
    if not seeker and not supporter:
        return
    level = [(min(a["level"]), min(b["level"])) for a, b in seeker]
    yield "level A0-A4", kappa(*zip(*level, strict=True)), len(seeker)
    yield (
        "talk",
        kappa(*zip(*((min(a["talk"]), min(b["talk"])) for a, b in seeker), strict=True)),
        len(seeker),
    )
    yield (
        "need",
        kappa(*zip(*((min(a["need"]), min(b["need"])) for a, b in seeker), strict=True)),
        len(seeker),
    )
    strong = np.array([(len(a["intensity"]), len(b["intensity"])) for a, b in seeker])
    yield "intensity, within one step", float((np.abs(strong[:, 0] - strong[:, 1]) <= 1).mean()), len(seeker)
    for head, labels, both in (
        ("emotion", EMOTIONS, seeker), ("cue", CUES, seeker), ("act", ACTS, supporter),
        ("mechanism", MECHANISMS, supporter), ("drift", DRIFTS, supporter),
    ):  # fmt: skip
        one, other = held(labels, (a[head] for a, _ in both)), held(labels, (b[head] for _, b in both))
        often = [n for n in range(len(labels)) if one[:, n].sum() >= 5]
        if often:
            yield head, float(np.mean([kappa(one[:, n], other[:, n]) for n in often])), len(both)
    if supporter:
        any_drift = [(a["drift"] != NO_DRIFT, b["drift"] != NO_DRIFT) for a, b in supporter]
        yield "any drift", kappa(*zip(*any_drift, strict=True)), len(supporter)


def counted() -> Iterator[str]:
    """Yield how many messages and sentences there are, and how many messages were labelled twice."""
    kept, twins = corpora.without_twins(corpora.messages())
    sides = Counter(one.side for one in kept)
    yield f"{len(kept)} messages in {len({one.voice for one in kept})} voices, {twins} near-duplicates taken out"
    yield ", ".join(f"{number} of {side}s" for side, number in sorted(sides.items()))
    twice = sum(map(len, pairs().values()))
    yield f"{twice} labelled twice, {100 * twice / len(kept):.1f} %"
    alone = (
        ("English about contact", sentences.contacts([""])), ("four languages", sentences.dangers()),
        ("English about the body", sentences.bodies([])),
    )  # fmt: skip
    yield ", ".join(f"{len(found)} sentences in {what}" for what, found in alone)


def show() -> None:
    """Print what there is, and the agreement."""
    print("\n".join(counted()))
    for name, value, many in figures():
        print(f"{name:30} {value:.2f}  ({many} messages)")
