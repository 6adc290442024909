"""The style sheet of the application, written from the theme's colours and text size."""

from delta_app.core import paths
from delta_app.widgets.theme import TILE_COLOURS, TILE_HEIGHT, Colours, Tone, between, gap, px, tile_shades

TONES: tuple[Tone, ...] = ("good", "attention", "alarm", "info", "activity", "plain")


def style_sheet(shades: Colours) -> str:
    """Everything Qt draws for us, in one sheet."""
    parts = (_ground, _texts, _buttons, _choices, _fields, _lists, _frames, _sidebar, _scroll_bars)
    return "\n".join(part(shades) for part in parts)


def _ground(c: Colours) -> str:
    return f"""
    QWidget {{ color: {c.ink}; font-size: {px(13)}px; }}
    QMainWindow, QDialog, QWidget#ground {{ background: {c.paper}; }}
    QWidget#line {{ background: {c.line}; }}
    QWidget#card_ground {{ background: {c.card}; }}
    QToolTip {{ background: {c.ink}; color: {c.card}; border: none; padding: {gap(4)}px {gap(7)}px; }}
    QMenu {{ background: {c.card}; border: 1px solid {c.line}; padding: {gap(5)}px; }}
    QMenu::item {{ padding: {gap(6)}px {gap(22)}px; border-radius: 5px; }}
    QMenu::item:selected {{ background: {c.accent_soft}; color: {c.ink}; }}
    QMenu::item:disabled {{ color: {c.soft}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: {gap(4)}px; }}
    """


def _texts(c: Colours) -> str:
    chips = "\n".join(f'QLabel[role="chip"][tone="{tone}"] {{ color: {c.text_of(tone)}; }}' for tone in TONES)
    return f"""
    QLabel {{ background: transparent; }}
    QLabel[role="title"] {{ font-size: {px(20)}px; font-weight: 600; }}
    QLabel[role="heading"] {{ font-size: {px(16)}px; font-weight: 600; }}
    QLabel[role="strong"] {{ font-weight: 600; }}
    QLabel[role="soft"] {{ color: {c.soft}; font-size: {px(12)}px; }}
    QLabel[role="error"] {{ color: {c.alarm}; font-weight: 500; }}
    QLabel[role="large"] {{ font-size: {px(22)}px; font-weight: 600; }}
    QLabel[role="large"][tone="alarm"] {{ color: {c.alarm}; }}
    QLabel[role="large"][tone="attention"] {{ color: {c.attention}; }}
    QLabel[role="huge"] {{ font-size: {px(46)}px; font-weight: 600; }}
    QLabel[role="count"] {{ font-size: {px(17)}px; font-weight: 600; }}
    QLabel[role="figure"] {{ font-size: {px(30)}px; font-weight: 600; }}
    QLabel[role="figure"][tone="good"] {{ color: {c.good}; }}
    QLabel[role="figure"][tone="attention"] {{ color: {c.attention}; }}
    QLabel[role="figure"][tone="alarm"] {{ color: {c.alarm}; }}
    QLabel[role="tile"] {{ font-size: {between(15)}px; font-weight: 600; }}
    QLabel[role="tile long"] {{ font-size: {between(13)}px; font-weight: 600; }}
    QLabel[role="price"] {{ font-size: {between(14)}px; font-weight: 500; color: {c.ink}; }}
    QLabel[role="due"] {{ font-size: {between(25)}px; font-weight: 600; }}
    QLabel[role="out"] {{ color: {c.alarm}; }}
    QLabel[role="chip"] {{ font-size: {px(12)}px; font-weight: 600; }}
    {chips}
    """


