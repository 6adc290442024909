"""The one owner of colours, text size and font: light, dark and high-contrast."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import fontpkg_fira_sans
from PySide6.QtGui import QColor, QFont, QFontDatabase

Tone = Literal["good", "attention", "alarm", "info", "activity", "plain"]

SCALES = (100, 125, 150, 175, 200)
FACES = ("Regular", "Italic", "Medium", "SemiBold", "Bold")


@dataclass(frozen=True)
class Colours:
    """Every colour of the interface; a tone is a text colour and the ground it stands on."""

    ink: str
    soft: str
    paper: str
    card: str
    line: str
    control_line: str  # outlines that must be seen to know a field or button is there
    hatch: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    sidebar: str
    sidebar_active: str
    sidebar_line: str
    on_sidebar: str
    on_sidebar_soft: str
    sun: str
    on_sun: str
    focus: str
    off: str  # the icon of a button that cannot be pressed now
    sidebar_off: str
    good: str
    good_ground: str
    good_wash: str
    attention: str
    attention_ground: str
    attention_wash: str
    attention_mark: str
    alarm: str
    alarm_ground: str
    alarm_wash: str
    info: str
    info_ground: str
    activity: str
    activity_ground: str
    plain_ground: str
    on_mark: str  # drawn on a filled tone

    def text_of(self, tone: Tone) -> str:
        """The text colour of a tone."""
        return self.soft if tone == "plain" else str(getattr(self, tone))

    def ground_of(self, tone: Tone) -> str:
        """The ground a tone's text stands on."""
        return str(getattr(self, f"{tone}_ground"))

    def wash_of(self, tone: Tone) -> str:
        """The palest ground of a tone, for a whole row; of those a slot can have."""
        return self.card if tone == "plain" else str(getattr(self, f"{tone}_wash"))

    def mark_of(self, tone: Tone) -> str:
        """What a tone fills, for an icon to be drawn on."""
        return self.attention_mark if tone == "attention" else self.text_of(tone)


LIGHT = Colours(
    ink="#1f2a30", soft="#56636b", paper="#f7f5f0", card="#ffffff", line="#e3dfd6", control_line="#8b8f8c",
    hatch="#efece4", accent="#0f6b5c", accent_strong="#0b5448", on_accent="#ffffff", accent_soft="#dff0eb",
    sidebar="#12352f", sidebar_active="#20534a", sidebar_line="#2a5b51", on_sidebar="#ffffff",
    on_sidebar_soft="#c9dcd6", sun="#f2b84b", on_sun="#12352f", focus="#1f2a30",
    off="#b5b4ad", sidebar_off="#4b776e",
    good="#2c7a4b", good_ground="#e3f3e8", good_wash="#f3faf5",
    attention="#a15c07", attention_ground="#fdf0d5", attention_wash="#fff7e6", attention_mark="#b86a0b",
    alarm="#b42318", alarm_ground="#fde6e2", alarm_wash="#fdeeeb",
    info="#2b5c9e", info_ground="#e4edf8", activity="#7a3e74", activity_ground="#f5e6f3",
    plain_ground="#eeebe3", on_mark="#ffffff",
)  # fmt: skip

DARK = Colours(
    ink="#eef1ef", soft="#b3bdb9", paper="#182024", card="#20292e", line="#36424a", control_line="#82919a",
    hatch="#263036", accent="#4fc3ac", accent_strong="#74d6c2", on_accent="#06231d", accent_soft="#1d4038",
    sidebar="#0d211d", sidebar_active="#1d463d", sidebar_line="#2a5b51", on_sidebar="#ffffff",
    on_sidebar_soft="#c9dcd6", sun="#f2b84b", on_sun="#12352f", focus="#ffffff",
    off="#55626a", sidebar_off="#3f6b61",
    good="#7fd3a0", good_ground="#1d3a2a", good_wash="#1f3028",
    attention="#f3bd6b", attention_ground="#45330f", attention_wash="#3a2f18", attention_mark="#f3bd6b",
    alarm="#ff9d90", alarm_ground="#4f231e", alarm_wash="#41231f",
    info="#9cc3f5", info_ground="#20344f", activity="#e0a6da", activity_ground="#44263f",
    plain_ground="#323d43", on_mark="#182024",
)  # fmt: skip

