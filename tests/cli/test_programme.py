"""The programme on the command line: planned, shown, put in files and on paper, and calendars brought in."""

import json

import pypdf
import pytest

from tests.factory import SAMPLES

CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:tricot@cloud
SUMMARY:Tricot
DTSTART;TZID=Europe/Brussels:20270106T100000
DTEND;TZID=Europe/Brussels:20270106T120000
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE;TZID=Europe/Brussels:20270113T100000
ATTACH:file:///etc/passwd
END:VEVENT
BEGIN:VEVENT
UID:passe@cloud
SUMMARY:Passé
DTSTART:20261001T100000
DURATION:PT1H
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def write(tmp_path):
    """Write a file beside the data file; gives its name."""

    def written(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        return name

    return written


@pytest.fixture
def with_tricot(founded):
    """Story 17: proposed by a participant, accepted, Wednesdays 6–27 January 10–12, 40 euros."""
    assert founded("idea", "propose", "Tricot", "--name", "Jo", "--words", "avec ma grand-mère")[0] == 0
    code, out, _err = founded(
        "idea", "accept", "1", "2027-01-06", "10-12", "--repeat", "weekly", "--until", "2027-01-27", "--cost", "40"
    )
    assert (code, out) == (0, "Tricot · mer. 6 janv. 2027 · 10h – 12h, chaque mercredi, jusqu’au 27 janvier 2027\n")
    return founded


def lines(out):
    return [" ".join(line.split()) for line in out.splitlines()]


def test_an_idea_becomes_an_activity_and_is_shown(with_tricot):
    delta = with_tricot
    assert delta("idea", "list")[1] == "1 · Tricot (Jo), aujourd’hui · oui : Tricot · à dire à la personne\n"
    assert delta("idea", "told", "1")[1] == "1 · Tricot (Jo), aujourd’hui · oui : Tricot\n"
    assert delta("activity", "move", "tricot", "2027-01-13", "2027-01-14")[0] == 0
    assert delta("activity", "cancel", "Tricot", "2027-01-20", "--why", "Pas de laine")[0] == 0
    assert delta("activity", "plan", "Équipe", "2027-01-08", "9-10", "--inside")[0] == 0
    assert delta("idea", "propose", "Atelier vélo")[0] == 0
    code, out, err = delta("show", "programme", "2027-01")
    assert (code, err) == (0, "")
    assert lines(out) == [
        "Le Delta · Janvier 2027 · 4 dates",
        "· mer. 6 janv. 10h – 12h Tricot · prévu",
        "· ven. 8 janv. 9h – 10h Équipe · interne · prévu",
        "· jeu. 14 janv. 10h – 12h Tricot · prévu",
        "× mer. 20 janv. 10h – 12h Tricot · annulé : Pas de laine",
        "· mer. 27 janv. 10h – 12h Tricot · prévu",
        "Reviennent :",
        "Tricot : chaque mercredi, jusqu’au 27 janvier 2027",
        "Idées sans réponse :",
        "Atelier vélo, aujourd’hui",
    ]
    assert lines(delta("show", "programme", "2027-02")[1]) == [
        "Le Delta · Février 2027 · rien au programme", "Idées sans réponse :", "Atelier vélo, aujourd’hui",
    ]  # fmt: skip
    assert "pas encore ouvert" in delta("show", "2027-01")[1]
    assert delta("show", "planning", "2027-01")[1] == delta("show", "2027-01")[1]


def test_an_idea_for_later_and_one_for_the_assembly(founded):
    founded("idea", "propose", "Sauna")
    founded("idea", "propose", "Jardin")
    assert founded("idea", "later", "1", "--why", "Pas de place")[1].endswith(
        "pas maintenant : Pas de place · à dire à la personne\n"
    )
    assert founded("idea", "assembly", "2")[1] == "2 · Jardin, aujourd’hui · à l’assemblée · à dire à la personne\n"
    assert founded("idea", "later", "9", "--why", "x")[0] == 1
    founded("undo")
    assert "2 · Jardin, aujourd’hui · sans réponse" in founded("idea", "list")[1]


def test_what_cannot_be_planned_moved_or_called_off(with_tricot):
    for words, said in (
        (("activity", "plan", "X", "2027-01-06", "10-12", "--room", "Cave"), "Aucune salle ne s’appelle « Cave »"),
        (("activity", "plan", "X", "2027-01-06", "10-12", "--repeat", "souvent"), "n’est pas une répétition connue"),
        (("activity", "plan", "X", "2027-01-06", "12-10"), "12-10"),
        (("activity", "move", "Chant", "2027-01-06", "2027-01-07"), "il y a : Tricot"),
        (("activity", "cancel", "Tricot", "2027-01-07", "--why", "x"), "Il n’y a rien au programme le jeudi 7 janvier"),
        (("show", "programme", "2027"), "n’est pas un mois"),
        (("export", "programme", "27", "-o", "f.ics"), "n’est pas un mois"),
        (("export", "programme", "2027", "-o", "f.pdf"), ".ics"),
        (("print", "programme", "2027-01", "-o", "f.png"), ".pdf"),
        (("print", "programme", "2027-01", "--paper", "A3", "--what", "flyer", "-o", "f.pdf"), "--what poster"),
    ):
        code, _out, err = with_tricot(*words)
        assert (code, said in err) == (1, True), err


@pytest.mark.parametrize(("asked", "said"), [
    ((), "ajoutez « --repeat »"),
    (("--repeat", "FREQ=WEEKLY;UNTIL=20270120"), "La règle dit déjà jusque quand (UNTIL=20270120)"),
    (("--repeat", "freq=weekly;count=3;byday=we"), "La règle dit déjà jusque quand (count=3)"),
])  # fmt: skip
def test_until_when_is_said_once_and_of_what_repeats(founded, asked, said):
    plan = ("activity", "plan", "Chant", "2027-01-06", "14-16", *asked)
    code, _out, err = founded(*plan, "--until", "2027-01-27")
    assert (code, said in err) == (1, True), err
    assert "rien au programme" in founded("show", "programme", "2027-01")[1]
    assert founded(*plan)[0] == 0


def test_the_history_names_no_idea(founded):
    founded("idea", "propose", "Chorale de Zebulonix")
    out = founded("history")[1]
    assert "Noter une idée" in out
    assert "Zebulonix" not in out


@pytest.mark.parametrize("span", ["2027", "2027-01"])
def test_the_public_programme_in_every_form(with_tricot, tmp_path, span):
    for form, begins in ((".ics", "BEGIN:VCALENDAR"), (".html", "<section"), (".md", "# Programme"), (".json", "{")):
        code, out, _err = with_tricot("export", "programme", span, "-o", f"p{form}")
        assert (code, out) == (0, f"Écrit : p{form}\n")
        said = (tmp_path / f"p{form}").read_text(encoding="utf-8")
        assert said.startswith(begins)
        assert "Tricot" in said
    assert len(json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))["@graph"]) == 5


