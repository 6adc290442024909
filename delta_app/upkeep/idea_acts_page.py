"""What is done with what people would improve, one act each, and how it is told."""

from collections.abc import Sequence

from delta_app.core import clock
from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.core.text import one_line
from delta_app.programme.proposal_data import ProposalRow
from delta_app.sheets.output import keep_pdf
from delta_app.upkeep.act_dialog import AskBudgetDialog, WordsDialog
from delta_app.upkeep.deeds_page import Deeds
from delta_app.upkeep.idea_commands import (
    LONGEST_ANSWER,
    Idea,
    Wish,
    accept_improvement,
    bring_to_assembly,
    buy_improvement,
    change_idea,
    mend_improvement,
    propose_improvement,
    put_off_idea,
    tell_answer,
)
from delta_app.upkeep.idea_dialog import ProposeDialog
from delta_app.upkeep.repair_commands import RepairDetails
from delta_app.upkeep.repair_dialogs import RepairDialog
from delta_app.upkeep.rules import LONGEST_NAME, cut
from delta_app.upkeep.sheet_improvement import improvement_pdf
from delta_app.venue.queries import venue
from delta_app.widgets.paper_dialog import PaperDialog


class IdeaDeeds(Deeds):
    """Acts on improvements."""

    def propose(self) -> None:
        """Write down what somebody would improve."""
        if not self._desk.identify():
            return

        def store(idea: Idea) -> None:
            # The history keeps its labels for ever: no name that slipped into a title may stand there.
            self._wrote(_("Noter une amélioration"), lambda session: propose_improvement(session, idea),
                        _("C’est noté : {title}. Une réponse viendra.").format(title=one_line(idea.title)))  # fmt: skip

        ProposeDialog(store, self._parent).exec()

    def edit(self, row: ProposalRow) -> None:
        """It is written otherwise: without a name that slipped in, for instance."""

        def store(idea: Idea) -> None:
            self._wrote(_("Corriger une amélioration"), lambda session: change_idea(session, row.id, idea),
                        _("{title} : corrigé.").format(title=one_line(idea.title)))  # fmt: skip

        ProposeDialog(store, self._parent, row=row).exec()

    def print(self, row: ProposalRow) -> None:
        """The answer on paper, to be handed over."""
        with self._desk.attempt():
            with self._desk.store.read() as session:
                name = venue(session).name
            PaperDialog(
                self._desk, _("Réponse : {title}").format(title=row.title),
                lambda: improvement_pdf(row, name, printed_on=clock.today()), keep_pdf, name=f"reponse-{row.id}",
                parent=self._parent,
            ).exec()  # fmt: skip

    def accept(self, row: ProposalRow) -> None:
        """Yes, and in a word how or when."""
        about = {"title": row.title}

        def store(answer: str) -> None:
            self._wrote(_("Oui : {title}").format(**about),
                        lambda session: accept_improvement(session, row.id, answer),
                        _("Répondu oui : {title}.").format(**about))  # fmt: skip

        note = _("Quelques mots pour la personne qui l’a proposé ; vide : oui, tout simplement.")
        WordsDialog(
            _("Oui : {title}").format(**about), _("Réponse"), _("Répondre oui"), store, self._parent,
            most=LONGEST_ANSWER, note=note, hint=_("comme « en janvier, avec le groupe jardin »"),
        ).exec()  # fmt: skip

    def mend(self, row: ProposalRow) -> None:
        """Yes: it is noted among the repairs."""

        def store(details: RepairDetails, _photos: Sequence[bytes]) -> None:
            self._wrote(_("À réparer : {title}").format(title=row.title),
                        lambda session: mend_improvement(session, row.id, details),
                        _("Répondu oui, et noté à réparer : {title}.").format(title=details.title))  # fmt: skip

        RepairDialog(self._desk, None, store, self._parent, title=row.title, photos=False).exec()

    def buy(self, row: ProposalRow) -> None:
        """Yes: it is asked of the budget."""

        def store(cents: int, line_id: int | None) -> None:
            wish = Wish(cut(row.title, LONGEST_NAME), cents, _("Maison"), line_id)
            self._wrote(_("Demander au budget : {title}").format(title=row.title),
                        lambda session: buy_improvement(session, row.id, wish),
                        _("Répondu oui, et demandé au budget : {title}, {amount}.").format(
                            title=row.title, amount=format_money(cents)
                        ))  # fmt: skip

        title = _("Demander au budget : {title}").format(title=row.title)
        AskBudgetDialog(self._desk, title, row.words, store, self._parent).exec()

    def bring(self, row: ProposalRow) -> None:
        """The assembly is to speak of it."""
        self._act(
            _("À l’assemblée : {title}").format(title=row.title),
            lambda session: bring_to_assembly(session, row.id),
            _("À l’assemblée : {title}.").format(title=row.title),
        )

    def put_off(self, row: ProposalRow) -> None:
        """Not now, and why."""

        def store(why: str) -> None:
            self._wrote(_("Pas maintenant : {title}").format(title=row.title),
                        lambda session: put_off_idea(session, row.id, why),
                        _("Répondu « pas maintenant » : {title}.").format(title=row.title))  # fmt: skip

        WordsDialog(
            _("Pas maintenant : {title}").format(title=row.title), _("Pourquoi"), _("Répondre"), store, self._parent,
            most=LONGEST_ANSWER, note=_("La personne qui l’a proposé entend cette raison."),
            hint=_("comme « après les travaux »"),
        ).exec()  # fmt: skip

    def tell(self, row: ProposalRow) -> None:
        """Whoever proposed it knows the answer."""
        self._act(
            _("Réponse donnée : {title}").format(title=row.title),
            lambda session: tell_answer(session, row.id),
            _("Noté : la réponse à « {title} » est donnée.").format(title=row.title),
        )
