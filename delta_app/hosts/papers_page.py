"""The section of settings with the papers for volunteers: what the place says of itself, and the text of each paper."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _
from delta_app.hosts.paper_commands import tell_place_facts
from delta_app.hosts.paper_data import (
    PaperTextRow,
    WrittenPaper,
    language_name,
    missing_words,
    paper_texts,
    paper_title,
    place_facts,
    sample_paper,
)
from delta_app.hosts.paper_dialogs import PaperTextDialog, row_title
from delta_app.hosts.paper_rules import FACTS, LONGEST_FACT, PAPERS, Fact
from delta_app.hosts.sheet_papers import paper_pdf
from delta_app.sheets.output import keep_pdf
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.forms import acts_row, add_field, form_on
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.paper_dialog import PaperDialog
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone


class PapersView(SectionView):
    """What is said once for all papers stands first; then a row a paper and language, with what it still lacks."""

    tables = frozenset({"setting", "paper_text", "venue", "allowance_ceiling"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _(
            "La loi du 3 juillet 2005 veut qu’un·e volontaire reçoive une note d’information avant de commencer. Les "
            "textes fournis sont un départ : complétez-les, et faites vérifier ce qui est marqué « à vérifier »."
        )
        super().__init__(desk, _("Papiers des bénévoles"), sentence, parent)
        self._saved: dict[Fact, str] = dict.fromkeys(FACTS, "")
        self._hold = ""  # the name of the button that has the keyboard once all is shown anew
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self._fields = {fact: QLineEdit() for fact in FACTS}
        for fact, field in self._fields.items():
            field.setMaxLength(LONGEST_FACT)
            field.setPlaceholderText(_hints()[fact])
        self._save = Button(_("Enregistrer"), "check")
        self._rows = {paper: QVBoxLayout() for paper in PAPERS}

    def _lay_out(self) -> None:
        place = self._place = Card(_("L’organisation et son assurance"))
        form = form_on()
        for fact, title in _titles().items():
            add_field(form, title, self._fields[fact])
        place.column.addLayout(form)
        everywhere = _("Écrit une fois, et mis sur les papiers dans chaque langue.")
        place.column.addWidget(words(everywhere, "soft", wrap=True))
        place.column.addLayout(acts_row(self._save))
        self.column.addWidget(place)
        for paper, rows in self._rows.items():
            rows.setSpacing(0)
            card = Card(paper_title(paper))
            card.column.addLayout(rows)
            self.column.addWidget(card)

    def _connect(self) -> None:
        for field in self._fields.values():
            field.textEdited.connect(self.on_edited)
            field.returnPressed.connect(self._save.click)
        self._save.clicked.connect(self.on_save)

    def refresh(self) -> None:
        """Show what is kept, save for fields somebody is changing."""
        with self.desk.attempt():
            today = clock.today()
            with self.desk.store.read() as session:
                kept, texts = place_facts(session), paper_texts(session)
                papers = [sample_paper(session, row.paper, row.language, today) for row in texts]
            # Who is called in an emergency and the policy are for those who fill papers in, not for whoever looks.
            self._place.setVisible(self.desk.may_write)
            if not self.desk.may_write:
                kept = dict.fromkeys(FACTS, "")
            for fact, field in self._fields.items():
                if field.text() == self._saved[fact]:
                    field.setText(kept[fact])
                field.setReadOnly(not self.desk.may_write)
            self._saved = kept
            self.on_edited()
            self._show_rows(texts, papers)

    def _show_rows(self, texts: Sequence[PaperTextRow], papers: Sequence[WrittenPaper]) -> None:
        for rows in self._rows.values():
            empty_layout(rows)
        to_hold: Button | None = None
        for row, paper in zip(texts, papers, strict=True):
            change, look = Button(_("Modifier…"), "pen"), Button(_("Voir…"))
            change.setAccessibleName(_("Modifier : {paper}").format(paper=row_title(row)))
            look.setAccessibleName(_("Voir : {paper}").format(paper=row_title(row)))
            for button in (change, look):  # a paper says whom to call, as the card above does
                button.setEnabled(self.desk.may_write)
            change.clicked.connect(partial(self.on_change, row))
            look.clicked.connect(partial(self.on_look, paper))
            item = ItemRow(language_name(row.language), _caption(row, paper), look, change, chip=_chip(paper))
            self._rows[row.paper].addWidget(item)
            to_hold = change if change.accessibleName() == self._hold else to_hold
        if to_hold is not None:
            to_hold.setFocus()
        self._hold = ""

    @property
    def _facts(self) -> dict[Fact, str]:
        return {fact: " ".join(field.text().split()) for fact, field in self._fields.items()}

    def on_edited(self) -> None:
        """Saving is offered for what differs."""
        self._save.setEnabled(self.desk.may_write and self._facts != self._saved)

    def on_save(self) -> None:
        """What the place says of itself, as one act."""
        facts = self._facts
        for fact, field in self._fields.items():
            field.setText(facts[fact])
        self.desk.act(
            _("Ce que le lieu dit de lui sur les papiers"),
            lambda session: tell_place_facts(session, facts),
            lambda _nothing: _("C’est enregistré pour tous les papiers des bénévoles."),
        )
        next(iter(self._fields.values())).setFocus()

    def on_change(self, row: PaperTextRow) -> None:
        """Another text."""
        self._hold = _("Modifier : {paper}").format(paper=row_title(row))
        if not PaperTextDialog(self.desk, row, self).exec():
            self._hold = ""

    def on_look(self, paper: WrittenPaper) -> None:
        """The paper for nobody in particular, to be filled in by hand."""
        PaperDialog(
            self.desk, paper_title(paper.paper), lambda: paper_pdf(paper), keep_pdf, name=paper.file_name,
            note=missing_words(paper.filled), parent=self,
        ).exec()  # fmt: skip

    def offers(self) -> Sequence[Act]:
        """Nothing that cannot be found by the name of the section."""
        return ()


def _titles() -> dict[Fact, str]:
    return {
        "organisation": _("Organisation"),
        "legal_form": _("Forme juridique"),
        "insurer": _("Assureur"),
        "policy": _("Numéro de police"),
        "contact": _("Qui prévenir"),
    }


def _hints() -> dict[Fact, str]:
    return {
        "organisation": _("qui porte le lieu, par exemple le nom de l’ASBL"),
        "legal_form": _("par exemple ASBL, et le numéro d’entreprise"),
        "insurer": _("pour la responsabilité civile des volontaires"),
        "policy": "",
        "contact": _("en cas de dommage ou d’accident : un nom, un téléphone"),
    }


def _caption(row: PaperTextRow, paper: WrittenPaper) -> str:
    whose = _("Texte du lieu.") if row.own else _("Texte fourni.")
    return f"{whose} {missing_words(paper.filled)}".strip()


def _chip(paper: WrittenPaper) -> tuple[str, str, Tone]:
    if paper.filled.missing or paper.filled.unknown:
        return _("à compléter"), "pen", "attention"
    if paper.filled.to_check:
        return _("à vérifier"), "alert", "attention"
    return _("complet"), "check", "good"


def papers_section() -> Section:
    """What volunteers are given on paper."""
    return Section("papers", _("Papiers des bénévoles"), "draft", PapersView)
