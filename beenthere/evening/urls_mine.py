"""Addresses of coming back: one's own talks, download, erase."""

from django.urls import URLPattern, path

from beenthere.evening import views_mine

mine_urlpatterns: list[URLPattern] = [
    path("back/", views_mine.back, name="back"),
    path("mine/", views_mine.mine, name="mine"),
    path("mine/code/", views_mine.new_code, name="mine_code"),
    path("mine/talk/<str:key>/", views_mine.talk, name="mine_talk"),
    path("mine/download.json", views_mine.download_json, name="mine_json"),
    path("mine/download.html", views_mine.download_page, name="mine_html"),
    path("mine/erase/", views_mine.erase, name="mine_erase"),
]
