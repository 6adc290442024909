"""What was decided for a slot that lacks people, wherever somebody looks: planning, paper, files, one's own page."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from icalendar import Calendar
from PySide6.QtWidgets import QFrame, QRadioButton

from delta_app import app
from delta_app.core import clock
from delta_app.core.calendar import minutes
from delta_app.core.errors import Refused
from delta_app.hosts.queries import acting_host
from delta_app.planning.calendar_data import calendar_facts
from delta_app.planning.files import host_ics, month_csv, month_ics
from delta_app.planning.looking_page import Looking
from delta_app.planning.queries import host_month, month_view
from delta_app.planning.sheet import host_pdf, month_pdf
from delta_app.shifts.alerts_data import decisions_between
from delta_app.shifts.day_commands import decide_opening, forget_decision
from delta_app.shifts.roster_data import roster_problem
from delta_app.shifts.seat_commands import assign_host
from delta_app.shifts.trade_commands import accept_trade, seek_cover, take_gap
from delta_app.shifts.trade_data import seat_and_slot, swap_options
from delta_app.today.mine_data import mine_view
from delta_app.today.todo_data import todo_view
from delta_app.widgets.slot_row import SlotRow
from tests.desk import a_window
from tests.factory import COORDINATOR, READER, acting
from tests.person import answering, find, press, read_text, shown, words_of
from tests.sheets.reading import text_of
from tests.today.place import DECEMBER

WEDNESDAY, FRIDAY = date(2026, 12, 9), date(2026, 12, 11)
STAMPED = datetime(2026, 12, 9, 13, tzinfo=UTC)


@pytest.fixture
def decided(place):
    """Wednesday at one closed with Fatma and Luc to tell, at ten with nobody; Friday's Ana until noon."""
    with acting(place.store) as session:
        decide_opening(session, WEDNESDAY, minutes(13), "closed")
        decide_opening(session, FRIDAY, minutes(13), "closed")
        decide_opening(session, FRIDAY, minutes(10), "reduced", (minutes(10), minutes(12)))
    return place


def seen_by(place, read):
    with place.store.read() as session:
        return read(session)


def the_view(place):
    return seen_by(place, lambda session: month_view(session, DECEMBER))


def the_slot(place, slot):
    return next(one for one in the_view(place).slots if one.slot_id == place.slots[slot])


def test_what_was_decided_closed_is_nobodys_to_fill_and_says_whom_to_tell(decided):
    with_people, without = the_slot(decided, (9, 13)), the_slot(decided, (11, 13))
    assert (with_people.coverage, with_people.missing) == ("shut", 0)
    assert [seat.name for seat in with_people.to_tell] == ["Fatma Ö.", "Luc D."]
    assert (without.coverage, without.missing, without.to_tell) == ("shut", 0, ())
    assert the_view(decided).count("shut") == 1  # with somebody to tell


def test_what_stays_closed_says_so_in_large_letters_and_calls_for_nobody(decided, tmp_path, qtbot):
    window = a_window(decided.store, tmp_path, qtbot, actor=READER, pages=app.page_entries())
    window.show_page("today")
    banner = read_text(window.page.alerts)
    assert "13h – 16h : fermé\nInscrit·es : Fatma Ö. et Luc D. – à prévenir · décidé : fermé" in banner
    assert "une seule personne" not in banner.split("fermé")[0]
    coming = read_text(window.page.coming)
    assert "ouvert 10h – 12h" in coming
    assert "fermé" in coming
    assert "(cherche)" not in coming


def test_an_opening_decided_again_is_as_it_was(decided):
    with acting(decided.store) as session:
        forget_decision(session, WEDNESDAY, minutes(13))
    assert the_slot(decided, (9, 13)).coverage == "full"


def test_the_wall_says_closed_strikes_out_who_was_to_come_and_shows_the_reduced_hours(decided):
    before = text_of(month_pdf(the_view(decided), printed_on=WEDNESDAY))
    assert before.count("fermé") == 3  # both slots and the legend
    assert "10–12h" in before
    with acting(decided.store) as session:
        for day, start in ((WEDNESDAY, 13), (FRIDAY, 13), (FRIDAY, 10)):
            forget_decision(session, day, minutes(start))
    after = text_of(month_pdf(the_view(decided), printed_on=WEDNESDAY))
    assert "fermé" not in after
    assert "10–12h" not in after


