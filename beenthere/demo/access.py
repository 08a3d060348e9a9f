"""The demo's doors open in demo mode only."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from beenthere.kernel.refusals import NotHere


def in_demo_mode(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer "nothing here" unless this is a demo."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.IS_DEMO:
            raise NotHere
        return view(request, *args, **kwargs)

    return guarded
