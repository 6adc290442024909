"""The house on the command line: what is to be done and broken, the stock counted, a repair reported, a chore done."""

from datetime import date

import pytest
from PIL import Image

from delta_app.core import datafile
from delta_app.core.calendar import Month
from delta_app.hosts.commands import HostDetails, add_host
from delta_app.shifts.commands import open_month
from delta_app.upkeep.chore_commands import ChoreDetails, add_chore
from delta_app.upkeep.repair_data import repair_rows
from delta_app.upkeep.stock_commands import StockDetails, add_stock
from delta_app.venue.room_commands import RoomDetails, add_room
from tests.factory import acting


@pytest.fixture
def house(founded, place):
    """December is open; it is Thursday the 10th at eleven."""
    store = datafile.open_store(place)
    with acting(store) as session:
        open_month(session, Month(2026, 12))
        host = add_host(session, HostDetails("Fatma", "Öztürk"))
        add_room(session, RoomDetails("Grande salle"))
        add_chore(session, ChoreDetails("Vider le lave-vaisselle"))
        weekly = ChoreDetails("Nettoyer le frigo", "turn", rule="FREQ=WEEKLY", first_day=date(2026, 12, 7),
                              people=(host,))  # fmt: skip
        add_chore(session, weekly)
        add_stock(session, StockDetails("Lait", "litres", minimum=2, wanted=6, price_cents=115), 5)
        add_stock(session, StockDetails("Café moulu", "paquets"), 3)
    store.close()
    return founded


def plainly(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_the_house_is_shown_and_a_chore_done_and_undone(house):
    code, out, err = house("show", "house")
    lines = plainly(out).splitlines()
    assert (code, err) == (0, "")
    assert lines[:3] == [
        "À faire maintenant (10h – 13h) :", "  [ ] Vider le lave-vaisselle", "  [ ] Nettoyer le frigo · Fatma Ö.",
    ]  # fmt: skip
    assert lines[4].startswith("  Nettoyer le frigo · Chaque lundi · depuis lun. 7 déc. Fatma Ö. · lun. 14 déc.")
    assert house("do", "chore", "vider le lave vaisselle")[:2] == (0, "C’est fait : Vider le lave-vaisselle.\n")
    assert "[x] Vider le lave-vaisselle · fait à 11h" in plainly(house("show", "house")[1])
    assert "était déjà ainsi" in house("do", "chore", "Vider le lave-vaisselle")[1]
    assert house("undo")[0] == 0
    assert house("do", "chore", "Nettoyer le frigo")[0] == 0
    assert house("do", "chore", "Nettoyer le frigo", "--undo")[1] == "Encore à faire : Nettoyer le frigo.\n"


def test_the_stock_is_counted_and_the_list_follows(house):
    code, out, _err = house("count", "stock", "lait=1", "Cafe moulu=3")
    assert (code, plainly(out)) == (0, "2 choses comptées ; Lait 5 → 1.\n")
    assert "Lait · 1 · minimum 2 · compté le 10 déc. · ! stock bas" in plainly(house("show", "stock")[1])
    assert plainly(house("show", "shopping")[1]).splitlines() == [
        "Lait · 5 litres · il en reste 1 · stock bas", "Environ 5,75 € aux derniers prix.",
    ]  # fmt: skip
    assert house("undo")[0] == 0
    assert house("show", "shopping")[1] == "Rien à acheter : la réserve suffit.\n"


def test_a_repair_is_reported_with_its_photo(house, place, tmp_path):
    photo = tmp_path / "porte.jpg"
    Image.new("RGB", (80, 60), (1, 2, 3)).save(photo)
    said = house("report", "repair", "La porte grince", "--where", "grande salle", "--urgent", "--photo", photo)
    assert said[:2] == (0, "Signalé : La porte grince.\n")
    store = datafile.open_store(place)
    with store.read() as session:
        (row,) = repair_rows(session)
        assert (row.title, row.where, row.urgent, len(row.photos)) == ("La porte grince", "Grande salle", True, 1)
    store.close()
    assert "La porte grince · urgent · Grande salle · noté le 10 déc." in plainly(house("show", "house")[1])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("count", "stock", "Lait"), 1, "« Lait=3 »"),
        (("count", "stock", "Lait=beaucoup"), 1, "n’a pas la forme"),
        (("count", "stock", "Lait=-1"), 1, "n’a pas la forme"),
        (("count", "stock", "Lait=99999"), 1, "n’est pas possible"),
        (("count", "stock", "Savon=1"), 1, "elle a : Café moulu, Lait"),
        (("count", "stock"), 2, "il manque"),
        (("do", "chore", "Danser"), 1, "Vider le lave-vaisselle, Nettoyer le frigo"),
        (("report", "repair", ""), 1, "de quoi il s’agit"),
        (("report", "repair", "x", "--photo", "none.jpg"), 1, "n’est plus là"),
        (("report",), 2, "il manque"),
        (("show", "maison"), 1, ""),
    ],
)
def test_what_is_refused_changes_nothing(house, words, code, said):
    before = house("show", "stock")[1]
    ended, out, err = house(*words)
    assert (ended, out) == (code, "")
    assert said in plainly(err)
    assert house("show", "stock")[1] == before


def test_an_empty_house(founded):
    assert founded("show", "house")[1] == "Rien à faire, rien à réparer.\n"
    assert founded("show", "stock")[1] == "La réserve est vide.\n"
    assert "remplissez-la d’abord" in founded("count", "stock", "Lait=1")[2]
    assert "Rien n’est à faire maintenant" in founded("do", "chore", "x")[2]
    assert "show house" not in founded("show", "2026-12")[1]
