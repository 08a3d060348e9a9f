"""Addresses of two friends: a host's begin with friends/, a friend's with friend/."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from beenthere.friends.models import Side
from beenthere.friends.views import (
    blocking,
    changing,
    evenings,
    invitations,
    naming,
    pairs,
    phones,
    reaching,
    watching,
)

app_name = "friends"
STARTS = {Side.HOST: ("friends/", "host"), Side.FRIEND: ("friend/", "friend")}
BOTH: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
    "home": ("", invitations.home),
    "pair": ("pair/<str:key>/", pairs.pair),
    "pair_state": ("pair/<str:key>/state/", pairs.state),
    "agree": ("pair/<str:key>/agree/", pairs.agree),
    "agreed": ("pair/<str:key>/agreed/", pairs.agreed),
    "end": ("pair/<str:key>/end/", pairs.end),
    "block": ("pair/<str:key>/block/", blocking.block),
    "over_time": ("pair/<str:key>/over-time/", pairs.over_time),
    "new": ("pair/<str:key>/evening/", evenings.new),
    "evening": ("evening/<str:key>/", evenings.evening),
    "evening_state": ("evening/<str:key>/state/", watching.state),
    "evening_news": ("evening/<str:key>/news/", watching.news),
    "begin": ("evening/<str:key>/begin/", evenings.begin),
    "over": ("evening/<str:key>/over/", evenings.over),
    "call_off": ("evening/<str:key>/call-off/", changing.call_off),
    "move": ("evening/<str:key>/time/", changing.move),
    "after": ("evening/<str:key>/after/", evenings.after),
}


def _both() -> list[URLPattern]:
    return [
        path(f"{start}{rest}", view, {"side": side}, name=f"{called}_{name}")
        for side, (start, called) in STARTS.items()
        for name, (rest, view) in BOTH.items()
    ]


urlpatterns: list[URLPattern] = [
    *_both(),
    path("friends/invite/", invitations.invite, name="invite"),
    path("friends/invite/<str:key>/", invitations.invitation, name="invitation"),
    path("friends/invite/<str:key>/state/", invitations.invitation_state, name="invitation_state"),
    path("friends/invite/<str:key>/revoke/", invitations.revoke, name="revoke"),
    path("friends/journal/", evenings.journal, name="journal"),
    path("friends/reach/", reaching.reach, name="reach"),
    path("friends/reach/no-push/", reaching.no_push, name="no_push"),
    path("friends/reach/test/", reaching.try_out, name="try_out"),
    path("friends/pair/<str:key>/confirm/", pairs.confirm, name="confirm"),
    path("friends/evening/<str:key>/unsafe/", evenings.unsafe, name="host_unsafe"),
    path("friends/evening/<str:key>/plan/", evenings.plan, name="host_plan"),
    path("friends/evening/<str:key>/suggest/", naming.suggest, name="host_suggest"),
    path("friend/phone/", phones.phone, name="friend_phone"),
    path("friend/phone/state/", phones.state, name="friend_phone_state"),
    path("friend/phone/mine/", phones.mine, name="friend_phone_mine"),
    path("friend/phone/out/", phones.out, name="friend_phone_out"),
    path("phone/<str:token>/", phones.carry, name="carry"),
    path("friend/pair/<str:key>/tell/", blocking.report, name="friend_tell"),
    path("friend/pair/<str:key>/answer/", pairs.answer, name="answer"),
    path("friend/evening/<str:key>/check-in/", evenings.check_in, name="friend_check_in"),
    path("friend/evening/<str:key>/not-safe/", evenings.not_safe, name="not_safe"),
    path("friend/evening/<str:key>/call/", evenings.call, name="call"),
    path("friend/evening/<str:key>/tomorrow/", evenings.tomorrow, name="friend_tomorrow"),
    path("friend/evening/<str:key>/line/", evenings.letter, name="friend_letter"),
    path("friend/evening/<str:key>/line/back/", evenings.take_letter_back, name="letter_back"),
    path("with/<str:token>/", invitations.come_in, name="come_in"),
]
