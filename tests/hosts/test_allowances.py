"""What volunteers get back for their expenses: never above a ceiling, by whatever order it is noted in."""

import io
from contextlib import closing
from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from delta_app.core import i18n
from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused, say
from delta_app.core.money import format_money, parse_money, plain_money
from delta_app.hosts.allowance_commands import note_allowance, remove_allowance, remove_ceiling, set_ceiling
from delta_app.hosts.allowance_data import allowance_list, allowance_year, ceiling_for, ceiling_rows
from delta_app.hosts.allowance_rules import (
    KINDS,
    MOST_KM,
    SHIPPED,
    Ceiling,
    Expense,
    ceiling_in,
    checked_expense,
    flat_rate_left,
)
from delta_app.hosts.sheet_allowances import allowances_csv, allowances_pdf, allowances_xlsx
from tests.factory import COORDINATOR, HOST, READER, a_host, a_store, acting, all_data
from tests.sheets.reading import text_of

TODAY = date(2026, 12, 9)
TREASURER = Actor("Trésorerie", Role.TREASURER)
SMALL = Ceiling(2026, 40, 150, True)  # a few days reach it


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def store(tmp_path):
    with closing(a_store(tmp_path)) as opened:
        yield opened


def note(store, host, day, cents, actor=COORDINATOR, **more):
    with acting(store, "note", actor) as session:
        return note_allowance(session, host, day, cents, **more)


def register(store, host, year=2026):
    with store.read() as session:
        return allowance_year(session, host, year)


