"""The cards of a proposal: its figures, what stays empty with what can be done, what was decided and respected."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from delta_app.core.i18n import _, day_month, format_time, ngettext
from delta_app.planning.commands import Ask, Moment, Order
from delta_app.planning.compose_data import Held, Remedy, ShortSlot, Summary
from delta_app.widgets import icons, space, theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card, figure_card
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.text import button_text, plain_tip, words

GROUPS_SHOWN = 6
SLOTS_SHOWN = 5  # of those alike
ASKS_SHOWN = 2
LEADING_SHOWN = 8
Wish = Callable[[Order], None]  # compose by another order


@dataclass(frozen=True)
class Deed:
    """Something a press would do about an empty seat: its words, and the order it makes of the present one."""

    words: str
    order: Order


def figures(summary: Summary, *, columns: int) -> QGridLayout:
    """The four figures, side by side or in two lines."""
    told = summary.measures
    whole = told.filled >= told.seats
    nobody = told.without_anybody
    needed = told.judged - told.gladly
    wishes = _("préférences respectées")
    if needed:
        some = ngettext("{n}\u00a0place si\u00a0nécessaire", "{n}\u00a0places si\u00a0nécessaire", needed)
        wishes = _("{wishes} · {some}").format(wishes=wishes, some=some.format(n=needed))
    cards = (
        figure_card(
            _("{filled} / {seats}").format(filled=told.filled, seats=told.seats),
            ngettext("place pourvue", "places pourvues", told.filled),
            "good" if whole else "attention",
        ),
        figure_card(
            str(nobody),
            ngettext("permanence sans personne", "permanences sans personne", nobody),
            "alarm" if nobody else None,
        ),
        figure_card(_("{n} %").format(n=told.percent), wishes),
        figure_card(
            _("± {n}").format(n=told.gap), _("écart au plus avec le nombre souhaité, hors absences et sans réponse")
        ),
    )
    plain_tip(
        cards[2],
        _("Places à un moment que la personne préfère ou peut tenir volontiers, parmi celles dont elle a parlé."),
    )
    grid = QGridLayout()
    space.between(grid, 14)
    for place, card in enumerate(cards):
        card.column.addStretch()
        grid.addWidget(card, place // columns, place % columns)
        grid.setColumnStretch(place % columns, 1)
    return grid


def moment_words(moment: Moment) -> str:
    """``vendredi 15 janvier à 16h``."""
    day, start = moment
    return _("{day} à {time}").format(day=day_month(day), time=format_time(start))


def decided_card(order: Order, names: dict[int, str], wish: Wish) -> Card | None:
    """What was decided for this proposal, each with a way back; nothing when nothing was."""
    rows: list[tuple[str, Order]] = []
    for ask in order.asks:
        who = names[ask.host_id]
        if ask.at is None:
            text = _("{name} : une permanence de plus que son maximum, à lui demander").format(name=who)
        else:
            text = _("{name} : une permanence de plus que son maximum, {moment}, à lui demander").format(
                name=who, moment=moment_words(ask.at)
            )
        rows.append((text, order.without(ask)))
    for host, moment in order.shadows:
        rest = tuple(one for one in order.shadows if one != (host, moment))
        text = _("{name} vient en doublure, {moment}").format(name=names[host], moment=moment_words(moment))
        rows.append((text, replace(order, shadows=rest)))
    for moment in order.closed:
        rest_closed = tuple(one for one in order.closed if one != moment)
        text = _("Fermée : {moment}").format(moment=moment_words(moment))
        rows.append((text, replace(order, closed=rest_closed)))
    if not rows:
        return None
    card = Card(_("Décidé pour cette proposition"), tone="info")
    for text, without in rows:
        card.column.addWidget(_decided_row(text, without, wish))
    sentence = _("Rien n’est écrit avant d’appliquer. Le maximum habituel de la personne ne change pas.")
    card.column.addWidget(words(sentence, "soft", wrap=True))
    return card


def _decided_row(text: str, without: Order, wish: Wish) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.addWidget(words(text, wrap=True), 1)
    back = Button(_("Retirer"))
    back.setAccessibleName(_("Retirer : {what}").format(what=text))
    back.clicked.connect(lambda: wish(without))
    across.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
    return row


def short_cards(
    summary: Summary, order: Order, wish: Wish, *, all_shown: bool, show_all: Callable[[], None]
) -> QWidget:
    """What stays empty: a card for each reason, with what can be done; or that nothing does."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    space.between(column, 14)
    if not summary.short:
        card = Card(_("Aucune place ne reste libre"), tone="good")
        card.column.addWidget(words(_("Chaque permanence a ses accueillant·es."), wrap=True))
        column.addWidget(card)
        return box
    alike: dict[str, list[ShortSlot]] = {}
    for short in summary.short:
        alike.setdefault(short.why or short.title, []).append(short)
    groups = list(alike.values())
    most = len(summary.short) if all_shown else SLOTS_SHOWN
    shown = groups if all_shown else groups[:GROUPS_SHOWN]
    for group in shown:
        column.addWidget(
            _one_slot(group[0], order, wish) if len(group) == 1 else _alike_slots(group, most, order, wish)
        )
    rest = len(summary.short) - sum(len(group[:most]) for group in shown)
    if rest:
        text = ngettext("Voir l’autre permanence à compléter", "Voir les {n} autres permanences à compléter", rest)
        more = Button(text.format(n=rest))
        more.clicked.connect(show_all)
        column.addWidget(more)
    return box


