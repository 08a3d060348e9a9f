"""The panel belongs to the supporter of a talk, says why, and may fail without hurting the chat."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client

from beenthere.boundaries import queries as agreements
from beenthere.companion import actions, queries, views
from beenthere.matching.tests.builders import EVENING, a_talk, seconds
from beenthere.people.tests.builders import a_seeker, a_supporter
from beenthere.relief import actions as relief
from beenthere.safety import actions as safety

pytestmark = pytest.mark.django_db(transaction=True)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(person):
    client = Client()
    client.force_login(person.account, backend=BACKEND)
    return client


def on_a_visit(person):
    client = Client()
    session = client.session
    session["seeker"] = person.key
    session.save()
    return client


@pytest.fixture
def talk():
    visit, bo, conversation = a_talk()
    relief.rate(visit=visit, moment="before", value=8, now=EVENING)
    return visit, bo, conversation


def test_bo_sees_where_the_talk_is_and_what_could_fit(talk):
    _visit, bo, conversation = talk

    page = signed_in(bo).get(f"/desk/chat/{conversation.key}/panel/").content.decode()

    assert "8 of 10" in page
    assert "Or just listen" in page


def test_every_door_of_the_panel(talk):
    visit, bo, conversation = talk
    path = f"/desk/chat/{conversation.key}/panel/"

    assert signed_in(bo).get(path).status_code == 200
    for other in (
        Client(),
        on_a_visit(visit.person),
        on_a_visit(a_seeker()),
        signed_in(a_supporter(name="Cy")),
    ):
        assert other.get(path).status_code == 404
        assert other.post(f"{path}switch/", {"on": "0"}).status_code == 404


def test_a_card_is_pinned_used_and_put_away(talk):
    _visit, bo, conversation = talk
    client, path = signed_in(bo), f"/desk/chat/{conversation.key}/panel"

    for deed in ("pinned", "used"):
        client.post(f"{path}/drop-anchor/{deed}/", headers={"HX-Request": "true"})
    client.post(f"{path}/paced-breath/dismissed/", {"reason": "declined"}, headers={"HX-Request": "true"})
    moment = queries.picture(conversation=conversation, now=seconds(60)).moment

    assert [card.slug for card in queries.used_cards(conversation)] == ["drop-anchor"]
    assert moment.pinned == ("drop-anchor",)
    assert moment.dismissed == {"paced-breath"}
    assert "Breath" in moment.declined_families
    assert client.post(f"{path}/no-such-card/pinned/").status_code == 404


def test_the_supporter_sets_the_phase_and_hands_it_back(talk):
    _visit, _bo, conversation = talk

    actions.set_phase(conversation=conversation, phase="close")
    assert queries.picture(conversation=conversation, now=seconds(60)).moment.phase == "close"
    actions.set_phase(conversation=conversation, phase="")
    assert queries.picture(conversation=conversation, now=seconds(60)).moment.phase == "arrive"
    with pytest.raises(actions.UnknownPhase):
        actions.set_phase(conversation=conversation, phase="page 58")


def test_ann_switches_the_prompts_off_and_only_ann_can(talk):
    visit, bo, conversation = talk

    assert signed_in(bo).post(f"/chat/{conversation.key}/prompts/", {"on": "0"}).status_code == 404
    on_a_visit(visit.person).post(f"/chat/{conversation.key}/prompts/", {"on": "0"})
    page = signed_in(bo).get(f"/desk/chat/{conversation.key}/panel/").content.decode()

    assert "without prompts" in page
    assert "8 of 10" not in page


def test_somebody_not_safe_puts_asking_first(talk):
    visit, bo, conversation = talk
    safety.record_answer(visit=visit, answer="not_sure", now=seconds(1))

    assert queries.picture(conversation=conversation, now=seconds(60)).first.slug == "ask-directly"


def test_a_rule_that_raises_switches_only_the_companion_off(talk, monkeypatch):
    _visit, bo, conversation = talk
    monkeypatch.setattr(queries.rules, "suggest", lambda *_: 1 / 0)

    answer = signed_in(bo).get(f"/desk/chat/{conversation.key}/panel/")

    assert answer.status_code == 200
    assert "The chat goes on" in answer.content.decode()


def test_a_rule_that_hangs_switches_only_the_companion_off(talk, monkeypatch):
    _visit, bo, conversation = talk
    released, pool = threading.Event(), ThreadPoolExecutor(1)
    monkeypatch.setattr(views, "_pool", pool)
    monkeypatch.setattr(views, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(queries.rules, "suggest", lambda *_: released.wait(30))

    answer = signed_in(bo).get(f"/desk/chat/{conversation.key}/panel/")
    released.set()
    pool.shutdown()

    assert "The chat goes on" in answer.content.decode()


def test_the_agreement_tells_the_seeker_about_the_program(talk):
    assert any("program" in point for point in agreements.agreement("seeker").points)
