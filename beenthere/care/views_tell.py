"""What to tell my therapist: tonight in three sentences."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beenthere.care import access, actions, queries, rules
from beenthere.care.views import clock, owner_of
from beenthere.kernel.refusals import NotHere, Refused


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, key: str = "") -> HttpResponse:
    """Write the three sentences, or change them."""
    owner = owner_of(request)
    row = access.own_sentences(owner=owner, key=key) if key else None
    answers = queries.three_sentences(row, owner).answers if row else queries.asked()
    page = {"key": key, "answers": answers, "limit": rules.SENTENCE_LIMIT}
    if request.method != "POST":
        page["contacts"] = queries.contacts_of(owner)
        return render(request, "care/tell.html", page)
    said = {slug: request.POST.get(slug, "") for slug in rules.SENTENCES}
    try:
        kept = actions.write_sentences(owner=owner, said=said, key=key, now=clock())
    except NotHere:
        raise
    except Refused as refusal:
        page |= {"words": str(refusal), "said": said}
        return render(request, "care/tell.html", page, status=refusal.status)
    messages.success(request, _("Kept. You can print it, or put it into a letter."))
    return redirect("care:tell", key=kept.key)


@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """Show the three sentences ready for paper."""
    owner = owner_of(request)
    row = access.own_sentences(owner=owner, key=key)
    return render(request, "care/tell_paper.html", {"one": queries.three_sentences(row, owner)})


@require_POST
def forget(request: HttpRequest, key: str) -> HttpResponse:
    """Forget the three sentences."""
    actions.forget_sentences(owner=owner_of(request), key=key)
    messages.success(request, _("It is gone."))
    return redirect("care:home")
