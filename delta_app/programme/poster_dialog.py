"""The month on paper: a poster people stop in front of, a page to take along, a flyer; in French, Dutch or both.

Before it stands whoever has just finished the month and wants it on the wall before the door opens: one look, and
one press.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core.calendar import Month
from delta_app.core.i18n import _, current_language, month_name
from delta_app.programme.paper_data import ProgrammePaper, programme_paper
from delta_app.programme.sheet import flyer_pdf, lost_texts, page_pdf, poster_pdf
from delta_app.sheets.output import keep_pdf
from delta_app.widgets import space
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog, Sheet
from delta_app.widgets.segments import Segments
from delta_app.widgets.text import words

Languages = tuple[str, ...]
_BOTH = "both"


@dataclass(frozen=True)
class _Kind:
    """Something to print: what it is called, how its file is, its paper, and how it is made."""

    title: str
    file: str
    sheet: Sheet
    make: Callable[[ProgrammePaper, Languages], bytes]
    note: str = ""


def _kinds() -> dict[str, _Kind]:
    large = Sheet(QPageSize.PageSizeId.A3)
    return {
        "poster_a3": _Kind(_("Affiche A3"), "affiche", large, partial(_poster, "A3")),
        "poster_a4": _Kind(_("Affiche A4"), "affiche-a4", Sheet(), partial(_poster, "A4")),
        "page": _Kind(_("Page jour par jour"), "programme", Sheet(), page_pdf),
        "flyer": _Kind(_("Dépliant"), "depliant", Sheet(landscape=True, folded=True), flyer_pdf,
                       _("Recto verso, retourné sur le petit côté, puis plié en deux.")),
    }  # fmt: skip


def _poster(size: str, paper: ProgrammePaper, languages: Languages) -> bytes:
    return poster_pdf(paper, size, languages)


class PosterDialog(PaperDialog):
    """One month, as it will hang or lie there."""

    def __init__(self, desk: Desk, month: Month, parent: QWidget | None = None) -> None:
        with desk.store.read() as session:
            self._paper = programme_paper(session, month)
        self._month, self._kinds = month, _kinds()
        self._what = Segments(_("Quoi"), [(key, kind.title) for key, kind in self._kinds.items()])
        self._in = Segments(_("Langue du papier"), [("fr", "Français"), ("nl", "Nederlands"), (_BOTH, _("les deux"))])
        self._kind, self._spoken = "poster_a3", "nl" if current_language() == "nl" else "fr"
        self._what.choose(self._kind)
        self._in.choose(self._spoken)
        self._said = words("", "soft", wrap=True)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 7)
        for piece in (self._what, self._in, self._said):
            column.addWidget(piece)
        title = _("Programme · {month}").format(month=month_name(month.first))
        super().__init__(desk, title, self._making_of(), keep_pdf, name=self._file_name(), above=above, parent=parent)
        self._what.chosen.connect(self.on_kind)
        self._in.chosen.connect(self.on_language)
        self._again()

    @property
    def _languages(self) -> Languages:
        if self._spoken == _BOTH:
            return ("nl", "fr") if current_language() == "nl" else ("fr", "nl")
        return (self._spoken,)

    def _making_of(self) -> Callable[[], bytes]:
        return partial(self._kinds[self._kind].make, self._paper, self._languages)

    def _file_name(self) -> str:
        return f"{self._kinds[self._kind].file}-{self._month}-{'-'.join(self._languages)}"

    def on_kind(self, key: str) -> None:
        """Another paper."""
        self._kind = key
        self._again()

    def on_language(self, key: str) -> None:
        """In another language, or both."""
        self._spoken = key
        self._again()

    def _again(self) -> None:
        kind, lost = self._kinds[self._kind], lost_texts(self._paper, self._languages)
        said = [kind.note] if kind.note else []
        if lost:
            told = _("La police n’a pas toutes les lettres de : {texts}. Le papier montre [?] à leur place.")
            said.append(told.format(texts=", ".join(f"« {text} »" for text in lost[:3])))
        self._said.setText(" ".join(said))
        self._said.setVisible(bool(said))
        self.remake(self._making_of(), kind.sheet, self._file_name())
