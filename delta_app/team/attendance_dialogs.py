"""Who came to a gathering: ticked one after the other from a list on paper."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, capitalised, ngettext
from delta_app.core.text import fold, one_stop
from delta_app.team.life_commands import note_attendance
from delta_app.team.life_data import (
    AttendanceList,
    Attendee,
    attendance_list,
    gathering_kind_words,
    gathering_words,
    span_words,
)
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words

IN_A_ROW = 2  # people side by side


class AttendanceDialog(Dialog):
    """A few letters and Enter tick somebody, and the next name can be typed; all is noted in one act."""

    def __init__(self, desk: Desk, listed: AttendanceList, parent: QWidget | None = None) -> None:
        super().__init__(_("Qui est venu ?"), parent, width=600)
        self._desk, self._listed = desk, listed
        self._build()
        self._arrange()
        self._count()
        self._lay_out()
        self._connect()
        self._field.setFocus()

    def _build(self) -> None:
        self._boxes = {one.host_id: QCheckBox(_box_words(one)) for one in self._listed.people}
        for one in self._listed.people:
            box = self._boxes[one.host_id]
            box.setChecked(one.came)
            box.setEnabled(one.possible or one.came)
        self._field = QLineEdit()
        self._field.setAccessibleName(_("Cocher quelqu’un"))
        self._field.setPlaceholderText(_("quelques lettres du nom, puis Entrée ; Entrée seule pour finir"))
        self._hint, self._counted = words("", "soft", wrap=True), words("", "strong")
        self._others = words(_("Les autres"), "strong")
        self._error = words(role="error", wrap=True)
        self._error.hide()
        self._grid = QGridLayout()
        self.leave = Button(_("Annuler"))
        self.go = Button(_("Enregistrer"), "check", kind="main")
        self.go.setAutoDefault(False)  # Enter belongs to the field

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        space.in_grid(self._grid, across=14, down=1)
        for column in range(IN_A_ROW):
            self._grid.setColumnStretch(column, 1)
        body = QWidget()
        inner = QVBoxLayout(body)
        space.around(inner, 2, 2, 10, 2)
        inner.addLayout(self._grid)
        inner.addStretch()
        self._area = scrolled(body)
        row = self._listed.gathering
        about = " · ".join(
            filter(None, (capitalised(gathering_kind_words(row.kind)), span_words(row, clock.today().year), row.theme))
        )
        self.column.addWidget(words(about, "soft", wrap=True))
        self.column.addWidget(self._field)
        self.column.addWidget(self._hint)
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self._error)
        self.buttons.insertWidget(0, self._counted)
        self.lay_out_buttons(self.leave, self.go)
        self.fit_to(self._area)

    def _connect(self) -> None:
        self._field.textChanged.connect(self.on_typed)
        for box in self._boxes.values():
            box.toggled.connect(self.on_ticked)
        self.leave.clicked.connect(self.reject)
        self.go.clicked.connect(self.on_save)

    def _found(self) -> list[Attendee]:
        typed = fold(self._field.text()).split()
        return [one for one in self._listed.people if _answers(one, typed)]

    def _arrange(self) -> None:
        """Those who answer to what is typed, the active ones first, in rows of two."""
        found = self._found()
        for one in self._listed.people:
            self._grid.removeWidget(self._boxes[one.host_id])
            self._boxes[one.host_id].setVisible(False)
        self._grid.removeWidget(self._others)
        expected = [one for one in found if one.standing == "active"]
        others = [one for one in found if one.standing != "active"]
        self._others.setVisible(bool(others) and bool(expected))
        first = self._place(expected, 0)
        if others and expected:
            self._grid.addWidget(self._others, first, 0, 1, IN_A_ROW)
            first += 1
        self._place(others, first)

    def _place(self, people: list[Attendee], first: int) -> int:
        """Put people into the grid from a row on; the row after them."""
        height = -(-len(people) // IN_A_ROW)
        for place, one in enumerate(people):  # down one column, then the next, as one reads a list
            self._grid.addWidget(self._boxes[one.host_id], first + place % height, place // height)
            self._boxes[one.host_id].setVisible(True)
        return first + height

    def on_typed(self) -> None:
        """Show who answers, and say what Enter would do."""
        self._error.hide()
        self._arrange()
        self._tell_hint()

    def _next(self) -> Attendee | None:
        """Whoever Enter would tick or untick: the first who answers and can have come."""
        if not fold(self._field.text()):
            return None
        able = [one for one in self._found() if self._boxes[one.host_id].isEnabled()]
        return able[0] if able else None

    def _tell_hint(self) -> None:
        chosen, hint = self._next(), ""
        if chosen is not None:
            ticked = self._boxes[chosen.host_id].isChecked()
            sentence = _("Entrée décoche {name}.") if ticked else _("Entrée coche {name}.")
            hint = one_stop(sentence.format(name=chosen.name))
        elif fold(self._field.text()):
            hint = _("Personne dans l’équipe de ce jour-là ne s’appelle ainsi.")
        self._hint.setText(hint)
        self._field.setAccessibleDescription(hint)

    def on_ticked(self) -> None:
        """One more, or one fewer."""
        self._error.hide()
        self._count()

    def _count(self) -> None:
        came = len(self._came())
        text = ngettext("{n} présence", "{n} présences", came).format(n=came)
        self._counted.setText(text if came else _("Personne n’est coché"))

    def _came(self) -> list[int]:
        return [host_id for host_id, box in self._boxes.items() if box.isChecked()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the field ticks and makes room for the next name; in an empty field it goes on to the button that
        saves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._field.hasFocus():
            chosen = self._next()
            if chosen is not None:
                self._boxes[chosen.host_id].toggle()
                self._field.clear()
            elif not self._field.text():
                self.go.setFocus()
            return
        super().keyPressEvent(event)

    def on_save(self) -> None:
        """All in one act, or say here why not."""
        row, came = self._listed.gathering, self._came()
        about = {"gathering": gathering_words(row)}
        try:
            label = _("Qui est venu : {gathering}").format(**about)
            with self._desk.store.write(self._desk.actor, label) as session:
                noted = note_attendance(session, row.id, came)
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            self._area.ensureWidgetVisible(self._error)
            self._field.setFocus()
            return
        sentence = ngettext("{gathering} : {n} présence notée.", "{gathering} : {n} présences notées.", noted.came)
        self._desk.told.emit(sentence.format(n=noted.came, **about), True)
        self.accept()


def _answers(one: Attendee, typed: list[str]) -> bool:
    parts = fold(one.full_name).split()
    return all(any(part.startswith(word) for part in parts) for word in typed)


def _box_words(one: Attendee) -> str:
    said = {
        "active": "{name}",
        "paused": _("{name} (en pause)"),
        "left": _("{name} (a quitté l’équipe)"),
        "unknown": _("{name} (pas encore dans l’équipe)"),
    }
    return said[one.standing].format(name=one.name).replace("&", "&&")


def note_who_came(desk: Desk, gathering_id: int, parent: QWidget) -> None:
    """The people of that day, to be ticked."""
    with desk.attempt():
        with desk.store.read() as session:
            listed = attendance_list(session, gathering_id)
        AttendanceDialog(desk, listed, parent).exec()
