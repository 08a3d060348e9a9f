"""One friend moves or calls off an evening; the other's open page says so by itself, and what is half written stays."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import violations

PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"}
WRITTEN = "Be there while it hurts."


@pytest.fixture
def two(doors, backstage):
    """Bo and Ann, each with a browser, and the key of their planned evening."""
    made = backstage.do("pair")
    return doors.open(made.host, **PHONE), doors.open(made.friend, **PHONE), made.planned


def move(page, path):
    page.goto(f"{path}time/")
    later = datetime.now() + timedelta(days=3)
    page.get_by_label("From when?").fill(f"{later:%Y-%m-%dT21:15}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The time is changed.")).to_be_visible()


def call_off(page, path):
    page.goto(f"{path}call-off/")
    page.get_by_role("button", name="Call it off").click()
    expect(page.get_by_text("was called off")).to_be_visible()


def stays(page):
    """Mark the page, so that a reload would show."""
    page.evaluate("window.stays = true")


def stayed(page):
    return page.evaluate("window.stays === true")


def test_a_plan_half_written_outlives_a_new_time_and_the_end_of_it(two, doors):
    doors.allowed.append(
        "400"
    )  # a plan for an evening that is over is refused, and its words stand in the form
    host, friend, key = two
    host.goto(f"/friends/evening/{key}/plan/")
    box = host.get_by_label("What is this evening for, in one sentence?")
    box.fill(WRITTEN)
    stays(host)
    news = host.locator(".friends__news")

    move(friend, f"/friend/evening/{key}/")
    expect(news).to_contain_text("Something changed just now.")
    expect(news).to_contain_text("21:15 to")
    assert (box.input_value(), stayed(host)) == (WRITTEN, True)
    assert violations(host) == []

    call_off(friend, f"/friend/evening/{key}/")
    expect(news).to_contain_text("was called off")
    assert (box.input_value(), stayed(host)) == (WRITTEN, True)
    host.get_by_role("button", name="Keep it").click()
    expect(host.get_by_text("What you wrote is still here, for you to copy.")).to_be_visible()
    expect(box).to_have_value(WRITTEN)


def test_the_page_of_the_evening_draws_itself_anew_and_says_so(two):
    host, friend, key = two
    friend.goto(f"/friend/evening/{key}/")
    stays(friend)
    news = friend.locator(".friends__news")

    move(host, f"/friends/evening/{key}/")
    expect(news).to_contain_text("Something changed just now.")
    expect(friend.locator(".lead")).to_contain_text("21:15 to")
    expect(news.get_by_role("link", name="Open the evening")).to_have_count(0)

    call_off(host, f"/friends/evening/{key}/")
    expect(news).to_contain_text("was called off")
    expect(friend.get_by_role("button", name="Begin now")).to_have_count(0)
    assert stayed(friend)
    assert violations(friend) == []
    friend.get_by_role("link", name="Back", exact=True).click()
    expect(friend).to_have_url(re.compile("/friend/pair/"))


@pytest.mark.parametrize("page", ["suggest", "time", "call-off"])
def test_other_pages_say_it_too(two, page):
    host, friend, key = two
    host.goto(f"/friends/evening/{key}/{page}/")
    call_off(friend, f"/friend/evening/{key}/")
    expect(host.locator(".friends__news")).to_contain_text("was called off")


def test_who_writes_a_plan_sees_at_once_that_ann_is_not_safe(two):
    host, friend, key = two
    host.goto(f"/friends/evening/{key}/plan/")
    friend.goto(f"/friend/evening/{key}/")
    friend.get_by_role("button", name="Tell my friend that I am not safe").click()
    expect(host.locator(".friends__news")).to_contain_text("Your friend said that they may not be safe.")
    expect(friend.get_by_text("Your friend opened the page that shows it")).to_be_visible()
