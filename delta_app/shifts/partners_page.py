"""The section of settings with the partner services: what each promises a month, gives, and who comes from it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from delta_app.core.i18n import _, join_names, month_name, ngettext
from delta_app.shifts.partners_data import ServiceRow, service_rows
from delta_app.shifts.pattern_process import add_partner, change_partner, remove_service
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import NumberField, acts_row, add_field, form_on
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone

LONGEST_NAME = 80
MOST_PROMISED = 1000


class PartnersView(SectionView):
    """A row a service; what keeps one from being taken away is said in its row."""

    tables = frozenset({"partner", "host", "seat", "slot"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _("Les services qui prêtent du personnel, et le nombre de permanences qu’ils promettent par mois.")
        super().__init__(desk, _("Services partenaires"), sentence, parent)
        self._hold: int | None = None
        self._add = Button(_("Ajouter un service…"), "plus")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        card = Card()
        card.column.addLayout(self._rows)

        self.column.addLayout(acts_row(self._add))
        self.column.addWidget(card)

        self._add.clicked.connect(self.on_add)
        desk.month_changed.connect(self.on_month)

    def refresh(self) -> None:
        """Show the services as they are kept."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                rows = service_rows(session, self.desk.month)
            self._add.setEnabled(self.desk.may_write)
            empty_layout(self._rows)
            to_hold: Button | None = None
            for row in rows:
                change = Button(_("Modifier…"), "pen")
                change.setAccessibleName(_("Modifier {service}").format(service=row.name))
                change.setEnabled(self.desk.may_write)
                change.clicked.connect(lambda _checked, row=row: self.on_change(row))
                self._rows.addWidget(ItemRow(row.name, self._caption(row), change, chip=self._chip(row)))
                to_hold = change if row.id == self._hold else to_hold
            if not rows:
                nothing = _(
                    "Aucun service pour l’instant. Une personne prêtée par un service en fait aussi apparaître un."
                )
                self._rows.addWidget(words(nothing, "soft", wrap=True))
            if to_hold is not None:
                to_hold.setFocus()
            self._hold = None

    def _caption(self, row: ServiceRow) -> str:
        people = ngettext("{n} personne", "{n} personnes", row.people).format(n=row.people)
        given = ngettext("{n} donnée en {month}", "{n} données en {month}", row.given)
        return f"{people} · {given.format(n=row.given, month=month_name(self.desk.month.first))}"

    def _chip(self, row: ServiceRow) -> tuple[str, str, Tone]:
        if not row.promised:
            return _("sans engagement"), "minus", "plain"
        promised = ngettext("promet {n} par mois", "promet {n} par mois", row.promised).format(n=row.promised)
        return (
            promised,
            ("check" if row.given >= row.promised else "half"),
            ("good" if row.given >= row.promised else "info"),
        )

    def on_month(self) -> None:
        """Another month: what is given is another figure."""
        self.stale = True
        if self.isVisible():
            self.refresh_if_stale()

    def on_add(self) -> None:
        """One more service."""
        dialog = ServiceDialog(None, self)
        if not dialog.exec():
            return
        name, promised = dialog.name, dialog.promised
        self.desk.act(
            _("Ajouter le service {service}").format(service=name),
            lambda session: add_partner(session, name, promised),
            lambda _id: _("Service ajouté : {service}.").format(service=name),
        )
        self._add.setFocus()

    def on_change(self, row: ServiceRow) -> None:
        """Another name or promise, or take it away."""
        dialog = ServiceDialog(row, self)
        if not dialog.exec():
            return
        if dialog.removing:
            self.desk.act(
                _("Enlever le service {partner}").format(partner=row.name),
                lambda session: remove_service(session, row.id),
                lambda _nothing: _("Service enlevé : {partner}.").format(partner=row.name),
            )
            self._add.setFocus()
            return
        name, promised = dialog.name, dialog.promised
        self._hold = row.id
        self.desk.act(
            _("Modifier le service {service}").format(service=name),
            lambda session: change_partner(session, row.id, name, promised),
            lambda _nothing: _promise_words(name, promised),
        )

    def offers(self) -> Sequence[Act]:
        """Adding one."""
        return (Act.of("settings.add_partner", self._add),) if self.desk.may_write else ()


def _promise_words(name: str, promised: int) -> str:
    return ngettext(
        "{partner} promet {n} permanence par mois.", "{partner} promet {n} permanences par mois.", promised
    ).format(partner=name, n=promised)


class ServiceDialog(Dialog):
    """Accepted: ``name`` and ``promised`` are filled in, or ``removing`` is set."""

    def __init__(self, row: ServiceRow | None, parent: QWidget | None = None) -> None:
        super().__init__(row.name if row else _("Un service de plus"), parent, width=480)
        self.removing = False
        self._name = QLineEdit(row.name if row else "")
        self._promised = NumberField(0, MOST_PROMISED, row.promised if row else 0)
        self._name.setMaxLength(LONGEST_NAME)
        self._remove = Button(_("Enlever"), "minus")
        leave, self._keep = Button(_("Annuler")), Button(_("Enregistrer"), "check", kind="main")

        form = form_on()
        add_field(form, _("Nom du service"), self._name)
        add_field(form, _("Permanences promises par mois"), self._promised)
        self.column.addLayout(form)
        if row is not None:
            against = _against(row)
            self._remove.setEnabled(not against)
            if against:
                self.column.addWidget(words(against, "soft", wrap=True))
                self._remove.setAccessibleDescription(against)
            self.buttons.insertWidget(0, self._remove)
        self.lay_out_buttons(leave, self._keep)

        self._name.textChanged.connect(self.on_typed)
        self._remove.clicked.connect(self.on_remove)
        leave.clicked.connect(self.reject)
        self._keep.clicked.connect(self.accept)
        self.on_typed()
        self._name.setFocus()

    @property
    def name(self) -> str:
        """What the service is called."""
        return " ".join(self._name.text().split())

    @property
    def promised(self) -> int:
        """Shifts a month."""
        return self._promised.value()

    def on_typed(self) -> None:
        """A service needs a name."""
        self._keep.setEnabled(bool(self.name))

    def on_remove(self) -> None:
        """Take it away; undo brings it back."""
        self.removing = True
        self.accept()


def _against(row: ServiceRow) -> str:
    """What stands against taking a service away; empty when nothing does."""
    reasons = []
    if row.promised:
        reasons.append(_("il promet des permanences"))
    if row.ever:
        reasons.append(ngettext("{n} personne en vient", "{n} personnes en viennent", row.ever).format(n=row.ever))
    if row.served:
        reasons.append(_("il a donné des permanences, que l’historique garde"))
    return _("Il ne s’enlève pas : {reasons}.").format(reasons=join_names(reasons)) if reasons else ""


def partners_section() -> Section:
    """Who lends staff."""
    return Section("partners", _("Services partenaires"), "services", PartnersView)