def _buttons(c: Colours) -> str:
    return f"""
    QPushButton {{ background: {c.card}; color: {c.ink}; border: 1px solid {c.line}; border-radius: {gap(8)}px;
        padding: {gap(5)}px {gap(12)}px; font-weight: 600; min-height: {px(17)}px; }}
    QPushButton:hover {{ border-color: {c.control_line}; background: {c.paper}; }}
    QPushButton:pressed {{ background: {c.plain_ground}; }}
    QPushButton:focus {{ border: 2px solid {c.focus}; padding: {gap(5) - 1}px {gap(12) - 1}px; }}
    QPushButton:disabled {{ color: {c.soft}; background: {c.paper}; border-style: dashed; }}
    QPushButton[kind="main"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
    QPushButton[kind="main"]:hover {{ background: {c.accent_strong}; border-color: {c.accent_strong}; }}
    QPushButton[kind="main"]:focus {{ border: 2px solid {c.focus}; }}
    QPushButton[kind="main"]:disabled {{ background: {c.plain_ground}; color: {c.soft}; border-color: {c.line}; }}
    QPushButton[kind="row"] {{ text-align: left; padding: {gap(6)}px {gap(9)}px; font-weight: 500;
        background: {c.card}; }}
    QPushButton[kind="row"]:focus {{ border: 2px solid {c.focus}; padding: {gap(6) - 1}px {gap(9) - 1}px; }}
    QPushButton[kind="place"] {{ padding: 0; border: 1px dashed {c.control_line}; border-radius: {gap(10)}px; }}
    QPushButton[kind="place"]:focus {{ border: 2px solid {c.focus}; padding: 0; }}
    QPushButton[kind="segment"] {{ padding: {gap(4)}px {gap(10)}px; font-weight: 500; }}
    QPushButton[kind="segment"]:checked {{ background: {c.accent_soft}; border: 2px solid {c.accent};
        padding: {gap(4) - 1}px {gap(10) - 1}px; font-weight: 600; }}
    QPushButton[kind="segment"]:focus {{ border: 2px solid {c.focus}; padding: {gap(4) - 1}px {gap(10) - 1}px; }}
    QPushButton[kind="bare"] {{ border: none; background: transparent; padding: 0; min-height: 0; }}
    QPushButton[kind="link"] {{ text-align: left; padding: 0; border-radius: {gap(8)}px; }}
    QPushButton[kind="link"]:focus {{ border: 2px solid {c.focus}; padding: 0; }}
    QPushButton[kind="amount"] {{ background: transparent; border: 2px solid transparent; border-radius: {gap(6)}px;
        padding: {gap(2)}px {gap(5)}px; font-weight: 400; text-align: right; min-height: 0; }}
    QPushButton[kind="amount"][strong="true"] {{ font-weight: 600; }}
    QPushButton[kind="amount"][tone="attention"] {{ color: {c.attention}; }}
    QPushButton[kind="amount"][tone="activity"] {{ color: {c.activity}; }}
    QPushButton[kind="amount"]:hover {{ background: {c.plain_ground}; }}
    QPushButton[kind="amount"]:focus {{ border-color: {c.focus}; padding: {gap(2)}px {gap(5)}px; }}
    QPushButton[kind="amount"]:disabled {{ background: transparent; border-color: transparent; }}
    QPushButton[kind="filter"] {{ text-align: left; padding: 0; border-radius: {gap(10)}px; font-weight: 400; }}
    QPushButton[kind="filter"]:focus {{ border: 2px solid {c.focus}; padding: 0; }}
    QPushButton[kind="filter"]:checked {{ background: {c.accent_soft}; border-color: {c.accent}; }}
    QPushButton[kind="header"] {{ text-align: left; background: transparent; border: 2px solid transparent;
        border-radius: {gap(6)}px; padding: 0 {gap(6)}px; font-weight: 600; font-size: {px(12)}px; color: {c.soft};
        min-height: 0; }}
    QPushButton[kind="header"][sorted="true"] {{ color: {c.ink}; }}
    QPushButton[kind="header"]:hover {{ background: {c.plain_ground}; }}
    QPushButton[kind="header"]:focus {{ border: 2px solid {c.focus}; padding: 0 {gap(6)}px; }}
    QPushButton[kind="section"] {{ text-align: left; padding: {gap(7)}px {gap(9)}px; font-weight: 400;
        background: transparent; border: 2px solid transparent; }}
    QPushButton[kind="section"][narrow="true"] {{ text-align: center; }}
    QPushButton[kind="section"]:hover {{ background: {c.plain_ground}; }}
    QPushButton[kind="section"]:checked {{ background: {c.accent_soft}; font-weight: 600; }}
    QPushButton[kind="section"]:focus {{ border: 2px solid {c.focus}; padding: {gap(7)}px {gap(9)}px; }}
    QPushButton[kind="choice"]:checked {{ background: {c.accent_soft}; border: 2px solid {c.accent};
        padding: {gap(5) - 1}px {gap(12) - 1}px; }}
    QPushButton[kind="choice"]:checked:focus {{ border: 2px solid {c.focus}; }}
    QPushButton[kind="square"] {{ padding: 0; border: 3px solid {c.line}; background: {c.plain_ground};
        border-radius: {gap(12)}px; min-width: {px(58)}px; max-width: {px(58)}px; min-height: {px(58)}px;
        max-height: {px(58)}px; }}
    QPushButton[kind="square"][tone="good"] {{ background: {c.accent}; border-color: {c.accent}; }}
    QPushButton[kind="square"]:hover {{ border-color: {c.control_line}; }}
    QPushButton[kind="square"]:focus {{ border-color: {c.focus}; padding: 0; }}
    QPushButton[kind="square"]:disabled {{ border-style: solid; background: {c.plain_ground};
        border-color: {c.line}; }}
    {_tiles(c)}
    QPushButton[kind="pay"] {{ padding: 0; min-height: {gap(60) - px(14)}px; border-radius: {gap(10)}px;
        font-size: {px(15)}px; }}
    QPushButton[kind="pay"]:focus {{ border: 2px solid {c.focus}; padding: 0; }}
    QPushButton[kind="pay"][strength="main"] {{ background: {c.accent}; color: {c.on_accent};
        border-color: {c.accent}; }}
    QPushButton[kind="pay"][strength="main"]:hover {{ background: {c.accent_strong}; }}
    QPushButton[kind="pay"][strength="soft"] {{ background: {c.accent_soft}; border-color: {c.accent_soft}; }}
    QPushButton[kind="pay"][strength="main"]:focus, QPushButton[kind="pay"][strength="soft"]:focus {{
        border: 2px solid {c.focus}; }}
    QPushButton[kind="pay"]:disabled {{ background: {c.paper}; color: {c.soft}; border: 1px dashed {c.line}; }}
    QPushButton[kind="undo"] {{ border: 2px solid transparent; background: transparent; color: {c.accent};
        padding: {gap(2)}px {gap(6)}px; min-height: 0; font-weight: 500; }}
    QPushButton[kind="undo"]:hover {{ background: {c.accent_soft}; }}
    QPushButton[kind="undo"]:focus {{ border-color: {c.focus}; padding: {gap(2)}px {gap(6)}px; }}
    QPushButton[kind="day"] {{ padding: 0; border-radius: {gap(6)}px; }}
    QPushButton[kind="day"]:focus {{ border: 2px solid {c.focus}; padding: 0; }}
    QPushButton::menu-indicator {{ image: none; width: 0; }}
    QToolButton {{ background: transparent; border: 2px solid transparent; border-radius: {gap(8)}px;
        padding: {gap(4)}px; }}
    QToolButton:hover {{ background: {c.plain_ground}; }}
    QToolButton:focus {{ border-color: {c.focus}; }}
    QToolButton[look="step"] {{ background: {c.plain_ground}; border: 1px solid {c.line}; padding: {gap(4) + 1}px; }}
    QToolButton[look="step"]:hover {{ border-color: {c.control_line}; }}
    QToolButton[look="step"]:focus {{ border: 2px solid {c.focus}; padding: {gap(4)}px; }}
    QToolButton::menu-indicator {{ image: none; }}
    """


