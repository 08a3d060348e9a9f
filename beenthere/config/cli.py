"""The ``beenthere`` command.

beenthere start [--demo]     migrate, check, serve
beenthere migrate            bring both databases up to date
beenthere demo               load the invented community (demo mode only)
beenthere worker             timers in a process of their own
beenthere doctor             look at database, durability, clock, mail, disk, keys, people
beenthere read READER        JSON Lines in, readings out: feeling, cue, listening, drift, contact, talk
beenthere suggest            JSON Lines in, fitting skill cards out
beenthere review FILE        the listening in a transcript, or in every transcript of a folder
beenthere readers on|off     switch the readers of the running service on or off
beenthere safety-case        the hazard log as a page to go through and sign
beenthere give-duty E D      make somebody a coordinator, or put them on call
beenthere take-duty E D      take a duty back
beenthere new-secret         print a value for BEENTHERE_SECRET_KEY
beenthere new-root-key       make the root key file
beenthere manage ...         Django's own commands
"""

import argparse
import base64
import io
import os
import secrets
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

BAD_LINES = """UTF-8, one JSON object a line. A line that can not be answered is named on standard error with its number and
the reason; the others are answered in order, and the exit status is 1."""
READ_HELP = f"""in:  {{"id", "text", "context"?, "turn"?, "mode"?, "who"?}}
     context: the message before, as text, or a list of turns as text or {{"who", "text"}}
     turn: which message of this speaker it is, from 1; mode: line or friend; who: seeker or supporter
out: {{"id", "labels"}}, for cue {{"id", "level", "cues"}}, for contact {{"id", "has_contact", "kind"}};
     each with "because" (words and the label they speak for) and "available"
     available: false when the words could not be read: ask a human, it never means that nothing is there

{BAD_LINES}"""
SUGGEST_HELP = f"""in:  {{"id", "turns": [{{"who", "text"}}], "distress"?, "need"?, "phase"?}}; who: seeker or supporter
out: {{"id", "suggestions", "first", "available", "because"}}
     suggestions: slugs of cards, the best first; first: what goes before all cards, or null
     available: false when the seeker's latest words could not be read; then the cards, and a first of null,
     rest on the rest of the talk alone, and it never means that all is quiet
     because: {{"first", "words"}}, {{"card", "reasons"}} for each card, and {{"unread": [message numbers], "words"}}
     where words of the seeker could not be read

{BAD_LINES}"""
HOST, PORT = "BEENTHERE_HOST", "BEENTHERE_PORT"


class CanNotStart(SystemExit):
    """The service can not start; one sentence says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:
        return _manage(given[1:])
    options = _parser().parse_args(given)
    return COMMANDS[options.command](options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="beenthere", description="A self-hosted peer-support service.")
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("start", help="migrate, check and serve")
    start.add_argument("--demo", action="store_true", help="with an invented community, for trying")
    for name in ("migrate", "demo", "worker", "doctor", "new-secret", "new-root-key"):
        commands.add_parser(name)
    duty = commands.add_parser("give-duty", help="make somebody a coordinator, or put them on call")
    back = commands.add_parser("take-duty", help="take a duty back, at once and everywhere")
    for one in (duty, back):
        one.add_argument("email")
        one.add_argument("duty", choices=["coordinator", "on_call"])
    read = commands.add_parser(
        "read",
        help="JSON Lines on standard input, readings on standard output",
        description=READ_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    read.add_argument("reader", choices=["feeling", "cue", "listening", "drift", "contact", "talk"])
    commands.add_parser(
        "suggest",
        help="moments on standard input, fitting cards on standard output",
        description=SUGGEST_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    review = commands.add_parser(
        "review", help="the listening in a transcript: CSV, JSON Lines or lines 'Name: text'"
    )
    review.add_argument("file", type=Path, help="a transcript, or a folder of them")
    review.add_argument(
        "--html",
        type=Path,
        metavar="OUT",
        help="write a page to print; for a folder, one for each transcript into this folder (sub/talk.csv.html)",
    )
    review.add_argument("--json", action="store_true", help="one JSON object for each transcript")
    review.add_argument(
        "--supporter",
        default="",
        metavar="NAME",
        help="who supports, when the names do not tell; several with commas between them",
    )
    review.add_argument("--mode", choices=["line", "friend"], default="line")
    readers = commands.add_parser("readers", help="switch the readers of the running service on or off")
    readers.add_argument("state", choices=["on", "off"])
    case = commands.add_parser("safety-case", help="the hazard log as a page to go through and sign")
    case.add_argument("--out", type=Path, metavar="PAGE", help="write the page here")
    case.add_argument(
        "--tests",
        type=Path,
        metavar="XML",
        help="what `pytest --junit-xml` wrote; fails unless every named test passed",
    )
    commands.add_parser("manage", help="Django's own commands")
    return parser


def _prepare(*, is_demo: bool = False) -> None:
    """Put the environment in order before Django reads it."""
    for short, name in (("HOST", HOST), ("PORT", PORT)):
        if short in os.environ:
            os.environ.setdefault(name, os.environ[short])
    if is_demo:
        os.environ.setdefault("BEENTHERE_MODE", "demo")
        host, port = os.environ.get(HOST, "127.0.0.1"), os.environ.get(PORT, "8000")
        os.environ.setdefault("BEENTHERE_PUBLIC_URL", f"http://{host}:{port}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
    data = _data_folder()
    if os.environ.get("BEENTHERE_MODE") == "demo":
        _keep_demo_secrets(data)


def _data_folder() -> Path:
    folder = Path(os.environ.get("BEENTHERE_DATA_DIR", ".data")).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CanNotStart(
            f"The data folder {folder} can not be written ({error.strerror}). "
            "Choose another one with BEENTHERE_DATA_DIR."
        ) from None
    return folder


def _keep_demo_secrets(data: Path) -> None:
    """Keep the demo's secrets beside its data folder, so that the next start opens the same doors."""
    beside = (
        data.parent / f"{data.name.lstrip('.')}-keys"
        if data.name.startswith(".")
        else data.parent / f"{data.name}-keys"
    )
    beside = beside.with_name(f".{beside.name}")
    for name, variable, made in (
        ("secret", "BEENTHERE_SECRET_KEY", lambda: secrets.token_urlsafe(64)),
        ("root.key", "BEENTHERE_ROOT_KEY", lambda: base64.b64encode(os.urandom(32)).decode()),
    ):
        if variable not in os.environ and f"{variable}_FILE" not in os.environ:
            os.environ[variable] = _kept(beside / name, made)


