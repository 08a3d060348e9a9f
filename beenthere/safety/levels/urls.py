"""Addresses of the levels."""

from django.urls import path

from beenthere.safety.levels import tabletop, views

app_name = "levels"
urlpatterns = [
    path("desk/chat/<str:key>/safety/", views.strip, name="strip"),
    path("desk/chat/<str:key>/safety/ask/", views.ask, name="ask"),
    path("desk/chat/<str:key>/safety/level/", views.raise_level, name="raise"),
    path("chat/<str:key>/not-safe/", views.not_safe, name="not_safe"),
    path("on-call/page/<str:key>/", views.one, name="one"),
    path("on-call/page/<str:key>/words/", views.words, name="words"),
    path("on-call/page/<str:key>/level/", views.change, name="change"),
    path("on-call/page/<str:key>/tick/<str:step>/", views.tick, name="tick"),
    path("on-call/page/<str:key>/<str:deed>/", views.beside, name="beside"),
    path("on-call/tabletop/", tabletop.table, name="tabletop"),
    path("on-call/tabletop/<slug:slug>/", tabletop.play, name="play"),
]
