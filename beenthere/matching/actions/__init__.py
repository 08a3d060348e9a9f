"""What can be done with visits, offers and wishes.

visits    check in, stay, keep the place, leave, write a note
offers    one round of matching, and the supporter's answers
friends   an evening with a friend, which is never in the line
endings   a talk that ended, broke or was swapped; people kept apart
wishes    what somebody asks for when nobody is here
"""

from beenthere.matching.actions.endings import (
    finish,
    finish_begun,
    go_on,
    hand_over,
    requeue_first,
    restore,
    separate,
    settle,
    show_out,
)
from beenthere.matching.actions.friends import follow_talk, friend_left, friend_visit, tell_friend
from beenthere.matching.actions.offers import (
    OfferIsGone,
    accept,
    begin_talk,
    decline,
    expire_offers,
    match,
    release,
)
from beenthere.matching.actions.visits import (
    NoteIsTooLong,
    NotInLine,
    UnknownChoice,
    ask_still_there,
    check_in,
    check_in_again,
    keep_place,
    leave_line,
    note_unsafe,
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
    "check_in_again",
    "decline",
    "expire_offers",
    "finish",
    "finish_begun",
    "follow_talk",
    "friend_left",
    "friend_visit",
    "go_on",
    "hand_over",
    "keep_place",
    "leave_line",
    "make_wish",
    "match",
    "note_unsafe",
    "release",
    "requeue_first",
    "restore",
    "separate",
    "settle",
    "share_note",
    "show_out",
    "still_here",
    "take_wish",
    "tell_friend",
    "tell_wishers",
    "withdraw_wish",
    "write_note",
]
