"""Every address, the whole cast: who gets in is one table, and a new address without a row fails.

"In" means anything but "not here" and "sign in first": a page, a redirect further on, a kind
refusal of an empty form. Missing and foreign must look the same, so "not in" is always one of
these two.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from beenthere.boundaries import actions as boundaries
from beenthere.boundaries import queries as agreements
from beenthere.matching.tests.builders import EVENING, a_talk, a_visit
from beenthere.people import actions as people
from beenthere.people.tests.builders import a_coordinator, a_seeker, a_supporter, an_applicant

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EVERYBODY = {"nobody", "ann", "cy", "bo", "kim", "kit", "dee"}
SEEKERS = {"ann", "cy"}
MEMBERS = {"bo", "kim", "kit", "dee"}
SUPPORTERS = {"bo", "kim"}
# Ann talks with Bo. Cy is a stranger who seeks, Kim another supporter, Kit has only applied,
# Dee coordinates and is on call. A name that is not here has no business anywhere.
WHO = {
    "": EVERYBODY,  # the icon that browsers ask for
    "skills:library": EVERYBODY,
    "skills:print": EVERYBODY,
    "skills:one": set(),  # no card is called like a talk
    "notices:service_worker": EVERYBODY,
    "notices:push_key": EVERYBODY,
    "notices:subscribe": SEEKERS,
    "companion:panel": {"bo"},
    "companion:find": {"bo"},
    "companion:phase": {"bo"},
    "companion:switch": {"bo"},
    "companion:card": set(),  # no card is called like a talk
    "companion:allow": {"ann"},
    "companion:standing": {"bo"},
    "companion:hint": {"bo"},
    "companion:wrong": set(),  # an empty form names no reading
    "companion:growth": SUPPORTERS,
    "companion:readers": {"dee"},
    "evening:landing": EVERYBODY,
    "evening:start": EVERYBODY,
    "evening:wait": SEEKERS,
    "evening:wait_state": SEEKERS,
    "evening:still_here": SEEKERS,
    "evening:keep_place": SEEKERS,
    "evening:leave_line": SEEKERS,
    "evening:left": SEEKERS,
    "evening:write_note": SEEKERS,
    "evening:wish": SEEKERS,
    "evening:meet": SEEKERS,
    "evening:meet_state": SEEKERS,
    "evening:meet_answer": SEEKERS,
    "evening:close": SEEKERS,
    "evening:goodbye": SEEKERS,
    "evening:tomorrow": set(),
    "evening:not_tomorrow": set(),
    "evening:leave": EVERYBODY,
    "evening:lines": EVERYBODY,
    "evening:limits": EVERYBODY,
    "evening:chat": EVERYBODY,  # whoever has no talk is led to where their evening is
    "evening:seeker_propose": {"ann"},
    "evening:seeker_go_on": {"ann"},
    "evening:seeker_end": {"ann"},
    "evening:seeker_switch": {"ann"},
    "evening:seeker_report": {"ann"},
    "evening:seeker_keep": set(),  # an empty form names no message
    "evening:supporter_propose": {"bo"},
    "evening:supporter_go_on": {"bo"},
    "evening:supporter_end": {"bo"},
    "evening:supporter_switch": {"bo"},
    "evening:supporter_report": {"bo"},
    "evening:supporter_oncall": {"bo"},
    "evening:desk": MEMBERS,
    "evening:desk_profile": MEMBERS,
    "evening:desk_availability": SUPPORTERS,
    "evening:desk_offer": SUPPORTERS,
    "evening:desk_accept": set(),
    "evening:desk_decline": set(),
    "evening:desk_before": {"bo"},
    "evening:desk_before_state": {"bo"},
    "evening:desk_moved_on": MEMBERS,
    "evening:desk_chat": {"bo"},
    "evening:desk_debrief": {"bo"},
    "evening:back": EVERYBODY,
    "evening:mine": SEEKERS,
    "evening:mine_code": SEEKERS,
    "evening:mine_talk": {"ann"},
    "evening:mine_json": SEEKERS,
    "evening:mine_html": SEEKERS,
    "evening:mine_erase": SEEKERS,
    "safety:console": {"dee"},
    "safety:acknowledge": set(),
    "safety:live": {"dee"},
    "safety:save_channels": {"dee"},
    "safety:try_channels": {"dee"},
    "supervision:approve": {"dee"},
    "supervision:approve_one": set(),
    "supervision:left": {"dee"},
    "supervision:take": {"dee"},
    "supervision:supervision": {"dee"},
    "supervision:talked": set(),
    "supervision:seen": set(),
    "insights:board": {"dee"},
    "insights:live": {"dee"},
    "demo:entrance": EVERYBODY,
    "demo:seeker": EVERYBODY,
    "demo:replay": EVERYBODY,
}
# These sign a newcomer in as somebody of the demo, who has to be loaded first.
NEEDS_THE_DEMO = {"demo:supporter", "demo:coordinator", "demo:replay_turn"}


def routes(patterns=None, prefix="", namespace=""):
    """Every address of our own rooms, as (name, path); allauth keeps its own under /account/."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            if not path.startswith("account/"):
                yield from routes(one.url_patterns, path, one.namespace or namespace)
        elif isinstance(one, URLPattern):
            yield f"{namespace}:{one.name}" if one.name else "", path


