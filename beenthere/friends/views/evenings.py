"""An evening: planned, checked in to, begun, over, and looked back at."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beenthere.friends import access, actions, queries, queries_after, rules, suggesting
from beenthere.friends.doors import clock, form_page, go, must_sign_in, page, person_at
from beenthere.friends.forms import (
    CheckInForm,
    FriendAfterForm,
    HostAfterForm,
    LetterForm,
    PlanForm,
    TimeForm,
    TomorrowForm,
    beside_the_fields,
    problem_of_time,
)
from beenthere.friends.models import EveningState, FriendEvening, Mode, Side
from beenthere.friends.pocket import queries as pocket
from beenthere.friends.pocket import words as pocket_words
from beenthere.friends.views.watching import watched
from beenthere.notices import queries as ways
from beenthere.people import queries as people
from beenthere.safety import queries as safety
from beenthere.skills.queries import cards

NOT_SAFE = "not-safe"


def _evening(request: HttpRequest, side: str, key: str) -> FriendEvening:
    """Return the evening for this side of it.

    :raises NotHere: missing, somebody else's, or the other side's page
    """
    return access.evening_for(person=person_at(request, side), key=key, side=side)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Choose when and how to meet; everything else can wait."""
    if sign_in := must_sign_in(request, side):
        return sign_in
    pair = access.pair_for(person=person_at(request, side), key=key, side=side)
    if living := queries.living_evening(pair):
        return go("evening", side, living.key)
    usual = queries.usual_language(pair)
    form = TimeForm(request.POST or None, now=clock(), initial={"language": usual})

    def planned() -> HttpResponse:
        evening = actions.plan_evening(pair=pair, now=clock(), **form.said())
        return go("plan" if side == Side.HOST else "check_in", side, evening.key)

    return form_page(
        request,
        "new",
        side,
        form=form,
        do=planned,
        words_of=problem_of_time,
        pair=pair,
        languages=people.languages(),
    )


@require_safe
def evening(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Show where an evening is, and the next thing to do."""
    if sign_in := must_sign_in(request, side):
        return sign_in
    row = _evening(request, side, key)
    if side == Side.HOST:
        actions.host_looked(evening=row, now=clock())
    shown: dict[str, Any] = {
        "plan": queries.plan_text(row) if side == Side.HOST else None,
        "cards": [cards()[slug] for slug in row.cards if slug in cards()] if side == Side.HOST else [],
        "said": suggesting.checked_in(row),
        "waits": rules.waits_for(queries.facts(row.pair)),
        **watched(row, side),
        "lines": safety.lines(),
        "can_call": side == Side.FRIEND and safety.is_service_open(),
        "said_not_safe": request.GET.get("said") == NOT_SAFE,
        "called": safety.call_of(row.visit) if side == Side.FRIEND and row.visit else None,
        "note": queries.not_safe_note(row) if side == Side.FRIEND else None,
        "can_say": side == Side.FRIEND and _is_living(row),
        "still_unsafe": side == Side.HOST and suggesting.stays_unsafe(row, now=clock()),
        "is_reached": side == Side.FRIEND or ways.is_reached(row.pair.host),
    }
    if row.state == EveningState.OVER:
        shown |= _looking_back(row, side)
    return page(request, "evening", side, evening=row, **shown)


def _looking_back(row: FriendEvening, side: str) -> dict[str, Any]:
    letter = queries_after.letter(row, side=side)
    if letter is not None and side == Side.HOST:
        actions.letter_was_read(evening=row, now=clock())
    return {
        "looked": queries_after.looked_back(row, side=side),
        "letter": letter,
        "own": queries_after.own_answers(evening=row, host=queries.person_of(row.pair, Side.HOST))
        if side == Side.HOST
        else None,
        "pocket": pocket_words.told(pocket.happened(row, side=side), planned=row.cards)
        if side == Side.HOST
        else None,
        "numbers": queries_after.numbers(row) if side == Side.FRIEND else {},
        "asks_tomorrow": side == Side.FRIEND and queries_after.asks_tomorrow(row, now=clock()),
        "notes": queries_after.notes(row) if side == Side.FRIEND else None,
        "how_words": dict(HostAfterForm.HOW),
        "stayed_words": dict(HostAfterForm.STAYED),
    }


@require_safe
def unsafe(request: HttpRequest, key: str) -> HttpResponse:
    """Say to the host's open chat whether the friend may not be safe; a page in front of somebody says so (``seen``)."""
    row = _evening(request, Side.HOST, key)
    said = suggesting.may_be_unsafe(row)
    if said and "seen" in request.GET:
        actions.host_looked(evening=row, now=clock())
    return HttpResponse("yes" if said else "no", content_type="text/plain")


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, key: str) -> HttpResponse:
    """Write what to have in mind and at hand; nothing has to be filled in."""
    if sign_in := must_sign_in(request, Side.HOST):
        return sign_in
    row = _evening(request, Side.HOST, key)
    if row.pair.ended_at is not None and request.method != "POST":
        return go("evening", Side.HOST, key)
    actions.host_looked(evening=row, now=clock())
    standing = queries.plan_text(row)
    suggested = suggesting.suggested(row)
    form = PlanForm(
        request.POST or None,
        suggested=suggested,
        initial={name: getattr(standing, name) for name in rules.PLAN} | {"cards": list(standing.cards)},
    )

    def written() -> HttpResponse:
        # Refused when the evening ended meanwhile; what was written then stays to be copied.
        words = {name: form.cleaned_data[name] for name in rules.PLAN}
        actions.write_plan(
            evening=row, side=Side.HOST, words=words, cards=form.cleaned_data["cards"], now=clock()
        )
        return go("evening", Side.HOST, key)

    return form_page(
        request,
        "plan",
        Side.HOST,
        form=form,
        do=written,
        words_of=beside_the_fields,
        evening=row,
        **watched(row, Side.HOST),
        said=suggesting.checked_in(row),
        suggested=suggested,
        others=[card for card in cards().values() if card.slug not in {one.card.slug for one in suggested}],
        chosen=set(form.data.getlist("cards") if form.is_bound else standing.cards),  # type: ignore[attr-defined]
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, key: str) -> HttpResponse:
    """Let the friend say how it is before the evening, as much or as little as they like."""
    row = _evening(request, Side.FRIEND, key)
    standing = queries_after.check_in_said(row)
    form = CheckInForm(request.POST or None, initial=standing)

    def said() -> HttpResponse:
        actions.check_in(evening=row, side=Side.FRIEND, now=clock(), **form.cleaned_data)
        return go("evening", Side.FRIEND, key)

    return form_page(
        request,
        "check_in",
        Side.FRIEND,
        form=form,
        do=said,
        words_of=beside_the_fields,
        evening=row,
        **watched(row, Side.FRIEND),
        topics=people.topics(),
        needs=people.needs(),
        numbers=range(11),
        answers=CheckInForm.ANSWERS,
        given=_given(request, standing),
        opens_topics=bool(form["topics"].value()),
        lines=safety.lines(),
    )


