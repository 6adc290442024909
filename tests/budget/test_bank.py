"""The bank's account by hand and from files: nothing twice, nothing booked that is in the journal, nothing guessed."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from delta_app.budget.bank_commands import add_bank_movement, classify_entry, set_bank_start
from delta_app.budget.bank_data import bank_started
from delta_app.budget.bank_import import import_bank
from delta_app.budget.bank_preview_data import NEW, fingerprint, preview_bank
from delta_app.budget.entries_data import Awaited, parts_behind
from delta_app.budget.line_commands import close_year
from delta_app.budget.model import BankMovement
from delta_app.budget.proof_data import prove_accounts
from delta_app.budget.spoken import import_lines
from delta_app.core.errors import Refused, say
from delta_app.readers.bank_list import BankFile, BankMapping, BankRow, parse_bank
from delta_app.readers.problems import Problem
from delta_app.readers.tabular import read_table
from delta_app.till.commands import deposit, reverse, sell_card, spend
from delta_app.till.model import TillEntry
from delta_app.till.proof_data import prove
from tests.budget.conftest import AICHA, NOW, TREASURER, a_line, line_of, view
from tests.factory import COORDINATOR, SAMPLES, a_store, acting
from tests.till.conftest import FLOAT

DECEMBER = [date(2026, 12, day) for day in range(1, 11)]


def a_file(*rows, problems=()):
    """(day of December, cents, words) as a bank's file."""
    read = [BankRow(line, date(2026, 12, day), cents, text) for line, (day, cents, text) in enumerate(rows, start=2)]
    return BankFile(tuple(read), tuple(problems), (), BankMapping((), 1, {}))


def bring(store, file, answers=None, **how):
    with acting(store, actor=TREASURER) as session:
        done = import_bank(session, file, answers, **how)
    return [movement.status for movement in done.movements]


def do(store, act, *words, **how):
    with acting(store) as session:
        return act(session, *words, **how)


def look(store, file, answers=None):
    with store.read() as session:
        return preview_bank(session, file.rows, answers).movements


def entries(store):
    with store.read() as session:
        assert prove(session).faults == ()
        return session.scalar(select(func.count()).select_from(TillEntry))


def test_a_movement_by_hand_is_on_its_line(store):
    rent, gifts = a_line(store, "Loyer", 60_000), a_line(store, "Dons", 60_000, side="income")
    do(store, add_bank_movement, date(2026, 11, 1), -40_000, "  Loyer \n novembre ", rent)
    do(store, add_bank_movement, date(2026, 11, 2), 5_000, "trop payé", rent)
    do(store, add_bank_movement, date(2026, 11, 3), 10_000, "don", gifts)
    do(store, add_bank_movement, date(2026, 11, 4), -1_000, "don rendu", gifts)
    do(store, add_bank_movement, date(2026, 11, 5), 300, "intérêts")
    assert (line_of(store, rent).figures.moved, line_of(store, gifts).figures.moved) == (35_000, 9_000)
    seen = view(store)
    assert (seen.money.bank, seen.months[10].receipts, seen.months[10].expenses) == (-25_700, 9_300, 35_000)
    assert entries(store) == 5


@pytest.mark.parametrize(
    ("day", "cents", "text", "code"),
    [
        (date(2026, 12, 11), 100, "x", "day_to_come"), (date(2026, 12, 1), 0, "x", "bad_amount"),
        (date(2026, 12, 1), 10**9 + 1, "x", "bad_amount"), (date(2026, 12, 1), 1, "  ", "label_needed"),
        (date(2026, 12, 1), 1, "x" * 201, "label_long"),
    ],
)  # fmt: skip
def test_what_is_no_movement(store, day, cents, text, code):
    with pytest.raises(Refused, match=code) as refused:
        do(store, add_bank_movement, day, cents, text)
    assert say(refused.value)


