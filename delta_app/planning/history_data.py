"""The history of one slot in words, for the side of the planning page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.i18n import (
    _,
    capitalised,
    format_span,
    format_time,
    join_names,
    ngettext,
    short_date,
)
from delta_app.core.retention import days_kept
from delta_app.shifts.history_data import SlotChange, SlotEvent, slot_history


@dataclass(frozen=True)
class SlotEventRow:
    """One thing that was done: ``hier, 13h05``; by whom; what, in a sentence. The last one may have neither time nor
    name: it says that more was done, and is forgotten."""

    when_words: str
    who: str
    sentence: str


def slot_event_rows(session: Session, slot_id: int) -> tuple[SlotEventRow, ...]:
    """What was done to a slot, newest first."""
    events = slot_history(session, slot_id)
    rows = [SlotEventRow(_when(event.at), event.actor, _sentence(event)) for event in events]
    if not any(event.is_beginning for event in events):
        days = days_kept(session)
        forgotten = ngettext(
            "Ce qui s’est fait ici il y a plus de {n} jour n’est plus gardé en détail.",
            "Ce qui s’est fait ici il y a plus de {n} jours n’est plus gardé en détail.",
            days,
        )
        rows.append(SlotEventRow("", "", forgotten.format(n=days)))
    return tuple(rows)


def _when(instant: datetime) -> str:
    local = instant.astimezone(clock.BRUSSELS)
    day, today = local.date(), clock.today()
    named = {today: _("aujourd’hui"), today - timedelta(days=1): _("hier")}.get(day, short_date(day))
    return _("{day}, {time}").format(day=named, time=format_time(local.hour * 60 + local.minute))


def _sentence(event: SlotEvent) -> str:
    parts = []
    if event.gone:
        names = join_names(list(event.gone))
        parts.append(
            ngettext("ne vient plus : {names}", "ne viennent plus : {names}", len(event.gone)).format(names=names)
        )
    if event.came:
        names = join_names(list(event.came))
        parts.append(ngettext("vient : {names}", "viennent : {names}", len(event.came)).format(names=names))
    parts += [_changed(change) for change in event.changes]
    what = capitalised(" ; ".join(parts))
    if event.kind == "undo":
        what = _("{what} (annulation de « {label} »)").format(what=what, label=event.label)
    elif event.kind == "redo":
        what = _("{what} (rétablissement de « {label} »)").format(what=what, label=event.label)
    elif event.broad:
        what = _("{what} (« {label} »)").format(what=what, label=event.label)
    return _("{what} — annulé depuis").format(what=what) if event.undone else what


def _changed(change: SlotChange) -> str:
    if change.what == "hours":
        return _("heures : {old} devient {new}").format(old=format_span(*change.old), new=format_span(*change.new))
    if change.what == "seats":
        return _seats_changed(change.old, change.new)
    if change.what == "note":
        return (
            _("note : {note}").format(note=change.new)
            if change.new
            else _("note effacée : {note}").format(note=change.old)
        )
    said = {
        "opened": _("permanence créée"),
        "removed": _("permanence retirée"),
        "wishes": _("souhaits changés (néerlandais, équipe mélangée)"),
        "fixed": _("place fixée : {name}"),
        "loose": _("place plus fixée : {name}"),
        "seeking": _("cherche qui remplace {name}"),
        "settled": _("ne cherche plus pour {name}"),
        "shadow": _("vient en doublure : {name}"),
        "host": _("ne vient plus en doublure, mais à une place : {name}"),
    }
    return said[change.what].format(name=change.name)


def _seats_changed(old: int, new: int) -> str:
    if not new:
        return _("n’est plus tenue")
    if not old:
        return ngettext("tenue à nouveau, {n} place", "tenue à nouveau, {n} places", new).format(n=new)
    return _("places : {old} devient {new}").format(old=old, new=new)