def test_languages_of_a_file(with_tricot, tmp_path):
    with_tricot("export", "programme", "2027-01", "-o", "nl.md", "--language", "nl")
    assert "Woensdag 6 januari" in (tmp_path / "nl.md").read_text(encoding="utf-8")
    code, out, _err = with_tricot("export", "programme", "2027-01", "-o", "both.html", "--language", "both")
    assert (code, out) == (0, "Écrit : both.html\n")
    said = (tmp_path / "both.html").read_text(encoding="utf-8")
    assert said.index('lang="fr"') < said.index('lang="nl"')
    assert with_tricot("export", "programme", "2027-01", "-o", "en.md", "--language", "en")[0] == 2


def test_a_span_in_which_nothing_is_announced_is_said(founded, tmp_path):
    code, out, _err = founded("export", "programme", "2030-01", "-o", "vide.ics")
    assert code == 0
    assert "Rien de public n’est annoncé alors" in out
    assert (tmp_path / "vide.ics").exists()


@pytest.mark.parametrize(
    ("asked", "pages", "width"),
    [
        ((), 1, 595), (("--paper", "A4"), 1, 595), (("--paper", "A3"), 1, 842), (("--what", "poster"), 1, 842),
        (("--what", "poster", "--paper", "A4"), 1, 595), (("--what", "flyer"), 2, 842), (("--language", "nl"), 1, 595),
        (("--language", "both"), 1, 595),
    ],
)  # fmt: skip
def test_the_programme_on_paper(with_tricot, tmp_path, asked, pages, width):
    assert with_tricot("print", "programme", "2027-01", "-o", "p.pdf", *asked)[0] == 0
    paper = pypdf.PdfReader(tmp_path / "p.pdf")
    assert (len(paper.pages), round(paper.pages[0].mediabox.width)) == (pages, width)
    assert any("Tricot" in page.extract_text() for page in paper.pages)


