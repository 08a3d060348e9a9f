"""`beenthere read` and `beenthere suggest`: JSON Lines in, JSON Lines out; a bad line is named and the others are answered."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NoReturn, TextIO

Row = dict[str, Any]
Answer = Callable[[Sequence[Row]], list[Row]]
BATCH = 32


class BadLine(ValueError):
    """A line holds no row; the words say why."""


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


def answer_lines(
    answer: Answer, source: Iterable[str | bytes] | None = None, out: TextIO | None = None
) -> int:
    """Answer every line that can be answered, in order; name the others on stderr."""
    failed = False
    # Bytes, so that what is no UTF-8 is seen here and not mended in silence by what Python makes of the locale.
    for numbered in _batches(_rows(source or sys.stdin.buffer)):
        for number, row, why in _answered(answer, numbered):
            if row is None:
                failed = True
                print(f"line {number}: {why}", file=sys.stderr)
            else:
                print(json.dumps(row, ensure_ascii=False), file=out or sys.stdout, flush=False)
    return 1 if failed else 0


def _rows(source: Iterable[str | bytes]) -> Iterator[tuple[int, Row | None, str]]:
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            yield number, _row(_text(line, number)), ""
        except BadLine as error:
            yield number, None, str(error)


def _text(line: str | bytes, number: int) -> str:
    try:
        # Some programs open a file with a mark of its encoding, which is no part of the first line.
        return line if isinstance(line, str) else line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise BadLine(f"this is not UTF-8 text (byte {error.start + 1})") from None


def _row(line: str) -> Row:
    try:
        row = json.loads(line, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise BadLine(f"this is not JSON ({error.msg} at character {error.pos + 1})") from None
    except RecursionError:
        raise BadLine("this is nested too deeply to be read") from None
    except BadLine:
        raise
    except ValueError:
        raise BadLine("a number has too many digits to be read") from None
    if not isinstance(row, dict):
        raise BadLine("this is not a JSON object")
    _check_can_be_written(row)
    return row


def _no_number(name: str) -> NoReturn:
    raise BadLine(f"{name} is not a number in JSON")


def _check_can_be_written(row: Row) -> None:
    """Refuse what JSON lets in and nobody can write down again: half of a character pair, a number beyond all size."""
    try:
        json.dumps(row, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:
        raise BadLine("half of a character is missing (a lone surrogate such as \\ud83d)") from None
    except RecursionError:
        raise BadLine("this is nested too deeply to be read") from None
    except ValueError:
        raise BadLine("a number is too large to be read") from None


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
    except Exception:
        # One of them is bad, in whatever way: ask one by one, so that only that one fails.
        found = [_alone(answer, *one) for one in numbered]
    yield from found


def _alone(answer: Answer, number: int, row: Row | None, why: str) -> tuple[int, Row | None, str]:
    if row is None:
        return number, None, why
    try:
        return number, answer([row])[0], ""
    except ValueError as error:
        return number, None, str(error)
    except Exception as error:
        return number, None, f"this could not be answered ({type(error).__name__})"
