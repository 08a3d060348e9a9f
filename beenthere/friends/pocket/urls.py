"""Addresses of the pocket companion."""

from django.urls import path

from beenthere.friends.pocket import views

app_name = "pocket"
urlpatterns = [
    path("pocket/", views.start, name="start"),
    path("pocket/sw.js", views.service_worker, name="service_worker"),
    path("pocket/manifest.webmanifest", views.manifest, name="manifest"),
    path("pocket/bundle.json", views.kept_bundle, name="bundle"),
    path("pocket/<slug:slug>.png", views.picture, name="icon"),
    path("pocket/<str:key>/", views.evening, name="evening"),
    path("pocket/<str:key>/tonight.json", views.tonight, name="tonight"),
    path("pocket/<str:key>/sync", views.sync, name="sync"),
]
