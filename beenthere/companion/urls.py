"""Addresses of this room."""

from django.urls import URLPattern

app_name = "companion"
urlpatterns: list[URLPattern] = []
