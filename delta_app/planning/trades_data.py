"""What was asked for the places of a slot, and what became of it, in words; the latest first."""

from sqlalchemy.orm import Session

from delta_app.core.i18n import _, format_instant, format_time, join_names, short_date
from delta_app.shifts.trade_data import ChoiceRow, TradeRow, trades_of_slot


def trade_lines(session: Session, slot_id: int) -> tuple[str, ...]:
    """A line for each request for a place of the slot."""
    return tuple(_line(row) for row in reversed(trades_of_slot(session, slot_id)))


def _line(row: TradeRow) -> str:
    sentence = {
        "replacement": _("{name} cherche un remplaçant, demandé à {whom} ({when}) : {state}"),
        "swap": _("{name} propose un échange à {whom} ({when}) : {state}"),
    }[row.kind]
    whom = _("tout le monde") if row.to_all else join_names([_whom(one) for one in row.choices])
    if row.to_all and row.taker:
        whom = _("{whom}, {name} accepte").format(whom=whom, name=row.taker)
    return sentence.format(name=row.name, whom=whom, when=format_instant(row.asked_at), state=_STATES[row.state]())


def _whom(one: ChoiceRow) -> str:
    name = one.name
    if one.day is not None and one.start_minute is not None:
        moment = _("{day} à {time}").format(day=short_date(one.day), time=format_time(one.start_minute))
        name = _("{name} pour {when}").format(name=name, when=moment)
    if one.answer == "declined":
        return _("{name} (ne peut pas)").format(name=name)
    return _("{name} (accepte)").format(name=name) if one.answer == "agreed" else name


_STATES = {
    "agreed": lambda: _("attend la coordination"),
    "cancelled": lambda: _("retiré"),
    "declined": lambda: _("personne ne peut"),
    "done": lambda: _("fait"),
    "expired": lambda: _("resté sans réponse"),
    "open": lambda: _("sans réponse encore"),
    "refused": lambda: _("pas approuvé"),
    "void": lambda: _("sans objet"),
}
