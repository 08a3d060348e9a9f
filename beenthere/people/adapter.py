"""How allauth makes accounts here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from beenthere.people import actions
from beenthere.people.models import Account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Supporters may apply by signing up; a coordinator approves them before any match."""

    def save_user(self, request: HttpRequest, user: Account, form: Any, commit: bool = True) -> Account:
        """Save a new account together with its person, so that its desk opens at once."""
        account: Account = super().save_user(request, user, form, commit=commit)
        if account.pk:
            actions.member_for(account=account, now=timezone.now())
        return account