def test_files_say_what_was_decided(decided):
    rows = [line.split(";") for line in month_csv(the_view(decided)).decode("utf-8-sig").splitlines()]
    friday = [row for row in rows if row[0] in ("11/12/2026", "2026-12-11")]
    assert [row[8] for row in friday if row[3].startswith("13")] == ["fermé"]
    assert {row[10] for row in friday if row[3].startswith("10")} == {"décidé : ouvert de 10h – 12h"}
    facts = seen_by(decided, lambda session: calendar_facts(session, DECEMBER))
    events = Calendar.from_ical(month_ics(the_view(decided), facts, stamped=STAMPED)).walk("VEVENT")
    said = {event.start.strftime("%d %H"): (str(event["summary"]), event.end.strftime("%H")) for event in events}
    assert said["09 13"][0].startswith("FERMÉ")
    assert said["11 13"][0].startswith("FERMÉ")
    assert said["11 10"][1] == "12"


def test_the_own_sheet_calendar_and_page_of_a_host_say_it(decided):
    ana, fatma = decided.ids["Ana"], decided.ids["Fatma"]
    month = seen_by(decided, lambda session: host_month(session, ana, DECEMBER))
    sheet = text_of(host_pdf(month, printed_on=WEDNESDAY))
    assert "10h – 12h" in sheet.replace("\xa0", " ")
    assert "horaire réduit" in sheet
    facts = seen_by(decided, lambda session: calendar_facts(session, DECEMBER, ana))
    [event] = Calendar.from_ical(host_ics(month, facts, stamped=STAMPED)).walk("VEVENT")
    assert event.end.strftime("%H") == "12"
    own = seen_by(decided, lambda session: mine_view(session, fatma, DECEMBER, clock.local_now()))
    assert [seat.decision and seat.decision.decision for seat in own.seats] == ["closed", None]


def test_hours_given_are_those_the_place_was_open(decided):
    ana = decided.ids["Ana"]
    with time_machine.travel("2026-12-20T10:00+01:00"):
        later = clock.local_now()
    given = seen_by(decided, lambda session: mine_view(session, ana, DECEMBER, later))
    assert (given.given_month.shifts, given.given_month.minutes) == (1, 120)
    fatma = seen_by(decided, lambda session: mine_view(session, decided.ids["Fatma"], DECEMBER, later))
    assert (fatma.given_month.shifts, fatma.given_month.minutes) == (1, 180)  # Thursday's, not Wednesday's


def test_the_planning_page_tells_it_in_the_month_and_at_the_side(decided, tmp_path, qtbot):
    window = a_window(decided.store, tmp_path, qtbot, actor=COORDINATOR, pages=app.page_entries())
    window.show_page("planning")
    row = find(window.page, "mercredi 9 décembre, 13h à 16h, fermé, à prévenir : Fatma Ö. et Luc D.", SlotRow)
    row.click()
    seen = read_text(window.page)
    assert "fermé · 2 à prévenir" in seen
    assert "Décidé : fermé" in seen
    press(window.page, "vendredi 11 décembre, 13h à 16h, fermé")
    assert "Le lieu est fermé à ce moment." in read_text(window.page)
    assert "10h – 12h" in words_of(
        find(window.page, "vendredi 11 décembre, 10h à 13h, 1 sur 2, décidé", SlotRow)
    ).replace("\xa0", " ")


def test_a_host_reads_on_their_own_page_not_to_come(decided, tmp_path, qtbot):
    with decided.store.read() as session:
        fatma = acting_host(session, decided.ids["Fatma"])
    window = a_window(decided.store, tmp_path, qtbot, actor=fatma, pages=app.page_entries())
    window.show_page("mine")
    seen = read_text(window.page)
    assert "La coordination a décidé de fermer : ne venez pas." in seen
    assert "Je ne peux pas venir, mer. 9 déc. à 13h…" not in seen


