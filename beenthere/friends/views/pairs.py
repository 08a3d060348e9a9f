"""The page of two friends, and each step until both have said yes; and the kind end of it."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beenthere.boundaries import queries as agreements
from beenthere.boundaries import queries_between as between
from beenthere.boundaries.agreed import Changed, changes_since_last_yes
from beenthere.friends import access, actions, queries, queries_after, rules
from beenthere.friends.doors import clock, form_page, go, must_sign_in, page, person_at
from beenthere.friends.forms import AgreeForm, beside_the_fields
from beenthere.friends.models import Pair, Side
from beenthere.friends.views.watching import minute
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.privacy import queries as privacy
from beenthere.safety import queries as safety


def _pair(request: HttpRequest, side: str, key: str) -> Pair:
    """Return the pair for this side of it.

    :raises NotHere: missing, somebody else's, or the other side's page
    """
    return access.pair_for(person=person_at(request, side), key=key, side=side)


def local_number() -> str:
    """Return the number to call in danger here."""
    return next((found.phone for found in safety.lines().emergency if found.phone), "")


@require_safe
def pair(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Show two friends where they are: the two words, the yes, the evenings."""
    if answer := must_sign_in(request, side):
        return answer
    row = _pair(request, side, key)
    waits = rules.waits_for(queries.facts(row))
    living = queries.living_evening(row)
    evenings = queries.evenings_of(row)
    past = [one for one in evenings if living is None or one.pk != living.pk]
    shown: dict[str, Any] = {
        "waits": waits,
        "check_words": " ".join(rules.check_words(row.key)),
        "living": living,
        "past": [one for one in past if queries_after.took_place(one)],
        "called_off": queries.called_off_last(row),
        "watch": f"{request.path}state/",
        "now": _now(row),
        "lines": safety.lines(),
        "changed": _changed(row, side) if waits == side else None,
        "has_code": privacy.has_code(row.friend) if row.friend and side == Side.FRIEND else True,
    }
    if waits == "ended":
        shown["blocked"] = queries.has_blocked(row, side)
        shown["told_at"] = queries.told_at(row) if side == Side.FRIEND else None
        shown["can_be_told"] = side == Side.FRIEND and queries.can_be_told(row)
    if waits == "answer":
        shown["said"] = between.disclosures(queries.about(row), name=queries.name_of(row, Side.HOST))[-1]
    return page(request, "pair", side, pair=row, **shown)


