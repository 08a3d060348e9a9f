"""What supporters fill in: who they are, before a talk, after a talk."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from beenthere.boundaries.queries import AgreementText
from beenthere.people import queries as people
from beenthere.people.models import SupporterProfile
from beenthere.people.rules import MOST_TALKS

CHECKS = forms.CheckboxSelectMultiple


class ProfileForm(forms.Form):
    """What a supporter has lived through and may be asked."""

    display_name = forms.CharField(
        label=_("The name others see"), max_length=40, help_text=_("A first name or any name you like.")
    )
    topics = forms.MultipleChoiceField(
        label=_("What have you lived through?"),
        widget=CHECKS,
        help_text=_("Only what you can talk about calmly."),
    )
    refused_topics = forms.MultipleChoiceField(
        label=_("What would you rather not take?"),
        widget=CHECKS,
        required=False,
        help_text=_("You never have to say why. You will not be asked for these."),
    )
    preferred_needs = forms.MultipleChoiceField(
        label=_("What do you like to help with?"), widget=CHECKS, required=False
    )
    languages = forms.MultipleChoiceField(label=_("Languages you can talk in"), widget=CHECKS)
    hours = forms.CharField(
        label=_("When are you usually here?"),
        max_length=200,
        required=False,
        help_text=_("For the coordinators. You are only asked while you say that you are here."),
    )
    chat_limit = forms.IntegerField(
        label=_("How many talks at a time?"),
        min_value=1,
        max_value=MOST_TALKS,
        initial=1,
        help_text=_("One is a good number. Two is a lot."),
    )
    profession = forms.CharField(
        label=_("Do you also work as a clinician?"),
        max_length=80,
        required=False,
        help_text=_(
            "If so, as what? Seekers are told, and that you are not at work here. Leave empty if not."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(topic.slug, topic.label) for topic in people.topics()]
        self._offer("topics", topics)
        self._offer("refused_topics", topics)
        self._offer("preferred_needs", [(need.slug, need.label) for need in people.needs()])
        self._offer("languages", [(language.slug, language.label) for language in people.languages()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.MultipleChoiceField, self.fields[name]).choices = choices

    @classmethod
    def initial_of(cls, profile: SupporterProfile | None) -> dict[str, Any]:
        """Return what was saved before, to start from."""
        if profile is None:
            return {"languages": ["en"]}
        return {name: getattr(profile, name) for name in cls.base_fields}

    def take_problems(self, problems: dict[str, str]) -> None:
        """Show what the rules found at the fields it is about."""
        for field, sentence in problems.items():
            self.add_error(field if field in self.fields else None, sentence)


class TiesForm(forms.Form):
    """What else ties a supporter to this person, before a talk or when a name is recognised."""

    kinds = forms.MultipleChoiceField(
        label=_("Do you know this person?"),
        widget=CHECKS,
        error_messages={"required": _("Please say whether you know this person.")},
    )
    profession = forms.CharField(
        label=_("If you work as a clinician: what is your job?"),
        max_length=80,
        required=False,
        help_text=_("They will read this, and that you are off duty here."),
    )
    licence_place = forms.CharField(
        label=_("And where is your licence from?"),
        max_length=80,
        required=False,
        help_text=_("The state or country."),
    )
    detail = forms.CharField(
        label=_("Anything they should know about that?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("They will read this before they choose."),
    )

    def __init__(self, *args: Any, ties: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kinds" in self.fields:
            choices = [(tie.slug, tie.ask) for tie in ties]
            cast(forms.MultipleChoiceField, self.fields["kinds"]).choices = choices

    def particulars(self) -> dict[str, str]:
        """Return what was said about a clinician's job."""
        return {name: self.cleaned_data.get(name, "") for name in ("profession", "licence_place")}

    def tie_fields(self) -> list[forms.BoundField]:
        """Return the fields about ties, for the template; none when all was said already."""
        names = ("kinds", "profession", "licence_place", "detail")
        return [self[name] for name in names if name in self.fields]


class SignForm(forms.Form):
    """The supporters' agreement, signed as a whole on the way in."""

    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: AgreementText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = text.stamp
        self.boxes = [box.slug for box in text.boxes]
        for box in text.boxes:
            self.fields[f"box-{box.slug}"] = forms.BooleanField(label=box.words, required=box.must)

    def answers(self) -> dict[str, bool]:
        """Return box -> ticked."""
        return {slug: bool(self.cleaned_data.get(f"box-{slug}")) for slug in self.boxes}

    def box_fields(self) -> list[forms.BoundField]:
        """Return the boxes to tick, for the template."""
        return [self[f"box-{slug}"] for slug in self.boxes]


class BeforeForm(TiesForm):
    """The supporter's yes to their role, and what else ties them to this person."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, text: AgreementText, asks_ties: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_ties:
            for name in ("kinds", "profession", "licence_place", "detail"):
                del self.fields[name]
        self.fields["version"].initial = text.stamp
        self.boxes = [box.slug for box in text.boxes]
        for box in text.boxes:
            self.fields[f"box-{box.slug}"] = forms.BooleanField(label=box.words, required=box.must)

    def answers(self) -> dict[str, bool]:
        """Return box -> ticked."""
        return {slug: bool(self.cleaned_data.get(f"box-{slug}")) for slug in self.boxes}

    def box_fields(self) -> list[forms.BoundField]:
        """Return the boxes to tick, for the template."""
        return [self[f"box-{slug}"] for slug in self.boxes]


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DebriefForm(forms.Form):
    """Five small steps after a talk. Every one of them may be left empty."""

    body = _words(
        _("1. How are you, in your body, right now?"), _("Tight, tired, warm, restless: any word will do.")
    )
    happened = _words(_("2. What happened, in two sentences?"), _("No names."))
    stays = _words(_("3. What stays with you?"))
    well = _words(_("4. What did you do well? What would you do again, or in another way?"))
    tonight = _words(_("5. One thing for yourself tonight. Who knows about your evening?"))
    flags = forms.MultipleChoiceField(
        label=_("Is any of this true?"),
        widget=CHECKS,
        required=False,
        help_text=_("If you tick one, a coordinator will ask how you are. Nothing bad follows."),
        choices=[
            ("second_heavy_talk", _("This was my second heavy talk tonight")),
            ("loss", _("Someone died, or nearly did")),
            ("own_story", _("It touched my own story")),
            ("wants_contact", _("I wish we could stay in touch")),
            ("sleep", _("I think I will not sleep well")),
        ],
    )
    wants_supervision = forms.BooleanField(
        label=_("I would like to talk with a coordinator about this"), required=False
    )

    def answers(self) -> dict[str, str]:
        """Return step -> words, empty ones left out."""
        steps = ("body", "happened", "stays", "well", "tonight")
        return {step: self.cleaned_data[step] for step in steps if self.cleaned_data[step]}
