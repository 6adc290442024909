"""People who welcome, the services some of them come from, and when they can come."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from delta_app.core.database import (
    Base,
    Flag,
    Instant,
    LocalDate,
    flag_check,
    one_of,
    reference,
    table_args,
)

ORIGINS = ("volunteer", "neighbour", "staff")
LEVELS = ("experienced", "novice", "trainee")
STATES = ("active", "paused", "left")
WISHES = ("prefers", "can", "if_needed", "cannot")
PAIR_KINDS = ("avoid", "prefer")
ALLOWANCE_KINDS = ("flat_rate", "real", "travel")
PAPERS = ("information_note", "certificate")
PAPER_LANGUAGES = ("fr", "nl", "en")
GATHERING_KINDS = ("meeting", "intervision", "training")

_TIMES = "start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute"


class Partner(Base):
    """A service that lends staff; ``promised`` is its shifts a month."""

    __tablename__ = "partner"
    __table_args__ = table_args(CheckConstraint("promised >= 0", name="promised"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    promised: Mapped[int] = mapped_column(default=0)


class Host(Base):
    """Somebody who welcomes. Limits count shifts, shadow shifts included."""

    __tablename__ = "host"
    __table_args__ = table_args(
        one_of("origin", ORIGINS),
        one_of("level", LEVELS),
        one_of("state", STATES),
        CheckConstraint(
            "max_day >= 0 AND max_week >= 0 AND max_month >= 0 AND target >= 0",
            name="limits",
        ),
        CheckConstraint("shadow_shifts >= 0", name="shadow_shifts"),
        *flag_check("back_to_back_ok"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    given_name: Mapped[str] = mapped_column(Text)
    family_name: Mapped[str] = mapped_column(Text, default="")
    origin: Mapped[str] = mapped_column(Text, default="volunteer")
    partner_id: Mapped[int | None] = mapped_column(reference("partner.id"))
    languages: Mapped[str] = mapped_column(Text, default="FR")
    level: Mapped[str] = mapped_column(Text, default="experienced")
    state: Mapped[str] = mapped_column(Text, default="active")
    max_day: Mapped[int] = mapped_column(default=1)
    max_week: Mapped[int] = mapped_column(default=2)
    max_month: Mapped[int] = mapped_column(default=8)
    target: Mapped[int] = mapped_column(default=4)
    back_to_back_ok: Mapped[bool] = mapped_column(Flag, default=False)
    shadow_shifts: Mapped[int] = mapped_column(default=0)
    email: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    joined_at: Mapped[datetime] = mapped_column(Instant)


class HostPin(Base):
    """The argon2id hash of the code by which a host says who they are."""

    __tablename__ = "host_pin"
    __table_args__ = table_args(journal="secret")

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(reference("host.id"), unique=True)
    hash: Mapped[str] = mapped_column(Text)
    set_at: Mapped[datetime] = mapped_column(Instant)


class HostAlias(Base):
    """How somebody once wrote a host's name in a poll, settled by a person: never asked again."""

    __tablename__ = "host_alias"
    __table_args__ = table_args()

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(reference("host.id"), index=True)
    written: Mapped[str] = mapped_column(Text, unique=True)


