"""Addresses of this room."""

from django.urls import path

from beenthere.care import views, views_desk, views_door, views_handing, views_people, views_tell

app_name = "care"
urlpatterns = [
    path("care/", views.home, name="home"),
    path("care/contact/", views.contact, name="contact_new"),
    path("care/contact/<str:key>/", views.contact, name="contact"),
    path("care/contact/<str:key>/forget/", views.contact_forget, name="contact_forget"),
    path("care/tell/", views_tell.tell, name="tell_new"),
    path("care/tell/<str:key>/", views_tell.tell, name="tell"),
    path("care/tell/<str:key>/paper/", views_tell.paper, name="tell_paper"),
    path("care/tell/<str:key>/forget/", views_tell.forget, name="tell_forget"),
    path("care/people/", views_people.people, name="people"),
    path("care/people/<str:key>/", views_people.entry, name="entry"),
    path("care/named/<str:key>/forget/", views_people.named_forget, name="named_forget"),
    path("care/own/", views_people.own, name="own_new"),
    path("care/own/<str:key>/", views_people.own, name="own"),
    path("care/own/<str:key>/forget/", views_people.own_forget, name="own_forget"),
    path("care/hand-over/", views_handing.begin, name="begin"),
    path("care/hand-over/<str:key>/", views_handing.hand_over, name="hand_over"),
    path("care/hand-over/<str:key>/look/", views_handing.look, name="look"),
    path("care/hand-over/<str:key>/yes/", views_handing.agree, name="agree"),
    path("care/hand-over/<str:key>/paper/", views_handing.paper, name="paper"),
    path("care/hand-over/<str:key>/code/", views_handing.code, name="code"),
    path("care/hand-over/<str:key>/take-back/", views_handing.take_back, name="take_back"),
    path("care/hand-over/<str:key>/forget/", views_handing.forget, name="forget"),
    path("care/letter/<str:token>/", views_door.door, name="door"),
    path("care/letter/<str:token>/read/", views_door.read, name="read"),
    path("care/letter/<str:token>/record.json", views_door.record, name="record"),
    path("desk/care/<str:key>/", views_desk.suggest, name="suggest"),
    path("board/directory/", views_desk.directory, name="directory"),
    path("board/directory/<str:key>/", views_desk.directory_entry, name="directory_entry"),
]
