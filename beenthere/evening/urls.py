"""Addresses of this room."""

from django.urls import URLPattern

app_name = "evening"
urlpatterns: list[URLPattern] = []
