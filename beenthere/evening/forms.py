"""What the seeker's forms may carry. Nothing but the agreement has to be filled in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beenthere.boundaries.queries import AgreementText
from beenthere.evening.actions import CheckIn, Goodbye
from beenthere.people import queries as people

# Answers to "are you thinking about killing yourself, or not safe": somebody may feel safe and still think of it.
ANSWERS = [("yes", _("Yes")), ("not_sure", _("I am not sure")), ("no", _("No"))]
SAFE = [("yes", _("I am safe")), ("not_sure", _("I am not sure")), ("no", _("I am not safe"))]


class CheckInForm(forms.Form):
    """The check-in, in whatever order and however much."""

    distress = forms.TypedChoiceField(
        choices=[(n, n) for n in range(11)], coerce=int, empty_value=None, required=False
    )
    topics = forms.MultipleChoiceField(required=False)
    need = forms.ChoiceField(required=False)
    language = forms.ChoiceField(required=False)
    answer = forms.ChoiceField(choices=ANSWERS, required=False)
    version = forms.CharField(max_length=20, required=False)

    def __init__(self, *given: Any, agreement: AgreementText, **named: Any) -> None:
        super().__init__(*given, **named)
        self.agreement = agreement
        self.fields["topics"].choices = [(t.slug, t.label) for t in people.topics()]  # type: ignore[attr-defined]
        self.fields["need"].choices = [(t.slug, t.label) for t in people.needs()]  # type: ignore[attr-defined]
        self.fields["language"].choices = [(t.slug, t.label) for t in people.languages()]  # type: ignore[attr-defined]
        for box in agreement.boxes:
            self.fields[box.slug] = forms.BooleanField(required=False)

    def said(self, *, wants_demo: bool) -> CheckIn:
        """Return what was said, after ``is_valid``."""
        given = self.cleaned_data
        return CheckIn(
            version=given["version"] or self.agreement.version,
            boxes={box.slug: given[box.slug] for box in self.agreement.boxes},
            distress=given["distress"],
            topics=tuple(given["topics"]),
            need=given["need"],
            language=given["language"] or "en",
            answer=given["answer"],
            wants_demo=wants_demo,
        )


class WishForm(forms.Form):
    """What somebody would like when nobody is here."""

    kind = forms.ChoiceField(choices=[("notice", ""), ("call_back", ""), ("note", "")])
    channel = forms.ChoiceField(choices=[("in_app", ""), ("email", ""), ("push", "")], required=False)
    email = forms.EmailField(required=False)
    wanted_at = forms.DateTimeField(required=False)
    words = forms.CharField(required=False, max_length=4000)


class GoodbyeForm(forms.Form):
    """The end of an evening; each question may be skipped."""

    after = forms.TypedChoiceField(
        choices=[(n, n) for n in range(11)], coerce=int, empty_value=None, required=False
    )
    helped = forms.MultipleChoiceField(required=False)
    words = forms.CharField(required=False, max_length=2000)
    next_step = forms.CharField(required=False, max_length=500)
    channel = forms.ChoiceField(choices=[("email", ""), ("push", ""), ("code", "")], required=False)
    email = forms.EmailField(required=False)

    def __init__(self, *given: Any, cards: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["helped"].choices = cards  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("channel") == "email" and not given.get("email") and not self.errors.get("email"):
            self.add_error("email", _("Please write your e-mail address, or choose another way."))
        return given

    def said(self) -> Goodbye:
        """Return what was said, after ``is_valid``."""
        given = self.cleaned_data
        return Goodbye(
            after=given["after"],
            helped=tuple(given["helped"]),
            words=given["words"],
            next_step=given["next_step"],
            channel=given["channel"],
            address=given["email"],
        )


class TomorrowForm(forms.Form):
    """The next day, in two taps."""

    value = forms.TypedChoiceField(
        choices=[(n, n) for n in range(11)], coerce=int, empty_value=None, required=False
    )
    safe = forms.ChoiceField(choices=SAFE, required=False)
