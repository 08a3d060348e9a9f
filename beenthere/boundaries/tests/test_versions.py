"""Versioned words, asking again, taking a yes back."""

import pytest

from beenthere.boundaries import actions, agreed, queries, texts
from beenthere.boundaries.checks import content_is_right
from beenthere.boundaries.differences import differences, has_changed
from beenthere.boundaries.models import Agreement, Terms
from beenthere.boundaries.registers import export_agreements
from beenthere.boundaries.tests.builders import an_open_talk, of_talks, own_words, says_yes
from beenthere.conversations import actions as conversations
from beenthere.kernel.refusals import NotHere
from beenthere.matching import actions as matching
from beenthere.matching import queries as line
from beenthere.matching.tests.builders import EVENING, a_talk, a_visit, minutes
from beenthere.people.tests.builders import a_supporter
from beenthere.privacy import actions as privacy

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def own(tmp_path, settings):
    """The folder of a deployment's own words."""
    folder = tmp_path / "agreement"
    settings.TABLE = settings.TABLE.model_copy(update={"agreement_dir": folder})
    return folder


# -- own words ---------------------------------------------------------------------------------------


def test_a_new_number_is_in_force_and_the_old_one_stays_readable(own):
    own_words(own, side="seeker", version="2")

    assert texts.versions("seeker") == ["1", "2"]
    assert queries.agreement("seeker").points[0] == "Our own words."
    assert "peer" in queries.agreement("seeker", version="1").points[0]


def test_an_own_file_goes_before_ours_of_the_same_name(own):
    own_words(own, side="seeker", version="1")

    assert queries.agreement("seeker").points[0] == "Our own words."
    assert queries.agreement("supporter").points[0].startswith("I am a peer")


def test_ten_comes_after_nine(own):
    for version in ("9", "10"):
        own_words(own, side="supporter", version=version)

    assert queries.agreement("supporter").version == "10"


def test_without_a_folder_ours_are_in_force(own):
    assert texts.versions("frame") == ["1"]
    assert content_is_right(None) == []


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("seeker-2.md", "no header", "no readable header"),
        ("seeker-2.md", "", "no readable header"),
        ("seeker-2.md", "---\n[\n---\n- x\n", "no readable header"),
        ("seeker-2.md", "---\njust words\n---\n- x\n", "empty header"),
        ("seeker-2.md", '---\nkind: seeker\nversion: "2"\ntitle: T\nboxes: []\n---\n- x\n', "ask for no yes"),
        (
            "seeker-2.md",
            '---\nkind: seeker\nversion: "2"\ntitle: T\n'
            "boxes: [{slug: distress, must: true, words: x}]\n---\n- x\n",
            "a slug that can not be used",
        ),
        ("seeker-2.md", '---\nkind: seeker\nversion: "2"\ntitle: T\n---\n- x {sceret}\n', "{sceret}"),
        ("seeker-02.md", "---\n---\n", "unknown name"),
        ("seeker-٢.md", "---\n---\n", "unknown name"),
        ("notes.txt", "hello", "unknown name"),
        (
            "frame-2.md",
            '---\nkind: frame\nversion: "2"\ntitle: T\nlines: "ab"\n---\n- x\n',
            "not a list of words",
        ),
        ("supporter-2.md", '---\nkind: supporter\nversion: "2"\ntitle: 7\n---\n', "no points"),
        ("supporter-2.md", b"\xff\xfe", "no readable header"),
    ],
)
def test_own_words_are_checked_and_bad_ones_are_never_in_force(own, name, words, told):
    ours = {kind: texts.newest(kind) for kind in texts.KINDS_OF_TEXT}
    own.mkdir()
    (own / name).write_bytes(words if isinstance(words, bytes) else words.encode())

    found = content_is_right(None)

    assert told in " ".join(error.msg for error in found)
    assert all(str(own) in error.msg and error.hint for error in found)
    for kind in texts.KINDS_OF_TEXT:
        assert texts.newest(kind) == ours[kind]


def test_own_words_for_seekers_name_the_number_to_call(own):
    path = own_words(own, side="seeker", version="2")
    path.write_text(path.read_text().replace("call {local_number}", "be brave"))

    assert "does not say {local_number}" in content_is_right(None)[0].msg


# -- what changed ------------------------------------------------------------------------------------


