"""`beenthere review`: measures, evidence and pictures of a transcript, or of every transcript in a folder."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from beenthere.readers import Review, review
from beenthere.readers.plots import bars, course
from beenthere.readers.reviewing import Measures, Noticed
from beenthere.readers.transcripts import NotATranscript, Transcript, read_file

KINDS = (".csv", ".tsv", ".jsonl", ".ndjson", ".txt", ".md")
MEASURE_WORDS = {
    "turns": "messages of the supporter",
    "words": "words of the supporter",
    "share_of_words": "supporter's share of all words",
    "words_per_turn": "words in a message",
    "reflections_per_turn": "reflections per message",
    "input_per_turn": "information or advice per message",
    "unasked_advice_per_turn": "advice without leave per message",
    "reflection_to_question": "reflections for each question",
    "complex_share": "complex share of reflections",
    "open_share": "open share of questions (shown, not judged)",
    "balance": "reflections less information, advice and drifts, per message",
}


def run(*, path: Path, html: Path | None, as_json: bool, supporter: str, mode: str) -> int:
    """Review a file or a folder; return 1 when a file could not be read or a row was left out."""
    files = _transcripts_in(path) if path.is_dir() else [path]
    if not files:
        print(f"No transcript in {path}. Looked for {', '.join(KINDS)}.", file=sys.stderr)
        return 1
    root = path if path.is_dir() else None
    results = [_one(file, root, html, as_json, supporter, mode) for file in _with_progress(files)]
    return 0 if all(results) else 1


def _transcripts_in(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in KINDS and p.is_file())


def _with_progress(files: Sequence[Path]) -> Iterable[Path]:
    if len(files) < 2:
        return files
    from rich.console import Console
    from rich.progress import track

    return track(files, description="Reviewing", console=Console(stderr=True))


def _one(file: Path, root: Path | None, html: Path | None, as_json: bool, supporter: str, mode: str) -> bool:
    name = _name(file, root)
    try:
        transcript = read_file(file, supporter=supporter)
    except NotATranscript as error:
        print(f"{name}: {error}", file=sys.stderr)
        return False
    for number, why in transcript.left_out:
        print(f"{name}: line {number} was left out: {why}", file=sys.stderr)
    found = review(transcript.turns, mode=mode)
    is_written = _write(_target(file, root, html), name, transcript, found) if html else True
    if as_json:
        print(json.dumps(_told(name, transcript, found), ensure_ascii=False))
    elif not html:
        _print(name, transcript, found)
    return is_written and not transcript.left_out


def _name(file: Path, root: Path | None) -> str:
    """Return a file's name with its folders below the one that is reviewed, in letters that can be written."""
    name = file.relative_to(root).as_posix() if root else file.name
    return name.encode(errors="backslashreplace").decode()


def _target(file: Path, root: Path | None, html: Path) -> Path:
    """Return where a page goes: the ending and the sub-folder stay in its name, so that no page covers another."""
    if root:
        kept = file.relative_to(root)
        return html / kept.with_name(f"{kept.name}.html")
    return html / f"{file.name}.html" if html.is_dir() else html


def _write(target: Path, name: str, transcript: Transcript, found: Review) -> bool:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(name, transcript, found), encoding="utf-8")
    except OSError as error:
        print(f"{name}: the page {target} can not be written ({error.strerror}).", file=sys.stderr)
        return False
    print(f"{name}: {target}", file=sys.stderr)
    return True


def _told(name: str, transcript: Transcript, found: Review) -> dict[str, Any]:
    return {
        "file": name,
        "sides": dict(transcript.sides),
        "left_out": transcript.left_out,
        **plain(found),
    }


def plain(found: Review) -> dict[str, Any]:
    """Return a review as plain values for JSON."""
    return asdict(found)


