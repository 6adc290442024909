"""Everything that is kept about one person, as plain values: what ``delta-person/1`` is made of."""

from dataclasses import dataclass
from datetime import date, datetime

from delta_app.shifts.given_data import Given


@dataclass(frozen=True)
class Card:
    """Who somebody is and what they can take on; limits count shifts. ``service`` is the partner that sends them."""

    given_name: str
    family_name: str
    short_name: str
    email: str
    phone: str
    joined_on: date
    origin: str
    service: str
    languages: tuple[str, ...]
    level: str
    state: str
    max_day: int
    max_week: int
    max_month: int
    target: int
    back_to_back_ok: bool
    shadow_shifts: int


@dataclass(frozen=True)
class Code:
    """There is a code for the PC; its hash is not given. ``wrong_tries``: since the last right one."""

    set_at: datetime | None
    wrong_tries: int


@dataclass(frozen=True)
class Step:
    """A step of the path by its key, and as the place calls it; ``by`` is empty for the coordination."""

    step: str
    called: str
    done_on: date
    by: str


@dataclass(frozen=True)
class StateFrom:
    """From a day on: active, paused, left."""

    state: str
    from_day: date


@dataclass(frozen=True)
class Mentor:
    """``mentor``: that one stands by me; ``newcomer``: I stand by them."""

    who: str
    name: str


@dataclass(frozen=True)
class Usual:
    """A span of a weekday, 0 Monday … 6 Sunday, minutes since midnight."""

    weekday: int
    start_minute: int
    end_minute: int
    wish: str


@dataclass(frozen=True)
class Answered:
    """What was answered for a date, in a ``poll`` or by ``hand``."""

    day: date
    start_minute: int
    end_minute: int
    wish: str
    source: str


@dataclass(frozen=True)
class Away:
    """Days away, both included."""

    first_day: date
    last_day: date


@dataclass(frozen=True)
class Pair:
    """``avoid`` (without a name) or ``prefer``."""

    kind: str
    name: str


@dataclass(frozen=True)
class Shift:
    """A seat: ``host`` or ``shadow``; ``overrule`` is the coordinator's reason to set a rule aside.
    ``lost_minutes``: for how many of its minutes the place was not open, all of them where it was closed."""

    day: date
    start_minute: int
    end_minute: int
    kind: str
    fixed: bool
    seeking: bool
    service: str
    overrule: str
    lost_minutes: int = 0


@dataclass(frozen=True)
class Published:
    """A seat as a published version of a month showed it; the hours are None where they are not known any more."""

    month: str
    version: int
    day: date | None
    start_minute: int | None
    end_minute: int | None
    kind: str


@dataclass(frozen=True)
class Asking:
    """A replacement or a swap that the person asked for."""

    kind: str
    day: date
    start_minute: int
    end_minute: int
    to_all: bool
    state: str
    asked_at: datetime
    ended_at: datetime | None
    asked_of: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What somebody else asked the person, and their answer; in a swap, for which of their shifts."""

    kind: str
    by: str
    day: date
    start_minute: int
    own_day: date | None
    own_start_minute: int | None
    answer: str


@dataclass(frozen=True)
class Agreed:
    """The person said yes to what ``of`` asked."""

    of: str
    day: date
    start_minute: int
    at: datetime


@dataclass(frozen=True)
class Call:
    """The person was asked to fill an empty seat."""

    day: date
    start_minute: int
    end_minute: int
    way: str
    asked_at: datetime


@dataclass(frozen=True)
class Paid:
    """What the person got back for a day, in cents."""

    day: date
    kind: str
    cents: int
    km: int


@dataclass(frozen=True)
class Signed:
    """The person opened or closed the till that day, under this name."""

    day: date
    kind: str
    name: str


@dataclass(frozen=True)
class AskedToBuy:
    """Something the person asked the place to buy, in cents."""

    day: date
    label: str
    asked_for: str
    cents: int
    state: str


@dataclass(frozen=True)
class Gathered:
    """A gathering to which the person came."""

    kind: str
    day: date
    start_minute: int
    end_minute: int
    theme: str
    place: str


@dataclass(frozen=True)
class Led:
    """An activity that the person leads, by ``rule`` (RFC 5545) or once; or one date alone of somebody else's.

    ``last_day`` None: without end. ``end_minute`` goes beyond 1440 on the days after. ``state``: of the programme, or
    ``removed`` where the date was taken out.
    """

    title: str
    first_day: date
    last_day: date | None
    start_minute: int
    end_minute: int
    rule: str
    skips_school: str
    room: str
    state: str


@dataclass(frozen=True)
class InTurn:
    """A chore that the person does in turn, by ``rule`` from a day on; ``position``: the how manieth of each round."""

    chore: str
    rule: str
    first_day: date
    position: int


@dataclass(frozen=True)
class TurnTaken:
    """The person took over the turn of a chore that begins on a day."""

    chore: str
    day: date


@dataclass(frozen=True)
class ChoreSaid:
    """The person said that a chore was done for the shift of a day; ``start_minute`` None: for the turn begun then."""

    chore: str
    day: date
    start_minute: int | None
    at: datetime


@dataclass(frozen=True)
class Letter:
    """A letter to the person, and what became of it; ``attached`` names its files."""

    kind: str
    about: str
    to_address: str
    to_name: str
    subject: str
    body: str
    language: str
    state: str
    put_at: datetime
    ended_at: datetime | None
    attached: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """A word the person left in the logbook."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Act:
    """Something done at the PC: ``act`` as the history calls it, empty where that would name somebody else."""

    at: datetime
    act: str


@dataclass(frozen=True)
class PersonData:
    """All of it. Instants are UTC; lists are in order of time."""

    place: str
    made_at: datetime
    host_id: int
    card: Card
    also_written: tuple[str, ...]
    code: Code
    states: tuple[StateFrom, ...]
    path: tuple[Step, ...]
    steps_of_others: tuple[Step, ...]
    mentors: tuple[Mentor, ...]
    weekly: tuple[Usual, ...]
    answers: tuple[Answered, ...]
    absences: tuple[Away, ...]
    pairs: tuple[Pair, ...]
    shifts: tuple[Shift, ...]
    published: tuple[Published, ...]
    trades: tuple[Asking, ...]
    asked: tuple[Asked, ...]
    agreed: tuple[Agreed, ...]
    calls: tuple[Call, ...]
    allowances: tuple[Paid, ...]
    signed: tuple[Signed, ...]
    purchases: tuple[AskedToBuy, ...]
    gatherings: tuple[Gathered, ...]
    activities: tuple[Led, ...]
    chores: tuple[InTurn, ...]
    turns_taken: tuple[TurnTaken, ...]
    chores_done: tuple[ChoreSaid, ...]
    letters: tuple[Letter, ...]
    logbook: tuple[Written, ...]
    acts_by: tuple[Act, ...]
    acts_about: tuple[Act, ...]
    given: Given  # what all of the shifts that are over come to
    nameless: bool = False  # never: nobody can ask for what is no longer theirs

    @property
    def full_name(self) -> str:
        """Given then family name."""
        return f"{self.card.given_name} {self.card.family_name}".strip()
