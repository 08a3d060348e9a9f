"""Stop and block, in two presses; and telling the people who run the service, only by the friend's own yes."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from beenthere.friends import access, actions, queries
from beenthere.friends.doors import clock, form_page, go, must_sign_in, page, person_at
from beenthere.friends.forms import TellForm
from beenthere.friends.models import Side
from beenthere.safety import queries as safety


@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Say in few words what it does, then do it: its button is the second press, from the talk as from a page."""
    if sign_in := must_sign_in(request, side):
        return sign_in
    row = access.pair_for(person=person_at(request, side), key=key, side=side)
    if request.method == "POST":
        actions.block(pair=row, side=side, now=clock())
    if queries.has_blocked(row, side):
        return go("pair", side, key)
    return page(request, "block", side, pair=row)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, key: str) -> HttpResponse:
    """Let a friend who blocked tell the people who run the service, and choose whether a chat goes with it."""
    row = access.pair_for(person=person_at(request, Side.FRIEND), key=key, side=Side.FRIEND)
    if not queries.has_blocked(row, Side.FRIEND):
        return go("block", Side.FRIEND, key)
    chats = queries.chats_of(row)
    form = TellForm(request.POST or None, chats=[one.key for one in chats])

    def told() -> HttpResponse:
        actions.report(pair=row, side=Side.FRIEND, now=clock(), **form.cleaned_data)
        return go("pair", Side.FRIEND, key)

    return form_page(
        request,
        "tell",
        Side.FRIEND,
        form=form,
        do=told,
        pair=row,
        chats=chats,
        can_be_told=queries.can_be_told(row),
        lines=safety.lines(),
    )
