"""What somebody would improve, written down in three fields."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from delta_app.core.i18n import _
from delta_app.programme.proposal_data import LONGEST_FIRST_NAME, LONGEST_IDEA, LONGEST_WORDS, ProposalRow
from delta_app.upkeep.act_dialog import ActDialog
from delta_app.upkeep.idea_commands import Idea
from delta_app.widgets import theme
from delta_app.widgets.forms import add_field, form_on


class ProposeDialog(ActDialog):
    """What, in their words, and a first name where they give it. ``row``: one that is written otherwise."""

    def __init__(
        self, store: Callable[[Idea], None], parent: QWidget | None = None, *, row: ProposalRow | None = None
    ) -> None:
        title = _("Noter une amélioration") if row is None else _("Corriger une amélioration")
        super().__init__(title, _("Noter") if row is None else _("Enregistrer"), parent, width=500)
        self._store = store
        self.what, self.said = QLineEdit(row.title if row else ""), QPlainTextEdit(row.words if row else "")
        self.name = QLineEdit(row.first_name if row else "")
        self.what.setMaxLength(LONGEST_IDEA)
        self.what.setPlaceholderText(_("comme « un banc devant la porte »"))
        self.said.setTabChangesFocus(True)
        self.said.setPlaceholderText(_("avec les mots de la personne, {n} signes au plus").format(n=LONGEST_WORDS))
        self.said.setFixedHeight(theme.px(72))
        self.name.setMaxLength(LONGEST_FIRST_NAME)
        self.name.setPlaceholderText(_("si la personne le donne"))
        form = form_on()
        add_field(form, _("Quoi"), self.what)
        add_field(form, _("Ce qui est dit"), self.said)
        add_field(form, _("Prénom"), self.name)
        self.inside.addLayout(form)
        self.lay_out_foot()
        self.what.setFocus()

    def write(self) -> None:
        """Write it down."""
        self._store(Idea(self.what.text(), self.said.toPlainText(), self.name.text()))
