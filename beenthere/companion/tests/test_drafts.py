"""The guard's hints and the companion share no thread: what hangs on one side is never waited for on the other."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from beenthere.boundaries.guard import queries as guarding
from beenthere.boundaries.guard import reading
from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.companion import queries, views
from beenthere.companion.tests.test_panel import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
DIAGNOSIS = "This is clearly bipolar."
KIND = "That sounds exhausting, and you did it all alone."
BRIEFLY, LONG = 0.05, 60.0


@pytest.fixture
def bo_and_path():
    conversation = an_open_talk()
    return signed_in(conversation.supporter), f"/desk/chat/{conversation.key}/panel/"


@pytest.fixture
def hang(monkeypatch):
    """Something that never answers while the test runs; pools of the test's own are taken down with it."""
    released = threading.Event()
    pools = {name: ThreadPoolExecutor(3) for name in ("_pool", "_guard_pool")}
    for name, pool in pools.items():
        monkeypatch.setattr(views, name, pool)
    monkeypatch.setattr(views, "_quiet_until", 0.0)
    reading.trust_again()
    yield lambda *_, **__: released.wait(LONG)
    released.set()
    for pool in pools.values():
        pool.shutdown()
    reading.trust_again()


def take_every_thread(monkeypatch, ask):
    monkeypatch.setattr(views, "PATIENCE_SECONDS", BRIEFLY)
    answers = [ask() for _ in range(4)]
    monkeypatch.setattr(views, "PATIENCE_SECONDS", LONG)
    return answers


def test_a_companion_that_hangs_holds_up_no_hint_of_the_guard(bo_and_path, hang, monkeypatch):
    bo, path = bo_and_path
    monkeypatch.setattr(queries.rules, "suggest", hang)
    pages = take_every_thread(monkeypatch, lambda: bo.get(path).content.decode())
    assert all("The chat goes on" in page for page in pages)

    found = bo.post(f"{path}hint/", {"draft": DIAGNOSIS}).json()

    assert found["guard"]["code"] == "diagnose"
    assert guarding.standing() == "on"


def test_a_guard_that_hangs_holds_up_no_panel_and_says_so(bo_and_path, hang, monkeypatch):
    bo, path = bo_and_path
    asked = []
    monkeypatch.setattr(reading.drift, "read", hang)
    monkeypatch.setattr(queries, "hint_for", lambda **_: asked.append("companion") or "")
    found = take_every_thread(monkeypatch, lambda: bo.post(f"{path}hint/", {"draft": DIAGNOSIS}).json())
    assert found == [{"hint": "", "guard": None}] * 4

    page = bo.get(path).content.decode()

    assert "What could fit now" in page
    assert guarding.standing() == "unavailable"
    assert asked == [], "a guard that hangs must not take the companion's threads with it"


def test_a_quiet_line_that_hangs_is_waited_for_once_and_says_nothing_about_the_guard(
    bo_and_path, hang, monkeypatch
):
    bo, path = bo_and_path
    asked = []
    monkeypatch.setattr(queries, "hint_for", lambda **_: asked.append("companion") or hang())
    monkeypatch.setattr(queries, "guarded", lambda **_: None)

    for _ in range(3):
        assert bo.post(f"{path}hint/", {"draft": KIND}).json() == {"hint": "", "guard": None}

    assert asked == ["companion"]
    assert guarding.standing() == "on"


def test_a_quiet_line_that_fails_says_nothing_about_the_guard(bo_and_path, hang, monkeypatch):
    bo, path = bo_and_path
    monkeypatch.setattr(queries, "hint_for", lambda **_: 1 / 0)
    monkeypatch.setattr(queries, "guarded", lambda **_: None)

    assert bo.post(f"{path}hint/", {"draft": KIND}).json() == {"hint": "", "guard": None}
    assert guarding.standing() == "on"
