"""The words of a seeker that the cue reader marks, for somebody on call who opens a page. Read then, stored nowhere."""

from beenthere.companion import ears
from beenthere.conversations import queries as talks
from beenthere.conversations.models import Conversation
from beenthere.readers import Reading, Turn, cue
from beenthere.readers.shapes import Span
from beenthere.safety.levels.quoting import MOST, OFF, UNAVAILABLE, Quote, Quoted, quoter

LOOKS_AT = 12
LONGEST = 160


@quoter
def marked_in(conversation: Conversation) -> Quoted:
    """Return the last words marked in a talk; who talks without prompts, or the operator, may have switched the reader off."""
    if not ears.may_read(conversation):
        return OFF
    lines = ears.lines_of(conversation)
    turns = [Turn(line.side, line.text, conversation.language) for line in lines]
    theirs = [n for n, line in enumerate(lines) if line.side == talks.Voice.SEEKER][-LOOKS_AT:]
    readings = cue.read_many([turns[max(0, n - 1) : n + 1] for n in theirs])
    if theirs and not any(_has_read(one) for one in readings):
        return UNAVAILABLE
    found = [
        Quote(words, lines[n].at) for n, one in zip(theirs, readings, strict=True) if (words := _words(one))
    ]
    return Quoted("read" if all(one.available for one in readings) else "partly", tuple(found[-MOST:]))


def _has_read(one: Reading) -> bool:
    # Plain statements are found in five languages even where nothing else can be read.
    return one.available or bool(one.because)


def _words(one: Reading) -> str:
    """Return the marked words of a message in the order they were written, and nothing around them."""
    kept: list[Span] = []
    for span in sorted(one.because, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return " … ".join(span.words.strip() for span in kept)[:LONGEST]
