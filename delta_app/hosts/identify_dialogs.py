"""Saying which host one is at the shared PC: a name by its first letters, then a code; and changing one's code."""

from PySide6.QtWidgets import QWidget

from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.store import Store
from delta_app.hosts.pin_commands import identify_host, set_pin
from delta_app.hosts.queries import acting_host, hosts, with_pin
from delta_app.hosts.rules import PIN_LENGTHS
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.finder import Found
from delta_app.widgets.forms import add_field, form_on, secret_field
from delta_app.widgets.page import Desk
from delta_app.widgets.secret_dialog import SecretDialog
from delta_app.widgets.text import words


def people_to_be(store: Store) -> list[Found]:
    """Every host of the team as somebody one may say one is; whoever has no code yet cannot."""
    with store.read() as session:
        having = with_pin(session)
        team = [(host, acting_host(session, host.id)) for host in hosts(session)]
    lacking = _("pas encore de code : la coordination en donne un")
    return [
        Found(host.name, "" if host.id in having else lacking, actor, possible=host.id in having)
        for host, actor in team
    ]


def ask_code(store: Store, wanted: Actor, parent: QWidget) -> bool:
    """Whether somebody showed by their code that they are this host."""
    host_id = _number_of(wanted)
    dialog = SecretDialog(
        wanted.name,
        _("Votre code"),
        lambda typed: identify_host(store, host_id, typed),
        parent,
        note=_("Code oublié ? La coordination en donne un autre."),
        digits=True,
    )
    return bool(dialog.exec())


def _number_of(actor: Actor) -> int:
    if actor.role != Role.HOST or actor.host_id is None:
        raise ValueError("only a host has a code")
    return actor.host_id


class ChangePinDialog(Dialog):
    """Accepted: the host who acts has another code. The present one is asked for first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Changer mon code"), parent, width=440)
        self._desk = desk
        self._present, self._new, self._again = secret_field(), secret_field(), secret_field()
        form = form_on()
        add_field(form, _("Code actuel"), self._present)
        add_field(form, _("Nouveau code"), self._new)
        add_field(form, _("Encore une fois"), self._again)
        lengths = _("{least} à {most} chiffres").format(least=PIN_LENGTHS[0], most=PIN_LENGTHS[-1])
        self._new.setPlaceholderText(lengths)
        self._error = words(role="error", wrap=True)
        self._error.hide()
        leave, keep = Button(_("Annuler")), Button(_("Changer"), "lock", kind="main")

        self.column.addLayout(form)
        self.column.addWidget(self._error)
        self.lay_out_buttons(leave, keep)

        leave.clicked.connect(self.reject)
        keep.clicked.connect(self.on_keep)
        for field in (self._present, self._new, self._again):
            field.textEdited.connect(self._error.hide)
        self._present.setFocus()

    def on_keep(self) -> None:
        """Do it, or say what is not right."""
        actor = self._desk.actor
        host_id = _number_of(actor)
        field = self._present
        try:
            identify_host(self._desk.store, host_id, self._present.text())
            field = self._new
            if self._new.text() != self._again.text():
                field = self._again
                raise Refused("pins_differ")
            with self._desk.store.write(actor, _("Changer son code")) as session:
                set_pin(session, host_id, self._new.text())
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            field.selectAll()
            field.setFocus()
            return
        self._desk.told.emit(_("Votre code est changé."), False)
        self.accept()
