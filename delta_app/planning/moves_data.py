"""Where somebody taken in hand could go, in words."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from delta_app.core.calendar import Month
from delta_app.core.i18n import _
from delta_app.planning.candidates_data import against_words
from delta_app.shifts.candidates_data import Obstacle, may_be_set_aside
from delta_app.shifts.moves_data import Exchange, Landing, exchanges, landings


@dataclass(frozen=True)
class LandingRow:
    """A slot for somebody who may go there; ``against`` says what stands against it, mostly nothing."""

    slot_id: int
    free: bool
    against: str
    may_all_the_same: bool

    @property
    def fits(self) -> bool:
        """Whether nothing stands against it."""
        return not self.against

    @property
    def words(self) -> str:
        """What a slot says to whoever is carried over it."""
        if self.against:
            return self.against
        return _("peut venir") if self.free else _("complet : à la place de quelqu’un")


@dataclass(frozen=True)
class ExchangeRow:
    """Somebody whose place could be taken, or with whom places could be changed; ``against`` of both, by name."""

    seat_id: int
    name: str
    against: str
    may_all_the_same: bool


def landing_rows(session: Session, month: Month, host_id: int, leaving: int | None = None) -> dict[int, LandingRow]:
    """Every slot of the month by id. Refuses ``month_gone``."""
    return {slot_id: _landing(landing) for slot_id, landing in landings(session, month, host_id, leaving).items()}


def _landing(landing: Landing) -> LandingRow:
    return LandingRow(
        landing.slot_id, landing.free, against_words(landing.obstacles), may_be_set_aside(landing.obstacles)
    )


def exchange_rows(
    session: Session, month: Month, who: tuple[int, str], slot_id: int, leaving: int | None, names: dict[int, str]
) -> tuple[ExchangeRow, ...]:
    """Whoever sits in a slot as somebody would; ``who`` is their id and name, ``names`` those of the slot by id."""
    host_id, name = who
    return tuple(
        _exchange(exchange, name, names[exchange.host_id])
        for exchange in exchanges(session, month, host_id, slot_id, leaving)
    )


def _exchange(exchange: Exchange, mine: str, theirs: str) -> ExchangeRow:
    told: list[tuple[str, tuple[Obstacle, ...]]] = [(mine, exchange.mine), (theirs, exchange.theirs or ())]
    against = [_("{name} : {against}").format(name=name, against=against_words(found)) for name, found in told if found]
    return ExchangeRow(
        exchange.seat_id, theirs, " ; ".join(against), all(may_be_set_aside(found) for _name, found in told)
    )
