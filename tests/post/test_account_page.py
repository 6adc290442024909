"""The mail account and the outbox as the coordinator sees them, and letters leaving while the window is open."""

from dataclasses import replace

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox

from delta_app import app, keeping
from delta_app.core.journal import JournalChange
from delta_app.hosts.model import Host
from delta_app.planning.record_data import record_lines
from delta_app.post.commands import Outgoing
from delta_app.post.model import OutboxLetter
from delta_app.post.outbox_dialog import OutboxDialog
from delta_app.post.queries import account, outbox_summary
from delta_app.post.rules import LONG, Problem
from delta_app.venue.model import Venue
from delta_app.widgets import trouble
from tests.desk import a_window
from tests.factory import COORDINATOR, READER, a_host, a_store, acting
from tests.mail.post_office import Post, make_certificate, post_office
from tests.person import answering, find, key, pick, press, read_text, shown, type_into, words_of
from tests.post.outbox import ADDRESS, PASSWORD, address_of_number, an_account, outgoing, put, rows, states
from tests.today.place import type_text


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel("2026-12-09T14:00+01:00", tick=True):
        yield


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def look(store, tmp_path, qtbot):
    def opened(actor=COORDINATOR, page="settings", carrier=False):
        window = a_window(store, tmp_path, qtbot, actor, app.page_entries())
        if carrier:
            keeping.keep_mail(window)
        window.show_page(page)
        if page == "settings":
            press(window, "Courrier")
        return window

    return opened


def people(store, count=3):
    return [a_host(store, f"Ana{n}", "Öztürk", email=address_of_number(n)) for n in range(count)]


def fill_in(window, port, **more):
    fields = {
        "Serveur d’envoi (SMTP)": "127.0.0.1",
        "Adresse qui envoie": ADDRESS,
        "Nom que les gens voient": "Le Delta",
    }
    for words, text in (fields | more).items():
        type_into(window, words, text)
    find(window, "Port", QSpinBox).setValue(port)


def test_an_account_is_written_down_tried_out_and_kept(look, store, qtbot):
    window = look()
    assert "pas encore de compte" in read_text(window.page)
    assert not find(window, "Enregistrer le compte").isEnabled()
    post = Post()
    with post_office(post) as server:
        pick(window, "Sécurité", "aucune, seulement sur ce PC")
        fill_in(window, server.port)
        press(window, "Envoyer un essai")
        qtbot.waitUntil(lambda: f"Un message d’essai est parti vers {ADDRESS}" in read_text(window.page))
    assert [mail.recipients for mail in post.taken] == [[ADDRESS]]
    press(window, "Enregistrer le compte")
    assert "compte réglé" in read_text(window.page)
    with store.read() as session:
        kept = account(session)
    assert (kept.host, kept.address, kept.name, kept.security) == ("127.0.0.1", ADDRESS, "Le Delta", "none")
    press(window, "Envoyer un essai")  # nobody is there any more
    qtbot.waitUntil(lambda: "n’accepte rien sur le port" in read_text(window.page))
    assert find(window, "Envoyer un essai").isEnabled()
    press(window, "Oublier ce compte")
    assert "pas encore de compte" in read_text(window.page)
    press(window.toast, "Annuler")
    assert "compte réglé" in read_text(window.page)
    assert find(window, "Adresse qui envoie", QLineEdit).text() == ADDRESS


