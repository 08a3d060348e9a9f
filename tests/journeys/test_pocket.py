"""The pocket companion on a phone: without a network, with a bad one, and after the evening was erased."""

import json
import random
import shutil

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import CHROMIUM
from tests.journeys.looking import violations
from tests.journeys.stage import COOKIE, Backstage, Server

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CANARY = "kestrel-umbrella-41"
PLAN = {"intention": f"Sit with her {CANARY}", "not_tonight": f"No advice {CANARY}", "look_after": "Ring Kim"}
OFF = ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED"]
# One worker, because each would start the service again.
pytestmark = pytest.mark.xdist_group("pocket")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A service of its own, in a region with numbers to call."""
    running = Server(tmp_path_factory.mktemp("pocket"))
    running.environment["BEENTHERE_REGION"] = "GB"
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def backstage(server):
    beside = Backstage(server)
    yield beside
    beside.close()


@pytest.fixture
def made(backstage):
    return backstage.do("pocket", cards=["drop-anchor", "paced-breath", "validate-normal"], **PLAN)


def ready(page):
    """Wait until the page works without a network and knows the evening."""
    # The first page of a fresh server works out the companion's answers; on a busy machine that takes a while.
    expect(page.locator("body[data-offline=ready][data-known=yes]")).to_be_visible(timeout=60_000)
    expect(page.locator("#state[data-now=sent]")).to_be_visible()
    return page


@pytest.fixture
def phone(doors, made):
    return ready(doors.open(made.host, f"/pocket/{made.key}/", **PHONE))


def go(page, name):
    page.get_by_role("navigation").get_by_role("button", name=name).click()


def tap(page, *names):
    go(page, "Now?")
    for name in names:
        page.locator("[data-tap]:visible").get_by_text(name, exact=True).click()


def write(page, words):
    go(page, "Home")
    page.get_by_role("button", name="A line for me").click()
    page.get_by_label("One line").fill(words)
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#note-said")).to_have_text("Kept.")


def sent(page):
    expect(page.locator("#state")).to_have_text("All sent. Nothing waits on this phone.")


def test_an_evening_without_a_network_arrives_once_when_it_is_back(phone, made, backstage, doors):
    doors.allowed += OFF
    phone.context.set_offline(True)
    phone.reload()

    expect(phone.get_by_text("Sit with her")).to_be_visible()
    tap(phone, "Fear", "7", "To get calm")
    phone.get_by_label("They have talked for a while").check()
    phone.locator("#fitting button").first.click()
    phone.get_by_role("button", name="It fitted").click()
    phone.clock.install()
    go(phone, "Breathe")
    phone.get_by_role("button", name="Start").click()
    expect(phone.locator("#breath-word")).to_have_text("in")
    phone.clock.run_for(25_000)
    write(phone, "She laughed once")
    go(phone, "Safety")
    expect(phone.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    go(phone, "Home")
    phone.reload()
    expect(phone.locator("#state")).to_have_text("No network. 6 things wait here, encrypted.")
    phone.context.set_offline(False)
    sent(phone)

    told = backstage.do("pocketed", key=made.key)
    assert told.kinds == ["moment", "moment", "opened", "fitted", "breathed", "note"]
    assert told.numbers == [1, 2, 3, 4, 5, 6]
    assert told.moments == [["fear", 7, "distract"]]
    assert (told.cards, told.breaths, told.notes) == ([["distract-wisely", True]], 2, ["She laughed once"])


def test_the_pictures_of_an_evening(doors, backstage, picture):
    doors.allowed += OFF
    words = {
        "intention": "Cook something warm, and let her talk about the letter if she wants to.",
        "not_tonight": "Read the letter for her. Give advice about the job.",
    }
    made = backstage.do("pocket", cards=["drop-anchor", "paced-breath", "validate-normal"], **words)
    page = ready(doors.open(made.host, f"/pocket/{made.key}/", **PHONE))
    picture(page, "pocket-home")
    page.context.set_offline(True)
    tap(page, "Fear", "7", "To get calm")
    page.get_by_label("They have talked for a while").check()
    picture(page, "pocket-now")
    page.locator("#fitting button").first.click()
    picture(page, "pocket-card")
    go(page, "Safety")
    picture(page, "pocket-safety")
    go(page, "Breathe")
    page.get_by_role("button", name="Start").click()
    page.wait_for_timeout(3800)
    picture(page, "pocket-breathing")
    go(page, "Home")
    expect(page.locator("#state")).to_contain_text("wait here, encrypted")
    picture(page, "pocket-offline")
    page.get_by_role("button", name="Dim the screen").click()
    picture(page, "pocket-dimmed")


# ---- what lies on the phone -------------------------------------------------------------------

EVERYTHING = """async () => {
  const text = async (value) => {
    if (value instanceof CryptoKey) return `CryptoKey extractable=${value.extractable}`;
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer ?? value);
      return new TextDecoder().decode(bytes) + String.fromCharCode(...bytes);
    }
    if (value && typeof value === "object") return (await Promise.all(Object.values(value).map(text))).join(" ");
    return String(value);
  };
  const found = { local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie, url: location.href,
    history: JSON.stringify(history.state), databases: {}, caches: {} };
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((yes) => { const r = indexedDB.open(name); r.onsuccess = () => yes(r.result); });
    for (const store of db.objectStoreNames) {
      const rows = await new Promise((yes) => { const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => yes(r.result); });
      found.databases[`${name}.${store}`] = await Promise.all(rows.map(text));
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const kept of await cache.keys()) {
      const answer = await cache.match(kept);
      const headers = [...answer.headers].join(" ");
      found.caches[new URL(kept.url).pathname] = headers + (await answer.text());
    }
  }
  return found;
}"""


def test_no_store_of_the_browser_holds_a_word_of_the_pair(phone, made, doors):
    doors.allowed += OFF
    phone.context.set_offline(True)
    write(phone, f"She said {CANARY}")
    tap(phone, "Shame", "9", "To be heard")
    go(phone, "Home")
    expect(phone.get_by_text(CANARY).first).to_be_visible()

    found = phone.evaluate(EVERYTHING)

    assert CANARY not in json.dumps(found)
    assert (found["local"], found["session"]) == ({}, {})
    assert len(found["databases"]["pocket.events"]) == 2
    assert len(found["databases"]["pocket.tonight"]) == 1
    assert "CryptoKey extractable=false" in found["databases"]["pocket.evenings"][0]
    in_database = json.dumps(found["databases"])
    assert not [word for word in ("shame", "emotion", "drop-anchor", "Kim") if word in in_database]
    assert made.key not in json.dumps(found["caches"])
    assert not [path for path in found["caches"] if "tonight" in path or made.key in path]
    assert "drop-anchor" in found["caches"]["/pocket/bundle.json"], "the search finds what is there"
    phone.context.set_offline(False)
    sent(phone)
    assert phone.evaluate(EVERYTHING)["databases"]["pocket.events"] == []


# ---- the same rules ---------------------------------------------------------------------------


def test_the_phone_answers_as_the_live_companion_does(phone, backstage):
    chance = random.Random(20260331)
    bundle = phone.evaluate("async () => (await fetch('/pocket/bundle.json')).json()")
    moments = [
        {
            "emotion": chance.choice(bundle["feelings"])[0],
            "intensity": chance.randrange(11),
            "need": chance.choice(bundle["needs"])[0],
            "danger": chance.random() < 0.3,
            "heard": chance.random() < 0.5,
        }
        for _one in range(300)
    ]
    look_up = """async (moments) => {
      const { answerTo } = await import("/static/friends/pocket/choose.js");
      const bundle = await (await fetch("/pocket/bundle.json")).json();
      return moments.map((one) => answerTo(bundle, one)).map(({ first, cards }) => [first, ...cards]);
    }"""

    assert phone.evaluate(look_up, moments) == backstage.do("suggested", moments=moments).said


# ---- bad lines, two phones, no session --------------------------------------------------------


def test_two_phones_on_a_line_that_breaks_all_the_time(doors, made, backstage):
    doors.allowed += OFF
    chance = random.Random(7)
    left = {"cuts": 40}

    def cut(route):
        way = chance.choice(["before", "after", "none"]) if left["cuts"] else "none"
        left["cuts"] -= way != "none"
        if way == "before":
            return route.abort()
        answer = route.fetch()
        return route.abort() if way == "after" else route.fulfill(response=answer)

    phones = [ready(doors.open(made.host, f"/pocket/{made.key}/", **PHONE)) for _one in range(2)]
    for page in phones:
        page.context.route("**/pocket/*/sync", cut)
    for number in range(12):
        for page in phones:
            write(page, f"{phones.index(page)} {number:02}")
    for _try in range(60):
        if not left["cuts"]:
            break
        for page in phones:
            page.evaluate("dispatchEvent(new Event('online'))")
            write(page, f"{phones.index(page)} more")
    for page in phones:
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("#state")).to_have_text("All sent. Nothing waits on this phone.", timeout=30_000)

    told = backstage.do("pocketed", key=made.key)
    for name in "01":
        first = [words for words in told.notes if words.startswith(name) and "more" not in words]
        assert first == [f"{name} {number:02}" for number in range(12)]
    half = told.numbers.index(1, 1)
    assert told.numbers[:half] == list(range(1, half + 1))
    assert told.numbers[half:] == list(range(1, len(told.numbers) - half + 1))


CUT_ONCE_AS_THE_NETWORK_COMES_BACK = """() => {
    const ask = window.fetch, later = window.setTimeout;
    window.setTimeout = (then, pause, ...more) => pause < 4000 ? later(then, pause, ...more) : 0;
    window.fetch = () => {
        window.fetch = ask;
        dispatchEvent(new Event("online"));
        return Promise.reject(new TypeError("cut"));
    };
}"""


def test_a_network_that_comes_back_while_an_attempt_fails_is_used_at_once(phone, made, backstage):
    phone.evaluate(CUT_ONCE_AS_THE_NETWORK_COMES_BACK)
    write(phone, "She fell asleep")

    sent(phone)
    assert backstage.do("pocketed", key=made.key).notes == ["She fell asleep"]


def test_without_a_session_the_phone_keeps_its_queue_and_asks(phone, made, backstage, doors):
    doors.allowed.append("401")
    phone.context.clear_cookies()
    write(phone, "Written while signed out")

    expect(phone.locator("#state")).to_have_text("Signed out. One thing waits here, encrypted.")
    link = phone.get_by_role("link", name="Sign in to send")
    expect(link).to_have_attribute("href", f"/account/login/?next=/pocket/{made.key}/")
    phone.reload()
    expect(link).to_be_visible()
    assert backstage.do("pocketed", key=made.key).notes == []
    phone.context.add_cookies([{"name": COOKIE, "value": made.host, "url": doors.server.url}])
    phone.reload()
    sent(phone)

    assert backstage.do("pocketed", key=made.key).notes == ["Written while signed out"]


PUT_BACK = """async () => {
  const db = await new Promise((yes) => { const r = indexedDB.open("pocket"); r.onsuccess = () => yes(r.result); });
  const store = db.transaction("evenings", "readwrite").objectStore("evenings");
  const [row] = await new Promise((yes) => { const r = store.getAll(); r.onsuccess = () => yes(r.result); });
  await new Promise((yes) => { const r = store.put({ ...row, last: 0 }); r.onsuccess = () => yes(); });
  db.close();
}"""


def test_a_phone_that_was_put_back_loses_nothing(phone, made, backstage, doors):
    doors.allowed.append("409")
    write(phone, "Before")
    sent(phone)
    phone.evaluate(PUT_BACK)
    write(phone, "After")
    sent(phone)

    assert sorted(backstage.do("pocketed", key=made.key).notes) == ["After", "Before"]


def test_a_service_that_was_put_back_takes_what_follows(phone, made, backstage):
    write(phone, "Before")
    sent(phone)
    backstage.do("put_back", key=made.key)
    write(phone, "After")
    sent(phone)

    assert backstage.do("pocketed", key=made.key).notes == ["After"]


def test_a_form_token_that_grew_old_is_renewed(phone, made, backstage, doors):
    doors.allowed.append("403")
    phone.route("**/sync", lambda route: route.fulfill(status=403, body="<p>old</p>"), times=1)
    write(phone, "Sent all the same")
    sent(phone)

    assert backstage.do("pocketed", key=made.key).notes == ["Sent all the same"]


def test_an_evening_that_is_long_over_is_let_go(phone, made, backstage, doors):
    doors.allowed += ["409", *OFF]
    phone.context.set_offline(True)
    write(phone, "Too late")
    backstage.do("long_ago", key=made.key)
    phone.context.set_offline(False)

    expect(phone.get_by_role("heading", name="This evening is long over")).to_be_visible()
    assert set(map(len, phone.evaluate(EVERYTHING)["databases"].values())) == {0}


def test_what_an_earlier_evening_kept_goes_home_with_the_next_one(phone, made, backstage, doors):
    doors.allowed += OFF
    phone.context.set_offline(True)
    write(phone, "Kept in the cellar")
    later = backstage.do("pocket", like=made.key)
    phone.goto(f"/pocket/{later.key}/")
    phone.context.set_offline(False)
    phone.reload()
    ready(phone)

    for _look in range(200):
        if backstage.do("pocketed", key=made.key).notes:
            break
        phone.wait_for_timeout(100)
    assert backstage.do("pocketed", key=made.key).notes == ["Kept in the cellar"]
    assert backstage.do("pocketed", key=later.key).notes == []


def test_somebody_else_on_the_same_phone_reads_and_sends_nothing(phone, made, backstage, doors):
    doors.allowed += ["404", *OFF]
    phone.context.set_offline(True)
    write(phone, "Not for Kim")
    kim = backstage.do("supporter", name="Kim")
    phone.context.add_cookies([{"name": COOKIE, "value": kim.cookie, "url": doors.server.url}])
    phone.context.set_offline(False)

    expect(phone.locator("#state")).to_contain_text("Not sent")
    go(phone, "Home")
    expect(phone.get_by_text(CANARY)).to_have_count(0)
    assert backstage.do("pocketed", key=made.key).notes == []


def test_an_erased_evening_is_forgotten_at_the_next_contact(phone, made, backstage, doors):
    doors.allowed += ["410", *OFF]
    phone.context.set_offline(True)
    write(phone, "Never sent")
    backstage.do("erased", person=made.ann)
    expect(phone.locator("#state")).to_contain_text("One thing waits")
    phone.context.set_offline(False)

    expect(phone.get_by_role("heading", name="This evening was erased")).to_be_visible()
    for when in ("erased", "forgotten"):
        expect(phone.locator(f"[data-screen=gone] [data-when={when}]")).to_contain_text("20")
    found = phone.evaluate(EVERYTHING)
    assert found["databases"] == {"pocket.evenings": [], "pocket.tonight": [], "pocket.events": []}
    assert CANARY not in phone.content()
    phone.reload()
    expect(phone.get_by_role("heading", name="This evening was erased")).to_be_visible()


# ---- installable ------------------------------------------------------------------------------


def test_the_installed_app_opens_without_a_network_and_leaves_nothing_readable(server, made, doors, tmp_path):
    """What Lighthouse's installability audits look at, Chromium's own verdict, and every file of its profile."""
    profile = tmp_path / "profile"
    with_browser = {"executable_path": shutil.which("chromium"), "args": CHROMIUM, "base_url": server.url}
    # A private window may not install, so this one has a profile of its own on disk; a thread of its own, too.
    context = doors.browser.browser_type.launch_persistent_context(str(profile), **with_browser, **PHONE)
    context.add_cookies([{"name": COOKIE, "value": made.host, "url": server.url}])
    page = context.new_page()
    page.goto(f"/pocket/{made.key}/")
    ready(page)
    page.reload()
    ready(page)

    manifest = page.evaluate(
        "async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json()"
    )
    assert manifest["name"]
    assert manifest["short_name"]
    assert len(manifest["short_name"]) <= 12
    assert manifest["display"] in ("standalone", "fullscreen", "minimal-ui")
    assert manifest["start_url"].startswith(manifest["scope"])
    assert {(one["sizes"], one["purpose"]) for one in manifest["icons"]} == {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip
    for one in manifest["icons"]:
        size = page.evaluate(
            "async (src) => { const i = new Image(); i.src = src; await i.decode(); return [i.naturalWidth, i.naturalHeight]; }",
            one["src"],
        )
        assert size == [int(part) for part in one["sizes"].split("x")]
    assert page.evaluate("navigator.serviceWorker.controller.scriptURL").endswith("/pocket/sw.js")
    verdict = context.new_cdp_session(page).send("Page.getInstallabilityErrors")
    assert verdict["installabilityErrors"] == []
    other = context.new_page()
    other.goto("/")
    about_other = context.new_cdp_session(other).send("Page.getInstallabilityErrors")
    assert about_other["installabilityErrors"], "Chromium does say what is missing elsewhere"
    other.close()

    context.set_offline(True)
    answer = page.goto("/pocket/")
    assert answer.status == 200
    assert answer.from_service_worker
    expect(page.get_by_text("Sit with her")).to_be_visible()
    write(page, f"She said {CANARY}")
    context.close()

    assert files_with("Drop anchor", profile), "the search finds what the cache holds"
    assert files_with(CANARY, profile) == []


def files_with(words, folder):
    """Return the names of the files that hold words, in one or two bytes a letter."""
    sought = (words.encode(), words.encode("utf-16-le"))
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(one in path.read_bytes() for one in sought)]


def test_the_two_workers_live_together(phone):
    scopes = phone.evaluate("""async () => {
      await navigator.serviceWorker.register("/sw.js", { scope: "/" });
      const all = await navigator.serviceWorker.getRegistrations();
      return all.map((one) => new URL(one.scope).pathname).sort();
    }""")
    phone.reload()

    assert scopes == ["/", "/pocket/"]
    assert phone.evaluate("navigator.serviceWorker.controller.scriptURL").endswith("/pocket/sw.js")
    ready(phone)


def test_the_first_load_is_small(doors, made):
    sizes = {}
    page = doors.open(made.host, **PHONE)
    page.on("response", lambda answer: sizes.__setitem__(answer.url, len(answer.body())))
    page.goto(f"/pocket/{made.key}/")
    ready(page)

    assert sum(sizes.values()) <= 150_000, sizes


# ---- seen, reached, read out ------------------------------------------------------------------

LISTS = """() => [...document.querySelectorAll("button, a, summary, input, label.switch")]
  .filter((one) => one.checkVisibility() && one.type !== "checkbox" && !(one.matches("p > a") && !one.closest(".lines")))
  .map((one) => [one.textContent.trim() || one.ariaLabel, one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44).map(([name]) => name)"""


def screens(page):
    yield "home"
    tap(page)
    yield "feelings"
    tap(page, "Hopeless")
    yield "numbers"
    tap(page, "Hopeless", "9")
    yield "needs"
    tap(page, "Hopeless", "9", "To be heard")
    yield "answer"
    page.get_by_role("button", name="How to ask").click()
    yield "card"
    for name in ("Breathe", "Safety"):
        go(page, name)
        yield name
    for name in ("Five senses", "A line for me", "All cards", "We are done"):
        go(page, "Home")
        page.get_by_role("button", name=name).click()
        yield name


@pytest.mark.parametrize("is_dim", [False, True], ids=["dark", "dimmed"])
def test_axe_finds_nothing_nothing_overflows_and_a_thumb_reaches_all(phone, is_dim):
    if is_dim:
        phone.get_by_role("button", name="Dim the screen").click()
    for name in screens(phone):
        assert violations(phone) == [], name
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert phone.evaluate(LISTS) == [], name


def test_reduced_motion_breathes_with_words_alone(doors, made):
    page = ready(doors.open(made.host, f"/pocket/{made.key}/", reduced_motion="reduce", **PHONE))
    go(page, "Breathe")
    page.get_by_role("button", name="Start").click()

    expect(page.locator("#breath-word")).to_have_text("in")
    style = page.evaluate(
        "(({ transform, transitionDuration }) => [transform, transitionDuration])(getComputedStyle(document.getElementById('breath'), '::before'))"
    )
    assert style[0] == "matrix(0.8, 0, 0, 0.8, 0, 0)"
    assert float(style[1].rstrip("s")) == 0


def test_the_end_is_remembered_gently_and_without_a_sound(phone):
    reminder = phone.locator("#reminder")
    expect(reminder).to_be_hidden()
    phone.clock.install()
    phone.reload()
    ready(phone)

    phone.clock.fast_forward("01:51:00")
    expect(reminder).to_contain_text("Ten minutes to the end you planned.")
    reminder.get_by_role("button", name="Okay").click()
    expect(reminder).to_be_hidden()
    phone.clock.fast_forward("00:10:00")
    expect(reminder).to_contain_text("This is the time you planned to stop.")
    assert phone.locator("audio, video").count() == 0


def test_we_are_done_ends_the_evening_and_leads_to_looking_back(phone, made):
    write(phone, "She laughed once")
    go(phone, "Home")
    phone.get_by_role("button", name="We are done").click()
    phone.get_by_role("button", name="Yes, it is over").click()
    expect(phone.get_by_text("You wrote for this moment: Ring Kim")).to_be_visible()
    sent(phone)
    phone.get_by_role("link", name="Look back at it").click()

    expect(phone).to_have_url(f"{phone.url.split('/friends')[0]}/friends/evening/{made.key}/")
    expect(phone.get_by_role("heading", name="What your pocket kept")).to_be_visible()
    expect(phone.get_by_text("She laughed once")).to_be_visible()
    assert violations(phone) == []


def test_back_goes_back_and_what_was_tapped_still_stands(phone):
    tap(phone, "Fear", "7", "To get calm")
    phone.locator("#fitting button").first.click()
    phone.go_back()

    expect(phone.get_by_role("heading", name="What may fit now")).to_be_visible()
    phone.go_back()
    expect(phone.get_by_role("heading", name="Tonight")).to_be_visible()
