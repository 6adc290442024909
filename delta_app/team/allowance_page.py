"""What one person got back for their expenses in a year, as their card shows it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from delta_app.core import clock
from delta_app.core.i18n import _
from delta_app.hosts.allowance_data import AllowanceYear, left_words
from delta_app.widgets.buttons import Button
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.rows import TitledPart
from delta_app.widgets.text import words


class AllowancePart(TitledPart):
    """The sum, what is left, and the way to more; not there for who works for a partner, nor for who only looks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.note = Button(_("Noter un défraiement…"))
        super().__init__(_("Défraiements"), self.note, parent=parent)
        self._said = words("", "soft", wrap=True)
        self.add(self._said)

    def show_year(self, register: AllowanceYear, *, shown: bool) -> None:
        """Show somebody's year."""
        self.setVisible(shown and not register.staff)
        title = _("Défraiements {year}").format(year=register.year)
        self.heading.setText(title)
        self.setAccessibleName(title)
        self._said.setText(left_words(register))


def list_acts(desk: Desk, show: Callable[[int], None]) -> tuple[Act, ...]:
    """The list of everybody for this year, and for the last one, which is asked for once it is over."""
    if not desk.handles_money:
        return ()
    this_year = clock.today().year
    title = _("Liste annuelle des défraiements, {year}…")
    return tuple(
        Act(key, title.format(year=year), partial(show, year))
        for key, year in (("team.allowances", this_year), ("team.allowances_before", this_year - 1))
    )
