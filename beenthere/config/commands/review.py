"""`beenthere review`: measures, evidence and pictures of a transcript, or of every transcript in a folder."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from beenthere.readers import Review, review
from beenthere.readers.plots import bars, course
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
    "balance": "reflections less information and advice, per message",
}


def run(*, path: Path, html: Path | None, as_json: bool, supporter: str, mode: str) -> int:
    """Review a file or a folder; return 1 when a file could not be read or a row was left out."""
    files = sorted(p for p in path.rglob("*") if p.suffix.lower() in KINDS) if path.is_dir() else [path]
    if not files:
        print(f"No transcript in {path}. Looked for {', '.join(KINDS)}.", file=sys.stderr)
        return 1
    results = [
        _one(file, html, as_json, supporter, mode, many=len(files) > 1) for file in _with_progress(files)
    ]
    return 0 if all(results) else 1


def _with_progress(files: Sequence[Path]) -> Iterable[Path]:
    if len(files) < 2:
        return files
    from rich.console import Console
    from rich.progress import track

    return track(files, description="Reviewing", console=Console(stderr=True))


def _one(file: Path, html: Path | None, as_json: bool, supporter: str, mode: str, *, many: bool) -> bool:
    try:
        transcript = read_file(file, supporter=supporter)
    except NotATranscript as error:
        print(f"{file.name}: {error}", file=sys.stderr)
        return False
    for number, why in transcript.left_out:
        print(f"{file.name}: line {number} was left out: {why}", file=sys.stderr)
    found = review(transcript.turns, mode=mode)
    if html:
        target = html / f"{file.stem}.html" if many else html
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(file.name, transcript, found), encoding="utf-8")
        print(f"{file.name}: {target}", file=sys.stderr)
    if as_json:
        print(
            json.dumps(
                {
                    "file": file.name,
                    "sides": dict(transcript.sides),
                    "left_out": transcript.left_out,
                    **plain(found),
                },
                ensure_ascii=False,
            )
        )
    elif not html:
        _print(file.name, transcript, found)
    return not transcript.left_out


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
    for label, value in shown(found):
        print(f"  {label:55} {value}")
    for title, noticed in (
        ("Cues", found.cues),
        ("Drifts", found.drifts),
        ("Contact details", found.contacts),
    ):
        for one in noticed:
            print(
                f"  {title}: message {one.turn}: {one.level} {one.label}: “{one.words}”".replace(":  ", ": ")
            )
    for slug, why in found.next_skills:
        print(f"  To practise next: {slug} ({why})")
    if found.unread:
        print(f"  Not read (another language or alphabet): messages {', '.join(map(str, found.unread))}")


def shown(found: Review) -> list[tuple[str, str]]:
    """Return (what, figure) for the supporter's measures; a figure that can not be told says so."""
    values = asdict(found.measures)
    return [
        (words, "too little to say" if values[name] is None else f"{values[name]:g}")
        for name, words in MEASURE_WORDS.items()
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
            "side": turn.side,
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
            "shown": shown(found),
            "lines": lines,
            "felt": felt,
            **pictures,
        },
    )