def test_the_password_is_kept_sealed_never_shown_and_asked_again_without_its_key(
    look, store, key_file, tmp_path, qtbot
):
    window = look()
    field = find(window, "Mot de passe", QLineEdit)
    assert field.echoMode() == QLineEdit.EchoMode.Password
    fill_in(window, 465, **{"Nom d’utilisateur": "accueil", "Mot de passe": PASSWORD})
    press(window, "Enregistrer le compte")
    assert field.text() == ""
    assert field.placeholderText() == "enregistré, jamais montré"
    with store.read() as session:
        told = " ".join(record_lines(session, store.history(1)[0].id))
    assert "(chiffré)" in told
    assert "gAAAA" not in told
    type_into(window, "Nom que les gens voient", "Le Delta, Forest")
    press(window, "Enregistrer le compte")
    with store.read() as session:
        assert account(session).has_password
        kept = [(row.before, row.after) for row in session.query(JournalChange).order_by(JournalChange.id)]
    assert PASSWORD not in str(kept)
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or PASSWORD.encode() not in path.read_bytes(), path
    type_into(window, "Serveur d’envoi (SMTP)", "smtp.example.org")
    press(window, "Enregistrer le compte")
    assert "n’y est pas envoyé" in read_text(window.toast)
    type_into(window, "Serveur d’envoi (SMTP)", "127.0.0.1")
    key_file.unlink()
    window.page.refresh()
    assert "mot de passe à écrire de nouveau sur ce PC" in read_text(window.page)
    assert field.placeholderText() == ""
    press(window, "Envoyer un essai")
    assert "Le mot de passe de l’e-mail ne se lit pas ici" in read_text(window.page)


def test_the_port_follows_the_security_unless_it_is_one_of_their_own(look):
    window = look()
    port = find(window, "Port", QSpinBox)
    security = find(window, "Sécurité", QComboBox)
    security.setFocus()
    key(Qt.Key.Key_Down)
    assert (security.currentText(), port.value()) == ("STARTTLS", 587)
    port.setValue(2525)
    security.setFocus()
    key(Qt.Key.Key_Up)
    assert (security.currentText(), port.value()) == ("TLS dès le début", 2525)


def test_what_is_badly_written_is_told_in_the_words_of_the_window(look):
    window = look()
    fill_in(window, 465, **{"Adresse qui envoie": "accueil"})
    press(window, "Envoyer un essai")
    assert "adresse e-mail" in read_text(window.page)
    pick(window, "Sécurité", "aucune, seulement sur ce PC")
    type_into(window, "Adresse qui envoie", ADDRESS)
    type_into(window, "Serveur d’envoi (SMTP)", "smtp.example.org")
    press(window, "Enregistrer le compte")
    assert "choisissez TLS ou STARTTLS" in read_text(window.toast)


def test_whoever_does_not_coordinate_sees_neither_account_nor_letters(look, store):
    an_account(store)
    put(store, outgoing(people(store)))
    window = look(READER)
    seen = read_text(window.page)
    assert "Ce compte se voit et se règle en coordonnant." in seen
    assert ADDRESS not in seen
    assert all(ADDRESS not in field.text() for field in window.page.findChildren(QLineEdit))
    assert not any("Boîte d’envoi" in words_of(button) for button in shown(window.page, type(find(window, "Courrier"))))


def test_letters_leave_once_they_are_put_and_the_coordinator_is_told(look, store, qtbot):
    ids = people(store)
    post = Post()
    with post_office(post) as server:
        an_account(store, server.port)
        window = look(carrier=True)
        put(store, outgoing(ids))
        qtbot.waitUntil(lambda: "3 messages sont partis." in read_text(window.toast), timeout=10_000)
        qtbot.waitUntil(lambda: "3 partis" in read_text(window.page))
        assert len(post.taken) == 3


def test_letters_leave_while_nobody_is_identified_and_nothing_of_it_is_shown(look, store, qtbot):
    post = Post()
    put_before = people(store)
    with post_office(post) as server:
        an_account(store, server.port)
        put(store, outgoing(put_before))
        window = look(READER, page="today", carrier=True)
        qtbot.waitUntil(lambda: states(store) == {"sent": 3}, timeout=15_000)
        qtbot.wait(200)
    assert "partis" not in read_text(window.toast)