def test_nobody_comes_swaps_or_is_asked_where_it_is_decided_closed(place):
    with acting(place.store) as session:
        number = seek_cover(session, place.seats["Fatma", (10, 13)])
        decide_opening(session, date(2026, 12, 10), minutes(13), "closed")
    with place.store.read() as session:
        assert [one.trade.id for one in mine_view(session, place.ids["Luc"], DECEMBER, clock.local_now()).asked] == []
        assert todo_view(session).seeking == ()
        seat, slot = seat_and_slot(session, place.seats["Ana", (11, 10)])
        assert all(option.slot_id != place.slots[10, 13] for option in swap_options(session, seat, slot))
        assert place.slots[10, 13] not in roster_problem(session, DECEMBER).slot_ids
    for act in (
        lambda session: take_gap(session, place.slots[10, 13], place.ids["Luc"]),
        lambda session: accept_trade(session, number, place.ids["Luc"]),
        lambda session: assign_host(session, place.slots[10, 13], place.ids["Luc"]),
    ):
        with pytest.raises(Refused, match="slot_shut"), acting(place.store) as session:
            act(session)
    with acting(place.store) as session:
        decide_opening(session, date(2026, 12, 10), minutes(13), "open")
        assert accept_trade(session, number, place.ids["Luc"]).done


def test_what_is_not_decided_yet_is_seen_before_what_is(place, tmp_path, qtbot):
    with acting(place.store) as session:
        decide_opening(session, WEDNESDAY, minutes(16), "closed")
        decide_opening(session, date(2026, 12, 10), minutes(10), "closed")
    window = a_window(place.store, tmp_path, qtbot, actor=COORDINATOR, pages=app.page_entries())
    window.show_page("today")
    banners = [words_of(one) for one in shown(window.page, QFrame) if one.property("role") == "alert"]
    assert len(banners) == 2
    assert not any("décidé : " in banner for banner in banners), banners


def test_the_notice_names_the_next_opening_with_people_and_its_hours(place, tmp_path, qtbot):
    with acting(place.store) as session:
        decide_opening(session, date(2026, 12, 10), minutes(13), "reduced", (minutes(14), minutes(16)))
    window = a_window(place.store, tmp_path, qtbot, actor=COORDINATOR, pages=app.page_entries())
    window.show_page("today")
    papers = []

    def read(dialog):
        qtbot.waitUntil(lambda: bool(dialog.preview.paper.sheets.pdf), timeout=20_000)
        papers.append(" ".join(text_of(dialog.preview.paper.sheets.pdf).replace("\xa0", " ").split()))
        dialog.reject()

    answering(read)
    press(window.page, "Avis pour la porte, mer. 9 déc. à 16h…")
    assert "14h – 16h" in papers[0]  # not Thursday morning, for which nobody is there


def test_whether_to_open_is_decided_from_the_planning_too(place, tmp_path, qtbot):
    window = a_window(place.store, tmp_path, qtbot, actor=COORDINATOR, pages=app.page_entries())
    window.show_page("planning")
    asked = []

    def close_it(dialog):
        asked.append(dialog.windowTitle())
        find(dialog, "Rester fermé", QRadioButton).setChecked(True)
        press(dialog, "Décider")

    answering(close_it)
    press(window.page, "Décider de l’ouverture de cette permanence…")
    assert len(asked) == 1
    with place.store.read() as session:
        assert [row.decision for row in decisions_between(session, WEDNESDAY, FRIDAY)] == ["closed"]


def test_whoever_comes_next_to_the_planning_sees_nobody_singled_out(place, tmp_path, qtbot):
    window = a_window(place.store, tmp_path, qtbot, actor=COORDINATOR, pages=app.page_entries())
    window.show_page("planning")
    press(window.page, "mercredi 9 décembre, 13h à 16h, 2 sur 2")
    window.page.body.month.look_for(Looking(host_id=place.ids["Fatma"], name="Fatma Ö."))
    window.page.let_go()
    assert window.page.grid.selected is None
    assert "Fatma Ö. : " not in read_text(window.page)
