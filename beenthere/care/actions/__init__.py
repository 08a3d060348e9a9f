"""What can be done in this room."""

from beenthere.care.actions.contacts import ContactIsUnclear, change_contact, forget_contact, name_contact
from beenthere.care.actions.directory import (
    EntryIsUnclear,
    check_entry,
    forget_own,
    keep_entry,
    remove_entry,
    suggest,
    write_entry,
)
from beenthere.care.actions.handing import (
    CanNotHandOver,
    ChangedSinceSeen,
    agree,
    begin,
    choose,
    empty,
    end_due,
    forget_hand_over,
    new_code,
    preview,
    revoke,
)
from beenthere.care.actions.opening import CodeDoesNotOpen, TooManyCodes, open_with_code
from beenthere.care.actions.sentences import NothingSaid, forget_sentences, write_sentences

__all__ = [
    "CanNotHandOver",
    "ChangedSinceSeen",
    "CodeDoesNotOpen",
    "ContactIsUnclear",
    "EntryIsUnclear",
    "NothingSaid",
    "TooManyCodes",
    "agree",
    "begin",
    "change_contact",
    "check_entry",
    "choose",
    "empty",
    "end_due",
    "forget_contact",
    "forget_hand_over",
    "forget_own",
    "forget_sentences",
    "keep_entry",
    "name_contact",
    "new_code",
    "open_with_code",
    "preview",
    "remove_entry",
    "revoke",
    "suggest",
    "write_entry",
    "write_sentences",
]
