"""Ann and Bo write a plan together; Ann shows it to Eli, takes that back, and erases it. Cy never gets in."""

from datetime import timedelta

import pytest

from beenthere.conversations import actions as conversations
from beenthere.kernel.refusals import NotHere, TooMuch
from beenthere.people.models import Person
from beenthere.people.tests.builders import a_seeker, a_supporter
from beenthere.plans import access, actions, queries, registers
from beenthere.plans.actions import ChangedMeanwhile, NotShownYet, ShareIsUnclear
from beenthere.plans.models import PlanShare, PlanStep, SafetyPlan
from beenthere.plans.tests.builders import DAY, EVENING, a_plan, a_share, an_open_talk, write
from beenthere.privacy import actions as privacy
from beenthere.privacy import queries as kept
from beenthere.privacy.models import Consent, DataKey

pytestmark = pytest.mark.django_db


def words(owner, slug="signs"):
    return next(step.text for step in queries.plan_text(owner).steps if step.slug == slug)


def token(share):
    (link,) = [one for one in queries.shares_of(share.plan.owner, now=EVENING) if one.key == share.key]
    return link.token


# ---- writing --------------------------------------------------------------------------------


def test_ann_writes_and_reads_it_again_and_the_table_holds_no_word():
    ann = a_plan(signs="I stop eating", tell="Mum 0664 123 4567")

    assert words(ann) == "I stop eating"
    assert [step.slug for step in queries.plan_text(ann).steps if step.text] == ["signs", "tell"]
    assert all(b"eating" not in bytes(row.body) for row in PlanStep.objects.all())


def test_both_sides_of_an_open_talk_write_one_plan_and_ann_owns_it():
    talk = an_open_talk()
    write(talk.seeker, text="I stop eating", conversation=talk)

    step = write(talk.supporter, text="I stop eating, and calling", version=1, conversation=talk)

    assert (step.version, step.edited_by) == (2, "supporter")
    assert words(talk.seeker) == "I stop eating, and calling"
    assert SafetyPlan.objects.get().owner == talk.seeker


@pytest.mark.parametrize("who", ["stranger", "other supporter", "nobody"])
def test_cy_and_kim_write_nothing(who):
    talk = an_open_talk()
    writer = {"stranger": a_seeker(), "other supporter": a_supporter(name="Kim"), "nobody": None}[who]

    with pytest.raises(NotHere):
        write(writer, conversation=talk)
    assert not SafetyPlan.objects.exists()


def test_bo_writes_no_more_when_the_talk_has_ended_but_ann_does():
    talk = an_open_talk()
    conversations.end(conversation=talk, side="seeker", why="closed", now=EVENING)

    with pytest.raises(NotHere):
        write(talk.supporter, conversation=talk)
    write(talk.seeker, conversation=talk)
    assert words(talk.seeker) == "I stop eating"


def test_a_supporter_has_no_plan_of_their_own_here():
    with pytest.raises(NotHere):
        write(a_supporter())


def test_the_later_save_over_an_old_version_gets_both_texts_and_nothing_is_lost():
    talk = an_open_talk()
    write(talk.seeker, text="Anns words", conversation=talk)

    with pytest.raises(ChangedMeanwhile) as told:
        write(talk.supporter, text="Bos words", version=0, conversation=talk)

    assert (told.value.theirs.text, told.value.mine) == ("Anns words", "Bos words")
    assert told.value.theirs.version == 1
    assert words(talk.seeker) == "Anns words"
    write(talk.supporter, text="Anns words\nBos words", version=1, conversation=talk)
    assert words(talk.seeker) == "Anns words\nBos words"


def test_only_the_step_that_both_wrote_asks_back():
    talk = an_open_talk()
    write(talk.seeker, "signs", "a", conversation=talk)

    write(talk.supporter, "alone", "b", conversation=talk)

    assert (words(talk.seeker, "signs"), words(talk.seeker, "alone")) == ("a", "b")


def test_a_save_that_is_sent_again_is_one_save():
    ann = a_plan()

    assert write(ann, version=0).version == 1
    assert write(ann, version=1).version == 1


def test_a_page_from_before_the_plan_was_erased_asks_back_instead_of_bringing_it_back():
    ann = a_plan()
    actions.erase(owner=ann, now=EVENING)

    with pytest.raises(ChangedMeanwhile) as told:
        write(ann, text="old page", version=1)
    assert (told.value.theirs.text, told.value.mine) == ("", "old page")


