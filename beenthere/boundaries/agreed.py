"""What two people agreed, for both of them to read: the words, the ties and the answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from beenthere.boundaries import queries, texts
from beenthere.boundaries.differences import Change, differences, has_changed
from beenthere.boundaries.models import Agreement, Terms, Wording
from beenthere.conversations.models import Conversation
from beenthere.people import queries as people
from beenthere.people.models import Person


@dataclass(frozen=True)
class SideAgreed:
    """What one side said yes to, word for word as it stood then."""

    side: str
    version: str
    at: datetime
    withdrawn_at: datetime | None
    points: tuple[str, ...]
    boxes: tuple[str, ...]
    is_older: bool


@dataclass(frozen=True)
class WhatWeAgreed:
    """Both sides of one talk, the ties said so far, and the lines that stand above it."""

    frame: queries.Frame
    sides: tuple[SideAgreed, ...]
    ties: tuple[queries.Disclosed, ...]
    standing: tuple[str, ...]

    @property
    def unanswered(self) -> bool:
        """Tell whether the seeker has yet to answer what was said last."""
        return bool(self.ties) and self.ties[-1].accepts is None


@dataclass(frozen=True)
class Changed:
    """How the words of one side moved from one version to another."""

    side: str
    old: str
    new: str
    points: tuple[Change, ...]
    boxes: tuple[Change, ...]


def what_we_agreed(conversation: Conversation, *, local_number: str = "") -> WhatWeAgreed:
    """Return what both sides agreed; an open talk goes on under the words it was opened with."""
    terms = Terms.objects.select_related("frame", "seeker__wording", "supporter__wording")
    kept = terms.filter(conversation_id=conversation.pk).first()
    sides = [_of_side(conversation, kept, side, local_number) for side in ("seeker", "supporter")]
    return WhatWeAgreed(
        frame=_frame(conversation, kept.frame if kept else None, local_number),
        sides=tuple(one for one in sides if one),
        ties=tuple(queries.disclosures(conversation)),
        standing=tuple(queries.standing_lines(conversation)),
    )


def _frame(conversation: Conversation, kept: Wording | None, local_number: str) -> queries.Frame:
    return queries.frame(
        name=people.display_name(conversation.supporter),
        minutes=conversation.planned_minutes,
        local_number=local_number,
        text=queries.wording_text(kept) if kept else None,
    )


def _of_side(
    conversation: Conversation, kept: Terms | None, side: str, local_number: str
) -> SideAgreed | None:
    person = getattr(conversation, side)
    row = getattr(kept, side) if kept else None
    if row is None and person is not None:
        row = next(iter(queries.agreements_of(person=person, side=side, conversation=conversation)), None)
    return side_agreed(row, local_number) if row else None


def side_agreed(row: Agreement, local_number: str = "") -> SideAgreed:
    """Return what one side said yes to."""
    text = agreed_words(row, local_number=local_number)
    return SideAgreed(
        side=row.side,
        version=row.version,
        at=row.at,
        withdrawn_at=row.withdrawn_at,
        points=text.points,
        boxes=tuple(box.words for box in text.boxes if row.answers.get(box.slug)),
        is_older=text.digest != texts.newest(row.side).digest,
    )


def agreed_words(row: Agreement, *, local_number: str = "") -> queries.AgreementText:
    """Return the words of a yes as they stood when it was said."""
    text = queries.wording_text(row.wording) if row.wording else queries.words_of(row.side, row.version)
    values = {**queries.placeholders(local_number=local_number), **row.filled}
    if local_number:
        values["local_number"] = local_number
    return queries.in_words(text, values)


def versions(side: str) -> list[str]:
    """Return the versions of one side's words that can be read, the newest last."""
    kept = Wording.objects.filter(kind=side).values_list("version", flat=True)
    return sorted({*texts.versions(side), *kept}, key=int)


def changes(side: str, *, old: str, new: str) -> Changed:
    """Return what changed between two versions of one side's words.

    :raises NotHere: there is no such version
    """
    return _changed(queries.agreement(side, version=old), queries.agreement(side, version=new))


def changes_since_last_yes(*, person: Person | None, side: str, about: str = "") -> Changed | None:
    """Return what changed since somebody last said yes; None when nothing did, or they never have. Each pair of friends has a yes of its own."""
    if person is None:
        return None
    rows = Agreement.objects.filter(person_id=person.pk, side=side).select_related("wording")
    if about:
        rows = rows.filter(about=about)
    last = rows.order_by("-at", "-id").first()
    if last is None:
        return None
    found = _changed(agreed_words(last), queries.agreement(side))
    return found if has_changed(found.points) or has_changed(found.boxes) else None


def _changed(old: queries.AgreementText, new: queries.AgreementText) -> Changed:
    return Changed(
        side=new.side,
        old=old.version,
        new=new.version,
        points=tuple(differences(old.points, new.points)),
        boxes=tuple(differences(_box_words(old.boxes), _box_words(new.boxes))),
    )


def _box_words(boxes: Sequence[queries.Box]) -> list[str]:
    return [box.words for box in boxes]
