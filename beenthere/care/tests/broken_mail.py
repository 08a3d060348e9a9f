"""A mail server that takes nothing."""

from smtplib import SMTPException
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class Broken(BaseEmailBackend):
    """Refuse each mail."""

    def send_messages(self, email_messages: Any) -> int:
        raise SMTPException("no")