def test_movements_are_of_their_year_and_for_whoever_keeps_the_accounts(store):
    line = a_line(store, year=2027)
    with pytest.raises(Refused, match="line_of_other_year"):
        do(store, add_bank_movement, date(2026, 12, 1), -1, "x", line)
    with pytest.raises(Refused, match="not_allowed"), acting(store, actor=AICHA) as session:
        add_bank_movement(session, date(2026, 12, 1), -1, "x")
    with time_machine.travel("2027-01-05T10:00:00Z", tick=False):
        do(store, close_year, 2026)
        with pytest.raises(Refused, match="year_closed"):
            do(store, add_bank_movement, date(2026, 12, 1), -1, "x")
        with pytest.raises(Refused, match="year_closed"):
            do(store, set_bank_start, date(2026, 1, 1), 100)


def test_the_bank_starts_once(store):
    started = do(store, set_bank_start, date(2026, 1, 1), 341_207)
    assert view(store).money.bank == 341_207
    assert [month.receipts for month in view(store).months] == [0] * 12
    with pytest.raises(Refused, match="bank_started"):
        do(store, set_bank_start, date(2026, 1, 1), 1)
    do(store, reverse, started.id, "faux")
    with store.read() as session:
        assert not bank_started(session)
    with pytest.raises(Refused, match="bad_amount"):
        do(store, set_bank_start, date(2026, 1, 1), 0)
    do(store, set_bank_start, date(2026, 1, 1), -500)
    assert view(store).money.bank == -500


def test_the_same_file_twice_adds_nothing_and_an_overlapping_one_only_the_new(store):
    first = a_file((1, 120_000, "Subside"), (2, -350, "Frais"), (2, -350, "Frais"), (3, 500, "Don"))
    assert bring(store, first) == ["new"] * 4
    assert bring(store, first) == ["known"] * 4
    overlapping = a_file((2, -350, "frais"), (2, -350, "  Frais"), (3, 500, "Don"), (3, 500, "Don"), (4, -900, "Encre"))
    assert bring(store, overlapping) == ["known", "known", "known", "new", "new"]
    assert (entries(store), view(store).money.bank) == (6, 120_000 - 700 + 1_000 - 900)
    assert [(row.side, row.figures.moved) for row in view(store).lines] == [("expense", 1_600), ("income", 121_000)]


def test_what_the_till_booked_is_linked_and_not_booked_again(store, opened):
    do(store, deposit, 3_000, "till")
    opened("sell", at="2026-12-10T11:00", lines=[["Café", 8]], pay=[["qr", 262], ["cash", 138]])
    opened("card_new", card="42", amount=700, way="qr")
    do(store, spend, 1_250, "encre", way="bank")
    do(store, add_bank_movement, date(2026, 12, 3), -4_321, "loyer noté")
    there = entries(store)
    with time_machine.travel("2026-12-21T10:00:00Z", tick=False):
        file = a_file(
            (20, 3_000, "VERSEMENT"), (12, 262, "QR"), (4, 700, "QR carte"), (13, -1_250, "Encre"), (5, -4_321, "Loyer")
        )
        assert bring(store, file) == ["linked"] * 5
        assert bring(store, file) == ["known"] * 5
        assert entries(store) == there
        # The same amounts again are other movements: those entries are taken.
        assert bring(store, a_file((19, 3_000, "encore"), (13, 262, "encore"))) == ["new", "new"]


@pytest.mark.parametrize(("day", "status"), [(9, "new"), (10, "linked"), (20, "linked"), (21, "new")])
def test_a_deposit_reaches_the_bank_within_ten_days(store, opened, day, status):
    do(store, deposit, 3_000, "till")
    with time_machine.travel("2026-12-25T10:00:00Z", tick=False):
        assert bring(store, a_file((day, 3_000, "VERSEMENT"))) == [status]


