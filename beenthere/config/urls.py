"""Every address of the service. Each room brings its own."""

from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    # Browsers ask for this one by themselves.
    path("favicon.ico", RedirectView.as_view(url=static("beenthere/lamp.svg"))),
    path("account/", include("allauth.urls")),
    path("skills/", include("beenthere.skills.urls")),
    path("", include("beenthere.privacy.urls")),
    path("", include("beenthere.people.urls")),
    path("", include("beenthere.notices.urls")),
    path("", include("beenthere.safety.urls")),
    path("", include("beenthere.safety.levels.urls")),
    path("", include("beenthere.boundaries.guard.urls")),
    path("", include("beenthere.plans.urls")),
    path("", include("beenthere.care.urls")),
    path("", include("beenthere.companion.urls")),
    path("", include("beenthere.supervision.urls")),
    path("", include("beenthere.insights.urls")),
    path("", include("beenthere.friends.urls")),
    path("", include("beenthere.friends.pocket.urls")),
    path("", include("beenthere.demo.urls")),
    path("", include("beenthere.evening.urls")),
]
handler403 = "beenthere.config.errors.form_is_old"
handler404 = "beenthere.config.errors.not_here"
handler500 = "beenthere.config.errors.went_wrong"
