"""What is done with what people would improve, one act each, and how it is told."""

from collections.abc import Sequence

from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.programme.proposal_data import ProposalRow
from delta_app.upkeep.act_dialog import AskBudgetDialog, WordsDialog
from delta_app.upkeep.deeds_page import Deeds
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
from delta_app.upkeep.idea_dialog import ProposeDialog
from delta_app.upkeep.repair_commands import RepairDetails
from delta_app.upkeep.repair_dialogs import RepairDialog
from delta_app.upkeep.rules import LONGEST_NAME, cut, one_line


class IdeaDeeds(Deeds):
    """Acts on improvements."""

    def propose(self) -> None:
        """Write down what somebody would improve."""
        if not self._desk.identify():
            return

        def store(idea: Idea) -> None:
            about = {"title": one_line(idea.title)}
            self._wrote(_("Noter : {title}").format(**about), lambda session: propose_improvement(session, idea),
                        _("C’est noté : {title}. Une réponse viendra.").format(**about))  # fmt: skip

        ProposeDialog(store, self._parent).exec()

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
