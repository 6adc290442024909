"""Small dialogs about a path: a step with another day or person, the end of the path, who stands by somebody."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from delta_app.core import clock
from delta_app.core.i18n import _
from delta_app.team import spoken
from delta_app.team.commands import HostRow
from delta_app.team.path_data import SHADOWS, NewcomerView, StepNow
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.date_field import DateField
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.text import words


class StepDialog(Dialog):
    """A step of somebody: ``day`` and ``by`` once accepted, or ``removing``."""

    def __init__(self, name: str, one: StepNow, team: Sequence[HostRow], parent: QWidget | None = None) -> None:
        title = _("{step} – {name}").format(step=spoken.step_words(one), name=name)
        super().__init__(title, parent, width=460)
        self.removing = False
        self._day, self._by = _past_day(one.done_on), _person(_("la coordination"), team)
        self._by.setCurrentIndex(max(0, self._by.findData(one.mark.by_host_id if one.mark else None)))
        remove, leave = Button(_("Pas encore fait")), Button(_("Annuler"))
        go = Button(_("Noter"), "check", kind="main")
        if one.step.key == SHADOWS:
            sentence = _(
                "Les doublures tenues se comptent d’elles-mêmes, d’après le planning. Notez cette étape à la main "
                "seulement pour celles d’avant, ou pour vous en contenter."
            )
            self.column.addWidget(words(sentence, "soft", wrap=True))
        form = form_on()
        add_field(form, _("Fait le"), self._day)
        add_field(form, _("Avec"), self._by)
        self.column.addLayout(form)
        self.lay_out_buttons(*((remove,) if one.mark is not None else ()), leave, go)
        remove.clicked.connect(self.on_remove)
        leave.clicked.connect(self.reject)
        go.clicked.connect(self.accept)
        self._day.setFocus()

    @property
    def day(self) -> date:
        """When it was done."""
        return self._day.day

    @property
    def by(self) -> int | None:
        """With which host; None for the coordination."""
        chosen = self._by.currentData()
        return None if chosen is None else int(chosen)

    def on_remove(self) -> None:
        """It is not done after all."""
        self.removing = True
        self.accept()


class ConcludeDialog(Dialog):
    """The end of somebody's path, although steps may lack; ``day`` once accepted."""

    def __init__(self, newcomer: NewcomerView, parent: QWidget | None = None) -> None:
        name, missing = newcomer.host.name, newcomer.path.missing
        super().__init__(_("{name} devient accueillant·e").format(name=name), parent, width=460)
        self._day = _past_day(None)
        leave = Button(_("Annuler"))
        go = Button(_("Terminer le parcours tout de même") if missing else _("Terminer le parcours"), kind="main")
        if missing:
            self.column.addWidget(words(_("Il manque encore :"), "strong"))
            for one in missing:
                self.column.addWidget(words(f"– {spoken.step_words(one)}", wrap=True))
        sentence = _(
            "Dès ce jour, {name} compte parmi les accueillant·es, et débute à côté de quelqu’un d’expérimenté."
        )
        self.column.addWidget(words(sentence.format(name=name), "soft", wrap=True))
        form = form_on()
        add_field(form, _("Depuis le"), self._day)
        self.column.addLayout(form)
        self.lay_out_buttons(leave, go)
        leave.clicked.connect(self.reject)
        go.clicked.connect(self.accept)
        self._day.setFocus()

    @property
    def day(self) -> date:
        """Since when."""
        return self._day.day


class MentorDialog(Dialog):
    """Who stands by somebody; ``mentor`` once accepted."""

    def __init__(self, newcomer: NewcomerView, team: Sequence[HostRow], parent: QWidget | None = None) -> None:
        super().__init__(_("Qui accompagne {name} ?").format(name=newcomer.host.name), parent, width=440)
        able = [host for host in team if host.level == "experienced" and host.state == "active"]
        self._who = _person(_("personne"), [host for host in able if host.id != newcomer.host.id])
        chosen = newcomer.mentor.host_id if newcomer.mentor is not None else None
        self._who.setCurrentIndex(max(0, self._who.findData(chosen)))
        leave, go = Button(_("Annuler")), Button(_("Noter"), "check", kind="main")
        sentence = _("Quelqu’un d’expérimenté, à qui s’adresser en commençant.")
        self.column.addWidget(words(sentence, "soft", wrap=True))
        form = form_on()
        add_field(form, _("Mentor"), self._who)
        self.column.addLayout(form)
        self.lay_out_buttons(leave, go)
        leave.clicked.connect(self.reject)
        go.clicked.connect(self.accept)
        self._who.setFocus()

    @property
    def mentor(self) -> int | None:
        """The host chosen; None for nobody."""
        chosen = self._who.currentData()
        return None if chosen is None else int(chosen)


def _past_day(shown: date | None) -> DateField:
    """A day that has come."""
    today = clock.today()
    field = DateField("")
    field.setMaximumDate(QDate(today.year, today.month, today.day))
    field.show_day(shown or today)
    return field


def _person(nobody: str, team: Sequence[HostRow]) -> Choice:
    choice = Choice("")
    choice.addItem(nobody, None)
    for host in team:
        choice.addItem(host.name, host.id)
    return choice
