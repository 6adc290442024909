"""The section of settings with the path of newcomers: its steps in order, and how many shadow shifts it asks.

Before it stands the coordinator who does things another way here: one step less, another name, three shadow shifts.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from delta_app.core.i18n import _, ngettext
from delta_app.hosts.path_commands import set_path
from delta_app.hosts.path_data import (
    DEFAULT_PATH,
    KNOWN_STEPS,
    MOST_SHADOWS,
    MOST_STEPS,
    SHADOWS,
    Step,
    path_steps,
    step_title,
    usual_title,
)
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.cards import Card
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import NumberField, acts_row, add_field, form_on
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import words

OWN = ""  # the key of a step that has none yet


class PathView(SectionView):
    """A row a step. Taking one away forgets nothing that was noted of it."""

    tables = frozenset({"path_step"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _(
            "Les étapes par lesquelles on devient accueillant·e ici, dans leur ordre. Une étape retirée ne disparaît "
            "pas des parcours où elle est notée."
        )
        super().__init__(desk, _("Parcours"), sentence, parent)
        self._steps: tuple[Step, ...] = ()
        self._hold: tuple[str, str] | None = None  # the step and the button that should have the keyboard
        self._add = Button(_("Ajouter une étape…"), "plus")
        self._reset = Button(_("Remettre le parcours proposé"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        card = Card()
        card.column.addLayout(self._rows)
        self.column.addLayout(acts_row(self._add, self._reset))
        self.column.addWidget(card)
        self._add.clicked.connect(self.on_add)
        self._reset.clicked.connect(self.on_reset)

    def refresh(self) -> None:
        """Show the path in force."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                self._steps = path_steps(session)
            may = self.desk.may_write
            self._add.setEnabled(may and len(self._steps) < MOST_STEPS)
            self._reset.setVisible(self._steps != DEFAULT_PATH)
            self._reset.setEnabled(may)
            empty_layout(self._rows)
            to_hold: QWidget | None = None
            for place, step in enumerate(self._steps):
                buttons = self._buttons(place, step)
                for key, button in buttons.items():
                    button.setEnabled(may and button.isEnabled())
                    if self._hold == (step.key, key):
                        to_hold = button if button.isEnabled() else buttons["change"]
                self._rows.addWidget(ItemRow(f"{place + 1}. {step_title(step)}", _caption(step), *buttons.values()))
            if to_hold is not None:
                to_hold.setFocus()
            self._hold = None

    def _buttons(self, place: int, step: Step) -> dict[str, QWidget]:
        title = step_title(step)
        up = IconButton("up", _("Plus tôt : {step}").format(step=title))
        down = IconButton("down", _("Plus tard : {step}").format(step=title))
        change, remove = Button(_("Modifier…"), "pen"), IconButton("close", _("Retirer : {step}").format(step=title))
        change.setAccessibleName(_("Modifier : {step}").format(step=title))
        up.setEnabled(place > 0)
        down.setEnabled(place < len(self._steps) - 1)
        remove.setEnabled(len(self._steps) > 1)
        up.clicked.connect(lambda: self._move(place, -1))
        down.clicked.connect(lambda: self._move(place, 1))
        change.clicked.connect(lambda: self.on_change(place))
        remove.clicked.connect(lambda: self.on_remove(place))
        return {"up": up, "down": down, "change": change, "remove": remove}

    def _move(self, place: int, by: int) -> None:
        steps = list(self._steps)
        step = steps.pop(place)
        steps.insert(place + by, step)
        told = _("« {step} » est maintenant l’étape {n}.").format(step=step_title(step), n=place + by + 1)
        self._hold = (step.key, "up" if by < 0 else "down")
        self._write(_("Parcours : déplacer « {step} »").format(step=step_title(step)), steps, told)

    def on_remove(self, place: int) -> None:
        """One step less."""
        step = self._steps[place]
        left = [one for one in self._steps if one is not step]
        self._hold = (left[min(place, len(left) - 1)].key, "remove")
        self._write(
            _("Parcours : retirer « {step} »").format(step=step_title(step)), left,
            _("« {step} » n’est plus une étape du parcours.").format(step=step_title(step)),
        )  # fmt: skip

    def on_change(self, place: int) -> None:
        """Another name, another number of shadow shifts."""
        step = self._steps[place]
        dialog = StepDialog(step, (), self)
        if dialog.exec():
            changed = dialog.step
            self._hold = (step.key, "change")
            self._write(
                _("Parcours : changer « {step} »").format(step=step_title(step)),
                [changed if one is step else one for one in self._steps],
                _("Étape à jour : {step}.").format(step=step_title(changed)),
            )

    def on_add(self) -> None:
        """One step more, at the end; it is moved from there."""
        there = {step.key for step in self._steps}
        dialog = StepDialog(None, [step for step in KNOWN_STEPS if step.key not in there], self)
        if dialog.exec():
            added = dialog.step
            title = step_title(added)
            self._write(
                _("Parcours : ajouter « {step} »").format(step=title), [*self._steps, added],
                _("« {step} » est la dernière étape du parcours ; les flèches la déplacent.").format(step=title),
            )  # fmt: skip
            self._add.setFocus()

    def on_reset(self) -> None:
        """The path the program ships."""
        self._write(
            _("Remettre le parcours proposé"), DEFAULT_PATH, _("Le parcours proposé est de nouveau en vigueur.")
        )
        self._add.setFocus()

    def _write(self, label: str, steps: Sequence[Step], told: str) -> None:
        if not self.desk.act(label, lambda session: set_path(session, steps), lambda _done: told):
            self.refresh()

    def offers(self) -> Sequence[Act]:
        """Adding a step."""
        return (Act.of("settings.add_step", self._add, _("Ajouter une étape au parcours…")),)

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """How one changes the path."""
        return ((_("Changer l’ordre"), _("les flèches de chaque étape ; chaque changement s’annule")),)