def _kept(path: Path, made: Callable[[], str]) -> str:
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(made() + "\n")
        return path.read_text().strip()
    except OSError as error:
        raise CanNotStart(f"The demo's keys can not be kept in {path.parent} ({error.strerror}).") from None


def _manage(arguments: Sequence[str]) -> None:
    _prepare()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["beenthere manage", *arguments])


def _start(options: argparse.Namespace) -> None:
    _prepare(is_demo=options.demo)
    from beenthere.config.commands import start

    start.run()


def _migrate(options: argparse.Namespace) -> None:
    _prepare()
    from beenthere.config.commands import start

    start.set_up_django()
    start.migrate()


def _demo(options: argparse.Namespace) -> None:
    _prepare(is_demo=True)
    from beenthere.config.commands import start

    start.set_up_django()
    start.migrate()
    start.load_demo()


def _worker(options: argparse.Namespace) -> None:
    _prepare()
    from beenthere.config.commands import worker

    worker.run()


def _doctor(options: argparse.Namespace) -> None:
    _prepare()
    from beenthere.config.commands import doctor

    sys.exit(doctor.run())


def _give_duty(options: argparse.Namespace) -> None:
    _prepare()
    from beenthere.config.commands import duty

    duty.run(email=options.email, duty=options.duty)


def _speak_utf8() -> None:
    """Answer in UTF-8 whatever the locale is: people write in every alphabet, and a file may go anywhere."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def _take_duty(options: argparse.Namespace) -> None:
    _prepare()
    from beenthere.config.commands import duty

    duty.take(email=options.email, duty=options.duty)


def _read(options: argparse.Namespace) -> None:
    _speak_utf8()
    from beenthere.config.commands import lines

    sys.exit(lines.read(options.reader))


def _suggest(options: argparse.Namespace) -> None:
    _speak_utf8()
    _prepare_to_read()
    from beenthere.config.commands import lines

    sys.exit(lines.suggest())


def _review(options: argparse.Namespace) -> None:
    _speak_utf8()
    _prepare_to_read()
    from beenthere.config.commands import review

    sys.exit(
        review.run(
            path=options.file,
            html=options.html,
            as_json=options.json,
            supporter=options.supporter,
            mode=options.mode,
        )
    )


def _prepare_to_read() -> None:
    """Reading a transcript opens no database and needs no secrets: nothing of the service is touched."""
    os.environ.setdefault("BEENTHERE_MODE", "demo")
    os.environ.setdefault("BEENTHERE_SECRET_KEY", secrets.token_urlsafe(64))
    os.environ.setdefault("BEENTHERE_ROOT_KEY", base64.b64encode(os.urandom(32)).decode())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")


def _readers(options: argparse.Namespace) -> None:
    _prepare()
    from beenthere.config.commands import start

    start.set_up_django()
    from beenthere.companion.actions import switch_readers

    switch_readers(is_on=options.state == "on")
    print(f"The readers are {options.state}.")


def _new_secret(options: argparse.Namespace) -> None:
    print(secrets.token_urlsafe(64))


def _new_root_key(options: argparse.Namespace) -> None:
    os.environ.setdefault("BEENTHERE_MODE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
    from beenthere.privacy.root_key import make_root_key_file, root_key_path

    path = root_key_path()
    made = make_root_key_file(path=path)
    print(
        f"{'Made' if made else 'There is already'} a root key at {path}. Keep a copy apart from every backup."
    )


def _safety_case(options: argparse.Namespace) -> None:
    _prepare(is_demo="BEENTHERE_MODE" not in os.environ)
    from beenthere.config.commands import safety_case

    sys.exit(safety_case.run(out=options.out, tests=options.tests))


COMMANDS = {
    "start": _start,
    "migrate": _migrate,
    "demo": _demo,
    "worker": _worker,
    "doctor": _doctor,
    "read": _read,
    "suggest": _suggest,
    "review": _review,
    "readers": _readers,
    "safety-case": _safety_case,
    "give-duty": _give_duty,
    "take-duty": _take_duty,
    "new-secret": _new_secret,
    "new-root-key": _new_root_key,
}