@pytest.fixture
def cast():
    """Everybody with a browser of their own; and the key of Ann's talk with Bo."""
    dee = a_coordinator()
    visit, bo, conversation = a_talk()
    _agree(visit, bo, conversation)
    people.set_availability(supporter=bo, is_available=False, now=EVENING)
    cy = a_seeker()
    a_visit(person=cy)
    browsers = {
        "nobody": Client(),
        "ann": _seeking(visit.person),
        "cy": _seeking(cy),
        "bo": _signed_in(bo),
        "kim": _signed_in(a_supporter(name="Kim", is_available=False)),
        "kit": _signed_in(an_applicant(name="Kit")),
        "dee": _signed_in(dee),
    }
    return browsers, conversation.key


def _agree(visit, bo, conversation):
    text = agreements.agreement("seeker")
    ticked = {box.slug: True for box in text.boxes}
    boundaries.agree(
        person=visit.person, side="seeker", version=text.version, answers=ticked, visit=visit, now=EVENING
    )
    boundaries.disclose(supporter=bo, conversation=conversation, kinds=["stranger"], now=EVENING)
    text = agreements.agreement("supporter")
    ticked = {box.slug: True for box in text.boxes}
    boundaries.agree(
        person=bo,
        side="supporter",
        version=text.version,
        answers=ticked,
        conversation=conversation,
        now=EVENING,
    )
    boundaries.answer_disclosure(conversation=conversation, seeker=visit.person, accepts=True, now=EVENING)


def _seeking(person):
    client = Client()
    session = client.session
    session["seeker"] = person.key
    session.save()
    return client


def _signed_in(person):
    client = Client()
    client.force_login(person.account, backend=BACKEND)
    return client


def _is_in(client, path):
    """Knock, by whichever way this door opens; nothing stays changed."""
    with transaction.atomic():
        answer = client.get(path)
        if answer.status_code == 405:
            answer = client.post(path)
        transaction.set_rollback(True)
    is_sent_to_sign_in = answer.status_code == 302 and "/account/login/" in answer["Location"]
    assert answer.status_code < 500
    return answer.status_code not in {403, 404} and not is_sent_to_sign_in


def test_every_address_has_a_row_in_the_table():
    names = {name for name, _path in routes()}

    assert names - set(WHO) - NEEDS_THE_DEMO == set(), "say in WHO who may open these"
    assert set(WHO) - names == set(), "these addresses are gone"


@pytest.mark.parametrize(("name", "path"), [route for route in routes() if route[0] not in NEEDS_THE_DEMO])
def test_who_gets_in(name, path, cast):
    browsers, key = cast
    for part in ("<str:key>", "<slug:slug>", "<str:slug>", "<str:token>"):
        path = path.replace(part, key)
    path = path.replace("<str:kind>", "used").replace("<int:turn>", "1")

    came_in = {who for who, client in browsers.items() if _is_in(client, f"/{path}")}

    assert came_in == WHO[name]


@pytest.mark.parametrize("path", ["/demo/", "/demo/seeker/", "/demo/supporter/", "/demo/evening/1/"])
def test_the_demos_doors_are_shut_in_production(path, settings):
    settings.IS_DEMO = False

    assert Client().get(path).status_code == 404
    assert Client().post(path).status_code in {404, 405}
