"""Use another phone: a link shown on the first one, the press on the other, and what the first one is told."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beenthere.friends import actions, queries
from beenthere.friends.doors import clock, page, person_at, require_door
from beenthere.friends.models import Side
from beenthere.friends.views.invitations import drawn_code
from beenthere.kernel.refusals import NotHere
from beenthere.people.middleware import SEEKER_KEY
from beenthere.people.models import Person
from beenthere.privacy import queries as privacy


def _friend(request: HttpRequest) -> Person:
    """Return the friend whose phone this is.

    :raises NotHere: nobody's friend
    """
    person = person_at(request, Side.FRIEND)
    if not person or not queries.is_a_friend(person):
        raise NotHere
    return person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest) -> HttpResponse:
    """Show how to take one's seat along; a press makes a link, which is shown this once."""
    friend = _friend(request)
    shown: dict[str, Any] = {"has_code": privacy.has_code(friend)}
    if request.method == "POST":
        row, token = actions.make_phone_link(friend=friend, now=clock())
        link = request.build_absolute_uri(reverse("friends:carry", args=[token]))
        watch = reverse("friends:friend_phone_state")
        shown |= {"row": row, "link": link, "code": drawn_code(link), "watch": watch}
    return page(request, "phone", Side.FRIEND, **shown)


@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """Say in one word whether the link still opens, for the page that shows it."""
    if queries.open_phone_link(_friend(request), now=clock()) is not None:
        return HttpResponse("open", content_type="text/plain")
    over = HttpResponse("over", content_type="text/plain")
    over["X-Go"] = reverse("friends:friend_phone")
    return over


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, token: str) -> HttpResponse:
    """The other phone: one press, so that a preview does not use the link up. Until then every link looks the same."""
    require_door()
    here: Person | None = request.seeker or None  # type: ignore[attr-defined]
    if request.method != "POST":
        return page(request, "carry", Side.FRIEND, is_taken=here is not None)
    try:
        row = actions.carry_over(token=token, here=here, member=request.member or None, now=clock())  # type: ignore[attr-defined]
    except actions.LinkIsClosed:
        return render(request, "friends/closed_phone_link.html", status=404)
    request.session.cycle_key()
    request.session[SEEKER_KEY] = row.person.key
    request.session[actions.PHONE] = row.key
    return redirect("friends:friend_home")


@require_POST
def mine(request: HttpRequest) -> HttpResponse:
    """Take the word of the first phone that it was the same person."""
    actions.that_was_me(friend=_friend(request), phone=request.session.get(actions.PHONE, ""), now=clock())
    return redirect("friends:friend_home")


@require_POST
def out(request: HttpRequest) -> HttpResponse:
    """Sign the phones out that came in."""
    friend = _friend(request)
    actions.sign_others_out(friend=friend, phone=request.session.get(actions.PHONE, ""), now=clock())
    messages.success(request, _("That phone is signed out. Nothing more shows there."))
    return redirect("friends:friend_phone")
