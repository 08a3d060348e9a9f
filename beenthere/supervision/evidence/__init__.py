"""The words of a reported talk, sealed under keys of their own, and opened only by two people."""
