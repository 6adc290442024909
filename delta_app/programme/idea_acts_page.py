"""What is done with ideas: noted, answered with dates or with why not, brought to the assembly, told."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from delta_app.core import clock
from delta_app.core.i18n import _
from delta_app.programme.acts_page import Deeds
from delta_app.programme.idea_dialogs import IdeaDialog, LaterDialog
from delta_app.programme.proposal_commands import bring_to_assembly, tell_answer
from delta_app.programme.proposal_data import ProposalRow
from delta_app.programme.queries import next_dates
from delta_app.programme.sheet_answer import answer_pdf
from delta_app.sheets.output import keep_pdf
from delta_app.venue.queries import venue
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
        """It becomes an activity."""
        self._deeds.new(idea=row)

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
