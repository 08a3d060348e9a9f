"""The words of the agreement change, boxes are forgotten, a tie was named before: what two friends see then."""

from pathlib import Path

import pytest

from beenthere.boundaries import queries_between as between
from beenthere.boundaries import texts
from beenthere.friends import actions, queries, rules
from beenthere.friends.doors import clock
from beenthere.friends.models import Invitation, Pair
from beenthere.friends.tests.builders import a_pair, an_evening
from beenthere.friends.tests.test_pages import signed_in, ticked, visiting
from beenthere.people.tests.builders import a_member, a_seeker

pytestmark = pytest.mark.django_db
NEW = "We tell each other when it gets too much."
NURSE = {"profession": "nurse", "licence_place": "Graz"}
CONTENT = Path(texts.__file__).parent / "content"


@pytest.fixture
def new_words(tmp_path, settings):
    """Return how the words of both sides change, as an operator would do it."""
    folder = tmp_path / "agreement"
    settings.TABLE = settings.TABLE.model_copy(update={"agreement_dir": folder})

    def change():
        folder.mkdir()
        for side in ("host", "friend"):
            ours = next(CONTENT.rglob(f"{side}-2.md")).read_text("utf-8")
            theirs = ours.replace('version: "2"', 'version: "3"').rstrip() + f"\n- {NEW}\n"
            (folder / f"{side}-3.md").write_text(theirs, "utf-8")

    return change


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_evening_that_waits_for_changed_words_leads_both_to_them_and_then_begins(new_words):
    told = {"kinds": ("referred", "off_duty_clinician"), "detail": "No advice.", "particulars": NURSE}
    pair = a_pair(now=clock(), **told)
    evening = an_evening(pair=pair, now=clock())
    host, ann = signed_in(pair.host), visiting(pair.friend)
    new_words()

    for side, client in (("friends", host), ("friend", ann)):
        start, agree = f"/{side}/evening/{evening.key}/", f"/{side}/pair/{pair.key}/agree/"
        seen = page(client, start)
        assert (agree in seen, "Begin now" in seen) == (True, False)
        assert "have changed" in page(client, f"/{side}/pair/{pair.key}/")
        words = page(client, agree)
        assert f"<ins>{NEW}</ins>" in words.replace("<ins> ", "<ins>")
        if side == "friends":
            assert "No advice." in words
            assert 'value="nurse"' in words
            assert 'value="Graz"' in words
        ties = told | NURSE if side == "friends" else {}
        client.post(agree, ticked(client, agree) | ties)

    assert rules.waits_for(queries.facts(pair)) == "", "the same ties are not asked about once more"
    assert "Begin now" in page(host, f"/friends/evening/{evening.key}/")
    assert "have changed" not in page(host, f"/friends/pair/{pair.key}/agree/")
    host.post(f"/friends/evening/{evening.key}/begin/")
    evening.refresh_from_db()
    assert evening.state == "running"


def test_while_only_the_friend_has_to_read_the_host_is_told_so_and_finds_no_button(new_words):
    pair = a_pair(now=clock())
    evening = an_evening(pair=pair, now=clock())
    host, agree = signed_in(pair.host), f"/friends/pair/{pair.key}/agree/"
    new_words()
    host.post(agree, ticked(host, agree))

    seen = page(host, f"/friends/evening/{evening.key}/")

    assert "Your friend still has something to read" in seen
    assert (agree in seen, "Begin now" in seen) == (False, False)


def test_a_yes_without_its_boxes_tells_no_ties_and_leaves_anns_yes_alone():
    pair = a_pair(now=clock())
    host, agree = signed_in(pair.host), f"/friends/pair/{pair.key}/agree/"
    version = ticked(host, agree)["version"]
    before = between.latest_row(queries.about(pair))

    answer = host.post(agree, {"version": version, "kinds": ["referred"]})

    assert answer.status_code == 400
    assert between.latest_row(queries.about(pair)) == before
    assert queries.facts(pair).ties_accepted
    host.post(agree, {"version": version, "kinds": ["treating_clinician"]})
    pair.refresh_from_db()
    assert pair.ended_why == "treats", "a tie that is never all right goes first, boxes or none"


def test_who_treats_ann_can_not_ask_her_in_by_another_link_without_the_tick():
    bo, ann = a_member(), a_seeker()
    pair = a_pair(host=bo, friend=ann, is_agreed=False, now=clock())
    actions.tell_ties(pair=pair, side="host", kinds=["treating_clinician"], now=clock())
    row, token = actions.invite(inviter=bo, name="Bo", now=clock())

    answer = visiting(ann).post(f"/with/{token}/", {"name": "Ann"})

    assert answer.status_code == 400
    assert "This does not go together" in answer.content.decode()
    assert "Numbers to call" in answer.content.decode() or "/lines/" in answer.content.decode()
    assert Pair.objects.filter(ended_at=None).count() == 0
    assert Invitation.objects.get(pk=row.pk).used_at is None
    visiting(a_seeker()).post(f"/with/{token}/", {"name": "Cy"})
    assert Pair.objects.filter(ended_at=None).count() == 1, "it is still good for somebody else"
