"""An upgrade keeps the chain: links written before they were bound to their talk stay valid, and their end is guarded."""

import hashlib
import json

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from beenthere.privacy import actions as privacy
from beenthere.privacy import queries as trail
from beenthere.safety.levels import log, queries, whole
from beenthere.safety.models import SafetyLog
from tests.builders import EVENING, later

BEFORE = [("safety", "0006_next_contact"), ("privacy", "0001_initial")]
pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def a_link_from_before(apps, number, previous):
    facts = {"level": number}
    said = json.dumps(["level", facts, EVENING.isoformat(), previous], sort_keys=True)
    made = hashlib.sha256(said.encode()).hexdigest()
    apps.get_model("safety", "SafetyLog").objects.create(
        what="level", facts=facts, at=EVENING, previous=previous, hash=made
    )
    return made


@pytest.fixture
def upgraded():
    """A service whose log has three links from before, brought up to date."""
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    apps = executor.loader.project_state(BEFORE).apps
    previous = log.START
    for number in range(3):
        previous = a_link_from_before(apps, number, previous)
    MigrationExecutor(connection).migrate(leaves)


def test_old_links_stay_valid_new_ones_follow_and_a_cut_end_is_seen(upgraded):
    assert queries.log_is_whole()
    log.write(what="level", now=later(minutes=1), level=3)
    privacy.record(actor="dee", deed="approved", now=EVENING)
    assert queries.log_is_whole()
    assert not trail.is_audit_cut()

    SafetyLog.objects.order_by("id").last().delete()

    assert whole.first_broken() is None
    assert whole.is_cut()
