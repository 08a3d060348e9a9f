"""Addresses of this room."""

from django.urls import path

from beenthere.notices import views

app_name = "notices"
urlpatterns = [
    path("sw.js", views.service_worker, name="service_worker"),
    path("push/key/", views.push_key, name="push_key"),
    path("push/subscribe/", views.subscribe, name="subscribe"),
]
