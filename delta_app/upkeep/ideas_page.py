"""What people would improve in the house: since when it waits, and what they were answered."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from delta_app.core.access import Role
from delta_app.core.i18n import _, format_date, ngettext
from delta_app.programme.proposal_data import IDEAS_SHOWN, ProposalRow, days_waiting, proposal_rows, shown_ideas
from delta_app.upkeep.idea_acts_page import IdeaDeeds
from delta_app.upkeep.view_page import NARROW, HouseView, bare_row, card_of, icon_act, more_button
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, named_button
from delta_app.widgets.cards import FirstStep
from delta_app.widgets.chips import Chip
from delta_app.widgets.columns import Columns
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.text import words

ANSWERED_SHOWN = 20


class IdeasView(HouseView):
    """Written down by any host, answered by the coordinator; none stays without an answer."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._deeds = IdeaDeeds(desk, self)
        self.proposing = Button(_("Noter une amélioration…"), "plus", kind="main")
        self.proposing.clicked.connect(self._deeds.propose)
        self.buttons = (self.proposing,)
        self._empty = True
        self._waiting, self._answered = IDEAS_SHOWN, ANSWERED_SHOWN

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
            propose.clicked.connect(self._deeds.propose)
            self.show_body(FirstStep(
                "bulb", _("Aucune amélioration proposée"),
                _("« Il faudrait un banc devant la porte » : cela se note ici en une phrase, et reçoit une réponse."),
                *([propose] if self._may_propose else []),
            ))  # fmt: skip
            return
        shown = shown_ideas(rows, self._waiting, self._answered)
        number = sum(row.waits for row in rows)
        chip = Chip(ngettext("{n} sans réponse", "{n} sans réponse", number).format(n=number), "", "attention")
        left = card_of(
            _("À répondre"), [self._row(row) for row in shown.waiting], _("Tout a reçu une réponse."),
            *more_button(shown.more_waiting, self._on_more_waiting, _("À répondre")), beside=chip if number else None,
        )  # fmt: skip
        right = card_of(
            _("Répondu"), [self._row(row) for row in shown.answered], _("Rien encore."),
            *more_button(shown.more_answered, self._on_more_answered, _("Répondu")),
        )  # fmt: skip
        self.show_body(Columns([(56, [left]), (44, [right])], narrow_below=NARROW))

    def _on_more_waiting(self) -> None:
        self._waiting += IDEAS_SHOWN
        self.refresh()

    def _on_more_answered(self) -> None:
        self._answered += IDEAS_SHOWN
        self.refresh()

    def let_go(self) -> None:
        """Whoever comes next sees the first."""
        self._waiting, self._answered = IDEAS_SHOWN, ANSWERED_SHOWN

    def _row(self, row: ProposalRow) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "item")
        frame.setAccessibleName(row.title)
        column = QVBoxLayout(frame)
        space.around(column, 0, 7, 0, 8)
        space.between(column, 4)
        chip = _chip(row)
        beside: list[QWidget] = [Chip(*chip)] if chip else []  # type: ignore[arg-type]
        if self._may_propose:
            beside.append(
                icon_act("pen", _("Corriger : {title}…").format(title=row.title), partial(self._deeds.edit, row))
            )
        column.addWidget(bare_row(row.title, _said(row), *beside))
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
        deeds = self._deeds
        wanted: list[tuple[str, str, Callable[[ProposalRow], object]]] = []
        if self.desk.may_write and row.state != "accepted":
            wanted = [
                (_("Oui…"), _("Oui : {title}…"), deeds.accept),
                (_("À réparer…"), _("À réparer : {title}…"), deeds.mend),
                (_("À acheter…"), _("À acheter : {title}…"), deeds.buy),
            ]
        if self.desk.may_write and row.state == "open":
            wanted.append((_("À l’assemblée"), _("À l’assemblée : {title}"), deeds.bring))
        if self.desk.may_write and row.state in ("open", "assembly"):
            wanted.append((_("Pas maintenant…"), _("Pas maintenant : {title}…"), deeds.put_off))
        if row.to_tell and self.may_help:
            wanted.append((_("Réponse donnée"), _("Réponse donnée : {title}"), deeds.tell))
        if row.state != "open" and self.may_help:
            wanted.append((_("Imprimer…"), _("Imprimer la réponse : {title}…"), deeds.print))
        buttons = [named_button(text, name.format(title=row.title), partial(act, row)) for text, name, act in wanted]
        if self.desk.may_write and row.state == "open":
            buttons[0].setProperty("kind", "main")
        return buttons

    def offers(self) -> Sequence[Act]:
        """Writing one down."""
        return (Act("house.propose", _("Noter une amélioration…"), self._deeds.propose),) if self._may_propose else ()

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
