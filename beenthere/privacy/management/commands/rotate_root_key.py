"""``beenthere manage rotate_root_key``: change the root key while nothing is lost."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from beenthere.privacy.actions import WrongRootKey, rotate_root_key
from beenthere.privacy.root_key import make_root_key_file, read_root_key, root_key, root_key_path


class Command(BaseCommand):
    """Wrap every data key with a new root key."""

    help = "Make a new root key, wrap every data key with it and put it in the place of the old one."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate; run again after a crash it goes on where it stopped."""
        if settings.TABLE.root_key:
            raise CommandError("The root key comes from BEENTHERE_ROOT_KEY. Move it to a file first.")
        path = root_key_path()
        coming = path.with_suffix(".next")
        make_root_key_file(path=coming)
        new = read_root_key(encoded="", path=coming, data_dir=settings.DATA_DIR)
        try:
            count = rotate_root_key(old=root_key(), new=new)
        except WrongRootKey as error:
            raise CommandError(f"Nothing was changed: {error}.") from None
        _put_in_place(coming, path)
        root_key.cache_clear()
        self.stdout.write(f"{count} keys are under the new root key. Restart the service now.")


def _put_in_place(coming: Path, path: Path) -> None:
    os.replace(coming, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