CONTRAST = Colours(
    ink="#000000", soft="#222222", paper="#ffffff", card="#ffffff", line="#000000", control_line="#000000",
    hatch="#d0d0d0", accent="#00463b", accent_strong="#002f27", on_accent="#ffffff", accent_soft="#d5f5ec",
    sidebar="#000000", sidebar_active="#004d40", sidebar_line="#ffffff", on_sidebar="#ffffff",
    on_sidebar_soft="#ffffff", sun="#ffd24a", on_sun="#000000", focus="#0000c8",
    off="#8c8c8c", sidebar_off="#8c8c8c",
    good="#00491f", good_ground="#ffffff", good_wash="#ffffff",
    attention="#6b3a00", attention_ground="#ffffff", attention_wash="#ffffff", attention_mark="#6b3a00",
    alarm="#8a0000", alarm_ground="#ffffff", alarm_wash="#ffffff",
    info="#002f6c", info_ground="#ffffff", activity="#55004d", activity_ground="#ffffff",
    plain_ground="#ffffff", on_mark="#ffffff",
)  # fmt: skip

VARIANTS: dict[str, Colours] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

# The ground and the outline of a tile by the name of its colour, in light and in dark; in contrast all are as a card.
_TILES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "sand": (("#f3e8da", "#e6d8c5"), ("#4a3f30", "#5d5040")),
    "sage": (("#e4f0df", "#cfe2c8"), ("#2f4430", "#40573f")),
    "clay": (("#f0dfd5", "#e3ccbf"), ("#4d382d", "#61483b")),
    "apricot": (("#fbe5cf", "#efd2b5"), ("#523b22", "#684d30")),
    "straw": (("#f7ecd0", "#e9dab2"), ("#4a4124", "#5e5332")),
    "honey": (("#fdeac8", "#f2d9a8"), ("#54401a", "#6a5226")),
    "sky": (("#e0edf6", "#c8dcea"), ("#25414f", "#345567")),
    "rose": (("#f7dfe5", "#e9c9d1"), ("#4f2f38", "#643e49")),
    "lavender": (("#e3e7f4", "#cdd3e8"), ("#323a55", "#424c6b")),
    "lilac": (("#ece4f4", "#d9cde7"), ("#41335a", "#544470")),
}
TILE_COLOURS = tuple(_TILES)
TILE_HEIGHT = 92


@dataclass(frozen=True)
class Theme:
    """What the interface looks like: its colours, and the text size in percent (100 to 200)."""

    variant: str = "light"
    scale: int = 100

    @property
    def colours(self) -> Colours:
        """The colours of the variant."""
        return VARIANTS[self.variant]


class Themed:
    """What a widget is that measures or draws something by the theme itself."""

    def on_theme(self) -> None:
        """Take the theme in use: called once after it changed and all around is dressed, of a page not shown later."""
        raise NotImplementedError


_current = Theme()


def current() -> Theme:
    """The theme in use."""
    return _current


def colours() -> Colours:
    """The colours in use."""
    return _current.colours


def colour(text: str) -> QColor:
    """A palette entry as a colour to paint with."""
    return QColor(text)


def tile_shades(name: str) -> tuple[str, str]:
    """The ground and the outline of a tile of that colour, in the theme in use."""
    shades = colours()
    if shades is CONTRAST:
        return shades.card, shades.line
    light, dark = _TILES[name]
    return dark if shades is DARK else light


def px(size: float) -> int:
    """A length of the design, which is drawn at 100 %, in pixels at the text size in use."""
    return round(size * _current.scale / 100)


def between(size: float) -> int:
    """A length that has to be large, but not as large as large text would have it: halfway from ``gap`` to ``px``."""
    return (px(size) + gap(size)) // 2


def gap(size: float) -> int:
    """A white space of the design; it grows half as fast as the text, which needs the room."""
    return round(size * (100 + (_current.scale - 100) / 2) / 100)


def font(size: float = 13, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font at a size of the design."""
    made = QFont(fontpkg_fira_sans.FAMILY)
    made.setPixelSize(px(size))
    made.setWeight(weight)
    return made


def use(theme: Theme) -> None:
    """Take another theme; ``dress`` puts it on the application. Raises ValueError for one there is not."""
    global _current
    if theme.variant not in VARIANTS or not 100 <= theme.scale <= 200:
        raise ValueError(f"no such theme: {theme}")
    _current = theme


def load_fonts() -> None:
    """Make Fira Sans known to the application, whatever the system has."""
    if fontpkg_fira_sans.FAMILY in QFontDatabase.families():
        return
    for face in FACES:
        path = Path(fontpkg_fira_sans.ROOT) / "files" / f"FiraSans-{face}.ttf"
        QFontDatabase.addApplicationFont(str(path))
