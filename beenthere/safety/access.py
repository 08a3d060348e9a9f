"""The only way to get a page on a person's behalf."""

from beenthere.kernel.refusals import NotHere
from beenthere.people.access import require_on_call
from beenthere.people.models import Person
from beenthere.safety.models import Page


def access_page(*, key: str, member: Person | None) -> Page:
    """Return a page for somebody on call.

    :raises NotHere: missing, or the asker is not on call
    """
    require_on_call(member)
    page = Page.objects.select_related("acknowledged_by").filter(key=key).first()
    if page is None:
        raise NotHere
    return page
