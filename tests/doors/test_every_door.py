"""Every address, the whole cast: who gets in is one table, and a new address without a row fails.

"In" means anything but "not here" and "sign in first": a page, a redirect further on, a kind
refusal of an empty form. Missing and foreign must look the same, so "not in" is always one of
these two.
"""

import pytest
from django.conf import settings
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
    "pocket:start": EVERYBODY,  # the page itself is the same for everybody and holds no evening
    "pocket:service_worker": EVERYBODY,
    "pocket:manifest": EVERYBODY,
    "pocket:bundle": EVERYBODY,
    "pocket:icon": set(),  # no icon is called like a talk
    "pocket:evening": set(),  # no evening is called like a talk; friends/pocket/tests/test_pages.py has one
    "pocket:tonight": set(),
    "pocket:sync": set(),
    "plans:plan": SEEKERS,
    "plans:step": set(),  # no step is called like a talk
    "plans:print": SEEKERS,
    "plans:file": SEEKERS,
    "plans:text": SEEKERS,
    "plans:erase": SEEKERS,
    "plans:share": set(),  # nobody has begun a plan; beenthere/plans/tests/test_pages.py opens this door
    "plans:revoke": set(),
    "plans:shared": set(),  # no link is called like a talk; test_pages.py opens this door with a real one
    "plans:in_seeker": {"ann"},
    "plans:in_supporter": {"bo"},
    "plans:in_show": {"ann"},
    "plans:in_seeker_step": set(),
    "plans:in_supporter_step": set(),
    "plans:situations": SUPPORTERS,
    "plans:situation": set(),  # no card is called like a talk
    "care:home": SEEKERS,
    "care:contact_new": SEEKERS,
    "care:contact": set(),  # no contact is called like a talk; beenthere/care/tests/test_doors.py opens these
    "care:contact_forget": set(),
    "care:tell_new": SEEKERS,
    "care:tell": set(),
    "care:tell_paper": set(),
    "care:tell_forget": set(),
    "care:people": SEEKERS,
    "care:entry": set(),
    "care:own_new": SEEKERS,
    "care:own": set(),
    "care:own_forget": set(),
    "care:named_forget": set(),
    "care:begin": set(),  # an empty form names no contact
    "care:hand_over": set(),
    "care:look": set(),
    "care:agree": set(),
    "care:paper": set(),
    "care:code": set(),
    "care:take_back": set(),
    "care:forget": set(),
    "care:door": set(),  # no link is called like a talk
    "care:read": set(),
    "care:record": set(),
    "care:suggest": {"bo"},
    "care:directory": {"dee"},
    "care:directory_entry": set(),
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
    "guard:tap": set(),  # an empty form names no hint
    "guard:counts": {"dee"},
    "guard:mute": set(),  # an empty form names no code
    "guard:switch": {"dee"},
    "evening:landing": EVERYBODY,
    "evening:start": EVERYBODY,
    "evening:wait": SEEKERS,
    "evening:wait_state": SEEKERS,
    "evening:still_here": SEEKERS,
    "evening:wait_not_safe": SEEKERS,
    "evening:keep_place": SEEKERS,
    "evening:leave_line": SEEKERS,
    "evening:left": SEEKERS,
    "evening:write_note": SEEKERS,
    "evening:wish": SEEKERS,
    "evening:meet": SEEKERS,
    "evening:meet_state": SEEKERS,
    "evening:meet_agree": SEEKERS,
    "evening:meet_answer": SEEKERS,
    "evening:close": SEEKERS,
    "evening:somebody_else": SEEKERS,
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
    "evening:seeker_withdraw": {"ann"},
    "evening:seeker_agreed": {"ann"},
    "evening:seeker_ties": {"ann"},
    "evening:agreement": EVERYBODY,  # the words themselves are no secret
    "evening:seeker_keep": set(),  # an empty form names no message
    "evening:supporter_propose": {"bo"},
    "evening:supporter_go_on": {"bo"},
    "evening:supporter_end": {"bo"},
    "evening:supporter_switch": {"bo"},
    "evening:supporter_report": {"bo"},
    "evening:supporter_oncall": {"bo"},
    "evening:supporter_flag": {"bo"},
    "evening:supporter_withdraw": {"bo"},
    "evening:supporter_agreed": {"bo"},
    "evening:supporter_ties": {"bo"},
    "evening:journal": SUPPORTERS,
    "evening:journal_write": set(),  # an empty form names no talk
    "evening:journal_month": SUPPORTERS,  # each their own
    "evening:journal_share": set(),  # no piece is called like a talk
    "evening:journal_take_back": set(),
    "evening:journal_forget": set(),
    "evening:desk": MEMBERS,
    "evening:desk_profile": MEMBERS,
    "evening:desk_way": MEMBERS - {"dee"},  # who has a profile, in or on the way
    "evening:desk_sign": MEMBERS - {"dee"},
    "evening:desk_leave": MEMBERS - {"dee"},
    "evening:desk_availability": SUPPORTERS,
    "evening:desk_offer": SUPPORTERS,
    "evening:desk_accept": set(),
    "evening:desk_decline": set(),
    "evening:desk_before": {"bo"},
    "evening:desk_before_state": {"bo"},
    "evening:desk_moved_on": MEMBERS,
    "evening:desk_chat": {"bo"},
    "evening:desk_debrief": {"bo"},
    # Nobody here has a friend; beenthere/friends/tests/test_doors.py opens these doors with a pair.
    "friends:host_home": MEMBERS,
    "friends:friend_home": EVERYBODY,  # who has no friend reads how one comes in
    "friends:invite": MEMBERS,
    "friends:journal": MEMBERS,  # each their own
    "friends:reach": MEMBERS,
    "friends:no_push": MEMBERS,
    "friends:try_out": MEMBERS,
    "friends:come_in": EVERYBODY,  # every link looks the same until the button is pressed
    "friends:carry": EVERYBODY,  # every link looks the same until the button is pressed
    "friends:friend_phone": set(),  # nobody here is a friend; friends/tests/test_phones.py has one
    "friends:friend_phone_state": set(),
    "friends:friend_phone_mine": set(),
    "friends:friend_phone_out": set(),
    "friends:invitation": set(),
    "friends:invitation_state": set(),
    "friends:revoke": set(),
    "friends:confirm": set(),
    "friends:host_plan": set(),
    "friends:host_unsafe": set(),
    "friends:answer": set(),
    "friends:friend_check_in": set(),
    "friends:not_safe": set(),
    "friends:call": set(),
    "friends:friend_letter": set(),
    "friends:friend_tomorrow": set(),
    "friends:letter_back": set(),
    "friends:host_pair": set(),
    "friends:host_block": set(),
    "friends:friend_block": set(),
    "friends:friend_tell": set(),
    "friends:host_pair_state": set(),
    "friends:host_agree": set(),
    "friends:host_agreed": set(),
    "friends:host_end": set(),
    "friends:host_over_time": set(),
    "friends:host_new": set(),
    "friends:host_evening": set(),
    "friends:host_evening_state": set(),
    "friends:host_evening_news": set(),
    "friends:friend_evening_news": set(),
    "friends:host_begin": set(),
    "friends:host_over": set(),
    "friends:host_call_off": set(),
    "friends:friend_call_off": set(),
    "friends:host_move": set(),
    "friends:friend_move": set(),
    "friends:host_suggest": set(),
    "friends:host_after": set(),
    "friends:friend_pair": set(),
    "friends:friend_pair_state": set(),
    "friends:friend_agree": set(),
    "friends:friend_agreed": set(),
    "friends:friend_end": set(),
    "friends:friend_over_time": set(),
    "friends:friend_new": set(),
    "friends:friend_evening": set(),
    "friends:friend_evening_state": set(),
    "friends:friend_begin": set(),
    "friends:friend_over": set(),
    "friends:friend_after": set(),
    "evening:on_call_talk": set(),  # nobody has joined; evening/tests/test_on_call_page.py opens these doors
    "evening:on_call_change": set(),
    "evening:on_call_after": set(),
    "evening:host_talk": set(),
    "evening:friend_talk": set(),
    "evening:back": EVERYBODY,
    "evening:mine": SEEKERS,
    "evening:mine_code": SEEKERS,
    "evening:mine_talk": {"ann"},
    "evening:mine_json": SEEKERS,
    "evening:mine_html": SEEKERS,
    "evening:mine_erase": SEEKERS,
    "levels:strip": {"bo"},
    "levels:ask": {"bo"},
    "levels:raise": {"bo"},
    "levels:not_safe": {"ann"},
    "levels:reach": {"ann"},
    "levels:reach_leave": {"ann"},
    "levels:reach_forget": {"ann"},
    "levels:reach_answer": set(),  # no next contact was noted in this talk
    "levels:way": set(),  # no page is called like a talk
    "levels:welfare_check": set(),
    "levels:one": set(),  # no page is called like a talk
    "levels:words": set(),
    "levels:change": set(),
    "levels:tick": set(),
    "levels:beside": set(),
    "levels:tabletop": {"dee"},
    "levels:play": set(),  # no scene is called like a talk
    "safety:console": {"dee"},
    "safety:acknowledge": set(),
    "safety:duty": {"dee"},
    "safety:take_duty": {"dee"},
    "safety:lay_down": {"dee"},
    "safety:take_back": set(),  # nobody on call is called like a talk
    "safety:live": {"dee"},
    "safety:save_channels": {"dee"},
    "safety:try_channels": {"dee"},
    "supervision:approve": {"dee"},
    "supervision:approve_one": set(),
    "supervision:left": {"dee"},
    "supervision:take": {"dee"},
    "supervision:supervision": {"dee"},
    "supervision:journal": {"dee"},
    "supervision:journal_piece": set(),
    "supervision:talked": set(),
    "supervision:seen": set(),
    "supervision:settle": set(),  # no report is called like a talk
    "supervision:bar": set(),
    "supervision:patterns": {"dee"},
    "supervision:pattern_settle": set(),
    "supervision:evidence": {"dee"},
    "supervision:evidence_one": set(),  # test_evidence.py opens these doors
    "supervision:evidence_ask": set(),
    "supervision:evidence_answer": set(),
    "supervision:evidence_read": set(),
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


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    """What each of the cast has in their cookie jar, and the key of Ann's talk with Bo.

    They are made once for all doors: what a knock changes is taken back.
    """
    with django_db_blocker.unblock(), transaction.atomic(), transaction.atomic(using="keyring"):
        yield _cast()
        for alias in ("default", "keyring"):
            transaction.set_rollback(True, using=alias)


