"""The title row of a proposal: which month, how it was found, and what can be done with the whole of it."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.planning.compose_data import Summary
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.chips import Chip
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.page import Act
from delta_app.widgets.text import plain_tip, words


class ProposalHead(FlowLayout):
    """The pieces of the row and what they say; the page connects them."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(spacing=8, push_last=True)
        space.around(self, 20, 11, 20, 11)
        self._page = page
        self.title = words(role="title")
        self.verdict = Chip()
        self.settings = Button(_("Réglages…"))
        self.throw = Button(_("Jeter"))
        self.again = Button(_("Recomposer"))
        self.apply = Button(_("Appliquer au brouillon"), "check", kind="main")
        self._buttons = (self.settings, self.throw, self.again, self.apply)
        self._box: QWidget | None = None

    def place(self, *, wide: bool) -> None:
        """The acts together at the right; where there is no room for that, the main one there and the others before."""
        while self.takeAt(0) is not None:
            pass
        old, self._box = self._box, QWidget(self._page)
        row = QHBoxLayout(self._box)
        row.setContentsMargins(0, 0, 0, 0)
        space.between(row, 8)
        for button in self._buttons if wide else self._buttons[:-1]:
            row.addWidget(button)
        for piece in (self.title, self.verdict, self._box, *([] if wide else [self.apply])):
            self.addWidget(piece)
        for shown in (self._box, *self._buttons):
            shown.show()
        if old is not None:
            old.deleteLater()

    def announce(self, month: str) -> None:
        """Before there is a proposal."""
        self.title.setText(_("Composer {month}").format(month=month))
        self.verdict.hide()

    def tell(self, month: str, summary: Summary) -> None:
        """Which proposal this is, and how it was found."""
        self.title.setText(_("Proposition pour {month}").format(month=month))
        self.verdict.tell(summary.verdict, "check" if summary.proven else "half", "info")
        self.verdict.show()

    def settle(self, *, busy: bool, there: bool, fresh: bool, published: bool) -> None:
        """Only what has an effect now can be pressed; its tooltip says why not."""
        under_way = _("La composition est en cours.") if busy else ""
        nothing = "" if there else _("Il n’y a pas encore de proposition.")
        old = "" if fresh else _("Le planning a changé depuis : recomposez d’abord.")
        self.apply.say(_("Appliquer les changements") if published else _("Appliquer au brouillon"))
        for button, why_not in (
            (self.settings, under_way or nothing),
            (self.again, under_way),
            (self.apply, under_way or nothing or old),
        ):
            button.setEnabled(not why_not)
            plain_tip(button, why_not)
            button.setAccessibleDescription(why_not)

    def offers(self) -> list[Act]:
        """What can be done with the proposal, by name."""
        named = (
            ("apply", _("Appliquer la proposition"), self.apply),
            ("throw", _("Jeter la proposition"), self.throw),
            ("weights", _("Régler ce qui compte pour composer…"), self.settings),
        )
        return [Act.of(f"planning.{key}", button, title) for key, title, button in named]
