"""The treasurer's month on paper: what stands on it, and that nothing falls off it."""

from datetime import UTC, date, datetime

import pytest

from delta_app.budget.month_data import till_month
from delta_app.budget.sheet_month import month_pdf
from delta_app.core import i18n
from delta_app.till.chain import printed_digest
from delta_app.till.commands import Paid, Wanted, sell, spend
from tests.budget.months import BY, DECEMBER, usual
from tests.factory import a_store, acting
from tests.sheets.reading import fonts_of, page_count, text_of
from tests.till.conftest import FLOAT, player

JANUARY = date(2027, 1, 4)


def month_of(store):
    with store.read() as session:
        return till_month(session, DECEMBER)


def text_on(pdf, *pages):
    return " ".join(" ".join(text_of(pdf, page=page).split()) for page in pages)


@pytest.fixture
def month(tmp_path):
    store = a_store(tmp_path)
    usual(store)
    return month_of(store)


def test_the_first_page_is_the_summary(month):
    pdf = month_pdf(month, printed_on=JANUARY)
    text = text_on(pdf, 0)
    assert "Mois de caisse · décembre 2026 Le Delta Caisse interne : ce n’est pas la caisse" in text
    assert "aucune TVA n’est calculée" in text
    assert "Caisse 0,00 110,20 60,20 50,00 juste" in text
    assert "Offert par la maison -1,00" in text
    assert "À classer 5,84" in text
    assert "Écarts de comptage (1 comptage sur 2) -0,50" in text
    assert "remboursé 1,00 € = dû à la fin 8,50 €" in text
    assert all(embedded for embedded in fonts_of(pdf).values())
    assert pdf == month_pdf(month, printed_on=JANUARY)


def test_the_journal_follows_and_ends_with_the_head_of_its_chain(month):
    text = text_on(month_pdf(month, printed_on=JANUARY), 1)
    assert "Journal N° Date Description Pièce Caisse Enveloppes Banque" in text
    assert '2026-10 03/12 Achat : =HYPERLINK("x") (annulée par le n° 2026-11) T13 -8,55' in text
    assert "2026-5 03/12 3 × Café, 1 × Soupe · carte n° 0042 -2,50" in text
    assert "Dernière écriture notée : n° 2026-19." in text
    assert printed_digest(month.head.digest) in text
    assert "page 2" in text


def test_the_belgian_journal_is_on_wide_pages(month):
    pdf = month_pdf(month, printed_on=JANUARY, belgian=True)
    text = text_on(pdf, *range(1, page_count(pdf)))
    assert "Livre journal · décembre 2026" in text
    assert "2026-16 03/12 Achat : lait T12 caisse -8,45 0,02 8,47" in text
    assert f"compte 0,00 {month.place('bank').closing // 100},00" in text


def test_a_month_with_nothing(tmp_path):
    month = month_of(a_store(tmp_path))
    for belgian in (False, True):
        pdf = month_pdf(month, printed_on=JANUARY, belgian=belgian)
        assert page_count(pdf) == 2
        assert "Aucune écriture ce mois-ci." in text_on(pdf, 1)
        assert "empreinte" not in text_on(pdf, 1)


def test_four_hundred_entries_with_long_labels(tmp_path):
    store = a_store(tmp_path)
    play = player(store)
    play("product", name="Café", price=50)
    play("open", at="2026-12-01T10:00", hosts=BY, counted=FLOAT)
    at = datetime(2026, 12, 1, 10, tzinfo=UTC)
    with acting(store) as session:
        for number in range(200):
            sell(session, [Wanted(1, 999)], [Paid("cash", 49_950)], at)
            spend(session, 12_345, f"{number} " + "x" * 190, receipt="R" * 60, at=at)
    month = month_of(store)
    for belgian in (False, True):
        pdf = month_pdf(month, printed_on=JANUARY, belgian=belgian)
        pages = page_count(pdf)
        text = text_on(pdf, *range(pages))
        assert all(f"2026-{number} " in text for number in range(1, 402))
        assert "N° Date Description" in text_on(pdf, pages - 2)
        assert f"page {pages}" in text


@pytest.mark.parametrize(("language", "said"), [("nl", "december 2026"), ("en", "December 2026")])
def test_in_other_languages(month, language, said):
    with i18n.speaking(language):
        text = text_on(month_pdf(month, printed_on=JANUARY), 0, 1)
    assert said in text
    assert not any(word in text for word in ("Mois de", "Recettes", "Arrondi", "Offert", "Enveloppes", "annulée"))
