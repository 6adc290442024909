"""One person's papers and their part in team life, as their card shows them to the coordinator.

Self-contained: a card that holds ``PapersPart()`` calls ``show_person(desk, host)`` for whoever it shows. ``step_of``
may be set to what gives the step of the path that the information note is, so that printing it can mark it.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from delta_app.core import clock
from delta_app.core.i18n import _
from delta_app.team.life_data import gatherings_of, took_part_words
from delta_app.team.paper_dialogs import NoteStep, show_certificate, show_note
from delta_app.team.papers_data import HostRow
from delta_app.widgets.buttons import Button
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.page import Desk
from delta_app.widgets.rows import TitledPart
from delta_app.widgets.text import plain_tip, words


class PapersPart(TitledPart):
    """What somebody took part in this year, and the two papers that are made for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Papiers et vie d’équipe"), parent=parent)
        self.step_of: Callable[[int], NoteStep | None] = lambda _host_id: None
        self._desk: Desk | None = None
        self._host: HostRow | None = None
        self.note = Button(_("Note d’information…"))
        self.certificate = Button(_("Attestation…"))
        self._took_part = words("", "soft", wrap=True)
        self.add(self._took_part)
        acts = FlowLayout(spacing=6)
        for button in (self.note, self.certificate):
            acts.addWidget(button)
        self.column.addLayout(acts)
        self.note.clicked.connect(self.on_note)
        self.certificate.clicked.connect(self.on_certificate)

    def show_person(self, desk: Desk, host: HostRow) -> None:
        """Show somebody; to the coordinator alone."""
        self._desk, self._host = desk, host
        self.setVisible(desk.may_write)
        if not desk.may_write:
            return
        with desk.store.read() as session:
            self._took_part.setText(took_part_words(gatherings_of(session, host.id), clock.today().year))
        staff = host.origin == "staff"
        why = _("Son service atteste lui-même de ses heures.") if staff else ""
        self.certificate.setEnabled(not staff)
        self.certificate.setAccessibleDescription(why)
        plain_tip(self.certificate, why)

    def on_note(self) -> None:
        """The information note."""
        if self._desk is not None and self._host is not None:
            show_note(self._desk, self._host.id, self, step=self.step_of(self._host.id))
            self.note.setFocus()

    def on_certificate(self) -> None:
        """The certificate of volunteering."""
        if self._desk is not None and self._host is not None:
            show_certificate(self._desk, self._host.id, self)
            self.certificate.setFocus()
