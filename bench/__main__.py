"""``python -m bench [live|memory|start|pages|all]``: a table, and JSON in ``bench/results``."""

import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import live, memory, pages, start

PARTS = {"live": live.run, "memory": memory.run, "start": start.run, "pages": pages.run}
RESULTS = Path(__file__).with_name("results")


def main(wanted: str) -> None:
    """Measure and tell."""
    names = list(PARTS) if wanted == "all" else [wanted]
    found = {name: PARTS[name]() for name in names}
    machine = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "at": datetime.now(UTC).isoformat(),
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{wanted}.json").write_text(json.dumps({"machine": machine, **found}, indent=2) + "\n")
    for name, result in found.items():
        _show(name, result)


def _show(name: str, result: dict[str, Any]) -> None:
    console = Console(width=120)
    rows = result.pop("rows", None)
    if rows:
        table = Table(*rows[0], title=name)
        for row in rows:
            table.add_row(*(str(value) for value in row.values()))
        console.print(table)
    console.print(name, result)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "all")
