"""The page of the till, driven as two hosts with a queue before them."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from delta_app.core.access import Actor, Role
from delta_app.core.backup import list_backups
from delta_app.core.errors import Refused
from delta_app.core.settings import change_setting
from delta_app.keeping import keep_copies
from delta_app.till.commands import Paid, Wanted
from delta_app.till.draft_commands import keep_draft, sell_draft
from delta_app.till.page import TillPage
from delta_app.till.proof_data import prove
from delta_app.till.queries import balances, last_entry, menu, opening_entry
from delta_app.till.settings import IBAN
from delta_app.widgets.page import PageEntry
from delta_app.widgets.tiles import Tile
from tests.desk import a_window
from tests.factory import READER, a_copy, acting
from tests.person import answering, choosing, counted_keys, find, key, press, read_text, seconds_of, shown, type_into
from tests.till.conftest import player
from tests.today.place import Place, type_text

TILL = PageEntry("till", "Caisse", "till", TillPage)
NOW = "2026-12-09T14:00+01:00"
MENU = (("Café", 50), ("Soupe", 100), ("Prix libre", None))


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def place(tmp_path):
    made = a_copy(Place, tmp_path)
    play = player(made.store)
    for name, price in MENU:
        play("product", name=name, price=price)
    yield made
    made.store.close()


def the_host(place):
    return Actor("Fatma Ö.", Role.HOST, place.ids["Fatma"])


@pytest.fixture
def window(place, tmp_path, qtbot):
    """The till before it is opened, with Fatma at the PC."""
    return a_window(place.store, tmp_path, qtbot, the_host(place), (TILL,))


@pytest.fixture
def selling(place, tmp_path, qtbot):
    """The till open since five minutes, with sixty euros."""
    open_it(place)
    return a_window(place.store, tmp_path, qtbot, the_host(place), (TILL,))


def open_it(place):
    answer = player(place.store)(
        "open", at="2026-12-09T13:55", hosts=["Fatma Ö.", "Luc D."], counted={"2000": 2, "1000": 1, "500": 2}
    )
    assert answer["ok"]


def there(place):
    with place.store.read() as session:
        return balances(session)


def count(window, **pieces):
    """Type a count: ``e20`` is the field of twenty euros, ``c5`` of five cents."""
    for name, number in pieces.items():
        said = f"{name[1:]} {'€' if name[0] == 'e' else 'c'}"
        type_into(window, f"Combien de {said}", str(number))


def tap(window, name):
    press(window, f"{name}, ")


def test_it_opens_with_the_two_of_the_shift_and_the_count(window, place):
    assert "La caisse est fermée" in read_text(window)
    count(window, e20=2, e10=1, e5=2)
    press(window, "Ouvrir la caisse")
    assert "ouverte · 14h · Fatma Ö. et Luc D." in read_text(window)
    assert "fond de caisse 60,00\u00a0€" in read_text(window)
    with place.store.read() as session:
        assert opening_entry(session) is not None
    assert there(place).difference == 0


def test_a_float_that_differs_is_said_before_it_opens(window, place, tmp_path, qtbot):
    open_it(place)
    player(place.store)("close", counted={"5000": 1, "1000": 1}, keep=5000, by=["A", "B"])
    count(window, e20=2)
    press(window, "Ouvrir la caisse")
    assert "Il manque 10,00\u00a0€" in read_text(window)
    with place.store.read() as session:
        assert opening_entry(session) is None
    press(window, "Ouvrir avec cet écart")
    assert there(place).difference == -1000


def test_two_coffees_and_a_soup_paid_with_ten_euros(selling, place):
    for name in ("Café", "Café", "Soupe"):
        tap(selling, name)
    assert "2,00\u00a0€" in read_text(selling)
    press(selling, "On me donne 10,00\u00a0€")
    said = read_text(selling)
    assert "Rendez 8,00\u00a0€" in said
    assert "2 × Café, 1 × Soupe" in said
    assert there(place).till == 6200


def test_the_rounding_is_shown_and_booked(selling, place):
    tap(selling, "Café")
    answering(lambda dialog: (type_into(dialog, "Prix : Prix libre", "0,62"), press(dialog, "Ajouter")))
    tap(selling, "Prix libre")
    said = read_text(selling)
    assert "Arrondi espèces (5 cents)" in said
    assert "−0,02\u00a0€" in said
    assert "1,10\u00a0€" in said
    press(selling, "Espèces")
    assert "Reçu 1,10\u00a0€" in read_text(selling)
    assert (there(place).till, there(place).rounding) == (6110, -2)


def test_a_price_on_the_keys_of_the_pad(selling, place):
    def pad(dialog):
        for name in ("1", "2", ",", "5", "Effacer", "7"):
            press(dialog, name)
        press(dialog, "Ajouter")

    answering(pad)
    tap(selling, "Prix libre")
    press(selling, "Espèces")
    assert there(place).till == 6000 + 1270


def test_by_keys_alone(selling, place):
    """1 is the coffee, + one more, 2 the soup, Backspace takes it off again, Enter is cash."""
    for code in (Qt.Key.Key_1, Qt.Key.Key_Plus, Qt.Key.Key_2, Qt.Key.Key_Backspace, Qt.Key.Key_Return):
        key(code)
    assert there(place).till == 6100
    assert "2 × Café" in read_text(selling)


def test_enter_never_touches_a_tile_that_was_pressed(selling, place):
    tap(selling, "Café")
    key(Qt.Key.Key_Return)
    assert there(place).till == 6050


def test_one_press_undoes_by_a_contrary_entry(selling, place):
    tap(selling, "Café")
    press(selling, "Espèces")
    press(selling, "Annuler 1 × Café")
    said = read_text(selling)
    assert "Annulation du n° 2026-2 : erreur de saisie" in said
    assert "annulé" in said
    assert there(place).till == 6000
    with place.store.read() as session:
        assert prove(session).faults == ()


def test_ctrl_z_undoes_the_last_entry_and_nothing_of_the_planning(selling, place):
    tap(selling, "Café")
    press(selling, "Espèces")
    before = place.who((9, 13))
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert there(place).till == 6000
    assert place.who((9, 13)) == before


def test_fewer_more_and_an_empty_bill(selling, place):
    for name in ("Café", "Soupe"):
        tap(selling, name)
    press(selling, "Un de plus : Café")
    press(selling, "Un de moins : Soupe")
    assert "1 × Soupe" not in read_text(selling)
    press(selling, "Vider l’addition")
    assert "Touchez ce qui est pris" in read_text(selling)
    assert not find(selling, "Espèces").isEnabled()


def test_on_the_house(selling, place):
    tap(selling, "Soupe")
    press(selling, "Offert")
    assert there(place).till == 6000
    assert "offert" in read_text(selling)


def test_a_consumption_card_is_sold_and_pays(selling, place):
    def sell(dialog):
        press(dialog, "Nouvelle carte : 0001")
        press(dialog, "10,00\u00a0€")
        press(dialog, "Vendre")

    answering(sell)
    press(selling, "Carte de consommation")
    assert there(place).cards == 1000
    tap(selling, "Soupe")
    answering(lambda dialog: (type_into(dialog, "Numéro de la carte", "1"), press(dialog, "Payer")))
    press(selling, "Carte")
    assert there(place).cards == 900
    assert "carte n° 0001" in read_text(selling)


def test_a_barcode_scanned_as_a_card_is_no_number_to_go_on_from(selling, place):
    player(place.store)("card_new", card="99999999", amount=500)
    answering(
        lambda dialog: (press(dialog, "Nouvelle carte : 0001"), press(dialog, "5,00\u00a0€"), press(dialog, "Vendre"))
    )
    press(selling, "Carte de consommation")
    assert there(place).cards == 1000


def test_a_card_that_does_not_suffice_pays_what_it_can(selling, place):
    player(place.store)("card_new", card="7", amount=30)
    tap(selling, "Café")

    def pay(dialog):
        type_into(dialog, "Numéro de la carte", "7")
        assert "il manque 0,20\u00a0€" in read_text(dialog)
        press(dialog, "Et 0,20\u00a0€ en espèces")

    answering(pay)
    press(selling, "Carte")
    assert (there(place).cards, there(place).till) == (0, 6050)


def test_a_code_on_the_screen(selling, place):
    with acting(place.store) as session:
        change_setting(session, IBAN, "BE68 5390 0754 7034")
    tap(selling, "Soupe")

    def pay(dialog):
        assert "BE68 5390 0754 7034" in read_text(dialog)
        assert "+++" in read_text(dialog)
        press(dialog, "C’est payé")

    answering(pay)
    press(selling, "Code QR")
    assert there(place).bank == 100
    with place.store.read() as session:
        assert last_entry(session).receipt.startswith("+++")


def test_a_bill_shared(selling, place):
    tap(selling, "Soupe")

    def share(dialog):
        type_into(dialog, "Offert", "0,38")
        assert "En espèces : 0,60\u00a0€" in read_text(dialog)
        type_into(dialog, "Offert", "2")
        assert not find(dialog, "Payer").isEnabled()
        type_into(dialog, "Offert", "0,38")
        press(dialog, "Payer")

    answering(share)
    press(selling, "Partager…")
    assert (there(place).till, there(place).rounding) == (6060, -2)


def test_a_power_cut_keeps_the_basket_and_doubles_nothing(selling, place, tmp_path, qtbot):
    tap(selling, "Café")
    tap(selling, "Soupe")
    QApplication.processEvents()
    again = a_window(place.store, tmp_path, qtbot, the_host(place), (TILL,))  # the first is never told to close
    assert "1,50\u00a0€" in read_text(again)
    press(again, "Espèces")
    assert there(place).till == 6150
    assert not find(selling, "Espèces").isEnabled()  # the other window sees that the bill is paid
    assert "Touchez ce qui est pris" in read_text(selling)


def test_the_same_basket_is_paid_once_whoever_presses_first(place):
    open_it(place)
    host = the_host(place)
    with place.store.write_aside(host) as session:
        version = keep_draft(session, "desk", "basket", "[[1, 2, null]]", 0)
    with place.store.write(host, "vendre") as session:
        sell_draft(session, "desk", version, [Wanted(1, 2)], [Paid("cash", 100)])
    with pytest.raises(Refused, match="draft_elsewhere"), place.store.write(host, "vendre") as session:
        sell_draft(session, "desk", version, [Wanted(1, 2)], [Paid("cash", 100)])
    assert there(place).till == 6100


def test_a_product_taken_off_while_it_is_on_the_bill(selling, place):
    player(place.store)("sell", at="2026-12-09T13:58", lines=[["Café", 1]], pay=[["cash", 50]])
    tap(selling, "Café")
    QApplication.processEvents()
    player(place.store)("withdraw_product", name="Café")
    assert "n’est plus vendu" in read_text(selling)
    assert not find(selling, "Espèces").isEnabled()
    press(selling, "Un de moins : Café")
    assert "Touchez ce qui est pris" in read_text(selling)


def close_till(window, keep="50"):
    press(window, "Compter et fermer")
    count(window, e20=2, e10=1, e5=2, c50=1)
    press(window, "Continuer")


def test_the_count_is_blind_then_compared(selling, place):
    tap(selling, "Soupe")
    press(selling, "Espèces")
    press(selling, "Compter et fermer")
    assert "61,00" not in read_text(selling)
    count(selling, e20=2, e10=1, e5=2, c50=1)
    assert "60,50\u00a0€" in read_text(selling)
    press(selling, "Continuer")
    said = read_text(selling)
    assert "Attendu" in said
    assert "61,00\u00a0€" in said
    assert "Il manque 0,50\u00a0€" in said
    assert not find(selling, "Continuer").isEnabled()
    type_into(selling, "Ce qui a pu arriver", "une pièce mal rendue")
    press(selling, "Continuer")
    assert "Enveloppe n° 2026-1 : 10,50\u00a0€" in read_text(selling)
    press(selling, "Continuer")
    assert not find(selling, "Fermer la caisse").isEnabled()
    type_into(selling, "Initiales : qui a compté", "FÖ")
    type_into(selling, "Initiales : qui a vérifié", "ld")
    answering(lambda dialog: dialog.reject())
    press(selling, "Fermer la caisse")
    assert there(place).till == 5000
    assert (there(place).envelope, there(place).difference) == (1050, -50)
    assert "La caisse est fermée" in read_text(selling)


def test_closing_takes_less_than_two_minutes_of_a_persons_acts(selling, place):
    """Counted in keys and clicks at the pace of the Keystroke-Level Model; the money is in the hands meanwhile."""
    tap(selling, "Soupe")
    press(selling, "Espèces")
    with counted_keys() as keys:
        press(selling, "Compter et fermer")
        for pieces in ("2", "1", "2", "", "1"):  # from fifty euros down: none, two of twenty …
            key(Qt.Key.Key_Return)
            type_text(pieces)
        press(selling, "Continuer")
        press(selling, "Continuer")
        press(selling, "Continuer")
        type_text("FÖ")
        key(Qt.Key.Key_Tab)
        key(Qt.Key.Key_Tab)
        type_text("LD")
        answering(lambda dialog: dialog.reject())
        key(Qt.Key.Key_Tab)
        press(selling, "Fermer la caisse")
    assert there(place).till == 5000
    assert seconds_of(choices=10, clicks=5, keys=keys.count) < 60


def test_a_count_that_was_begun_is_there_after_a_power_cut(selling, place, tmp_path, qtbot):
    press(selling, "Compter et fermer")
    count(selling, e20=2, e10=1)
    again = a_window(place.store, tmp_path, qtbot, the_host(place), (TILL,))
    press(again, "Compter et fermer")
    assert "50,00\u00a0€" in read_text(again)
    press(again, "Revenir à la vente")
    assert find(again, "Espèces") is not None


def test_milk_is_paid_from_the_till_with_its_receipt(selling, place, tmp_path):
    from PIL import Image

    photo = tmp_path / "ticket.png"
    Image.new("RGB", (3000, 200), "white").save(photo)

    def pay(dialog):
        type_into(dialog, "Montant", "8,47")
        type_into(dialog, "Pour quoi", "lait")
        type_into(dialog, "N° de la pièce", "T12")
        assert "En espèces, arrondi : 8,45\u00a0€" in read_text(dialog)
        dialog.join(photo)
        for _moment in range(200):
            if dialog.paper is not None:
                break
            QTest.qWait(20)
        assert "Joint : ticket.png" in read_text(dialog)
        press(dialog, "Noter")

    answering(pay)
    press(selling, "Achat / sortie d’argent")
    assert there(place).till == 6000 - 845
    assert "Achat : lait (pièce T12)" in read_text(selling)
    with place.store.read() as session:
        assert prove(session).faults == ()
        assert last_entry(session).paper_digest
    opened = []
    selling.desk.open_path = lambda path: opened.append(path) or True
    press(selling, "Voir la pièce : Achat : lait")
    assert [(path.name, path.read_bytes()[:2]) for path in opened] == [("ticket.jpg", b"\xff\xd8")]


def test_a_photo_that_is_none_is_said_in_the_dialog(selling, tmp_path):
    wrong = tmp_path / "x.png"
    wrong.write_bytes(b"not a picture")

    def try_it(dialog):
        dialog.join(wrong)
        for _moment in range(200):
            if "ni une photo ni un PDF" in read_text(dialog):
                break
            QTest.qWait(20)
        assert "ni une photo ni un PDF" in read_text(dialog)
        dialog.reject()

    answering(try_it)
    press(selling, "Achat / sortie d’argent")


def test_who_only_looks_sees_no_amount(place, tmp_path, qtbot):
    open_it(place)
    window = a_window(place.store, tmp_path, qtbot, READER, (TILL,))
    said = read_text(window)
    assert "Dites d’abord qui vous êtes" in said
    assert "60,00" not in said
    assert "Fatma" not in said.replace("Fatma Ö.", "") or "Fatma" not in said
    assert not list(shown(window, Tile))


def test_tiles_are_large_enough_for_a_finger(selling):
    heights = {tile.height() for tile in shown(selling, Tile)}
    assert len(heights) == 1
    assert min(heights) >= 64


def order(place):
    with place.store.read() as session:
        return [row.name for row in menu(session, date(2026, 12, 9))]


@pytest.fixture
def keeping(place, tmp_path, qtbot):
    """The same with the coordinator at the PC."""
    open_it(place)
    return a_window(place.store, tmp_path, qtbot, pages=(TILL,))


def test_a_tile_is_carried_to_another_place(keeping, place):
    first, last = find(keeping, "Café, "), find(keeping, "Prix libre, ")
    start, end = QPoint(20, 20), first.mapFromGlobal(last.mapToGlobal(QPoint(20, 20)))
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(first, start + QPoint(15, 15))
    QTest.mouseMove(first, end)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, pos=end)
    QApplication.processEvents()
    assert order(place) == ["Soupe", "Prix libre", "Café"]


def test_and_by_its_menu(keeping, place):
    tile = find(keeping, "Soupe, ")
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    choosing("Avancer")
    tile.menu_asked.emit(tile.mapToGlobal(QPoint(5, 5)))
    assert order(place) == ["Soupe", "Café", "Prix libre"]


def test_a_host_carries_nothing(selling, place):
    first, last = find(selling, "Café, "), find(selling, "Prix libre, ")
    end = first.mapFromGlobal(last.mapToGlobal(QPoint(20, 20)))
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(first, QPoint(40, 40))
    QTest.mouseMove(first, end)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, pos=end)
    assert order(place) == ["Café", "Soupe", "Prix libre"]


def test_the_menu_is_filled_changed_and_put_in_order(keeping, place):
    def new(dialog):
        type_into(dialog, "Nom", "Tartine")
        find(dialog, "Prix", QLineEdit).setText("0,80")
        find(dialog, "Prix", QLineEdit).textEdited.emit("0,80")
        press(dialog, "Enregistrer")

    def work(dialog):
        answering(new, dialog)
        press(dialog, "Ajouter un produit…")
        press(dialog, "Avancer : Tartine")
        press(dialog, "Retirer de la carte : Soupe")
        press(dialog, "Fermer")

    answering(work)
    press(keeping, "Carte des prix…")
    assert order(place) == ["Café", "Tartine", "Prix libre"]
    tap(keeping, "Tartine")
    press(keeping, "Espèces")
    assert there(place).till == 6080


def test_a_clock_that_was_set_back_is_said_in_large_letters(keeping, place):
    with time_machine.travel("2027-06-01T10:00+01:00"):
        player(place.store)("sell", at="2027-06-01T10:00", lines=[["Café", 1]], pay=[["cash", 50]])
    tap(keeping, "Café")
    press(keeping, "Espèces")
    assert there(place).till == 6050
    assert "L’heure de ce PC ne s’accorde pas" in read_text(keeping)
    press(keeping, "C’est l’heure de ce PC qui est juste")
    assert "L’heure de ce PC ne s’accorde pas" not in read_text(keeping)
    press(keeping, "Espèces")
    assert there(place).till == 6100


def test_a_closed_till_is_copied_at_once(selling, place):
    timer = keep_copies(selling)
    timer.stop()
    answer = player(place.store)("close", counted={"5000": 1, "1000": 1}, keep=5000, by=["A", "B"])
    assert answer["ok"]
    for _moment in range(250):
        if any(copy.reason == "close" for copy in list_backups(place.store.path)):
            break
        QTest.qWait(40)
    assert [copy.reason for copy in list_backups(place.store.path) if copy.reason == "close"] == ["close"]