def _tiles(c: Colours) -> str:
    high = between(TILE_HEIGHT) - 2
    kinds = []
    for name in TILE_COLOURS:
        ground, line = tile_shades(name)
        kinds.append(
            f'QPushButton[kind="tile"][colour="{name}"] {{ background: {ground}; border: 1px solid {line}; }}\n'
            f'QPushButton[kind="tile"][colour="{name}"]:hover {{ border-color: {c.control_line}; }}\n'
            f'QPushButton[kind="tile"][colour="{name}"]:pressed {{ background: {line}; }}'
        )
    return "\n".join(
        (
            f'QPushButton[kind="tile"] {{ padding: 0; border-radius: {gap(12)}px; min-height: {high}px; }}',
            *kinds,
            f'QPushButton[kind="tile"]:focus {{ border: 2px solid {c.focus}; padding: 0; }}',
        )
    )


def _choices(c: Colours) -> str:
    side, ring = px(14), px(5)
    return f"""
    QCheckBox, QRadioButton {{ spacing: {gap(8)}px; padding: {gap(3)}px {gap(5)}px; border: 2px solid transparent;
        border-radius: {gap(6)}px; }}
    QCheckBox[kind="long"]::indicator, QRadioButton[kind="long"]::indicator {{ subcontrol-origin: content;
        subcontrol-position: top left; }}
    QRadioButton[kind="strong"] {{ font-weight: 600; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {c.focus}; }}
    QCheckBox::indicator {{ width: {side}px; height: {side}px; border: 1px solid {c.control_line}; border-radius: 4px;
        background: {c.card}; }}
    QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
        image: url("{_drawing("tick", c)}"); }}
    QRadioButton::indicator {{ width: {side}px; height: {side}px; border: 1px solid {c.control_line};
        border-radius: {side // 2 + 1}px; background: {c.card}; }}
    QRadioButton::indicator:checked {{ width: {side + 2 - 2 * ring}px; height: {side + 2 - 2 * ring}px;
        border: {ring}px solid {c.accent};
        background: {c.on_accent}; }}
    """


