"""An upgrade keeps the line: whoever had been let in before there were gates is still here after it."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from beenthere.people import queries as people
from beenthere.people.models import SupporterProfile
from beenthere.people.vetting import actions as vetting
from beenthere.people.vetting import queries as gates
from tests.builders import EVENING

BEFORE, AFTER = [("people", "0002_rest")], [("people", "0004_before_the_gates")]
pytestmark = pytest.mark.django_db(transaction=True)


def made_before(apps, name, standing, *, by=None, is_here=False):
    account = apps.get_model("people", "Account").objects.create(email=f"{name}@example.org")
    day = {"created_on": EVENING.date(), "last_seen_on": EVENING.date()}
    person = apps.get_model("people", "Person").objects.create(key=f"key-{name}", account=account, **day)
    return apps.get_model("people", "SupporterProfile").objects.create(
        person=person, display_name=name, languages=["en"], standing=standing, is_available=is_here,
        available_since=EVENING if is_here else None, approved_by=by, approved_at=EVENING if by else None,
    )  # fmt: skip


@pytest.fixture
def upgraded():
    """A service as it was, with Bo, Pat, Lea and Kit in it, brought to the gates."""
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    apps = executor.loader.project_state(BEFORE).apps
    dee = made_before(apps, "Dee", "applied").person
    made_before(apps, "Bo", "approved", by=dee, is_here=True)
    made_before(apps, "Pat", "paused", by=dee)
    made_before(apps, "Lea", "left", by=dee)
    made_before(apps, "Kit", "applied")
    executor = MigrationExecutor(connection)
    executor.migrate(AFTER)
    yield
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


def test_who_was_in_stays_in_and_who_was_not_is_not(upgraded):
    vetting.look_after(now=EVENING)

    standings = dict(SupporterProfile.objects.values_list("display_name", "standing"))
    assert standings == {"Dee": "applied", "Bo": "active", "Pat": "paused", "Lea": "left", "Kit": "applied"}
    assert [one.display_name for one in people.active_and_available()] == ["Bo"]

    bo = SupporterProfile.objects.get(display_name="Bo")
    steps = gates.steps(bo, now=EVENING)
    assert all(step.is_before and step.state == "held" and step.by is not None for step in steps)


def test_new_words_after_the_upgrade_ask_bo_as_they_ask_everybody(upgraded, monkeypatch):
    vetting.look_after(now=EVENING)
    monkeypatch.setattr("beenthere.people.vetting.words._tellers", [lambda: "9.new"])
    vetting.look_after(now=EVENING)

    assert SupporterProfile.objects.get(display_name="Bo").standing == "trained"
