"""What a room asks of the rooms above it: it holds a register, and they add their functions to it."""

from typing import TypeVar

F = TypeVar("F")


class Register(list[F]):
    """Functions in the order in which they came; decorating one with the register adds it."""

    def __call__(self, told: F) -> F:
        """Add a function and return it as it is."""
        self.append(told)
        return told
