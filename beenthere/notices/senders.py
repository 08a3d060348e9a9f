"""The ways out: mail, browser push and whatever Apprise reaches."""

import json
from collections.abc import Callable
from smtplib import SMTPException

import apprise
import requests
from django.conf import settings
from django.core.mail import send_mail
from pywebpush import WebPushException, webpush

from beenthere.notices.vapid import vapid_key

SECONDS = 10


class CanNotSend(Exception):
    """A notice did not go out; ``is_final`` when trying again is no use."""

    def __init__(self, why: str, *, is_final: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.is_final = is_final


def send(*, channel: str, address: str, title: str, body: str, link: str) -> None:
    """Send one notice.

    :raises CanNotSend: with the reason, never with the address
    """
    _WAYS[channel](address, title, body, link)


def send_letter(*, address: str, title: str, body: str) -> None:
    """Send a mail whose words somebody has seen and said yes to, exactly so.

    :raises CanNotSend: with the reason, never with the address
    """
    _mail(address, title, body)


def _by_mail(address: str, title: str, body: str, link: str) -> None:
    _mail(address, title, f"{body}\n\n{link}\n")


def _mail(address: str, title: str, body: str) -> None:
    if not settings.MAIL_IS_ON:
        raise CanNotSend("mail_is_off", is_final=True)
    try:
        send_mail(title, body, None, [address])
    except (SMTPException, OSError) as error:
        raise CanNotSend(type(error).__name__) from None


def _by_push(address: str, title: str, body: str, link: str) -> None:
    message = json.dumps({"title": title, "body": body, "link": link})
    try:
        webpush(
            json.loads(address),
            message,
            vapid_private_key=vapid_key(),
            vapid_claims={"sub": _contact()},
            timeout=SECONDS,
            ttl=24 * 3600,
            # Else a phone that lies still may keep it back for hours.
            headers={"Urgency": "high"},
        )
    except WebPushException as error:
        status = error.response.status_code if error.response is not None else 0
        if status in {404, 410}:
            raise CanNotSend("gone", is_final=True) from None
        raise CanNotSend(f"push_{status}") from None
    except (requests.RequestException, ValueError) as error:
        raise CanNotSend(type(error).__name__) from None


def _contact() -> str:
    return f"mailto:{settings.TABLE.contact_email or 'nobody@beenthere.invalid'}"


def _by_apprise(address: str, title: str, body: str, link: str) -> None:
    way = apprise.Apprise()
    if not way.add(address):
        raise CanNotSend("unknown_address", is_final=True)
    if not way.notify(title=title, body=f"{body}\n{link}"):
        raise CanNotSend("apprise_failed")


def is_apprise_url(address: str) -> bool:
    """Tell whether Apprise knows this kind of address; files and programs are not addresses."""
    return not address.startswith(("file:", "syslog", "exec")) and bool(apprise.Apprise().add(address))


_WAYS: dict[str, Callable[[str, str, str, str], None]] = {
    "email": _by_mail,
    "push": _by_push,
    "apprise": _by_apprise,
}
