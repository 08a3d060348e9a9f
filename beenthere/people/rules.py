"""What a supporter's profile must be, decided without tables."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

NAME_LENGTH = 40
HOURS_LENGTH = 200
PROFESSION_LENGTH = 80
# Nobody holds more than two people at a time.
MOST_TALKS = 2
LIMITS = range(1, MOST_TALKS + 1)


@dataclass(frozen=True)
class ProfileDraft:
    """What a supporter wants to say about themselves."""

    display_name: str
    topics: Sequence[str]
    languages: Sequence[str]
    refused_topics: Sequence[str] = ()
    preferred_needs: Sequence[str] = ()
    hours: str = ""
    chat_limit: int = 1
    profession: str = ""


@dataclass(frozen=True)
class Known:
    """The slugs that exist."""

    topics: Collection[str]
    languages: Collection[str]
    needs: Collection[str]


def problems(draft: ProfileDraft, known: Known) -> dict[str, str]:
    """Return what is wrong as field -> code; empty when the profile may be saved."""
    found = _empty(draft) | _unknown(draft, known) | _too_long(draft)
    if set(draft.topics) & set(draft.refused_topics):
        found["refused_topics"] = "both"
    if draft.chat_limit not in LIMITS:
        found["chat_limit"] = "limit"
    return found


def _empty(draft: ProfileDraft) -> dict[str, str]:
    found = {}
    if not draft.display_name.strip():
        found["display_name"] = "empty"
    if not draft.languages:
        found["languages"] = "empty"
    return found


def _unknown(draft: ProfileDraft, known: Known) -> dict[str, str]:
    chosen = {
        "topics": (draft.topics, known.topics),
        "refused_topics": (draft.refused_topics, known.topics),
        "languages": (draft.languages, known.languages),
        "preferred_needs": (draft.preferred_needs, known.needs),
    }
    return {field: "unknown" for field, (given, exist) in chosen.items() if set(given) - set(exist)}


def _too_long(draft: ProfileDraft) -> dict[str, str]:
    lengths = {
        "display_name": (draft.display_name, NAME_LENGTH),
        "hours": (draft.hours, HOURS_LENGTH),
        "profession": (draft.profession, PROFESSION_LENGTH),
    }
    return {field: "long" for field, (text, most) in lengths.items() if len(text.strip()) > most}


def is_resting(*, rests_until: datetime | None, now: datetime) -> bool:
    """Tell whether somebody still rests after a grave talk."""
    return rests_until is not None and now < rests_until
