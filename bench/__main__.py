"""``python -m bench [live|memory|start|pages|readers|moments|safety|all]``: a table, and JSON in ``bench/results``.

``python -m bench docs`` writes the figures of the last whole run into the README.
"""

import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import live, memory, moments, pages, readers, safety, start

PARTS = {
    "live": live.run,
    "memory": memory.run,
    "start": start.run,
    "pages": pages.run,
    "readers": readers.run,
    "moments": moments.run,
    "safety": safety.run,
}
RESULTS = Path(__file__).with_name("results")


def main(wanted: str) -> None:
    """Measure and tell."""
    names = list(PARTS) if wanted == "all" else [wanted]
    machine = {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "load_before": os.getloadavg()[0],
        "python": platform.python_version(),
        "at": datetime.now(UTC).isoformat(),
    }
    found = {name: PARTS[name]() for name in names}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{wanted}.json").write_text(json.dumps({"machine": machine, **found}, indent=2) + "\n")
    for name, result in found.items():
        _show(name, result)


def _processor() -> str:
    """Return the name of the processor, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )


def write_docs() -> None:
    """Write the last runs into the README and the readers' page, goals met or not."""
    root = RESULTS.parents[1]
    if (RESULTS / "all.json").exists():
        found = json.loads((RESULTS / "all.json").read_text())
        _replace(root / "README.md", "bench", _documented(found))
    if (RESULTS / "readers.json").exists() and (RESULTS / "moments.json").exists():
        timed, judged = (
            json.loads((RESULTS / f"{name}.json").read_text()) for name in ("readers", "moments")
        )
        rows = [_head(timed["machine"]), "", "| what | figure | beside | goal |", "|---|---|---|---|"]
        rows += [*_of_readers(timed["readers"]), *_of_moments(judged["moments"])]
        _replace(root / "docs" / "readers" / "README.md", "bench", rows)


def _replace(path: Path, mark: str, rows: list[str]) -> None:
    before, _mark, rest = path.read_text(encoding="utf-8").partition(f"<!-- {mark}:begin -->")
    after = rest.partition(f"<!-- {mark}:end -->")[2]
    body = "\n".join(rows)
    path.write_text(f"{before}<!-- {mark}:begin -->\n{body}\n<!-- {mark}:end -->{after}", encoding="utf-8")


def _head(machine: dict[str, Any]) -> str:
    return (
        f"`make bench` on {machine['at'][:10]}, {machine['cores']} cores ({machine['processor']}), Python "
        f"{machine['python']}:"
    )


def _of_moments(found: dict[str, Any]) -> list[str]:
    def row(what: str, name: str, goal: str) -> str:
        unseen, known = (
            "{share} ({low} to {high})".format(**found[which][name]) for which in ("unseen", "known")
        )
        many = found["unseen"]
        of = {"first": many["required"], "first_without_need": many["moments"] - many["required"]}
        return f"| {what} | {unseen}, n = {of.get(name, many['moments'])} | known moments {known} | {goal} |"

    return [
        row("unseen moments with an acceptable card among the shown", "acceptable", "0.90"),
        row("unseen moments with a forbidden card shown", "forbidden", "0"),
        row("required first step", "first", "0.97"),
        *(
            f"| {what} | {{share}} ({{low}} to {{high}}), n = {{of}} | | |".format(**found["said"][name])
            for what, name in (
                ("the same where danger is said", "first_said"),
                ("the same where it is only half said", "first_half_said"),
            )
        ),
        row("first step where none was required", "first_without_need", ""),
    ]


def _documented(found: dict[str, Any]) -> list[str]:
    machine, live_rows = found["machine"], {(r["server"], r["rate"]): r for r in found["live"]["rows"]}
    fast, calm = live_rows[("unlimited", "maximum")], live_rows[("unlimited", 200)]
    naive, echo = live_rows[("naive", "maximum")], live_rows[("echo", "maximum")]
    guarded = live_rows[("guarded", "maximum")]
    memory_kb, start_seconds = found["memory"]["kb_per_socket"], found["start"]["seconds"]
    pages_ms = ", ".join(f"{row['page']} {row['p50_ms']} ms" for row in found["pages"]["rows"])
    return [
        f"`make bench` on {machine['at'][:10]}, {machine['cores']} cores ({machine['processor']}), Python "
        f"{machine['python']}, SQLite, load generator on the same cores; one run, {found['live']['talks']} talks:",
        "",
        "| what | figure | beside | goal |",
        "|---|---|---|---|",
        f"| durable messages delivered a second, at most | {fast['per_second']:.0f} (n = {fast['delivered']}) | "
        f"{found['live']['times_naive']} x one transaction a message ({naive['per_second']:.0f}) | 6 x |",
        f"| the same | {fast['per_second']:.0f} | {found['live']['share_of_echo']} of a bare echo of one frame by "
        f"the same server ({echo['per_second']:.0f}) | 0.5 |",
        f"| messages a second when each is read by the boundary guard first | {guarded['per_second']:.0f} "
        f"(n = {guarded['delivered']}) | {guarded['per_second'] / fast['per_second']:.2f} of the above, "
        "which has the guard off | |",
        f"| send to delivery at 200 a second | p50 {calm['p50_ms']} ms, p95 {calm['p95_ms']} ms, p99 "
        f"{calm['p99_ms']} ms (n = {calm['delivered']}) | | p99 < 20 ms |",
        f"| memory of an idle socket | {memory_kb} KB | at {found['memory']['sockets']} sockets | 30 KB |",
        f"| start, tables there | {start_seconds} s | middle of 3 | 5 s |",
        *_of_readers(found["readers"]),
        *_of_the_guard(found["safety"]),
        f"| pages, middle of {found['pages']['rows'][0]['of']} | {pages_ms} | | |",
    ]


def _of_the_guard(found: dict[str, Any]) -> list[str]:
    return [
        f"| {what} | p95 {row['p95_ms']} ms (n = {row[many]}) | {row['chats']} talks at once | 300 ms |"
        for what, row, many in (
            ("hint for a draft", found["drafts"], "drafts"),
            ("the companion's panel after a message was heard", found["panels"], "panels"),
        )
    ]


def _of_readers(found: dict[str, Any]) -> list[str]:
    return [
        f"| the four readers of a seeker's or three of a supporter's message, one core | mean {found['mean_ms']} ms, p95 {found['p95_ms']} ms (n = {found['messages']}) | "
        f"{found['times_one_pass']} x faster than one RoBERTa-base pass padded to 64 tokens ({found['peer_pass_ms']} ms; {found['times_unpadded_pass']} x than an unpadded one), {found['times_system']} x than the six of a "
        "bi-encoder for each mechanism | p95 < 15 ms, 15 x, 40 x |",
        f"| messages a second, one core | {found['messages_per_s']} | | 100 |",
        f"| loading the readers | {found['load_s']} s, {found['memory_mb']} MB | | 1 s, 250 MB |",
    ]


def _show(name: str, result: dict[str, Any]) -> None:
    console = Console(width=120)
    result = dict(result)
    rows = result.pop("rows", None)
    if rows:
        table = Table(*rows[0], title=name)
        for row in rows:
            table.add_row(*(str(value) for value in row.values()))
        console.print(table)
    console.print(name, result)


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "all"
    write_docs() if wanted == "docs" else main(wanted)
