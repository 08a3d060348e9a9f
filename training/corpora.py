"""Read the project's own corpora (CC0): voices, scenarios, messages and what is known about each."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.heads import ACT_CODES
from training.shapes import Example

FOLDER = Path(__file__).parent / "corpora"
# Whole voices are kept apart: nothing of a tested voice is trained on or tuned on.
TESTED = frozenset({"w03", "w11", "w17"})
TUNED = frozenset({"w21", "w26"})
TALK = {"c": "change", "s": "sustain", "n": "neutral"}
KIND_OF = {"sr": "reflection", "cr": "reflection", "oq": "question", "cq": "question"}
TWIN = 0.8
SIGNS = {"r": "relief", "t": "turning_point"}


class BadLine(ValueError):
    """A line of the corpora does not follow the guide."""


@dataclass(frozen=True)
class Message:
    """One message of the corpora with where it comes from."""

    voice: str
    scenario: str
    side: str
    example: Example
    register: str = ""
    region: str = ""
    age: str = ""
    mode: str = "line"


def messages(folder: Path = FOLDER) -> list[Message]:
    """Return every message, in the order of voices and files.

    :raises BadLine: a line does not follow ``GUIDE.md``; the text says which
    """
    return [one for path in sorted(folder.glob("w*/*.txt")) for one in read(path)]


def read(path: Path) -> Iterable[Message]:
    """Yield the messages of one file.

    :raises BadLine: a line does not follow the guide
    """
    about: dict[str, str] = {}
    before = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            about |= dict(part.strip().split(": ", 1) for part in line[1:].split("|") if ": " in part)
        elif line.strip():
            try:
                side, example = _message(line.strip(), before if about.get("kind") == "talk" else "")
            except (KeyError, ValueError) as error:
                raise BadLine(f"{path.name}:{number}: {error}") from error
            before = example.text
            yield Message(
                path.parent.name, path.stem, side, example,
                about.get("register", ""), about.get("region", ""), about.get("age", ""), about.get("mode", "line"),
            )  # fmt: skip


def _some(field: str) -> frozenset[str]:
    return frozenset(part for part in field.split(",") if part and part != "-")


def _message(line: str, context: str) -> tuple[str, Example]:
    parts = line.split("|")
    if parts[0] == "S" and len(parts) == 8:
        return "seeker", Example(parts[7].strip(), context, _seeker(parts))
    if parts[0] == "P" and len(parts) == 5:
        return "supporter", Example(parts[4].strip(), context, _supporter(parts))
    raise ValueError("neither a seeker's nor a supporter's line")


def _seeker(parts: Sequence[str]) -> dict[str, frozenset[str]]:
    _, emotions, intensity, need, level, cues, talk, _ = parts
    kinds = [TALK[letter] for letter in talk if letter in TALK] or ["neutral"]
    return {
        "emotion": _some(emotions),
        "intensity": frozenset(f"at-least-{n}" for n in range(1, int(intensity) + 1)),
        "need": frozenset({"unknown" if need == "-" else need}),
        "level": frozenset({level}),
        "cue": _some(cues),
        "talk": frozenset(kinds[:1]),
        "sign": frozenset(SIGNS[letter] for letter in talk if letter in SIGNS),
    }


def _supporter(parts: Sequence[str]) -> dict[str, frozenset[str]]:
    _, acts, mechanisms, drifts, _ = parts
    by_letter = {"e": "emotional_reaction", "i": "interpretation", "x": "exploration"}
    return {
        "act": frozenset(ACT_CODES[code] for code in _some(acts)),
        "kind": frozenset({KIND_OF.get(acts.split(",")[0], "other")}),
        "mechanism": frozenset(by_letter[letter] for letter in mechanisms if letter in by_letter),
        "drift": _some(drifts) or frozenset({"none"}),
    }


def part_of(voice: str) -> str:
    """Return ``test``, ``tune`` or ``train`` for a voice."""
    return "test" if voice in TESTED else "tune" if voice in TUNED else "train"


def without_twins(found: Sequence[Message]) -> tuple[list[Message], int]:
    """Return the messages without near-duplicates, and how many were taken away.

    A twin of a tested message is taken out of training, never the other way round.
    """
    rank = {"test": 0, "tune": 1, "train": 2}
    seen: dict[str, list[frozenset[str]]] = defaultdict(list)
    kept, gone = [], 0
    for one in sorted(found, key=lambda m: rank[part_of(m.voice)]):
        grams = triples(one.example.text)
        near = [other for gram in list(grams)[:6] for other in seen.get(gram, ())]
        # Very short messages ("yeah", "mm") are said by everybody; they may repeat inside one part but not across.
        if len(one.example.text.split()) > 3 and any(are_twins(grams, o) for o in near):
            gone += 1
            continue
        for gram in grams:
            seen[gram].append(grams)
        kept.append(one)
    return kept, gone


def are_twins(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two messages, given as their word triples, are near-duplicates: so many triples agree (Jaccard)."""
    return len(one & other) >= TWIN * len(one | other)


def triples(text: str) -> frozenset[str]:
    """Return the word triples of a text."""
    words = ["^", *text.lower().split(), "$"]
    return frozenset(" ".join(words[n : n + 3]) for n in range(max(1, len(words) - 2)))


def fingerprint(found: Sequence[Message]) -> str:
    """Return a short fingerprint of what was read, for the cards."""
    whole = "\n".join(f"{m.voice}|{m.side}|{m.example.text}" for m in found)
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def goemotions(path: Path, most: int) -> list[Example]:
    """Return a fixed sample of GoEmotions (Demszky et al., ACL 2020; CC BY 4.0), plain and neutral comments thinned out."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = {
        "sadness",
        "grief",
        "fear",
        "nervousness",
        "remorse",
        "embarrassment",
        "disappointment",
        "relief",
        "caring",
        "anger",
    }
    first = [row for row in rows if wanted & set(row["labels"])]
    rest = [row for row in rows if not wanted & set(row["labels"])]
    chosen = first[: most * 2 // 3] + rest[:: max(1, len(rest) // max(1, most // 3))]
    return [_comment(row["text"], frozenset(row["labels"])) for row in chosen[:most]]


DANGER = re.compile(
    r"\b(?:die[sd]?|dying|dead|death|kill\w*|suicid\w*|hurt\w*|harm\w*|cut\w*|overdos\w*|gun|shoot\w*|shot|stab\w*|murder\w*|blood|pills?|hang\w*|"
    r"alive|abus\w*|rape\w*|hospital|hopeless|worthless|end it|jump\w*|drown\w*|burn\w*|beat\w*|hit|depress\w*|goodbye)\b",
    re.I,
)


def _comment(text: str, labels: frozenset[str]) -> Example:
    """Return a comment; one without any word of danger also stands for everyday talk, in which there is no cue."""
    known = {"goemotions": labels}
    if not DANGER.search(text):
        known |= {"level": frozenset({"A0"}), "cue": frozenset()}
    return Example(text, "", known, weight=0.3)


def mibot(path: Path) -> list[Example]:
    """Return the counselling program's utterances of MIBot with their kind (Mahmood et al. 2025; CC BY-SA 4.0).

    Only the linear half of ``listening`` learns from them, see decision 0007.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Example(
            row["text"],
            row["context"][-1]["text"] if row["context"] else "",
            {"kind": frozenset({row["b3"]})},
            weight=0.5,
        )
        for row in rows
        if row.get("b3")
    ]
