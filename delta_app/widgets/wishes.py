"""How gladly somebody comes, in words, colours and keys: the same wherever it is shown or said."""

from collections.abc import Callable
from dataclasses import dataclass
from types import EllipsisType

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.widgets import theme
from delta_app.widgets.choice import Choice

Level = str | None  # prefers, can, if_needed, cannot; None where nothing was said
LEVELS: tuple[Level, ...] = ("prefers", "can", "if_needed", "cannot")
SIZES = (11.5, 10.5, 9.5)
CYCLE: tuple[Level, ...] = (None, "can", "prefers", "if_needed", "cannot")


@dataclass(frozen=True)
class _Look:
    long: Callable[[], str]
    short: Callable[[], str]
    tone: theme.Tone


_LOOKS: dict[Level, _Look] = {
    "prefers": _Look(lambda: _("préfère"), lambda: _("préf."), "good"),
    "can": _Look(lambda: _("oui"), lambda: _("oui"), "good"),
    "if_needed": _Look(lambda: _("si nécessaire"), lambda: _("si néc."), "attention"),
    "cannot": _Look(lambda: _("non"), lambda: _("non"), "alarm"),
    None: _Look(lambda: _("rien de dit"), lambda: "", "plain"),
}


def level_words(level: Level) -> str:
    """``si nécessaire``."""
    return _LOOKS[level].long()


def level_short(level: Level) -> str:
    """``si néc.``; nothing where nothing was said."""
    return _LOOKS[level].short()


def level_tone(level: Level) -> theme.Tone:
    """The colour it has."""
    return _LOOKS[level].tone


def next_level(level: Level) -> Level:
    """What comes after it when one presses on."""
    return CYCLE[(CYCLE.index(level) + 1) % len(CYCLE)]


def level_of_key(text: str) -> Level | EllipsisType:
    """The level a key sets: its first letter in the language in use, or 1 to 4; 0 for nothing. ``...`` for no level."""
    letter = text.casefold()
    for number, level in enumerate(LEVELS, 1):
        if letter and letter in (str(number), level_words(level)[:1].casefold()):
            return level
    return None if letter == "0" else ...


def paint_level(painter: QPainter, box: QRectF, level: Level, text: str) -> None:
    """A rounded box in the colour of a level, its short word in it, smaller where there is little room."""
    shades, tone = theme.colours(), level_tone(level)
    loved = level == "prefers"
    ink, ground = shades.text_of(tone), shades.ground_of(tone)
    plain = shades is theme.CONTRAST
    painter.setPen(QPen(theme.colour(ink), 2 if loved else 1) if plain or loved else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
    painter.setPen(theme.colour(ink))
    for size in SIZES:
        painter.setFont(theme.font(size, QFont.Weight.DemiBold if loved else QFont.Weight.Normal))
        if painter.fontMetrics().horizontalAdvance(text) <= box.width() - 2:
            break
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) - 2)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def level_choice(name: str, level: Level, nothing: str, parent: QWidget | None = None) -> Choice:
    """A list to choose a level from; ``nothing`` is what saying nothing is called there."""
    choice = Choice(name, parent)
    choice.addItem(nothing, None)
    for known in LEVELS:
        choice.addItem(level_words(known), known)
    choice.setCurrentIndex(0 if level is None else LEVELS.index(level) + 1)
    return choice
