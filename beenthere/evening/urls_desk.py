"""Addresses of the chat and of the supporter's desk."""

from django.urls import URLPattern, path

from beenthere.evening import views_chat, views_desk

DEEDS = {
    "propose": views_chat.propose_close,
    "go-on": views_chat.go_on,
    "end": views_chat.end,
    "switch": views_chat.switch,
    "report": views_chat.report,
}


def _deed_paths(prefix: str, side: str, **more: views_chat.Deed) -> list[URLPattern]:
    return [
        path(
            f"{prefix}/<str:key>/{name}/",
            views_chat.deed_view(deed),
            {"side": side},
            name=f"{side}_{name.replace('-', '_')}",
        )
        for name, deed in (DEEDS | more).items()
    ]


desk_urlpatterns: list[URLPattern] = [
    path("chat/", views_chat.seeker_chat, name="chat"),
    *_deed_paths("chat", "seeker", keep=views_chat.keep),
    path("desk/", views_desk.desk, name="desk"),
    path("desk/profile/", views_desk.profile, name="desk_profile"),
    path("desk/here/", views_desk.availability, name="desk_availability"),
    path("desk/offer/", views_desk.offer, name="desk_offer"),
    path("desk/offer/<str:key>/accept/", views_desk.accept, name="desk_accept"),
    path("desk/offer/<str:key>/decline/", views_desk.decline, name="desk_decline"),
    path("desk/before/<str:key>/", views_desk.before, name="desk_before"),
    path("desk/before/<str:key>/state/", views_desk.before_state, name="desk_before_state"),
    path("desk/moved-on/", views_desk.moved_on, name="desk_moved_on"),
    path("desk/chat/<str:key>/", views_chat.supporter_chat, name="desk_chat"),
    *_deed_paths("desk/chat", "supporter", oncall=views_chat.call_on_call),
    path("desk/debrief/<str:key>/", views_desk.debrief, name="desk_debrief"),
]
urlpatterns = desk_urlpatterns