def _cast():
    dee = a_coordinator()
    visit, bo, conversation = a_talk()
    _agree(visit, bo, conversation)
    people.set_availability(supporter=bo, is_available=False, now=EVENING)
    cy = a_seeker()
    a_visit(person=cy)
    jars = {
        "nobody": "",
        "ann": _seeking(visit.person),
        "cy": _seeking(cy),
        "bo": _signed_in(bo),
        "kim": _signed_in(a_supporter(name="Kim", is_available=False)),
        "kit": _signed_in(an_applicant(name="Kit")),
        "dee": _signed_in(dee),
    }
    return jars, conversation.key


def _browser(jar):
    client = Client()
    if jar:
        client.cookies[settings.SESSION_COOKIE_NAME] = jar
    return client


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
    return session.session_key


def _signed_in(person):
    client = Client()
    client.force_login(person.account, backend=BACKEND)
    return client.session.session_key


def _is_in(client, path):
    """Knock, by whichever way this door opens; nothing stays changed."""
    with transaction.atomic():
        answer = client.get(path)
        if answer.status_code == 405:
            answer = client.post(path)
        transaction.set_rollback(True)
    is_sent_to_sign_in = answer.status_code == 302 and "/account/login/" in answer["Location"]
    assert answer.status_code < 500
    return answer.status_code not in {401, 403, 404} and not is_sent_to_sign_in


def test_every_address_has_a_row_in_the_table():
    names = {name for name, _path in routes()}

    assert names - set(WHO) - NEEDS_THE_DEMO == set(), "say in WHO who may open these"
    assert set(WHO) - names == set(), "these addresses are gone"


@pytest.mark.parametrize(("name", "path"), [route for route in routes() if route[0] not in NEEDS_THE_DEMO])
def test_who_gets_in(name, path, cast):
    jars, key = cast
    for part in ("<str:key>", "<slug:slug>", "<str:slug>", "<str:token>"):
        path = path.replace(part, key)
    path = path.replace("<str:kind>", "used").replace("<int:turn>", "1").replace("<str:month>", "2026-03")

    came_in = {who for who, jar in jars.items() if _is_in(_browser(jar), f"/{path}")}

    assert came_in == WHO[name]


@pytest.mark.parametrize("path", ["/demo/", "/demo/seeker/", "/demo/supporter/", "/demo/evening/1/"])
def test_the_demos_doors_are_shut_in_production(path, settings):
    settings.IS_DEMO = False

    assert Client().get(path).status_code == 404
    assert Client().post(path).status_code in {404, 405}
