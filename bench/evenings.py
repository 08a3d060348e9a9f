"""Written evenings for the safety bench: who says what, and what the guard should do about it."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("evenings")
MARKS = frozenset("SPDHCYB")


class BadEvening(ValueError):
    """A line of an evening can not be read."""


@dataclass(frozen=True)
class Step:
    """One line: its mark (see the top of the files) and its words."""

    mark: str
    words: str


@dataclass(frozen=True)
class Evening:
    """One evening: its name, its kind and its steps."""

    name: str
    kind: str
    steps: tuple[Step, ...]

    @property
    def safety_answer(self) -> str:
        """Return what was said at check-in to the direct question; nothing when it was left open."""
        return next((step.words for step in self.steps if step.mark == "Y"), "")


def evenings(folder: Path = FOLDER) -> list[Evening]:
    """Return every evening, in the order of the files.

    :raises BadEvening: a line has no known mark; the words say where
    """
    return [one for path in sorted(folder.glob("*.txt")) for one in _of(path)]


def _of(path: Path) -> list[Evening]:
    found: list[Evening] = []
    steps: list[Step] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("= "):
            _, name, kind = line.split()
            steps = []
            found.append(Evening(name, kind, ()))
        elif line.strip() and not line.startswith("#"):
            mark, _, words = line.partition(": ")
            if mark not in MARKS or not found:
                raise BadEvening(f"{path.name}:{number}: {line[:40]}")
            steps.append(Step(mark, words))
            found[-1] = Evening(found[-1].name, found[-1].kind, tuple(steps))
    return found
