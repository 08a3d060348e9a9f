"""What can be done with visits, offers and wishes.

visits    check in, stay, keep the place, leave, write a note
offers    one round of matching, and the supporter's answers
endings   a talk that ended, broke or was swapped; people kept apart
wishes    what somebody asks for when nobody is here
"""

from beenthere.matching.actions.endings import finish, requeue_first, restore, separate, settle
from beenthere.matching.actions.offers import (
    OfferIsGone,
    accept,
    begin_talk,
    decline,
    expire_offers,
    finish_begun,
    match,
    release,
)
from beenthere.matching.actions.visits import (
    NoteIsTooLong,
    NotInLine,
    UnknownChoice,
    ask_still_there,
    check_in,
    keep_place,
    leave_line,
    share_note,
    still_here,
    write_note,
)
from beenthere.matching.actions.wishes import WishIsUnclear, make_wish, take_wish, tell_wishers, withdraw_wish
from beenthere.matching.facts import DUAL_ROLE

__all__ = [
    "DUAL_ROLE",
    "NotInLine",
    "NoteIsTooLong",
    "OfferIsGone",
    "UnknownChoice",
    "WishIsUnclear",
    "accept",
    "ask_still_there",
    "begin_talk",
    "check_in",
    "decline",
    "expire_offers",
    "finish",
    "finish_begun",
    "keep_place",
    "leave_line",
    "make_wish",
    "match",
    "release",
    "requeue_first",
    "restore",
    "separate",
    "settle",
    "share_note",
    "still_here",
    "take_wish",
    "tell_wishers",
    "withdraw_wish",
    "write_note",
]