def plainly(text):
    """With the blanks that any keyboard has."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


expenses = st.lists(
    st.builds(
        lambda offset, kind, cents, km: Expense(
            date(2026, 1, 1) + timedelta(days=offset), kind, cents, km if kind == "travel" else 0
        ),
        st.integers(0, 8), st.sampled_from(KINDS), st.integers(1, 60), st.integers(1, 900),
    ),
    max_size=25,
)  # fmt: skip


def accepted(wanted, ceiling=SMALL):
    """Those that were noted, tried one after the other."""
    noted = []
    for one in wanted:
        try:
            noted.append(checked_expense(one, noted, ceiling, staff=False, today=TODAY))
        except Refused:
            continue
    return noted


@given(expenses)
def test_no_order_of_acts_gets_above_a_ceiling_nor_mixes_what_excludes_each_other(wanted):
    noted = accepted(wanted)
    flat = [one for one in noted if one.kind == "flat_rate"]
    assert sum(one.cents for one in flat) <= SMALL.year_cents
    for day in {one.day for one in flat}:
        assert sum(one.cents for one in flat if one.day == day) <= SMALL.day_cents
    kinds = {one.kind for one in noted}
    assert not {"flat_rate", "real"} <= kinds
    if "flat_rate" in kinds:
        assert sum(one.km for one in noted) <= MOST_KM


@given(expenses, st.integers(0, 8))
def test_what_is_told_as_possible_is_accepted_and_one_cent_more_is_not(wanted, offset):
    noted = [one for one in accepted(wanted) if one.kind == "flat_rate"]
    day = date(2026, 1, 1) + timedelta(days=offset)
    left = flat_rate_left(day, noted, SMALL)
    if left.cents:
        checked_expense(Expense(day, "flat_rate", left.cents), noted, SMALL, staff=False, today=TODAY)
    with pytest.raises(Refused, match="allowance_over") as refusal:
        checked_expense(Expense(day, "flat_rate", left.cents + 1), noted, SMALL, staff=False, today=TODAY)
    assert refusal.value.facts["cents"] == left.cents


@given(st.integers(2000, 2040), st.sets(st.integers(2020, 2030), max_size=4))
def test_a_year_without_a_ceiling_takes_the_latest_known_and_says_it_is_to_be_checked(year, own):
    noted = [Ceiling(one, 1_000 + one, 100_000, True) for one in own]
    found = ceiling_in(year, noted)
    known = {one.year for one in (*SHIPPED, *noted)}
    assert found.checked is (year in known)
    assert found.year == (year if year in known else max((one for one in known if one < year), default=min(known)))


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("12", 1200), ("12,5", 1250), ("12.50", 1250), ("0,05", 5), ("1 234,50", 123450), ("1 234,50 €", 123450),
     ("€ 1.234,50", 123450), ("1,234.50", 123450), ("1 234", 123400), (" 42,31 ", 4231)],
)  # fmt: skip
def test_amounts_are_read_as_people_type_them(typed, cents):
    assert parse_money(typed) == cents


@pytest.mark.parametrize(
    "typed", ["", "abc", "-1", "1.234", "12,505", "1e3", "1.234.50", "100001", "12,", "١٢", "1 23"]
)
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(Refused, match="bad_amount"):
        parse_money(typed)


@given(st.integers(0, 10_000_000), st.sampled_from(["fr", "nl", "en"]))
def test_what_is_shown_can_be_typed_again(cents, language):
    with i18n.speaking(language):
        assert parse_money(format_money(cents)) == parse_money(plain_money(cents)) == cents


def test_at_the_end_of_the_years_ceiling_the_largest_amount_possible_is_told(store):
    fatma = a_host(store)
    with acting(store) as session:
        set_ceiling(session, 2026, 4_500, 172_636)
    for day in range(38):
        note(store, fatma, date(2026, 1, 1) + timedelta(days=day), 4_500)
    assert register(store, fatma).total == 171_000
    with pytest.raises(Refused, match="allowance_over") as refusal:
        note(store, fatma, date(2026, 12, 8), 2_000)
    assert "au plus 16,36 € cette année" in plainly(say(refusal.value))
    assert register(store, fatma).left == 1_636
    note(store, fatma, date(2026, 12, 8), 1_636)
    with pytest.raises(Refused, match="allowance_over") as refusal:
        note(store, fatma, date(2026, 12, 9), 1)
    assert "Le plafond de l’année est atteint." in say(refusal.value)


def test_two_amounts_of_one_day_are_added_up_to_the_days_ceiling(store):
    fatma = a_host(store)
    assert note(store, fatma, TODAY, 3_000).cents == 3_000
    assert note(store, fatma, TODAY, 1_231).cents == 4_231
    with pytest.raises(Refused, match="allowance_over") as refusal:
        note(store, fatma, TODAY, 1)
    assert "Le plafond de ce jour-là est atteint." in say(refusal.value)
    with pytest.raises(Refused, match="allowance_over") as refusal:
        note(store, fatma, TODAY - timedelta(days=1), 5_000)
    assert "au plus 42,31 € ce jour-là" in plainly(say(refusal.value))
    assert [(row.day, row.cents) for row in register(store, fatma).rows] == [(TODAY, 4_231)]


def test_whoever_a_partner_employs_gets_none(store):
    malik = a_host(store, "Malik", "Traoré", origin="staff", partner="Le Gué")
    for kind, km in (("flat_rate", 0), ("real", 0), ("travel", 12)):
        with pytest.raises(Refused, match="allowance_staff") as refusal:
            note(store, malik, TODAY, 1_000, kind=kind, km=km)
    assert "service partenaire" in say(refusal.value)
    assert register(store, malik).staff
    assert register(store, malik).rows == ()


def test_flat_rate_and_real_expenses_exclude_each_other_in_a_year_but_travel_goes_with_it(store):
    fatma, luc = a_host(store), a_host(store, "Luc", "Dumont")
    note(store, fatma, date(2026, 3, 1), 2_000)
    with pytest.raises(Refused, match="allowance_mixed"):
        note(store, fatma, TODAY, 2_000, kind="real")
    note(store, fatma, date(2025, 12, 31), 2_000, kind="real")  # another year
    note(store, fatma, TODAY, 60_000, kind="travel", km=1_999)
    with pytest.raises(Refused, match="allowance_far") as refusal:
        note(store, fatma, TODAY, 100, kind="travel", km=2)
    assert "il reste 1 km pour 2026" in say(refusal.value)
    note(store, luc, date(2026, 3, 1), 90_000, kind="travel", km=2_500)  # of real expenses, one may travel farther
    note(store, luc, date(2026, 3, 1), 9_000, kind="real")
    with pytest.raises(Refused, match="allowance_mixed"):
        note(store, luc, TODAY, 100)
    real = next(row.id for row in register(store, luc).rows if row.kind == "real")
    with acting(store) as session:
        remove_allowance(session, real)
    with pytest.raises(Refused, match="allowance_far"):
        note(store, luc, TODAY, 100)
    with store.read() as session:
        listed = allowance_list(session, 2026)
    assert [(row.name, row.kind, row.cents, row.km) for row in listed.rows] == [
        ("Fatma Öztürk", "flat_rate", 2_000, 0),
        ("Fatma Öztürk", "travel", 60_000, 1_999),
        ("Luc Dumont", "travel", 90_000, 2_500),
    ]
    assert [(one.name, one.days, one.cents, one.km) for one in listed.people()] == [
        ("Fatma Öztürk", 2, 62_000, 1_999),
        ("Luc Dumont", 1, 90_000, 2_500),
    ]


@pytest.mark.parametrize(
    ("code", "day", "cents", "more"),
    [
        ("allowance_early", TODAY + timedelta(days=1), 100, {}),
        ("bad_amount", TODAY, 0, {}),
        ("bad_amount", TODAY, -5, {}),
        ("bad_amount", TODAY, 10_000_001, {"kind": "real"}),
        ("bad_km", TODAY, 100, {"kind": "travel"}),
        ("bad_km", TODAY, 100, {"kind": "real", "km": 5}),
        ("bad_kind", TODAY, 100, {"kind": "gift"}),
        ("bad_year", date(1999, 5, 1), 100, {}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(store, code, day, cents, more):
    fatma = a_host(store)
    before = all_data(store)
    with pytest.raises(Refused, match=code) as refusal:
        note(store, fatma, day, cents, **more)
    assert say(refusal.value)
    assert all_data(store) == before


def test_ceilings_are_noted_for_a_year_and_those_shipped_come_back(store):
    with store.read() as session:
        assert [(row.year, row.ceiling.day_cents, row.ceiling.checked) for row in ceiling_rows(session, 2026)] == [
            (2026, 4_231, False), (2025, 4_231, True), (2024, 4_148, True),
        ]  # fmt: skip
    with acting(store) as session:
        set_ceiling(session, 2026, 4_300, 172_636)
        set_ceiling(session, 2025, 4_000, 160_000, checked=False)
        set_ceiling(session, 2025, 4_100, 160_000)
    with store.read() as session:
        assert ceiling_for(session, 2026) == Ceiling(2026, 4_300, 172_636, True)
        assert ceiling_for(session, 2025) == Ceiling(2025, 4_100, 160_000, True)
    with acting(store) as session:
        remove_ceiling(session, 2025)
    with store.read() as session:
        assert ceiling_for(session, 2025) == SHIPPED[1]
        assert [row.own for row in ceiling_rows(session, 2026)] == [True, False, False]
    for code, wrong in (
        ("no_such_ceiling", lambda session: remove_ceiling(session, 2025)),
        ("bad_ceiling", lambda session: set_ceiling(session, 2026, 0, 100)),
        ("bad_ceiling", lambda session: set_ceiling(session, 2026, 200, 100)),
        ("bad_year", lambda session: set_ceiling(session, 226, 100, 100)),
        ("no_such_allowance", lambda session: remove_allowance(session, 99)),
    ):
        with pytest.raises(Refused, match=code) as refusal, acting(store) as session:
            wrong(session)
        assert say(refusal.value)


def test_the_treasurer_may_too_and_nobody_else(store):
    fatma = a_host(store)
    note(store, fatma, TODAY, 1_000, TREASURER)
    for actor in (HOST, READER):
        with pytest.raises(Refused, match="not_allowed"):
            note(store, fatma, TODAY, 1_000, actor)
        with pytest.raises(Refused, match="not_allowed"), acting(store, actor=actor) as session:
            set_ceiling(session, 2026, 4_300, 172_636)


def test_an_act_is_taken_back_and_done_again(store):
    fatma = a_host(store)
    before = all_data(store)
    note(store, fatma, TODAY, 1_000)
    after = all_data(store)
    store.undo(COORDINATOR)
    assert all_data(store) == before
    store.redo(COORDINATOR)
    assert all_data(store) == after
    kept = register(store, fatma).rows[0].id
    with acting(store) as session:
        remove_allowance(session, kept)
    store.undo(COORDINATOR)
    assert register(store, fatma).total == 1_000


def test_the_yearly_list_is_printed_a_person_at_a_time_with_sums(store):
    fatma, ipek = a_host(store), a_host(store, "İpek", "Yılmaz")
    note(store, fatma, date(2026, 3, 2), 2_000)
    note(store, fatma, date(2026, 3, 3), 4_231)
    note(store, fatma, date(2026, 3, 3), 650, kind="travel", km=15)
    note(store, ipek, date(2026, 5, 4), 120_050, kind="real")
    with store.read() as session:
        listed = allowance_list(session, 2026)
    text = plainly(text_of(allowances_pdf(listed, venue_name="Le Delta", printed_on=TODAY)))
    for words in (
        "Défraiements des volontaires, 2026", "loi du 3 juillet 2005", "Fatma Öztürk", "lun. 2 mars 2026",
        "déplacements, 15 km", "68,81 €", "İpek Yılmaz", "1 200,50 €", "Total de 2026 : 1 269,31 €",
        "Plafonds 2026 : 42,31 € par jour, 1 692,51 € par an (ceux de 2025, à vérifier)",
    ):  # fmt: skip
        assert words.casefold() in text.casefold(), words
    assert allowances_csv(listed).decode("utf-8-sig").splitlines()[1:] == [
        "Fatma Öztürk;02/03/2026;forfait;;20,00",
        "Fatma Öztürk;03/03/2026;forfait;;42,31",
        "Fatma Öztürk;03/03/2026;déplacements;15;6,50",
        "İpek Yılmaz;04/05/2026;frais réels;;1200,50",
    ]
    book = CalamineWorkbook.from_filelike(io.BytesIO(allowances_xlsx(listed, venue_name="Le Delta", made_on=TODAY)))
    days, people = (book.get_sheet_by_index(place).to_python() for place in (0, 1))
    assert days[1] == ["Fatma Öztürk", date(2026, 3, 2), "forfait", "", 20.0]
    assert [row[0] for row in people[1:]] == ["Fatma Öztürk", "İpek Yılmaz"]
    assert [row[-1] for row in people[1:]] == [68.81, 1200.5]


def test_a_year_without_any_has_a_list_that_says_so(store):
    with store.read() as session:
        listed = allowance_list(session, 2024)
    text = plainly(text_of(allowances_pdf(listed, venue_name="Le Delta", printed_on=TODAY)))
    assert "Aucun défraiement noté en 2024." in text
    assert "1 659,29 € par an" in text
    assert "vérifier" not in text
    assert allowances_xlsx(listed, venue_name="Le Delta", made_on=TODAY).startswith(b"PK")
