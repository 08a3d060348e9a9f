"""A letter as the page and the mail that go out. What is previewed is made here, and only here."""

from django.template.loader import render_to_string
from django.utils.translation import gettext

from beenthere.care.letters import Frozen, Letter
from beenthere.care.rules import Wish


def article_of(letter: Letter) -> str:
    """Return the page of a letter: these characters are previewed, frozen and shown to whoever opens it."""
    return render_to_string("care/letter.html", {"letter": letter})


def mail_title() -> str:
    """Return the head of the mail; it names nobody and nothing that others should read."""
    return gettext("A person asked us to send you a link")


def mail_body(*, letter: Letter, first_line: str, link: str) -> str:
    """Return the mail to a recipient; the link is all that it carries."""
    return render_to_string("care/mail.txt", {"letter": letter, "first_line": first_line, "link": link})


def freeze(*, letter: Letter, wish: Wish, link: str) -> Frozen:
    """Return everything as it goes out."""
    return Frozen(
        letter=letter,
        article=article_of(letter),
        mail_title=mail_title(),
        mail_body=mail_body(letter=letter, first_line=wish.first_line, link=link),
    )
