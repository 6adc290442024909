"""The list of all that waits for an answer.

Before it stands the coordinator, who opens the PC between two other things and wants nothing to be forgotten.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from delta_app.budget.purchase_lines_data import grant_choices, grant_words, to_grant
from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, capitalised, join_names, long_date, month_name, ngettext, short_date
from delta_app.core.money import format_money
from delta_app.programme.date_words_data import dates_words
from delta_app.today import spoken
from delta_app.today.acts_page import DayActs
from delta_app.today.commands import approve_purchase
from delta_app.today.letters_page import letter_rows
from delta_app.today.queries import alert_words
from delta_app.today.todo_data import (
    Alert,
    LeaderGone,
    LeftRow,
    SeatLed,
    Seeking,
    ToBuy,
    TodoView,
    TradeRow,
    Unsent,
    todo_view,
)
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, named_button
from delta_app.widgets.cards import Card, FirstStep
from delta_app.widgets.choice_dialog import ChoiceDialog
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.page import Act, Desk, Page
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import words


class TodoPage(Page):
    """A card for each kind of thing that waits; a press answers it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._acts = DayActs(desk, self)
        self._title, self._how_many = words(_("À traiter"), "title"), words("", "soft")
        self._stack = QStackedWidget()
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        space.around(self._column, 20, 0, 20, 14)
        space.between(self._column, 14)
        again = Button(_("Reprendre la coordination…"), "lock", kind="main")
        again.clicked.connect(lambda: desk.coordinate())  # noqa: PLW0108 (another one is put there later)
        reserved = _("Ce qui attend une réponse se voit en coordonnant.")
        self._reserved = FirstStep("lock", _("Réservé à la coordination"), reserved, again)
        calm = _("Aucune demande, aucun trou proche, rien à diffuser. Cette page se remplit d’elle-même.")
        self._calm = FirstStep("check", _("Rien n’attend"), calm)
        self.lay_out_head(self._title, self._how_many)
        for one in (self._reserved, self._calm, scrolled(self._body)):
            self._stack.addWidget(one)
        self.lay_out_body(self._stack)

    def refresh(self) -> None:
        """Read what waits and show it."""
        view: TodoView | None = None
        with self.desk.attempt():
            if self.desk.may_write:
                with self.desk.store.read() as session:
                    view = todo_view(session)
        self._how_many.setText(_how_many(view.count) if view is not None and view.count else "")
        if view is None:
            self._stack.setCurrentIndex(0)
        elif not view.count:
            self._stack.setCurrentIndex(1)
        else:
            self._fill(view)
            self._stack.setCurrentIndex(2)
        read_in_order(self)

    def _fill(self, view: TodoView) -> None:
        empty_layout(self._column)
        kinds: tuple[tuple[str, Sequence[QWidget]], ...] = (
            (_("Attendent votre accord"), [self._approval(row) for row in view.approvals]),
            (_("Manquent de monde bientôt"), [self._near(alert) for alert in view.alerts]),
            (_("À prévenir"), [self._to_tell(alert) for alert in view.to_tell]),
            (_("Absents à leur permanence"), [self._seeking(one) for one in view.absent]),
            (_("Cherchent quelqu’un"), [self._seeking(one) for one in view.seeking]),
            (_("Mènent une activité pendant leur permanence"), [self._leading(one) for one in view.leading]),
            (_("Ne pourront pas mener leur activité"), [self._leader_gone(one) for one in view.leaders]),
            (_("Achats demandés"), [self._to_buy(one) for one in view.to_buy]),
            (_("À diffuser à nouveau"), [self._unsent(one) for one in view.unsent]),
            (_("Courrier"), letter_rows(self.desk, view)),
            (_("Vie privée"), [self._name_due(one) for one in view.names]),
        )
        for heading, rows in kinds:
            if rows:
                card = Card()
                card.setAccessibleName(heading)
                card.column.addWidget(words(heading, "heading", wrap=True))
                for row in rows:
                    card.column.addWidget(row)
                self._column.addWidget(card)
        self._column.addStretch(1)

    def _approval(self, row: TradeRow) -> ItemRow:
        when = spoken.shift_words(row.day, row.start_minute, row.end_minute)
        said = _("{other} la prend à {name}").format(other=row.taker, name=row.name)
        given = row.given
        if given is not None and given.day is not None and given.start_minute is not None:
            back = spoken.moment_words(given.day, given.start_minute)
            said = _("{said}, contre {when}").format(said=said, when=back)
        yes = named_button(_("Approuver"), _("Approuver, {when}").format(when=when), lambda: self._acts.approve(row))
        no = named_button(_("Ne pas approuver"), _("Ne pas approuver, {when}").format(when=when),
                    lambda: self._acts.refuse(row))  # fmt: skip
        return ItemRow(capitalised(when), said, no, yes)

    def _near(self, alert: Alert) -> ItemRow:
        large, under = alert_words(alert, clock.today())
        when = spoken.moment_words(alert.day, alert.start_minute)
        decide = named_button(_("Décider de l’ouverture…"), _("Décider de l’ouverture, {when}…").format(when=when),
                        lambda: self._acts.decide(alert))  # fmt: skip
        fill = named_button(_("Inscrire quelqu’un…"), _("Inscrire quelqu’un, {when}…").format(when=when),
                      lambda: self._acts.come(alert.slot_id))  # fmt: skip
        return ItemRow(large, under, fill, decide, chip=(_("proche"), "alert", "attention"))

    def _to_tell(self, alert: Alert) -> ItemRow:
        large, under = alert_words(alert, clock.today())
        when = spoken.moment_words(alert.day, alert.start_minute)
        look = named_button(_("Voir au planning"), _("Voir au planning, {when}").format(when=when),
                      lambda: self._show_month(Month.of(alert.day)))  # fmt: skip
        return ItemRow(large, under, look)

    def _seeking(self, one: Seeking) -> ItemRow:
        when = spoken.shift_words(one.day, one.start_minute, one.end_minute)
        title = _("{name}, {when}").format(name=one.name, when=when)
        other = named_button(_("Demander autrement…"), _("Demander autrement, {what}…").format(what=title),
                       lambda: self._acts.ask_for(one.host_id, one.seat_id))  # fmt: skip
        fill = named_button(_("Inscrire quelqu’un…"), _("Inscrire quelqu’un, {what}…").format(what=title),
                      lambda: self._acts.replace(one.seat_id, one.slot_id, one.name, when))  # fmt: skip
        return ItemRow(title, _asked_words(one.trade), other, fill)

    def _leading(self, one: SeatLed) -> ItemRow:
        when = spoken.shift_words(one.day, one.start_minute, one.end_minute)
        title = _("{name}, {when}").format(name=one.name, when=when)
        keep = named_button(_("Garder ainsi"), _("Garder ainsi, {what}").format(what=title),
                      lambda: self._acts.keep_leading(one))  # fmt: skip
        fill = named_button(_("Inscrire quelqu’un…"), _("Inscrire quelqu’un, {what}…").format(what=title),
                      lambda: self._acts.replace(one.seat_id, one.slot_id, one.name, when))  # fmt: skip
        return ItemRow(title, one.leads, keep, fill)

    def _leader_gone(self, one: LeaderGone) -> ItemRow:
        when = short_date(one.days[0]) if len(one.days) == 1 else dates_words(one.days)
        title = _("{title}, {when}").format(title=one.title, when=when)
        name = _("Voir au programme : {title}, {when}").format(title=one.title, when=when)
        look = named_button(_("Voir au programme"), name,
                      lambda: self._show_programme(Month.of(one.days[0])))  # fmt: skip
        return ItemRow(title, _gone_words(one), look)

    def _to_buy(self, one: ToBuy) -> ItemRow:
        asked = _("demandé par {name}").format(name=one.name) if one.name else ""
        said = " · ".join(filter(None, (one.asked_for, format_money(one.cents), one.line_name, asked)))
        about = {"label": one.label}
        look = named_button(_("Voir au budget"), _("Voir au budget : {label}").format(**about),
                      lambda: self.desk.ask("budget.show"))  # fmt: skip
        grant = named_button(_("Accorder"), _("Accorder : {label}").format(**about), lambda: self._grant(one))
        if one.asks_line:
            name = _("Accorder : {label}…").format(**about)
            grant = named_button(_("Accorder…"), name, lambda: self._choose_line(one))
        return ItemRow(one.label, said, look, grant)

    def _choose_line(self, one: ToBuy) -> None:
        """Grant it on a line: whoever asked named none."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                asked = to_grant(session, one.purchase_id)
            title = _("Accorder : {label}").format(label=one.label)
            dialog = ChoiceDialog(
                title, grant_words(asked), _("Enveloppe"), grant_choices(asked), _("Accorder"), parent=self
            )
            if dialog.exec():
                self._grant(one, dialog.chosen)

    def _grant(self, one: ToBuy, line_id: int | None = None) -> None:
        self.desk.act(
            _("Accorder l’achat : {label}").format(label=one.label),
            lambda session: approve_purchase(session, one.purchase_id, line_id),
            lambda _done: _("Achat accordé : {label}.").format(label=one.label),
        )

    def _unsent(self, one: Unsent) -> ItemRow:
        month = capitalised(month_name(one.month.first))
        said = ngettext(
            "{n} permanence a changé depuis la version {version}",
            "{n} permanences ont changé depuis la version {version}",
            one.changes,
        ).format(n=one.changes, version=one.version)
        look = named_button(_("Voir et diffuser"), _("Voir et diffuser {month}").format(month=month),
                      lambda: self._show_month(one.month))  # fmt: skip
        return ItemRow(month, said, look)

    def _name_due(self, one: LeftRow) -> ItemRow:
        said = _("Parti·e le {day} ; le nom n’a plus à rester.").format(day=long_date(one.left_on))
        look = named_button(_("Retirer le nom…"), _("Retirer le nom de {name}…").format(name=one.name),
                      lambda: self.desk.ask("settings.privacy"))  # fmt: skip
        return ItemRow(one.name, said, look)

    def _show_programme(self, month: Month) -> None:
        self.desk.month = month
        self.desk.ask("programme.show")

    def _show_month(self, month: Month) -> None:
        self.desk.month = month
        self.desk.ask("planning.show")

    def offers(self) -> Sequence[Act]:
        """Nothing but its buttons."""
        return ()

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What one does with what waits."""
        return (
            (
                _("Un message n’est pas parti, ou peut-être pas"),
                _("sous « Courrier » : demandez à la personne, puis « Il est arrivé » ou « Le renvoyer »"),
            ),
            (_("Approuver un échange"), _("« Approuver » ; sinon chacun garde sa place")),
            (_("Trouver quelqu’un à la place d’une personne"), _("« Inscrire quelqu’un… »")),
            (
                _("Une personne mène une activité pendant sa permanence"),
                _("« Garder ainsi » si c’est voulu, sinon « Inscrire quelqu’un… »"),
            ),
            (
                _("Une personne ne pourra pas mener son activité"),
                _("« Voir au programme », puis la confier à quelqu’un d’autre, la déplacer ou l’annuler"),
            ),
            (
                _("Répondre à un achat demandé"),
                _("« Accorder… » et choisir l’enveloppe, ou « Voir au budget » pour refuser et dire pourquoi"),
            ),
            (
                _("Décider d’ouvrir ou non"),
                _("« Décider de l’ouverture… », puis l’avis pour la porte, dans Aujourd’hui"),
            ),
        )


def _how_many(count: int) -> str:
    return ngettext("{n} chose attend", "{n} choses attendent", count).format(n=count)


def _gone_words(one: LeaderGone) -> str:
    """``Fatma Ö. est absent·e``."""
    words = {
        "away": lambda: _("{name} est absent·e"),
        "paused": lambda: _("{name} est en pause"),
        "left": lambda: _("{name} n’est plus dans l’équipe"),
    }
    return words[one.gone]().format(name=one.name)


def _asked_words(trade: TradeRow | None) -> str:
    """What was asked, of whom, and what they said."""
    if trade is None or trade.state in ("cancelled", "done"):
        return _("rien n’est demandé à personne")
    if trade.to_all:
        return _("demandé à tout le monde")
    said = [
        _("{name} ne peut pas").format(name=one.name) if one.answer == "declined" else one.name for one in trade.choices
    ]
    asked = _("demandé à {names}").format(names=join_names(list(dict.fromkeys(said))))
    if trade.state == "declined":
        return _("{asked} : personne ne peut").format(asked=asked)
    return _("{asked} : l’autre permanence a changé").format(asked=asked) if trade.state == "void" else asked
