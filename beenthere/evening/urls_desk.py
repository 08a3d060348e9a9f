"""Addresses of the chat and of the supporter's desk."""

from django.urls import URLPattern, path

from beenthere.evening import views_agreed, views_chat, views_desk, views_journal, views_on_call, views_way

DEEDS = {
    "propose": views_chat.propose_close,
    "go-on": views_chat.go_on,
    "end": views_chat.end,
    "switch": views_chat.switch,
    "report": views_chat.report,
    "withdraw": views_chat.withdraw,
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
    path("desk/way/", views_way.way, name="desk_way"),
    path("desk/way/sign/", views_way.sign, name="desk_sign"),
    path("desk/way/leave/", views_way.leave, name="desk_leave"),
    path("desk/here/", views_desk.availability, name="desk_availability"),
    path("desk/offer/", views_desk.offer, name="desk_offer"),
    path("desk/offer/<str:key>/accept/", views_desk.accept, name="desk_accept"),
    path("desk/offer/<str:key>/decline/", views_desk.decline, name="desk_decline"),
    path("desk/before/<str:key>/", views_desk.before, name="desk_before"),
    path("desk/before/<str:key>/state/", views_desk.before_state, name="desk_before_state"),
    path("desk/moved-on/", views_desk.moved_on, name="desk_moved_on"),
    path("desk/chat/<str:key>/", views_chat.supporter_chat, name="desk_chat"),
    *_deed_paths("desk/chat", "supporter", oncall=views_chat.call_on_call, flag=views_chat.flag),
    path("on-call/talk/<str:key>/", views_on_call.talk, name="on_call_talk"),
    path("on-call/talk/<str:key>/after/", views_on_call.after, name="on_call_after"),
    path("on-call/talk/<str:key>/<str:deed>/", views_on_call.change, name="on_call_change"),
    path("agreement/", views_agreed.versions, name="agreement"),
    path("chat/<str:key>/agreed/", views_agreed.agreed_page, {"side": "seeker"}, name="seeker_agreed"),
    path("chat/<str:key>/ties/", views_agreed.answer_ties, name="seeker_ties"),
    path(
        "desk/chat/<str:key>/agreed/",
        views_agreed.agreed_page,
        {"side": "supporter"},
        name="supporter_agreed",
    ),
    path("desk/chat/<str:key>/ties/", views_agreed.ties, name="supporter_ties"),
    path("desk/journal/", views_journal.journal, name="journal"),
    path("desk/journal/write/", views_journal.write, name="journal_write"),
    path("desk/journal/month/<str:month>/", views_journal.month, name="journal_month"),
    path("desk/journal/<str:key>/share/", views_journal.share, name="journal_share"),
    path("desk/journal/<str:key>/private/", views_journal.take_back, name="journal_take_back"),
    path("desk/journal/<str:key>/forget/", views_journal.forget, name="journal_forget"),
    path("desk/debrief/<str:key>/", views_desk.debrief, name="desk_debrief"),
]
urlpatterns = desk_urlpatterns