def shown(changes):
    marks = {"same": "{}", "added": "+{}+", "removed": "-{}-"}
    return [
        (change.kind, "".join(marks[p.kind].format(p.words) for p in change.pieces)) for change in changes
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["a b"], ["a b"], [("same", "a b")]),
        (["kept for 30 days"], ["kept for 60 days"], [("changed", "kept for -30-+60+ days")]),
        (["one two"], ["one two", "nine"], [("same", "one two"), ("added", "+nine+")]),
        (["one two", "nine"], ["one two"], [("same", "one two"), ("removed", "-nine-")]),
        (["aa bb cc"], ["xx yy zz"], [("removed", "-aa bb cc-"), ("added", "+xx yy zz+")]),
        ([], ["a"], [("added", "+a+")]),
        (["a"], [], [("removed", "-a-")]),
        ([], [], []),
    ],
)
def test_what_changed(old, new, expected):
    found = differences(old, new)

    assert shown(found) == expected
    assert has_changed(found) is (old != new)


def test_no_word_of_either_version_is_lost():
    old, new = (queries.agreement(side).points for side in ("seeker", "supporter"))

    found = differences(old, new)
    pieces = [piece for change in found for piece in change.pieces]
    after = " ".join(
        "".join(p.words for p in c.pieces if p.kind != "removed") for c in found if c.kind != "removed"
    )

    assert after == " ".join(new)
    assert sum(len(p.words) for p in pieces if p.kind != "added") == sum(map(len, old))


def test_what_changed_since_the_last_yes_of_each(own):
    conversation = an_open_talk()
    assert agreed.changes_since_last_yes(person=conversation.seeker, side="seeker") is None
    assert agreed.changes_since_last_yes(person=None, side="seeker") is None

    own_words(own, side="seeker", version="2", point="You lead. You choose what to talk about.")

    found = agreed.changes_since_last_yes(person=conversation.seeker, side="seeker")
    assert (found.old, found.new) == ("1", "2")
    assert agreed.changes_since_last_yes(person=conversation.supporter, side="supporter") is None


def test_an_unknown_version_is_not_here():
    for side, old in [("seeker", "7"), ("nobody", "1"), ("seeker", "../1"), ("seeker", "١")]:
        with pytest.raises(NotHere):
            agreed.changes(side, old=old, new="1")


# -- asking again ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "version", "asked"),
    [
        ("seeker", "2", "seeker_agreement"),
        ("seeker", "1", "seeker_agreement"),  # other words under the same number
        ("supporter", "2", "supporter_agreement"),
        ("supporter", "1", "supporter_agreement"),
        (None, None, "disclosure"),
    ],
)
def test_only_the_side_whose_words_changed_is_asked_again_before_the_talk(own, changes, version, asked):
    _visit, _bo, conversation = a_talk()
    says_yes(conversation, "seeker")
    says_yes(conversation, "supporter")
    if changes:
        own_words(own, side=changes, version=version)

    assert queries.why_not_open(conversation) == asked
    if changes:
        says_yes(conversation, changes)
        assert queries.why_not_open(conversation) == "disclosure"


def test_a_supporter_who_says_yes_to_words_that_changed_opens_the_talk_under_them(own):
    _visit, bo, conversation = a_talk()
    own_words(own, side="supporter", version="2")
    says_yes(conversation, "seeker")
    says_yes(conversation, "supporter")
    actions.disclose(supporter=bo, conversation=conversation, kinds=["stranger"], now=EVENING)

    actions.answer_disclosure(
        conversation=conversation, seeker=conversation.seeker, accepts=True, now=EVENING
    )

    conversation.refresh_from_db()
    assert conversation.state == "open"


def test_an_open_talk_goes_on_under_the_words_it_was_opened_with(own):
    conversation = an_open_talk()
    own_words(own, side="seeker", version="2")
    own_words(own, side="supporter", version="2")

    found = agreed.what_we_agreed(conversation)

    conversation.refresh_from_db()
    assert conversation.state == "open"
    assert [(one.side, one.version, one.is_older) for one in found.sides] == [
        ("seeker", "1", True),
        ("supporter", "1", True),
    ]
    assert "Our own words." not in str(found)


def test_the_next_talk_of_the_same_evening_asks_the_seeker_again(own):
    conversation = an_open_talk()
    kim = a_supporter(name="Kim")
    own_words(own, side="seeker", version="2")
    conversations.end(conversation=conversation, side="supporter", why="switched", now=minutes(5))
    (offer,) = matching.match(minutes(6))
    taken = matching.accept(offer_key=offer.key, supporter=kim, now=minutes(6))
    second = matching.begin_talk(offer=taken, now=minutes(6))

    assert queries.why_not_open(second) == "seeker_agreement"
    says_yes(second, "seeker", now=minutes(6))
    assert queries.why_not_open(second) == "supporter_agreement"


def test_words_stay_as_they_were_agreed_when_file_and_settings_change(own, settings):
    path = own_words(own, side="seeker", version="2", point="The old words.")
    conversation = an_open_talk()
    path.unlink()
    settings.TABLE = settings.TABLE.model_copy(update={"keep_days": 300})

    words = str(agreed.what_we_agreed(conversation).sides[0].points)

    assert "The old words." in words
    assert "30 days" in words
    assert "The old words." in str(export_agreements(conversation.seeker))
    assert agreed.versions("seeker") == ["1", "2"]
    assert "The old words." in str(agreed.changes("seeker", old="2", new="1"))


