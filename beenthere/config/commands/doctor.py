"""`beenthere doctor`: look at everything an evening needs; each problem comes with a next step."""

import shutil
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

CUT_OFF = "its end was cut off, its head was moved, or the last steps were written while no key could be read. Keep a copy of the database and find out who could write to it."
LEAST_FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is well, and what to do when it is not."""

    about: str
    is_well: bool
    words: str


def run() -> int:
    """Print each finding; return 0 when all is well."""
    from beenthere.config.commands.start import set_up_django

    set_up_django()
    findings = [_safely(look) for look in LOOKS]
    for finding in findings:
        print(f"{'ok     ' if finding.is_well else 'PROBLEM'}  {finding.about}: {finding.words}")
    return 0 if all(finding.is_well for finding in findings) else 1


def _safely(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except (Exception, SystemExit) as error:
        about = look.__name__.replace("_", " ").strip()
        return Finding(about, False, f"could not be looked at: {error}")


def _database() -> Finding:
    from beenthere.privacy import migrating

    for alias in migrating.behind():
        return Finding("database", False, f"{alias} is not up to date. Run `beenthere migrate`.")
    return Finding("database", True, "both databases answer and are up to date")


def _durability() -> Finding:
    from beenthere.conversations.checks import durability_problems

    problems = [problem for alias in ("default", "keyring") for problem in durability_problems(alias)]
    if problems:
        return Finding("durability", False, "; ".join(problems) + ". Use the settings as shipped.")
    return Finding("durability", True, "a commit is on disk before anybody reads 'sent'")


def _keys() -> Finding:
    from django.conf import settings

    from beenthere.privacy.root_key import root_key

    root_key()
    names = {settings.DATABASES[alias]["NAME"] for alias in ("default", "keyring")}
    if len(names) == 1:
        return Finding("keys", False, "keys and messages share a database. Set BEENTHERE_KEYRING_URL apart.")
    return Finding("keys", True, "the root key is here, and keys live apart from messages")


def _clock() -> Finding:
    wall, steady = time.time(), time.monotonic()
    time.sleep(0.2)
    drift = abs((time.time() - wall) - (time.monotonic() - steady))
    if drift > 0.1 or datetime.now(UTC).year < 2025:
        return Finding("clock", False, "the clock jumps or is far off. Switch on time synchronisation.")
    return Finding("clock", True, f"steady, now {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")


def _mail() -> Finding:
    from django.conf import settings

    if not settings.MAIL_IS_ON:
        words = "off. Pages do not offer mail. To switch it on, set BEENTHERE_SMTP_URL."
        return Finding("mail", settings.IS_DEMO, words)
    from django.core.mail import get_connection

    try:
        get_connection().open()
    except (OSError, smtplib.SMTPException) as error:
        return Finding("mail", False, f"the mail server does not answer ({error}). Check BEENTHERE_SMTP_URL.")
    return Finding("mail", True, "the mail server answers")


def _disk() -> Finding:
    from django.conf import settings

    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < LEAST_FREE_BYTES:
        return Finding(
            "disk", False, f"only {free // 2**20} MiB are free. Make room; below that, messages may fail."
        )
    return Finding("disk", True, f"{free // 2**30} GiB are free")


def _on_call() -> Finding:
    from django.conf import settings

    from beenthere.people.queries import on_call_people

    people = on_call_people()
    if not people and settings.TABLE.doors == "friends":
        return Finding("on call", True, "nobody; friends who know each other meet without")
    if not people:
        return Finding(
            "on call",
            False,
            "nobody is on call, so the service says 'closed'. Run: beenthere give-duty ADDRESS on_call",
        )
    return Finding("on call", True, f"{len(people)} on call")


def _lines() -> Finding:
    from django.conf import settings

    from beenthere.safety.queries import lines

    shown = lines()
    if not shown.is_known:
        words = "no region is set, so pages say 'your local emergency number'. Set BEENTHERE_REGION."
        return Finding("crisis lines", settings.IS_DEMO, words)
    if shown.unverified:
        count = len(shown.unverified)
        words = f"nobody has called {count} of the {len(shown.lines)} numbers of {shown.name}. Call them, then write the day into safety/content/lines/{shown.region}.yml."
        return Finding("crisis lines", False, words)
    return Finding("crisis lines", True, f"{shown.name}, checked on {shown.last_verified}")


def _readers() -> Finding:
    from beenthere.companion.ears import are_on
    from beenthere.readers import feeling
    from beenthere.readers.shapes import SEEKER, Turn

    if not are_on():
        return Finding("readers", True, "switched off by a coordinator")
    if feeling.read([Turn(SEEKER, "I feel low tonight.")]).available:
        return Finding("readers", True, "loaded, and they read")
    return Finding(
        "readers",
        False,
        "the weights can not be loaded; panels say 'reading unavailable'. Install again, or switch them off with `beenthere readers off`.",
    )


def _guard() -> Finding:
    from beenthere.boundaries.guard import queries, reading

    if not queries.is_on():
        return Finding("boundary guard", True, "switched off by a coordinator")
    reading.read("Hello, I am here.")
    return Finding("boundary guard", True, "it reads; messages of the gravest kind wait for a second look")


def _safety_log() -> Finding:
    from beenthere.privacy import heads
    from beenthere.safety.levels.whole import changed_reasons, first_broken, is_cut, unlinked_pages

    broken = first_broken()
    if broken is not None:
        return Finding(
            "safety log",
            False,
            f"row {broken.pk} of {broken.at:%Y-%m-%d %H:%M} was changed, hangs on another talk, or one before it is missing. Keep a copy of the database and find out who could write to it.",
        )
    if is_cut():
        return Finding("safety log", False, CUT_OFF)
    if unlinked := unlinked_pages():
        return Finding(
            "safety log",
            False,
            f"{len(unlinked)} calls for a human have no row in the log. Keep a copy of the database and find out who could write to it.",
        )
    if changed := changed_reasons():
        return Finding(
            "safety log",
            False,
            f"{len(changed)} reasons of decisions on a welfare check were changed. Keep a copy of the database and find out who could write to it.",
        )
    return Finding("safety log", True, f"every step follows from the one before it{_head(heads.SAFETY)}")


def _audit_trail() -> Finding:
    from beenthere.privacy import heads, queries

    broken = queries.broken_link()
    if broken is not None:
        return Finding(
            "audit trail",
            False,
            f"line {broken} was changed, or one before it is missing. Keep a copy of the database and find out who could write to it.",
        )
    if queries.is_audit_cut():
        return Finding("audit trail", False, CUT_OFF)
    return Finding("audit trail", True, f"every line follows from the one before it{_head(heads.AUDIT)}")


def _head(chain: str) -> str:
    from beenthere.privacy.heads import head_of

    head = head_of(chain)
    return f"; {head.count} so far, the last ends in {head.last[-8:]}" if head else ""


def _words() -> Finding:
    from beenthere.config.wording import operators_problems

    if problems := operators_problems():
        said = "; ".join(f"{one.where} says “{one.words}”. {one.say}" for one in problems)
        return Finding("words", False, said)
    return Finding("words", True, "what you wrote keeps to safe messaging")


LOOKS = (
    _database,
    _durability,
    _keys,
    _clock,
    _mail,
    _disk,
    _on_call,
    _lines,
    _readers,
    _guard,
    _safety_log,
    _audit_trail,
    _words,
)
