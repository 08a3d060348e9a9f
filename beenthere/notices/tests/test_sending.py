"""Notices go out at least once, once for each dedup key, and never after a withdrawal or erasure."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail

from beenthere.notices import actions, queries, rules
from beenthere.notices.models import Address, Notice
from beenthere.people.tests.builders import EVENING, a_coordinator, a_seeker
from beenthere.privacy.actions import erase_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_is_on(settings):
    settings.MAIL_IS_ON = True


@pytest.fixture
def listener():
    """A small HTTP server that remembers what it was sent and answers with ``.status``."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            server.received.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(server.status)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.received, server.status = [], 201
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def a_notice(to, *, channel="email", dedup_key="one", due_at=EVENING):
    return actions.queue_notice(
        to=to,
        channel=channel,
        kind="follow_up",
        link="/tomorrow/x/",
        due_at=due_at,
        dedup_key=dedup_key,
        now=EVENING,
    )


def ann_with(channel, address):
    ann = a_seeker()
    actions.save_address(person=ann, channel=channel, address=address, now=EVENING)
    return ann


def test_a_mail_goes_out_once_when_it_is_due_and_says_nothing_telling():
    ann = ann_with("email", "ann@example.org")
    for _time in range(2):
        a_notice(ann, due_at=EVENING + timedelta(hours=1))

    assert actions.send_due(now=EVENING) == 0
    assert [actions.send_due(now=EVENING + timedelta(hours=hour)) for hour in (1, 2)] == [1, 0]
    assert [letter.to for letter in mail.outbox] == [["ann@example.org"]]
    said = (mail.outbox[0].subject + mail.outbox[0].body).lower()
    assert not any(word in said for word in ("crisis", "support", "suicid", "peer", "beenthere"))


def test_the_address_is_sealed():
    ann_with("email", "ann@example.org")

    assert b"example" not in bytes(Address.objects.get().sealed)


def test_what_was_withdrawn_or_erased_is_never_sent():
    ann, cy = ann_with("email", "ann@example.org"), ann_with("email", "cy@example.org")
    a_notice(ann)
    a_notice(cy, dedup_key="two")

    assert actions.withdraw(dedup_key="one")
    erase_person(person=cy, now=EVENING)

    assert actions.send_due(now=EVENING) == 0
    assert mail.outbox == []


def test_a_sender_that_died_after_its_claim_is_taken_over_once_the_claim_runs_out():
    notice = a_notice(ann_with("email", "ann@example.org"))
    Notice.objects.filter(pk=notice.pk).update(state="claimed", claimed_at=EVENING)

    assert actions.send_due(now=EVENING + timedelta(seconds=1)) == 0
    assert actions.is_any_due(now=EVENING + rules.CLAIM_LASTS)
    assert actions.send_due(now=EVENING + rules.CLAIM_LASTS) == 1


def test_apprise_posts_to_a_real_listener(listener):
    address = f"json://127.0.0.1:{listener.server_port}/"
    dee = a_coordinator()
    actions.save_address(person=dee, channel="apprise", address=address, now=EVENING)
    a_notice(dee, channel="apprise")

    assert actions.send_due(now=EVENING) == 1
    assert json.loads(listener.received[0][1])["title"] == queries.words("follow_up").title


def a_browser(listener):
    """A subscription as a browser makes it, and the secrets to read what it is sent."""
    from base64 import urlsafe_b64encode

    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    point = private.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    auth = b"sixteen bytes ok"
    told = {
        "endpoint": f"http://127.0.0.1:{listener.server_port}/push",
        "keys": {
            "p256dh": urlsafe_b64encode(point).rstrip(b"=").decode(),
            "auth": urlsafe_b64encode(auth).rstrip(b"=").decode(),
        },
    }
    return json.dumps(told), private, auth


def test_a_push_is_encrypted_for_the_browser_and_signed_by_us(listener):
    import http_ece

    address, private, auth = a_browser(listener)
    a_notice(ann_with("push", address), channel="push")

    assert actions.send_due(now=EVENING) == 1
    headers, body = listener.received[0]
    assert b"tomorrow" not in body
    assert "vapid" in {name.lower(): value for name, value in headers.items()}["authorization"].lower()
    message = json.loads(http_ece.decrypt(body, private_key=private, auth_secret=auth, version="aes128gcm"))
    assert message["link"].endswith("/tomorrow/x/")


def test_a_browser_that_is_gone_is_not_tried_again(listener):
    listener.status = 410
    address, _private, _auth = a_browser(listener)
    ann = ann_with("push", address)
    a_notice(ann, channel="push")

    assert actions.send_due(now=EVENING) == 0
    assert Notice.objects.get().state == "failed"
    assert queries.channels_of(ann) == ["in_app"]


def test_a_failure_is_tried_again_later_and_does_not_hold_up_the_next(listener):
    listener.status = 500
    address, _private, _auth = a_browser(listener)
    a_notice(ann_with("push", address), channel="push")
    a_notice(ann_with("email", "bo@example.org"), dedup_key="two")

    assert actions.send_due(now=EVENING) == 1
    listener.status = 201
    assert actions.send_due(now=EVENING + timedelta(seconds=10)) == 1


def test_in_app_notices_wait_to_be_seen():
    dee = a_coordinator()
    a_notice(dee, channel="in_app")

    assert len(queries.unread_for(dee)) == 1
    actions.mark_read(person=dee, now=EVENING)
    assert queries.unread_for(dee) == []


@pytest.mark.parametrize(
    ("channel", "address"), [("email", "no"), ("apprise", "nothing"), ("apprise", "file:///x")]
)
def test_an_address_that_can_not_work_is_refused(channel, address):
    with pytest.raises(actions.AddressIsWrong):
        actions.save_address(person=a_seeker(), channel=channel, address=address, now=EVENING)
