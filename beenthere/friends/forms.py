"""What the pages of two friends may carry. Little has to be filled in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beenthere.boundaries.queries import AgreementText
from beenthere.friends import rules
from beenthere.friends.actions import Goodbye
from beenthere.people import queries as people
from beenthere.skills.queries import cards


class Words(forms.CharField):
    """Words of somebody; a line break counts as one sign, as the browser counts it."""

    default_error_messages = {
        "max_length": _(
            "This is too long: %(show_value)d signs, and up to %(limit_value)d fit. Nothing is lost; please shorten it."
        )
    }

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, **more)

    def to_python(self, value: Any) -> str:
        return cast(str, super().to_python(value)).replace("\r\n", "\n").strip()


class InviteForm(forms.Form):
    """A link for one friend."""

    name = forms.CharField(
        label=_("What does your friend call you?"), max_length=rules.NAME_LENGTH, required=False
    )
    days = forms.TypedChoiceField(
        label=_("How long may the link open?"),
        choices=[(1, _("1 day")), (3, _("3 days")), (7, _("7 days")), (14, _("14 days"))],
        coerce=int,
        initial=rules.USUAL_DAYS,
    )


class AgreeForm(forms.Form):
    """One side's yes; for the host also what else ties the two."""

    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    kinds = forms.MultipleChoiceField(
        label=_("Is any of this true?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Your friend reads what you tick, and says whether it is okay. Tick nothing if nothing fits."
        ),
    )
    profession = forms.CharField(
        label=_("If you also work as a clinician: what is your job?"),
        max_length=80,
        required=False,
        help_text=_("Your friend reads this, and that you are off duty here."),
    )
    licence_place = forms.CharField(
        label=_("And where is your licence from?"),
        max_length=80,
        required=False,
        help_text=_("The state or country."),
    )
    detail = Words(
        label=_("What I will not do, as your friend"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In your own words, if you like. Your friend reads it."),
    )

    def __init__(self, *args: Any, text: AgreementText, ties: list[Any] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = text.stamp
        if ties is None:
            for name in ("kinds", "profession", "licence_place", "detail"):
                del self.fields[name]
        else:
            cast(forms.MultipleChoiceField, self.fields["kinds"]).choices = [
                (tie.slug, tie.ask) for tie in ties
            ]
        self.boxes = [box.slug for box in text.boxes]
        for box in text.boxes:
            # Never required here: whoever says that they treat their friend has nothing to sign.
            self.fields[f"box-{box.slug}"] = forms.BooleanField(label=box.words, required=False)

    def answers(self) -> dict[str, bool]:
        """Return box -> ticked."""
        return {slug: bool(self.cleaned_data.get(f"box-{slug}")) for slug in self.boxes}

    def particulars(self) -> dict[str, str]:
        """Return what was said about a clinician's job."""
        return {name: self.cleaned_data.get(name, "") for name in ("profession", "licence_place")}

    def tie_fields(self) -> list[forms.BoundField]:
        """Return the fields about ties, for the template."""
        names = ("kinds", "profession", "licence_place", "detail")
        return [self[name] for name in names if name in self.fields]

    def box_fields(self) -> list[forms.BoundField]:
        """Return the boxes to tick, for the template."""
        return [self[f"box-{slug}"] for slug in self.boxes]


class TimeForm(forms.Form):
    """When and how two friends meet."""

    MODES = [
        ("chat", _("In a chat here"), _("The companion can sit beside it.")),
        ("phone", _("On the phone"), _("Your cards wait on your own phone.")),
        ("in_person", _("Face to face"), _("At a kitchen table, on a walk.")),
    ]

    mode = forms.ChoiceField(choices=[(slug, label) for slug, label, _about in MODES])
    planned_for = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M"])
    hours = forms.TypedChoiceField(
        choices=[("0.5", ""), ("1", ""), ("1.5", ""), ("2", ""), ("3", ""), ("4", "")],
        coerce=float,
        initial=2,
    )
    language = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["language"]).choices = [
            (one.slug, one.label) for one in people.languages()
        ]
        self.now = now

    def clean_planned_for(self) -> datetime | None:
        """Refuse a day that is far from now, before any sum is made with it."""
        given = cast(datetime | None, self.cleaned_data["planned_for"])
        if given is not None and abs(given - self.now) > 2 * rules.FURTHEST:
            raise forms.ValidationError(_("Please choose a day in the next two months."))
        return given

    @property
    def starts(self) -> str:
        """Return what stands in the field of the time: now, in the service's own time zone."""
        return self.data.get("planned_for") or f"{timezone.localtime(self.now):%Y-%m-%dT%H:%M}"

    def said(self) -> dict[str, Any]:
        """Return what was said, after ``is_valid``; a time of a moment ago means now."""
        given = self.cleaned_data
        starts = max(given["planned_for"] or self.now, self.now - timedelta(minutes=5))
        return {
            "mode": given["mode"],
            "language": given["language"],
            "planned_for": starts,
            "ends_at": starts + timedelta(hours=given["hours"]),
        }


class MoveForm(forms.Form):
    """Another time for a planned evening."""

    HOURS = [
        (0.5, _("Half an hour")),
        (1.0, _("One hour")),
        (1.5, _("An hour and a half")),
        (2.0, _("Two hours")),
        (3.0, _("Three hours")),
        (4.0, _("Four hours")),
    ]

    planned_for = forms.DateTimeField(
        label=_("From when?"),
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": _("Please look at the time once more."),
            "invalid": _("Please look at the time once more."),
        },
    )
    hours = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=HOURS,
        coerce=float,
        error_messages={"invalid_choice": _("Please look at the time once more.")},
    )

    def __init__(self, *args: Any, starts: datetime, lasts: timedelta, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # To the half hour: an end that is seconds off must not make the form offer the first choice.
        self.initial = {"planned_for": starts, "hours": round(lasts / timedelta(hours=0.5)) / 2}


def problem_of(form: forms.Form) -> str:
    """Return what is wrong with a form that was sent, in words; an empty string when nothing is."""
    return " ".join(dict.fromkeys(str(said) for errors in form.errors.values() for said in errors))


def beside_the_fields(form: forms.Form) -> str:
    """Say nothing above a form whose page names what is wrong beside each field."""
    return ""


def problem_of_time(form: forms.Form) -> str:
    """Return what is wrong with when and how two friends want to meet."""
    return str(form.errors.get("planned_for", [_("Please look at the time once more.")])[0])


def _line(label: Any, help_text: Any = "") -> Words:
    return Words(
        label=label,
        help_text=help_text,
        max_length=rules.TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class PlanForm(forms.Form):
    """What a host has in mind for an evening; every field may stay empty."""

    intention = _line(_("What is this evening for, in one sentence?"), _("Such as: be there while it hurts."))
    place = _line(_("Where, and with what around you?"))
    not_tonight = _line(_("What I will not do tonight"), _("Such as: no advice on medicine, no fixing."))
    look_after = _line(_("How I look after myself"), _("Such as: a walk before, a call with a friend after."))
    cards = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, suggested: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["cards"]).choices = [(slug, slug) for slug in cards()]

    def line_fields(self) -> list[forms.BoundField]:
        """Return the fields to write in, for the template."""
        return [self[name] for name in rules.PLAN]


class CheckInForm(forms.Form):
    """How it is before the evening; everything may be skipped."""

    ANSWERS = [("yes", _("Yes")), ("not_sure", _("I am not sure")), ("no", _("No"))]

    distress = forms.TypedChoiceField(
        choices=[(n, n) for n in range(11)], coerce=int, empty_value=None, required=False
    )
    topics = forms.MultipleChoiceField(required=False)
    need = forms.ChoiceField(required=False)
    answer = forms.ChoiceField(choices=ANSWERS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["topics"]).choices = [
            (topic.slug, topic.label) for topic in people.topics()
        ]
        cast(forms.ChoiceField, self.fields["need"]).choices = [
            (need.slug, need.label) for need in people.needs()
        ]


class FriendAfterForm(forms.Form):
    """How the friend leaves; each question may be skipped."""

    after = forms.TypedChoiceField(
        choices=[(n, n) for n in range(11)], coerce=int, empty_value=None, required=False
    )
    words = Words(max_length=2000)
    channel = forms.ChoiceField(choices=[("email", ""), ("push", ""), ("code", "")], required=False)
    email = forms.EmailField(required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("channel") == "email" and not given.get("email") and not self.errors.get("email"):
            self.add_error("email", _("Please write your e-mail address, or choose another way."))
        return given

    def said(self) -> Goodbye:
        """Return what was said, after ``is_valid``."""
        given = self.cleaned_data
        return Goodbye(
            after=given["after"], words=given["words"], channel=given["channel"], address=given["email"]
        )


class TomorrowForm(forms.Form):
    """The next day, in two taps."""

    SAFE = [("yes", _("I am safe")), ("not_sure", _("I am not sure")), ("no", _("I am not safe"))]

    value = forms.TypedChoiceField(
        choices=[(n, n) for n in range(11)], coerce=int, empty_value=None, required=False
    )
    safe = forms.ChoiceField(choices=SAFE, required=False)

    def is_safe(self) -> bool | None:
        """Return what was said about being safe, after ``is_valid``; None when nothing was."""
        return {"yes": True, "no": False, "not_sure": False}.get(self.cleaned_data["safe"])


class HostAfterForm(forms.Form):
    """How the host looks back; every field may stay empty."""

    HOW = [
        ("steady", _("Steady")),
        ("tired", _("Tired, in a good way")),
        ("stirred", _("Stirred up")),
        ("heavy", _("Heavy. I should not carry this alone")),
    ]
    STAYED = [
        ("yes", _("Yes")),
        ("mostly", _("Mostly")),
        ("not_sure", _("I am not sure")),
        ("no", _("No, I became something else")),
    ]

    happened = Words(max_length=rules.LOOK_LIMIT)
    fitted = Words(max_length=rules.LOOK_LIMIT)
    share = forms.BooleanField(required=False)
    how = forms.ChoiceField(choices=HOW, required=False)
    stayed = forms.ChoiceField(choices=STAYED, required=False)
    consult = Words(max_length=rules.LOOK_LIMIT)


class TellForm(forms.Form):
    """What a friend tells the people who run the service; without the yes, nothing is told."""

    reason = Words(max_length=rules.LOOK_LIMIT)
    talk_of = forms.ChoiceField(required=False)
    says_yes = forms.BooleanField(required=False)

    def __init__(self, *args: Any, chats: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["talk_of"]).choices = [(key, key) for key in chats]


class LetterForm(forms.Form):
    """A line to a friend, and the yes to keeping it."""

    words = Words(max_length=rules.LETTER_LIMIT)
    may_keep = forms.BooleanField(required=False)
