"""Budget lines, purchases from asked to bought, and what a bank's file said."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from delta_app.core.database import Base, Flag, LocalDate, flag_check, one_of, reference, table_args

SIDES = ("expense", "income")
NATURES = (
    "membership", "gifts", "subsidies", "other_income", "goods", "wages", "services", "other_expense",
)  # fmt: skip
PURCHASE_STATES = ("asked", "approved", "refused", "bought", "dropped")


class BudgetLine(Base):
    """What a year plans for one purpose, in cents. ``nature``: its column in the Belgian simplified journal."""

    __tablename__ = "budget_line"
    __table_args__ = table_args(
        UniqueConstraint("year", "side", "name"),
        one_of("side", SIDES),
        one_of("nature", NATURES),
        CheckConstraint("planned >= 0", name="planned"),
        *flag_check("withdrawn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    side: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    nature: Mapped[str] = mapped_column(Text)
    planned: Mapped[int]
    position: Mapped[int]
    withdrawn: Mapped[bool] = mapped_column(Flag, default=False)


class Purchase(Base):
    """Something somebody asks to buy: ``cents`` as it was thought to cost; ``entry_id`` once it is bought.

    ``asked_for``: for what, as "atelier tricot". Who asked and who decided is in the history.
    """

    __tablename__ = "purchase"
    __table_args__ = table_args(one_of("state", PURCHASE_STATES), CheckConstraint("cents >= 1", name="cents"))

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    asked_for: Mapped[str] = mapped_column(Text, default="")
    cents: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    asked_on: Mapped[date] = mapped_column(LocalDate)
    asked_by: Mapped[int | None] = mapped_column(reference("host.id"), index=True)
    decided_on: Mapped[date | None] = mapped_column(LocalDate)
    why: Mapped[str] = mapped_column(Text, default="")
    budget_line_id: Mapped[int | None] = mapped_column(reference("budget_line.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(reference("till_entry.id"), index=True)


class BankMovement(Base):
    """A line of the bank's account that was brought in or written by hand, and the entry that books it, or that had
    booked it already; then its text is left out. ``fingerprint``: what makes it the same line in another file; a file
    twice adds nothing."""

    __tablename__ = "bank_movement"
    __table_args__ = table_args(UniqueConstraint("fingerprint"), journal="append", expires=True)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(LocalDate)
    cents: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(Text)
    entry_id: Mapped[int] = mapped_column(reference("till_entry.id"), index=True)
