"""The floors and shelves hold, and each contract is broken once on purpose to prove that it is looked at."""

import ast
import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")

# room path of a new module, what it must not import, the name of the contract
BREAKS = [
    ("kernel/upward.py", "import beenthere.people.queries", "Floors"),
    ("safety/sideways.py", "import beenthere.boundaries.queries", "Floors"),
    ("relief/rules.py", "import django", "Rules decide purely"),
    ("matching/rules.py", "import time", "Rules decide purely"),
    ("boundaries/guard/rules.py", "import django", "Rules decide purely"),
    ("readers/impure.py", "import socket", "Readers are plain"),
    ("matching/actions/pages.py", "import beenthere.matching.views", "Shelves"),
    ("companion/loud.py", "import beenthere.conversations.writer", "The companion can not speak"),
    ("insights/curious.py", "import beenthere.privacy.keys", "Insights can not read"),
    ("companion/curious.py", "import beenthere.care.queries", "The supporter's side can not see care"),
    ("evening/peeking.py", "import beenthere.care.queries", "The supporter's side can not see care"),
    ("evening/nosy.py", "import beenthere.insights.views", "The pages and listeners of insights"),
]


def lint(folder: Path) -> str:
    """Return what import-linter says about the tree in this folder."""
    return subprocess.run(
        [LINT, "--no-cache", "--config", ROOT / ".importlinter"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "300"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    ).stdout


def a_copy_of_the_house(folder: Path) -> Path:
    shutil.copytree(
        ROOT / "beenthere",
        folder / "beenthere",
        ignore=lambda where, names: [n for n in names if Path(where, n).is_file() and not n.endswith(".py")],
    )
    return folder


def broken(said: str) -> list[str]:
    return [line.removesuffix(" BROKEN") for line in said.splitlines() if " BROKEN" in line]


def test_the_house_stands(tmp_path):
    said = lint(a_copy_of_the_house(tmp_path))

    assert broken(said) == []
    assert "0 broken" in said


def test_each_contract_names_the_line_that_forgets(tmp_path):
    house = a_copy_of_the_house(tmp_path)
    (house / "beenthere/matching/views.py").touch()
    for path, line, _ in BREAKS:
        module = house / "beenthere" / path
        module.parent.mkdir(exist_ok=True)
        with module.open("a") as file:
            file.write(f"\n{line}\n")

    said = lint(house)

    for path, line, contract in BREAKS:
        assert any(name.startswith(contract) for name in broken(said)), contract
        module = "beenthere." + path.removesuffix(".py").replace("/", ".")
        assert f"{module} -> {line.removeprefix('import ')}" in said, (path, said[-3000:])


def test_a_room_without_a_floor_is_named(tmp_path):
    house = a_copy_of_the_house(tmp_path)
    (house / "beenthere/attic").mkdir()
    (house / "beenthere/attic/__init__.py").touch()

    assert "attic" in lint(house)


def floors() -> dict[str, int]:
    """Return each room's floor, counted from the roof, as the contract has it."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    lines = contract["importlinter:contract:floors"]["layers"].split("\n")
    return {
        room.strip(): height
        for height, line in enumerate(filter(str.strip, lines))
        for room in line.split("|")
    }


def pointing_up(relations: list[tuple[str, str]], height: dict[str, int]) -> list[str]:
    return [f"{a} -> {b}" for a, b in relations if a != b and height[b] <= height[a]]


def test_no_foreign_key_points_up_or_sideways():
    height = floors()
    relations = [
        (model._meta.app_label, field.related_model._meta.app_label)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
    ]
    ours = [(a, b) for a, b in relations if a in height and b in height]

    assert ours
    assert pointing_up(ours, height) == []
    assert pointing_up([("people", "matching")], height) == ["people -> matching"]
    assert pointing_up([("safety", "boundaries")], height) == ["safety -> boundaries"]


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


PAGES = ("django.http", "django.shortcuts", "django.template", "django.views")


def shelf(name: str) -> list[Path]:
    files = ROOT.glob(f"beenthere/*/{name}.py")
    return sorted([*files, *ROOT.glob(f"beenthere/*/{name}/*.py")])


@pytest.mark.parametrize("name", ["actions", "queries", "access", "events", "rules", "models"])
def test_the_lower_shelves_know_nothing_of_pages(name):
    knowing = [
        str(path.relative_to(ROOT))
        for path in shelf(name)
        # The demo opens its doors itself: its access puts a newcomer into the session.
        if "demo" not in path.parts and any(module.startswith(PAGES) for module in imports_of(path))
    ]

    assert shelf(name)
    assert knowing == []


def test_insights_never_names_words_of_a_talk():
    words = {"messages_after", "transcript", "unsealed", "unseal", "cipher_for", "Message"}
    for path in ROOT.glob("beenthere/insights/**/*.py"):
        if "tests" in path.parts:
            continue
        tree = ast.walk(ast.parse(path.read_text()))
        named = {getattr(n, "attr", getattr(n, "id", getattr(n, "name", None))) for n in tree}
        assert not named & words, path


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