class WeeklyAvailability(Base):
    """When a host usually can come: a span of a weekday (0 Monday … 6 Sunday) and how gladly."""

    __tablename__ = "weekly_availability"
    __table_args__ = table_args(
        UniqueConstraint("host_id", "weekday", "start_minute"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint(_TIMES, name="times"),
        one_of("wish", WISHES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(reference("host.id"))
    weekday: Mapped[int]
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    wish: Mapped[str] = mapped_column(Text)


class DatedAnswer(Base):
    """What a host answered for one date and span; it beats the weekly pattern."""

    __tablename__ = "dated_answer"
    __table_args__ = table_args(
        UniqueConstraint("host_id", "day", "start_minute", "end_minute"),
        CheckConstraint(_TIMES, name="times"),
        one_of("wish", WISHES),
        one_of("source", ("poll", "hand")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(reference("host.id"))
    day: Mapped[date] = mapped_column(LocalDate, index=True)
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    wish: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, default="hand")


class Absence(Base):
    """Days a host is away, both included. Why is nobody's business and has no column."""

    __tablename__ = "absence"
    __table_args__ = table_args(CheckConstraint("first_day <= last_day", name="order"))

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(reference("host.id"), index=True)
    first_day: Mapped[date] = mapped_column(LocalDate)
    last_day: Mapped[date] = mapped_column(LocalDate)


class HostPair(Base):
    """Two hosts not to put together (avoid) or glad to be (prefer); the smaller id first."""

    __tablename__ = "host_pair"
    __table_args__ = table_args(
        UniqueConstraint("first_host_id", "second_host_id"),
        CheckConstraint("first_host_id < second_host_id", name="order"),
        one_of("kind", PAIR_KINDS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_host_id: Mapped[int] = mapped_column(reference("host.id"))
    second_host_id: Mapped[int] = mapped_column(reference("host.id"))
    kind: Mapped[str] = mapped_column(Text)


class Allowance(Base):
    """What a volunteer got back for a day, in cents: the flat rate, real expenses, or travel of so many km.

    Who got how much, and when, is what the law asks; for what has no column.
    """

    __tablename__ = "allowance"
    __table_args__ = table_args(
        UniqueConstraint("host_id", "day", "kind"),
        one_of("kind", ALLOWANCE_KINDS),
        CheckConstraint("cents > 0", name="cents"),
        CheckConstraint("(kind = 'travel' AND km > 0) OR (kind <> 'travel' AND km = 0)", name="km"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(reference("host.id"))
    day: Mapped[date] = mapped_column(LocalDate, index=True)
    kind: Mapped[str] = mapped_column(Text, default="flat_rate")
    cents: Mapped[int]
    km: Mapped[int] = mapped_column(default=0)


class AllowanceCeiling(Base):
    """The most a volunteer may get at the flat rate in a day and in a year, in cents, as the place noted it.

    ``checked``: somebody compared it with what the government published.
    """

    __tablename__ = "allowance_ceiling"
    __table_args__ = table_args(
        CheckConstraint("day_cents > 0 AND day_cents <= year_cents", name="amounts"), *flag_check("checked")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    day_cents: Mapped[int]
    year_cents: Mapped[int]
    checked: Mapped[bool] = mapped_column(Flag, default=False)


class PathStep(Base):
    """A step by which one becomes a host here. No row at all: the path the program ships is in force.

    ``name`` empty: the step is called as its ``key`` usually is. ``needed`` counts shadow shifts, 0 for any other step.
    """

    __tablename__ = "path_step"
    __table_args__ = table_args(CheckConstraint("needed BETWEEN 0 AND 9", name="needed"))

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]
    needed: Mapped[int] = mapped_column(default=0)


class PathMark(Base):
    """A newcomer has done a step: when, and with whom (``by_host_id`` None: the coordination)."""

    __tablename__ = "path_mark"
    __table_args__ = table_args(UniqueConstraint("host_id", "step_key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(reference("host.id"))
    step_key: Mapped[str] = mapped_column(Text)
    done_on: Mapped[date] = mapped_column(LocalDate)
    by_host_id: Mapped[int | None] = mapped_column(reference("host.id"))


class Mentoring(Base):
    """An experienced host stands by a newcomer."""

    __tablename__ = "mentoring"
    __table_args__ = table_args(CheckConstraint("host_id <> mentor_id", name="two_people"))

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(reference("host.id"), unique=True)
    mentor_id: Mapped[int] = mapped_column(reference("host.id"), index=True)


class HostStateChange(Base):
    """From this day on somebody is active, paused or gone. Why is nobody's business and has no column."""

    __tablename__ = "host_state_change"
    __table_args__ = table_args(UniqueConstraint("host_id", "from_day"), one_of("state", STATES))

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(reference("host.id"))
    state: Mapped[str] = mapped_column(Text)
    from_day: Mapped[date] = mapped_column(LocalDate, index=True)


class AnonymisedHost(Base):
    """Somebody whose name was taken away after they left, and the number that stands in its place.

    ``kept_name``: what the yearly list of allowances alone still shows, for as long as the law wants it; else empty.
    """

    __tablename__ = "anonymised_host"
    __table_args__ = table_args(CheckConstraint("number >= 1", name="number"), journal="secret")

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(reference("host.id"), unique=True)
    number: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(Instant)
    kept_name: Mapped[str] = mapped_column(Text, default="")


class PaperText(Base):
    """What a paper for volunteers says here, in one language; no row: the text the program ships."""

    __tablename__ = "paper_text"
    __table_args__ = table_args(
        UniqueConstraint("paper", "language"), one_of("paper", PAPERS), one_of("language", PAPER_LANGUAGES)
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class Gathering(Base):
    """Hosts meet, supervise each other or learn: when, about what, where. What was said of anybody has no column."""

    __tablename__ = "gathering"
    __table_args__ = table_args(
        one_of("kind", GATHERING_KINDS),
        CheckConstraint("start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name="times"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    day: Mapped[date] = mapped_column(LocalDate, index=True)
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    theme: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(Text, default="")


class GatheringHost(Base):
    """Somebody came to a gathering."""

    __tablename__ = "gathering_host"
    __table_args__ = table_args(UniqueConstraint("gathering_id", "host_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(reference("gathering.id"))
    host_id: Mapped[int] = mapped_column(reference("host.id"), index=True)
