"""Addresses of the guard."""

from django.urls import path

from beenthere.boundaries.guard import views

app_name = "guard"
urlpatterns = [
    path("desk/chat/<str:key>/guard/", views.tap, name="tap"),
    path("board/guard/", views.counts, name="counts"),
    path("board/guard/mute/", views.mute, name="mute"),
    path("board/guard/switch/", views.switch, name="switch"),
]
