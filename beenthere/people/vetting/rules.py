"""Which gates stand between somebody and a seeker, and how far they have come: pure.

    applied ─ identity seen ─ references ─ trained ─ signed ─ supervised ─ active
                                                             (a coordinator's last yes)
    paused and left stand above all of these; a gate that lapses leads back to just before it

Nobody is ever further than their gates: the stage is read from the records each time, and no
action writes one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

GATES = ("identity", "references", "training", "agreement", "supervised")
# No service can leave these out: who somebody is, and what they said yes to.
ALWAYS = frozenset({"identity", "agreement"})
REFERENCES = 2
# The supporter's own deed; every other gate is confirmed by a coordinator who is somebody else.
OWN = frozenset({"agreement"})
STAGES = (
    "applied",
    "identity_seen",
    "referred",
    "trained",
    "signed",
    "supervised",
    "active",
    "paused",
    "left",
)
_AFTER = dict(zip(GATES, STAGES[1:], strict=False))
STOPPED = frozenset({"paused", "left"})


@dataclass(frozen=True)
class Passed:
    """One record: a gate was passed, confirmed by somebody at a time. Two references are places 1 and 2."""

    gate: str
    at: datetime
    place: int = 1
    version: str = ""
    is_before: bool = False


@dataclass(frozen=True)
class Policy:
    """What this service asks: its gates, for how many days each counts (0: for good), the words in force."""

    gates: tuple[str, ...] = GATES
    days: Mapping[str, int] = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True)
class Path:
    """Everything that was recorded about one person's way in."""

    passed: Sequence[Passed] = ()
    let_in_at: datetime | None = None
    paused_at: datetime | None = None
    left_at: datetime | None = None


def places(gate: str) -> tuple[int, ...]:
    """Return the places of a gate that have to be filled."""
    return tuple(range(1, REFERENCES + 1)) if gate == "references" else (1,)


def known_gates(names: Sequence[str]) -> tuple[str, ...]:
    """Return the gates of a service in their order.

    :raises ValueError: one is unknown, or one is missing that no service can leave out
    """
    if unknown := [name for name in names if name not in GATES]:
        raise ValueError(f"knows no gate {unknown[0]!r}; choose from {', '.join(GATES)}")
    if missing := sorted(ALWAYS - set(names)):
        raise ValueError(f"can not leave out {' and '.join(missing)}")
    return tuple(gate for gate in GATES if gate in names)


def latest(path: Path, gate: str, place: int = 1) -> Passed | None:
    """Return the record that counts: the last one, and of two at the same moment the one written later."""
    rows = [row for row in path.passed if (row.gate, row.place) == (gate, place)]
    return sorted(rows, key=lambda row: row.at)[-1] if rows else None


def lapses_at(row: Passed, policy: Policy) -> datetime | None:
    """Return when a record stops counting, or None."""
    days = policy.days.get(row.gate, 0)
    return row.at + timedelta(days=days) if days else None


def counts(row: Passed | None, policy: Policy, *, now: datetime) -> bool:
    """Tell whether a record counts now: it is there, has not run out, and its words are those in force."""
    if row is None:
        return False
    ends = lapses_at(row, policy)
    if ends is not None and now >= ends:
        return False
    # Who was let in before there were gates said yes to words that nobody numbered.
    is_unnumbered = row.is_before and not row.version
    return row.gate not in OWN or is_unnumbered or row.version == policy.words


def holds(gate: str, path: Path, policy: Policy, *, now: datetime) -> bool:
    """Tell whether a gate stands behind somebody now."""
    return all(counts(latest(path, gate, place), policy, now=now) for place in places(gate))


def missing(path: Path, policy: Policy, *, now: datetime) -> tuple[str, ...]:
    """Return the gates that are still to come, or to come again."""
    return tuple(gate for gate in policy.gates if not holds(gate, path, policy, now=now))


def stage(path: Path, policy: Policy, *, now: datetime) -> str:
    """Return how far somebody has come; only "active" may meet a seeker."""
    if path.left_at is not None:
        return "left"
    if path.paused_at is not None:
        return "paused"
    reached = _reached(path, policy, now=now)
    if reached < len(policy.gates):
        return _AFTER[policy.gates[reached - 1]] if reached else "applied"
    return "active" if path.let_in_at is not None else _AFTER[policy.gates[-1]]


def _reached(path: Path, policy: Policy, *, now: datetime) -> int:
    still = missing(path, policy, now=now)
    return policy.gates.index(still[0]) if still else len(policy.gates)


def asked_after_a_yes(policy: Policy, path: Path) -> Policy:
    """Return what is asked of somebody who said yes to the words in force a moment ago, for one talk: the rest as ever."""
    signed = latest(path, "agreement")
    return replace(policy, words=signed.version) if signed else policy


def counts_until(path: Path, policy: Policy) -> datetime | None:
    """Return when the first of somebody's gates runs out; None when none ever does."""
    rows = [latest(path, gate, place) for gate in policy.gates for place in places(gate)]
    ends = [end for row in rows if row is not None and (end := lapses_at(row, policy)) is not None]
    return min(ends, default=None)


def next_step(path: Path, policy: Policy, *, now: datetime) -> str:
    """Return the one thing to do next: a gate, "let_in", or nothing."""
    if path.left_at is not None or path.paused_at is not None:
        return ""
    if still := missing(path, policy, now=now):
        return still[0]
    return "" if path.let_in_at is not None else "let_in"


def why_not_confirm(
    gate: str, path: Path, policy: Policy, *, is_own: bool, is_coordinator: bool, now: datetime
) -> str:
    """Return why this person may not confirm this gate now, or nothing.

    A gate that was passed once may be passed again at any time; a new one waits for those before it.
    """
    if gate not in policy.gates:
        return "unknown"
    if path.left_at is not None:
        return "left"
    if gate in OWN:
        return _why_not_in_turn(gate, path, policy, now=now) if is_own else "only_own"
    if is_own or not is_coordinator:
        return "somebody_else"
    return _why_not_in_turn(gate, path, policy, now=now)


def _why_not_in_turn(gate: str, path: Path, policy: Policy, *, now: datetime) -> str:
    if latest(path, gate) is not None:
        return ""
    before = policy.gates[: policy.gates.index(gate)]
    return "" if all(holds(one, path, policy, now=now) for one in before) else "not_yet"


def why_not_let_in(path: Path, policy: Policy, *, is_own: bool, is_coordinator: bool, now: datetime) -> str:
    """Return why this person may not give the last yes now, or nothing."""
    if is_own or not is_coordinator:
        return "somebody_else"
    if path.left_at is not None:
        return "left"
    if path.paused_at is not None:
        return "paused"
    return "gates" if missing(path, policy, now=now) else ""


def place_to_fill(path: Path, policy: Policy, *, now: datetime) -> int:
    """Return which reference comes next: the first that does not count, else the older one."""
    empty = [
        place
        for place in places("references")
        if not counts(latest(path, "references", place), policy, now=now)
    ]
    if empty:
        return empty[0]
    return min(places("references"), key=lambda place: _since(path, place))


def _since(path: Path, place: int) -> datetime:
    row = latest(path, "references", place)
    assert row is not None  # noqa: S101 - only asked when every place counts
    return row.at


def is_stopped(standing: str) -> bool:
    """Tell whether somebody may not be in any talk, not even in one that goes on."""
    return standing in STOPPED
