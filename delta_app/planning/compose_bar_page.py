"""The bar above a proposal that changes a month: what composing may change, what one looks at, and who moves."""

from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.planning.commands import Order
from delta_app.planning.compose_data import Summary
from delta_app.planning.compose_people_page import moves_words
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.segments import Segments
from delta_app.widgets.text import words


class ProposalBar:
    """Pieces that outlive what they are laid out in, and the keyboard with them."""

    def __init__(self) -> None:
        self.change = Segments(
            _("Ce que composer peut changer"),
            (
                ("all", _("Tout recomposer")),
                ("least", _("Changer le moins possible")),
                ("empty", _("Seulement les places vides")),
            ),
        )
        self.compare = Segments(
            _("Ce que l’on regarde"), (("people", _("Qui fait combien")), ("moves", _("Qui bouge")))
        )
        self._moved = words(role="strong")

    def put_away(self, keeper: QWidget) -> None:
        """Out of what is about to go."""
        for piece in (self.change, self.compare, self._moved):
            piece.setParent(keeper)
            piece.hide()

    def lay_out(self, summary: Summary, order: Order, looked_at: str, room: int) -> FlowLayout:
        """A row in that width, or several; ``looked_at`` is ``people`` or ``moves``."""
        self.change.choose(order.change)
        self.compare.choose(looked_at)
        self._moved.setText(moves_words(summary.moves))
        bar = FlowLayout(spacing=18)
        for segments in (self.change, self.compare):
            segments.fit(room)
        for piece in (self.change, self.compare, self._moved):
            piece.show()
            bar.addWidget(piece)
        return bar
