"""`beenthere start`: everything between an empty folder and an open door."""

import errno
import logging
import socket
import sys
import warnings
from datetime import UTC, datetime

from beenthere.config.cli import CanNotStart


def run() -> None:
    """Set up, check and serve until told to stop."""
    set_up_django()
    from django.conf import settings

    refuse_taken_port(settings.TABLE.host, settings.TABLE.port)
    look_at_the_keys()
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    migrate()
    refuse_weak_durability()
    if settings.IS_DEMO:
        load_demo()
    else:
        collect_static()
    print_links()
    serve()


def set_up_django() -> None:
    """Read the settings; a wrong one ends here with its sentence."""
    import django

    django.setup()


def refuse_taken_port(host: str, port: int) -> None:
    """Find out before anything else whether we can listen.

    :raises CanNotStart: the port is taken, or may not be used
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CanNotStart(_why_not_listen(host, port, error)) from None


def _why_not_listen(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Try another one: make start PORT={port + 1}"
    return f"Can not listen on {host}:{port} ({error.strerror}). Choose others with HOST= and PORT=."


def look_at_the_keys() -> None:
    """Read the root key now, so that a wrong one stops the start and not the first message."""
    from beenthere.privacy.root_key import root_key

    root_key()


def migrate() -> None:
    """Bring both databases up to date; nothing is done when they are."""
    from beenthere.privacy import migrating

    migrating.migrate()


def refuse_weak_durability() -> None:
    """Refuse to serve from a database that could lose a message it called sent.

    :raises CanNotStart: with each reason
    """
    from beenthere.conversations.checks import durability_problems

    problems = [
        f"{alias}: {problem}" for alias in ("default", "keyring") for problem in durability_problems(alias)
    ]
    if problems:
        raise CanNotStart("The database could lose messages. " + "; ".join(problems) + ".")


def load_demo() -> None:
    """Load the invented community, once."""
    from beenthere.demo.actions import load_demo as load

    if load(now=datetime.now(UTC)):
        print("An invented community moved in. Nobody in it is real.")


def collect_static() -> None:
    """Gather the static files under hashed names."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def print_links() -> None:
    """Print where to go."""
    from django.conf import settings

    url = settings.TABLE.public_url
    if settings.IS_DEMO:
        print(f"\n  BeenThere is open (demo, invented people only)\n\n  as seeker       {url}/demo/seeker/")
        print(f"  as supporter    {url}/demo/supporter/\n  as coordinator  {url}/demo/coordinator/\n")
    else:
        print(f"\n  {settings.TABLE.service_name} is open at {url}\n")
    print("  Ctrl-C stops it.\n")
    sys.stdout.flush()


def serve() -> None:
    """Serve pages and sockets from this process."""
    # WhiteNoise hands Django whole small files; that they come without an async iterator is fine.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")
    import uvicorn
    from django.conf import settings

    from beenthere.kernel.wire.uvicorn import SOCKET_OPTIONS

    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    uvicorn.run(
        "beenthere.config.asgi:application",
        host=settings.TABLE.host,
        port=settings.TABLE.port,
        log_config=None,
        proxy_headers=False,
        lifespan="on",
        **SOCKET_OPTIONS,
    )
