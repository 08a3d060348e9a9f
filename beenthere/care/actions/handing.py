"""Putting a hand-over together, saying yes to it, taking it back. Only the seeker ever calls these."""

import secrets
from dataclasses import asdict, replace
from datetime import datetime

from argon2 import PasswordHasher
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.care import access, assembly, letters, paper, queries, queries_handing, rules
from beenthere.care.events import HandOverAgreed, HandOverTakenBack
from beenthere.care.letters import Frozen
from beenthere.care.models import HandOver
from beenthere.care.rules import Wish
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotHere, OutOfStep, Refused, TooMuch
from beenthere.notices import actions as notices
from beenthere.notices.models import Letter as Mail
from beenthere.people.models import Person
from beenthere.privacy import actions as privacy
from beenthere.privacy import keys

TOKEN_BYTES = 24
CONSENT_VERSION = "1"
_hasher = PasswordHasher()
WHY_NOT = {
    "empty": _("There is nothing in it yet. Please choose at least one piece."),
    "purpose": _("Please choose what it is for."),
    "days": _("Please choose how long it stays open."),
    "way": _("Please choose how the link gets there."),
    "address": _("For an e-mail we need their address. Please add it, or choose another way."),
    "over": _("You said they may be told things until a day that has passed. Please change the day first."),
    "mail": _("Mail is off here. Please choose to give them the link yourself."),
}


class CanNotHandOver(Refused):
    """Something is missing before a hand-over can go out; ``why`` says what."""

    def __init__(self, why: str) -> None:
        super().__init__(WHY_NOT[why])
        self.why = why


class ChangedSinceSeen(OutOfStep):
    """The page is no longer the one that was previewed."""


@transaction.atomic
def begin(*, owner: Person, contact_key: str, now: datetime, pieces: tuple[str, ...] = ()) -> HandOver:
    """Begin a hand-over to somebody the seeker named.

    :raises NotHere: no such contact of theirs
    :raises TooMuch: many are begun already
    """
    contact = access.own_contact(owner=owner, key=contact_key)
    if HandOver.objects.filter(owner=owner, consented_at=None).count() >= rules.MOST_DRAFTS:
        raise TooMuch(_("Some are begun and not sent. Please erase one first."))
    row = HandOver(owner=owner, contact=contact, made_at=now)
    row.wish = _sealed_wish(row, Wish(pieces=rules.known_pieces(pieces)))
    row.save()
    return row


def _sealed_wish(row: HandOver, wish: Wish) -> bytes:
    return queries.seal_own(owner=row.owner, place=f"wish:{row.key}", words=asdict(wish))


@transaction.atomic
def choose(*, owner: Person, key: str, wish: Wish) -> Wish:
    """Keep what was chosen so far.

    :raises TooMuch: too many lines, or too long
    :raises NotHere: missing, somebody else's, or sent already
    """
    row = _draft(owner, key)
    wish = replace(
        wish,
        pieces=rules.known_pieces(wish.pieces),
        own=rules.tidy(wish.own),
        first_line=rules.one_line(wish.first_line),
        signed=rules.one_line(wish.signed),
    )
    if len(wish.own) > rules.OWN_LIMIT or max(len(wish.first_line), len(wish.signed)) > 2 * rules.SHORT:
        raise TooMuch(_("That is too long. Please use fewer words."))
    if sum(piece.startswith("line:") for piece in wish.pieces) > rules.MOST_LINES:
        raise TooMuch(_("Please choose 60 lines at most. A few say more than many."))
    HandOver.objects.filter(pk=row.pk, consented_at=None).update(wish=_sealed_wish(row, wish))
    return wish


def _draft(owner: Person, key: str) -> HandOver:
    row = access.own_hand_over(owner=owner, key=key)
    if row.consented_at is not None or row.contact is None:
        raise NotHere
    return row


def preview(*, owner: Person, key: str, now: datetime, link: str = "…") -> tuple[HandOver, Wish, Frozen]:
    """Return a hand-over exactly as it would go out now.

    :raises NotHere: missing, somebody else's, or sent already
    """
    row = _draft(owner, key)
    wish = queries_handing.wish_of(row)
    letter = assembly.compose(hand_over=row, wish=wish, now=now)
    return row, wish, paper.freeze(letter=letter, wish=wish, link=link)


def agree(*, owner: Person, key: str, seen: str, now: datetime) -> tuple[HandOver, str]:
    """Say yes to a hand-over as it was seen; freeze it, and return it with its code, shown once.

    :raises ChangedSinceSeen: the page is no longer the one that was previewed
    :raises CanNotHandOver: something is missing
    :raises TooMuch: ten are open already
    :raises NotHere: missing, somebody else's, or sent already
    """
    code, token = _new_secret(), secrets.token_urlsafe(TOKEN_BYTES)
    # Hashed before the transaction: it takes long, and writers would wait.
    code_hash = _hasher.hash(code)
    with transaction.atomic():
        row, wish, frozen = preview(owner=owner, key=key, now=now, link=queries_handing.link_of(token))
        _refuse_what_can_not_go(row, wish, frozen, now=now)
        if letters.digest_of(frozen.article) != seen:
            raise ChangedSinceSeen(_("Something in it has changed. Please look at it once more."))
        _freeze(row, wish, frozen, token=token, code_hash=code_hash, now=now)
        privacy.give_consent(person=owner, purpose=access.purpose_of(row), version=CONSENT_VERSION, now=now)
        if wish.way == "email":
            _send(row, frozen, now=now)
        privacy.record(actor="seeker", deed="hand-over agreed", about=row.key, now=now)
        announce(HandOverAgreed(hand_over_id=row.pk))
    row.refresh_from_db()
    return row, code