def test_what_cannot_leave_is_told_once_and_tried_when_asked(look, store, qtbot):
    ids = people(store)
    an_account(store)
    window = look(carrier=True)
    told = []
    window.desk.refused.connect(told.append)
    put(store, outgoing(ids))
    qtbot.waitUntil(lambda: len(told) == 1, timeout=10_000)
    assert told[0].startswith("3 messages attendent dans la boîte d’envoi. « 127.0.0.1 » n’accepte rien sur le port 1.")
    qtbot.waitUntil(lambda: "3 attendent" in read_text(window.page))
    press(window, "Envoyer maintenant")
    qtbot.waitUntil(lambda: len(told) == 2, timeout=10_000)
    with post_office(Post()) as server:
        an_account(store, server.port)  # which tries them at once
        qtbot.waitUntil(lambda: states(store) == {"sent": 3}, timeout=10_000)


def test_the_window_closes_while_letters_leave_and_none_is_lost_or_doubled(look, store, qtbot):
    ids = people(store, 12)
    post = Post()
    with post_office(post) as server:
        an_account(store, server.port)
        put(store, outgoing(ids))
        window = look(carrier=True)
        window.desk.send_mail()
        qtbot.waitUntil(lambda: len(post.taken) >= 2, timeout=10_000)
        window.close()
        qtbot.waitUntil(lambda: "sending" not in states(store), timeout=10_000)
        qtbot.wait(300)
        done = states(store)
        assert done.get("waiting", 0) + done["sent"] == 12
        assert len(post.taken) == done["sent"]


def make(store, state, number=0, problem=None):
    """A letter in this state to somebody new; its id."""
    host = a_host(store, f"Ana{number}", "Öztürk", email=address_of_number(number))
    letter = replace(outgoing([host])[0].letter, to=address_of_number(number), to_name=f"Ana{number} Ö.")
    put(store, [Outgoing(letter, host)])
    with acting(store) as session:
        row = session.get(OutboxLetter, rows(store)[0].id)
        row.state, row.problem = state, problem.written if problem else ""
        return row.id


DOUBT = Problem("smtp_gone", {"host": "smtp.example.org", "port": 465, "in_doubt": True})
REFUSED = Problem(
    "smtp_recipient",
    {"host": "smtp.example.org", "port": 465, "status": 550, "answer": "unknown", "address": "ana1@example.org",
     "permanent": True},
)  # fmt: skip


def test_the_outbox_is_searched_and_each_letter_is_dealt_with(look, store):
    an_account(store)
    make(store, "sent", 3)
    doubtful, refused, waiting = (
        make(store, "in_doubt", 0, DOUBT), make(store, "refused", 1, REFUSED), make(store, "waiting", 2),
    )  # fmt: skip
    window = look()

    def settle(dialog):
        assert isinstance(dialog, OutboxDialog)
        seen = read_text(dialog)
        assert "1 en doute · 1 refusé · 1 attend · 1 parti" in seen
        assert "il est peut-être parti" in seen
        assert seen.index("Ana0 Ö.") < seen.index("Ana1 Ö.") < seen.index("Ana2 Ö.") < seen.index("Ana3 Ö.")
        type_text("refuse")
        dialog.on_sought()
        assert "Ana0 Ö." not in read_text(dialog)
        press(dialog, "Réessayer : Ana1 Ö. · Planning, janvier 2027, version 1")
        find(dialog, "Chercher dans la boîte d’envoi", QLineEdit).clear()
        dialog.on_sought()
        press(dialog, "Il est arrivé : Ana0 Ö. · Planning, janvier 2027, version 1")
        press(dialog, "Ne pas envoyer : Ana2 Ö. · Planning, janvier 2027, version 1")
        press(dialog, "Fermer")

    answering(settle)
    press(window, "Boîte d’envoi (2 à régler)…")
    now = {row.id: row.state for row in rows(store)}
    assert (now[doubtful], now[refused], now[waiting]) == ("sent", "waiting", "cancelled")


