"""The safety plan in the chat: either side types, both see it, and two who write at once lose nothing."""

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import picture, violations

SIGNS = "How I notice it getting worse"
PHONE = {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}


def opened(talk):
    """Open the plan in a talk and return its dialog."""
    talk.page.get_by_role("button", name="Safety plan").click()
    dialog = talk.page.get_by_role("dialog", name="Safety plan")
    expect(dialog.get_by_label(SIGNS)).to_be_visible()
    return dialog


def test_what_ann_writes_is_saved_and_bo_sees_it_and_the_other_way_round(evening):
    ann, bo, _key = evening()
    anns, bos = opened(ann), opened(bo)

    anns.get_by_label(SIGNS).fill("I stop eating")
    expect(anns.locator("#state-signs")).to_have_text("Saved")
    expect(bos.get_by_label(SIGNS)).to_have_value("I stop eating")
    bos.get_by_label("Who I can tell").fill("Mum 0664 123 4567")
    expect(anns.get_by_label("Who I can tell")).to_have_value("Mum 0664 123 4567")
    expect(anns.locator("#state-tell")).to_have_text("The other person wrote here.")


@pytest.mark.parametrize(
    ("choice", "stands"),
    [
        ("Keep both", "anns words\nbos words"),
        ("Keep my words", "bos words"),
        ("Keep what stands there", "anns words"),
    ],
)
def test_two_who_write_at_once_choose_and_nothing_is_lost(evening, doors, choice, stands):
    # The save that is asked back is answered 409, which the browser writes into its console.
    doors.allowed.append("409")
    ann, bo, _key = evening()
    anns, bos = opened(ann), opened(bo)
    bo.page.route("**/plan/in/**/supporter/", lambda route: route.abort())  # Bo's page hears nothing new
    doors.allowed.append("ERR_FAILED")

    anns.get_by_label(SIGNS).fill("anns words")
    expect(anns.locator("#state-signs")).to_have_text("Saved")
    bos.get_by_label(SIGNS).fill("bos words")
    clash = bos.get_by_role("alert")
    expect(clash).to_contain_text("anns words")
    expect(bos.get_by_label(SIGNS)).to_have_value("bos words")
    clash.get_by_role("button", name=choice).click()

    expect(anns.get_by_label(SIGNS)).to_have_value(stands)


def test_words_written_while_the_network_is_gone_are_saved_when_it_is_back(evening, doors):
    doors.allowed += ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "WebSocket", "htmx:"]
    ann, bo, _key = evening()
    anns, bos = opened(ann), opened(bo)

    ann.page.context.set_offline(True)
    anns.get_by_label(SIGNS).fill("I stop eating")
    expect(anns.locator("#state-signs")).to_contain_text("Your words stay here")
    ann.page.context.set_offline(False)

    expect(bos.get_by_label(SIGNS)).to_have_value("I stop eating")


def test_the_file_on_the_phone_opens_without_a_network(evening, tmp_path, browser):
    ann, _bo, _key = evening()
    anns = opened(ann)
    anns.get_by_label("Who I can tell").fill("Mum 0664 123 4567")
    expect(anns.locator("#state-tell")).to_have_text("Saved")

    with ann.page.expect_download() as saving:
        anns.get_by_role("link", name="Keep it on this phone").click()
    file = tmp_path / "plan.html"
    saving.value.save_as(file)
    phone = browser.new_context(offline=True)
    page = phone.new_page()
    page.goto(file.as_uri())

    expect(page.get_by_role("link", name="0664 123 4567")).to_have_attribute("href", "tel:06641234567")
    phone.close()


@pytest.mark.parametrize("settings", [{}, PHONE], ids=["wide", "phone-dark"])
def test_axe_finds_nothing_and_nothing_overflows(evening, settings):
    ann, _bo, _key = evening(**settings)
    opened(ann).get_by_label(SIGNS).fill("I stop eating")
    name = f"plan-{ann.page.viewport_size['width']}"

    picture(ann.page, f"{name}-dialog", is_whole=True)
    assert violations(ann.page) == []
    ann.page.goto("/plan/")
    expect(ann.page.get_by_role("heading", name="Your safety plan", level=1)).to_be_visible()
    picture(ann.page, name, is_whole=True)
    assert violations(ann.page) == []
    assert ann.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_ann_leaves_fast_from_the_open_plan(evening, doors):
    ann, _bo, _key = evening(viewport=PHONE["viewport"])
    dialog = opened(ann)
    ann.page.context.set_offline(True)  # so that the other site stays unvisited
    doors.allowed += ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "WebSocket", "htmx:"]

    dialog.get_by_role("button", name="Leave this page fast").click()

    expect(ann.page.get_by_role("dialog")).to_have_count(0)
    # A browser that is closed on its way to another page may never close.
    ann.page.wait_for_url("about:blank")
    expect(ann.page.locator("html")).not_to_contain_text("eating")


def test_the_guided_cards_fit_a_phone(evening, doors):
    _ann, bo, _key = evening()
    bo.page.set_viewport_size(PHONE["viewport"])

    for path in ("/desk/situations/", "/desk/situations/medical/"):
        bo.page.goto(path)
        picture(bo.page, path.replace("/", "-"), is_whole=True)
        assert violations(bo.page) == []
        assert bo.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
