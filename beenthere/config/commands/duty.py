"""`beenthere give-duty` and `take-duty`: make somebody a coordinator, put them on call, or take either back."""

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
    from beenthere.safety import actions_duty

    person = queries.member_by_email(email)
    if person is None:
        person = actions.make_member(email=email, password=_new_password(), now=datetime.now(UTC))
        print(f"Made an account for {email}.")
    if duty == actions_duty.ON_CALL:
        actions_duty.take_up(person=person, by=None, now=datetime.now(UTC))
    else:
        actions.give_duty(person=person, kind=duty)
    print(f"{email} now holds the duty {duty!r}. They sign in at /account/login/.")


def take(*, email: str, duty: str) -> None:
    """Take a duty back from the account with this address.

    :raises CanNotStart: nobody signs in with it
    """
    set_up_django()
    from beenthere.people import actions, queries
    from beenthere.safety import actions_duty

    person = queries.member_by_email(email)
    if person is None:
        raise CanNotStart(f"Nobody signs in with {email}.")
    if duty == actions_duty.ON_CALL:
        actions_duty.take_back(person=person, by=None, now=datetime.now(UTC))
    else:
        actions.take_duty(person=person, kind=duty)
    print(f"{email} does not hold the duty {duty!r} any more. Talks they were beside are closed to them.")


def _new_password() -> str:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    password = os.environ.get(PASSWORD) or getpass.getpass("A new password, at least 12 characters: ")
    try:
        validate_password(password)
    except ValidationError as error:
        raise CanNotStart(" ".join(error.messages)) from None
    return password
