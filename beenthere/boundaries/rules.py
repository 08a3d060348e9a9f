"""Who may talk with whom in which role, and when a talk may begin. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

STRANGER = "stranger"
KINDS = ("stranger", "know_each_other", "referred", "off_duty_clinician", "treating_clinician", "power")
# No yes of anybody makes these all right: the seeker could not freely say no.
NEVER = ("treating_clinician", "power")


@dataclass(frozen=True)
class Readiness:
    """What has been said so far; ``seeker_accepts`` is None until they have answered."""

    seeker_agreed: bool
    supporter_agreed: bool
    kinds: tuple[str, ...] | None
    seeker_accepts: bool | None


def forbidden(kinds: Collection[str]) -> str | None:
    """Return the first kind of tie that never goes with peer support, or None."""
    return next((kind for kind in NEVER if kind in kinds), None)


def why_not_disclose(kinds: Collection[str]) -> str | None:
    """Return what is wrong with a set of kinds: "empty", "unknown" or "clash"."""
    if not kinds:
        return "empty"
    if set(kinds) - set(KINDS):
        return "unknown"
    if STRANGER in kinds and set(kinds) & {"know_each_other", "referred", *NEVER}:
        return "clash"
    return None


def may_open(readiness: Readiness) -> str | None:
    """Return what a talk still waits for before its first word, or None when it may open."""
    if not readiness.seeker_agreed:
        return "seeker_agreement"
    if not readiness.supporter_agreed:
        return "supporter_agreement"
    if readiness.kinds is None:
        return "disclosure"
    if forbidden(readiness.kinds):
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
