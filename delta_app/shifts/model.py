"""Slots, the seats in them, and the state of each month's roster."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from delta_app.core.database import Base, Flag, Instant, LocalDate, flag_check, one_of, reference, table_args

TRADE_KINDS = ("replacement", "swap")
TRADE_STATES = ("open", "agreed", "done", "cancelled", "declined", "expired", "void", "refused")
TRADE_ANSWERS = ("asked", "declined", "agreed")
DECISIONS = ("open", "reduced", "closed")
CALL_WAYS = ("mail", "draft", "phone")


class Slot(Base):
    """A date with a start and an end, local minutes since midnight.

    ``planned_day`` and ``planned_start`` say which slot of the opening pattern it came from, whatever its hours are
    since; none when the pattern no longer has it and only the people in it keep it. ``edited`` by hand: generating the
    month again leaves it alone. No seats: not held.
    """

    __tablename__ = "slot"
    __table_args__ = table_args(
        UniqueConstraint("day", "start_minute"),
        UniqueConstraint("planned_day", "planned_start"),
        CheckConstraint("start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name="times"),
        CheckConstraint("seats BETWEEN 0 AND 9", name="seats"),
        *flag_check("wants_dutch", "wants_mix", "unsocial", "edited"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(LocalDate)
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    seats: Mapped[int] = mapped_column(default=2)
    wants_dutch: Mapped[bool] = mapped_column(Flag, default=False)
    wants_mix: Mapped[bool] = mapped_column(Flag, default=False)
    unsocial: Mapped[bool] = mapped_column(Flag, default=False)
    edited: Mapped[bool] = mapped_column(Flag, default=False)
    planned_day: Mapped[date | None] = mapped_column(LocalDate)
    planned_start: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")


class Seat(Base):
    """A host in a slot, as one of its hosts or as a shadow. ``locked``: composing leaves it; ``seeking``: looks for
    a replacement while its host stays responsible. ``partner_id``: the service that owes it, kept through swaps.
    ``overrule`` is the coordinator's reason when a rule was set aside for it, else empty."""

    __tablename__ = "seat"
    __table_args__ = table_args(
        UniqueConstraint("slot_id", "host_id"),
        one_of("kind", ("host", "shadow")),
        *flag_check("locked", "seeking"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(reference("slot.id"))
    host_id: Mapped[int] = mapped_column(reference("host.id"), index=True)
    kind: Mapped[str] = mapped_column(Text, default="host")
    locked: Mapped[bool] = mapped_column(Flag, default=False)
    seeking: Mapped[bool] = mapped_column(Flag, default=False)
    partner_id: Mapped[int | None] = mapped_column(reference("partner.id"))
    overrule: Mapped[str] = mapped_column(Text, default="")


class Roster(Base):
    """A month's planning: ``version`` counts what was published, 0 while it is a first draft."""

    __tablename__ = "roster"
    __table_args__ = table_args(CheckConstraint("version >= 0", name="version"))

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(Text, unique=True)
    version: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None] = mapped_column(Instant)


class Publication(Base):
    """A version number that was given to a month. It is never given again, also when publishing was undone: what hangs
    on a wall or lies in a mailbox keeps its name."""

    __tablename__ = "publication"
    __table_args__ = table_args(
        UniqueConstraint("month", "version"), CheckConstraint("version >= 1", name="version"), journal="given"
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)


class PublishedSlot(Base):
    """A slot as it stood in a published version, kept by id as its seats are."""

    __tablename__ = "published_slot"
    __table_args__ = table_args(UniqueConstraint("roster_id", "version", "slot_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    roster_id: Mapped[int] = mapped_column(reference("roster.id"))
    version: Mapped[int]
    slot_id: Mapped[int]
    day: Mapped[date] = mapped_column(LocalDate)
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    seats: Mapped[int]


class PublishedSeat(Base):
    """A seat as it stood in a published version: what the wall shows until the next one.

    Slot and host are kept by id without a foreign key: what was published stays true after either is gone.
    """

    __tablename__ = "published_seat"
    __table_args__ = table_args(
        UniqueConstraint("roster_id", "version", "slot_id", "host_id"),
        one_of("kind", ("host", "shadow")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    roster_id: Mapped[int] = mapped_column(reference("roster.id"))
    version: Mapped[int]
    slot_id: Mapped[int]
    host_id: Mapped[int]
    kind: Mapped[str] = mapped_column(Text, default="host")


class LogbookEntry(Base):
    """A word for the next team. ``host_id`` None: the coordination wrote it. Never a visitor's name: the form says so.

    No value of it is kept in the journal, so that what goes after some weeks is gone.
    """

    __tablename__ = "logbook_entry"
    __table_args__ = table_args(journal="secret")

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    host_id: Mapped[int | None] = mapped_column(reference("host.id"))
    text: Mapped[str] = mapped_column(Text)


class VisitCount(Base):
    """How many people came during a shift, and how many of them for the first time: numbers, never who.

    No row: nobody counted, which is not zero. Kept by date and time, for it stays true when the slot is gone.
    """

    __tablename__ = "visit_count"
    __table_args__ = table_args(
        UniqueConstraint("day", "start_minute"),
        CheckConstraint("start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name="times"),
        CheckConstraint("visits >= 0 AND first_visits >= 0 AND first_visits <= visits", name="counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(LocalDate)
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    visits: Mapped[int]
    first_visits: Mapped[int] = mapped_column(default=0)


class Trade(Base):
    """A host asks others to take a shift (``replacement``), or to take it for one of theirs (``swap``).

    Slots are kept by id without a foreign key, with their date and hours as they were asked: what was asked stays
    readable when a slot is gone. ``to_all``: whoever can come may take it; else those in ``TradeChoice``.
    """

    __tablename__ = "trade"
    __table_args__ = table_args(
        one_of("kind", TRADE_KINDS),
        one_of("state", TRADE_STATES),
        CheckConstraint("start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name="times"),
        *flag_check("to_all"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    host_id: Mapped[int] = mapped_column(reference("host.id"), index=True)
    slot_id: Mapped[int] = mapped_column(index=True)
    day: Mapped[date] = mapped_column(LocalDate)
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    to_all: Mapped[bool] = mapped_column(Flag, default=False)
    state: Mapped[str] = mapped_column(Text, default="open")
    asked_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class TradeChoice(Base):
    """Somebody who is asked; in a swap, for which of their own shifts. ``answer``: what they said."""

    __tablename__ = "trade_choice"
    __table_args__ = table_args(one_of("answer", TRADE_ANSWERS))

    id: Mapped[int] = mapped_column(primary_key=True)
    trade_id: Mapped[int] = mapped_column(reference("trade.id"), index=True)
    host_id: Mapped[int] = mapped_column(reference("host.id"), index=True)
    slot_id: Mapped[int | None]
    day: Mapped[date | None] = mapped_column(LocalDate)
    start_minute: Mapped[int | None]
    end_minute: Mapped[int | None]
    answer: Mapped[str] = mapped_column(Text, default="asked")


class Agreement(Base):
    """Somebody said yes to a trade, themselves or through the coordinator: the other relies on it."""

    __tablename__ = "agreement"
    __table_args__ = table_args(UniqueConstraint("trade_id"), binding=True)

    id: Mapped[int] = mapped_column(primary_key=True)
    trade_id: Mapped[int] = mapped_column(reference("trade.id"))
    choice_id: Mapped[int | None] = mapped_column(reference("trade_choice.id"))
    host_id: Mapped[int] = mapped_column(reference("host.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)


class OpeningDecision(Base):
    """What the coordinator decided for a slot that lacks people: open all the same, some of its hours, or closed."""

    __tablename__ = "opening_decision"
    __table_args__ = table_args(
        UniqueConstraint("day", "start_minute"),
        one_of("decision", DECISIONS),
        CheckConstraint("start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name="times"),
        CheckConstraint(
            "open_from >= start_minute AND open_from < open_until AND open_until <= end_minute", name="hours"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(LocalDate)
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    decision: Mapped[str] = mapped_column(Text)
    open_from: Mapped[int | None]
    open_until: Mapped[int | None]
    decided_at: Mapped[datetime] = mapped_column(Instant)


class ShiftCall(Base):
    """Somebody was asked to fill an empty seat: when, and how. The slot is kept as a trade keeps it."""

    __tablename__ = "shift_call"
    __table_args__ = table_args(
        one_of("way", CALL_WAYS),
        CheckConstraint("start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name="times"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(reference("host.id"), index=True)
    slot_id: Mapped[int] = mapped_column(index=True)
    day: Mapped[date] = mapped_column(LocalDate)
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    way: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Instant)