def test_a_page_that_shows_other_words_of_the_same_number_is_refused(own):
    visit = a_visit()
    stamp = queries.agreement("seeker").stamp
    own_words(own, side="seeker", version="1")

    with pytest.raises(actions.WordsHaveChanged):
        actions.agree(
            person=visit.person,
            side="seeker",
            visit=visit,
            version=stamp,
            answers={"understood": True},
            now=EVENING,
        )
    assert not Agreement.objects.exists()


# -- taking it back ----------------------------------------------------------------------------------


def test_a_seeker_takes_the_yes_back_and_the_talk_ends_kindly():
    conversation = an_open_talk()
    visit = line.visit_of_conversation(conversation)

    assert actions.withdraw(
        person=conversation.seeker, side="seeker", conversation=conversation, now=minutes(3)
    )

    visit.refresh_from_db()
    assert (conversation.state, conversation.ended_why) == ("ended", "withdrawn")
    assert (visit.state, visit.ended_why) == ("served", "withdrawn")
    assert line.place_in_line(visit) == 0
    said = {one.side: one.withdrawn_at for one in agreed.what_we_agreed(conversation).sides}
    assert said == {"seeker": minutes(3), "supporter": None}


def test_a_supporter_takes_the_yes_back_and_the_seeker_goes_first_in_line():
    conversation = an_open_talk()
    visit, bo = line.visit_of_conversation(conversation), conversation.supporter
    a_visit(now=EVENING)

    assert actions.withdraw(person=bo, side="supporter", conversation=conversation, now=minutes(3))

    visit.refresh_from_db()
    assert conversation.state == "ended"
    assert line.place_in_line(visit) == 1
    assert of_talks().get(person=bo).withdrawn_at == minutes(3)
    assert Agreement.objects.get(person=visit.person).withdrawn_at is None
    assert [offer.visit_id for offer in matching.match(minutes(4))] != [visit.pk]


def test_before_the_first_word_a_yes_can_be_taken_back_too():
    _visit, _bo, conversation = a_talk()
    says_yes(conversation, "seeker")

    assert actions.withdraw(
        person=conversation.seeker, side="seeker", conversation=conversation, now=minutes(1)
    )

    assert conversation.state == "ended"
    assert not actions.open_when_ready(conversation=conversation, now=minutes(2))


def test_a_yes_is_taken_back_once_and_can_be_said_anew():
    conversation = an_open_talk()
    ann = conversation.seeker
    first = actions.withdraw(person=ann, side="seeker", conversation=conversation, now=minutes(3))
    second = actions.withdraw(person=ann, side="seeker", conversation=conversation, now=minutes(9))

    assert (first, second) == (True, False)
    assert Agreement.objects.get(person=ann).withdrawn_at == minutes(3)
    again = says_yes(conversation, "seeker", now=minutes(10))
    assert again.withdrawn_at is None
    assert Agreement.objects.filter(person=ann).count() == 2


@pytest.mark.parametrize("order", [("seeker", "supporter"), ("supporter", "seeker")])
def test_when_both_take_it_back_nobody_is_looked_for(order):
    conversation = an_open_talk()
    visit = line.visit_of_conversation(conversation)
    a_supporter(name="Kim")

    for side in order:
        actions.withdraw(
            person=getattr(conversation, side), side=side, conversation=conversation, now=minutes(3)
        )

    visit.refresh_from_db()
    assert visit.state == "served"
    assert matching.match(minutes(4)) == []
    assert not of_talks().filter(withdrawn_at=None).exists()


def test_nobody_takes_back_the_yes_of_another():
    conversation = an_open_talk()
    for person, side in [
        (conversation.supporter, "seeker"),
        (conversation.seeker, "supporter"),
        (a_supporter(name="Cy"), "supporter"),
        (conversation.seeker, "both"),
    ]:
        with pytest.raises(NotHere):
            actions.withdraw(person=person, side=side, conversation=conversation, now=minutes(1))
    assert not Agreement.objects.filter(withdrawn_at__isnull=False).exists()


def test_erasing_ann_leaves_the_words_and_nothing_of_hers():
    conversation = an_open_talk("friend")

    privacy.erase_person(person=conversation.seeker, now=minutes(5))

    conversation.refresh_from_db()
    assert Terms.objects.get().seeker is None
    found = agreed.what_we_agreed(conversation)
    assert [one.side for one in found.sides] == ["supporter"]
    assert found.ties == ()
