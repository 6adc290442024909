"""Activities, the dates on which they depart from their rule, and what people of the place propose."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from delta_app.core.database import Base, Flag, LocalDate, flag_check, one_of, reference, table_args

STATES = ("idea", "planned", "confirmed", "cancelled")
DATE_STATES = ("", "planned", "confirmed", "held", "cancelled")
COLOURS = ("sky", "honey", "lilac", "sage", "rose", "apricot", "clay", "lavender", "sand", "straw")
SUBJECTS = ("activity", "house")
ANSWERS = ("open", "accepted", "later", "assembly")

_TIMES = "start_minute BETWEEN 0 AND 1439 AND end_minute > start_minute AND end_minute <= 20160"


class Activity(Base):
    """Something people come for, once or again by ``rule`` (RFC 5545, empty: once), counted from its first day.

    ``last_day`` is the last that the rule gives, none without end. ``end_minute`` goes beyond 1440 on the days after.
    ``title_nl`` and ``description_nl`` are how Dutch papers tell it, empty where as the others do.
    ``uid`` is what other calendars know it by. ``cost_cents`` is for all of it, or for each date (``cost_each``).
    """

    __tablename__ = "activity"
    __table_args__ = table_args(
        UniqueConstraint("uid"),
        one_of("state", STATES),
        one_of("colour", COLOURS),
        one_of("skips_school", ("", "fr", "nl", "both")),
        CheckConstraint(_TIMES, name="times"),
        CheckConstraint("last_day IS NULL OR last_day >= first_day", name="order"),
        CheckConstraint("capacity IS NULL OR capacity >= 1", name="capacity"),
        CheckConstraint("cost_cents >= 0", name="cost"),
        *flag_check("public", "even_closed", "cost_each", "registration"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, default="")
    title_nl: Mapped[str] = mapped_column(Text, default="")
    description_nl: Mapped[str] = mapped_column(Text, default="")
    first_day: Mapped[date] = mapped_column(LocalDate, index=True)
    last_day: Mapped[date | None] = mapped_column(LocalDate, index=True)
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    rule: Mapped[str] = mapped_column(Text, default="")
    skips_school: Mapped[str] = mapped_column(Text, default="")
    even_closed: Mapped[bool] = mapped_column(Flag, default=False)
    colour: Mapped[str] = mapped_column(Text)
    public: Mapped[bool] = mapped_column(Flag, default=True)
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    room_id: Mapped[int | None] = mapped_column(reference("room.id"), index=True)
    capacity: Mapped[int | None]
    host_id: Mapped[int | None] = mapped_column(reference("host.id"), index=True)
    facilitator: Mapped[str] = mapped_column(Text, default="")
    partner_id: Mapped[int | None] = mapped_column(reference("partner.id"))
    material: Mapped[str] = mapped_column(Text, default="")
    cost_cents: Mapped[int] = mapped_column(default=0)
    cost_each: Mapped[bool] = mapped_column(Flag, default=False)
    budget_line_id: Mapped[int | None] = mapped_column(reference("budget_line.id"), index=True)
    language: Mapped[str] = mapped_column(Text, default="")
    registration: Mapped[bool] = mapped_column(Flag, default=False)


class ActivityDate(Base):
    """What is not as the series says on the date that its rule gives for ``original_day``, or a date of its own.

    ``changed`` names the columns, parted by spaces, whose values here go before those of the activity; ``day`` (with
    its minutes) counts as ``when``. ``attendance``: a bare count, none where nobody counted.
    """

    __tablename__ = "activity_date"
    __table_args__ = table_args(
        UniqueConstraint("activity_id", "original_day"),
        one_of("state", DATE_STATES),
        CheckConstraint(f"start_minute IS NULL OR ({_TIMES})", name="times"),
        CheckConstraint("attendance IS NULL OR attendance >= 0", name="attendance"),
        CheckConstraint("registered IS NULL OR registered >= 0", name="registered"),
        *flag_check("removed", "even_closed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(reference("activity.id"))
    original_day: Mapped[date] = mapped_column(LocalDate, index=True)
    removed: Mapped[bool] = mapped_column(Flag, default=False)
    even_closed: Mapped[bool] = mapped_column(Flag, default=False)
    state: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    attendance: Mapped[int | None]
    registered: Mapped[int | None]
    changed: Mapped[str] = mapped_column(Text, default="")
    day: Mapped[date | None] = mapped_column(LocalDate, index=True)
    start_minute: Mapped[int | None]
    end_minute: Mapped[int | None]
    title: Mapped[str] = mapped_column(Text, default="")
    description: Mapped[str] = mapped_column(Text, default="")
    title_nl: Mapped[str] = mapped_column(Text, default="")
    description_nl: Mapped[str] = mapped_column(Text, default="")
    room_id: Mapped[int | None] = mapped_column(reference("room.id"), index=True)
    capacity: Mapped[int | None]
    host_id: Mapped[int | None] = mapped_column(reference("host.id"), index=True)
    facilitator: Mapped[str] = mapped_column(Text, default="")
    partner_id: Mapped[int | None] = mapped_column(reference("partner.id"))
    material: Mapped[str] = mapped_column(Text, default="")


class Proposal(Base):
    """An idea somebody of the place told at the door, as they said it, and what they were answered.

    ``about``: something to do together, or the house itself. ``first_name`` only where they gave it. ``told_on``: when
    the answer reached them. None goes without an answer.
    """

    __tablename__ = "proposal"
    __table_args__ = table_args(one_of("about", SUBJECTS), one_of("state", ANSWERS))

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(Text)
    made_on: Mapped[date] = mapped_column(LocalDate)
    title: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")
    first_name: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None] = mapped_column(LocalDate)
    told_on: Mapped[date | None] = mapped_column(LocalDate)
    activity_id: Mapped[int | None] = mapped_column(reference("activity.id"), index=True)