def _drawing(name: str, c: Colours) -> str:
    """The address of a drawing that Qt places itself and cannot recolour: there is one for light and one for dark."""
    return (paths.resources() / "icons" / f"{name}-{'light' if c.ink < c.card else 'dark'}.svg").as_posix()


def _fields(c: Colours) -> str:
    return f"""
    QLineEdit, QComboBox, QSpinBox, QTimeEdit, QDateEdit, QPlainTextEdit {{ background: {c.card}; color: {c.ink};
        border: 1px solid {c.control_line}; border-radius: {gap(7)}px; padding: {gap(5)}px {gap(9)}px;
        min-height: {px(17)}px; selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QTimeEdit:focus, QDateEdit:focus, QPlainTextEdit:focus {{
        border: 2px solid {c.focus}; padding: {gap(5) - 1}px {gap(9) - 1}px; }}
    QAbstractSpinBox QLineEdit {{ border: none; padding: 0; min-height: 0; background: transparent; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; height: 0; border: none; }}
    QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QTimeEdit:disabled {{ color: {c.soft};
        background: {c.paper}; border-style: dashed; }}
    QLineEdit, QPlainTextEdit {{ placeholder-text-color: {c.soft}; }}
    QAbstractSpinBox QLineEdit {{ border: none; background: transparent; padding: 0; min-height: 0; }}
    QSpinBox::up-button, QSpinBox::down-button, QTimeEdit::up-button, QTimeEdit::down-button {{
        subcontrol-origin: border; border: none; width: {gap(24)}px; height: {px(12)}px; background: transparent; }}
    QSpinBox::up-button, QTimeEdit::up-button {{ subcontrol-position: top right; margin-top: {gap(3)}px; }}
    QSpinBox::down-button, QTimeEdit::down-button {{ subcontrol-position: bottom right; margin-bottom: {gap(3)}px; }}
    QSpinBox::up-arrow, QTimeEdit::up-arrow {{ image: url("{_drawing("up", c)}"); width: {px(12)}px;
        height: {px(12)}px; }}
    QSpinBox::down-arrow, QTimeEdit::down-arrow {{ image: url("{_drawing("down", c)}"); width: {px(12)}px;
        height: {px(12)}px; }}
    QComboBox::drop-down, QDateEdit[calendarPopup="true"]::drop-down {{ border: none; width: {gap(26)}px; }}
    QComboBox::down-arrow, QDateEdit[calendarPopup="true"]::down-arrow {{
        image: url("{_drawing("down", c)}"); width: {px(14)}px; height: {px(14)}px; }}
    QComboBox QAbstractItemView {{ background: {c.card}; border: 1px solid {c.line}; padding: {gap(4)}px;
        selection-background-color: {c.accent_soft}; selection-color: {c.ink}; outline: none; }}
    QComboBox QAbstractItemView::item {{ min-height: {px(24)}px; }}
    QProgressBar {{ background: {c.plain_ground}; border: none; border-radius: {px(4)}px; max-height: {px(8)}px;
        min-height: {px(8)}px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: {px(4)}px; }}
    """


def _lists(c: Colours) -> str:
    return f"""
    QTableWidget, QTableView, QListWidget {{ background: {c.card}; border: 1px solid {c.line};
        border-radius: {gap(8)}px; gridline-color: {c.line}; outline: none; }}
    QTableWidget::item, QListWidget::item {{ padding: {gap(5)}px {gap(8)}px; }}
    QTableWidget::item:selected, QListWidget::item:selected {{ background: {c.accent_soft}; color: {c.ink}; }}
    QTableWidget:focus, QListWidget:focus {{ border: 2px solid {c.focus}; }}
    QTableView#people {{ border: none; border-radius: 0; }}
    QHeaderView {{ background: transparent; }}
    QHeaderView::section {{ background: {c.card}; color: {c.soft}; border: none; border-bottom: 1px solid {c.line};
        padding: {gap(7)}px {gap(8) + 3}px; font-weight: 600; font-size: {px(12)}px; }}
    """  # cells begin three pixels in, at any size: the margin of Qt's own style


