"""Who is at the door: a seeker by visit session, a supporter or staff member by account."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from beenthere.people import access

SEEKER_KEY = "seeker"


class PersonMiddleware:
    """Set ``request.seeker`` and ``request.member``; each is a Person or None.

    One browser may be both at once (a newcomer trying both sides), so the two never mix:
    the seeker's pages ask ``request.seeker``, the desk asks ``request.member``.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.seeker = access.seeker_of(key=request.session.get(SEEKER_KEY))  # type: ignore[attr-defined]
        request.member = access.member_of(account=request.user)  # type: ignore[attr-defined]
        return self.get_response(request)


person_middleware = PersonMiddleware
