"""Addresses of the levels."""

from django.urls import path

from beenthere.safety.levels import tabletop, views
from beenthere.safety.reaching import views as reaching

app_name = "levels"
urlpatterns = [
    path("desk/chat/<str:key>/safety/", views.strip, name="strip"),
    path("desk/chat/<str:key>/safety/ask/", views.ask, name="ask"),
    path("desk/chat/<str:key>/safety/level/", views.raise_level, name="raise"),
    path("chat/<str:key>/not-safe/", views.not_safe, name="not_safe"),
    path("chat/<str:key>/reach/", reaching.card, name="reach"),
    path("chat/<str:key>/reach/leave/", reaching.leave, name="reach_leave"),
    path("chat/<str:key>/reach/answer/", reaching.answer, name="reach_answer"),
    path("chat/<str:key>/reach/forget/", reaching.forget, name="reach_forget"),
    path("on-call/page/<str:key>/", views.one, name="one"),
    path("on-call/page/<str:key>/words/", views.words, name="words"),
    path("on-call/page/<str:key>/level/", views.change, name="change"),
    path("on-call/page/<str:key>/tick/<str:step>/", views.tick, name="tick"),
    path("on-call/page/<str:key>/way/", reaching.way, name="way"),
    path("on-call/page/<str:key>/welfare-check/", reaching.welfare_check, name="welfare_check"),
    path("on-call/page/<str:key>/<str:deed>/", views.beside, name="beside"),
    path("on-call/tabletop/", tabletop.table, name="tabletop"),
    path("on-call/tabletop/<slug:slug>/", tabletop.play, name="play"),
]
