"""`beenthere read` and `beenthere suggest`: JSON Lines in, JSON Lines out; a bad line is named and the others are answered."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TextIO

Row = dict[str, Any]
Answer = Callable[[Sequence[Row]], list[Row]]
BATCH = 32


def read(name: str) -> int:
    """Read standard input with one reader; return 1 when any line failed."""
    from beenthere.readers.lines import read_rows

    return answer_lines(lambda rows: read_rows(name, rows))


def suggest() -> int:
    """Suggest cards for the moments on standard input; return 1 when any line failed."""
    from beenthere.config.commands.start import set_up_django

    set_up_django()
    from beenthere.companion.lines import suggest_row

    return answer_lines(lambda rows: [suggest_row(row) for row in rows])


def answer_lines(answer: Answer, source: TextIO | None = None, out: TextIO | None = None) -> int:
    """Answer every line that can be answered, in order; name the others on stderr."""
    failed = False
    for numbered in _batches(_rows(source or sys.stdin)):
        for number, row, why in _answered(answer, numbered):
            if row is None:
                failed = True
                print(f"line {number}: {why}", file=sys.stderr)
            else:
                print(json.dumps(row, ensure_ascii=False), file=out or sys.stdout, flush=False)
    return 1 if failed else 0


def _rows(source: TextIO) -> Iterator[tuple[int, Row | None, str]]:
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            yield number, None, f"this is not JSON ({error.msg} at character {error.pos + 1})"
            continue
        yield (number, row, "") if isinstance(row, dict) else (number, None, "this is not a JSON object")


def _batches(rows: Iterable[tuple[int, Row | None, str]]) -> Iterator[list[tuple[int, Row | None, str]]]:
    part: list[tuple[int, Row | None, str]] = []
    for one in rows:
        part.append(one)
        if len(part) == BATCH:
            yield part
            part = []
    if part:
        yield part


def _answered(
    answer: Answer, numbered: list[tuple[int, Row | None, str]]
) -> Iterator[tuple[int, Row | None, str]]:
    good = [row for _, row, _ in numbered if row is not None]
    try:
        answers = iter(answer(good))
        found = [(number, next(answers) if row is not None else None, why) for number, row, why in numbered]
    except ValueError:
        # One of them is bad: ask one by one, so that only that one fails.
        found = [_alone(answer, *one) for one in numbered]
    yield from found


def _alone(answer: Answer, number: int, row: Row | None, why: str) -> tuple[int, Row | None, str]:
    if row is None:
        return number, None, why
    try:
        return number, answer([row])[0], ""
    except ValueError as error:
        return number, None, str(error)
