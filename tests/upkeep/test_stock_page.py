"""The stock and the shopping list on the page: counted by keys, ticked, bought, asked for, put away."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit
from sqlalchemy import func, select

from delta_app.budget.line_commands import LineDetails, add_line
from delta_app.budget.purchase_commands import approve_purchase, buy_purchase, refuse_purchase
from delta_app.budget.purchase_data import purchases_asked
from delta_app.core.money import format_money
from delta_app.till.model import TillEntry, TillPaper
from delta_app.till.paper_data import paper_of
from delta_app.till.proof_data import prove
from delta_app.till.queries import last_entry
from delta_app.upkeep.model import StockItem
from delta_app.upkeep.shopping_commands import Taken, add_shopping, ask_for_shopping
from tests.factory import COORDINATOR, READER
from tests.person import answering, find, key, pick, press, read_text, shown, type_into, words_of
from tests.till.conftest import FLOAT, player
from tests.upkeep.conftest import TREASURER


@pytest.fixture
def till(house):
    play = player(house.store)
    assert play("open", at="2026-12-09T10:00", hosts=["Aïcha", "Jeroen"], counted=FLOAT)["ok"]


def plainly(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")


def said(window):
    return plainly(read_text(window))


def names(window):
    return [words_of(one) for one in shown(window.page, QAbstractButton)]


def tick(window, words):
    find(window.page, words, QCheckBox).click()


def pressing(window, words, answer):
    answering(answer)
    press(window, words)
    QApplication.processEvents()


def typed(text):
    for letter in text:
        key(getattr(Qt.Key, f"Key_{letter}"))


def test_an_empty_stock_proposes_what_most_houses_have(opened, house):
    window = opened("stock")
    assert "La réserve est vide" in said(window)
    press(window, "Proposer la réserve habituelle")
    assert "Café moulu" in said(window)
    assert "Rien à acheter" in said(window)  # nothing is counted yet
    press(window, "Annuler")
    assert "La réserve est vide" in said(window)


def test_ten_things_are_counted_with_the_keys_alone(opened, house):
    for number in range(10):
        house.stock(f"Chose {number}", 5, minimum=3, wanted=6)
    window = opened("stock", house.host())
    press(window, "Compter…")
    assert "0 chose comptée sur 10" in said(window)
    for number in range(10):
        assert QApplication.focusWidget().accessibleName() == f"Chose {number}, litres"
        if number % 2:
            typed("2")
        key(Qt.Key.Key_Return)
    assert "5 → 2" in said(window)
    assert "comme avant" in said(window)
    assert words_of(QApplication.focusWidget()) == "Noter le compte"
    key(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [house.in_stock(f"Chose {number}").quantity for number in range(4)] == [5, 2, 5, 2]
    assert len(house.shopping()) == 5
    assert "10 choses comptées ; Chose 1 5 → 2" in said(window)
    press(window, "Annuler")
    assert house.in_stock("Chose 1").quantity == 5


def test_plus_minus_arrows_and_what_is_no_number(opened, house):
    house.stock("Lait", 5)
    house.stock("Savon", None)
    window = opened("stock")
    press(window, "Compter…")
    milk, soap = find(window.page, "Lait, litres", QLineEdit), find(window.page, "Savon, litres", QLineEdit)
    key(Qt.Key.Key_Plus)
    assert milk.text() == "6"
    for _turn in range(3):
        press(window, "Un de moins : Lait")
    assert milk.text() == "3"
    type_into(window, "Savon, litres", "x-2y")
    assert soap.text() == "2"  # one less than nothing is nothing, and letters are no number
    key(Qt.Key.Key_Up)
    assert QApplication.focusWidget() is milk
    milk.clear()
    press(window, "Laisser comme avant")
    assert house.in_stock().quantity == 5
    assert words_of(QApplication.focusWidget()) == "Compter…"


def test_a_count_begins_with_the_thing_pressed_and_only_in_one_place(opened, house):
    for name, place in (("Lait", "frigo"), ("Café", "armoire"), ("Thé", "armoire")):
        house.stock(name, 5, place=place)
    window = opened("stock")
    press(window, "Compter : Thé")
    assert QApplication.focusWidget().accessibleName() == "Thé, litres"
    pick(window, "Où compte-t-on ?", "frigo")
    assert [field.accessibleName() for field in shown(window.page, QLineEdit)] == ["Lait, litres"]
    type_into(window, "Lait, litres", "1")
    pick(window, "Où compte-t-on ?", "armoire")
    type_into(window, "Café, litres", "0")
    press(window, "Noter le compte")
    assert (house.in_stock("Lait").quantity, house.in_stock("Café").quantity, house.in_stock("Thé").quantity) == (
        1, 0, 5,
    )  # fmt: skip


def test_what_somebody_counts_is_not_lost_when_something_else_happens(opened, house):
    house.stock()
    window = opened("stock")
    press(window, "Compter…")
    type_into(window, "Lait, litres", "9")
    house.do(add_shopping, "bougies")
    assert find(window.page, "Lait, litres", QLineEdit).text() == "9"


def test_a_thousand_things_are_shown_a_few_at_a_time_and_found(opened, house):
    with house.store.write(COORDINATOR, "mille") as session:
        session.add_all(
            StockItem(name=f"Chose {n}", category="other", minimum=0, wanted=0, quantity=n, withdrawn=False)
            for n in range(1_000)
        )
    window = opened("stock")
    assert "Voir 940 autres" in said(window)
    type_into(window, "Chercher dans la réserve", "999")
    assert [name for name in names(window) if name.startswith("Compter : ")] == ["Compter : Chose 999"]
    window.page.view.count()
    QApplication.processEvents()
    assert "Et 900 autres : choisissez un endroit" in said(window)


def test_one_thing_is_written_changed_and_withdrawn(opened, house):
    house.do(add_line, 2026, LineDetails("Consommation", 20_000), "expense")
    window = opened("stock")

    def write(dialog):
        press(dialog, "Enregistrer")
        assert "Écrivez d’abord" in read_text(dialog)
        type_into(dialog, "Quoi", "Café moulu")
        type_into(dialog, "Se compte en", "paquets")
        type_into(dialog, "Prix d’un seul", "4,29")
        type_into(dialog, "Il y en a", "0")
        press(dialog, "Enregistrer")

    pressing(window, "Ajouter à la réserve…", write)
    row = house.in_stock("Café moulu")
    assert (row.quantity, row.price_cents, row.minimum, row.wanted) == (0, 429, 1, 2)
    assert "plus rien" in said(window)

    def change(dialog):
        assert find(dialog, "Prix d’un seul", QLineEdit).text() == "4,29"
        type_into(dialog, "Quoi", "Café en grains")
        press(dialog, "Enregistrer")

    pressing(window, "Modifier : Café moulu", change)
    assert house.in_stock("Café en grains").price_cents == 429
    press(window, "Retirer de la réserve : Café en grains")
    assert "Retiré de la réserve" in said(window)
    press(window, "Remettre dans la réserve : Café en grains")
    assert "Compter : Café en grains" in names(window)


# The list.


def test_somebody_types_what_is_missing_with_how_many(opened, house):
    house.stock()
    window = opened("stock", house.host())
    for text in ("3 ampoules", "bougies", "12x Lait", "   "):
        type_into(window, "Ajouter à la liste de courses", text)
        key(Qt.Key.Key_Return)
        QApplication.processEvents()
    assert [(row.name, row.quantity) for row in house.shopping()] == [("Lait", 12), ("ampoules", 3), ("bougies", 1)]
    press(window, "Un de plus : bougies")
    press(window, "Un de moins : ampoules")
    press(window, "Ôter de la liste : Lait")
    assert [(row.name, row.quantity) for row in house.shopping()] == [("ampoules", 2), ("bougies", 2)]


def test_what_is_ticked_is_bought_from_the_till_and_the_stock_goes_up(opened, house, till):
    house.stock("Lait", 1)
    house.stock("Savon", 0)
    window = opened("stock", house.host())
    assert not find(window.page, "Acheté…").isEnabled()
    tick(window, "Lait")
    assert find(window.page, "Acheté…").isEnabled()

    def buy(dialog):
        assert "ne s’annule pas d’un clic" in read_text(dialog)
        type_into(dialog, "Montant", "5,75")
        type_into(dialog, "N° de la pièce", "T12")
        press(dialog, "Noter et ranger")

    pressing(window, "Acheté…", buy)
    with house.store.read() as session:
        entry = last_entry(session)
        assert (session.get_one(TillEntry, entry.id).label, session.get_one(TillEntry, entry.id).receipt) == (
            "Courses : Lait", "T12",
        )  # fmt: skip
    assert house.in_stock().quantity == 6
    assert "Courses payées, 5,75 €, et rangées." in said(window)
    assert "Annuler" not in [words_of(one) for one in shown(window, QAbstractButton) if one.isVisible()]
    assert [row.name for row in house.shopping()] == ["Savon"]


def test_the_receipt_of_the_shopping_is_kept_with_its_entry_as_the_till_keeps_it(opened, house, till, tmp_path, qtbot):
    house.stock("Lait", 1)
    house.stock("Savon", 0)
    window = opened("stock", house.host())
    ticket, note = tmp_path / "ticket.png", tmp_path / "note.txt"
    Image.new("RGB", (2_400, 900), (250, 250, 240)).save(ticket)
    note.write_text("no photo")
    (tmp_path / "facture.pdf").write_bytes(b"%PDF-1.4 a receipt")

    def with_photo(dialog):
        type_into(dialog, "Montant", "5,77")
        assert "En espèces, arrondi : 5,75 €" in plainly(read_text(dialog))
        dialog.paper.join(note)
        qtbot.waitUntil(lambda: "ni une photo ni un PDF" in read_text(dialog))
        dialog.paper.join(ticket)
        assert not find(dialog, "Noter et ranger").isEnabled()
        qtbot.waitUntil(lambda: "Joint : ticket.png" in read_text(dialog))
        assert "ni une photo ni un PDF" not in read_text(dialog)
        press(dialog, "Ôter")
        assert "Joint" not in read_text(dialog)
        dialog.paper.join(tmp_path / "facture.pdf")
        qtbot.waitUntil(lambda: "Joint : facture.pdf" in read_text(dialog))
        dialog.paper.join(ticket)  # another takes its place
        qtbot.waitUntil(lambda: "Joint : ticket.png" in read_text(dialog))
        press(dialog, "Noter et ranger")

    tick(window, "Lait")
    pressing(window, "Acheté…", with_photo)
    with house.store.read() as session:
        paper = paper_of(session, last_entry(session).id)
        assert (paper.name, paper.media_type) == ("ticket.png", "image/jpeg")
        assert Image.open(io.BytesIO(paper.content)).size == (1_600, 600)
        assert prove(session).faults == ()

    def only_put_away(dialog):
        dialog.paper.join(ticket)
        qtbot.waitUntil(lambda: "Joint : ticket.png" in read_text(dialog))
        find(dialog, "Déjà payé, ou reçu : seulement ranger").click()
        assert "Joindre une photo ou un PDF…" not in read_text(dialog)
        press(dialog, "Noter et ranger")

    tick(window, "Savon")
    pressing(window, "Acheté…", only_put_away)
    with house.store.read() as session:
        assert session.scalars(select(func.count(TillPaper.id))).one() == 1


def test_with_a_closed_till_one_puts_away_or_asks_and_is_told_why(opened, house):
    house.stock("Lait", 1)
    window = opened("stock", house.host())
    tick(window, "Lait")

    def put(dialog):
        assert "La caisse est fermée" in read_text(dialog)
        assert not find(dialog, "Payé maintenant avec l’argent de la caisse").isEnabled()
        assert "Payé par la banque" not in read_text(dialog)
        press(dialog, "Noter et ranger")

    pressing(window, "Acheté…", put)
    assert house.in_stock().quantity == 6
    press(window, "Annuler")
    assert house.in_stock().quantity == 1


def test_a_wrong_amount_is_told_in_the_dialog_and_nothing_is_booked(opened, house, till):
    house.stock("Lait", 1)
    window = opened("stock", TREASURER)
    press(window, "Tout cocher")

    def buy(dialog):
        type_into(dialog, "Montant", "beaucoup")
        press(dialog, "Noter et ranger")
        assert "beaucoup" in read_text(dialog)
        type_into(dialog, "Montant", "99 999")
        press(dialog, "Noter et ranger")
        assert "caisse" in read_text(dialog)
        dialog.reject()

    pressing(window, "Acheté…", buy)
    assert house.in_stock().quantity == 1


def test_asked_of_the_budget_paid_and_put_away(opened, house):
    house.stock("Lait", 1, price_cents=115)
    house.do(add_shopping, "bougies", 2)
    window = opened("stock", house.host())
    press(window, "Tout cocher")
    assert "Coché : 2 · environ 5,75 € aux derniers prix" in said(window)

    def ask(dialog):
        assert "Lait et bougies" in read_text(dialog)
        assert find(dialog, "À peu près", QLineEdit).text() == "5,75"
        type_into(dialog, "À peu près", "8")
        press(dialog, "Demander")

    pressing(window, "Demander au budget…", ask)
    with house.store.read() as session:
        (purchase,) = purchases_asked(session)
    assert (purchase.label, purchase.cents) == ("Courses : Lait, bougies", 800)
    assert "Rien à acheter" in said(window)
    house.do(approve_purchase, purchase.id)
    house.do(buy_purchase, purchase.id, 790, way="bank")
    assert "Acheté, à ranger" in said(window)
    press(window, "C’est rangé : Lait")
    press(window, "C’est rangé : bougies")
    assert (house.in_stock().quantity, house.shopping()) == (6, ())


def test_of_a_long_list_a_few_are_named(opened, house):
    for number in range(12):
        house.do(add_shopping, f"chose {number:02}")
    window = opened("stock", house.host())
    press(window, "Tout cocher")

    def ask(dialog):
        assert "chose 07 et 4 autres" in read_text(dialog)
        assert "chose 08" not in read_text(dialog)
        dialog.reject()

    pressing(window, "Demander au budget…", ask)


def test_a_no_of_the_budget_is_read_on_the_list(opened, house):
    key_of_milk = f"stock-{house.stock('Lait', 1)}"
    purchase = house.do(ask_for_shopping, [Taken(key_of_milk, 5)], 800)
    window = opened("stock")
    assert "Lait" not in [words_of(one) for one in shown(window.page, QCheckBox)]
    house.do(refuse_purchase, purchase, "on en a reçu")
    assert "le budget a dit non : on en a reçu" in said(window)
    assert "Lait" in [words_of(one) for one in shown(window.page, QCheckBox)]


def test_whoever_passes_by_reads_the_list_and_nothing_else(opened, house):
    house.stock("Lait", 1, price_cents=115)
    window = opened("stock", READER)
    assert "Lait" in said(window)
    assert "stock bas" in said(window)
    assert not list(shown(window.page, QCheckBox))
    assert not [name for name in names(window) if name.startswith(("Compter", "Acheté", "Un de"))]
    assert format_money(115) not in said(window)
