"""Forms: a label above or beside its field, which it names."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFormLayout, QLineEdit, QSpinBox, QWidget

from delta_app.widgets import space, theme
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.text import words


def form_on(body: QWidget | None = None) -> QFormLayout:
    """An empty form; fields go under their labels where there is no room beside them."""
    form = QFormLayout(body)
    form.setContentsMargins(0, 0, 0, 0)
    space.in_grid(form, across=14, down=9)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def add_field(form: QFormLayout, text: str, field: QWidget) -> None:
    """A labelled field."""
    label = words(text, "strong")
    label.setBuddy(field)
    field.setAccessibleName(text)
    form.addRow(label, field)


def secret_field() -> QLineEdit:
    """A field whose letters are not shown."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


class NumberField(QSpinBox, theme.Themed):
    """A whole number, typed or stepped; the wheel is left to the form, which scrolls."""

    def __init__(self, lowest: int, highest: int, value: int) -> None:
        super().__init__()
        self.setRange(lowest, highest)
        self.setValue(value)
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.lineEdit().setTextMargins(theme.gap(8), 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Passed on."""
        event.ignore()


def acts_row(*pieces: QWidget) -> FlowLayout:
    """Buttons at the left, as wide as they are, in several rows where there is no room for one."""
    row = FlowLayout(spacing=8)
    for piece in pieces:
        row.addWidget(piece)
    return row