@pytest.mark.parametrize(("day", "status"), [(2, "new"), (3, "linked"), (17, "linked"), (18, "new")])
def test_what_was_paid_from_the_bank_is_there_within_a_week(store, day, status):
    do(store, spend, 1_250, "encre", way="bank")
    with time_machine.travel("2026-12-25T10:00:00Z", tick=False):
        assert bring(store, a_file((day, -1_250, "Encre"))) == [status]


def test_what_was_reversed_may_have_happened_all_the_same_and_is_asked_about(store):
    paid = do(store, spend, 1_250, "encre", way="bank").id
    undone = do(store, reverse, paid, "erreur").id
    file = a_file((9, -1_250, "Encre"), (10, 1_250, "Rendu"))
    assert [(one.status, one.candidates) for one in look(store, file)] == [
        ("doubtful", (paid,)), ("doubtful", (undone,)),
    ]  # fmt: skip
    # Noted again as it was, the entry that stands is the movement.
    again = do(store, spend, 1_250, "encre noire", way="bank").id
    assert (look(store, file)[0].status, look(store, file)[0].entry_id) == ("linked", again)
    assert bring(store, file, {3: undone}) == ["linked", "linked"]
    assert view(store).money.bank == -1_250


def test_what_was_written_by_hand_and_reversed_was_never_so(store):
    noted = do(store, add_bank_movement, date(2026, 12, 9), -4_321, "loyer")
    do(store, reverse, noted.id, "pas encore payé")
    assert bring(store, a_file((10, -4_321, "Loyer"), (10, 4_321, "Rendu"))) == ["new", "new"]


def test_what_came_in_a_file_and_was_reversed_since_stays_so_and_is_told(store):
    file = a_file((1, 100, "a"), (2, 200, "b"))
    bring(store, file)
    with store.read() as session:
        first = session.scalar(select(TillEntry.id).order_by(TillEntry.id).limit(1))
    do(store, reverse, first, "compté deux fois")
    there = entries(store)
    assert bring(store, file) == ["undone", "known"]
    assert entries(store) == there
    with store.read() as session:
        said = import_lines(preview_bank(session, file.rows), done=True)
    assert said[0] == "Rien de neuf."
    assert "1 mouvement importé a été annulé depuis et le reste" in said[2]


def test_a_subsidy_of_half_a_million_has_its_way_in(store):
    file = parse_bank(read_table(b"Date;Montant;Communication\n01/12/2026;512.345,67;Subside\n"))
    assert bring(store, file) == ["new"]
    assert view(store).money.bank == 51_234_567
    a_line(store, "Salaires", 20_000_000)


def test_what_no_file_of_the_bank_has_shown_yet_is_told_and_opens(store, opened):
    opened("sell", at="2026-12-04T14:00", lines=[["Café", 4]], pay=[["qr", 200]])
    assert view(store).awaited is None  # nobody has asked the bank yet
    bring(store, a_file((3, 120_000, "Subside")))
    opened("sell", at="2026-12-10T11:00", lines=[["Café", 2]], pay=[["qr", 100]])
    mistaken = opened("sell", lines=[["Café", 6]], pay=[["qr", 300]])["entry"]
    opened("reverse", entry=mistaken, why="pas payé")
    do(store, add_bank_movement, date(2026, 12, 6), -1_000, "frais notés")
    assert view(store).awaited == 200 + 100 - 1_000
    bring(store, a_file((7, 200, "QR"), (6, -1_000, "Frais")))
    assert view(store).awaited == 100
    with store.read() as session:
        (part,) = parts_behind(session, Awaited())
        assert (part.cents, session.get(TillEntry, part.entry_id).day) == (100, date(2026, 12, 10))
    bring(store, a_file((10, 100, "QR")))
    assert view(store).awaited is None


