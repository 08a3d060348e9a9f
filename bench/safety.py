"""Written evenings through the real service, with two sockets each: what the guard said, who was called, and how soon.

Also: the order of the line with the readers on and off, alarms under kill -9, the draft hint with a hundred talks, and the
chat beside a guard that fails or hangs.
"""

import asyncio
import base64
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from bench.browser import Side
from bench.evenings import Evening, evenings
from bench.service import ROOT, Service

KILLS, CHATS, DRAFTS = 200, 100, 600
TALKS, MESSAGES = 10, 20
BREATH_SECONDS = 8
# As panel.js waits, so that two messages at once are one look.
PANEL_ASKS_AFTER = 0.04
WORDS = "It was the same again this week, and nobody asked me how it was."
DRAFT = "It sounds as if all of it lands on you. What was the hardest part of today?"


def run() -> dict[str, Any]:
    """Measure everything in one run."""
    with tempfile.TemporaryDirectory() as folder:
        replayed = replay(Path(folder))
    return {
        "evenings": replayed,
        "alarms": alarms(),
        "line": line_order(),
        "drafts": drafts(),
        "panels": panels(),
        "chat_beside_guard": beside_a_broken_guard(),
    }


# -- the evenings -----------------------------------------------------------------


def replay(folder: Path) -> dict[str, Any]:
    """Replay every written evening and count what happened."""
    told = evenings()
    service = Service(folder)
    service.start("guarded")
    try:
        answers = {str(number): one.safety_answer for number, one in enumerate(told) if one.safety_answer}
        made = service.python("-m", "bench.evening_scene", str(len(told)), json.dumps(answers))
        seats = json.loads(made.splitlines()[-1])
        seen = asyncio.run(_replay_all(service.port, told, seats))
        pages = json.loads(service.python("-m", "bench.pages_told").splitlines()[-1])
    finally:
        service.kill()
    return _summed(told, seen, pages)


async def _replay_all(port: int, told: list[Evening], seats: list[dict[str, str]]) -> list[dict[str, Any]]:
    gate = asyncio.Semaphore(8)

    async def one(evening: Evening, seat: dict[str, str]) -> dict[str, Any]:
        async with gate:
            return await _replay(port, evening, seat)

    return await asyncio.gather(*(one(evening, seat) for evening, seat in zip(told, seats, strict=True)))


async def _replay(port: int, evening: Evening, seat: dict[str, str]) -> dict[str, Any]:
    ann = Side(port=port, side="seeker", key=seat["key"], cookie=seat["seeker"])
    bo = Side(port=port, side="supporter", key=seat["key"], cookie=seat["supporter"])
    seen: dict[str, Any] = {"hints": Counter(), "missed": [], "false": [], "graver": 0}
    await ann.open()
    await bo.open()
    try:
        for step in evening.steps:
            await _take(step.mark, step.words, ann, bo, seen, evening.name)
    finally:
        await ann.close()
        await bo.close()
    return seen


async def _take(mark: str, words: str, ann: Side, bo: Side, seen: dict[str, Any], name: str) -> None:
    if mark == "B":
        await bo.press("oncall")
    elif mark in "SC":
        await _seeker_says(mark, words, ann, seen, name)
    elif mark in "PDH":
        await _supporter_says(mark, words, bo, seen, name)


async def _seeker_says(mark: str, words: str, ann: Side, seen: dict[str, Any], name: str) -> None:
    answer = await ann.say(words)
    if answer["t"] == "held":
        answer = await ann.say(words, insists="")
        if mark != "C":
            seen["false"].append(f"{name} C: {words}")
    elif mark == "C":
        seen["missed"].append(f"{name} C: {words}")
    assert answer["t"] == "ack", answer


async def _supporter_says(mark: str, words: str, bo: Side, seen: dict[str, Any], name: str) -> None:
    nudge = (await bo.draft(words))[0]["guard"]
    if nudge:
        seen["hints"]["interruptive" if nudge["is_interruptive"] else "quiet"] += 1
    answer = await bo.say(words)
    is_held = answer["t"] == "held"
    if mark == "H" and not is_held:
        seen["missed"].append(f"{name} H: {words}")
    if mark == "D" and not (nudge or is_held):
        seen["missed"].append(f"{name} D: {words}")
    if mark == "P" and is_held:
        seen["false"].append(f"{name} H: {words}")
    if mark == "D" and is_held:
        seen["graver"] += 1
    if mark != "H" and is_held:
        await bo.say(words, insists="it is fine")
    if mark == "P" and nudge and not is_held:
        seen["false"].append(f"{name} {nudge['code']}: {words}")


