"""The page on the phone, the files it keeps, and the one address it sends to."""

import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from beenthere.friends import actions as evenings
from beenthere.friends import doors, suggesting
from beenthere.friends import queries as friends
from beenthere.friends.access import evening_for
from beenthere.friends.models import EveningState, FriendEvening, Side
from beenthere.friends.pocket import actions, bundle, icon, queries, rules, worker
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.people.models import Person
from beenthere.skills.queries import cards

COLOUR = "#1b1922"
SIZES = {
    "icon-192.png": (192, False),
    "icon-512.png": (512, False),
    "icon-maskable-512.png": (512, True),
}


def host_evening(request: HttpRequest, key: str) -> FriendEvening:
    """Return the evening of somebody who hosts it.

    :raises NotHere: anybody else, the friend included
    """
    return evening_for(person=doors.person_at(request, Side.HOST), key=key, side=Side.HOST)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Serve the page without an evening: the installed app opens here and finds the evening on the phone.

    :raises NotHere: this deployment is for the line alone
    """
    doors.require_door()
    return HttpResponse(bundle.shell())


@require_safe
def evening(request: HttpRequest, key: str) -> HttpResponse:
    """Serve the same page to the host of an evening.

    :raises NotHere: somebody else
    """
    if not _somebody(request):
        return redirect_to_login(request.path)
    host_evening(request, key)
    return HttpResponse(bundle.shell())


def _somebody(request: HttpRequest) -> Person | None:
    return request.member or request.seeker  # type: ignore[attr-defined,no-any-return]


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the installable app: a neutral name and picture, and nothing of what it is for.

    :raises NotHere: this deployment is for the line alone
    """
    doors.require_door()
    return JsonResponse(
        {
            "id": "/pocket/",
            "name": settings.TABLE.pocket_name,
            "short_name": settings.TABLE.pocket_name,
            "start_url": "/pocket/",
            "scope": "/pocket/",
            "display": "standalone",
            "orientation": "portrait",
            "background_color": COLOUR,
            "theme_color": COLOUR,
            "lang": settings.LANGUAGE_CODE,
            "icons": [_icon(name) for name in SIZES],
        },
        content_type="application/manifest+json",
    )


def _icon(name: str) -> dict[str, str]:
    size, is_maskable = SIZES[name]
    purpose = "maskable" if is_maskable else "any"
    return {"src": f"/pocket/{name}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw one of the icons.

    :raises NotHere: no such icon, or this deployment is for the line alone
    """
    doors.require_door()
    if f"{slug}.png" not in SIZES:
        raise NotHere
    size, is_maskable = SIZES[f"{slug}.png"]
    drawn = icon.png(settings.TABLE.pocket_icon, size, is_maskable=is_maskable)
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": "public, max-age=86400"})


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Serve the pocket's own worker; that of notices has the whole site as its scope and answers no request.

    :raises NotHere: this deployment is for the line alone
    """
    doors.require_door()
    return HttpResponse(worker.script(), content_type="text/javascript")


@require_safe
def kept_bundle(request: HttpRequest) -> HttpResponse:
    """Serve the cards, the lines and the companion's answers; no word of anybody.

    :raises NotHere: this deployment is for the line alone
    """
    doors.require_door()
    return HttpResponse(bundle.as_json(), content_type="application/json")


@require_safe
@ensure_csrf_cookie
def tonight(request: HttpRequest, key: str) -> HttpResponse:
    """Tell the host's phone what only it may know: the plan, the cards at hand, the end, and a token for sending."""
    return _answered(request, key, lambda found: _tonight(request, found))


def _tonight(request: HttpRequest, found: FriendEvening) -> dict[str, Any]:
    plan = friends.plan_text(found)
    if "seen" in request.GET:
        evenings.host_looked(evening=found, now=datetime.now(UTC))
    return {
        "state": found.state,
        "mode": found.mode,
        "ends_at": _stamp(found.ends_at),
        "takes_until": _stamp(queries.takes_until(found)),
        "not_safe": found.state != EveningState.OVER and suggesting.may_be_unsafe(found),
        "cards": [slug for slug in found.cards if slug in cards()],
        "plan": {
            "intention": plan.intention,
            "not_tonight": plan.not_tonight,
            "look_after": plan.look_after,
        },
        "token": get_token(request),
    }


def _stamp(when: datetime) -> int:
    return round(when.timestamp() * 1000)


@require_POST
def sync(request: HttpRequest, key: str) -> HttpResponse:
    """Take what a phone has kept and say up to which number it is here."""
    return _answered(request, key, lambda found: _taken(found, request.body))


def _taken(found: FriendEvening, body: bytes) -> dict[str, Any]:
    batch = read(body)
    taken = actions.take(evening=found, batch=batch, now=datetime.now(UTC))
    return {"state": found.state, "ack": taken.ack, "new": taken.new}


def read(body: bytes) -> rules.Batch:
    """Return the batch in a request.

    :raises BatchIsUnclear: not JSON, or not what a phone sends
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise rules.BatchIsUnclear("body", "send JSON") from None
    return rules.read_batch(data)


def _answered(request: HttpRequest, key: str, answer: Any) -> JsonResponse:
    """Answer a phone in its own language: what happened, and what it may do now."""
    try:
        # First, and to anybody who has the key: a phone whose host erased everything can not sign in again.
        actions.refuse_gone(key=key)
        if not _somebody(request):
            return _said("sign-in", 401, link=f"{reverse('account_login')}?next=/pocket/{key}/")
        return JsonResponse(answer(host_evening(request, key)))
    except actions.IsGone as gone:
        return _said("gone", gone.status, erased_at=_stamp(gone.erased_at))
    except actions.IsLate as late:
        return _said("late", late.status, words=str(late))
    except actions.IsAnotherPhone as other:
        return _said("another", other.status, words=str(other))
    except rules.BatchIsUnclear as unclear:
        return _said("unclear", 400, where=unclear.where, words=unclear.do)
    except NotHere as missing:
        return _said("not-here", missing.status, words=_("There is nothing here for you."))
    except Refused as refused:
        return _said("wait", refused.status, words=str(refused))


def _said(state: str, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"state": state, **more}, status=status)