def _print(name: str, transcript: Transcript, found: Review) -> None:
    print(f"\n{name}: {len(found.turns)} messages, of them {found.measures.turns} by the supporter")
    if transcript.sides_are_guessed:
        print(
            "  Who supports is a guess: "
            + ", ".join(f"{n} = {s}" for n, s in transcript.sides)
            + ". Change it with --supporter NAME."
        )
    for label, value in shown(found.measures):
        print(f"  {label:55} {value}")
    _print_speakers(found)
    for title, noticed in (
        ("Cues", found.cues),
        ("Drifts", found.drifts),
        ("Contact details", found.contacts),
    ):
        for one in noticed:
            print(
                f"  {title}: message {one.turn}: {one.level} {one.label}: {quoted(one)}".replace(":  ", ": ")
            )
    for slug, why in found.next_skills:
        print(f"  To practise next: {slug} ({why})")
    if found.unread:
        print(f"  Not read (another language or alphabet): messages {', '.join(map(str, found.unread))}")


def _print_speakers(found: Review) -> None:
    for one in found.speakers:
        print(f"  {one.name} ({one.side}): {one.turns} messages, {one.words} words")
        # One who supports alone has the figures above.
        if one.measures and has_several(found):
            for label, value in shown(one.measures):
                print(f"    {label:53} {value}")


def has_several(found: Review) -> bool:
    """Return whether more than one person supports in a talk."""
    return sum(one.measures is not None for one in found.speakers) > 1


def quoted(one: Noticed) -> str:
    """Return the words something rests on; where no words speak for it alone, the message as a whole does."""
    return f"“{one.words}”" if one.words else "the message as a whole"


def shown(measures: Measures) -> list[tuple[str, str]]:
    """Return (what, figure) for one supporter's measures, or all's; a figure that can not be told says so."""
    values = asdict(measures)
    return [
        (words, "too little to say" if values[name] is None else f"{values[name]:g}")
        for name, words in MEASURE_WORDS.items()
    ]


def side_by_side(found: Review) -> list[tuple[str, list[str]]]:
    """Return (what, a figure for each who supports) for a talk with several of them."""
    each = [shown(one.measures) for one in found.speakers if one.measures]
    return [(rows[0][0], [figure for _, figure in rows]) for rows in zip(*each, strict=True)]


def worth_a_look(found: Review) -> list[tuple[int, str, str]]:
    """Return (message, what, words) of all that was noticed."""
    groups = (
        ("", found.cues),
        ("drift: ", found.drifts),
        ("contact: ", found.contacts),
        ("", found.turning_points),
    )
    return [
        (one.turn, f"{kind}{one.level + ': ' if one.level else ''}{one.label}", quoted(one))
        for kind, noticed in groups
        for one in noticed
    ]


def page(name: str, transcript: Transcript, found: Review) -> str:
    """Return the page a trainer can print, whole in one file."""
    from beenthere.config.commands.start import set_up_django

    set_up_django()
    from django.template.loader import render_to_string
    from django.utils.safestring import mark_safe

    felt = ", ".join(f"message {one.turn}: {one.intensity:g}" for one in found.course)
    acts = sorted(found.measures.acts.items(), key=lambda item: -item[1])
    named = [(name.replace("_", " "), count) for name, count in acts]
    told = ", ".join(f"{name}: {count}" for name, count in named)
    drawn = {
        "course": course(found.course, title="How strong the words sounded, 0 to 10", about=felt),
        "acts": bars(named, title="What the supporter did", about=told),
    }
    # Both pictures are made here from numbers and escaped names; nothing in them comes from outside.
    pictures = {key: mark_safe(svg) for key, svg in drawn.items()}  # noqa: S308
    marks: dict[int, list[str]] = {}
    for one in (*found.cues, *found.drifts, *found.contacts, *found.turning_points):
        marks.setdefault(one.turn, []).append(f"{one.level} {one.label}".strip().replace("_", " "))
    lines = [
        {
            "number": n,
            "side": f"{turn.name} ({turn.side})" if turn.name else turn.side,
            "text": turn.text,
            "labels": [one.replace("_", " ") for one in labels],
            "marks": marks.get(n, []),
        }
        for n, (turn, labels) in enumerate(zip(found.turns, found.readings, strict=True), 1)
    ]
    return render_to_string(
        "review.html",
        {
            "name": name,
            "transcript": transcript,
            "found": found,
            "shown": shown(found.measures),
            "side_by_side": side_by_side(found) if has_several(found) else [],
            "worth_a_look": worth_a_look(found),
            "lines": lines,
            "felt": felt,
            **pictures,
        },
    )
