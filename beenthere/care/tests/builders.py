"""Ann's therapist Eli, what she writes for him, and what she hands over."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from beenthere.care import actions, letters, queries_handing
from beenthere.care.models import CareContact, DirectoryEntry, HandOver
from beenthere.care.rules import Wish
from beenthere.conversations import actions as talks
from beenthere.conversations import writer
from beenthere.conversations.models import Conversation
from beenthere.people.models import Person
from beenthere.people.tests.builders import EVENING, a_coordinator, a_seeker, a_supporter

__all__ = ["DAY", "EVENING", "a_contact", "a_draft", "a_hand_over", "a_talk_with_words", "an_entry"]
DAY = timedelta(days=1)
ELI = {"role": "therapist", "name": "Eli", "email": "eli@practice.example", "phone": "", "may_know": ""}
SENTENCES = {
    "happened": "I could not stop crying.",
    "was": "It felt like drowning.",
    "want": "Ask me about Sunday.",
}
ENTRY = {
    "name": "The open door",
    "about": "A place to talk in the old town.",
    "reach": "01 234 567",
    "cost": "Nothing",
    "waiting": "Two weeks",
    "first_sentence": "",
    "source": "Called by the team",
}  # fmt: skip


def a_contact(owner: Person | None = None, *, until: Any = None, **said: str) -> CareContact:
    """Eli, as Ann named him."""
    return actions.name_contact(owner=owner or a_seeker(), said=ELI | said, until=until, now=EVENING)


def a_talk_with_words(owner: Person, supporter: Person | None = None) -> Conversation:
    """A talk: Ann says two lines, Bo one between them."""
    talk = talks.begin(
        seeker=owner, supporter=supporter or a_supporter(), language="en", minutes=50, now=EVENING
    )
    talks.open_conversation(conversation=talk, now=EVENING)
    for side, text in (
        ("seeker", "Anns first line"),
        ("supporter", "Bos secret line"),
        ("seeker", "Anns second line"),
    ):
        writer._write_or_split([writer.Saying(talk.pk, talk.key, side, str(uuid4()), text)])
    return talk


def a_draft(owner: Person | None = None, **wish: Any) -> HandOver:
    """A hand-over to Eli with Ann's own words in it."""
    owner = owner or a_seeker()
    contact = CareContact.objects.filter(owner=owner).first() or a_contact(owner)
    row = actions.begin(owner=owner, contact_key=contact.key, now=EVENING)
    said = Wish(pieces=("own",), own="I am so tired.", first_line="Hello Eli, it is Ann.", days=7, way="link")
    actions.choose(owner=owner, key=row.key, wish=replace(said, **wish))
    return row


def seen(row: HandOver, now: Any = EVENING) -> str:
    """What the preview shows, as its form sends it back."""
    _row, _wish, frozen = actions.preview(owner=row.owner, key=row.key, now=now)
    return letters.digest_of(frozen.article)


def a_hand_over(owner: Person | None = None, **wish: Any) -> tuple[HandOver, str, str]:
    """A hand-over Ann said yes to, its link's secret and its code."""
    row = a_draft(owner, **wish)
    given, code = actions.agree(owner=row.owner, key=row.key, seen=seen(row), now=EVENING)
    return given, queries_handing.token_of(given), code


def an_entry(**said: str) -> DirectoryEntry:
    """An entry of the directory, written by a coordinator."""
    return actions.write_entry(by=a_coordinator(), said=ENTRY | said, now=EVENING)
