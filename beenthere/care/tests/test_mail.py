"""The mail of a hand-over as it arrives: sent through a real SMTP conversation and read from the wire."""

import re
from io import BytesIO

import pytest
from django.conf import settings as configured

from beenthere.care import actions, queries_handing, rules
from beenthere.care.tests.builders import EVENING, a_contact, a_hand_over
from beenthere.care.tests.post import _Handler, post_office
from beenthere.config.mail import mail_settings
from beenthere.notices import actions as notices
from beenthere.people.tests.builders import a_seeker

pytestmark = pytest.mark.django_db
FIRST_LINE = "Grüß Gott Eli, hier ist Ann."
# What a glance at somebody's screen may not tell: what is wrong, who it is about, what kind of place this is.
TELLING = (
    "beenthere",
    "therap",
    "peer",
    "support",
    "crisis",
    "grief",
    "suicid",
    "depress",
    "health",
    "Ann",
    "Eli",
)


@pytest.fixture
def post(settings):
    """A real mail server, and the service set up for it as an operator would."""
    with post_office() as office:
        table = configured.TABLE.model_copy(
            update={"smtp_url": f"smtp://127.0.0.1:{office.port}", "mail_from": "post@house.example"}
        )
        for name, value in mail_settings(table).items():
            setattr(settings, name, value)
        settings.MAIL_IS_ON = True
        yield office


def test_a_line_that_breaks_in_the_middle_of_a_letter_ends_it():
    clerk = _Handler.__new__(_Handler)
    clerk.rfile = BytesIO(b"Subject: half\r\na lett")

    assert clerk._letter() == b"Subject: half\r\na lett"


@pytest.fixture
def arrived(post):
    """Ann's letter to Eli, sent; with its secrets."""
    ann = a_seeker()
    a_contact(ann, name="Eli Lang", may_know="that it is about my grief")
    row, token, code = a_hand_over(ann, way="email", first_line=FIRST_LINE)
    assert notices.send_due(now=EVENING) == 1
    return post, row, token, code


def test_one_mail_goes_to_eli_alone_and_says_that_it_was_taken(arrived):
    post, row, _token, _code = arrived

    (envelope,) = post.envelopes
    assert [words.split(b" ")[0:2] for words in envelope] == [
        [b"mail", b"FROM:<post@house.example>"],
        [b"rcpt", b"TO:<eli@practice.example>"],
    ]
    assert queries_handing.given(row, now=EVENING).mail == "sent"
    notices.send_due(now=EVENING)
    assert len(post.wire) == 1


def test_the_code_and_the_words_never_travel_with_the_link(arrived):
    post, _row, token, code = arrived
    (wire,) = post.wire

    (mail,) = post.mails()
    found = wire + mail.get_payload(decode=True)
    for secret in (code, rules.shown_code(code), "so tired", "my grief"):
        assert secret.encode() not in found
    body = mail.get_content()
    assert body.count(f"/care/letter/{token}/") == 1
    assert f"{configured.TABLE.public_url}/care/letter/{token}/" in body.splitlines(), (
        "whole, on a line of its own"
    )


def test_the_link_that_arrived_opens_with_the_code_and_only_with_it(arrived):
    post, _row, _token, code = arrived
    (token,) = re.findall(r"/care/letter/([^/]+)/", post.mails()[0].get_content())

    with pytest.raises(actions.CodeDoesNotOpen):
        actions.open_with_code(token=token, code="AAAABBBB", now=EVENING)
    assert actions.open_with_code(token=token, code=code, now=EVENING)


def test_the_head_tells_a_passer_by_nothing(arrived):
    (mail,) = arrived[0].mails()

    assert mail["Subject"] == "A person asked us to send you a link"
    for telling in TELLING:
        assert telling.lower() not in mail["Subject"].lower()
    assert (mail["From"], mail["To"]) == ("post@house.example", "eli@practice.example")
    assert {name.lower() for name in mail} == {
        "content-type", "mime-version", "content-transfer-encoding",
        "subject", "from", "to", "date", "message-id",
    }  # fmt: skip


def test_it_is_plain_words_whatever_letters_ann_writes_in(arrived):
    (mail,) = arrived[0].mails()

    assert mail.get_content_type() == "text/plain"
    assert not list(mail.iter_attachments())
    body = mail.get_content()
    assert body.splitlines()[0] == FIRST_LINE
    assert "You need a code. Only they have it" in body
    assert "<" not in body
    for diagnosis in ("grief", "suicid", "depress", "diagnos"):
        assert diagnosis not in body.lower()
