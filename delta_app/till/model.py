"""What is served and its prices, consumption cards, and the journal of money: entries, their lines, who signed them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from delta_app.core.database import Base, Flag, Instant, LocalDate, flag_check, one_of, reference, table_args

PRICE_KINDS = ("fixed", "suggested", "free", "suspended")
COLOURS = ("sand", "sage", "clay", "apricot", "straw", "honey", "sky", "rose", "lavender", "lilac")
ENTRY_KINDS = (
    "open", "sell", "spend", "receive", "card_new", "card_topup", "card_refund", "deposit", "withdraw", "close",
    "reverse", "bank", "reclassify", "clock",
)  # fmt: skip
ACCOUNTS = (
    "till", "envelope", "bank", "cards", "suspended", "sales", "offered", "income", "expense", "rounding",
    "difference", "start",
)  # fmt: skip


class Product(Base):
    """Something served: ``kind`` says whether its price stands (``fixed``), may be changed at the till
    (``suggested``), is whatever one gives (``free``), or is a coffee paid for somebody else (``suspended``).
    ``withdrawn``: no longer sold, and kept for what was."""

    __tablename__ = "product"
    __table_args__ = table_args(
        one_of("kind", PRICE_KINDS), one_of("colour", COLOURS), *flag_check("withdrawn"), UniqueConstraint("name")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text, default="")
    colour: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    withdrawn: Mapped[bool] = mapped_column(Flag, default=False)


class ProductPrice(Base):
    """What a product costs from a day on, in cents, until its next price."""

    __tablename__ = "product_price"
    __table_args__ = table_args(UniqueConstraint("product_id", "from_day"), CheckConstraint("cents >= 0", name="cents"))

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(reference("product.id"))
    from_day: Mapped[date] = mapped_column(LocalDate)
    cents: Mapped[int]


class ConsumptionCard(Base):
    """A prepaid card: a number and nobody's name. What it is worth is the sum of the lines that name it."""

    __tablename__ = "consumption_card"
    __table_args__ = table_args(UniqueConstraint("number"), journal="append")

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(Text)


class TillEntry(Base):
    """One act on the money, never changed: ``number`` is gapless within ``year``, the year of ``day``.

    ``at``: when it was noted; ``day``: the day it counts for. ``session_id``: the opening it happened in.
    ``counted``: coins and notes as ``{"2000": 1}``, of an opening or a closing. ``signers``: the digests of who signed,
    apart by spaces. ``previous`` and ``digest``: the chain, see ``chain.py``. The last seven columns are what is where
    after it, in cents, as ``rules.Balances`` has it.
    """

    __tablename__ = "till_entry"
    __table_args__ = table_args(
        UniqueConstraint("year", "number"),
        UniqueConstraint("previous"),
        UniqueConstraint("digest"),
        UniqueConstraint("reverses_id"),
        one_of("kind", ENTRY_KINDS),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("till >= 0", name="till"),
        CheckConstraint("envelope >= 0", name="envelope"),
        CheckConstraint("cards >= 0", name="cards"),
        CheckConstraint("suspended >= 0", name="suspended"),
        journal="append",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    day: Mapped[date] = mapped_column(LocalDate, index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(Text, index=True)
    session_id: Mapped[int | None] = mapped_column(reference("till_entry.id"), index=True)
    reverses_id: Mapped[int | None] = mapped_column(reference("till_entry.id"))
    label: Mapped[str] = mapped_column(Text)
    receipt: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    counted: Mapped[str] = mapped_column(Text)
    paper_digest: Mapped[str] = mapped_column(Text)
    signers: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    till: Mapped[int]
    envelope: Mapped[int]
    bank: Mapped[int]
    cards: Mapped[int]
    suspended: Mapped[int]
    rounding: Mapped[int]
    difference: Mapped[int]


class TillLine(Base):
    """What an entry moves on one account: cents, positive when the account is debited; an entry's lines sum to none.

    A sale's line keeps the product's name and category of that day in ``text`` and ``category``.
    """

    __tablename__ = "till_line"
    __table_args__ = table_args(UniqueConstraint("entry_id", "position"), one_of("account", ACCOUNTS), journal="append")

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(reference("till_entry.id"))
    position: Mapped[int]
    account: Mapped[str] = mapped_column(Text)
    cents: Mapped[int]
    product_id: Mapped[int | None] = mapped_column(reference("product.id"), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str] = mapped_column(Text, default="")
    quantity: Mapped[int | None]
    card_id: Mapped[int | None] = mapped_column(reference("consumption_card.id"), index=True)
    budget_line_id: Mapped[int | None] = mapped_column(reference("budget_line.id"), index=True)


class TillSigner(Base):
    """Who signed an opening or a closing. Its entry holds the digest of salt and name, so that the name can go when its
    seven years are over and the chain still proves itself."""

    __tablename__ = "till_signer"
    __table_args__ = table_args(UniqueConstraint("entry_id", "position"), journal="append", expires=True)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(reference("till_entry.id"))
    position: Mapped[int]
    host_id: Mapped[int | None] = mapped_column(reference("host.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(Text)


class TillPaper(Base):
    """The photo or PDF of a receipt, kept with its entry, which holds the digest of ``content``."""

    __tablename__ = "till_paper"
    __table_args__ = table_args(UniqueConstraint("entry_id"), journal="append", expires=True)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(reference("till_entry.id"))
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ClosedYear(Base):
    """A year whose accounts are closed: no entry is added to it any more."""

    __tablename__ = "closed_year"
    __table_args__ = table_args(UniqueConstraint("year"), journal="append")

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)


class TillDraft(Base):
    """What a desk has begun and not yet booked: its basket, or its count. ``version`` grows with every change, so that
    the same basket is never paid twice."""

    __tablename__ = "till_draft"
    __table_args__ = table_args(UniqueConstraint("desk", "kind"), one_of("kind", ("basket", "count")), journal="secret")

    id: Mapped[int] = mapped_column(primary_key=True)
    desk: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
