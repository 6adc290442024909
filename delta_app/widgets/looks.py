"""How the program looks and speaks on this PC: text size, colours, language; remembered from one time to the next."""

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication

from delta_app.core import i18n
from delta_app.core.i18n import _
from delta_app.widgets import theme
from delta_app.widgets.dress import dress

_SCALE, _VARIANT, _LANGUAGE = "look/scale", "look/variant", "look/language"


def variant_names() -> dict[str, str]:
    """The colours one may choose, by the name of their theme."""
    return {"light": _("Claires"), "dark": _("Sombres"), "contrast": _("Contraste élevé")}


def remembered_theme(memory: QSettings) -> theme.Theme:
    """The look as it was left last time."""
    variant, scale = str(memory.value(_VARIANT, "light")), str(memory.value(_SCALE, "100"))
    known = variant in theme.VARIANTS and scale.isdigit() and int(scale) in theme.SCALES
    return theme.Theme(variant, int(scale)) if known else theme.Theme()


def remembered_language(memory: QSettings) -> str | None:
    """The language chosen on this PC; None where that of the system is taken."""
    language = str(memory.value(_LANGUAGE, ""))
    return language if language in i18n.LANGUAGES else None


def remember_language(memory: QSettings, language: str | None) -> None:
    """Choose a language for the next start, None for that of the system."""
    memory.setValue(_LANGUAGE, language or "")


class Looks(QObject):
    """Changes the look at once; whoever offers a choice of it listens to show which one is in use."""

    changed = Signal()

    def __init__(self, memory: QSettings) -> None:
        super().__init__()
        self._memory = memory

    def use_scale(self, scale: int) -> None:
        """Larger or smaller text, in percent."""
        self._wear(theme.Theme(theme.current().variant, scale))

    def use_variant(self, variant: str) -> None:
        """Other colours."""
        self._wear(theme.Theme(variant, theme.current().scale))

    def step(self, step: int) -> None:
        """The next larger or smaller text there is."""
        place = theme.SCALES.index(theme.current().scale) + step
        self.use_scale(theme.SCALES[max(0, min(place, len(theme.SCALES) - 1))])

    def _wear(self, wanted: theme.Theme) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication) and wanted != theme.current():
            dress(application, wanted)
            self._memory.setValue(_SCALE, wanted.scale)
            self._memory.setValue(_VARIANT, wanted.variant)
        self.changed.emit()
