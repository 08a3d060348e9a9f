"""The words of the chat page that its script needs, in the reader's language."""

from django.utils.translation import gettext as _

from beenthere.safety import queries as safety


def chat_words() -> dict[str, str]:
    """Return each word by name; ``{name}`` and ``{count}`` are filled in the browser."""
    return {**_line_words(), **_standing_words(), **_calling_words(), **_beside_words(), **_box_words()}


def chat_words_of_friends() -> dict[str, str]:
    """Return the words of a talk between friends: nobody else is offered, and nobody is called."""
    return chat_words() | {
        "gone_seeker": _("{name} has lost the connection. Nothing is lost. You can wait, or call."),
        "gone_supporter": _("{name} is not here right now. What you write waits for them."),
    }


def chat_words_on_call() -> dict[str, str]:
    """Return the words of the page of somebody on call who is beside a talk."""
    return chat_words() | {
        "not_here": _("You are not beside this talk any more. Its words were taken off this page."),
        "gone_supporter": _("The seeker is not here right now. What is written waits for them."),
        "back": _("The seeker is back."),
        "ended": _("The talk has ended."),
        "handed_over": _("The talk has ended. The supporter had to stop."),
    }


def _line_words() -> dict[str, str]:
    return {
        "you": _("You"),
        "on_call_who": _("{name}, on call"),
        "on_call_nobody": _("Somebody"),
        "sending": _("sending"),
        "sent": _("sent"),
        "late": _("not sent yet"),
        "refused": _("not sent"),
        "retry": _("Try again"),
        "keep": _("Keep this"),
        "kept": _("Kept"),
        "new": _("New messages: {count}"),
    }


def _standing_words() -> dict[str, str]:
    return {
        "connecting": _("Connecting."),
        "lost": _("Connection lost. Trying again. You can go on writing."),
        "unsent": _("Not sent yet: {count}. Kept here, and sent when the line is back."),
        "not_here": _("This talk is not here any more."),
        "elsewhere": _("This talk is open in another place. Load this page again to go on here."),
        "gone_seeker": _(
            "{name} has lost the connection. Nothing is lost. You can wait, or ask for someone else."
        ),
        "gone_supporter": _("The other person is not here right now. What you write waits for them."),
        "back": _("{name} is back."),
        "typing": _("{name} is writing"),
        "thinking": _("{name} takes a moment to think."),
        "proposed_own": _("You said that this may be a good time to close. {name} can see that."),
        "proposed_other": _("{name} thinks this may be a good time to close. It is up to you."),
        "ends": _("We have until about {time}"),
        "ended": _("The talk has ended. You can still read it here. Go on when you are ready."),
        "handed_over": _(
            "{name} had to stop. It is not about you. You go first to someone else. What you wrote stays here."
        ),
        "recheck": _("Not closed yet. Ask once more how safe they are, and note it."),
        "contact": _(
            "Not closed yet. Agree on the next contact, or note that they want none. They say yes on their own page."
        ),
        "stay": _("Not closed yet. Please stay with them until the person on call has lowered the level."),
        "failed": _("That did not work. Please try again."),
    }


def _calling_words() -> dict[str, str]:
    """Return what is said when a human was called, and when none can be; each with the number for danger."""
    number = safety.emergency_number()
    danger = (
        _("In danger, call {number}.").replace("{number}", number)
        if number
        else _("In danger, call the emergency number where you are.")
    )
    said = {
        "not_safe_called": _("A second person has been called. Stay here if you can."),
        "not_safe_closed": _(
            "No one of our team can be reached right now. Please call, and stay here if you can."
        ),
        "oncall_called": _("The person on call has been called. Stay with them."),
        "oncall_closed": _("No one on call can be reached right now. Stay with them, and help them to call."),
    }
    return {
        **{name: f"{words} {danger}" for name, words in said.items()},
        "call_now": _("No one of our team has answered yet. Please call one of these numbers now."),
        "call_also": _("You can also call:"),
    }


def _beside_words() -> dict[str, str]:
    """Return how each side is told of somebody on call, by how they are there, and who asked for them."""
    return {
        "beside_background_seeker": _("{name} from the people on call is here too and reads along."),
        "beside_lead_seeker": _(
            "{name} from the people on call is here too, reads along and may write to you."
        ),
        "beside_gone_seeker": _("{name} from the people on call has left and no longer reads along."),
        "beside_background_supporter": _(
            "{name} from the people on call is here too and reads along. You go on as before."
        ),
        "beside_lead_supporter": _(
            "{name} from the people on call reads along, leads now and may write. Please stay."
        ),
        "beside_gone_supporter": _("{name} has handed the talk back to you and no longer reads along."),
        "because_button": _("{other} asked for a second person."),
        "because_supporter": _("{other} asked them to, because they worry about you."),
        "because_seeker": _("We called them because you said that you may not be safe."),
        "may_leave": _("You can leave whenever you like."),
    }


def _box_words() -> dict[str, str]:
    return {
        "hint": _("Enter sends. Shift and Enter make a new line."),
        "hint_touch": _("Tap Send when you are ready."),
        "left": _("{count} left"),
        "over": _("{count} too many"),
        "too_long": _(
            "This is {over} too long. Up to {limit} fit in one message. Your words are still here."
        ),
    }
