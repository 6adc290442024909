"""What people would improve in the house: since when it waits, and what they were answered."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from delta_app.core.access import Role
from delta_app.core.i18n import _, format_date, ngettext
from delta_app.core.money import format_money
from delta_app.programme.proposal_data import (
    LONGEST_FIRST_NAME,
    LONGEST_IDEA,
    LONGEST_WORDS,
    ProposalRow,
    days_waiting,
    proposal_rows,
)
from delta_app.upkeep.act_dialog import ActDialog, AskBudgetDialog, WordsDialog
from delta_app.upkeep.idea_commands import (
    LONGEST_ANSWER,
    Idea,
    Wish,
    accept_improvement,
    bring_to_assembly,
    buy_improvement,
    mend_improvement,
    propose_improvement,
    put_off_idea,
    tell_answer,
)
from delta_app.upkeep.repair_commands import RepairDetails
from delta_app.upkeep.repair_dialogs import RepairDialog
from delta_app.upkeep.rules import LONGEST_NAME
from delta_app.upkeep.view_page import NARROW, HouseView, bare_row, card_of
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, named_button
from delta_app.widgets.cards import FirstStep
from delta_app.widgets.chips import Chip
from delta_app.widgets.columns import Columns
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.text import words

ANSWERED_SHOWN = 20


class IdeasView(HouseView):
    """Written down by any host, answered by the coordinator; none stays without an answer."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.proposing = Button(_("Noter une amélioration…"), "plus", kind="main")
        self.proposing.clicked.connect(self.on_propose)
        self.buttons = (self.proposing,)
        self._empty = True

    def offered(self) -> Collection[Button]:
        """Where nothing is there yet, the page itself offers it in large; ideas are noted by hosts."""
        return self.buttons if self._may_propose and not self._empty else ()

    @property
    def _may_propose(self) -> bool:
        return self.desk.actor.role in (Role.HOST, Role.COORDINATOR)

    def refresh(self) -> None:
        """Read the ideas and show them."""
        with self.desk.store.read() as session:
            rows = proposal_rows(session, "house")
        self._empty = not rows
        if not rows:
            propose = Button(_("Noter une amélioration…"), kind="main")
            propose.clicked.connect(self.on_propose)
            propose.setVisible(self._may_propose)
            self.show_body(FirstStep(
                "bulb", _("Aucune amélioration proposée"),
                _("« Il faudrait un banc devant la porte » : cela se note ici en une phrase, et reçoit une réponse."),
                propose,
            ))  # fmt: skip
            return
        waiting = [self._row(row) for row in rows if row.state in ("open", "assembly")]
        answered = [self._row(row) for row in rows if row.state in ("accepted", "later")]
        number = sum(row.waits for row in rows)
        chip = Chip(ngettext("{n} sans réponse", "{n} sans réponse", number).format(n=number), "", "attention")
        left = card_of(_("À répondre"), waiting, _("Tout a reçu une réponse."), beside=chip if number else None)
        right = card_of(_("Répondu"), answered[:ANSWERED_SHOWN], _("Rien encore."))
        self.show_body(Columns([(56, [left]), (44, [right])], narrow_below=NARROW))

    def _row(self, row: ProposalRow) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "item")
        frame.setAccessibleName(row.title)
        column = QVBoxLayout(frame)
        space.around(column, 0, 7, 0, 8)
        space.between(column, 4)
        chip = _chip(row)
        column.addWidget(bare_row(row.title, _said(row), *([Chip(*chip)] if chip else [])))  # type: ignore[arg-type]
        if row.answer:
            column.addWidget(words(row.answer, wrap=True))
        acts = self._acts(row)
        if acts:
            flow = FlowLayout(spacing=6)
            for act in acts:
                flow.addWidget(act)
            column.addLayout(flow)
        return frame

    def _acts(self, row: ProposalRow) -> list[Button]:
        wanted: list[tuple[str, str, Callable[[ProposalRow], None]]] = []
        if self.desk.may_write and row.state != "accepted":
            wanted = [
                (_("Oui…"), _("Oui : {title}…"), self.on_yes),
                (_("À réparer…"), _("À réparer : {title}…"), self.on_mend),
                (_("À acheter…"), _("À acheter : {title}…"), self.on_buy),
            ]
        if self.desk.may_write and row.state == "open":
            wanted.append((_("À l’assemblée"), _("À l’assemblée : {title}"), self.on_assembly))
        if self.desk.may_write and row.state in ("open", "assembly"):
            wanted.append((_("Pas maintenant…"), _("Pas maintenant : {title}…"), self.on_later))
        if row.to_tell and self.may_help:
            wanted.append((_("Réponse donnée"), _("Réponse donnée : {title}"), self.on_told))
        buttons = [named_button(text, name.format(title=row.title), partial(act, row)) for text, name, act in wanted]
        if self.desk.may_write and row.state == "open":
            buttons[0].setProperty("kind", "main")
        return buttons

    def on_propose(self) -> None:
        """Write down what somebody would improve."""
        if self.desk.identify():
            ProposeDialog(self.desk, self).exec()

    def _wrote(self, label: str, act: Callable[[Any], object], told: str) -> None:
        with self.desk.store.write(self.desk.actor, label) as session:
            act(session)
        self.desk.told.emit(told, True)

    def on_yes(self, row: ProposalRow) -> None:
        """Yes, and in a word how or when."""
        about = {"title": row.title}

        def store(answer: str) -> None:
            self._wrote(_("Oui : {title}").format(**about),
                        lambda session: accept_improvement(session, row.id, answer),
                        _("Répondu oui : {title}.").format(**about))  # fmt: skip

        WordsDialog(
            _("Oui : {title}").format(**about), _("Réponse"), _("Répondre oui"), store, self, most=LONGEST_ANSWER,
            note=_("Quelques mots pour la personne qui l’a proposé ; vide : oui, tout simplement."),
            hint=_("comme « en janvier, avec le groupe jardin »"),
        ).exec()  # fmt: skip

    def on_mend(self, row: ProposalRow) -> None:
        """Yes: it is noted among the repairs."""

        def store(details: RepairDetails, _photos: Sequence[bytes]) -> None:
            self._wrote(_("À réparer : {title}").format(title=row.title),
                        lambda session: mend_improvement(session, row.id, details),
                        _("Répondu oui, et noté à réparer : {title}.").format(title=details.title))  # fmt: skip

        RepairDialog(self.desk, None, store, self, title=row.title, photos=False).exec()

    def on_buy(self, row: ProposalRow) -> None:
        """Yes: it is asked of the budget."""

        def store(cents: int, line_id: int | None) -> None:
            wish = Wish(row.title[:LONGEST_NAME], cents, _("Maison"), line_id)
            self._wrote(_("Demander au budget : {title}").format(title=row.title),
                        lambda session: buy_improvement(session, row.id, wish),
                        _("Répondu oui, et demandé au budget : {title}, {amount}.").format(
                            title=row.title, amount=format_money(cents)
                        ))  # fmt: skip

        title = _("Demander au budget : {title}").format(title=row.title)
        AskBudgetDialog(self.desk, title, row.words, store, self).exec()

    def on_assembly(self, row: ProposalRow) -> None:
        """The assembly is to speak of it."""
        self.desk.act(
            _("À l’assemblée : {title}").format(title=row.title),
            lambda session: bring_to_assembly(session, row.id),
            lambda _done: _("À l’assemblée : {title}.").format(title=row.title),
        )

    def on_later(self, row: ProposalRow) -> None:
        """Not now, and why."""

        def store(why: str) -> None:
            self._wrote(_("Pas maintenant : {title}").format(title=row.title),
                        lambda session: put_off_idea(session, row.id, why),
                        _("Répondu « pas maintenant » : {title}.").format(title=row.title))  # fmt: skip

        WordsDialog(
            _("Pas maintenant : {title}").format(title=row.title), _("Pourquoi"), _("Répondre"), store, self,
            most=LONGEST_ANSWER, note=_("La personne qui l’a proposé entend cette raison."),
            hint=_("comme « après les travaux »"),
        ).exec()  # fmt: skip

    def on_told(self, row: ProposalRow) -> None:
        """Whoever proposed it knows the answer."""
        self.desk.act(
            _("Réponse donnée : {title}").format(title=row.title),
            lambda session: tell_answer(session, row.id),
            lambda _done: _("Noté : la réponse à « {title} » est donnée.").format(title=row.title),
        )

    def offers(self) -> Sequence[Act]:
        """Writing one down."""
        return (Act("house.propose", _("Noter une amélioration…"), self.on_propose),) if self._may_propose else ()

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What one does with them."""
        return (
            (
                _("Noter ce que quelqu’un propose"),
                _("« Noter une amélioration… » : une phrase ; le prénom si on le dit"),
            ),
            (
                _("Répondre"),
                _("« Oui… », ou tout de suite une réparation ou un achat ; « Pas maintenant… », et pourquoi"),
            ),
        )


class ProposeDialog(ActDialog):
    """What, in their words, and a first name where they give it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Noter une amélioration"), _("Noter"), parent, width=500)
        self._desk = desk
        self.what, self.said, self.name = QLineEdit(), QPlainTextEdit(), QLineEdit()
        self.what.setMaxLength(LONGEST_IDEA)
        self.what.setPlaceholderText(_("comme « un banc devant la porte »"))
        self.said.setTabChangesFocus(True)
        self.said.setPlaceholderText(_("avec les mots de la personne, {n} signes au plus").format(n=LONGEST_WORDS))
        self.said.setFixedHeight(theme.px(72))
        self.name.setMaxLength(LONGEST_FIRST_NAME)
        self.name.setPlaceholderText(_("si la personne le donne"))
        form = form_on()
        add_field(form, _("Quoi"), self.what)
        add_field(form, _("Ce qui est dit"), self.said)
        add_field(form, _("Prénom"), self.name)
        self.inside.addLayout(form)
        self.lay_out_foot()
        self.what.setFocus()

    def write(self) -> None:
        """Write it down."""
        idea = Idea(self.what.text(), self.said.toPlainText(), self.name.text())
        about = {"title": " ".join(idea.title.split())}
        with self._desk.store.write(self._desk.actor, _("Noter : {title}").format(**about)) as session:
            propose_improvement(session, idea)
        self._desk.told.emit(_("C’est noté : {title}. Une réponse viendra.").format(**about), True)


def _said(row: ProposalRow) -> str:
    days = days_waiting(row)
    told = [_("« {words} »").format(words=row.words) if row.words else "", row.first_name]
    if row.waits:
        told.append(_("aujourd’hui") if not days else ngettext("attend depuis {n} jour", "attend depuis {n} jours",
                                                               days).format(n=days))  # fmt: skip
    elif row.answered_on is not None:
        told.append(format_date(row.answered_on, "d MMM y"))
    return " · ".join(filter(None, told))


def _chip(row: ProposalRow) -> tuple[str, str, str] | None:
    if row.state == "open":
        return None
    words = {
        "accepted": (_("oui"), "check", "good"),
        "later": (_("pas maintenant"), "clock", "plain"),
        "assembly": (_("à l’assemblée"), "speech", "info"),
    }
    return words[row.state]
