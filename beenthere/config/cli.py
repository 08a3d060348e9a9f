"""The ``beenthere`` command."""

import os
import sys


def main() -> None:
    """Hand everything to Django's command line for now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
