"""The one table of settings: name, type, default and a line of help.

Every field is read from the environment as ``BEENTHERE_<NAME>``; secrets may come from a
file named in ``BEENTHERE_<NAME>_FILE``. Nothing set means SQLite, one process, works.
``docs/self_hosting.md`` is generated from this table.
"""

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from beenthere.people.vetting.rules import known_gates

PREFIX = "BEENTHERE_"


class SettingIsWrong(SystemExit):
    """A setting has a value that can not be used; the service refuses to start."""


class FromFiles(PydanticBaseSettingsSource):
    """Read ``BEENTHERE_NAME_FILE`` so that a secret never has to stand in the environment."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        variable = f"{PREFIX}{field_name.upper()}_FILE"
        path = os.environ.get(variable)
        if not path:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except OSError as error:
            raise SettingIsWrong(
                f"{variable} names {path}, which can not be read ({error.strerror}). "
                "Name a file this user may read."
            ) from error

    def __call__(self) -> dict[str, Any]:
        found = ((name, self.get_field_value(f, name)[0]) for name, f in self._fields())
        return {name: value for name, value in found if value is not None}

    def _fields(self) -> list[tuple[str, FieldInfo]]:
        return list(self.settings_cls.model_fields.items())


class Table(BaseSettings):
    """What an operator may set."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", env_ignore_empty=True)

    mode: Literal["demo", "production"] = Field(
        "production",
        description="`demo` loads an invented community and lets newcomers in; `production` is for real people.",
    )
    host: str = Field("127.0.0.1", description="Address the service listens on.")
    port: int = Field(8000, ge=1, le=65535, description="Port the service listens on.")
    data_dir: Path = Field(Path(".data"), description="Folder for the databases. Created with mode 0700.")
    public_url: str = Field(
        "http://127.0.0.1:8000",
        description="The address people type, with scheme and port. Decides which origins may open a socket.",
    )
    secret_key: str = Field("", description="Signs sessions. At least 50 characters; required in production.")
    root_key: str = Field(
        "",
        description="32 random bytes in base64 that wrap every other key. Leave empty to use `root_key_path`.",
    )
    root_key_path: Path | None = Field(
        None,
        description="File that holds the root key, mode 0600, outside the data folder. "
        "Empty: `~/.config/beenthere/root.key`.",
    )
    database_url: str = Field(
        "", description="Empty: SQLite in the data folder. Else `postgresql://user:password@host/name`."
    )
    keyring_url: str = Field(
        "", description="Database for the keys. Empty: SQLite in the data folder, apart from the messages."
    )
    redis_url: str = Field(
        "", description="Empty: one process. Else `redis://host:6379/0`, to wake other processes."
    )
    trust_proxy: bool = Field(False, description="Believe `X-Forwarded-Proto` of the reverse proxy in front.")
    region: str = Field("", description="Region of the crisis lines, for example `GB` or `US`.")
    language: str = Field("en", description="Language of the pages.")
    time_zone: str = Field("UTC", description="Time zone of the service, for example `Europe/Vienna`.")
    service_name: str = Field("BeenThere", description="Name of your service, shown on every page.")
    pocket_name: str = Field(
        "Notes",
        max_length=12,
        description="What the pocket companion is called on a phone's home screen. Choose a word that tells nothing.",
    )
    pocket_icon: Literal["page", "hill", "dot"] = Field(
        "page", description="Its picture on the home screen: a plain shape that tells nothing."
    )
    contact_email: str = Field("", description="Where people complain or ask; shown in the role agreement.")
    smtp_url: str = Field(
        "",
        description="Mail server, `smtp://user:password@host:587`. Empty: mail is off and the pages say so.",
    )
    mail_from: str = Field("", description="Sender of the service's mail.")
    chat_minutes: int = Field(50, ge=10, le=240, description="Planned length of one conversation.")
    offer_seconds: int = Field(30, ge=5, le=300, description="How long a supporter has to accept an offer.")
    follow_up_hours: float = Field(
        22.0, gt=0, le=72, description="Hours after the end until tomorrow's message. Demo mode: one minute."
    )
    doors: Literal["both", "line", "friends"] = Field(
        "both",
        description="`line`: strangers meet on the line. `friends`: only pairs who know each other; no line, and nobody "
        "has to be on call. `both`: both.",
    )
    keep_days: int = Field(30, ge=1, le=365, description="Days until the words of a conversation are erased.")
    agreement_dir: Path | None = Field(
        None,
        description="Folder with your own texts of the role agreement, such as `seeker-2.md`. "
        "Empty: `agreement` in the data folder, if it is there.",
    )
    gates: str = Field(
        "identity,references,training,agreement,supervised",
        description="What stands between a newcomer and a seeker. `identity` and `agreement` can not be left out.",
    )
    references_days: int = Field(
        1095, ge=0, le=3650, description="Days until references have to be given again; 0: never."
    )
    training_days: int = Field(
        730, ge=0, le=3650, description="Days until a training has to be done again; 0: never."
    )
    evidence_days: int = Field(
        365, ge=30, le=3650, description="Days until the sealed words of a settled report are destroyed."
    )
    cooling_minutes: int = Field(
        60,
        ge=5,
        le=1440,
        description="How long somebody whose visit a supporter ended and flagged waits until they may come in again.",
    )
    entry_per_minute: int = Field(
        40,
        ge=1,
        le=10000,
        description="Arrivals a minute above which the entry asks browsers for a small sum, so that a flood slows down.",
    )
    minimum_age: int = Field(18, ge=13, le=21, description="Age the seeker confirms in the agreement.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="How much the service logs. Never what people write."
    )

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if value and len(value) < 50:
            raise ValueError("needs at least 50 characters; `beenthere new-secret` prints one")
        return value

    @field_validator("gates")
    @classmethod
    def _gates_that_exist(cls, value: str) -> str:
        return ",".join(known_gates([name.strip() for name in value.split(",") if name.strip()]))

    @field_validator("public_url")
    @classmethod
    def _with_scheme(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with https:// (or http:// on this machine)")
        return value.rstrip("/")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: Any,
        init_settings: Any,
        env_settings: Any,
        dotenv_settings: Any,
        file_secret_settings: Any,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, FromFiles(settings_cls), env_settings


def read_table(**overrides: Any) -> Table:
    """Return the settings of this process.

    :raises SettingIsWrong: with every wrong setting, each in one sentence
    """
    try:
        return Table(**overrides)
    except ValidationError as error:
        lines = [
            f"{PREFIX}{str(problem['loc'][0]).upper()} is wrong: {problem['msg'].removeprefix('Value error, ')}"
            f" (it is {problem['input']!r})."
            if "KEY" not in str(problem["loc"][0]).upper()
            else f"{PREFIX}{str(problem['loc'][0]).upper()} is wrong: {problem['msg'].removeprefix('Value error, ')}."
            for problem in error.errors()
        ]
        raise SettingIsWrong("\n".join(lines)) from None
