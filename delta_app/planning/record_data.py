"""What an act changed, line by line, before and after, in words: for whoever coordinates and wants to know exactly."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import journal
from delta_app.core.i18n import _, format_time, ngettext, short_date
from delta_app.core.journal import RowChange, Values
from delta_app.core.money import format_money
from delta_app.core.settings import SEALED
from delta_app.core.words import table_words
from delta_app.hosts.path_data import ACTIVE, path_steps, step_title, usual_title
from delta_app.hosts.queries import hosts, partners
from delta_app.shifts.model import Slot

MOST_LINES = 40

_COLUMNS: dict[str, Callable[[], str]] = {
    "address": lambda: _("adresse"),
    "answer": lambda: _("réponse"),
    "back_to_back_ok": lambda: _("deux d’affilée"),
    "by_host_id": lambda: _("avec"),
    "cents": lambda: _("montant"),
    "day": lambda: _("date"),
    "day_cents": lambda: _("plafond par jour"),
    "decision": lambda: _("décision"),
    "done_on": lambda: _("fait le"),
    "email": lambda: _("e-mail"),
    "end_minute": lambda: _("fin"),
    "family_name": lambda: _("nom"),
    "first_day": lambda: _("premier jour"),
    "first_host_id": lambda: _("personne"),
    "first_visits": lambda: _("premières fois"),
    "from_day": lambda: _("à partir du"),
    "given_name": lambda: _("prénom"),
    "host_id": lambda: _("personne"),
    "kind": lambda: _("sorte"),
    "km": lambda: _("km"),
    "language": lambda: _("langue"),
    "languages": lambda: _("langues"),
    "last_day": lambda: _("dernier jour"),
    "level": lambda: _("expérience"),
    "locked": lambda: _("fixé"),
    "max_day": lambda: _("maximum par jour"),
    "max_month": lambda: _("maximum par mois"),
    "max_week": lambda: _("maximum par semaine"),
    "mentor_id": lambda: _("mentor"),
    "month": lambda: _("mois"),
    "name": lambda: _("nom"),
    "needed": lambda: _("doublures à faire"),
    "note": lambda: _("note"),
    "open_from": lambda: _("ouvert de"),
    "open_until": lambda: _("ouvert jusqu’à"),
    "origin": lambda: _("origine"),
    "overrule": lambda: _("malgré une règle"),
    "paper": lambda: _("papier"),
    "partner_id": lambda: _("service"),
    "phone": lambda: _("téléphone"),
    "place": lambda: _("endroit"),
    "promised": lambda: _("permanences promises"),
    "reason": lambda: _("raison"),
    "seats": lambda: _("places"),
    "second_host_id": lambda: _("et"),
    "seeking": lambda: _("cherche remplaçant"),
    "shadow_shifts": lambda: _("doublures à faire"),
    "slot_id": lambda: _("permanence"),
    "start_minute": lambda: _("début"),
    "step_key": lambda: _("étape"),
    "state": lambda: _("état"),
    "target": lambda: _("nombre souhaité par mois"),
    "theme": lambda: _("thème"),
    "to_all": lambda: _("à tout le monde"),
    "value": lambda: _("valeur"),
    "version": lambda: _("version"),
    "visits": lambda: _("passages"),
    "way": lambda: _("façon"),
    "wants_dutch": lambda: _("souhaite le néerlandais"),
    "wants_mix": lambda: _("souhaite un mélange"),
    "weekday": lambda: _("jour de la semaine"),
    "wish": lambda: _("disponibilité"),
    "written": lambda: _("écrit"),
    "year": lambda: _("année"),
    "year_cents": lambda: _("plafond par an"),
}
_FLAGS = frozenset({"back_to_back_ok", "locked", "seeking", "to_all", "wants_dutch", "wants_mix"})
_TOKENS: dict[str, Callable[[], str]] = {
    "active": lambda: _("actif·ve"),
    "agreed": lambda: _("d’accord"),
    "asked": lambda: _("demandé"),
    "avoid": lambda: _("à éviter"),
    "can": lambda: _("oui"),
    "cancelled": lambda: _("retirée"),
    "cannot": lambda: _("non"),
    "certificate": lambda: _("attestation"),
    "closed": lambda: _("fermé"),
    "declined": lambda: _("ne peut pas"),
    "draft": lambda: _("par un brouillon de mail"),
    "done": lambda: _("faite"),
    "expired": lambda: _("passée"),
    "experienced": lambda: _("expérimenté·e"),
    "flat_rate": lambda: _("forfait"),
    "host": lambda: _("à l’accueil"),
    "if_needed": lambda: _("si nécessaire"),
    "information_note": lambda: _("note d’information"),
    "intervision": lambda: _("intervision"),
    "left": lambda: _("parti·e"),
    "mail": lambda: _("par mail"),
    "meeting": lambda: _("réunion d’équipe"),
    "neighbour": lambda: _("voisin·e"),
    "novice": lambda: _("débutant·e"),
    "open": lambda: _("ouvert"),
    "paused": lambda: _("en pause"),
    "phone": lambda: _("par téléphone"),
    "prefer": lambda: _("volontiers ensemble"),
    "prefers": lambda: _("préfère"),
    "real": lambda: _("frais réels"),
    "reduced": lambda: _("réduit"),
    "refused": lambda: _("pas approuvée"),
    "replacement": lambda: _("remplacement"),
    "shadow": lambda: _("en doublure"),
    "staff": lambda: _("d’un service"),
    "swap": lambda: _("échange"),
    "trainee": lambda: _("en apprentissage"),
    "training": lambda: _("formation"),
    "travel": lambda: _("déplacements"),
    "void": lambda: _("sans objet"),
    "volunteer": lambda: _("bénévole"),
}
_FIRST = ("slot_id", "host_id", "step_key", "given_name", "day", "first_day")  # about what, before what is said of it
_HOST_COLUMNS = frozenset({"by_host_id", "first_host_id", "host_id", "mentor_id", "second_host_id"})
_DAY_COLUMNS = frozenset({"day", "done_on", "first_day", "from_day", "last_day"})
_TOKEN_COLUMNS = frozenset({"answer", "decision", "kind", "level", "origin", "paper", "state", "way", "wish"})


def record_lines(session: Session, record_id: int) -> tuple[str, ...]:
    """A line for each row that a record changed, as far as values are kept: what it is, and each value before and
    after. Secrets and words of the logbook keep no values, and have no line."""
    changes = journal.changes_of(session, record_id)
    names = _Names(session)
    lines = [_line(change, names) for change in changes[:MOST_LINES]]
    rest = len(changes) - MOST_LINES
    if rest > 0:
        lines.append(ngettext("et {n} autre changement", "et {n} autres changements", rest).format(n=rest))
    return tuple(line for line in lines if line)


class _Names:
    """Whom and what the numbers in a change stand for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._hosts = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}
        self._steps = {step.key: step_title(step) for step in path_steps(session)}
        self._partners = {partner.id: partner.name for partner in partners(session)}

    def value(self, column: str, value: Any) -> str:
        """A value as a person reads it."""
        if value is None or value == "":
            return "–"
        if column in _HOST_COLUMNS:
            return self._hosts.get(value, "?")
        if column in ("partner_id", "slot_id", "step_key"):
            return self._named(column, value)
        if column.endswith("_minute") or column in ("open_from", "open_until"):
            return format_time(value)
        if column in _DAY_COLUMNS:
            return short_date(date.fromisoformat(value))
        if column.endswith("cents"):
            return format_money(value)
        if column in _FLAGS:
            return _("oui") if value else _("non")
        if column in _TOKEN_COLUMNS and value in _TOKENS:
            return _TOKENS[value]()
        return _("(chiffré)") if SEALED in str(value) else str(value)

    def _named(self, column: str, value: Any) -> str:
        if column == "partner_id":
            return self._partners.get(value, "?")
        if column == "slot_id":
            return self._moment(value)
        if value == ACTIVE:
            return _("actif·ve")
        return self._steps.get(value) or usual_title(value) or str(value)

    def _moment(self, slot_id: int) -> str:
        row = self._session.execute(select(Slot.day, Slot.start_minute).where(Slot.id == slot_id)).first()
        return "?" if row is None else f"{short_date(row.day)} {format_time(row.start_minute)}"


def _line(change: RowChange, names: _Names) -> str:
    what = table_words(change.table)
    if change.operation == "update":
        before, after = change.before or {}, change.after or {}
        told = [
            _("{column} : {before} → {after}").format(
                column=_COLUMNS[column](), before=names.value(column, before[column]),
                after=names.value(column, after.get(column)),
            )
            for column in before
            if column in _COLUMNS
        ]  # fmt: skip
        return _("{what} · {changes}").format(what=what, changes=" ; ".join(told)) if told else ""
    values = change.after if change.operation == "insert" else change.before
    told = _described(values or {}, names)
    sentence = _("ajouté : {what} ({values})") if change.operation == "insert" else _("enlevé : {what} ({values})")
    return sentence.format(what=what, values=", ".join(told))


def _described(values: Mapping[str, Any] | Values, names: _Names) -> list[str]:
    ordered = sorted(values, key=lambda column: _FIRST.index(column) if column in _FIRST else len(_FIRST))
    return [
        f"{_COLUMNS[column]()} {names.value(column, values[column])}"
        for column in ordered
        if column in _COLUMNS and values[column] not in (None, "", False, 0)
    ]
