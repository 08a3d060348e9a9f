"""What cards' short codes are called on pages."""

from django.utils.translation import gettext_lazy as _

FAMILIES = {
    "OARS": _("Listening"),
    "Hill": _("Being present"),
    "Emotion": _("Naming feelings"),
    "DBT": _("Validation and hard moments"),
    "Peer": _("Lived experience"),
    "CBT": _("Thoughts and problems"),
    "BA": _("Small steps"),
    "PM+": _("Other people"),
    "ACT": _("Making room"),
    "Grounding": _("Grounding"),
    "Breath": _("Breath"),
    "MI": _("Choice and change"),
    "PFA": _("First help"),
    "MHFA": _("First help, in order"),
    "Safety": _("Safety"),
    "Crisis": _("When it gets loud"),
    "Link": _("Linking to more help"),
    "SSI": _("One good talk"),
    "SFBT": _("What already works"),
    "MSC": _("Kindness for oneself"),
    "Grief": _("Grief"),
    "Sleep": _("Sleep"),
}
PHASES = {
    "arrive": _("Arrive"),
    "explore": _("Explore"),
    "relieve": _("Relieve"),
    "plan": _("Plan"),
    "close": _("Close"),
}
NEEDS = {
    "vent": _("To be heard"),
    "be-understood": _("To be understood"),
    "solve": _("To think it through"),
    "distract": _("To get calm"),
    "decide": _("To decide"),
}
GRADES = {
    "A": _("A: reviews or several trials of something close to it"),
    "B": _("B: an experiment or trial supports it indirectly"),
    "C": _("C: part of a package that works as a whole, not tested alone"),
    "D": _("D: guideline or agreed practice"),
}
MODULES = {
    "none": _("Any supporter"),
    "mandatory": _("Any supporter; the module is a must"),
    "practice": _("After the practice module"),
    "on_call": _("Only while somebody on call can be reached"),
}
