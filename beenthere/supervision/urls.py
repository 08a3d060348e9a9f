"""Addresses of this room."""

from django.urls import path

from beenthere.supervision import views

app_name = "supervision"
urlpatterns = [
    path("board/approve/", views.approve, name="approve"),
    path("board/approve/<str:key>/", views.approve_one, name="approve_one"),
    path("board/left/", views.left, name="left"),
    path("board/left/<str:key>/", views.take, name="take"),
    path("board/supervision/", views.supervision, name="supervision"),
    path("board/supervision/talked/<str:key>/", views.talked, name="talked"),
    path("board/supervision/seen/<str:key>/", views.seen, name="seen"),
]
