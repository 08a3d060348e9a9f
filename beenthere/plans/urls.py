"""Addresses of this room."""

from django.urls import path

from beenthere.plans import views, views_cards, views_shared, views_talk

app_name = "plans"
urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/step/<slug:slug>/", views.step, name="step"),
    path("plan/print/", views.printable, name="print"),
    path("plan/plan.html", views.download_page, name="file"),
    path("plan/plan.txt", views.download_text, name="text"),
    path("plan/erase/", views.erase, name="erase"),
    path("plan/share/", views_shared.share, name="share"),
    path("plan/share/<str:key>/revoke/", views_shared.revoke, name="revoke"),
    path("plan/shared/<str:token>/", views_shared.shared, name="shared"),
    path("plan/in/<str:key>/seeker/", views_talk.together, {"side": "seeker"}, name="in_seeker"),
    path("plan/in/<str:key>/supporter/", views_talk.together, {"side": "supporter"}, name="in_supporter"),
    path("plan/in/<str:key>/seeker/show/", views_talk.show, name="in_show"),
    path("plan/in/<str:key>/seeker/<slug:slug>/", views_talk.step, {"side": "seeker"}, name="in_seeker_step"),
    path(
        "plan/in/<str:key>/supporter/<slug:slug>/",
        views_talk.step,
        {"side": "supporter"},
        name="in_supporter_step",
    ),
    path("desk/situations/", views_cards.situations, name="situations"),
    path("desk/situations/<slug:slug>/", views_cards.situation, name="situation"),
]
