"""What seekers leave for the team is read by a coordinator, and by nobody else."""

import pytest
from django.test import Client

from beenthere.matching import actions as matching
from beenthere.matching import queries as line
from beenthere.matching.tests.builders import EVENING, a_visit, minutes
from beenthere.people.tests.builders import a_coordinator, a_supporter
from beenthere.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(person):
    client = Client()
    client.force_login(person.account, backend=BACKEND)
    return client


@pytest.fixture
def visit():
    visit = a_visit()
    matching.make_wish(visit=visit, kind="note", words="is the group still on?", wanted_at=None, now=EVENING)
    matching.make_wish(visit=visit, kind="call_back", words="", wanted_at=minutes(90), now=EVENING)
    return visit


def test_dee_reads_what_was_left_and_takes_it_once(visit):
    dee = signed_in(a_coordinator())

    assert "is the group still on?" in dee.get("/board/left/").content.decode()
    note = next(one for one in line.left_for_the_team() if one.kind == "note")
    for _twice in range(2):
        dee.post(f"/board/left/{note.key}/")

    assert [one.kind for one in line.left_for_the_team()] == ["call_back"]
    assert AuditEntry.objects.filter(about=note.key).count() == 1


def test_nobody_else_reads_what_was_left(visit):
    key = line.left_for_the_team()[0].key
    bo = signed_in(a_supporter())

    assert bo.get("/board/left/").status_code == 404
    assert bo.post(f"/board/left/{key}/").status_code == 404
    assert Client().get("/board/left/").status_code == 302
    assert len(line.left_for_the_team()) == 2
