"""What opens above the pages: dialogs, menus, the wizards step by step."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from delta_app.core import backup
from delta_app.hosts.queries import hosts
from delta_app.planning.call_data import lacks_people
from delta_app.planning.candidates_data import candidate_rows
from delta_app.planning.compose_page import Proposal
from delta_app.planning.copies_page import CopiesView
from delta_app.planning.dialogs import OpeningDialog
from delta_app.planning.page import PlanningPage
from delta_app.shifts.commands import publish
from delta_app.team.import_dialogs import ImportDialog, import_file
from delta_app.team.page import TeamPage
from delta_app.till.page import TillPage
from delta_app.today.acts_page import DayActs
from delta_app.today.queries import own_seats
from delta_app.venue.dialogs import WelcomeDialog
from delta_app.venue.passphrase_dialogs import ask_passphrase
from delta_app.widgets.paper import Paper
from delta_app.widgets.restore import RestoreDialog
from delta_app.widgets.sections import SectionsPage
from delta_app.widgets.week_drawing import WeekDrawing
from delta_app.window import MainWindow
from tests.pictures.scenes import (
    Scene,
    a_later_month,
    back_in_the_list,
    nothing_chosen,
    the_planning,
    the_proposal,
    the_team,
    the_till,
    thrown_away,
)

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
HOSTS = SAMPLES / "accueillants-janvier-2027.csv"
POLL = SAMPLES / "framadate-janvier-2027.csv"
Opening = Callable[[MainWindow], object]


def as_it_opens(_dialog: QWidget) -> None:
    """Nothing is done in it."""


def in_planning(open_it: Callable[[PlanningPage], object]) -> Opening:
    """Opened on the planning page, where there is a month."""

    def opened(window: MainWindow) -> None:
        if (page := the_planning(window)) is not None:
            open_it(page)

    return opened


def in_team(open_it: Callable[[TeamPage], object], *, nobody_too: bool = False) -> Opening:
    """Opened on the team's page, where there is somebody."""

    def opened(window: MainWindow) -> None:
        page = the_team(window)
        if page is not None or (nobody_too and isinstance(window.page, TeamPage)):
            open_it(window.page)  # type: ignore[arg-type]

    return opened


def of_a_slot(what: str, typed: str = "") -> Opening:
    """What a key asks of a slot that lacks somebody."""

    def opened(page: PlanningPage) -> None:
        slot = next((slot for slot in page.slots if slot.missing), page.slots[0])
        page.body.on_slot_asked(slot.slot_id)
        page.body.on_asked(slot.slot_id, what, typed)

    return in_planning(opened)


def a_place_menu(page: PlanningPage) -> None:
    """Everything one can do with somebody's place."""
    slot = next((slot for slot in page.slots if slot.taken), None)
    if slot is not None:
        page.body.on_slot_asked(slot.slot_id)
        page.body.on_person_menu(slot.taken[0], page.mapToGlobal(page.rect().center()))