def _heading(missing: int) -> str:
    return ngettext("{n} place reste libre", "{n} places restent libres", missing).format(n=missing)


def _one_slot(short: ShortSlot, order: Order, wish: Wish) -> Card:
    card = Card(_heading(short.missing), tone="attention")
    card.column.addWidget(words(_("{slot} · {present}").format(slot=short.title, present=short.present), wrap=True))
    if short.why:
        card.column.addWidget(words(short.why, "soft", wrap=True))
    asks, shadows, close = _deeds(short, order)
    row = FlowLayout(spacing=8)
    for deed in (*asks[:ASKS_SHOWN], *shadows[:1], close):
        row.addWidget(_deed_button(deed, wish, short.title))
    rest = [*asks[ASKS_SHOWN:], *shadows[1:]]
    if rest:
        row.addWidget(_menu_button(_("Quelqu’un d’autre…"), rest, wish, short.title))
    card.column.addLayout(row)
    return card


def _alike_slots(group: list[ShortSlot], most: int, order: Order, wish: Wish) -> Card:
    """Slots that stay short for one and the same reason, which is said once; the first of them, and what to do."""
    card = Card(_heading(sum(short.missing for short in group)), tone="attention")
    if group[0].why:
        card.column.addWidget(words(group[0].why, "soft", wrap=True))
    for short in group[:most]:
        line = QHBoxLayout()
        line.addWidget(words(_("{slot} · {present}").format(slot=short.title, present=short.present), wrap=True), 1)
        asks, shadows, close = _deeds(short, order)
        line.addWidget(_menu_button(_("Que faire ?"), [*asks, *shadows, close], wish, short.title))
        card.column.addLayout(line)
    moments = tuple(short.moment for short in group)
    all_closed = Deed(_("Fermer ces {n} permanences").format(n=len(group)), order.closing(*moments))
    row = FlowLayout(spacing=8)
    row.addWidget(_deed_button(all_closed, wish, group[0].title))
    card.column.addLayout(row)
    return card


def _deeds(short: ShortSlot, order: Order) -> tuple[list[Deed], list[Deed], Deed]:
    """Whom to ask, who could shadow, and closing: all of them work."""
    asks = [_asking(remedy.name, remedy.ask, order) for remedy in short.asks if remedy.ask is not None]
    shadows = [
        Deed(
            _("Ouvrir aux doublures : {name}").format(name=remedy.name),
            replace(order, shadows=(*order.shadows, (remedy.host_id, short.moment))),
        )
        for remedy in short.shadows
    ]
    close = Deed(_("Fermer cette permanence"), order.closing(short.moment))
    return asks, shadows, close


def _asking(name: str, ask: Ask, order: Order) -> Deed:
    text = _("Demander à {name} une permanence de plus").format(name=name)
    return Deed(text, replace(order, asks=(*order.asks, ask)))


def _deed_button(deed: Deed, wish: Wish, title: str) -> Button:
    button = Button(deed.words)
    button.setAccessibleDescription(title)
    button.clicked.connect(lambda: wish(deed.order))
    return button