def _summed(told: list[Evening], seen: list[dict[str, Any]], pages: list[dict[str, Any]]) -> dict[str, Any]:
    lines = Counter(step.mark for evening in told for step in evening.steps)
    missed = [one for evening in seen for one in evening["missed"]]
    false = [one for evening in seen for one in evening["false"]]
    interruptive = [evening["hints"]["interruptive"] for evening in seen]
    asked = [page for page in pages if page["why"] in ("not_safe", "not_sure", "button")]
    return {
        "evenings": len(told),
        "kinds": dict(Counter(evening.kind for evening in told)),
        "messages": sum(lines[mark] for mark in "SPDHC"),
        "interruptive_hints_a_chat_median": statistics.median(interruptive),
        "interruptive_hints_a_chat_most": max(interruptive),
        "quiet_hints": sum(evening["hints"]["quiet"] for evening in seen),
        "holds_expected": lines["H"] + lines["C"],
        "holds_missed": sum(" H: " in one or " C: " in one for one in missed),
        "holds_false": sum(" H: " in one or " C: " in one for one in false),
        "held_where_a_hint_would_do": sum(evening["graver"] for evening in seen),
        "hints_expected": lines["D"],
        "hints_missed": sum(" D: " in one for one in missed),
        "hints_false": sum(" H: " not in one and " C: " not in one for one in false),
        "fine_messages": lines["P"] + lines["S"],
        "pages_asked_for": len(asked),
        "first_page_s_most": max((page["first_s"] for page in asked), default=None),
        "pages_without_anybody_told": sum(page["first_s"] is None for page in pages),
        "missed": missed,
        "false": false,
    }


# -- the rest -----------------------------------------------------------------------


def alarms() -> dict[str, Any]:
    """Kill the process that raises alarms, again and again, and count what was lost."""
    script = ROOT / "beenthere" / "safety" / "tests" / "killed.py"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, str(script), str(KILLS), "7"],
            env={**os.environ, **_alone(folder)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    found = json.loads(done.stdout.strip().splitlines()[-1])
    return (
        {"kills": KILLS}
        | found
        | {"alarms_due": sum(found["due"].values()), "alarms_lost": sum(found["lost"].values())}
    )


def _alone(folder: str) -> dict[str, str]:
    """A process of its own: its tables, its root key, the demo's settings."""
    return {
        "BEENTHERE_DATA_DIR": folder,
        "BEENTHERE_MODE": "demo",
        "BEENTHERE_ROOT_KEY": base64.b64encode(os.urandom(32)).decode(),
        "DJANGO_SETTINGS_MODULE": "beenthere.config.settings",
        "PYTHONPATH": str(ROOT),
    }


def line_order() -> dict[str, Any]:
    """Build the line in two fresh services, with the readers on and with the readers off, and compare the bytes."""
    on, off = _line_built("on"), _line_built("off")
    return {"waiting": on["waiting"], "identical": on["order"] == off["order"], "bytes": len(on["order"])}


def _line_built(readers: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder))
        found: dict[str, Any] = json.loads(service.python("-m", "bench.line_order", readers).splitlines()[-1])
    return found


def drafts() -> dict[str, Any]:
    """Time the hint for a draft while a hundred talks go on."""
    waits = _with_talks(CHATS, _drafts)
    return {"chats": CHATS, "drafts": len(waits), **_times(waits), "goal_ms": 300}


def panels() -> dict[str, Any]:
    """Time the companion's panel after a message, while ten talks go on."""
    waits = _with_talks(TALKS, _panels)
    return {"chats": TALKS, "panels": len(waits), **_times(waits), "goal_ms": 300}


def _with_talks(
    many: int, timed: Callable[[int, list[Any]], Coroutine[Any, Any, list[float]]]
) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder))
        seats = service.seats(many)
        service.start("guarded")
        try:
            return asyncio.run(timed(service.port, seats))
        finally:
            service.kill()


