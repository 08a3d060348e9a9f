"""Lines that are cut, servers that die, people who vanish: nothing is lost and it is said."""

from playwright.sync_api import expect


def test_twenty_messages_written_offline_arrive_in_order(evening, backstage):
    ann, bo, key = evening()
    ann.page.context.set_offline(True)
    for number in range(20):
        ann.say(f"offline {number}")
    expect(ann.lines.last.get_by_text("not sent yet")).to_be_visible(timeout=1000)
    expect(ann.lines.last.get_by_role("button", name="Try again")).to_be_visible()
    expect(ann.page.locator("[data-unsent]")).to_contain_text("20")
    assert ann.page.evaluate("localStorage.length + sessionStorage.length") == 0

    ann.page.context.set_offline(False)
    expect(ann.page.locator(".line[data-state=sent]")).to_have_count(20, timeout=30_000)
    expect(bo.lines).to_have_count(20)
    assert bo.texts() == [f"offline {number}" for number in range(20)]
    assert backstage.do("look", key=key).seqs == list(range(1, 21))
    expect(ann.page.locator("[data-line]")).to_be_hidden()


def test_leaving_with_unsent_words_is_asked_about(evening):
    ann, _, _ = evening()
    ann.box.fill("half a thou")
    asked = []
    ann.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    ann.page.goto("about:blank")
    assert asked == ["beforeunload"]


def test_a_killed_server_loses_nothing(evening, backstage, server, doors):
    # What looks again by itself says so while nobody answers.
    doors.allowed += ["WebSocket", "ERR_CONNECTION", "Failed to load resource", "Failed to fetch", "htmx:"]
    ann, bo, key = evening()
    ann.say("before")
    expect(ann.line("before")).to_have_attribute("data-state", "sent")
    server.kill()
    ann.say("while it was gone")
    expect(ann.line("while it was gone").get_by_text("not sent yet")).to_be_visible(timeout=1500)
    bo.say("me too meanwhile")
    server.start()
    expect(ann.line("while it was gone")).to_have_attribute("data-state", "sent", timeout=20_000)
    expect(bo.line("while it was gone")).to_be_visible(timeout=20_000)
    expect(ann.line("me too meanwhile")).to_be_visible(timeout=20_000)
    look = backstage.do("look", key=key)
    assert look.seqs == [1, 2, 3]
    assert sorted(look.texts) == ["before", "me too meanwhile", "while it was gone"]


def test_ann_is_told_calmly_when_bo_vanishes(evening, backstage):
    ann, bo, key = evening()
    bo.page.context.close()
    ann.page.wait_for_timeout(6000)
    backstage.do("silence", key=key, side="supporter")
    expect(ann.page.locator("[data-presence]")).to_contain_text("lost the connection", timeout=15_000)
    expect(
        ann.page.locator("[data-gone-choice]").get_by_role("button", name="Someone else, please")
    ).to_be_visible()


def test_bo_is_told_when_ann_vanishes(evening, backstage):
    ann, bo, key = evening()
    ann.page.context.close()
    bo.page.wait_for_timeout(6000)
    backstage.do("silence", key=key, side="seeker")
    expect(bo.page.locator("[data-presence]")).to_contain_text("not here right now", timeout=15_000)
