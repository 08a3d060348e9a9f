"""What can be done in this room."""

from beenthere.privacy.actions.audit import record
from beenthere.privacy.actions.codes import (
    CodeIsWrong,
    TooManyTries,
    come_back,
    forget_code,
    make_return_code,
)
from beenthere.privacy.actions.consent import give_consent, withdraw_consent
from beenthere.privacy.actions.erasing import erase_conversation, erase_person, scrub_keyring
from beenthere.privacy.actions.retaining import retain, retain_if_due
from beenthere.privacy.actions.rotating import WrongRootKey, rotate_root_key

__all__ = [
    "CodeIsWrong",
    "TooManyTries",
    "WrongRootKey",
    "come_back",
    "erase_conversation",
    "erase_person",
    "forget_code",
    "give_consent",
    "make_return_code",
    "record",
    "retain",
    "retain_if_due",
    "rotate_root_key",
    "scrub_keyring",
    "withdraw_consent",
]
