"""What two friends can do.

invitations  make a link, take it back, come in by it
phones       take a friend's seat along to another phone, and tell the first
pairs        confirm, agree, tell ties and answer them, end
evenings     plan, check in, begin, be over, call somebody
not_safe     say that one is not safe, tell the host to look, and note that they did
changing     call a planned evening off, or give it another time
naming       name somebody the friend could turn to
afterwards   look back, the host's three questions, a line the next day, show numbers
blocking     stop and block, and tell the people who run the service
"""

from beenthere.friends.actions.afterwards import (
    Goodbye,
    LetterIsUnclear,
    answer_for_oneself,
    answer_tomorrow,
    letter_was_read,
    look_back,
    say_goodbye,
    share_numbers,
    take_letter_back,
    write_letter,
)
from beenthere.friends.actions.blocking import NothingIsTold, block, report
from beenthere.friends.actions.changing import call_evening_off, move_evening
from beenthere.friends.actions.evenings import (
    NotReady,
    PlanIsUnclear,
    begin,
    begin_unasked,
    call_somebody,
    check_in,
    finish,
    finish_long_past,
    leave_fast,
    plan_evening,
    write_plan,
)
from beenthere.friends.actions.invitations import (
    DoesNotGoTogether,
    InvitationIsUnclear,
    LinkIsClosed,
    OwnLink,
    come_in,
    invite,
    revoke,
)
from beenthere.friends.actions.naming import suggest_somebody
from beenthere.friends.actions.not_safe import host_looked, say_not_safe
from beenthere.friends.actions.pairs import (
    PairHasEnded,
    answer_ties,
    confirm,
    end_pair,
    sign,
    tell_ties,
)
from beenthere.friends.actions.phones import (
    PHONE,
    SamePhone,
    came_by_words,
    carry_over,
    make_phone_link,
    sign_others_out,
    that_was_me,
)

__all__ = [
    "PHONE",
    "DoesNotGoTogether",
    "Goodbye",
    "InvitationIsUnclear",
    "LetterIsUnclear",
    "LinkIsClosed",
    "NotReady",
    "NothingIsTold",
    "OwnLink",
    "PairHasEnded",
    "PlanIsUnclear",
    "SamePhone",
    "answer_for_oneself",
    "answer_ties",
    "answer_tomorrow",
    "begin",
    "begin_unasked",
    "block",
    "call_evening_off",
    "call_somebody",
    "came_by_words",
    "carry_over",
    "check_in",
    "come_in",
    "confirm",
    "end_pair",
    "finish",
    "finish_long_past",
    "host_looked",
    "invite",
    "leave_fast",
    "letter_was_read",
    "look_back",
    "make_phone_link",
    "move_evening",
    "plan_evening",
    "report",
    "revoke",
    "say_goodbye",
    "say_not_safe",
    "share_numbers",
    "sign",
    "sign_others_out",
    "suggest_somebody",
    "take_letter_back",
    "tell_ties",
    "that_was_me",
    "write_letter",
    "write_plan",
]