def _frames(c: Colours) -> str:
    return f"""
    QFrame[role="card"] {{ background: {c.card}; border: 1px solid {c.line}; border-radius: {gap(12)}px; }}
    QFrame[role="seat"] {{ background: {c.card}; border: 1px solid {c.line}; border-radius: {gap(10)}px; }}
    QFrame[role="seat"][tone="chosen"] {{ border: 2px solid {c.accent}; }}
    QFrame[role="seat"][tone="attention"] {{ background: {c.attention_wash};
        border: 1px dashed {c.attention_mark}; }}
    QFrame[role="seat"][tone="alarm"] {{ background: {c.alarm_wash}; border: 1px dashed {c.alarm}; }}
    QFrame[role="seat"][tone="info"] {{ border: 1px dashed {c.control_line}; }}
    QFrame[role="alert"] {{ background: {c.alarm_wash}; border: 2px solid {c.alarm}; border-radius: {gap(12)}px; }}
    QFrame[role="alert"][tone="attention"] {{ background: {c.attention_wash}; border-color: {c.attention_mark}; }}
    QFrame[role="alert"][tone="settled"] {{ background: {c.card}; border-color: {c.line}; }}
    QFrame[role="word"] {{ background: {c.paper}; border: none; border-radius: {gap(8)}px; }}
    QFrame[role="bar"] {{ background: {c.info_ground}; border: 1px solid {c.line}; border-radius: {gap(8)}px; }}
    QFrame[role="entry"] {{ border: 2px solid transparent; border-radius: {gap(8)}px; }}
    QFrame[role="entry"]:focus {{ border-color: {c.focus}; }}
    QFrame[role="picker"] {{ background: {c.card}; border: 1px solid {c.control_line}; }}
    QFrame[role="item"] {{ background: transparent; border: none; border-bottom: 1px solid {c.line}; }}
    QFrame[role="side"] {{ background: {c.card}; border: none; border-left: 1px solid {c.line}; }}
    QFrame[role="rule"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px; }}
    QFrame[role="banner"] {{ background: {c.sun}; border: none; }}
    QFrame[role="banner"] QLabel {{ color: {c.on_sun}; font-weight: 600; font-size: {px(12)}px; }}
    QFrame[role="toast"] {{ background: {c.ink}; border: none; border-radius: {gap(10)}px; }}
    QFrame[role="toast"] QLabel {{ color: {c.card}; font-weight: 500; }}
    QFrame[role="toast"] QPushButton {{ background: transparent; color: {c.sun if c.ink < c.card else c.accent_soft};
        border: 2px solid transparent; padding: {gap(3)}px {gap(8)}px; }}
    QFrame[role="toast"] QPushButton:hover {{ border-color: {c.soft}; }}
    QFrame[role="toast"] QPushButton:focus {{ border-color: {c.sun}; }}
    """


def _sidebar(c: Colours) -> str:
    return f"""
    QFrame#pages {{ background: {c.sidebar}; border: none; }}
    QFrame#pages QLabel {{ color: {c.on_sidebar}; }}
    QFrame#pages QLabel[role="venue"] {{ font-size: {px(15)}px; font-weight: 600; }}
    QFrame#pages QLabel[role="soft"] {{ color: {c.on_sidebar_soft}; }}
    QFrame#pages QPushButton {{ background: transparent; color: {c.on_sidebar_soft}; border: 2px solid transparent;
        border-radius: {gap(8)}px; text-align: left; padding: {gap(6)}px {gap(6)}px; font-weight: 400;
        min-height: {px(19)}px; }}
    QFrame#pages QPushButton[narrow="true"] {{ text-align: center; padding: 1px 0; min-height: {max(px(17), 22)}px; }}
    QFrame#pages QPushButton:hover {{ background: {c.sidebar_active}; }}
    QFrame#pages QPushButton:checked {{ background: {c.sidebar_active}; color: {c.on_sidebar}; font-weight: 600; }}
    QFrame#pages QPushButton:focus {{ border: 2px solid {c.sun}; }}
    QFrame#pages QPushButton:disabled {{ color: {c.sidebar_line}; border-style: solid; background: transparent; }}
    QFrame#pages QFrame[role="rule"] {{ background: {c.sidebar_line}; }}
    QFrame#pages QToolButton:hover {{ background: {c.sidebar_active}; }}
    QFrame#pages QToolButton:focus {{ border-color: {c.sun}; }}
    """


def _scroll_bars(c: Colours) -> str:
    return f"""
    QScrollArea {{ background: transparent; border: none; }}
    Scrolled {{ border: 2px solid transparent; border-radius: {gap(8)}px; }}
    Scrolled:focus {{ border-color: {c.focus}; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: {gap(11)}px; margin: 2px; }}
    QScrollBar:horizontal {{ background: transparent; height: {gap(11)}px; margin: 2px; }}
    QScrollBar::handle {{ background: {c.control_line}; border-radius: {gap(3)}px; min-height: 28px;
        min-width: 28px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
