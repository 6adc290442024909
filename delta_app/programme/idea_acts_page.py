"""What is done with ideas: noted, answered with dates or with why not, brought to the assembly, told."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from delta_app.core import clock
from delta_app.core.i18n import _
from delta_app.programme.acts_page import Deeds
from delta_app.programme.date_words_data import when_words
from delta_app.programme.idea_dialogs import IdeaDialog, LaterDialog
from delta_app.programme.proposal_commands import bring_to_assembly, link_idea, tell_answer
from delta_app.programme.proposal_data import ProposalRow
from delta_app.programme.queries import DateRow, coming_activities, next_dates
from delta_app.programme.sheet_answer import answer_pdf
from delta_app.sheets.output import keep_pdf
from delta_app.venue.queries import venue
from delta_app.widgets.choice_dialog import ChoiceDialog
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog

DATES_TOLD = 6


class IdeaDeeds(QObject):
    """Acts on ideas for whoever works at the desk."""

    def __init__(self, desk: Desk, deeds: Deeds, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._deeds, self._window = desk, deeds, parent

    def note(self) -> None:
        """Write down what somebody would like to do."""
        if self._desk.identify():
            IdeaDialog(self._desk, parent=self._window).exec()

    def do(self, act: str, row: ProposalRow) -> None:
        """Do something with an idea."""
        {
            "accept": self.accept,
            "assembly": self.to_assembly,
            "later": self.later,
            "tell": self.tell,
            "print": self.print,
            "edit": self.edit,
        }[act](row)

    def accept(self, row: ProposalRow) -> None:
        """It becomes an activity, or is answered by one that is there."""
        with self._desk.attempt():
            with self._desk.store.read() as session:
                there = coming_activities(session, clock.today())
            instead = (_("C’est déjà au programme…"), lambda: self._link(row, there)) if there else None
            self._deeds.new(idea=row, instead=instead)

    def _link(self, row: ProposalRow, there: Sequence[DateRow]) -> bool:
        """Say which activity is what somebody had in mind; whether one was said."""
        dialog = ChoiceDialog(
            row.title, _("Laquelle de ces activités répond à l’idée ?"), _("Activité"),
            [(one.title, one, _("Prochaine date : {when}.").format(when=when_words(one))) for one in there],
            _("C’est celle-là"), self._window,
        )  # fmt: skip
        if not dialog.exec():
            return False
        chosen: DateRow = dialog.chosen
        linked = self._desk.act(
            _("Répondre à une idée : {title}").format(title=row.title),
            lambda session: link_idea(session, row.id, chosen.activity_id),
            lambda _done: _("{title} : oui, c’est « {activity} ».").format(title=row.title, activity=chosen.title),
        )
        if linked:
            self._deeds.done.emit(chosen.activity_id, chosen.original_day)
        return bool(linked)

    def edit(self, row: ProposalRow) -> None:
        """It is written otherwise: without a name that slipped in, for instance."""
        IdeaDialog(self._desk, row, parent=self._window).exec()

    def later(self, row: ProposalRow) -> None:
        """Not now, and why."""
        LaterDialog(self._desk, row, self._window).exec()

    def to_assembly(self, row: ProposalRow) -> None:
        """The assembly is to speak of it."""
        self._desk.act(
            _("À l’assemblée : {title}").format(title=row.title),
            lambda session: bring_to_assembly(session, row.id),
            lambda _done: _("{title} : on en parle à l’assemblée.").format(title=row.title),
        )

    def print(self, row: ProposalRow) -> None:
        """The answer on paper, to be handed over."""
        today = clock.today()
        with self._desk.attempt():
            with self._desk.store.read() as session:
                name = venue(session).name
                dates = () if row.activity_id is None else next_dates(session, row.activity_id, today, DATES_TOLD)
            PaperDialog(
                self._desk, _("Réponse : {title}").format(title=row.title),
                lambda: answer_pdf(row, dates, name, printed_on=today), keep_pdf, name=f"reponse-{row.id}",
                parent=self._window,
            ).exec()  # fmt: skip

    def tell(self, row: ProposalRow) -> None:
        """Whoever had it knows the answer."""
        self._desk.act(
            _("Réponse donnée : {title}").format(title=row.title),
            lambda session: tell_answer(session, row.id),
            lambda _done: _("{title} : la réponse est donnée.").format(title=row.title),
        )
