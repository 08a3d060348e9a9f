"""What is wrong with the texts people agree to and with the kinds of tie, all problems at once."""

import re
from pathlib import Path
from typing import Any

import yaml

from beenthere.boundaries import rules, texts
from beenthere.kernel.content import CanNotBeRead, Problem, entries, is_words, read, unknown

NAMES = (
    "local_number", "who_can_see", "how_long", "contact", "minimum_age", "name", "minutes", "profession",
    "licence_place",
)  # fmt: skip
# Whoever writes their own words may leave much out, but not these.
MUST_SAY = {
    "seeker": ("local_number", "how_long", "contact"),
    "frame": ("name", "local_number"),
    "friend": ("local_number", "how_long", "contact"),
    "evening": ("name", "local_number"),
}
HEADER = ("kind", "version", "title", "boxes", "lines")
TIE = ("slug", "ask", "say", "forbids", "asks_detail", "changes")
DETAILS = ("profession", "licence_place")
BOX_SLUG = re.compile(r"[a-z][a-z_]{1,23}")
# Fields of the check-in, which stand beside the boxes in one form.
TAKEN = ("distress", "topics", "need", "language", "answer", "version")
LONGEST = 64_000


def problems(folder: Path = texts.FOLDER) -> list[Problem]:
    """Return everything wrong with our texts and ties."""
    paths = sorted((folder / "agreement").glob("*"))
    kinds = {path.name.split("-")[0] for path in paths}
    missing = [
        Problem(f"agreement/{kind}-1.md", "is missing", "Write it; see the other texts.")
        for kind in texts.KINDS_OF_TEXT
        if kind not in kinds
    ]
    return [
        *_of_folder(paths),
        *missing,
        *_of_ties(folder / "dual_roles.yml"),
        *_of_moments(folder / "moments.yml"),
    ]


def own_problems(folder: Path) -> list[Problem]:
    """Return everything wrong with a deployment's own texts; it may have none."""
    return _of_folder(sorted(folder.glob("*"))) if folder.is_dir() else []


def _of_folder(paths: list[Path]) -> list[Problem]:
    return [problem for path in paths for problem in of_agreement(path)]


def of_agreement(path: Path) -> list[Problem]:
    """Return everything wrong with one file."""
    where = f"agreement/{path.name}"
    named = texts.FILE_NAME.fullmatch(path.name)
    if not named:
        return [
            Problem(
                where,
                "has an unknown name",
                "Call it seeker-N.md, supporter-N.md, frame-N.md, friend-N.md, host-N.md or evening-N.md.",
            )
        ]
    try:
        words = path.read_text(encoding="utf-8")
        header, body = texts.split(words)
    except (OSError, ValueError, yaml.YAMLError):
        return [Problem(where, "has no readable header", "Start with a YAML header between two --- lines.")]
    if not isinstance(header, dict):
        return [Problem(where, "has an empty header", "Write kind, version and title.")]
    return [
        *_of_header(where, header, named[1], named[2]),
        *_of_boxes(where, header),
        *_of_body(where, header, body),
        *_of_placeholders(where, words),
        *_of_what_must_be_said(where, named[1], words),
    ]


def _of_header(where: str, header: dict[str, Any], kind: str, version: str) -> list[Problem]:
    found = unknown(where, header, HEADER)
    if header.get("kind") != kind:
        found.append(Problem(f"{where}: kind", "is not that of the file's name", f"Write {kind}."))
    if header.get("version") != version:
        found.append(
            Problem(f"{where}: version", "is not that of the file's name", f'Write "{version}" in quotes.')
        )
    if not is_words(header.get("title")):
        found.append(Problem(f"{where}: title", "is missing", "Write a title."))
    return found


def _of_boxes(where: str, header: dict[str, Any]) -> list[Problem]:
    boxes = header.get("boxes", [])
    if not isinstance(boxes, list) or not all(_is_box(box) for box in boxes):
        return [
            Problem(
                f"{where}: boxes", "are not all slug, must, words", "Write {slug: .., must: true, words: ..}."
            )
        ]
    slugs = [box["slug"] for box in boxes]
    found = [
        Problem(f"{where}: box {slug}", "has a slug that can not be used", "Take another short word, a to z.")
        for slug in slugs
        if not BOX_SLUG.fullmatch(slug) or slug in TAKEN or slugs.count(slug) > 1
    ]
    if header.get("kind") in ("seeker", "supporter", "friend", "host") and not any(
        box["must"] for box in boxes
    ):
        found.append(Problem(f"{where}: boxes", "ask for no yes", "Mark at least one with must: true."))
    return found


