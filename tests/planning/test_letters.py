"""The letters of the planning as whoever gets them reads them: one recipient, their language, their own shifts."""

import stat
from datetime import date

import icalendar
import pytest
import time_machine

from delta_app.core import clock
from delta_app.core.errors import Refused
from delta_app.core.i18n import speaking
from delta_app.mail.letter import Sender
from delta_app.planning.calendar_data import calendar_facts
from delta_app.planning.call_data import call_view
from delta_app.planning.draft_files import forget, new_folder, write_letters
from delta_app.planning.letter_files import call_body, call_letter, roster_letters, roster_preview
from delta_app.planning.sending_data import send_view, version_changes
from delta_app.planning.sheet_call import phone_list_pdf
from delta_app.planning.sheet_host import hosts_pdf
from delta_app.shifts.seat_commands import edit_slot
from tests.factory import COORDINATOR, JANUARY, a_copy, acting
from tests.planning.letters import EVIL, Place, read_mail
from tests.sheets.reading import page_count, text_of

SENDER = Sender("accueil@maison.example", "Le Delta")


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel("2026-12-09T12:30Z", tick=False):
        yield


@pytest.fixture
def place(tmp_path):
    made = a_copy(Place, tmp_path)
    yield made
    made.store.close()


def view_of(place):
    with place.store.read() as session:
        return send_view(session, JANUARY)


def mails(place, tmp_path, *names, with_month=False, sender=SENDER):
    """The month as these people get it, read back from their drafts."""
    view = view_of(place)
    to = [one for one in view.recipients if one.host_id in {place.ids[name] for name in names}]
    made = roster_letters(view, to, with_month=with_month, printed_on=clock.today(), stamped=clock.now())
    folder = tmp_path / f"drafts-{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    ids = [place.ids[name] for name in names]
    letters = sorted(made, key=lambda one: ids.index(one.host_id))
    paths = write_letters([one.letter for one in letters], sender, folder)
    return [read_mail(path.read_bytes()) for path in paths]


def test_each_gets_their_own_shifts_their_sheet_and_their_calendar(place, tmp_path):
    (mail,) = mails(place, tmp_path, "Fatma")
    assert mail.to == ("fatma@exemple.be",)
    assert not {"Cc", "Bcc"} & set(mail.headers)
    assert (mail.language, mail.subject) == ("fr", "Le Delta : vos permanences, janvier 2027")
    assert mail.text.startswith(
        "Bonjour Fatma,\n\nVoici vos 2 permanences en janvier 2027 (version 1 du planning) :\n"
        "– Vendredi 8 janvier, 10h – 13h, avec Jeroen V.\n– Mardi 12 janvier, 16h – 19h, 1 place encore libre\n"
    )
    assert "13 janvier" not in mail.text
    assert "Dumont" not in mail.text
    assert "0470" not in mail.text
    assert mail.text.endswith("La coordination\nLe Delta\nrue du Delta 61, Forest\n")
    assert set(mail.types.values()) == {"application/pdf", "text/calendar"}
    sheet = next(content for name, content in mail.files.items() if name.endswith(".pdf"))
    assert page_count(sheet) == 1
    assert "Fatma Öztürk" in text_of(sheet)
    calendar = icalendar.Calendar.from_ical(next(c for name, c in mail.files.items() if name.endswith(".ics")))
    starts = sorted(event["DTSTART"].dt.strftime("%d %H") for event in calendar.walk("VEVENT"))
    assert starts == ["08 10", "12 16"]


def test_each_is_written_to_in_their_language_whatever_the_window_speaks(place, tmp_path):
    dutch, english, turkish = mails(place, tmp_path, "Jeroen", "Amy", "Zoé")
    assert (dutch.language, english.language, turkish.language) == ("nl", "en", "fr")
    assert "Vrijdag 8 januari, 10u – 13u, met Fatma Ö." in dutch.text
    assert dutch.text.startswith("Dag Jeroen,")
    assert "Wednesday 13 January, 13:00 – 16:00, with Luc D." in english.text
    assert "vrijdag" in text_of(next(c for name, c in dutch.files.items() if name.endswith(".pdf"))).lower()
    assert b"Permanentie" in next(c for name, c in dutch.files.items() if name.endswith(".ics"))
    with speaking("nl"):
        (french,) = mails(place, tmp_path, "Fatma")
    assert french.text.startswith("Bonjour Fatma,")


