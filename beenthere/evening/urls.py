"""Addresses of the evening: the seeker's walk, coming back, and the desk."""

from django.urls import path

from beenthere.evening import views_agreed, views_close, views_friends, views_seeker, views_waiting
from beenthere.evening.urls_desk import desk_urlpatterns
from beenthere.evening.urls_mine import mine_urlpatterns

app_name = "evening"
urlpatterns = [
    path("", views_seeker.landing, name="landing"),
    path("start/", views_seeker.start, name="start"),
    path("wait/", views_waiting.wait, name="wait"),
    path("wait/state/", views_waiting.wait_state, name="wait_state"),
    path("wait/here/", views_waiting.still_here, name="still_here"),
    path("wait/not-safe/", views_waiting.wait_not_safe, name="wait_not_safe"),
    path("wait/keep/", views_waiting.keep_place, name="keep_place"),
    path("wait/leave/", views_waiting.leave_line, name="leave_line"),
    path("wait/left/", views_waiting.left, name="left"),
    path("wait/note/", views_waiting.write_note, name="write_note"),
    path("wait/wish/", views_waiting.wish, name="wish"),
    path("meet/", views_waiting.meet, name="meet"),
    path("meet/state/", views_waiting.meet_state, name="meet_state"),
    path("meet/agree/", views_agreed.meet_agree, name="meet_agree"),
    path("meet/answer/", views_waiting.meet_answer, name="meet_answer"),
    path("close/", views_close.close, name="close"),
    path("close/somebody-else/", views_close.somebody_else, name="somebody_else"),
    path("goodbye/", views_close.goodbye, name="goodbye"),
    path("tomorrow/<str:token>/", views_close.tomorrow, name="tomorrow"),
    path("tomorrow/<str:token>/stop/", views_close.not_tomorrow, name="not_tomorrow"),
    path("leave/", views_seeker.leave, name="leave"),
    path("lines/", views_seeker.lines, name="lines"),
    path("limits/", views_seeker.limits, name="limits"),
    path("friends/evening/<str:key>/talk/", views_friends.talk, {"side": "host"}, name="host_talk"),
    path("friend/evening/<str:key>/talk/", views_friends.talk, {"side": "friend"}, name="friend_talk"),
    *desk_urlpatterns,
    *mine_urlpatterns,
]
