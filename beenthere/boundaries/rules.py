"""Who may talk with whom in which role, and when a talk may begin. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

STRANGER = "stranger"
# The only tie somebody can have whom they do not know.
GOES_WITH_STRANGER = ("off_duty_clinician",)
# No yes of anybody makes these all right: the seeker could not freely say no. The content may forbid more, never less.
NEVER = ("treating_clinician", "former_client", "power", "ex_partner")


@dataclass(frozen=True)
class Readiness:
    """What has been said so far; ``seeker_accepts`` is None until they have answered."""

    seeker_agreed: bool
    supporter_agreed: bool
    kinds: tuple[str, ...] | None
    seeker_accepts: bool | None
    never: tuple[str, ...] = NEVER


@dataclass(frozen=True)
class Yes:
    """Somebody's yes to some words, and whether they have taken it back."""

    version: str
    digest: str
    is_withdrawn: bool = False


def counts(yes: Yes, *, version: str, digest: str) -> bool:
    """Tell whether a yes is to the words in force; one from before words were kept is told by its version."""
    if yes.is_withdrawn:
        return False
    return yes.digest == digest if yes.digest else yes.version == version


def forbidden(kinds: Collection[str], never: Collection[str] = NEVER) -> str | None:
    """Return the first kind of tie that never goes with peer support, or None."""
    return next((kind for kind in (*NEVER, *never) if kind in kinds), None)


def why_not_disclose(kinds: Collection[str], *, known: Collection[str]) -> str | None:
    """Return what is wrong with a set of kinds: "empty", "unknown" or "clash"."""
    if not kinds:
        return "empty"
    if set(kinds) - set(known):
        return "unknown"
    if STRANGER in kinds and set(kinds) - {STRANGER, *GOES_WITH_STRANGER}:
        return "clash"
    return None


def missing_details(asked: Collection[str], said: Mapping[str, str]) -> list[str]:
    """Return what has to be said about a tie and is not."""
    return [name for name in asked if not said.get(name, "").strip()]


def may_open(readiness: Readiness) -> str | None:
    """Return what a talk still waits for before its first word, or None when it may open."""
    if not readiness.seeker_agreed:
        return "seeker_agreement"
    if not readiness.supporter_agreed:
        return "supporter_agreement"
    if readiness.kinds is None:
        return "disclosure"
    if forbidden(readiness.kinds, readiness.never):
        return "forbidden"
    if readiness.seeker_accepts is None:
        return "seeker_answer"
    if not readiness.seeker_accepts:
        return "declined"
    return None


def waits_for(reason: str | None) -> str:
    """Return whose move it is: "seeker", "supporter", or "nobody" when all is said."""
    if reason in ("supporter_agreement", "disclosure"):
        return "supporter"
    if reason in ("seeker_agreement", "seeker_answer"):
        return "seeker"
    return "nobody"


def missing_boxes(must: Collection[str], answers: Mapping[str, bool]) -> list[str]:
    """Return the boxes that have to be ticked and are not."""
    return [slug for slug in must if answers.get(slug) is not True]
