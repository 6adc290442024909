"""Money that goes out of the till or comes into it otherwise than by a sale."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.till.paper_files import read_paper
from delta_app.till.rules import Paper, rounded_cash
from delta_app.widgets import work
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog, ask_file_to_open
from delta_app.widgets.forms import acts_row, add_field, form_on
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.segments import Segments
from delta_app.widgets.text import words

PURCHASE, DEPOSIT, CHANGE, GIFT = "purchase", "deposit", "change", "gift"


class MoneyDialog(Dialog):
    """Which act, how much, for what. The page books it; ``kind`` and the fields say what."""

    def __init__(self, envelope: int, parent: QWidget | None = None, *, keeps: bool = True) -> None:
        super().__init__(_("Achat / sortie d’argent"), parent, width=560)
        self.kind = PURCHASE
        self.paper: Paper | None = None
        self._envelope, self._keeps = envelope, keeps
        self._reading: work.Work | None = None
        self._build()
        self._lay_out()
        self._connect()
        self.choose(PURCHASE)

    def _build(self) -> None:
        kinds = (
            (PURCHASE, _("Achat")), (DEPOSIT, _("Versement")), (CHANGE, _("Mettre de la monnaie")),
            (GIFT, _("Don reçu")),
        )  # fmt: skip
        self._kinds = Segments(_("Que fait-on ?"), kinds)
        self._note = words("", "soft", wrap=True)
        self.amount, self.label, self.receipt = MoneyField(), QLineEdit(), QLineEdit()
        self.label.setMaxLength(200)
        self.receipt.setMaxLength(40)
        self.receipt.setPlaceholderText(_("comme T12"))
        self._join, self._leave = Button(_("Joindre une photo ou un PDF…"), "folder"), Button(_("Ôter"), "close")
        self._joined, self._paid = words("", "soft", wrap=True), words("", "strong", wrap=True)
        self._trouble = words("", "error", wrap=True)
        self._from = Segments(
            _("D’où vient l’argent ?"), (("envelope", _("des enveloppes")), ("till", _("de la caisse")))
        )
        self._to = Segments(
            _("D’où vient l’argent ?"), (("bank", _("de la banque")), ("envelope", _("d’une enveloppe")))
        )
        self._where = QStackedWidget()
        self._cancel, self._do = Button(_("Annuler")), Button(_("Noter"), kind="main")

    def _lay_out(self) -> None:
        self.column.addWidget(self._kinds)
        self.column.addWidget(self._note)
        form = form_on()
        add_field(form, _("Montant"), self.amount)
        self._label_row, self._receipt_row = form.rowCount(), form.rowCount() + 1
        add_field(form, _("Pour quoi"), self.label)
        add_field(form, _("N° de la pièce"), self.receipt)
        self._form = form
        self.column.addLayout(form)
        self._papers = QWidget()
        papers = QVBoxLayout(self._papers)
        papers.setContentsMargins(0, 0, 0, 0)
        papers.addLayout(acts_row(self._join, self._leave))
        papers.addWidget(self._joined)
        self.column.addWidget(self._papers)
        self.column.addWidget(self._from)
        self.column.addWidget(self._to)
        self.column.addWidget(self._paid)
        self.column.addWidget(self._trouble)
        self.lay_out_buttons(self._cancel, self._do)

    def _connect(self) -> None:
        self._kinds.chosen.connect(self.choose)
        self._from.chosen.connect(self._choose_source)
        self._to.chosen.connect(self._choose_source)
        self.amount.textEdited.connect(lambda _text: self._tell())
        self.label.textEdited.connect(lambda _text: self._tell())
        self._join.clicked.connect(self.on_join)
        self._leave.clicked.connect(self.on_leave)
        self._cancel.clicked.connect(self.reject)
        self._do.clicked.connect(self.accept)
        self.finished.connect(lambda _result: self._reading.drop() if self._reading is not None else None)

    def choose(self, kind: str) -> None:
        """Another act."""
        self.kind = kind
        self._kinds.choose(kind)
        notes = {
            PURCHASE: _(
                "Ce qui est payé avec l’argent de la caisse, sans nom de personne. Écrivez le numéro sur le ticket."
            ),
            DEPOSIT: _("L’argent porté à la banque : celui des enveloppes, ou une partie de la caisse."),
            CHANGE: _("De la monnaie ajoutée à la caisse, quand il en manque pour rendre."),
            GIFT: _("Un don ou une cotisation en espèces. Pas le nom de qui donne : un mot suffit."),
        }
        self._note.setText(notes[kind])
        self._form.setRowVisible(self._label_row, kind in (PURCHASE, GIFT))
        self._form.setRowVisible(self._receipt_row, kind != CHANGE)
        self._papers.setVisible(kind == PURCHASE)
        self._from.setVisible(kind == DEPOSIT)
        self._to.setVisible(kind == CHANGE)
        self._to.offer(("bank", "envelope") if self._keeps else ("envelope",))
        self._choose_source(
            {DEPOSIT: "envelope" if self._envelope else "till", CHANGE: "bank" if self._keeps else "envelope"}.get(
                kind, ""
            )
        )
        self._tell()
        self.fit()
        self.amount.setFocus()

    def _choose_source(self, key: str) -> None:
        self.source = key
        if self.kind == DEPOSIT:
            self._from.choose(key)
        elif self.kind == CHANGE:
            self._to.choose(key)
        self._tell()

    def _tell(self) -> None:
        cents = self.amount.cents
        said = ""
        if cents is not None and self.kind in (PURCHASE, GIFT) and rounded_cash(cents) != cents:
            said = _("En espèces, arrondi : {amount}").format(amount=format_money(rounded_cash(cents)))
        if self.kind == DEPOSIT and self.source == "envelope":
            said = _("Dans les enveloppes : {amount}").format(amount=format_money(self._envelope))
        self._paid.setText(said)
        self._leave.setVisible(self.paper is not None)
        named = bool(self.label.text().strip()) or self.kind in (DEPOSIT, CHANGE)
        self._do.setEnabled(cents is not None and named and self._reading is None)

    def on_join(self) -> None:
        """A photo or a PDF of the receipt."""
        path = ask_file_to_open(self, _("Joindre la pièce"), _("Photos et PDF (*.jpg *.jpeg *.png *.webp *.pdf)"))
        if path is not None:
            self.join(path)

    def join(self, path: Path) -> None:
        """Read it on another thread: a photo is made smaller, which takes a moment."""
        self._trouble.setText("")
        self._joined.setText(_("On lit le fichier…"))
        self._reading = work.start(lambda: read_paper(path), self.on_read, self.on_not_read)
        self._tell()

    def on_read(self, paper: Paper) -> None:
        """It is there."""
        self._reading, self.paper = None, paper
        kib = -(-len(paper.content) // 1024)
        self._joined.setText(_("Joint : {name} ({size} Ko)").format(name=paper.name, size=kib))
        self._tell()

    def on_not_read(self, error: Exception) -> None:
        """It is no receipt, or too large."""
        self._reading = None
        self._joined.setText(self.paper.name if self.paper is not None else "")
        self._trouble.setText(say(error) if isinstance(error, Refused) else work.in_words(error))
        self._tell()

    def on_leave(self) -> None:
        """Without it."""
        self.paper = None
        self._joined.setText("")
        self._tell()
