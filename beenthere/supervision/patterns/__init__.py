"""Patterns over weeks that one evening does not show, found in facts alone and looked at by a coordinator."""