@pytest.mark.parametrize(
    "text", ["я" * 4000, "🕯" * 4000, "خطتي\nأتصل بأمي", "日本語の計画", "e\u0301", "\u202eabc"]
)
def test_long_texts_and_other_alphabets_come_back_as_they_were_written(text):
    ann = a_plan(signs=text)

    assert words(ann) == text


def test_a_text_that_is_too_long_is_refused_and_changes_nothing():
    ann = a_plan()

    with pytest.raises(TooMuch):
        write(ann, text="x" * 4001, version=1)
    assert words(ann) == "I stop eating"


def test_there_is_no_seventh_step():
    with pytest.raises(NotHere):
        write(a_seeker(), "seventh")


# ---- a plan from before --------------------------------------------------------------------


def test_bo_sees_an_older_plan_only_when_ann_brings_it_in_and_no_longer_when_she_takes_it_out():
    ann = a_plan()
    talk = an_open_talk(seeker=ann, now=EVENING + DAY)
    seen = lambda: access.supporter_sees(owner=ann, conversation=talk)  # noqa: E731

    assert not seen()
    with pytest.raises(NotShownYet):
        write(talk.supporter, text="guess", version=1, conversation=talk)
    actions.show_in_talk(owner=ann, conversation=talk, now=EVENING + DAY)
    assert seen()
    actions.hide_in_talk(owner=ann, conversation=talk, now=EVENING + DAY)
    assert not seen()


def test_showing_it_in_one_talk_shows_it_in_no_other():
    ann = a_plan()
    talk = an_open_talk(seeker=ann, now=EVENING + DAY)
    other = an_open_talk(seeker=ann, supporter=a_supporter(name="Kim"), now=EVENING + 2 * DAY)
    actions.show_in_talk(owner=ann, conversation=talk, now=EVENING + DAY)

    assert not access.supporter_sees(owner=ann, conversation=other)
    with pytest.raises(NotHere):
        actions.show_in_talk(owner=a_seeker(), conversation=talk, now=EVENING)


# ---- showing it to somebody ---------------------------------------------------------------------


def test_eli_opens_the_link_and_ann_sees_when():
    share = a_share(a_plan())
    link = token(share)

    actions.open_share(token=link, now=EVENING + DAY)
    actions.open_share(token=link, now=EVENING + 2 * DAY)

    (seen,) = queries.shares_of(share.plan.owner, now=EVENING + 2 * DAY)
    assert (seen.opened_at, seen.last_opened_at, seen.openings) == (EVENING + DAY, EVENING + 2 * DAY, 2)
    assert seen.whom == "Eli"


def test_a_link_is_long_and_stored_nowhere_in_plain():
    share = a_share(a_plan())
    link = token(share)

    assert len(link) >= 32  # 24 random bytes
    row = PlanShare.objects.get()
    assert link not in str(PlanShare.objects.values().get())
    assert b"Eli" not in bytes(row.whom)
    assert token(a_share(row.plan.owner, whom="Kai")) != link


def test_the_yes_behind_a_link_is_dated_and_ends_with_it():
    ann = a_plan()
    share = a_share(ann)
    purpose = access.share_purpose(share)

    assert Consent.objects.get(person=ann, purpose=purpose).given_at == EVENING
    actions.revoke(owner=ann, key=share.key, now=EVENING + DAY)
    assert Consent.objects.get(person=ann, purpose=purpose).withdrawn_at == EVENING + DAY


@pytest.mark.parametrize("how", ["expired", "revoked", "consent withdrawn", "erased", "unknown"])
def test_a_link_that_is_over_looks_like_one_that_never_was(how):
    ann = a_plan()
    share = a_share(ann)
    link, now = token(share), EVENING + timedelta(hours=1)
    if how == "expired":
        now = share.until
    elif how == "revoked":
        actions.revoke(owner=ann, key=share.key, now=EVENING)
    elif how == "consent withdrawn":
        privacy.withdraw_consent(person=ann, purpose=access.share_purpose(share), now=EVENING)
    elif how == "erased":
        actions.erase(owner=ann, now=EVENING)
    else:
        link = "never-made"

    with pytest.raises(NotHere):
        actions.open_share(token=link, now=now)
    assert not PlanShare.objects.filter(openings__gt=0).exists()


