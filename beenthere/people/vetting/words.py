"""Which words of the supporters' agreement are in force. They stand in a room above, which tells."""

from collections.abc import Callable

_tellers: list[Callable[[], str]] = []


def tells_words_in_force(teller: Callable[[], str]) -> Callable[[], str]:
    """Ask this function for the number of the words in force."""
    _tellers[:] = [teller]
    return teller


def in_force() -> str:
    """Return the number of the words in force; empty when no room has any."""
    return _tellers[0]() if _tellers else ""
