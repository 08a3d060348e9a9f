"""The invented community, the two scripts and the recorded evening, read from ``content/``."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from beenthere.demo.rules import Script
from beenthere.kernel.refusals import NotHere
from beenthere.people.models import Account, Person

FOLDER = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Turn:
    """One line of a recorded evening."""

    minute: int
    side: str
    text: str


@dataclass(frozen=True)
class Evening:
    """A recorded evening, written for the demo."""

    title: str
    distress: int
    need: str
    topics: tuple[str, ...]
    emotions: tuple[str, ...]
    turns: tuple[Turn, ...]


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return read


@cache
def community() -> dict[str, Any]:
    """Return the invented people."""
    return _read("community.yml")


def is_loaded() -> bool:
    """Tell whether the invented community has moved in."""
    return _person(community()["player"]["email"]) is not None


def _person(email: str) -> Person | None:
    return Person.objects.filter(account__email=email).select_related("account").first()


def the_person(email: str) -> Person:
    """Return an invented person.

    :raises NotHere: the demo was never loaded
    """
    person = _person(email)
    if person is None:
        raise NotHere
    return person


def player() -> Person:
    """Return Robin, the scripted supporter."""
    return the_person(community()["player"]["email"])


def tryout_account() -> Account:
    """Return the account a newcomer uses as a supporter."""
    row = next(row for row in community()["supporters"] if row.get("role") == "tryout")
    return _account(row["email"])


def coordinator_account() -> Account:
    """Return the account a newcomer uses as a coordinator."""
    return _account(community()["coordinators"][0]["email"])


def _account(email: str) -> Account:
    account = the_person(email).account
    if account is None:
        raise NotHere
    return account


@cache
def script(role: str) -> Script:
    """Return the script of the demo ``supporter`` or ``seeker``."""
    read = _read(f"scripts/{role}.yml")
    return Script(
        name=read["name"],
        opening=tuple(read["opening"]),
        answers=tuple(read["answers"]),
        closing=read["closing"],
    )


@cache
def scripted_check_in() -> dict[str, Any]:
    """Return what the scripted seeker says at check-in and afterwards."""
    read = _read("scripts/seeker.yml")
    return {name: read[name] for name in ("distress", "after", "topics", "need")}


@cache
def evening(name: str = "the-night-shift") -> Evening:
    """Return a recorded evening."""
    read = _read(f"evenings/{name}.yml")
    turns = tuple(Turn(**turn) for turn in read.pop("turns"))
    return Evening(
        title=read["title"],
        distress=read["distress"],
        need=read["need"],
        topics=tuple(read["topics"]),
        emotions=tuple(read["emotions"]),
        turns=turns,
    )
