"""Sending a published month: each gets their own shifts, by mail, by drafts of mails, or on paper.

Before it stands the coordinator who has just published, and wants everybody whom it concerns to know tonight, nobody
twice, and nobody forgotten who has no address.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, join_names, month_name, ngettext
from delta_app.core.text import one_stop
from delta_app.planning.check_list_page import CheckList, Tickable
from delta_app.planning.letter_data import Addressed
from delta_app.planning.letter_files import change_lines, roster_letters, roster_preview
from delta_app.planning.letter_page import LetterView
from delta_app.planning.sending_commands import PutOutcome, send_month
from delta_app.planning.sending_data import Group, Recipient, SendView, send_view
from delta_app.planning.sheet_host import hosts_pdf
from delta_app.planning.spoken import no_mail_words, put_words, without_mail_words
from delta_app.planning.ways_page import Batch, Drafts, Sent, Ways
from delta_app.sheets.output import keep_pdf
from delta_app.widgets import space, theme
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone


class SendDialog(Dialog):
    """Choose whom at the left, see what they get at the right, send at the foot."""

    def __init__(self, desk: Desk, month: Month, parent: QWidget | None = None) -> None:
        with desk.store.read() as session:
            self._view: SendView = send_view(session, month)
        title = _("Envoyer {month}, version {version}").format(
            month=month_name(month.first), version=self._view.view.version
        )
        super().__init__(title, parent, width=1040)
        self._desk, self._title = desk, title
        self._rows = {one.host_id: one for one in self._view.recipients}
        usual = [self._rows[host_id] for host_id in self._rows if host_id in self._view.usual] or [*self._rows.values()]
        self._looked = next((one.host_id for one in usual if one.person.address), usual[0].host_id if usual else None)
        self._build()
        self._lay_out()
        self._connect()
        self._show_letter()
        self.on_ticked()
        self.people.take_focus()

    def _build(self) -> None:
        self.people = CheckList()
        self._told = words(_who_words(self._view), wrap=True)
        self.people.show_groups(_groups(self._view))
        self._with_month = QCheckBox(_("Joindre aussi le planning du mois"))
        self._letter = LetterView()
        self.ways = Ways(self._desk, self._view.writer, self._batch, self)

    def _lay_out(self) -> None:
        self.column.addWidget(self._told)
        across = QHBoxLayout()
        space.between(across, 14)
        across.addWidget(self.people.scrolled(), 6)
        told = QVBoxLayout()
        space.between(told, 8)
        told.addWidget(self._letter, 1)
        told.addWidget(self._with_month, 0, Qt.AlignmentFlag.AlignLeft)
        across.addLayout(told, 7)
        self.column.addLayout(across, 1)
        self.ways.lay_out()
        self.resize(QSize(self.width(), min(theme.px(690), self._room_height())))

    def _connect(self) -> None:
        self.people.changed.connect(self.on_ticked)
        self.people.looked_at.connect(self.on_looked)
        self._with_month.toggled.connect(self._show_letter)
        self.ways.paper_asked.connect(self.on_sheets)
        self.ways.sent.connect(self.on_sent)
        self.ways.drafted.connect(self.on_drafted)
        self.ways.hold((self.people, self._with_month), self.on_ticked)

    @property
    def _chosen(self) -> list[Recipient]:
        return [self._rows[host_id] for host_id in self.people.chosen]

    @property
    def _for_paper(self) -> list[Recipient]:
        """Whose sheets are printed: of those ticked whoever gets no mail; where all do, everybody ticked."""
        chosen = [one for one in self._chosen if one.month.shifts]
        return [one for one in chosen if not one.person.address] or chosen

    def on_ticked(self) -> None:
        """The buttons say for how many."""
        chosen = self._chosen
        without, sheets = [one.person for one in chosen if not one.person.address], len(self._for_paper)
        paper = ngettext("Imprimer {n} feuille…", "Imprimer {n} feuilles…", sheets).format(n=sheets)
        note = without_mail_words(without, _("à remettre sur papier"))
        self.ways.tell(len(chosen) - len(without), paper, prints=bool(sheets), note=note)

    def on_looked(self, host_id: int) -> None:
        """Somebody’s letter is looked at."""
        self._looked = host_id
        self._show_letter()

    def _show_letter(self) -> None:
        one = self._rows.get(self._looked or 0)
        if one is None:
            self._letter.say(_("Il n’y a personne à qui l’envoyer."))
        elif one.person.address:
            letter = roster_preview(self._view, one, with_month=self._with_month.isChecked())
            self._letter.show_letter(letter, one.person.full_name)
        else:
            self._letter.say(_("{name} : {why}").format(name=one.person.full_name, why=no_mail_words(one.person)))

    def _batch(self) -> Batch:
        view, with_month = self._view, self._with_month.isChecked()
        to, printed_on, stamped = [one for one in self._chosen if one.person.address], clock.today(), clock.now()

        def make() -> Iterator[Addressed]:
            return roster_letters(view, to, with_month=with_month, printed_on=printed_on, stamped=stamped)

        month, version = view.view.month, view.view.version
        again = frozenset(one.host_id for one in to if one.sent)
        label = _("Envoyer {month}, version {version}").format(month=month_name(month.first), version=version)

        def put(session: Any, letters: tuple[Addressed, ...]) -> PutOutcome:
            return send_month(session, month, version, letters, again=again)

        return Batch(len(to), make, f"planning {view.about}", label, put)

    def on_sent(self, sent: Sent) -> None:
        """The letters are in the outbox."""
        told = put_words(sent.outcome.put, sent.outcome.already)
        self._go_on(told, {one.host_id for one in sent.letters})

    def on_drafted(self, drafts: Drafts) -> None:
        """The drafts are written: they are opened."""
        told, _opened = self.ways.open_drafts(drafts)
        self._go_on(told, {one.host_id for one in drafts.letters})

    def on_sheets(self) -> None:
        """Look at the sheets and take them along, each in its reader’s language."""
        people, today = self._for_paper, clock.today()
        months, languages = [one.month for one in people], [one.person.language for one in people]
        paper = PaperDialog(
            self._desk,
            _("Les feuilles à remettre : {month}").format(month=month_name(self._view.view.month.first)),
            lambda: hosts_pdf(months, printed_on=today, languages=languages),
            keep_pdf,
            name=_("permanences-{month}").format(month=self._view.view.month),
            note=one_stop(_("Pour {names}.").format(names=join_names([one.person.name for one in people]))),
            parent=self,
        )
        if paper.exec():
            left = [one for one in self._chosen if one not in people]
            self.people.tick(one.host_id for one in left)
            if not left:
                self.accept()

    def _go_on(self, told: str, written: set[int]) -> None:
        """Tell what was done; whoever is ticked and got none remains to be given a sheet, else the dialog is done."""
        left = [one for one in self._chosen if one.host_id not in written]
        self._desk.told.emit(told, False)
        if not any(one.month.shifts for one in left):
            self.accept()
            return
        self.people.tick(one.host_id for one in left)
        self._told.setText(told)
        self.ways.paper.setFocus()

    def reject(self) -> None:
        """Escape stops what is being made; else it leaves."""
        if self.ways.making.busy:
            self.ways.making.stop()
        else:
            super().reject()


def _groups(view: SendView) -> list[tuple[str, Sequence[Tickable]]]:
    headings: dict[Group, str] = {
        "changed": _("Quelque chose change pour elles ({n})"),
        "seated": _("Rien ne change pour elles ({n})") if view.before else _("Ont des permanences ({n})"),
        "free": _("Sans permanence ce mois-ci ({n})"),
    }
    usual = view.usual
    found: list[tuple[str, Sequence[Tickable]]] = []
    for group, heading in headings.items():
        rows = [_tickable(one, ticked=one.host_id in usual) for one in view.recipients if one.group == group]
        found.append((heading.format(n=len(rows)), rows))
    return found


def _tickable(one: Recipient, *, ticked: bool) -> Tickable:
    n = len(one.month.shifts)
    count = ngettext("{n} permanence", "{n} permanences", n).format(n=n) if n else _("aucune permanence")
    said = " ; ".join(change_lines(one.change)) if one.change is not None else count
    mark: tuple[str, str, Tone] | None = None
    if one.sent:
        mark = _("déjà envoyé"), "check", "good"
    elif not one.person.address:
        mark = no_mail_words(one.person), "alert", "attention"
    return Tickable(one.host_id, one.person.full_name, said, ticked, mark)


def _who_words(view: SendView) -> str:
    """Who is ticked, and who has it already."""
    told = [
        _(
            "Chacun reçoit ses propres permanences, sa feuille et son agenda, dans sa langue ; personne ne voit "
            "l’adresse d’un autre."
        )
    ]  # fmt: skip
    sent = sum(one.sent for one in view.recipients)
    if sent:
        sentence = ngettext(
            "{n} personne a déjà reçu cette version.", "{n} personnes ont déjà reçu cette version.", sent
        )
        told.append(sentence.format(n=sent))
    return " ".join(told)
