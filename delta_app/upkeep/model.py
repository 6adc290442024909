"""Chores and who does them in turn, repairs and their photos, the stock, the shopping list, and what the place owns."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from delta_app.core.database import Base, Flag, Instant, LocalDate, flag_check, one_of, reference, table_args

MOMENTS = ("every", "first", "last", "turn")
REPAIR_STATES = ("reported", "planned", "done", "given_up")
CATEGORIES = ("kitchen", "cleaning", "hygiene", "office", "workshop", "other")
NO_SHIFT = -1
"""In the place of a shift's start, where a chore is done in turn."""


class Chore(Base):
    """Something done again and again to keep the house well. ``how``: a line or two for whoever does it.

    ``moment``: at every shift, the first or the last of a day, on ``weekdays`` (bit 0 Monday … bit 6 Sunday); or in
    ``turn``, by ``rule`` (RFC 5545) counted from ``first_day``, each turn lasting until the next. ``withdrawn``: no
    longer done, kept with what was.
    """

    __tablename__ = "chore"
    __table_args__ = table_args(
        one_of("moment", MOMENTS),
        CheckConstraint("weekdays BETWEEN 1 AND 127", name="weekdays"),
        CheckConstraint("(moment = 'turn') = (rule <> '')", name="rule"),
        *flag_check("withdrawn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    how: Mapped[str] = mapped_column(Text, default="")
    moment: Mapped[str] = mapped_column(Text)
    weekdays: Mapped[int] = mapped_column(default=127)
    rule: Mapped[str] = mapped_column(Text, default="")
    first_day: Mapped[date] = mapped_column(LocalDate)
    withdrawn: Mapped[bool] = mapped_column(Flag, default=False)


class ChorePerson(Base):
    """A host among those who do a chore in turn; ``position``: their place in each round."""

    __tablename__ = "chore_person"
    __table_args__ = table_args(UniqueConstraint("chore_id", "host_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    chore_id: Mapped[int] = mapped_column(reference("chore.id"))
    host_id: Mapped[int] = mapped_column(reference("host.id"), index=True)
    position: Mapped[int]


class ChoreCover(Base):
    """Somebody takes over the turn of a chore that begins on a day."""

    __tablename__ = "chore_cover"
    __table_args__ = table_args(UniqueConstraint("chore_id", "day"))

    id: Mapped[int] = mapped_column(primary_key=True)
    chore_id: Mapped[int] = mapped_column(reference("chore.id"))
    day: Mapped[date] = mapped_column(LocalDate)
    host_id: Mapped[int] = mapped_column(reference("host.id"), index=True)


class ChoreDone(Base):
    """A chore was done, once for its shift (``day`` and ``start_minute``) or its turn (the day it begins).

    ``host_id``: who said so, none where nobody had said who they are. Rows go when the place’s setting of the purge
    says so: nobody is measured.
    """

    __tablename__ = "chore_done"
    __table_args__ = table_args(
        UniqueConstraint("chore_id", "day", "start_minute"),
        CheckConstraint(f"start_minute BETWEEN {NO_SHIFT} AND 1439", name="start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chore_id: Mapped[int] = mapped_column(reference("chore.id"))
    day: Mapped[date] = mapped_column(LocalDate, index=True)
    start_minute: Mapped[int] = mapped_column(default=NO_SHIFT)
    done_at: Mapped[datetime] = mapped_column(Instant)
    host_id: Mapped[int | None] = mapped_column(reference("host.id"), index=True)


class Repair(Base):
    """Something that is broken or wears out, from when it was noted until it is done or given up.

    ``coming``: who comes, in words; ``cost_cents``: thought to cost, none where nobody said; ``purchase_id``: what was
    asked of the budget for it; ``outcome``: why it was given up, or how it was mended.
    """

    __tablename__ = "repair"
    __table_args__ = table_args(
        one_of("state", REPAIR_STATES),
        CheckConstraint("cost_cents IS NULL OR cost_cents >= 1", name="cost"),
        CheckConstraint("(state IN ('done', 'given_up')) = (ended_on IS NOT NULL)", name="ended"),
        *flag_check("urgent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    details: Mapped[str] = mapped_column(Text, default="")
    room_id: Mapped[int | None] = mapped_column(reference("room.id"), index=True)
    place: Mapped[str] = mapped_column(Text, default="")
    equipment_id: Mapped[int | None] = mapped_column(reference("equipment.id"), index=True)
    reported_on: Mapped[date] = mapped_column(LocalDate)
    urgent: Mapped[bool] = mapped_column(Flag, default=False)
    state: Mapped[str] = mapped_column(Text)
    coming: Mapped[str] = mapped_column(Text, default="")
    coming_on: Mapped[date | None] = mapped_column(LocalDate)
    cost_cents: Mapped[int | None]
    purchase_id: Mapped[int | None] = mapped_column(reference("purchase.id"), index=True)
    ended_on: Mapped[date | None] = mapped_column(LocalDate)
    outcome: Mapped[str] = mapped_column(Text, default="")


class RepairPhoto(Base):
    """A photo of what is broken: a small JPEG without anything about where it was taken, in base64, so that the journal
    can give it back."""

    __tablename__ = "repair_photo"
    __table_args__ = table_args()

    id: Mapped[int] = mapped_column(primary_key=True)
    repair_id: Mapped[int] = mapped_column(reference("repair.id"), index=True)
    added_on: Mapped[date] = mapped_column(LocalDate)
    content: Mapped[str] = mapped_column(Text)


class StockItem(Base):
    """Something the house always has. Below ``minimum`` it is to be bought, up to ``wanted``; 0: never asked for.

    ``quantity`` in ``unit``, none before the first count. ``place``: where it stands. ``price_cents``: what one of it
    cost last. ``budget_line_id``: of the year in which it was chosen; the line of the same name goes on for it.
    """

    __tablename__ = "stock_item"
    __table_args__ = table_args(
        UniqueConstraint("name"),
        one_of("category", CATEGORIES),
        CheckConstraint("minimum >= 0 AND wanted >= minimum", name="minimum"),
        CheckConstraint("quantity IS NULL OR quantity >= 0", name="quantity"),
        CheckConstraint("price_cents IS NULL OR price_cents >= 0", name="price"),
        *flag_check("withdrawn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text, default="")
    minimum: Mapped[int] = mapped_column(default=0)
    wanted: Mapped[int] = mapped_column(default=0)
    quantity: Mapped[int | None]
    counted_on: Mapped[date | None] = mapped_column(LocalDate)
    price_cents: Mapped[int | None]
    budget_line_id: Mapped[int | None] = mapped_column(reference("budget_line.id"), index=True)
    withdrawn: Mapped[bool] = mapped_column(Flag, default=False)


class ShoppingItem(Base):
    """Something to buy that somebody added, or what is known of a thing of the stock that is to be bought anyway.

    Of the stock (``stock_item_id``), else in ``words``; ``quantity``: how many, none where it is as the stock asks.
    ``purchase_id``: what was asked of the budget for it.
    """

    __tablename__ = "shopping_item"
    __table_args__ = table_args(
        UniqueConstraint("stock_item_id"),
        CheckConstraint("(stock_item_id IS NULL) = (words <> '')", name="what"),
        CheckConstraint("quantity IS NULL OR quantity >= 1", name="quantity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stock_item_id: Mapped[int | None] = mapped_column(reference("stock_item.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    quantity: Mapped[int | None]
    added_on: Mapped[date] = mapped_column(LocalDate)
    purchase_id: Mapped[int | None] = mapped_column(reference("purchase.id"), index=True)


class Equipment(Base):
    """Something the place owns. ``lent_to``: words, or a partner service; ``back_on``: when it is to come back.

    ``withdrawn``: given away or thrown away, kept with its repairs.
    """

    __tablename__ = "equipment"
    __table_args__ = table_args(CheckConstraint("number >= 1", name="number"), *flag_check("withdrawn"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    number: Mapped[int] = mapped_column(default=1)
    room_id: Mapped[int | None] = mapped_column(reference("room.id"), index=True)
    place: Mapped[str] = mapped_column(Text, default="")
    bought_on: Mapped[date | None] = mapped_column(LocalDate)
    guarantee_until: Mapped[date | None] = mapped_column(LocalDate)
    note: Mapped[str] = mapped_column(Text, default="")
    partner_id: Mapped[int | None] = mapped_column(reference("partner.id"))
    lent_to: Mapped[str] = mapped_column(Text, default="")
    lent_on: Mapped[date | None] = mapped_column(LocalDate)
    back_on: Mapped[date | None] = mapped_column(LocalDate)
    withdrawn: Mapped[bool] = mapped_column(Flag, default=False)
