"""How the next contact is called, by its code."""

from django.utils.translation import gettext_lazy as _

HOW_WORDS = {
    "here": _("here again"),
    "line": _("by calling a line"),
    "care": _("with a doctor, a therapist or a clinic"),
    "close": _("with somebody close"),
}
