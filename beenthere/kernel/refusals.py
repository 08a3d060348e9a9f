"""Refusals: exceptions whose message a person may read.

Refused
├── NotHere        missing or somebody else's; the two look the same from outside
├── NotAllowed     this person's role does not open this door
├── TooMuch        too many or too large, with what to do instead
└── OutOfStep      the thing has moved on: ended, taken, already answered
"""


class Refused(Exception):
    """Something was asked that can not be done; the message says what to try next."""

    status = 400


class NotHere(Refused):
    """Nothing is here for this person."""

    status = 404


class NotAllowed(Refused):
    """This person's role does not open this door."""

    status = 403


class TooMuch(Refused):
    """Too many or too large."""

    status = 429


class OutOfStep(Refused):
    """The thing has moved on since the page was drawn."""

    status = 409
