"""A link for one friend: made, shown as a code to scan, taken back, and used."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beenthere.friends import access, actions, queries, rules
from beenthere.friends.doors import clock, form_page, must_sign_in, page, person_at, require_door
from beenthere.friends.forms import InviteForm, beside_the_fields
from beenthere.friends.models import Pair, Side
from beenthere.people import queries as people
from beenthere.people.access import require_member
from beenthere.people.middleware import SEEKER_KEY
from beenthere.people.models import Person
from beenthere.safety import queries as safety


@require_safe
def home(request: HttpRequest, side: str) -> HttpResponse:
    """Show somebody their pairs, and a host their open links."""
    if answer := must_sign_in(request, side):
        return answer
    person = person_at(request, side)
    pairs = [(pair, _called(pair, side)) for pair in queries.pairs_of(person, side=side)] if person else []
    over = _ended(person, side) if person and side == Side.FRIEND else []
    links = queries.living_invitations(person, now=clock()) if person and side == Side.HOST else []
    return page(request, "home", side, pairs=pairs, ended=over, links=links)


def _ended(person: Person, side: str) -> list[tuple[Pair, str]]:
    """Return what is over, for the friend: its page holds the way to tell somebody, also long after a block."""
    return [(pair, _called(pair, side)) for pair in queries.ended_pairs_of(person, side=side)]


def _called(pair: Pair, side: str) -> str:
    other = Side.FRIEND if side == Side.HOST else Side.HOST
    return queries.name_of(pair, other) if pair.confirmed_at else ""


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Make a link for one friend."""
    if answer := must_sign_in(request, Side.HOST):
        return answer
    inviter = require_member(person_at(request, Side.HOST))
    form = InviteForm(request.POST or None, initial={"name": people.display_name(inviter)})

    def made() -> HttpResponse:
        row, _token = actions.invite(inviter=inviter, now=clock(), **form.cleaned_data)
        return redirect("friends:invitation", key=row.key)

    return form_page(request, "invite", Side.HOST, form=form, do=made, words_of=beside_the_fields)


@require_safe
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Show a link to its inviter, to send or to scan; one that was used leads to the pair."""
    if answer := must_sign_in(request, Side.HOST):
        return answer
    row = access.own_invitation(inviter=person_at(request, Side.HOST), key=key)
    is_open = rules.is_open(until=row.until, used_at=row.used_at, revoked_at=row.revoked_at, now=clock())
    link = request.build_absolute_uri(reverse("friends:come_in", args=[queries.token_of(row)]))
    return page(
        request,
        "invitation",
        Side.HOST,
        row=row,
        is_open=is_open,
        link=link if is_open else "",
        code=drawn_code(link) if is_open else "",
        watch=reverse("friends:invitation_state", args=[key]),
    )


def drawn_code(link: str) -> SafeString:
    """Return a code to scan, as a picture inside the page."""
    drawn = segno.make(link, error="m").svg_inline(
        border=3, omitsize=True, svgclass="qr__code", lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308 - drawn by segno from our own address


@require_safe
def invitation_state(request: HttpRequest, key: str) -> HttpResponse:
    """Say in one word whether a link was used, for the page that waits."""
    row = access.own_invitation(inviter=person_at(request, Side.HOST), key=key)
    response = HttpResponse("used" if row.used_at else "open", content_type="text/plain")
    pair = queries.pair_of_invitation(row)
    if pair is not None:
        response["X-Go"] = reverse("friends:host_pair", args=[pair.key])
    return response


@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    """Take a link back."""
    actions.revoke(inviter=person_at(request, Side.HOST), key=key, now=clock())
    return redirect("friends:host_home")


@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: HttpRequest, token: str) -> HttpResponse:
    """A link somebody was sent: the page asks for one press, so that a preview does not use it up.

    Until then every link looks the same, also one that opens nothing.
    """
    require_door()
    if request.method != "POST":
        return page(request, "come_in", Side.FRIEND, name_length=rules.NAME_LENGTH)
    try:
        pair = actions.come_in(
            token=token,
            name=request.POST.get("name", ""),
            friend=request.seeker or None,  # type: ignore[attr-defined]
            member=request.member or None,  # type: ignore[attr-defined]
            now=clock(),
        )
    except actions.LinkIsClosed:
        return _closed(request)
    except actions.DoesNotGoTogether as refused:
        return page(request, "not_together", Side.FRIEND, lines=safety.lines(), status=refused.status)
    if pair.friend is not None and not request.seeker:  # type: ignore[attr-defined]
        request.session.cycle_key()
        request.session[SEEKER_KEY] = pair.friend.key
    return redirect("friends:friend_pair", key=pair.key)


def _closed(request: HttpRequest) -> HttpResponse:
    """Say kindly what to do; whoever is a friend already finds the way to their own page."""
    seeker: Person | None = request.seeker  # type: ignore[attr-defined]
    living = queries.pairs_of(seeker, side=Side.FRIEND) if seeker else []
    ended = queries.ended_pairs_of(seeker, side=Side.FRIEND) if seeker else []
    shown = {
        "knows_somebody": bool(living or ended),
        # Whoever blocked somebody is not sent to them for a new link.
        "has_blocked": any(queries.has_blocked(pair, Side.FRIEND) for pair in ended),
    }
    return render(request, "friends/closed_link.html", shown, status=404)
