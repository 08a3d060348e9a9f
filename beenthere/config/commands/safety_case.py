"""`beenthere safety-case`: render the hazard log as a page that a clinical safety officer goes through and signs."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOG = ROOT / "docs" / "hazards.yml"


def run(*, out: Path | None, tests: Path | None) -> int:
    """Write the page; 1 when the log has problems or a named test did not pass."""
    from beenthere.config.commands.start import set_up_django
    from beenthere.safety import hazards

    set_up_django()
    if found := hazards.problems(LOG, ROOT):
        print("\n".join(found), file=sys.stderr)
        return 1
    listed = hazards.read(LOG)
    ran = hazards.outcomes(tests) if tests else {}
    page = _page(listed, ran, has_run=tests is not None)
    if out:
        out.write_text(page, encoding="utf-8")
        print(f"{len(listed)} hazards, {out}")
    else:
        print(page)
    open_ones = hazards.unproven(listed, ran) if tests else []
    print("\n".join(open_ones), file=sys.stderr, end="\n" if open_ones else "")
    return 1 if open_ones else 0


def _page(listed: list, ran: dict[str, str], *, has_run: bool) -> str:  # type: ignore[type-arg]
    from django.template.loader import render_to_string

    from beenthere import __version__
    from beenthere.safety import hazards

    rows = [
        (hazard, [(control, hazards.outcome(control, ran)) for control in hazard.controls])
        for hazard in listed
    ]
    context = {
        "rows": rows,
        "has_run": has_run,
        "version": __version__,
        "revision": _revision(),
        "made_at": datetime.now(UTC),
        "high_before": sum(hazard.before.is_high for hazard in listed),
        "high_left": sum(hazard.left.is_high for hazard in listed),
        "owners": sorted({hazard.owner for hazard in listed}),
    }
    return render_to_string("safety/case.html", context)


def _revision() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