def _new_secret() -> str:
    return "".join(secrets.choice(rules.CODE_SIGNS) for _sign in range(rules.CODE_LENGTH))


def _refuse_what_can_not_go(row: HandOver, wish: Wish, frozen: Frozen, *, now: datetime) -> None:
    assert row.contact is not None  # noqa: S101 - _draft has looked
    contact = queries.contact(row.contact, row.owner)
    why = rules.why_not_hand_over(
        wish=wish,
        parts=len(frozen.letter.parts),
        has_address=bool(contact.email),
        may_tell=rules.may_be_told(until=contact.until, today=assembly.today(now)),
        living=queries_handing.living_count(row.owner, now=now),
    )
    if why == "many":
        raise TooMuch(_("Ten are open. Please take one back first."))
    if why:
        raise CanNotHandOver(why)
    if wish.way == "email" and not settings.MAIL_IS_ON:
        raise CanNotHandOver("mail")


def _freeze(row: HandOver, wish: Wish, frozen: Frozen, *, token: str, code_hash: str, now: datetime) -> None:
    subject, letter = queries.subject_of(row), frozen.letter
    about = {"name": letter.to_name, "role": letter.to_role, "purpose": letter.purpose}
    claimed = HandOver.objects.filter(pk=row.pk, consented_at=None).update(
        wish=None,
        about=queries.seal_own(owner=row.owner, place=f"about:{row.key}", words=about),
        body=keys.seal(subject=subject, place=f"body:{row.key}", words=letters.as_json(frozen)),
        token=keys.seal(subject=subject, place=f"token:{row.key}", words=token),
        digest=access.digest_of(token),
        way=wish.way,
        consented_at=now,
        until=assembly.ends_at(hand_over=row, wish=wish, now=now),
        code_hash=code_hash,
    )
    if not claimed:
        raise NotHere


def _send(row: HandOver, frozen: Frozen, *, now: datetime) -> None:
    assert row.contact is not None  # noqa: S101 - _draft has looked
    address = queries.contact(row.contact, row.owner).email
    notices.queue_letter(
        by=row.owner,
        letter=Mail(address=address, title=frozen.mail_title, body=frozen.mail_body),
        subject=queries.subject_of(row),
        consent=access.purpose_of(row),
        dedup_key=queries_handing.mail_key(row),
        now=now,
    )


def new_code(*, owner: Person, key: str, now: datetime) -> str:
    """Return a new code for an open hand-over, shown once; the one before stops working.

    :raises NotHere: missing, somebody else's, or not open
    """
    code = _new_secret()
    code_hash = _hasher.hash(code)
    row = access.own_hand_over(owner=owner, key=key)
    state = rules.state_of(consented_at=row.consented_at, until=row.until, revoked_at=row.revoked_at, now=now)
    if not rules.is_open(state=state, has_consent=queries_handing.has_consent(row)):
        raise NotHere
    HandOver.objects.filter(pk=row.pk).update(code_hash=code_hash, tries=0, last_try_at=None)
    return code


@transaction.atomic
def revoke(*, owner: Person, key: str, now: datetime) -> None:
    """Take a hand-over back: the link is dead, a waiting mail does not go, the words are destroyed.

    :raises NotHere: missing, somebody else's, or never sent
    """
    row = access.own_hand_over(owner=owner, key=key)
    if row.consented_at is None:
        raise NotHere
    if HandOver.objects.filter(pk=row.pk, revoked_at=None, emptied_at=None).update(revoked_at=now):
        empty(row, now=now)
        privacy.record(actor="seeker", deed="hand-over taken back", about=row.key, now=now)
        announce(HandOverTakenBack(hand_over_id=row.pk))


def empty(row: HandOver, *, now: datetime) -> None:
    """Destroy what was handed over, key first; only the seeker's own log of it stays."""
    keys.destroy_key(subject=queries.subject_of(row))
    privacy.withdraw_consent(person=row.owner, purpose=access.purpose_of(row), now=now)
    notices.withdraw(dedup_key=queries_handing.mail_key(row))
    HandOver.objects.filter(pk=row.pk).update(
        body=None, token=None, digest=None, code_hash="", emptied_at=now
    )


def end_due(*, now: datetime) -> int:
    """Destroy what is past its day; return how many."""
    over = HandOver.objects.filter(until__lte=now, emptied_at=None, consented_at__isnull=False)
    due = list(over.select_related("owner"))
    for row in due:
        with transaction.atomic():
            empty(row, now=now)
            privacy.record(actor="service", deed="hand-over over", about=row.key, now=now)
    return len(due)


@transaction.atomic
def forget_hand_over(*, owner: Person, key: str, now: datetime) -> None:
    """Forget a draft, or one that is over, with its log; an open one is taken back first.

    :raises NotHere: missing or somebody else's
    """
    row = access.own_hand_over(owner=owner, key=key)
    if row.consented_at is not None and row.emptied_at is None:
        revoke(owner=owner, key=key, now=now)
    row.delete()
