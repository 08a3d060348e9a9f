"""What this room announces: ids only, never a word of a plan."""

from dataclasses import dataclass

from beenthere.kernel.bus import Event


@dataclass(frozen=True)
class PlanStepWritten(Event):
    """A step of a plan was written, by its owner or by the supporter in their talk."""

    plan_id: int
    slug: str


@dataclass(frozen=True)
class PlanShared(Event):
    """An owner gave somebody a link to their plan."""

    share_id: int


@dataclass(frozen=True)
class PlanErased(Event):
    """An owner erased their plan; its key is destroyed."""

    person_id: int
