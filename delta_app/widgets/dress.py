"""Puts a theme on the whole application: font, palette, style sheet."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from delta_app.widgets import theme
from delta_app.widgets.stack import put_off_hidden_pages, take_theme
from delta_app.widgets.style import style_sheet
from delta_app.widgets.theme import Colours, Theme


def dress(app: QApplication, wanted: Theme) -> None:
    """Dress the application, then tell the widgets that measure or draw by the theme themselves.

    What is worn is taken off first: Qt polishes every widget once under a new style sheet, but a dozen times under a
    changed one. Worn already, nothing is done.
    """
    dressed = bool(app.styleSheet())
    if dressed and theme.current() == wanted:
        return
    windows = [window for window in app.topLevelWidgets() if window.parentWidget() is None]
    left = {window: put_off_hidden_pages(window) for window in windows}
    if dressed:
        app.setStyleSheet("")
    else:
        app.setStyle("Fusion")
    theme.use(wanted)
    theme.load_fonts()
    app.setPalette(_palette(wanted.colours))
    app.setFont(theme.font())
    app.setStyleSheet(style_sheet(wanted.colours))
    for window in windows:
        take_theme(window, left[window])


def _palette(shades: Colours) -> QPalette:
    """Qt's own palette in our colours, for what the style sheet does not reach."""
    palette = QPalette()
    role = QPalette.ColorRole
    entries = {
        role.Window: shades.paper, role.WindowText: shades.ink, role.Base: shades.card, role.Text: shades.ink,
        role.AlternateBase: shades.paper, role.Button: shades.card, role.ButtonText: shades.ink,
        role.Highlight: shades.accent, role.HighlightedText: shades.on_accent, role.ToolTipBase: shades.ink,
        role.ToolTipText: shades.card, role.PlaceholderText: shades.soft, role.Link: shades.info,
        role.Mid: shades.line, role.Dark: shades.control_line,
    }  # fmt: skip
    for entry, text in entries.items():
        palette.setColor(entry, QColor(text))
    for entry in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, entry, QColor(shades.soft))
    return palette