def test_a_long_outbox_shows_the_rest_when_asked(look, store):
    an_account(store)
    host = a_host(store, "Ana", "Öztürk", email=address_of_number(0))
    for number in range(45):
        put(store, outgoing([host]), about=f"n° {number}")
    window = look()

    def read_on(dialog):
        assert len([one for one in shown(dialog, type(find(dialog, "Fermer"))) if one.text() == "Ne pas envoyer"]) == 40
        press(dialog, "Montrer la suite")
        assert len([one for one in shown(dialog, type(find(dialog, "Fermer"))) if one.text() == "Ne pas envoyer"]) == 45
        key(Qt.Key.Key_Escape)

    answering(read_on)
    press(window, "Boîte d’envoi…")


def test_the_list_of_what_waits_tells_of_letters_and_settles_them(look, store):
    an_account(store)
    doubtful, refused = make(store, "in_doubt", 0, DOUBT), make(store, "refused", 1, REFUSED)
    late = make(store, "waiting", 2, Problem("smtp_unreachable", {"host": "h", "port": 1, "why": "network"}))
    with acting(store) as session:
        session.get(OutboxLetter, late).put_at -= 2 * LONG
        session.get(Host, session.get(OutboxLetter, refused).host_id).email = "ana1.juste@example.org"
    window = look(page="todo")
    seen = read_text(window.page)
    assert "Courrier" in seen
    assert "1 message attend de partir depuis longtemps" in seen
    assert "3 choses attendent" in seen
    press(window.page, "Le renvoyer : Ana0 Ö. · Planning, janvier 2027, version 1")
    press(window.page, "Réessayer : Ana1 Ö. · Planning, janvier 2027, version 1")
    now = {row.id: (row.state, row.address) for row in rows(store)}
    assert now[doubtful] == ("waiting", address_of_number(0))
    assert now[refused] == ("waiting", "ana1.juste@example.org")
    answering(lambda dialog: press(dialog, "Fermer"))
    press(window.page, "Boîte d’envoi…")
    with store.read() as session:
        assert outbox_summary(session).waiting == 3


def test_the_outbox_closes_when_the_pc_locks(look, store):
    an_account(store)
    make(store, "in_doubt", 0, DOUBT)
    window = look()

    def lock(dialog):
        window.desk.actor = READER
        dialog.refresh()
        assert not dialog.isVisible()

    answering(lock)
    press(window, "Boîte d’envoi (1 à régler)…")


def test_the_demonstration_sends_nothing_and_says_so(tmp_path, qtbot):
    store = a_store(tmp_path)
    with acting(store) as session:
        session.get(Venue, 1).is_demo = True
    window = a_window(store, tmp_path, qtbot, pages=app.page_entries())
    window.show_page("settings")
    press(window, "Courrier")
    assert "la démonstration n’envoie rien" in read_text(window.page)
    assert not find(window, "Serveur d’envoi (SMTP)", QLineEdit).isEnabled()
    assert not find(window, "Enregistrer le compte").isEnabled()
    store.close()


def test_a_server_that_stands_for_itself_is_not_trusted(look, tmp_path, qtbot):
    window = look()
    certificate = make_certificate(tmp_path / "certificate.pem", days_from=-9999, days_to=9999)
    post = Post(password=PASSWORD)
    trouble.keep_log(tmp_path / "log")
    with post_office(post, security="tls", certificate=certificate, login=True) as server:
        fill_in(window, server.port, **{"Nom d’utilisateur": "accueil", "Mot de passe": PASSWORD})
        press(window, "Envoyer un essai")
        qtbot.waitUntil(lambda: "Personne de connu ne garantit" in read_text(window.page), timeout=10_000)
    assert post.logins == []
    trouble.note(RuntimeError(PASSWORD))
    assert PASSWORD not in (tmp_path / "log" / "delta.log").read_text(encoding="utf-8")
