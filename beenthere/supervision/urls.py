"""Addresses of this room."""

from django.urls import path

from beenthere.supervision import views, views_vetting
from beenthere.supervision.evidence import views as evidence
from beenthere.supervision.patterns import views as patterns

app_name = "supervision"
urlpatterns = [
    path("board/approve/", views_vetting.people_on_the_way, name="approve"),
    path("board/approve/<str:key>/", views_vetting.take_step, name="approve_one"),
    path("board/left/", views.left, name="left"),
    path("board/left/<str:key>/", views.take, name="take"),
    path("board/supervision/", views.supervision, name="supervision"),
    path("board/journal/", views.journal, name="journal"),
    path("board/journal/<str:key>/", views.journal_piece, name="journal_piece"),
    path("board/supervision/talked/<str:key>/", views.talked, name="talked"),
    path("board/supervision/seen/<str:key>/", views.seen, name="seen"),
    path("board/supervision/settle/<str:key>/", views.settle, name="settle"),
    path("board/supervision/bar/<str:key>/", views.bar, name="bar"),
    path("board/week/", patterns.week, name="patterns"),
    path("board/week/<str:key>/", patterns.settle, name="pattern_settle"),
    path("board/evidence/", evidence.listed, name="evidence"),
    path("board/evidence/<str:key>/", evidence.one, name="evidence_one"),
    path("board/evidence/<str:key>/ask/", evidence.ask, name="evidence_ask"),
    path("board/evidence/<str:key>/answer/", evidence.answer, name="evidence_answer"),
    path("board/evidence/<str:key>/read/", evidence.read, name="evidence_read"),
]
