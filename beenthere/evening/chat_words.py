"""The words of the chat page that its script needs, in the reader's language."""

from django.utils.translation import gettext as _


def chat_words() -> dict[str, str]:
    """Return each word by name; ``{name}`` and ``{count}`` are filled in the browser."""
    return {**_line_words(), **_standing_words(), **_box_words()}


def _line_words() -> dict[str, str]:
    return {
        "you": _("You"),
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
        "oncall_called": _("The person on call has been told. Stay with them. You are not alone with this."),
        "failed": _("That did not work. Please try again."),
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
