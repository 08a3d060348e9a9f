"""`beenthere manage docs`: write the generated parts of the docs; `--check` only looks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from beenthere.config import documents


class Command(BaseCommand):
    """Settings, listeners and licences, between their markers."""

    help = "Write the generated parts of the docs."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what is not current")

    def handle(self, *args: Any, **options: Any) -> None:
        unfit = documents.unfit_licences()
        if unfit:
            raise CommandError("These licences are not on our list: " + "; ".join(unfit))
        old = [name for name, *_ in documents.DOCUMENTS if not _write(name, is_check=options["check"])]
        if old:
            raise CommandError(f"Not current: {', '.join(old)}. Run `beenthere manage docs`.")
        self.stdout.write("The docs are current.")


def _write(name: str, *, is_check: bool) -> bool:
    path = documents.ROOT / name
    marker, make = next((marker, make) for file, marker, make in documents.DOCUMENTS if file == name)
    text = path.read_text(encoding="utf-8")
    new = documents.renewed(text=text, marker=marker, content=make())
    if not is_check:
        path.write_text(new, encoding="utf-8")
    return new == text or not is_check