def _given(request: HttpRequest, standing: Mapping[str, Any]) -> set[str]:
    """Return the choices to draw as made: what was just sent, or else what stands."""
    if request.method == "POST":
        return {f"{name}:{value}" for name in request.POST for value in request.POST.getlist(name)}
    several = {
        name: value if isinstance(value, list) else [value]
        for name, value in standing.items()
        if value is not None
    }
    return {f"{name}:{value}" for name, values in several.items() for value in values}


@require_POST
def begin(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Begin an evening; a chat opens its talk."""
    row = _evening(request, side, key)
    actions.begin(evening=row, now=clock())
    if row.mode == Mode.CHAT and row.state == EveningState.RUNNING:
        return go("talk", side, key)
    return go("evening", side, key)


@require_POST
def over(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Let an evening be over."""
    row = _evening(request, side, key)
    actions.finish(evening=row, now=clock())
    return go("after", side, key)


@require_POST
def not_safe(request: HttpRequest, key: str) -> HttpResponse:
    """Take the friend's own word that they are not safe: the host sees it, the lines are shown, nobody else is called."""
    row = _evening(request, Side.FRIEND, key)
    actions.say_not_safe(evening=row, side=Side.FRIEND, now=clock())
    return _to_the_lines(request, row, is_seen=_is_living(row))


def _is_living(row: FriendEvening) -> bool:
    """Tell whether the host's pages still show what the friend says."""
    return row.pair.ended_at is None and row.state != EveningState.OVER


def _to_the_lines(request: HttpRequest, row: FriendEvening, *, is_seen: bool) -> HttpResponse:
    """Lead a friend who is not safe to the numbers, and say whether the host learns of it."""
    if is_seen and ways.is_reached(row.pair.host):
        said = _(
            "Thank you for saying so. It stands on your friend’s pages now, and they are sent a short note to look. "
            "You can call one of these numbers now."
        )
    elif is_seen:
        said = _(
            "Thank you for saying so. It stands on your friend’s pages now, and they see it when they look. "
            "You can call one of these numbers now."
        )
    else:
        said = _(
            "Thank you for saying so. Your friend may not see it here. You can call one of these numbers now."
        )
    messages.info(request, said)
    return redirect(f"{reverse('friends:friend_evening', args=[row.key])}?said={NOT_SAFE}")


@require_POST
def call(request: HttpRequest, key: str) -> HttpResponse:
    """Call somebody of the service, because the friend pressed it."""
    row = _evening(request, Side.FRIEND, key)
    if actions.call_somebody(evening=row, side=Side.FRIEND, now=clock()):
        messages.success(request, _("Somebody of the service has been called. The numbers below work too."))
    else:
        messages.info(request, _("No one of the service can be called right now. Please use a number below."))
    return go("evening", Side.FRIEND, key)


@require_http_methods(["GET", "HEAD", "POST"])
def after(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Look back: the friend's number and what helped, or the host's three questions; each can be skipped."""
    if sign_in := must_sign_in(request, side):
        return sign_in
    row = _evening(request, side, key)
    if row.state != EveningState.OVER:
        return go("evening", side, key)
    if side == Side.HOST:
        return _after_of_host(request, row)
    return _after_of_friend(request, row)


def _after_of_host(request: HttpRequest, row: FriendEvening) -> HttpResponse:
    own = queries_after.own_answers(evening=row, host=queries.person_of(row.pair, Side.HOST))
    looked = [one for one in queries_after.looked_back(row, side=Side.HOST) if one.side == Side.HOST]
    form = HostAfterForm(
        request.POST or None,
        initial={one.name: one.text for one in looked}
        | {"share": any(one.is_shared for one in looked)}
        | ({"how": own.how, "stayed": own.stayed, "consult": own.consult} if own else {}),
    )

    def kept() -> HttpResponse:
        _keep_what_the_host_wrote(row, form.cleaned_data)
        return go("evening", Side.HOST, row.key)

    return form_page(
        request,
        "after_host",
        Side.HOST,
        form=form,
        do=kept,
        evening=row,
        plan=queries.plan_text(row),
        cards=[cards()[slug] for slug in row.cards if slug in cards()],
        how=HostAfterForm.HOW,
        stayed=HostAfterForm.STAYED,
        look_limit=rules.LOOK_LIMIT,
    )


def _keep_what_the_host_wrote(row: FriendEvening, given: Mapping[str, Any]) -> None:
    now = clock()
    words = {name: given[name] for name in rules.LOOKING_BACK}
    shares = rules.LOOKING_BACK if given["share"] else ()
    actions.look_back(evening=row, side=Side.HOST, words=words, shares=shares, now=now)
    actions.answer_for_oneself(evening=row, side=Side.HOST, answers=given, now=now)


def _after_of_friend(request: HttpRequest, row: FriendEvening) -> HttpResponse:
    standing = queries_after.goodbye_said(row)
    form = FriendAfterForm(request.POST or None, initial=standing)

    def left() -> HttpResponse:
        actions.say_goodbye(evening=row, side=Side.FRIEND, said=form.said(), now=clock())
        return go("evening", Side.FRIEND, row.key)

    return form_page(
        request,
        "after_friend",
        Side.FRIEND,
        form=form,
        do=left,
        evening=row,
        numbers=range(11),
        mail_is_on=settings.MAIL_IS_ON,
        given=_given(request, standing),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def tomorrow(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the friend how it is the next day, as they agreed; then they may write their friend a line."""
    row = _evening(request, Side.FRIEND, key)
    if not queries_after.asks_tomorrow(row, now=clock()):
        return go("evening", Side.FRIEND, key)
    form = TomorrowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_safe = form.is_safe()
        value = form.cleaned_data["value"]
        actions.answer_tomorrow(evening=row, side=Side.FRIEND, value=value, is_safe=is_safe, now=clock())
        if is_safe is False:
            return _to_the_lines(request, row, is_seen=False)
        return go("evening" if row.pair.ended_at else "letter", Side.FRIEND, key)
    return page(
        request,
        "tomorrow",
        Side.FRIEND,
        evening=row,
        numbers=range(11),
        safe=TomorrowForm.SAFE,
        lines=safety.lines(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """Let the friend write a line to their friend; without the yes to keeping it, nothing is kept."""
    row = _evening(request, Side.FRIEND, key)
    if row.pair.ended_at is not None and request.method != "POST":
        return go("evening", Side.FRIEND, key)
    standing = queries_after.letter(row, side=Side.FRIEND)
    form = LetterForm(
        request.POST or None,
        initial={"words": standing.text, "may_keep": True} if standing else {},
    )

    def written() -> HttpResponse:
        actions.write_letter(evening=row, side=Side.FRIEND, now=clock(), **form.cleaned_data)
        messages.success(request, _("Your friend can read it now."))
        return go("evening", Side.FRIEND, key)

    limit = rules.LETTER_LIMIT
    return form_page(
        request, "letter", Side.FRIEND, form=form, do=written, evening=row, letter=standing, limit=limit
    )


@require_POST
def take_letter_back(request: HttpRequest, key: str) -> HttpResponse:
    """Delete the line again."""
    row = _evening(request, Side.FRIEND, key)
    actions.take_letter_back(evening=row, side=Side.FRIEND, now=clock())
    messages.success(request, _("It is gone. Your friend can not read it any more."))
    return go("evening", Side.FRIEND, key)


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """Show a host their own three answers over time; nobody else reads them."""
    if sign_in := must_sign_in(request, Side.HOST):
        return sign_in
    host = person_at(request, Side.HOST)
    return page(
        request,
        "journal",
        Side.HOST,
        answers=queries_after.all_own_answers(host) if host else [],
        how_words=dict(HostAfterForm.HOW),
        stayed_words=dict(HostAfterForm.STAYED),
        keeps_journal=reverse("evening:journal") if people.profile_of(host) else "",
    )