@require_safe
def state(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Say in a few words where two friends are, for the page that waits for the other one."""
    return HttpResponse(_now(_pair(request, side, key)), content_type="text/plain")


def _now(row: Pair) -> str:
    """Return what the page knows; it is drawn with the page, so that nothing is missed in between."""
    living = queries.living_evening(row)
    called_off = queries.called_off_last(row)
    evening = (
        f"{living.key} {living.state} {minute(living.planned_for)} {minute(living.ends_at)}" if living else ""
    )
    return f"{rules.waits_for(queries.facts(row))} {evening} {called_off.key if called_off else ''}"


@require_POST
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Say that the two words were the same, or that this is somebody else."""
    row = _pair(request, Side.HOST, key)
    if request.POST.get("same") == "yes":
        actions.confirm(pair=row, side=Side.HOST, now=clock())
        return go("agree", Side.HOST, key)
    actions.end_pair(pair=row, side=Side.HOST, why="stranger", now=clock())
    return redirect("friends:host_home")


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Read both sides' words, say yes to one's own, and, as the host, say what else ties the two."""
    if answer := must_sign_in(request, side):
        return answer
    row = _pair(request, side, key)
    if rules.waits_for(queries.facts(row)) in ("ended", "words"):
        return go("pair", side, key)
    text = agreements.agreement(side, local_number=local_number())
    form = AgreeForm(
        request.POST or None,
        text=text,
        ties=between.ties() if side == Side.HOST else None,
        initial={"profession": _profession(row.host), **(_said_before(row) if side == Side.HOST else {})},
    )

    def said() -> HttpResponse:
        _said_yes(row, side, form)
        return go("pair", side, key)

    return form_page(
        request,
        "agree",
        side,
        form=form,
        do=said,
        words_of=beside_the_fields,
        pair=row,
        text=text,
        other_text=agreements.agreement(
            Side.FRIEND if side == Side.HOST else Side.HOST, local_number=local_number()
        ),
        changed=_changed(row, side),
    )


def _changed(row: Pair, side: str) -> Changed | None:
    """Return how the words changed since this side's yes in this pair."""
    return changes_since_last_yes(person=queries.person_of(row, side), side=side, about=queries.about(row))


def _profession(host: Person | None) -> str:
    profile = people.profile_of(host)
    return profile.profession if profile else ""


def _said_before(row: Pair) -> dict[str, Any]:
    told = between.latest_row(queries.about(row))
    if told is None:
        return {}
    kinds = [kind for kind in told.kinds if kind != "friend"]
    said = agreements.disclosed(told, name="")
    return {"kinds": kinds, "detail": said.detail, **agreements.particulars(told)}


@transaction.atomic
def _said_yes(row: Pair, side: str, form: AgreeForm) -> None:
    now = clock()
    if side == Side.HOST:
        # The ties first: whoever treats their friend is not asked to sign anything. And both or
        # neither: ties told beside a missing yes would ask the friend anew for nothing.
        never = actions.tell_ties(
            pair=row,
            side=side,
            kinds=form.cleaned_data["kinds"],
            detail=form.cleaned_data["detail"],
            particulars=form.particulars(),
            now=now,
        )
        if never:
            return
    actions.sign(pair=row, side=side, version=form.cleaned_data["version"], answers=form.answers(), now=now)


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Take the friend's answer to what the host said about ties."""
    row = _pair(request, Side.FRIEND, key)
    if request.POST.get("answer") in ("yes", "no"):
        accepts = request.POST["answer"] == "yes"
        actions.answer_ties(pair=row, side=Side.FRIEND, accepts=accepts, now=clock())
    return go("pair", Side.FRIEND, key)


@require_safe
def agreed(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Show both sides what both agreed, and how the two know each other."""
    if sign_in := must_sign_in(request, side):
        return sign_in
    row = _pair(request, side, key)
    if row.confirmed_at is None:
        return go("pair", side, key)
    found = between.what_two_agreed(
        about=queries.about(row),
        name=queries.name_of(row, Side.HOST) or "…",
        minutes=settings.TABLE.chat_minutes,
        local_number=local_number(),
    )
    return page(
        request, "agreed", side, pair=row, agreed=found, named=between.named_between(queries.about(row))
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Ask once, then end the pair; the other is told kindly."""
    if sign_in := must_sign_in(request, side):
        return sign_in
    row = _pair(request, side, key)
    if request.method == "POST":
        actions.end_pair(pair=row, side=side, now=clock())
    if row.ended_at is not None:
        return go("pair", side, key)
    return page(request, "end", side, pair=row)


@require_http_methods(["GET", "HEAD", "POST"])
def over_time(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Show a pair its own evenings as points; the friend decides whether the host sees them."""
    if sign_in := must_sign_in(request, side):
        return sign_in
    row = _pair(request, side, key)
    if request.method == "POST" and side == Side.FRIEND and row.friend is not None:
        shares = request.POST.get("share") == "1"
        actions.share_numbers(friend=row.friend, pair_key=row.key, is_shared=shares, now=clock())
        return redirect(reverse("friends:friend_over_time", args=[key]))
    may_see = queries_after.may_see_numbers(row, side)
    return page(
        request,
        "over_time",
        side,
        pair=row,
        may_see=may_see,
        is_shared=queries_after.shows_numbers(row),
        picture=queries_after.over_time(row) if may_see else None,
    )