def test_whoever_has_no_shift_is_told_so_and_gets_no_empty_files(place, tmp_path):
    (mail,) = mails(place, tmp_path, "Zoé")
    assert "Vous n’avez pas de permanence en janvier 2027" in mail.text
    assert mail.files == {}
    assert "pièce jointe" not in mail.text
    (mail,) = mails(place, tmp_path, "Zoé", with_month=True)
    assert list(mail.files) == ["planning-2027-01-v1.pdf"]
    assert "En pièce jointe : le planning du mois." in mail.text


def test_a_second_version_says_what_changed_for_whom(place, tmp_path):
    place.free("Fatma", 12, 16)
    place.seat("Zoé", 12, 16)
    slot = place.slots[13, 13]
    with acting(place.store) as session:
        edit_slot(session, slot, start_minute=13 * 60, end_minute=15 * 60, seats=2)
    assert place.publish() == 2
    view = view_of(place)
    changed = {one.person.given_name for one in view.recipients if one.change is not None}
    assert (view.before, changed) == (1, {"Fatma", "Zoé", "Luc", "Amy"})
    assert view.usual == {place.ids[name] for name in changed}
    fatma, zoe, amy = mails(place, tmp_path, "Fatma", "Zoé", "Amy")
    assert "Ce qui change pour vous depuis la version 1 :\n− mardi 12 janvier, 16h – 19h\n" in fatma.text
    assert "+ mardi 12 janvier, 16h – 19h" in zoe.text
    assert "· Wednesday 13 January, 13:00 – 15:00, instead of: Wednesday 13 January, 13:00 – 16:00" in amy.text
    assert fatma.subject.endswith("janvier 2027 (version 2)")
    calendar = icalendar.Calendar.from_ical(next(c for name, c in fatma.files.items() if name.endswith(".ics")))
    gone = [event for event in calendar.walk("VEVENT") if event.get("STATUS") == "CANCELLED"]
    assert [event["DTSTART"].dt.day for event in gone] == [12]


def test_whoever_lost_all_gets_the_calendar_that_takes_it_out(place, tmp_path):
    place.free("Amy", 13, 13)
    place.publish()
    (mail,) = mails(place, tmp_path, "Amy")
    assert "You have no shift in January 2027" in mail.text
    assert [name.rpartition(".")[2] for name in mail.files] == ["ics"]


def test_a_version_whose_publishing_was_undone_is_no_version_before(place):
    place.free("Fatma", 12, 16)
    assert place.publish() == 2
    place.store.undo(COORDINATOR)
    assert place.publish() == 3
    with place.store.read() as session:
        before, changes = version_changes(session, JANUARY, 3)
    assert before == 1
    assert set(changes) == {place.ids["Fatma"]}
    with place.store.read() as session:
        assert version_changes(session, JANUARY, 1) == (0, {})


def test_a_month_not_published_or_changed_since_is_not_sent(place):
    with place.store.read() as session, pytest.raises(Refused, match="not_published"):
        send_view(session, JANUARY.plus(1))
    place.free("Fatma", 12, 16)
    with pytest.raises(Refused, match="changes_unpublished"):
        view_of(place)


def test_a_name_that_would_be_a_header_does_no_harm(place, tmp_path):
    place.rename("Jeroen", EVIL)
    evil, luc = (one for one in view_of(place).recipients if one.host_id in (place.ids["Jeroen"], place.ids["Fatma"]))
    assert luc or evil
    mail, other = mails(place, tmp_path, "Jeroen", "Fatma")
    assert mail.to == ("jeroen@voorbeeld.be",)
    assert not {"Cc", "Bcc"} & set(mail.headers)
    assert "a@b.c" not in mail.to
    assert mail.text.startswith("Dag <b>X</b> Bcc: a@b.c,")
    assert not {"Cc", "Bcc"} & set(other.headers)
    for name in mail.files:
        assert not set('<>\r\n"/\\') & set(name)