def test_a_calendar_is_shown_before_and_brought_in_once(founded, write, tmp_path):
    write("c.ics", CALENDAR)
    told = [
        "Tricot · mer. 6 janv. 2027 · 10h – 12h, chaque mercredi, jusqu’au 27 janvier 2027 · nouvelle",
        "1 nouvelle activité.",
        "1 activité finie avant le jeudi 10 décembre 2026 n’est pas reprise.",
    ]
    code, out, err = founded("import", "calendar", "c.ics", "--dry-run")
    assert (code, lines(out)) == (0, told)
    assert lines(err) == ["1 pièce jointe est laissée de côté (la première à la ligne 9)."]
    assert "rien au programme" in founded("show", "programme", "2027-01")[1]
    code, out, _err = founded("import", "calendar", "c.ics")
    assert (code, lines(out)) == (0, told)
    assert "3 dates" in founded("show", "programme", "2027-01")[1]
    assert lines(founded("import", "calendar", "c.ics")[1])[0] == "1 déjà là."
    assert lines(founded("import", "calendar", "c.ics", "--from", "2026-01-01")[1])[0].startswith(
        "Passé · jeu. 1er oct."
    )
    assert founded("undo")[1].strip() == "Annulé : Importer c.ics"
    assert founded("undo")[1].strip() == "Annulé : Importer c.ics"
    assert "rien au programme" in founded("show", "programme", "2027-01")[1]
    assert any("import" in path.name for path in tmp_path.rglob("*.db"))


def test_what_comes_in_may_stay_inside(founded, write, tmp_path):
    founded("import", "calendar", write("c.ics", CALENDAR), "--inside")
    assert "Tricot · interne" in founded("show", "programme", "2027-01")[1]
    founded("export", "programme", "2027-01", "-o", "f.ics")
    assert "Tricot" not in (tmp_path / "f.ics").read_text(encoding="utf-8")


def test_what_cannot_be_taken_over_is_said_and_the_exit_code_says_so_too(founded, write):
    broken = CALENDAR.replace("FREQ=WEEKLY;COUNT=4", "FREQ=SECONDLY;COUNT=1000000000")
    code, out, err = founded("import", "calendar", write("c.ics", broken))
    assert code == 3
    assert "1 nouvelle activité." in out
    assert "Ligne 2 : « Tricot » se répète plusieurs fois par jour" in err
    assert founded("import", "calendar", "c.ics")[0] == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("absent.ics", "Il n’y a pas de fichier absent.ics"),
        (SAMPLES / "accueillants-janvier-2027.csv", "n’est pas un calendrier"),
        (".", "ne peut pas être lu"),
    ],
)
def test_what_is_no_calendar(founded, name, said):
    code, _out, err = founded("import", "calendar", name)
    assert (code, said in err) == (1, True), err


def test_our_own_file_goes_to_another_place_without_a_changed_date(with_tricot, tmp_path, delta, place):
    with_tricot("activity", "move", "Tricot", "2027-01-13", "2027-01-14")
    with_tricot("export", "programme", "2027", "-o", "p.ics")
    shown = lines(with_tricot("show", "programme", "2027-01")[1])
    assert lines(with_tricot("import", "calendar", "p.ics")[1]) == ["1 déjà là."]
    place.unlink()
    assert delta("new", "--name", "Le Delta", "--open", "tue-sat 10-13")[0] == 0
    assert delta("import", "calendar", "p.ics")[0] == 0
    assert lines(delta("show", "programme", "2027-01")[1]) == shown


def test_an_idea_is_answered_by_an_activity_that_is_there(with_tricot):
    delta = with_tricot
    delta("idea", "propose", "Aiguilles et laine")
    code, _out, err = delta("idea", "link", "2", "Chant")
    assert code == 1
    assert "Aucune activité à venir ne s’appelle « Chant »" in err
    assert delta("idea", "link", "2", "tricot")[:2] == (
        0, "2 · Aiguilles et laine, aujourd’hui · oui : Tricot · à dire à la personne\n"
    )  # fmt: skip


def test_what_falls_on_a_closed_day_is_planned_and_moved_where_one_says_so(with_tricot):
    delta = with_tricot
    assert delta("close", "2027-01-06", "--reason", "travaux")[0] == 0
    code, _out, err = delta("activity", "plan", "Fête", "2027-01-06", "14-18")
    assert code == 1
    assert "travaux" in err
    assert delta("activity", "plan", "Fête", "2027-01-06", "14-18", "--even-closed")[0] == 0
    assert delta("activity", "plan", "Chant", "2027-01-07", "14-18")[0] == 0
    assert delta("activity", "move", "Chant", "2027-01-07", "2027-01-06")[0] == 1
    assert delta("activity", "move", "Chant", "2027-01-07", "2027-01-06", "--even-closed")[0] == 0
    shown = lines(delta("show", "programme", "2027-01")[1])
    assert [line for line in shown if "Fête" in line or "Chant" in line] == [
        "· mer. 6 janv. 14h – 18h Chant · prévu", "· mer. 6 janv. 14h – 18h Fête · prévu",
    ]  # fmt: skip