def booked_in_every_way(store, opened):
    """Movements 1 to 4: by hand, paid by code before the file, new with words, new without."""
    opened("card_new", card="42", amount=700, way="qr")
    do(store, add_bank_movement, date(2026, 12, 3), -4_321, "loyer noté")
    bring(store, a_file((5, 700, "QR carte"), (5, 701, "Don de A"), (6, 300, "")))


def test_movements_that_say_what_their_entries_say_prove_themselves(store, opened):
    booked_in_every_way(store, opened)
    bring(store, a_file((4, -4_321, "Loyer"), (6, 300, ""), (6, 300, "")))
    with store.read() as session:
        assert prove_accounts(session).faults == ()
        assert session.scalar(select(func.count()).select_from(BankMovement)) == 6


@pytest.mark.parametrize(
    ("row", "change"),
    [
        (1, "cents = cents + 1"), (1, "day = '2026-12-04'"), (1, "text = 'Loyer noté'"), (1, "fingerprint = 'hand:'"),
        (1, "entry_id = 99"), (2, "cents = -cents"), (2, "entry_id = 1"), (2, "day = '2026-10-07'"),
        (2, "text = 'x'"), (3, "day = '2026-12-06'"), (3, "text = 'Don de B'"),
        (3, "fingerprint = upper(fingerprint)"), (4, "day = '2026-12-07'"), (4, "text = 'x'"),
    ],
)  # fmt: skip
def test_a_movement_that_was_changed_elsewhere_is_found(store, opened, row, change):
    booked_in_every_way(store, opened)
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("DROP TRIGGER bank_movement_no_update")
        connection.execute(f"UPDATE bank_movement SET {change} WHERE id = ?", (row,))
        connection.commit()
    with store.read() as session:
        assert {fault.what for fault in prove_accounts(session).faults} == {"movement"}


def test_what_may_be_several_is_asked_and_never_guessed(store):
    one, two = (do(store, spend, 1_250, label, way="bank").id for label in ("encre", "papier"))
    file = a_file((9, -1_250, "Bureau"), (10, -1_250, "Bureau 2"))
    there = entries(store)
    assert [movement.candidates for movement in look(store, file)] == [(one, two), (one, two)]
    assert bring(store, file) == ["doubtful", "doubtful"]
    assert entries(store) == there
    assert [movement.status for movement in look(store, file, {2: two})] == ["linked", "linked"]
    for answers in ({2: 99}, {2: one, 3: one}, {7: one}):
        with pytest.raises(Refused, match="bank_answer"):
            bring(store, file, answers)
    assert bring(store, file, {2: two, 3: NEW}) == ["linked", "new"]
    assert bring(store, file) == ["known", "known"]
    assert entries(store) == there + 1


def test_a_communication_says_which_payment_it_is(store, opened):
    one_said, other_said, unknown = "+++263/4400/00124+++", "+++263/4400/00225+++", "***263/4400/00326***"
    one = do(store, sell_card, "41", 1_000, "qr", receipt=one_said).id
    other = do(store, sell_card, "42", 1_000, "qr", receipt=other_said).id
    plain = do(store, sell_card, "43", 1_000, "qr").id
    file = a_file((10, 1_000, f"virement {other_said.replace('+', '*')}"), (10, 1_000, one_said), (9, 1_000, "sans"))
    assert [(movement.status, movement.entry_id) for movement in look(store, file)] == [
        ("linked", other), ("linked", one), ("linked", plain),
    ]  # fmt: skip
    # One that bears a communication nobody knows is none of those that bear another.
    assert [movement.entry_id for movement in look(store, a_file((10, 1_000, unknown)))] == [plain]
    # Without a communication it may be any of them, and that is asked.
    assert look(store, a_file((9, 1_000, "sans")))[0].candidates == (one, other, plain)
    # The same communication for another amount, or weeks away, is another movement.
    assert bring(store, a_file((10, 1_001, one_said), (1, 1_000, one_said))) == ["new", "new"]
    assert bring(store, file) == ["linked"] * 3