def test_without_an_address_of_the_place_a_draft_leaves_it_to_the_mail_program(place, tmp_path):
    (mail,) = mails(place, tmp_path, "Fatma", sender=None)
    assert "From" not in mail.headers
    assert "X-Unsent" in mail.headers
    assert "From" in mails(place, tmp_path, "Fatma")[0].headers


def test_the_letter_looked_at_is_the_letter_that_leaves(place, tmp_path):
    view = view_of(place)
    for one in view.recipients:
        if not one.person.address:
            continue
        seen = roster_preview(view, one, with_month=True)
        (mail,) = mails(place, tmp_path, one.person.given_name, with_month=True)
        assert (seen.subject, seen.text.strip()) == (mail.subject, mail.text.strip())
        assert [file.name for file in seen.attachments] == list(mail.files)


def test_a_call_says_when_with_whom_and_asks_no_reason(place, tmp_path):
    with place.store.read() as session:
        view = call_view(session, place.slots[12, 16])
    rows = {row.person.given_name: row for row in view.people}
    assert "Fatma" not in rows
    assert rows["Luc"].person.why_no_mail == "none"
    letter = call_letter(view, rows["Zoé"], call_body(view, "fr"))
    assert letter.subject == "Le Delta : pouvez-vous venir le mardi 12 janvier, 16h – 19h ?"
    assert (
        "Nous cherchons quelqu’un pour la permanence du mardi 12 janvier, 16h – 19h.\nVous y seriez avec Fatma Ö."
        in (letter.text)
    )
    dutch = call_letter(view, rows["Jeroen"], call_body(view, "nl"))
    assert dutch.language == "nl"
    assert dutch.text.startswith("Dag Jeroen,")
    (path,) = write_letters([dutch], SENDER, tmp_path)
    mail = read_mail(path.read_bytes())
    assert (mail.to, mail.language, mail.files) == (("jeroen@voorbeeld.be",), "nl", {})


def test_the_telephone_list_holds_numbers_and_says_whose_it_is(place):
    with place.store.read() as session:
        view = call_view(session, place.slots[12, 16])
    text = text_of(phone_list_pdf(view, view.people, printed_on=date(2026, 12, 9)))
    assert "Document de la coordination – contient des numéros, ne pas afficher" in text.replace("\r\n", " ")
    assert text.count("0470 12 34 56") == len(view.people)
    assert "Luc Dumont" in text
    assert "jamais appelé" in text


def test_sheets_to_hand_over_are_each_in_their_readers_language(place):
    rows = {one.person.given_name: one for one in view_of(place).recipients}
    people = [rows["Fatma"], rows["Jeroen"]]
    made = hosts_pdf(
        [one.month for one in people], printed_on=date(2026, 12, 9), languages=[one.person.language for one in people]
    )
    assert "Janvier 2027" in text_of(made, page=0)
    assert "Januari 2027" in text_of(made, page=1)


def test_drafts_lie_where_others_do_not_look_and_go_after_some_weeks(tmp_path, monkeypatch):
    monkeypatch.setattr("delta_app.core.paths.user_data_dir", lambda: tmp_path / "données")
    first = new_folder("appel 2027-01-12")
    assert stat.S_IMODE(first.stat().st_mode) == 0o700
    assert new_folder("appel 2027-01-12") != first
    mine = first.parent / "à moi"
    mine.mkdir()
    with time_machine.travel("2026-12-23T12:00Z", tick=False):
        new_folder("x")
        assert first.exists()
    with time_machine.travel("2026-12-24T12:00Z", tick=False):
        last = new_folder("x")
    assert not first.exists()
    assert mine.exists()
    forget(last)
    assert not last.exists()


def test_where_no_folder_can_be_made_it_is_said(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("delta_app.core.paths.user_data_dir", lambda: tmp_path / "file")
    with pytest.raises(Refused, match="drafts_not_written"):
        new_folder("x")


def test_calendars_of_everybody_are_told_as_that_of_one(place):
    place.free("Fatma", 12, 16)
    place.seat("Zoé", 12, 16)
    place.publish()
    place.free("Zoé", 12, 16)
    place.publish()
    with place.store.read() as session:
        for one in send_view(session, JANUARY).recipients:
            assert one.facts == calendar_facts(session, JANUARY, one.host_id)
