"""The only way to get a page on a person's behalf."""

from beenthere.conversations.models import Conversation
from beenthere.kernel.refusals import NotHere
from beenthere.people.access import require_member
from beenthere.people.models import Person
from beenthere.safety import queries
from beenthere.safety.models import Page


def access_page(*, key: str, member: Person | None) -> Page:
    """Return a page for somebody who answers it.

    :raises NotHere: missing, the page is about the asker, or the asker is not called about it
    """
    person = require_member(member)
    pages = Page.objects.select_related("acknowledged_by", "conversation__supporter", "visit__conversation")
    page = pages.filter(key=key).first()
    if page is None or person not in queries.answerers(page):
        raise NotHere
    return page


def access_page_of_talk(*, key: str, member: Person | None) -> tuple[Page, Conversation]:
    """Return a page about a talk, and the talk, for somebody who answers it.

    :raises NotHere: as above, or the page is about no talk
    """
    page = access_page(key=key, member=member)
    if page.conversation is None:
        raise NotHere
    return page, page.conversation
