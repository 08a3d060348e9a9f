"""Addresses of this room."""

from django.urls import path

from beenthere.companion import views

app_name = "companion"
urlpatterns = [
    path("desk/chat/<str:key>/panel/", views.panel, name="panel"),
    path("desk/chat/<str:key>/panel/find/", views.look_up, name="find"),
    path("desk/chat/<str:key>/panel/phase/", views.phase, name="phase"),
    path("desk/chat/<str:key>/panel/switch/", views.switch, name="switch"),
    path("desk/chat/<str:key>/panel/standing/", views.standing, name="standing"),
    path("desk/chat/<str:key>/panel/hint/", views.hint, name="hint"),
    path("desk/chat/<str:key>/panel/wrong/", views.wrong, name="wrong"),
    path("desk/chat/<str:key>/panel/<slug:slug>/<str:kind>/", views.card, name="card"),
    path("desk/growth/", views.show_growth, name="growth"),
    path("board/readers/", views.readers, name="readers"),
    path("chat/<str:key>/prompts/", views.allow, name="allow"),
]
