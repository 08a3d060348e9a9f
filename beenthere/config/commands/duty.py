"""`beenthere give-duty`: make somebody a coordinator, or put them on call."""

import getpass
import os
from datetime import UTC, datetime

from beenthere.config.cli import CanNotStart
from beenthere.config.commands.start import set_up_django

PASSWORD = "BEENTHERE_NEW_PASSWORD"  # noqa: S105 - the name of a variable


def run(*, email: str, duty: str) -> None:
    """Give a duty to the account with this address; a new account is made first."""
    set_up_django()
    from beenthere.people import actions, queries

    person = queries.member_by_email(email)
    if person is None:
        person = actions.make_member(email=email, password=_new_password(), now=datetime.now(UTC))
        print(f"Made an account for {email}.")
    actions.give_duty(person=person, kind=duty)
    print(f"{email} now holds the duty {duty!r}. They sign in at /account/login/.")


def _new_password() -> str:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    password = os.environ.get(PASSWORD) or getpass.getpass("A new password, at least 12 characters: ")
    try:
        validate_password(password)
    except ValidationError as error:
        raise CanNotStart(" ".join(error.messages)) from None
    return password