def _is_box(box: Any) -> bool:
    return (
        isinstance(box, dict)
        and set(box) == {"slug", "must", "words"}
        and isinstance(box["slug"], str)
        and isinstance(box["must"], bool)
        and isinstance(box["words"], str)
    )


def _of_body(where: str, header: dict[str, Any], body: str) -> list[Problem]:
    found = []
    if not texts.points_of(body):
        found.append(Problem(where, "has no points", "Write one `- ` line for each."))
    if len(body) > LONGEST:
        found.append(Problem(where, "is too long to be read by anybody", "Say it in fewer words."))
    if stray := [line for line in body.splitlines() if line.strip() and not line.startswith("- ")]:
        found.append(Problem(where, f"has a line that is no point: {stray[0][:40]!r}", "Start it with `- `."))
    lines = header.get("lines") or []
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        found.append(Problem(f"{where}: lines", "are not a list of words", "Write two lines in quotes."))
    elif header.get("kind") in ("frame", "evening") and len(lines) != 2:
        found.append(Problem(f"{where}: lines", "are not two", "A talk opens with two plain lines."))
    return found


def _of_placeholders(where: str, words: str) -> list[Problem]:
    body = re.sub(r"\{slug:.*?words:(.*)\}", r"\1", words)
    unknown = sorted({name for name in texts.PLACEHOLDER.findall(body) if name not in NAMES})
    return [
        Problem(where, f"has an unknown placeholder {{{name}}}", f"Known: {', '.join(NAMES)}.")
        for name in unknown
    ]


def _of_what_must_be_said(where: str, kind: str, words: str) -> list[Problem]:
    return [
        Problem(where, f"does not say {{{name}}}", f"Put {{{name}}} where people can read it.")
        for name in MUST_SAY.get(kind, ())
        if f"{{{name}}}" not in words
    ]


def _of_ties(path: Path) -> list[Problem]:
    where = path.name
    try:
        listed = entries(path, no_list=f"Write {', '.join(TIE)} for each kind.")
    except CanNotBeRead as wrong:
        return [wrong.problem]
    found = [
        Problem(f"{where}: entry {number}", f"is not {', '.join(TIE)}", "Write these six.")
        for number, entry in enumerate(listed, 1)
        if not _is_tie(entry)
    ]
    whole = [entry for entry in listed if _is_tie(entry)]
    words = " ".join(entry[name] for entry in whole for name in ("ask", "say", "changes"))
    return [*found, *_of_slugs(where, whole), *_of_placeholders(where, words)]


def _is_tie(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) == set(TIE)
        and all(isinstance(entry[name], str) for name in ("slug", "ask", "say", "changes"))
        and isinstance(entry["forbids"], bool)
        and isinstance(entry["asks_detail"], list)
        and all(one in DETAILS for one in entry["asks_detail"])
    )


def _of_slugs(where: str, listed: list[dict[str, Any]]) -> list[Problem]:
    forbids = {entry["slug"]: entry["forbids"] for entry in listed}
    slugs = [entry["slug"] for entry in listed]
    found = [
        Problem(f"{where}: {slug}", "is there twice", "Keep one.")
        for slug in {*slugs}
        if slugs.count(slug) > 1
    ]
    if rules.STRANGER not in forbids:
        found.append(Problem(where, "has no kind for strangers", f"Write one called {rules.STRANGER}."))
    return found + [
        Problem(f"{where}: {slug}", "has to be there and to forbid", "Write it with forbids: true.")
        for slug in rules.NEVER
        if not forbids.get(slug)
    ]


def _of_moments(path: Path) -> list[Problem]:
    try:
        listed = read(path)
    except CanNotBeRead as wrong:
        return [wrong.problem]
    each = listed if isinstance(listed, list) else [None]
    return [
        Problem(f"{path.name}: entry {number}", "is not slug and name", "Write these two, as words.")
        for number, entry in enumerate(each, 1)
        if not (
            isinstance(entry, dict) and set(entry) == {"slug", "name"} and all(map(is_words, entry.values()))
        )
    ]
