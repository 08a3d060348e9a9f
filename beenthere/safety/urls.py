"""Addresses of this room."""

from django.urls import path

from beenthere.safety import views, views_duty

app_name = "safety"
urlpatterns = [
    path("on-call/", views.console, name="console"),
    path("on-call/live/", views.live, name="live"),
    path("on-call/channels/", views.save_channels, name="save_channels"),
    path("on-call/try/", views.try_channels, name="try_channels"),
    path("on-call/duty/", views_duty.duty, name="duty"),
    path("on-call/duty/take/", views_duty.take, name="take_duty"),
    path("on-call/duty/lay-down/", views_duty.lay_down, name="lay_down"),
    path("on-call/duty/take-back/<str:key>/", views_duty.take_back, name="take_back"),
    path("on-call/take/<str:key>/", views.acknowledge, name="acknowledge"),
]
