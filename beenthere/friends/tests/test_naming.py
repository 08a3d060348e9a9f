"""I'd like to suggest someone: Bo names somebody to Ann, both read it, and nobody else does."""

import pytest

from beenthere.boundaries import queries_between as between
from beenthere.boundaries.models import Named
from beenthere.friends import actions, queries, rules
from beenthere.friends.doors import clock
from beenthere.friends.tests.builders import a_pair, an_evening
from beenthere.friends.tests.test_pages import signed_in, visiting
from beenthere.kernel.refusals import NotHere, TooMuch
from beenthere.people.tests.builders import a_coordinator, a_seeker, a_supporter
from beenthere.privacy import actions as privacy

pytestmark = pytest.mark.django_db
WHO = {"name": "Dr. Lang", "reach": "01 23 45"}


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("mode", ["chat", "in_person"])
def test_bo_names_somebody_and_both_read_it_and_nobody_else(mode):
    pair = a_pair(now=clock(), detail="No advice.")
    evening = an_evening(pair=pair, mode=mode, now=clock())
    host, ann = signed_in(pair.host), visiting(pair.friend)
    path = f"/friends/evening/{evening.key}/suggest/"
    assert path in page(host, f"/friends/evening/{evening.key}/")

    for _press in range(2):
        assert host.post(path, WHO).status_code == 302

    assert Named.objects.count() == 1
    assert b"Lang" not in bytes(Named.objects.get().sealed)
    for client, where in (
        (host, path),
        (host, f"/friends/pair/{pair.key}/agreed/"),
        (ann, f"/friend/pair/{pair.key}/agreed/"),
        (ann, "/care/people/"),
    ):
        assert "Dr. Lang" in page(client, where)
    standing = between.latest_row(queries.about(pair))
    assert set(standing.kinds) == {"friend", "referred"}
    assert rules.waits_for(queries.facts(pair)) == "answer", "a new tie is for Ann to answer"
    assert "Dr. Lang" not in page(visiting(a_seeker()), "/care/people/")
    dee = signed_in(a_coordinator())
    assert "Dr. Lang" not in page(dee, "/board/directory/") + page(dee, "/board/")


def test_a_tie_that_was_known_is_not_asked_about_once_more():
    pair = a_pair(kinds=("referred",))
    evening = an_evening(pair=pair)

    actions.suggest_somebody(evening=evening, side="host", now=clock(), **WHO)

    assert rules.waits_for(queries.facts(pair)) == ""


def test_ann_takes_it_off_her_list_and_bo_does_not_learn_of_it():
    pair = a_pair(now=clock())
    evening = an_evening(pair=pair, now=clock())
    row = actions.suggest_somebody(evening=evening, side="host", now=clock(), **WHO)
    host, ann = signed_in(pair.host), visiting(pair.friend)
    before = between.named_between(queries.about(pair))

    ann.post(f"/care/named/{row.key}/forget/")

    assert "Dr. Lang" not in page(ann, "/care/people/")
    assert between.named_between(queries.about(pair)) == before
    assert "Dr. Lang" in page(host, f"/friends/evening/{evening.key}/suggest/")


def test_only_the_host_names_and_only_with_a_name_and_not_for_ever():
    pair = a_pair()
    evening = an_evening(pair=pair)
    with pytest.raises(NotHere):
        actions.suggest_somebody(evening=evening, side="friend", now=clock(), **WHO)
    answer = signed_in(pair.host).post(f"/friends/evening/{evening.key}/suggest/", {"name": " "})
    assert answer.status_code == 400
    for number in range(10):
        actions.suggest_somebody(evening=evening, side="host", name=str(number), reach="", now=clock())
    with pytest.raises(TooMuch):
        actions.suggest_somebody(evening=evening, side="host", now=clock(), **WHO)
    actions.end_pair(pair=pair, side="friend", now=clock())
    evening.refresh_from_db()
    with pytest.raises(actions.NotReady):
        actions.suggest_somebody(evening=evening, side="host", now=clock(), **WHO)


@pytest.mark.parametrize("side", ["host", "friend"])
def test_it_goes_with_whoever_of_the_two_erases_everything(side):
    pair = a_pair(host=a_supporter())
    evening = an_evening(pair=pair)
    actions.suggest_somebody(evening=evening, side="host", now=clock(), **WHO)

    privacy.erase_person(person=getattr(pair, side), now=clock())

    assert not Named.objects.exists()