def test_two_movements_that_may_be_one_entry_are_asked_about(store):
    paid = do(store, spend, 1_250, "encre", way="bank").id
    file = a_file((9, -1_250, "Bureau"), (10, -1_250, "Bureau 2"))
    assert [(movement.status, movement.candidates) for movement in look(store, file)] == [("doubtful", (paid,))] * 2
    assert bring(store, file, {2: NEW}) == ["new", "linked"]


def test_the_same_movements_in_other_words_are_asked_about(store):
    bring(store, a_file((1, 120_000, "Subside"), (2, -350, "Frais")))
    there = entries(store)
    other = a_file((1, 120_000, "COCOF subside"), (2, -350, "FRAIS DE GESTION"), (3, 500, "Don"))
    assert bring(store, other) == ["doubtful", "doubtful", "new"]
    assert bring(store, other) == ["doubtful", "doubtful", "known"]
    again = look(store, a_file((1, 120_000, "COCOF subside"), (2, -350, "FRAIS DE GESTION")))
    assert bring(store, a_file((1, 120_000, "COCOF subside")), {2: again[0].candidates[0]}) == ["linked"]
    assert entries(store) == there + 1


def test_a_row_that_cannot_be_read_or_booked_holds_all_back_unless_passed_over(store):
    unread = a_file((1, 100, "a"), problems=[Problem("bank_day_unread", 3, {"value": ""})])
    ahead = a_file((1, 100, "a"), (11, 100, "demain"))
    for file, said in ((unread, "1 ligne de ce fichier ne peut pas être lue"), (ahead, "1 mouvement est d’une année")):
        with pytest.raises(Refused, match="bank_") as refused:
            bring(store, file)
        assert say(refused.value).startswith(said)
    assert entries(store) == 0
    assert bring(store, ahead, skip_bad=True) == ["new", "to_come"]
    with time_machine.travel("2027-01-05T10:00:00Z", tick=False):
        do(store, close_year, 2026, anyway=True)
        assert bring(store, a_file((1, 100, "a"), (2, 200, "b")), skip_bad=True) == ["known", "closed"]


def test_a_movement_of_a_closed_year_is_linked_to_what_was_booked_in_it(store, opened):
    opened("sell", at="2026-12-09T14:00", lines=[["Café", 4]], pay=[["qr", 200]])
    opened("close", at="2026-12-09T18:00", counted=FLOAT, keep=5_000, by=["Aïcha", "Jeroen"])
    with time_machine.travel("2027-01-05T10:00:00Z", tick=False):
        do(store, close_year, 2026, anyway=True)
        there = entries(store)
        assert bring(store, a_file((9, 200, "QR"), (9, 300, "Don")), skip_bad=True) == ["linked", "closed"]
    assert entries(store) == there


def test_what_was_undone_and_noted_anew_by_hand_awaits_no_file(store):
    file = a_file((1, -1_250, "Encre"), (2, 200, "b"))
    bring(store, file)
    do(store, reverse, 1, "sur une autre ligne")
    do(store, add_bank_movement, date(2026, 12, 1), -1_250, "encre")
    do(store, add_bank_movement, date(2026, 12, 3), -1_250, "encore de l’encre")
    assert view(store).awaited == -1_250
    assert bring(store, file) == ["undone", "known"]


def test_what_the_supplier_gives_back_is_put_on_the_line_of_the_cost(store):
    ink, gifts = a_line(store, "Encre"), a_line(store, "Dons", side="income")
    bring(store, a_file((1, -5_000, "Encre"), (2, 1_250, "Encre, note de crédit"), (3, -300, "Don rendu")))
    for entry, line in ((1, ink), (2, ink), (3, gifts)):
        do(store, classify_entry, entry, line)
    assert (line_of(store, ink).figures.moved, line_of(store, gifts).figures.moved) == (3_750, -300)
    assert [row.id for row in view(store).lines] == [ink, gifts]
    do(store, classify_entry, 2, None)
    assert [(row.side, row.figures.moved) for row in view(store).lines if row.id is None] == [("income", 1_250)]
    do(store, classify_entry, 2, ink)
    do(store, reverse, 2, "pas pour nous")
    assert line_of(store, ink).figures.moved == 5_000
    assert view(store).months[11].receipts == -300
    assert entries(store) == 9


