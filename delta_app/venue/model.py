"""The place and its rooms, its weekly opening pattern, and the dates that depart from it."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from delta_app.core.database import Base, Flag, LocalDate, flag_check, one_of, table_args


class Venue(Base):
    """The identity of the place: one row."""

    __tablename__ = "venue"
    __table_args__ = table_args(
        CheckConstraint("id = 1", name="one_row"), one_of("language", ("fr", "nl", "en")), *flag_check("is_demo")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(Text, default="fr")
    calendar_uid: Mapped[str] = mapped_column(Text)
    is_demo: Mapped[bool] = mapped_column(Flag, default=False)


class Opening(Base):
    """A weekly slot of the opening pattern: weekday 0 Monday … 6 Sunday, minutes since midnight, local."""

    __tablename__ = "opening"
    __table_args__ = table_args(
        UniqueConstraint("weekday", "start_minute"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name="times"),
        CheckConstraint("seats BETWEEN 1 AND 9", name="seats"),
        *flag_check("wants_dutch", "wants_mix", "unsocial"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    weekday: Mapped[int]
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    seats: Mapped[int] = mapped_column(default=2)
    wants_dutch: Mapped[bool] = mapped_column(Flag, default=False)
    wants_mix: Mapped[bool] = mapped_column(Flag, default=False)
    unsocial: Mapped[bool] = mapped_column(Flag, default=False)


class Closure(Base):
    """Days the place stays closed, both included, and why."""

    __tablename__ = "closure"
    __table_args__ = table_args(CheckConstraint("first_day <= last_day", name="order"))

    id: Mapped[int] = mapped_column(primary_key=True)
    first_day: Mapped[date] = mapped_column(LocalDate, index=True)
    last_day: Mapped[date] = mapped_column(LocalDate)
    reason: Mapped[str] = mapped_column(Text)


class SchoolHoliday(Base):
    """A holiday of the schools of a community, both days included; ``checked`` once somebody compared its dates."""

    __tablename__ = "school_holiday"
    __table_args__ = table_args(
        one_of("community", ("fr", "nl")),
        CheckConstraint("first_day <= last_day", name="order"),
        *flag_check("checked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    first_day: Mapped[date] = mapped_column(LocalDate, index=True)
    last_day: Mapped[date] = mapped_column(LocalDate)
    checked: Mapped[bool] = mapped_column(Flag, default=False)


class ExtraOpening(Base):
    """A slot outside the pattern; it opens even on a closed day."""

    __tablename__ = "extra_opening"
    __table_args__ = table_args(
        UniqueConstraint("day", "start_minute"),
        CheckConstraint("start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name="times"),
        CheckConstraint("seats BETWEEN 1 AND 9", name="seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(LocalDate)
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    seats: Mapped[int] = mapped_column(default=2)
    reason: Mapped[str] = mapped_column(Text, default="")


class Room(Base):
    """A room of the place where something can go on; ``capacity``: how many people, unknown where none."""

    __tablename__ = "room"
    __table_args__ = table_args(
        UniqueConstraint("name"),
        CheckConstraint("capacity IS NULL OR capacity >= 1", name="capacity"),
        *flag_check("withdrawn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    capacity: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    withdrawn: Mapped[bool] = mapped_column(Flag, default=False)
