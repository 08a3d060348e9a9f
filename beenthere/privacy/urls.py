"""Addresses of this room."""

from django.urls import URLPattern

app_name = "privacy"
urlpatterns: list[URLPattern] = []