def test_the_last_moment_before_its_end_still_opens():
    share = a_share(a_plan())

    assert actions.open_share(token=token(share), now=share.until - timedelta(seconds=1)).pk == share.pk


def test_cy_can_not_close_anns_link_and_ann_can_twice():
    share = a_share(a_plan())

    with pytest.raises(NotHere):
        actions.revoke(owner=a_seeker(), key=share.key, now=EVENING)
    for _time in range(2):
        actions.revoke(owner=share.plan.owner, key=share.key, now=EVENING)
    assert queries.shares_of(share.plan.owner, now=EVENING) == []


def test_what_is_unclear_makes_no_link():
    ann = a_plan()

    for wrong in ({"purpose": ""}, {"whom": ""}, {"until": EVENING}, {"until": EVENING + 91 * DAY}):
        with pytest.raises(ShareIsUnclear):
            a_share(ann, **wrong)
    with pytest.raises(NotHere):
        a_share(a_seeker())
    assert not PlanShare.objects.exists()
    assert not Consent.objects.exists()


def test_ten_links_are_enough():
    ann = a_plan()
    for number in range(10):
        a_share(ann, whom=f"friend {number}")

    with pytest.raises(TooMuch):
        a_share(ann)


# ---- erasing, taking along, forgetting ---------------------------------------------------------


def test_erasing_the_plan_destroys_its_key_and_leaves_ann_and_cys_plan():
    ann, cy = a_plan(), a_plan(signs="cys words")
    a_share(ann)
    subject = queries.subject_of(queries.plan_of(ann))

    assert actions.erase(owner=ann, now=EVENING)

    assert not DataKey.objects.filter(subject=subject).exists()
    assert not queries.has_plan(ann)
    assert not PlanShare.objects.exists()
    assert not Consent.objects.filter(person=ann, withdrawn_at=None).exists()
    assert Person.objects.filter(pk=ann.pk).exists()
    assert words(cy) == "cys words"
    assert not actions.erase(owner=ann, now=EVENING)


def test_erasing_ann_erases_her_plan():
    ann = a_plan()
    subject = queries.subject_of(queries.plan_of(ann))
    a_share(ann)

    privacy.erase_person(person=ann, now=EVENING)

    assert not SafetyPlan.objects.exists()
    assert not DataKey.objects.filter(subject=subject).exists()


def test_erasing_bo_leaves_the_plan_he_wrote_in():
    talk = an_open_talk()
    write(talk.supporter, conversation=talk)

    privacy.erase_person(person=talk.supporter, now=EVENING)

    assert words(talk.seeker) == "I stop eating"


def test_anns_download_holds_her_plan_and_whom_she_showed_it_and_nothing_of_cys():
    ann = a_plan()
    a_share(ann)
    a_plan(signs="cys words")

    found = str(kept.everything_about(person=ann, now=EVENING)["safety_plan"])

    assert "I stop eating" in found
    assert "Eli" in found
    assert "cys words" not in found


@pytest.mark.parametrize(
    ("has_code", "days", "stays"),
    [(False, 30, True), (False, 31, False), (True, 365, True), (True, 366, False)],
)
def test_a_plan_nobody_comes_back_to_is_forgotten(has_code, days, stays, settings):
    settings.TABLE = settings.TABLE.model_copy(update={"keep_days": 30})
    ann = a_plan()
    if has_code:
        privacy.make_return_code(person=ann, now=EVENING)

    registers.forget_unused_plans(EVENING + days * DAY)

    assert queries.has_plan(ann) is stays


def test_looking_at_it_keeps_it():
    ann = a_plan()
    actions.look_after(owner=ann, now=EVENING + 29 * DAY)

    registers.forget_unused_plans(EVENING + 40 * DAY)

    assert queries.has_plan(ann)


def test_a_link_that_ran_out_ends_its_consent_and_later_whom_it_was_for():
    ann = a_plan()
    share = a_share(ann)

    registers.forget_old_shares(share.until)
    assert not kept.has_consented(person=ann, purpose=access.share_purpose(share))
    assert PlanShare.objects.exists()
    registers.forget_old_shares(share.until + 31 * DAY)
    assert not PlanShare.objects.exists()
