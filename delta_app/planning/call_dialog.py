"""“Who can come?”: people are called for a slot that lacks somebody, by mail, by drafts of mails, or by telephone.

Before it stands the coordinator with a hole, often of tomorrow, who wants to have asked the right people within two
minutes and be sure of what they are told.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import LANGUAGES, _, day_month, format_span, join_names, ngettext
from delta_app.core.text import one_stop
from delta_app.mail.letter import Letter
from delta_app.planning.call_data import CalleeRow, CallView, CallWay, call_view
from delta_app.planning.check_list_page import CheckList, Tickable
from delta_app.planning.letter_data import Addressed
from delta_app.planning.letter_files import call_body, call_letter
from delta_app.planning.letter_page import LetterView
from delta_app.planning.sending_commands import PutOutcome, call_by_mail, note_call
from delta_app.planning.sheet_call import phone_list_pdf
from delta_app.planning.spoken import contact_words, no_mail_words, put_words, without_mail_words
from delta_app.planning.ways_page import Batch, Drafts, Sent, Ways
from delta_app.sheets.output import keep_pdf
from delta_app.widgets import space, theme
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog
from delta_app.widgets.segments import Segments
from delta_app.widgets.text import words

TICKED_AT_FIRST = 5  # as many as one asks at once; the coordinator says otherwise


class CallDialog(Dialog):
    """Choose whom at the left, see what they get at the right, call at the foot."""

    def __init__(self, desk: Desk, slot_id: int, parent: QWidget | None = None) -> None:
        with desk.store.read() as session:
            self._view: CallView = call_view(session, slot_id)
        self._when = f"{day_month(self._view.day)}, {format_span(*self._view.span)}"
        super().__init__(_("Lancer un appel : {when}").format(when=self._when), parent, width=1040)
        self._desk = desk
        self._bodies = {row.person.language: call_body(self._view, row.person.language) for row in self._view.people}
        self._build()
        self._lay_out()
        self._connect()
        self._show_people()
        self.people.take_focus()

    def _build(self) -> None:
        self._need = words("", wrap=True)
        self.people = CheckList()
        self._nobody = words(
            _(
                "Personne ne pourrait venir sans qu’une règle, une absence ou un refus s’y oppose. « Qui peut venir "
                "? », à côté de la permanence, dit pourquoi."
            ),
            wrap=True,
        )
        languages = [code for code in LANGUAGES if code in self._bodies]
        self._languages = Segments(_("Langue du message"), [(code, LANGUAGES[code]) for code in languages])
        self._message = QPlainTextEdit()
        self._message.setAccessibleName(_("Message"))
        self._message.setTabChangesFocus(True)
        self._letter = LetterView()
        self.ways = Ways(self._desk, self._view.writer, self._batch, self)

    def _lay_out(self) -> None:
        self.column.addWidget(self._need)
        if not self._view.people:
            self.column.addWidget(self._nobody)
            self.ways.paper.hide()
            self.ways.drafts.hide()
            self.ways.send.hide()
            self.column.addLayout(self.buttons)
            self.buttons.addWidget(self.ways.close)
            self.fit()
            return
        across = QHBoxLayout()
        space.between(across, 14)
        across.addWidget(self.people.scrolled(), 6)
        told = QVBoxLayout()
        space.between(told, 6)
        told.addWidget(words(_("Le message, entre le bonjour et la signature"), "strong", wrap=True))
        told.addWidget(self._languages)
        told.addWidget(self._message, 2)
        told.addWidget(self._letter, 3)
        across.addLayout(told, 7)
        self._languages.setVisible(len(self._bodies) > 1)
        self.column.addLayout(across, 1)
        self.ways.lay_out()
        self.resize(QSize(self.width(), min(theme.px(690), self._room_height())))

    def _connect(self) -> None:
        self.people.changed.connect(self.on_ticked)
        self.people.looked_at.connect(self.on_looked)
        self._languages.chosen.connect(self.on_language)
        self._message.textChanged.connect(self.on_written)
        self.ways.paper_asked.connect(self.on_phone_list)
        self.ways.sent.connect(self.on_sent)
        self.ways.drafted.connect(self.on_drafted)
        self.ways.hold((self.people, self._message), self.on_ticked)

    def _show_people(self, ticked: Sequence[int] | None = None) -> None:
        """Who could come, as the file says now; ``ticked``: who is to be, None: the first of those not called yet."""
        rows = self._view.people
        self._rows = {row.host_id: row for row in rows}
        fresh = [row.host_id for row in rows if not (row.here or row.leads)][:TICKED_AT_FIRST]
        on = fresh if ticked is None else ticked
        seen = [*on, *self._rows]
        self._looked = next((one for one in seen if self._rows[one].person.address), seen[0] if seen else None)
        heading = ngettext("{n} personne pourrait venir", "{n} personnes pourraient venir", len(rows)).format(
            n=len(rows)
        )
        self.people.show_groups([(heading, [_tickable(row, ticked=row.host_id in on) for row in rows])])
        self._need.setText(_need_words(self._view))
        self._show_letter()
        self.on_ticked()

    @property
    def _chosen(self) -> list[CalleeRow]:
        return [self._rows[host_id] for host_id in self.people.chosen]

    def on_ticked(self) -> None:
        """The buttons say for how many."""
        chosen = self._chosen
        without = [row.person for row in chosen if not row.person.address]
        paper = ngettext("Liste téléphonique ({n})…", "Liste téléphonique ({n})…", len(chosen)).format(n=len(chosen))
        note = without_mail_words(without, _("à appeler, avec la liste téléphonique"))
        self.ways.tell(len(chosen) - len(without), paper, prints=bool(chosen), note=note)

    def on_looked(self, host_id: int) -> None:
        """Somebody’s letter is looked at, in their language."""
        self._looked = host_id
        self._show_letter()

    def on_language(self, language: str) -> None:
        """The message in another language is looked at, with the letter of somebody who reads it."""
        spoken = [row.host_id for row in self._view.people if row.person.language == language]
        ticked = [host_id for host_id in spoken if host_id in self.people.chosen]
        self._looked = next(iter(ticked or spoken), self._looked)
        self._show_letter()

    def on_written(self) -> None:
        """The message says something else: so does the letter."""
        row = self._rows.get(self._looked or 0)
        if row is not None:
            self._bodies[row.person.language] = self._message.toPlainText()
            self._show_letter()

    def _show_letter(self) -> None:
        row = self._rows.get(self._looked or 0)
        if row is None:
            return
        language = row.person.language
        if len(self._bodies) > 1:
            self._languages.choose(language)
        if self._message.toPlainText() != self._bodies[language]:
            self._message.blockSignals(True)
            self._message.setPlainText(self._bodies[language])
            self._message.blockSignals(False)
        if row.person.address:
            self._letter.show_letter(self._letter_to(row), row.person.full_name)
        else:
            self._letter.say(_("{name} : {why}").format(name=row.person.full_name, why=no_mail_words(row.person)))

    def _letter_to(self, row: CalleeRow) -> Letter:
        return call_letter(self._view, row, self._bodies.get(row.person.language, ""))

    def _batch(self) -> Batch:
        chosen = [row for row in self._chosen if row.person.address]
        letters = [Addressed(row.host_id, self._letter_to(row)) for row in chosen]
        again = frozenset(row.host_id for row in chosen if row.here)
        slot_id, about = self._view.slot_id, self._view.about

        def put(session: Any, made: tuple[Addressed, ...]) -> PutOutcome:
            return call_by_mail(session, slot_id, about, made, again=again)

        return Batch(len(letters), lambda: letters, f"appel {self._view.day}", self._label(len(letters)), put)

    def _label(self, n: int) -> str:
        sentence = ngettext("Appeler {n} personne pour {when}", "Appeler {n} personnes pour {when}", n)
        return sentence.format(n=n, when=self._when)

    def on_sent(self, sent: Sent) -> None:
        """The letters are in the outbox, and the call is noted."""
        told = put_words(sent.outcome.put, sent.outcome.already)
        self._go_on(told, {one.host_id for one in sent.letters}, undo=False)

    def on_drafted(self, drafts: Drafts) -> None:
        """The drafts are written: the call is noted and they are opened; where nothing opens them nobody was called."""
        called = [one.host_id for one in drafts.letters]
        if not self._note(called, "draft"):
            self.ways.take_back(drafts)
            return
        noted = self._desk.store.last_own_record
        told, opened = self.ways.open_drafts(drafts)
        if opened:
            self._go_on(told, set(called), undo=False)
            return
        with self._desk.attempt():
            self._desk.store.undo(self._desk.actor, noted)
        self.ways.complain(told)  # it stays there, with the folder in it

    def on_phone_list(self) -> None:
        """Look at the list and take it along: then they are called."""
        chosen, view, today = self._chosen, self._view, clock.today()
        note = _(
            "Document de la coordination – contient des numéros, ne pas afficher. L’appel est noté dès que la liste "
            "est imprimée ou enregistrée."
        )
        paper = PaperDialog(
            self._desk,
            _("Liste téléphonique : {when}").format(when=self._when),
            lambda: phone_list_pdf(view, chosen, printed_on=today),
            keep_pdf,
            name=_("appel-{day}").format(day=view.day),
            note=note,
            parent=self,
        )
        called = [row.host_id for row in chosen]
        if paper.exec() and self._note(called, "phone"):
            told = ngettext("{n} personne à appeler : noté.", "{n} personnes à appeler : noté.", len(called))
            self._go_on(told.format(n=len(called)), set(called), undo=True)

    def _note(self, host_ids: Sequence[int], way: CallWay) -> bool:
        """Note a call; what is refused is said here, where one can choose otherwise."""
        self.ways.complain("")
        try:
            with self._desk.store.write(self._desk.actor, self._label(len(host_ids))) as session:
                note_call(session, self._view.slot_id, host_ids, way)
        except Refused as refusal:
            self.ways.complain(say(refusal))
            return False
        return True

    def _go_on(self, told: str, called: set[int], *, undo: bool) -> None:
        """Tell what was done; whoever is ticked and was not called yet remains, else the dialog is done with."""
        left = [host_id for host_id in self.people.chosen if host_id not in called]
        self._desk.told.emit(told, undo)
        if not left:
            self.accept()
            return
        try:
            with self._desk.store.read() as session:
                self._view = call_view(session, self._view.slot_id)
        except Refused:  # the place was taken meanwhile
            self.accept()
            return
        self._show_people(left)
        self._need.setText(f"{told} {self._need.text()}")
        self.ways.paper.setFocus()

    def reject(self) -> None:
        """Escape stops what is being made; else it leaves."""
        if self.ways.making.busy:
            self.ways.making.stop()
        else:
            super().reject()


def _tickable(row: CalleeRow, *, ticked: bool) -> Tickable:
    said = [row.leads, row.asked, contact_words(row.person), "" if row.answered else _("n’a pas répondu")]
    mark = (row.here, "check", "info") if row.here else None
    return Tickable(row.host_id, row.person.full_name, " · ".join(filter(None, said)), ticked, mark)  # type: ignore[arg-type]


def _need_words(view: CallView) -> str:
    lacks = ngettext("Il manque {n} personne.", "Il manque {n} personnes.", view.wanted).format(n=view.wanted)
    told = [lacks]
    if view.sure:
        told.append(one_stop(_("Là : {names}.").format(names=join_names(list(view.sure)))))
    if view.seeking:
        told.append(one_stop(_("À remplacer : {names}.").format(names=join_names(list(view.seeking)))))
    if view.people:
        told.append(_("En tête : les personnes jamais appelées, puis celles qui l’ont été il y a le plus longtemps."))
    return " ".join(told)
