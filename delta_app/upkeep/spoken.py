"""The house in words: when a chore is done and by whom, how a repair stands, how much there is of something."""

from collections.abc import Callable, Sequence
from datetime import date

from delta_app.core.i18n import (
    _,
    capitalised,
    format_date,
    format_number,
    join_names,
    ngettext,
    short_date,
    short_day,
    weekday_name,
)
from delta_app.core.money import format_money
from delta_app.programme.date_words_data import rule_words
from delta_app.programme.recurring_data import Plan
from delta_app.upkeep.chore_data import ChoreRow, TurnRow
from delta_app.upkeep.equipment_data import EquipmentRow
from delta_app.upkeep.now_data import Told, done_words, low_words, now_words
from delta_app.upkeep.repair_data import RepairRow
from delta_app.upkeep.rules import Category, Moment, Recount
from delta_app.upkeep.stock_data import ShoppingRow, StockRow

__all__ = [  # with what is said on other pages too
    "Told", "amount_words", "category_words", "chore_words", "coming_turns_words", "coming_words", "count_told",
    "done_words", "equipment_chip", "equipment_words", "low_words", "moment_words", "now_words", "purchase_words",
    "repair_state_words", "repair_words", "repeat_words", "shopping_chip", "shopping_words", "stock_chip",
    "stock_words", "turn_day_words", "turn_words",
]  # fmt: skip

CHANGES_TOLD = 4
FAR_DAYS = 300  # from then on a date needs its year


def moment_words(moment: Moment) -> str:
    """When a chore is done, as a form offers it."""
    words: dict[Moment, Callable[[], str]] = {
        "every": lambda: _("À chaque permanence"),
        "first": lambda: _("À la première permanence du jour"),
        "last": lambda: _("À la dernière permanence du jour"),
        "turn": lambda: _("À tour de rôle"),
    }
    return words[moment]()


def repeat_words(rule: str, first_day: date) -> str:
    """``chaque lundi``, ``le premier vendredi du mois, jusqu’au 30 juin 2027``."""
    return rule_words(Plan("", first_day, 0, 1, rule))


def chore_words(row: ChoreRow) -> str:
    """``À la dernière permanence du jour, le mardi et le jeudi``; ``Chaque lundi``."""
    if row.in_turn:
        return capitalised(repeat_words(row.rule, row.first_day))
    told = moment_words(row.moment)
    if len(row.weekdays) == 7:
        return told
    days = join_names([_("le {weekday}").format(weekday=weekday_name(weekday)) for weekday in row.weekdays])
    return _("{when}, {days}").format(when=told, days=days)


def turn_words(turn: TurnRow) -> str:
    """``Fatma Ö.``; ``Luc D., à la place de Fatma Ö.``; that anybody may do it where nobody's name stands there."""
    if not turn.who:
        return _("qui veut")
    if turn.instead_of:
        return _("{name}, à la place de {other}").format(name=turn.who, other=turn.instead_of)
    return turn.who


def turn_day_words(turn: TurnRow, today: date) -> str:
    """``depuis lun. 7 déc.``, ``aujourd’hui``, ``lun. 14 déc.``"""
    if turn.day == today:
        return _("aujourd’hui")
    if turn.day < today:
        return _("depuis {day}").format(day=short_date(turn.day))
    return short_date(turn.day) if (turn.day - today).days < FAR_DAYS else format_date(turn.day, "d MMM y")


def coming_turns_words(turns: tuple[TurnRow, ...], today: date) -> str:
    """``lun. 14 déc. Luc D. · lun. 21 déc. Fatma Ö.``"""
    told = [
        _("{day} {name}").format(day=turn_day_words(turn, today), name=turn.who)
        if turn.who
        else turn_day_words(turn, today)
        for turn in turns
    ]
    return " · ".join(told)


def repair_state_words(row: RepairRow, today: date) -> Told:
    """How a repair stands."""
    if row.state == "planned":
        late = row.coming_on is not None and row.coming_on < today
        return (_("passé ?"), "clock", "attention") if late else (_("prévu"), "planning", "info")
    if row.state == "done":
        return _("réparé"), "check", "good"
    if row.state == "given_up":
        return _("abandonné"), "close", "plain"
    return (_("urgent"), "alert", "alarm") if row.urgent else (_("signalé"), "speech", "attention")


def repair_words(row: RepairRow) -> str:
    """Where it is, since when, who comes, what it may cost, what the budget says of it."""
    told = [row.where, row.equipment if row.equipment != row.title else ""]
    if row.is_open:
        told.append(_("noté le {day}").format(day=short_day(row.reported_on)))
        told.append(coming_words(row))
        told.append(_("environ {amount}").format(amount=format_money(row.cost_cents)) if row.cost_cents else "")
    elif row.ended_on is not None:
        told.append(format_date(row.ended_on, "d MMM y"))
        told.append(row.outcome)
    return " · ".join(filter(None, told))