def test_only_whoever_keeps_the_accounts_imports(store):
    with pytest.raises(Refused, match="not_allowed"), acting(store, actor=AICHA) as session:
        import_bank(session, a_file((1, 100, "a")))


def test_what_says_nothing_and_what_looks_like_a_formula(store):
    bring(store, a_file((1, 100, ""), (2, 200, '=HYPERLINK("http://x";"y")')))
    with store.read() as session:
        labels = session.scalars(select(TillEntry.label).order_by(TillEntry.id)).all()
    assert labels == ["Mouvement sans communication", '=HYPERLINK("http://x";"y")']


@pytest.mark.parametrize("name", ["belfius-decembre-2026", "kbc-december-2026", "debit-credit-december-2026"])
def test_the_samples_are_brought_in_once(each_database, tmp_path, name):
    store = a_store(tmp_path)
    file = parse_bank(read_table((SAMPLES / "banque" / f"{name}.csv").read_bytes()))
    assert set(bring(store, file)) == {"new"}
    assert set(bring(store, file)) == {"known"}
    assert view(store).money.bank == sum(row.cents for row in file.rows)
    assert entries(store) == len(file.rows)


ROWS = st.lists(
    st.tuples(st.integers(1, 10), st.sampled_from([-500, 500, 1_250]), st.sampled_from(["a", "b", "A "])), max_size=12
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with time_machine.travel(NOW, tick=False):
        return a_store(tmp_path_factory.mktemp("bank"))


@given(ROWS, st.integers(0, 12), st.integers(0, 12), st.lists(st.integers(1, 10), max_size=3))
def test_exports_that_overlap_add_each_movement_once(place, rows, until, since, deposits):
    """A bank's account is exported up to a day, and later from an earlier day on; some of it was booked before."""
    rows.sort(key=lambda row: row[0])
    whole = a_file(*rows)
    first = replace(whole, rows=tuple(row for row in whole.rows if row.day.day <= until))
    second = replace(whole, rows=tuple(row for row in whole.rows if row.day.day >= min(since, until + 1)))
    with time_machine.travel(NOW, tick=False), place.rehearse(COORDINATOR) as session:
        for day in deposits:
            spend(session, 500, f"x{day}", way="bank")
        for file in (first, first, second, whole, whole):
            doubts = [one.row.line for one in preview_bank(session, file.rows).movements if one.status == "doubtful"]
            import_bank(session, file, dict.fromkeys(doubts, NEW))
        kept = session.execute(select(BankMovement.day, BankMovement.cents).order_by(BankMovement.id)).all()
        assert sorted(kept) == sorted((row.day, row.cents) for row in whole.rows)
        again = preview_bank(session, whole.rows)
        assert again.count("known") == len(whole.rows)
        linked = session.scalar(select(func.count()).select_from(BankMovement)) - len(
            session.scalars(select(TillEntry.id).where(TillEntry.kind == "bank")).all()
        )
        assert 0 <= linked <= len(deposits)
        assert prove(session).faults == ()


def test_what_makes_a_movement_the_same():
    row = BankRow(2, date(2026, 12, 1), 100, "Don  de  A")
    assert fingerprint(row, 1) == fingerprint(replace(row, line=9, text="don de a"), 1)
    others = (replace(row, cents=101), replace(row, day=date(2026, 12, 2)), replace(row, text="Don de B"))
    assert len({fingerprint(row, 1), fingerprint(row, 2), *(fingerprint(other, 1) for other in others)}) == 5
