"""I'd like to suggest someone: a host names somebody, and both read it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beenthere.boundaries import queries_between as between
from beenthere.friends import access, actions, queries
from beenthere.friends.doors import clock, go, must_sign_in, page, person_at
from beenthere.friends.models import Side
from beenthere.friends.views.watching import watched
from beenthere.kernel.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, key: str) -> HttpResponse:
    """Name somebody to one's friend, in one's own words."""
    if sign_in := must_sign_in(request, Side.HOST):
        return sign_in
    row = access.evening_for(person=person_at(request, Side.HOST), key=key, side=Side.HOST)
    if row.pair.ended_at is not None:
        return go("evening", Side.HOST, key)
    said = {name: request.POST.get(name, "") for name in ("name", "reach")}
    problem = ""
    if request.method == "POST":
        try:
            actions.suggest_somebody(evening=row, side=Side.HOST, now=clock(), **said)
            messages.success(request, _("Your friend finds it under “People to turn to”, and chooses alone."))
            return go("suggest", Side.HOST, key)
        except Refused as refused:
            problem = str(refused)
    return page(
        request,
        "suggest",
        Side.HOST,
        evening=row,
        **watched(row, Side.HOST),
        named=between.named_between(queries.about(row.pair)),
        said=said,
        problem=problem,
        status=400 if problem else 200,
    )