def _times(waits: list[float]) -> dict[str, float]:
    waits = sorted(waits)
    return {
        "p50_ms": round(waits[len(waits) // 2], 1),
        "p95_ms": round(waits[int(len(waits) * 0.95)], 1),
    }


async def _drafts(port: int, seats: list[Any]) -> list[float]:
    """In each talk a draft is looked at each eight seconds, and a message said; quick for people in distress."""
    pairs = [(_side(port, ann), _side(port, bo)) for ann, bo in zip(seats[::2], seats[1::2], strict=True)]
    for ann, bo in pairs:
        await ann.open()
        await bo.open()
    waits: list[float] = []

    async def talk(number: int, ann: Side, bo: Side) -> None:
        await asyncio.sleep(number / CHATS * BREATH_SECONDS)
        for turn in range(DRAFTS // CHATS):
            _found, took = await bo.draft(f"{DRAFT} {number} {turn}")
            waits.append(took)
            if turn % 2:
                await bo.say(f"{DRAFT} {number} {turn}")
            else:
                await ann.say(f"{WORDS} {number} {turn}")
            await asyncio.sleep(BREATH_SECONDS)

    await asyncio.gather(*(talk(number, *pair) for number, pair in enumerate(pairs)))
    return waits


async def _panels(port: int, seats: list[Any]) -> list[float]:
    """In each talk the seeker says something every two seconds, and the supporter's page asks for its panel."""
    pairs = [(_side(port, ann), _side(port, bo)) for ann, bo in zip(seats[::2], seats[1::2], strict=True)]
    for ann, bo in pairs:
        await ann.open()
        await bo.open()
        # The first look draws what the page comes with.
        await asyncio.to_thread(bo.get, f"/desk/chat/{bo.key}/panel/")
    waits: list[float] = []

    async def talk(number: int, ann: Side, bo: Side) -> None:
        await asyncio.sleep(number / TALKS * 2)
        for turn in range(MESSAGES):
            waits.append(await _panel_moved(ann, bo, f"{WORDS} {number} {turn}"))
            await asyncio.sleep(2)

    await asyncio.gather(*(talk(number, *pair) for number, pair in enumerate(pairs)))
    return waits


async def _panel_moved(ann: Side, bo: Side, text: str) -> float:
    """Return the milliseconds from a message on the supporter's page to the panel that has read it, as the page asks for it."""
    heard = bo.expect(text)
    await ann.say(text)
    told = await asyncio.wait_for(heard, 10)
    await asyncio.sleep(PANEL_ASKS_AFTER)
    await asyncio.to_thread(bo.get, f"/desk/chat/{bo.key}/panel/")
    return (time.perf_counter() - told) * 1000


def _side(port: int, seat: Any) -> Side:
    return Side(port=port, side=seat.side, key=seat.key, cookie=seat.cookie)


def beside_a_broken_guard() -> dict[str, Any]:
    """Compare how long a supporter's message takes beside a guard that works, fails, or hangs."""
    rows = {kind: _chat(kind) for kind in ("guarded", "unlimited", "guard-fails", "guard-hangs")}
    base = rows["unlimited"]["p95_ms"]
    return {
        **rows,
        "times_without_guard": {kind: round(row["p95_ms"] / base, 2) for kind, row in rows.items()},
    }


def _chat(kind: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder))
        seats = service.seats(10)
        service.start(kind)
        try:
            waits, said = asyncio.run(_say_and_hear(service.port, seats))
        finally:
            service.kill()
    return {
        "messages": len(waits),
        **_times(waits),
        "panel_says_unavailable_after_s": said,
    }


async def _say_and_hear(port: int, seats: list[Any]) -> tuple[list[float], float | None]:
    pairs = [(_side(port, ann), _side(port, bo)) for ann, bo in zip(seats[::2], seats[1::2], strict=True)]
    waits: list[float] = []
    for ann, bo in pairs:
        await ann.open()
        await bo.open()
    start = time.perf_counter()
    watching = asyncio.create_task(_when_panel_says(pairs[0][1], start))

    async def talk(number: int, ann: Side, bo: Side) -> None:
        for turn in range(40):
            text = f"{DRAFT} {number} {turn}"
            heard = ann.expect(text)
            sent = time.perf_counter()
            await bo.say(text)
            waits.append((await asyncio.wait_for(heard, 10) - sent) * 1000)
            await asyncio.sleep(0.25)

    await asyncio.gather(*(talk(number, *pair) for number, pair in enumerate(pairs)))
    return waits, await watching


async def _when_panel_says(bo: Side, start: float) -> float | None:
    """Look at the supporter's standing as its page does, until it says that the guard is unavailable."""
    while time.perf_counter() - start < 8:
        said = await asyncio.to_thread(bo.get, f"/desk/chat/{bo.key}/panel/standing/")
        if b"unavailable" in said:
            return round(time.perf_counter() - start, 2)
        await asyncio.sleep(1.5)
    return None