def _caption(step: Step) -> str:
    said = []
    if step.key == SHADOWS:
        counted = ngettext("{n} doublure, comptée", "{n} doublures, comptées", step.needed)
        said.append(_("{counted} d’après le planning").format(counted=counted.format(n=step.needed)))
    if step.key == "formalities":
        said.append(_("seule la date est notée, jamais pourquoi"))
    usual = usual_title(step.key)
    if step.name and usual:
        said.append(usual)
    return " · ".join(said)


def _formalities() -> str:
    return _(
        "De ces formalités, seule la date est gardée : « vérifiées le … ». Jamais pourquoi quelqu’un touche une "
        "allocation."
    )


class StepDialog(Dialog):
    """A step changed, or one more, of the program's own or the place's; ``step`` once accepted."""

    def __init__(self, step: Step | None, known: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(_("Étape du parcours") if step else _("Une étape de plus"), parent, width=460)
        self._step, self._known = step, {one.key: one for one in known}
        self._kind = Choice("")
        for one in known:
            self._kind.addItem(step_title(one), one.key)
        self._kind.addItem(_("une étape à vous"), OWN)
        self._name = QLineEdit(step_title(step) if step else "")
        self._needed = NumberField(1, MOST_SHADOWS, step.needed if step and step.needed else 2)
        self._said = words("", "soft", wrap=True)
        leave, self._go = Button(_("Annuler")), Button(_("Enregistrer"), "check", kind="main")
        form = form_on()
        if step is None and known:
            add_field(form, _("Étape"), self._kind)
        add_field(form, _("Nom"), self._name)
        if (step.key if step else None) == SHADOWS or SHADOWS in self._known:
            add_field(form, _("Doublures à faire"), self._needed)
        self.column.addLayout(form)
        self.column.addWidget(self._said)
        self.lay_out_buttons(leave, self._go)
        self._kind.currentIndexChanged.connect(self.on_kind)
        self._name.textChanged.connect(self.on_edited)
        leave.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        self.on_kind()
        (self._kind if step is None and known else self._name).setFocus()

    @property
    def _key(self) -> str:
        return self._step.key if self._step is not None else str(self._kind.currentData() or OWN)

    @property
    def step(self) -> Step:
        """The step as it is wanted."""
        base = self._step or self._known.get(self._key, Step(OWN))
        name = " ".join(self._name.text().split())
        return replace(
            base, name="" if name == usual_title(base.key) else name,
            needed=self._needed.value() if base.key == SHADOWS else 0,
        )  # fmt: skip

    def on_kind(self) -> None:
        """A step of the program's has its name already."""
        if self._step is None:
            self._name.setText(usual_title(self._key))
        self._needed.setEnabled(self._key == SHADOWS)
        self._said.setText(_formalities() if self._key == "formalities" else "")
        self._said.setVisible(self._key == "formalities")
        self.on_edited()

    def on_edited(self) -> None:
        """Offered once it has a name."""
        self._go.setEnabled(bool(self._name.text().strip()))


def path_section() -> Section:
    """How one becomes a host here."""
    return Section("path", _("Parcours"), "star", PathView)
