"""Settings of the place, kept in its data file: each has a name, a default, and the values it may take."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import Text

from delta_app.core.access import Role, allowed
from delta_app.core.asking import asked_once
from delta_app.core.database import Base, as_stored, table_args
from delta_app.core.errors import Refused

T = TypeVar("T", bool, int, str)

SEALED = "sealed:"
"""How a value begins that only a key opens which is not in the data: nobody is shown it."""


class StoredSetting(Base):
    """A setting that differs from its default."""

    __tablename__ = "setting"
    __table_args__ = table_args()

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    value: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A setting: its name in the file, its default, its meaning in words, and which values make sense."""

    name: str
    default: T
    meaning: Callable[[], str]
    accepts: Callable[[T], bool]
    choices: tuple[str, ...] = ()

    def read_text(self, text: str) -> T:
        """A value as somebody types it. Refuses ``bad_setting``."""
        value: Any
        word = text.strip().lower()
        if isinstance(self.default, bool):
            if word not in _YES | _NO:
                raise Refused("bad_setting", name=self.name, text=text, choices=("oui", "non"))
            value = word in _YES
        elif isinstance(self.default, int):
            if not re.fullmatch(r"-?[0-9]{1,9}", word):
                raise Refused("bad_setting", name=self.name, text=text, choices=self.choices)
            value = int(word)
        else:
            value = word if self.choices else text.strip()
        if not self.accepts(value):
            raise Refused("bad_setting", name=self.name, text=text, choices=self.choices)
        chosen: T = value
        return chosen


_YES = frozenset({"oui", "ja", "yes", "1", "true"})
_NO = frozenset({"non", "nee", "no", "0", "false"})


def get(session: Session, setting: Setting[T]) -> T:
    """The value in force."""
    stored = _stored_values(session).get(setting.name)
    if stored is None:
        return setting.default
    value: T = as_stored(json.loads, stored)
    return value


@asked_once
def _stored_values(session: Session) -> dict[str, str]:
    """All of them: there are few, and what asks for one mostly asks for others."""
    rows = session.execute(select(StoredSetting.name, StoredSetting.value))
    return {name: value for name, value in rows}  # noqa: C416 (a Row is no tuple to mypy)


@allowed(Role.COORDINATOR)
def change_setting(session: Session, setting: Setting[T], value: T) -> None:
    """Give a setting another value. Refuses ``bad_setting``."""
    store_setting(session, setting, value)


def store_setting(session: Session, setting: Setting[T], value: T) -> None:
    """The same for a command that says itself who may; the default again forgets the stored value."""
    if not setting.accepts(value):
        raise Refused("bad_setting", name=setting.name, text=str(value), choices=setting.choices)
    stored = session.scalar(select(StoredSetting).where(StoredSetting.name == setting.name))
    if value == setting.default:
        if stored is not None:
            session.delete(stored)
    elif stored is None:
        session.add(StoredSetting(name=setting.name, value=json.dumps(value)))
    else:
        stored.value = json.dumps(value)
