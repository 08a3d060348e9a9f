"""Docs that are generated, so that they can not fall behind: settings, listeners, licences."""

import re
from collections.abc import Callable, Iterator
from email.message import Message
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import cast

from beenthere.config.table import PREFIX, Table
from beenthere.kernel.bus import listener_table

ROOT = Path(__file__).resolve().parents[2]
# Weak copyleft by file (MPL, LGPL as a library) may stand under Apache-2.0 code; GPL and AGPL may not.
ALLOWED = re.compile(
    r"apache|mit\b|bsd|isc\b|psf|python software|mpl|mozilla|lgpl|lesser general|unlicense|0bsd|zlib|cc0|hpnd",
    re.IGNORECASE,
)
# What these two name in their metadata says less than their licence files.
NAMED_BY_HAND = {"django-csp": "BSD-3-Clause", "qrcode": "BSD-3-Clause"}


def settings_table() -> str:
    """Return the settings as a Markdown table."""
    rows = ["| name | type | default | what it does |", "|---|---|---|---|"]
    for name, field in Table.model_fields.items():
        kind = _kind(field.annotation)
        default = "" if field.default in ("", None) else f"`{field.default}`"
        rows.append(f"| `{PREFIX}{name.upper()}` | {kind} | {default} | {field.description} |")
    return "\n".join(rows)


def _kind(annotation: object) -> str:
    choices = getattr(annotation, "__args__", None)
    if choices:
        return " or ".join(str(getattr(c, "__name__", c)) for c in choices if c is not type(None)).lower()
    return str(getattr(annotation, "__name__", annotation)).lower()


def listeners() -> str:
    """Return who listens to whom as a Markdown table."""
    rows = ["| when | then |", "|---|---|"]
    rows += [f"| `{event}` | `{name.removeprefix('beenthere.')}` |" for event, name in listener_table()]
    return "\n".join(rows)


def locked_packages() -> Iterator[str]:
    """Yield the packages that the service itself is made of, by name."""
    for line in (ROOT / "requirements.lock").read_text().splitlines():
        found = re.match(r"([A-Za-z0-9_.-]+)==", line)
        if found:
            yield found.group(1)


def licence_of(name: str) -> str:
    """Return the licence a package names for itself; empty when it is not installed here.

    Packages for other systems or other Pythons are in the lock and not in this environment.
    """
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return ""
    return NAMED_BY_HAND.get(name) or _named(found)


def _named(found: Distribution) -> str:
    about = cast(Message, found.metadata)
    expression = about.get("License-Expression")
    classifiers = [
        c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or [] if c.startswith("License")
    ]
    words = (
        expression
        or ", ".join(c for c in classifiers if c != "OSI Approved")
        or about.get("License")
        or "unknown"
    )
    return str(words).strip().splitlines()[0][:80]


def licences() -> str:
    """Return every package of the lock with its licence as a Markdown table."""
    rows = ["| package | licence |", "|---|---|"]
    rows += [
        f"| {name} | {licence} |"
        for name in dict.fromkeys(locked_packages())
        if (licence := licence_of(name))
    ]
    return "\n".join(rows)


def unfit_licences() -> list[str]:
    """Return each package whose licence is not on the list of those we may stand on."""
    named = ((name, licence_of(name)) for name in locked_packages())
    return [f"{name}: {licence}" for name, licence in named if licence and not ALLOWED.search(licence)]


# file, the name of its markers, what stands between them
DOCUMENTS: tuple[tuple[str, str, Callable[[], str]], ...] = (
    ("docs/self_hosting.md", "settings", settings_table),
    ("docs/map.md", "listeners", listeners),
    ("docs/licences.md", "licences", licences),
)


def renewed(*, text: str, marker: str, content: str) -> str:
    """Return the text with what stands between the markers replaced."""
    begin, end = f"<!-- {marker}:begin -->", f"<!-- {marker}:end -->"
    before, _, rest = text.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"There is no {begin} ... {end} to write between.")
    return f"{before}{begin}\n{content}\n{end}{after}"
