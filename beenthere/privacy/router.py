"""Send the keys to the keyring database and everything else to the main one."""

from typing import Any


class KeyringRouter:
    """Django database router for the alias ``keyring``."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "keyring" if model._meta.label == "privacy.DataKey" else None

    db_for_write = db_for_read

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool | None:
        return None

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool | None:
        if model_name == "datakey" and app_label == "privacy":
            return db == "keyring"
        return db == "default"
