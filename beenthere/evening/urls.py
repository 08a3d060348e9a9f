"""Addresses of the evening: the seeker's walk, coming back, and the desk."""

from django.urls import path

from beenthere.evening import views_close, views_seeker
from beenthere.evening.urls_desk import desk_urlpatterns
from beenthere.evening.urls_mine import mine_urlpatterns

app_name = "evening"
urlpatterns = [
    path("", views_seeker.landing, name="landing"),
    path("start/", views_seeker.start, name="start"),
    path("wait/", views_seeker.wait, name="wait"),
    path("wait/state/", views_seeker.wait_state, name="wait_state"),
    path("wait/here/", views_seeker.still_here, name="still_here"),
    path("wait/keep/", views_seeker.keep_place, name="keep_place"),
    path("wait/leave/", views_seeker.leave_line, name="leave_line"),
    path("wait/left/", views_seeker.left, name="left"),
    path("wait/note/", views_seeker.write_note, name="write_note"),
    path("wait/wish/", views_seeker.wish, name="wish"),
    path("meet/", views_seeker.meet, name="meet"),
    path("meet/state/", views_seeker.meet_state, name="meet_state"),
    path("meet/answer/", views_seeker.meet_answer, name="meet_answer"),
    path("close/", views_close.close, name="close"),
    path("goodbye/", views_close.goodbye, name="goodbye"),
    path("tomorrow/<str:token>/", views_close.tomorrow, name="tomorrow"),
    path("tomorrow/<str:token>/stop/", views_close.not_tomorrow, name="not_tomorrow"),
    path("leave/", views_seeker.leave, name="leave"),
    path("lines/", views_seeker.lines, name="lines"),
    path("limits/", views_seeker.limits, name="limits"),
    *desk_urlpatterns,
    *mine_urlpatterns,
]