def an_edited_slot(page: PlanningPage) -> None:
    """A slot's note, hours and seats."""
    page.body.on_edit(page.slots[len(page.slots) // 2].slot_id)


def a_call(page: PlanningPage) -> None:
    """People called for a slot that lacks somebody."""
    slot = next((slot for slot in page.slots if lacks_people(slot)), None)
    if slot is not None:
        page.body.on_call(slot.slot_id)


def a_month_sent(page: PlanningPage) -> None:
    """A month just published is sent."""
    with page.desk.store.write(page.desk.actor, "Diffuser") as session:
        publish(session, page.month)
    page.on_send()


def against_a_rule(page: PlanningPage) -> None:
    """A rule set aside for whoever has most against them in a slot that lacks somebody."""
    slot = next((slot for slot in page.slots if slot.missing), None)
    if slot is not None:
        page.body.on_slot_asked(slot.slot_id)
        with page.desk.store.read() as session:
            against = [one for one in candidate_rows(session, slot.slot_id) if not one.fits and one.may_all_the_same]
        if against:
            one = max(against, key=lambda one: len(one.caption))
            page.inspector.slot.candidates.overrule_asked.emit(one.host_id, one.name, one.caption)


def the_hours(window: MainWindow) -> None:
    """The opening hours, asked for where none are known."""
    a_later_month(window)
    if window.page is not None:
        OpeningDialog(window.desk, window.page).exec()


def the_weights(window: MainWindow) -> None:
    """The settings of composing."""
    the_proposal(window)
    for proposal in window.findChildren(Proposal):
        proposal.on_settings()


def brought(path: Path) -> Opening:
    """A file dropped on the team's page."""

    def opened(window: MainWindow) -> None:
        window.show_page("team")
        import_file(window.desk, window.page, path)

    return opened


def steps_on(count: int) -> Callable[[QWidget], None]:
    """So many steps on in a wizard."""

    def go_on(dialog: QWidget) -> None:
        if isinstance(dialog, ImportDialog):
            for _step in range(count):
                dialog.on_next()
                QApplication.processEvents()

    return go_on


def welcome(_window: MainWindow) -> None:
    """The first minutes."""
    WelcomeDialog(lambda _founding: None, lambda: None).exec()


def welcome_step(count: int) -> Callable[[QWidget], None]:
    """A step of the first minutes, what comes before it filled in."""

    def go_on(dialog: QWidget) -> None:
        if isinstance(dialog, WelcomeDialog):
            if count:
                dialog.name.setText("Le Delta")
            for _step in range(count):
                dialog.on_next()
                QApplication.processEvents()
            if count == 3:
                dialog.by_hand.setChecked(True)
                dialog.names.setPlainText("Fatma Öztürk\nLuc Dumont\nWilhelmina-Alexandrine Vanden Abeele")

    return go_on


def a_copy(window: MainWindow) -> None:
    """A look inside a copy."""
    made = backup.keep_copy(window.desk.store.path, "asked")
    window.desk.ask("settings.copies")
    page = window.page
    if isinstance(page, SectionsPage) and isinstance(page.view, CopiesView):
        page.view.on_look(made)


def looked_in(dialog: QWidget) -> None:
    """Once the copy is read."""
    from tests.pictures.taking import wait_until

    wait_until(lambda: any(one.isVisible() for one in dialog.findChildren(QWidget) if one.accessibleName() != "" and
                           type(one).__name__ == "SlotRow"))  # fmt: skip


def laid_out(dialog: QWidget) -> None:
    """Once the sheets are shown."""
    from tests.pictures.taking import wait_until

    wait_until(lambda: any(paper.isVisible() and paper.is_drawn() for paper in dialog.findChildren(Paper)))


def put_back(window: MainWindow) -> None:
    """Data that cannot be opened, and the copy that can take their place."""
    RestoreDialog(backup.keep_copy(window.desk.store.path, "asked"), lambda: None).exec()


def a_block(window: MainWindow) -> None:
    """An opening slot of the week."""
    window.desk.ask("settings.opening")
    for drawing in window.page.findChildren(WeekDrawing):
        if drawing.blocks:
            drawing.on_edit(drawing.blocks[0])


def asked(key: str) -> Opening:
    """An act asked for by its key."""
    return lambda window: window.desk.ask(key)


def at_the_till(open_it: Callable[[TillPage], object]) -> Opening:
    """Opened at the till, where it is open."""

    def opened(window: MainWindow) -> None:
        if (page := the_till(window)) is not None:
            open_it(page)

    return opened


def a_swap(window: MainWindow) -> None:
    """What the coordinator asks for somebody who cannot come."""
    window.show_page("today")
    with window.desk.store.read() as session:
        asking = next(((host.id, seat.seat_id) for host in hosts(session) for seat in own_seats(session, host.id)
                       if not seat.shadow), None)  # fmt: skip
    if asking is not None:
        DayActs(window.desk, window.page).ask_for(*asking)


def the_welcome_of_somebody(page: TeamPage) -> None:
    """Somebody new."""
    page.on_welcome()


def _above(open_it: Opening, does: Callable[[QWidget], None] = as_it_opens, *, later: bool = False,
           leave: Callable[[MainWindow], None] | None = None) -> Scene:  # fmt: skip
    def back(window: MainWindow) -> None:
        if leave is not None:
            leave(window)

    def opened(window: MainWindow) -> None:
        open_it(window)

    return Scene(opened, back, does, later)


ABOVE: dict[str, Scene] = {
    "slot-menu": _above(of_a_slot("menu"), leave=nothing_chosen),
    "slot-person-menu": _above(in_planning(a_place_menu), leave=nothing_chosen),
    "slot-name": _above(of_a_slot("name", "a"), leave=nothing_chosen),
    "slot-edit": _above(in_planning(an_edited_slot), leave=nothing_chosen),
    "slot-overrule": _above(in_planning(against_a_rule)),
    "person-finder": _above(in_planning(PlanningPage.on_person)),
    "call": _above(in_planning(a_call)),
    "send": _above(in_planning(a_month_sent)),
    "publish": _above(in_planning(PlanningPage.on_publish)),
    "print": _above(in_planning(PlanningPage.on_print), laid_out),
    "hours": _above(the_hours),
    "weights": _above(the_weights, leave=thrown_away),
    "palette": _above(MainWindow.on_find),
    "help": _above(lambda window: (window.show_page("planning"), window.on_help())),
    "history": _above(MainWindow.on_history, later=True),
    "team-welcome": _above(in_team(the_welcome_of_somebody, nobody_too=True)),
    "team-edit": _above(in_team(TeamPage.on_edit), leave=back_in_the_list),
    "team-pair": _above(in_team(TeamPage.on_pair), leave=back_in_the_list),
    "team-sheet": _above(in_team(TeamPage.on_sheet), laid_out, leave=back_in_the_list),
    "team-leave": _above(in_team(lambda page: page.list.side.on_state("left")), leave=back_in_the_list),
    "team-data": _above(in_team(lambda page: page.list.side.on_export()), laid_out, leave=back_in_the_list),
    "team-gathering": _above(asked("team.add_gathering")),
    "till-money": _above(at_the_till(lambda page: page.money.click())),
    "till-card": _above(at_the_till(lambda page: page.card.click())),
    "till-menu": _above(asked("till.menu")),
    "today-visits": _above(asked("today.visits")),
    "today-swap": _above(a_swap),
    "settings-outbox": _above(asked("settings.outbox")),
    "settings-step": _above(asked("settings.add_step")),
    "settings-ceiling": _above(asked("settings.add_ceiling")),
    "who": _above(lambda window: window.lock.identify()),
    "team-pause": _above(in_team(lambda page: page.list.side.on_state("paused")), leave=back_in_the_list),
    "import-1-columns": _above(brought(HOSTS), later=True),
    "import-2-who": _above(brought(HOSTS), steps_on(1), later=True),
    "import-3-summary": _above(brought(HOSTS), steps_on(2), later=True),
    "import-poll-1-who": _above(brought(POLL), later=True),
    "import-poll-2-summary": _above(brought(POLL), steps_on(1), later=True),
    "settings-close-days": _above(asked("settings.close_days")),
    "settings-open-extra": _above(asked("settings.open_extra")),
    "settings-service": _above(asked("settings.add_partner")),
    "settings-passphrase": _above(asked("settings.passphrase")),
    "settings-block": _above(a_block),
    "settings-copy": _above(a_copy, looked_in),
    "passphrase": _above(lambda window: ask_passphrase(window.desk, window)),
    "restore": _above(put_back),
    **{f"welcome-{step + 1}": _above(welcome, welcome_step(step)) for step in range(4)},
}