def _menu_button(text: str, deeds: Sequence[Deed], wish: Wish, title: str) -> Button:
    button = Button(text)
    button.setAccessibleName(_("{what} {slot}").format(what=text, slot=title))
    menu = QMenu(button)

    def fill() -> None:  # when it opens: whole teams may be in it, and there is one for each slot
        menu.clear()
        for deed in deeds:
            menu.addAction(button_text(deed.words)).triggered.connect(lambda _checked, deed=deed: wish(deed.order))

    menu.aboutToShow.connect(fill)
    button.setMenu(menu)
    return button


def gap_card(sentences: Sequence[str], helpers: Sequence[Remedy], order: Order, wish: Wish) -> Card | None:
    """What is true of all missing seats together, and who could help elsewhere."""
    if not sentences:
        return None
    card = Card(_("Pour tout remplir"))
    for sentence in sentences:
        card.column.addWidget(words(sentence, wrap=True))
    row = FlowLayout(spacing=8)
    for remedy in helpers:
        if remedy.ask is not None:
            row.addWidget(_deed_button(_asking(remedy.name, remedy.ask, order), wish, card.accessibleName()))
    if row.count():
        card.column.addLayout(row)
    return card


def set_aside_card(sentences: Sequence[str]) -> Card | None:
    """The rules that what was given beforehand breaks."""
    if not sentences:
        return None
    card = Card(_("Mis de côté par ce qui était déjà donné"), tone="attention")
    for sentence in sentences:
        card.column.addWidget(words(sentence, wrap=True))
    return card


def leading_card(sentences: Sequence[str]) -> Card | None:
    """Who would lead an activity at the time of their shift: it hinders nothing, and is known before applying."""
    if not sentences:
        return None
    heading = ngettext(
        "{n} permanence tombe pendant une activité que la personne mène",
        "{n} permanences tombent pendant une activité que la personne mène",
        len(sentences),
    )
    card = Card(heading.format(n=len(sentences)), tone="attention")
    for sentence in sentences[:LEADING_SHOWN]:
        card.column.addWidget(words(sentence, wrap=True))
    more = len(sentences) - LEADING_SHOWN
    if more > 0:
        card.column.addWidget(words(ngettext("et {n} autre", "et {n} autres", more).format(n=more), "soft", wrap=True))
    told = _("Composer n’en tient pas compte : changez qui vous voulez après avoir appliqué.")
    card.column.addWidget(words(told, "soft", wrap=True))
    return card


def kept_card(kept: Sequence[Held]) -> Card:
    """What was respected: a tick where wholly, a half where partly; the words say how far."""
    card = Card(_("Ce qui a été respecté"))
    card.column.setSpacing(0)
    card.column.addSpacing(theme.gap(6))
    for held in kept:
        card.column.addWidget(_rule())
        card.column.addWidget(_held_row(held))
    return card


def _rule() -> QWidget:
    line = QWidget()
    line.setFixedHeight(1)
    line.setObjectName("line")
    return line


def _held_row(held: Held) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    space.around(across, 0, 6, 0, 6)
    space.between(across, 10)
    shades = theme.colours()
    mark = words()
    side = theme.px(15)
    icon, colour = ("check", shades.good) if held.wholly else ("half", shades.attention)
    mark.setPixmap(icons.pixmap(icon, colour, side, mark.devicePixelRatioF()))
    mark.setAccessibleName(_("respecté") if held.wholly else _("en partie"))
    across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(words(held.text, wrap=True), 1)
    return row


def trial_card(effects: Sequence[str] | None, keep: Callable[[], None], back: Callable[[], None]) -> Card:
    """Other weights, tried on this proposal: what they change, before they are kept. None: not comparable any more."""
    card = Card(_("Réglages à l’essai"), tone="info")
    if effects:
        card.column.addWidget(words(" · ".join(effects), "strong", wrap=True))
    elif effects is not None:
        card.column.addWidget(words(_("Ces réglages ne changent rien aux nombres de ce mois."), "strong", wrap=True))
    sentence = _("Ils ne valent que pour cette proposition tant que vous ne les gardez pas.")
    card.column.addWidget(words(sentence, "soft", wrap=True))
    row = FlowLayout(spacing=8)
    hold, undo = Button(_("Garder ces réglages"), "check"), Button(_("Reprendre ceux d’avant"))
    hold.clicked.connect(keep)
    undo.clicked.connect(back)
    row.addWidget(hold)
    row.addWidget(undo)
    card.column.addLayout(row)
    return card
