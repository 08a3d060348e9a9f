"""From a moment to two or three fitting cards: pure, the same answer for the same moment.

Tables and guards follow the adaptive logic the project wrote down for itself: a person's own
number and need choose the row, hard guards take cards away in a fixed order, and what is left
is ranked. Every card shown says why; every card taken away says why not. All of it is a hint
to a human, who may ignore it.

Sources of the order "listen before you fix": Hill, Helping Skills; Feng 2009 (advice after
support); of the bands: a convention, not a validated cut.
"""

from beenthere.companion.rules.choice import steady, suggest
from beenthere.companion.rules.guards import why_not
from beenthere.companion.rules.moment import (
    Moment,
    Shown,
    Suggestion,
    band_of,
    emotions_of,
    has_listened,
    phase_of,
)
from beenthere.companion.rules.tables import (
    END_MINUTES,
    FEELINGS,
    FIXING_FAMILIES,
    HOPELESS_AGAIN,
    LISTENING,
    NEEDS,
    PHASES,
    STORIES,
)

__all__ = [
    "END_MINUTES",
    "FEELINGS",
    "FIXING_FAMILIES",
    "HOPELESS_AGAIN",
    "LISTENING",
    "NEEDS",
    "PHASES",
    "STORIES",
    "Moment",
    "Shown",
    "Suggestion",
    "band_of",
    "emotions_of",
    "has_listened",
    "phase_of",
    "steady",
    "suggest",
    "why_not",
]
