"""Addresses of this room."""

from django.urls import path

from beenthere.insights import views

app_name = "insights"
urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/live/", views.live, name="live"),
]
