"""Addresses of this room."""

from django.urls import path

from beenthere.skills import views

app_name = "skills"
urlpatterns = [
    path("", views.library, name="library"),
    path("print/", views.printable, name="print"),
    path("<slug:slug>/", views.one, name="one"),
]
