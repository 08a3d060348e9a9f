"""Addresses of the demo. Outside demo mode each of them answers "nothing here"."""

from django.urls import path

from beenthere.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.entrance, name="entrance"),
    path("demo/seeker/", views.seeker, name="seeker"),
    path("demo/supporter/", views.supporter, name="supporter"),
    path("demo/coordinator/", views.coordinator, name="coordinator"),
    path("demo/evening/", views.show_replay, name="replay"),
    path("demo/evening/<int:turn>/", views.show_turn, name="replay_turn"),
]
