"""Addresses of this room."""

from django.urls import path

from beenthere.safety import views

app_name = "safety"
urlpatterns = [
    path("on-call/", views.console, name="console"),
    path("on-call/live/", views.live, name="live"),
    path("on-call/channels/", views.save_channels, name="save_channels"),
    path("on-call/try/", views.try_channels, name="try_channels"),
    path("on-call/take/<str:key>/", views.acknowledge, name="acknowledge"),
]
