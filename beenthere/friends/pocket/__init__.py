"""The pocket companion: one page on the host's phone that works without a network, and what it sends home.

The phone keeps what happened encrypted until the service has it, and forgets it then. Nothing here speaks to anybody.
"""