def coming_words(row: RepairRow) -> str:
    """``Plomberie Janssens le ven. 11 déc.``"""
    if row.coming and row.coming_on is not None:
        return _("{who}, {day}").format(who=row.coming, day=short_date(row.coming_on))
    return row.coming or (short_date(row.coming_on) if row.coming_on is not None else "")


def purchase_words(state: str) -> str:
    """What the budget said of what it was asked for, in a word."""
    words = {
        "asked": lambda: _("demandé"),
        "approved": lambda: _("accordé"),
        "refused": lambda: _("refusé"),
        "bought": lambda: _("acheté"),
        "dropped": lambda: _("abandonné"),
    }
    return words[state]()


def category_words(category: Category) -> str:
    """``Cuisine``."""
    words: dict[Category, Callable[[], str]] = {
        "kitchen": lambda: _("Cuisine"),
        "cleaning": lambda: _("Nettoyage"),
        "hygiene": lambda: _("Hygiène et pharmacie"),
        "office": lambda: _("Bureau"),
        "workshop": lambda: _("Ateliers"),
        "other": lambda: _("Autre"),
    }
    return words[category]()


def amount_words(number: int, unit: str) -> str:
    """``3 paquets``: the unit as the place wrote it, which is of several."""
    if not unit or number < 2:
        return format_number(number)
    return _("{n} {unit}").format(n=format_number(number), unit=unit)


def stock_words(row: StockRow) -> str:
    """``3 paquets · minimum 2 · compté le 4 déc.``"""
    told = [_("jamais compté") if row.quantity is None else amount_words(row.quantity, row.unit)]
    if row.minimum:
        told.append(_("minimum {n}").format(n=format_number(row.minimum)))
    if row.counted_on is not None:
        told.append(_("compté le {day}").format(day=short_day(row.counted_on)))
    return " · ".join(told)


def stock_chip(row: StockRow) -> Told | None:
    """That little or nothing is left of it, or that nobody knows."""
    if row.quantity is None:
        return _("à compter"), "pen", "plain"
    if row.quantity == 0 and row.minimum:
        return _("plus rien"), "alert", "alarm"
    return (_("stock bas"), "down", "attention") if row.low else None


def shopping_words(row: ShoppingRow, *, counted: bool = True) -> str:
    """How many, why it is on the list, and what the budget said; without how many where it stands beside."""
    unit = row.stock.unit if row.stock is not None else ""
    told = [amount_words(row.quantity, unit) if counted else unit]
    if row.stock is not None and row.stock.quantity is not None:
        told.append(_("il en reste {n}").format(n=format_number(row.stock.quantity)))
    if row.by_hand:
        told.append(_("ajouté à la main"))
    if row.purchase is not None and row.purchase.state == "refused":
        told.append(_("le budget a dit non : {why}").format(why=row.purchase.why))
    return " · ".join(filter(None, told))


def shopping_chip(row: ShoppingRow) -> Told | None:
    """Where it stands, once the budget was asked for it; else that nothing is left."""
    if row.bought:
        return _("acheté, à ranger"), "check", "good"
    if row.asked and row.purchase is not None:
        return purchase_words(row.purchase.state), "check" if row.purchase.state == "approved" else "clock", "info"
    if row.stock is not None and row.stock.low:
        return stock_chip(row.stock)
    return None


def equipment_words(row: EquipmentRow) -> str:
    """Where it stands, since when, and what is noted."""
    told = [row.where]
    if row.bought_on is not None:
        told.append(_("depuis {day}").format(day=format_date(row.bought_on, "MMMM y")))
    told.append(row.note)
    return " · ".join(filter(None, told))


def equipment_chip(row: EquipmentRow, today: date) -> Told | None:
    """Whether somebody has it, and until when its guarantee runs."""
    if row.lent_to:
        if row.back_on is None:
            return _("prêté : {name}").format(name=row.lent_to), "swap", "info"
        told = _("prêté : {name}, jusqu’au {day}").format(name=row.lent_to, day=short_day(row.back_on))
        return told, "swap", "attention" if row.is_late(today) else "info"
    if row.guarantee_until is not None and row.guarantee_until >= today:
        until = format_date(row.guarantee_until, "d MMM y")
        return _("garantie jusqu’au {day}").format(day=until), "receipt", "good"
    return None


def count_told(counted: int, changed: Sequence[Recount]) -> str:
    """``12 choses comptées ; lait 5 → 1, café moulu 3 → 2.``"""
    told = ngettext("{n} chose comptée", "{n} choses comptées", counted).format(n=format_number(counted))
    if not changed:
        return _("{told}, rien n’a changé.").format(told=told)
    changes = [
        _("{name} {before} → {now}").format(
            name=one.name, before="–" if one.before is None else format_number(one.before), now=format_number(one.now)
        )
        for one in changed[:CHANGES_TOLD]
    ]
    more = len(changed) - len(changes)
    if more:
        changes.append(ngettext("{n} autre", "{n} autres", more).format(n=format_number(more)))
    return _("{told} ; {changes}.").format(told=told, changes=", ".join(changes))
