"""The programme on paper: what is told and how large, nothing cut, nothing over anything else, whatever the month."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pdfplumber
import pypdf
import pytest

from delta_app.core.calendar import Month
from delta_app.core.i18n import speaking
from delta_app.programme.paper_data import ExtraHours, OpeningHours, PaperLine, ProgrammePaper
from delta_app.programme.sheet import flyer_pdf, lost_texts, page_pdf, poster_pdf
from delta_app.programme.sheet_look import TYPE_COLOURS, lines_of
from delta_app.programme.sheet_words import (
    closure_words,
    day_groups,
    extra_words,
    hours_told,
    opening_words,
)
from delta_app.sheets import style
from delta_app.sheets.glyphs import printable
from delta_app.sheets.grid import Box
from delta_app.sheets.style import Look
from tests.sheets.reading import Word, assert_looks_like, fonts_of, page_count

DECEMBER = Month(2026, 12)
FR, NL, BOTH = ("fr",), ("nl",), ("fr", "nl")
COLOURS = tuple(TYPE_COLOURS)
LONG = (
    "Atelier de fabrication de guirlandes en papier recyclé et de décorations de fête pour petits et grands, avec les "
    "voisines de la rue, les enfants de l’école et toutes celles et ceux qui passent par là ; "
) * 3


def on(*days):
    return tuple(date(2026, 12, day) for day in days)


def weekly(weekday, last=23):
    return tuple(day for day in DECEMBER.days() if day.weekday() == weekday and day.day <= last)


def a_line(title="Tricot", days=(2, 9, 16, 23), start=14, end=16, description="", **more):
    days = on(*days) if isinstance(days[0], int) else days
    return PaperLine(title, days, round(start * 60), round(end * 60), description, **more)


def a_paper(*lines, **more):
    known = {
        "month": DECEMBER,
        "place": "Le Delta",
        "address": "rue du Delta 61, Forest",
        "opening": (OpeningHours((1, 2, 3, 4, 5), ((600, 1140),)),),
        "closures": ((date(2026, 12, 24), date(2027, 1, 3)),),
        "printed_on": date(2026, 11, 27),
    }
    return ProgrammePaper(lines=lines, **(known | more))


def usual():
    return a_paper(
        a_line("Tricot", weekly(2), 14, 16, "laine et aiguilles sur place, on apprend ensemble", title_nl="Breien",
               description_nl="wol en naalden ter plaatse, we leren samen", room="Grande salle", colour="sky"),
        a_line("Cuisine", weekly(3, 17), 14, 17, "on prépare, on mange à 16h", title_nl="Koken", colour="honey"),
        a_line("Chant", (8, 15, 22), 13.5, 15, "toutes les voix", colour="lilac"),
        a_line("Brunch des voisins", (5,), 11, 14, "chacun apporte un petit quelque chose", colour="sage"),
        a_line("Assemblée participative", (8,), 17.25, 19, "la carte, les horaires de janvier, vos idées"),
        a_line("Ciné-goûter", (12,), 15, 18, "film choisi sur place", colour="rose", registration=True),
        a_line("Soirée jeux", (17,), 18, 26, colour="sage"),
        a_line("Goûter de Noël", (19,), 15, 18, "avec CALICO", colour="apricot"),
    )  # fmt: skip


def overfull():
    """Five activities a day of opening, some of them long."""
    words = ("laine et aiguilles sur place", "", "avec le service de santé mentale du quartier, sur la place", "à deux")
    return a_paper(
        *(
            a_line(f"Conversation numéro {number}", weekly(1 + number % 5), 9 + number % 9, 11 + number % 9,
                   words[number % 4], colour=COLOURS[number % 10], registration=number % 6 == 0)
            for number in range(25)
        )
    )  # fmt: skip


def all_long():
    return a_paper(
        *(a_line(f"{number} {LONG}"[:500], (1 + number, 2 + number), description=LONG * 3) for number in range(20))
    )


def several_days():
    return a_paper(
        a_line("Camp de théâtre", (7, 14), 0, 5 * 24),
        a_line("Week-end à la mer", (11,), 18, 60, registration=True),
        a_line("Résidence", (date(2026, 11, 30),), 0, 72),
    )


def closed():
    month = Month(2027, 8)
    return a_paper(month=month, closures=((month.first, month.last),), closed_throughout=True,
                   reopens_on=date(2027, 9, 1))  # fmt: skip


def odd():
    return a_paper(
        a_line("<b>x</b> & co", (2,), description="&amp; <br/> {title} %s"),
        a_line("حفلة شاي", (3,)),
        a_line("x" * 500, (4,), description="y" * 2_000),
        a_line("🎄 Noël 聖誕 fête", (5,)),
        a_line("Petit déjeuner", tuple(day for day in DECEMBER.days() if day.weekday() < 6), 8, 9),
        a_line("Veille", tuple(DECEMBER.days()), 0, 24),
        place="Maison de quartier et de rencontres de la chaussée de Neerstalle et des rues avoisinantes, asbl",
        address="chaussée de Neerstalle 489, entrée par la cour du fond à gauche, 1190 Forest-Vorst",
        opening=tuple(OpeningHours((day,), ((600 + day, 720), (800, 1_000 + day))) for day in range(7)),
        closures=tuple((day, day) for day in on(*range(1, 24, 2))),
        extra=tuple(ExtraHours((day,), ((600, 660 + day.day),)) for day in on(*range(2, 24, 2))),
    )


MONTHS = {
    "empty": a_paper, "usual": usual, "overfull": overfull, "all_long": all_long, "several_days": several_days,
    "closed": closed, "odd": odd, "one": lambda: a_paper(a_line()), "long": lambda: a_paper(
        *usual().lines, a_line(LONG[:500], (11,), description=LONG[:300])
    ),
    "five_hundred": lambda: a_paper(*(a_line(f"Activité {n}", (1 + n % 23,)) for n in range(500))),
}  # fmt: skip
SHEETS = {
    "poster": poster_pdf, "small_poster": lambda paper, languages: poster_pdf(paper, "A4", languages),
    "page": page_pdf, "flyer": flyer_pdf,
    "rooms": lambda paper, languages: poster_pdf(paper, "A3", languages, rooms=True),
}  # fmt: skip


def make(sheet, paper, languages=FR):
    return poster_pdf(paper, "A3", languages) if sheet == "poster" else SHEETS[sheet](paper, languages)


def pages_of(pdf):
    """The width, the height and the words of every page, and how large each is set."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            found = page.extract_words(keep_blank_chars=True, x_tolerance=1.5, extra_attrs=["size"], return_chars=True)
            yield float(page.width), float(page.height), [(_word(word), word["size"]) for word in found]


def _word(word):
    baseline = word["chars"][0]["matrix"][5]
    return Word(word["text"], Box(word["x0"], baseline, word["x1"] - word["x0"], 0.69 * word["size"]))


def text_of(pdf):
    """All words of all pages, on one line."""
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def sizes_of(pdf):
    return [size for _width, _height, words in pages_of(pdf) for _word, size in words]


@pytest.mark.parametrize("languages", [FR, BOTH], ids="+".join)
@pytest.mark.parametrize("sheet", ["poster", "page", "flyer"])
@pytest.mark.parametrize("shape", [shape for shape in MONTHS if shape != "five_hundred"])
def test_nothing_leaves_the_page_or_stands_over_anything_else(shape, sheet, languages):
    for width, height, words in pages_of(make(sheet, MONTHS[shape](), languages)):
        boxes = [word for word, _size in words]
        for word in boxes:
            assert word.box.left > 15, word
            assert word.box.right < width - 15, word
            assert word.box.bottom > 15, word
            assert word.box.top < height - 15, word
        clashes = [(a.text, b.text) for at, a in enumerate(boxes) for b in boxes[at + 1 :] if a.overlaps(b)]
        assert not clashes


@pytest.mark.parametrize("languages", [FR, BOTH], ids="+".join)
@pytest.mark.parametrize("shape", ["usual", "overfull", "several_days", "five_hundred"])
@pytest.mark.parametrize("sheet", ["poster", "page"])
def test_every_activity_is_told_whole(sheet, shape, languages):
    paper = MONTHS[shape]()
    told = re.sub(r"\s+", "", text_of(make(sheet, paper, languages)))
    for line in paper.lines:
        times = len(line.days) if sheet == "page" else 1
        assert told.count(re.sub(r"\s+", "", printable(line.title))) >= times


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_same_bytes_every_time_with_its_own_fonts(sheet):
    pdf = make(sheet, usual(), BOTH)
    assert pdf == make(sheet, usual(), BOTH)
    assert all(fonts_of(pdf).values())
    assert pypdf.PdfReader(io.BytesIO(pdf)).metadata.title == "Programme · décembre 2026"


def test_sizes_of_the_papers():
    sizes = {sheet: [(round(width), round(height)) for width, height, _words in pages_of(make(sheet, usual()))]
             for sheet in SHEETS}  # fmt: skip
    assert sizes["poster"] == [(842, 1191)]
    assert sizes["small_poster"] == sizes["page"] == [(595, 842)]
    assert sizes["flyer"] == [(842, 595), (842, 595)]


def test_other_papers_and_languages_are_none():
    with pytest.raises(ValueError, match="A5"):
        poster_pdf(usual(), "A5x")
    for languages in ((), ("de",), ("fr", "nl", "en")):
        with pytest.raises(ValueError, match="no such languages"):
            page_pdf(usual(), languages)


@pytest.mark.parametrize("languages", [FR, BOTH], ids="+".join)
@pytest.mark.parametrize("shape", ["empty", "usual", "overfull", "odd"])
def test_a_poster_is_read_from_three_metres(shape, languages):
    paper = MONTHS[shape]()
    assert min(sizes_of(poster_pdf(paper, "A3", languages))) >= 19.99
    assert min(sizes_of(poster_pdf(paper, "A4", languages))) >= 19.99 * 841.89 / 1190.55


def test_the_titles_of_a_usual_month_are_large_and_fill_one_page():
    (page,) = pages_of(poster_pdf(usual()))
    _width, height, words = page
    titles = [(word, size) for word, size in words if word.text in {line.title for line in usual().lines}]
    assert len(titles) == 8
    assert min(size for _word, size in titles) >= 40
    assert min(word.box.bottom for word, _size in titles) < 0.2 * height


X_HEIGHT = 0.527 * 25.4 / 72  # millimetres of a small letter for each point


@pytest.mark.parametrize("languages", [FR, NL], ids="+".join)
def test_titles_and_hours_of_a_usual_month_have_small_letters_of_five_millimetres(languages):
    (page,) = pages_of(poster_pdf(usual(), "A3", languages))
    titles = {line.told_in(languages[0])[0] for line in usual().lines}
    hours = {"14h", "13h30", "11h", "17h15", "15h", "18h"} | {"14u", "13u30", "11u", "17u15", "15u", "18u"}
    read = [size * X_HEIGHT for word, size in page[2] if word.text in titles | hours]
    assert len(read) == 16
    assert min(read) > 4.9


def test_few_activities_are_set_very_large_with_their_days_above():
    for shape in ("one", "several_days"):
        paper = MONTHS[shape]()
        (page,) = pages_of(poster_pdf(paper, "A3", BOTH))
        titles = {line.title for line in paper.lines}
        assert min(size for word, size in page[2] if word.text in titles) >= 66
        assert "…" not in text_of(poster_pdf(paper, "A3", BOTH))


def test_few_activities_of_a_flyer_are_large_and_nothing_of_them_is_cut():
    for shape in ("one", "several_days"):
        told = flyer_pdf(MONTHS[shape](), BOTH)
        assert "…" not in text_of(told)
        sizes = {word.text: size for _w, _h, words in pages_of(told) for word, size in words}
        assert min(sizes[line.title] for line in MONTHS[shape]().lines) > 26


def ruled_lines(pdf, at=0):
    """How far from the top the long thin lines of a page are."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        page = document.pages[at]
        return sorted({round(line["top"]) for line in page.lines if line["width"] > page.width / 3})


@pytest.mark.parametrize(("sheet", "at"), [("poster", 0), ("page", 0), ("flyer", 1)])
def test_an_empty_month_has_lines_to_write_ideas_on(sheet, at):
    assert len(ruled_lines(make(sheet, a_paper()), at)) > 5
    assert len(ruled_lines(make(sheet, closed()), at)) < 2


def test_pages_of_an_overfull_poster_are_all_about_as_full():
    lowest = {}
    for page, (_width, height, words) in enumerate(pages_of(poster_pdf(overfull()))):
        for word in (word for word, _size in words if word.text.startswith("Conversation")):
            column = page, round(word.box.left)
            lowest[column] = min(lowest.get(column, 1), word.box.bottom / height)
    assert len(lowest) == 4
    assert max(lowest.values()) < 0.3


@pytest.mark.parametrize(("shape", "pages"), [("empty", 1), ("one", 1), ("long", 1), ("overfull", 2), ("all_long", 2)])
def test_a_poster_takes_another_page_only_where_one_would_be_too_small(shape, pages):
    pdf = poster_pdf(MONTHS[shape]())
    assert page_count(pdf) == pages
    if pages > 1:
        assert f"1/{pages}" in text_of(pdf)
        assert text_of(pdf).count("Décembre") == pages


def test_a_title_of_five_hundred_letters_ends_after_a_word():
    told = text_of(poster_pdf(a_paper(*usual().lines, a_line(LONG[:500], (11,)))))
    shown = told[told.index("Atelier de fabrication") : told.index("…")]
    assert 60 < len(shown) < 250
    assert f"{shown} " in LONG or f"{shown}," in LONG


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("celles et ceux qui passent par là ; et les autres", "celles et ceux qui passent par là…"),
        ("on part du Delta à quatorze heures", "on part du Delta à quatorze…"),
        ("on attend…", "on attend…"),
    ],
)
def test_what_is_cut_ends_after_a_word_and_no_sign_that_leads_on(text, shown):
    look = Look(style.REGULAR, 10)
    cut = lines_of(text, look, style.text_width(shown + "x", look), 1)
    assert cut.lines == (shown,)
    assert len(lines_of("x" * 80, look, cut.width, 1).lines[0]) > 5


def test_the_poster_of_december_says_what_the_mockup_says():
    told = text_of(poster_pdf(usual()))
    for words in (
        "Le Delta · rue du Delta 61, Forest", "Décembre", "2026", "mer 2 · 9 · 16 · 23", "14h", "13h30", "sam 5",
        "laine et aiguilles sur place, on apprend ensemble", "sur inscription", "Entrée libre, sans condition.",
        "Ouvert du mardi au samedi, 10h – 19h", "Fermé du 24 décembre au 3 janvier", "Une idée d’activité ?",
        "Dites-la à l’accueil.",
    ):  # fmt: skip
        assert words in told
    assert "Grande salle" not in told
    assert "Grande salle" in text_of(poster_pdf(usual(), rooms=True))


def test_where_nothing_asks_for_registration_the_poster_says_so():
    assert "Entrée libre, sans inscription, sans condition. Bienvenue." in text_of(poster_pdf(a_paper(a_line())))


def test_both_languages_stand_on_one_poster():
    told = text_of(poster_pdf(usual(), "A3", BOTH))
    for words in (
        "Décembre / December", "mer / wo 2 · 9 · 16 · 23", "14:00", "Tricot / Breien", "Cuisine / Koken",
        "wol en naalden ter plaatse", "sur inscription / met inschrijving", "Ouvert du mardi au samedi, 10h – 19h",
        "Open van dinsdag tot zaterdag, 10u – 19u", "Vertel het aan het onthaal.",
    ):  # fmt: skip
        assert words in told


def test_a_dutch_poster_is_in_dutch():
    told = text_of(poster_pdf(usual(), "A3", NL))
    for words in ("December", "Breien", "13u30", "wo 2 · 9 · 16 · 23", "Gesloten van 24 december tot 3 januari"):
        assert words in told
    assert "Tricot" not in told


@pytest.mark.parametrize("sheet", SHEETS)
def test_an_empty_month_asks_for_ideas(sheet):
    told = text_of(make(sheet, a_paper()))
    assert "Le programme arrive." in told
    assert "Vos idées sont les bienvenues." in told
    assert "Ouvert du mardi au samedi, 10h – 19h" in told


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_month_closed_throughout_says_when_one_meets_again(sheet):
    told = text_of(make(sheet, closed()))
    assert "Nous sommes fermés en août." in told
    assert "On se retrouve le mercredi 1er septembre." in told
    assert "Fermé du 1er au 31 août" in told
    assert "Le programme arrive." not in told


@pytest.mark.parametrize("sheet", SHEETS)
def test_titles_are_text_and_never_markup(sheet):
    told = text_of(make(sheet, odd()))
    assert "<b>x</b> & co" in told
    assert "&amp; <br/> {title} %s" in told


def test_what_the_font_lacks_is_marked_and_said_before_printing():
    paper = a_paper(a_line("حفلة شاي"), a_line("🎄 Noël", (5,)), a_line("Thé", (6,), description="شاي"))
    assert lost_texts(paper, FR) == ("حفلة شاي", "شاي")
    assert lost_texts(usual(), BOTH) == ()
    for sheet in SHEETS:
        assert "[?] : à compléter à la main" in text_of(make(sheet, paper))
        assert "[?]" not in text_of(make(sheet, usual()))


def test_the_page_tells_every_date_day_by_day_with_the_day_it_was_printed():
    told = text_of(page_pdf(usual()))
    for words in (
        "Décembre 2026", "mer 2", "14h – 16h", "Grande salle", "mer 23", "18h – 2h",
        "Fermé du 24 décembre au 3 janvier", "2026-11-27",
    ):  # fmt: skip
        assert words in told
    assert told.count("Tricot") == 4
    assert told.count("Grande salle") == 4
    assert "Grande salle" not in text_of(page_pdf(usual(), rooms=False))
    positions = [
        told.index(f" {label} ") for label in ("mer 2", "jeu 3", "sam 5", "mar 8", "mer 9", "sam 19", "mer 23")
    ]
    assert positions == sorted(positions)


def test_a_usual_month_is_one_page_and_a_fuller_one_goes_on_with_its_head():
    assert page_count(page_pdf(usual(), BOTH)) == 1
    pdf = page_pdf(overfull())
    assert page_count(pdf) > 1
    assert text_of(pdf).count("Décembre 2026") == page_count(pdf)
    assert "page 2/" in text_of(pdf)
    assert min(sizes_of(pdf)) >= 7


def test_what_goes_on_for_days_says_until_when():
    assert "jusqu’au vendredi 11 décembre" in text_of(page_pdf(several_days()))
    assert "jusqu’au dimanche 13 décembre, 12h" in text_of(page_pdf(several_days()))
    poster = text_of(poster_pdf(several_days()))
    for words in ("lun 7 – ven 11", "ven 11 – dim 13", "jusqu’au dimanche, 12h", "lun 30 nov – mer 2 déc"):
        assert words in poster


def test_the_flyer_is_folded_back_beside_cover_and_programme_within():
    (width, _height, outside), (_width, _same, inside) = pages_of(flyer_pdf(usual()))
    where = {word.text: word.box.left < width / 2 for word, _size in outside}
    assert where["Poussez la porte"]
    assert where["Ouvert du mardi au samedi, 10h – 19h"]
    assert where["Une idée d’activité ?"]
    assert not where["Décembre"]
    left = {word.text for word, _size in inside if word.box.right < width / 2}
    right = {word.text for word, _size in inside if word.box.left > width / 2}
    assert {"Tricot", "Cuisine", "Chant"} <= left
    assert {"Soirée jeux", "Goûter de Noël"} <= right
    assert len(left | right) == len({word.text for word, _size in inside})  # nothing on the fold


def test_an_overfull_flyer_holds_all_or_says_how_much_more_there_is():
    told = text_of(flyer_pdf(overfull()))
    assert all(f"numéro {number}" in told for number in range(25))
    pdf = flyer_pdf(MONTHS["five_hundred"]())
    assert page_count(pdf) == 2
    more = re.search(r"Et (\d+) activités de plus", text_of(pdf))
    shown = len(set(re.findall(r"Activité \d+", text_of(pdf))))
    assert shown + int(more[1]) == 500
    assert shown > 30
    assert min(sizes_of(pdf)) >= 7.99


def test_the_back_of_a_flyer_asks_to_register_only_where_something_does():
    assert "sur inscription »" in text_of(flyer_pdf(usual()))
    assert "sur inscription" not in text_of(flyer_pdf(a_paper(a_line())))


def test_few_activities_leave_room_for_ideas():
    (_outside, (_width, _height, inside)) = pages_of(flyer_pdf(a_paper(a_line())))
    assert "Une idée d’activité ?" in [word.text for word, _size in inside]
    assert text_of(poster_pdf(a_paper(a_line()))).count("Une idée d’activité ?") == 1


@pytest.mark.parametrize(
    ("days", "groups"),
    [
        (on(2, 9), (("mer", "2", "9"),)),
        (on(1, 3, 8, 10), (("mar", "1", "8"), ("jeu", "3", "10"))),
        (on(7, 8, 9), (("lun", "7"), ("mar", "8"), ("mer", "9"))),
        (on(1, 2, 3, 4, 5, 8, 9), (("mar – sam", "1 – 5", "8", "9"),)),
        (on(2, 4, 7, 9), (("lun, mer, ven", "2", "4", "7", "9"),)),
        (tuple(DECEMBER.days()), (("chaque jour", "1 – 31"),)),
    ],
)
def test_days_are_told_by_weekday_or_in_a_row(days, groups):
    assert day_groups(a_line(days=days), usual(), FR) == groups


def test_hours_are_told():
    assert hours_told(a_line(start=20, end=26), FR) == "20h – 2h"
    assert hours_told(a_line(start=20, end=26), BOTH) == "20:00 – 02:00"
    assert hours_told(a_line(start=0, end=24), BOTH) == "toute la journée / de hele dag"
    assert hours_told(a_line(start=18, end=60), NL) == "18u"


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        ((), ()),
        ((OpeningHours((1, 3), ((600, 720), (840, 1080))),), ("Ouvert mardi et jeudi, 10h – 12h et 14h – 18h",)),
        ((OpeningHours(tuple(range(7)), ((600, 720),)),), ("Ouvert tous les jours, 10h – 12h",)),
        (
            (OpeningHours((1, 2, 3), ((600, 720),)), OpeningHours((5,), ((840, 1080),))),
            ("Ouvert du mardi au jeudi, 10h – 12h", "Samedi, 14h – 18h"),
        ),
        (
            tuple(OpeningHours((day,), ((600, 720 + day),)) for day in range(3)),
            ("Ouvert lundi, 10h – 12h ; mardi, 10h – 12h01 ; mercredi, 10h – 12h02",),
        ),
    ],
)
def test_opening_hours_are_told(opening, words):
    assert opening_words(a_paper(opening=opening)) == words


@pytest.mark.parametrize(
    ("closures", "words"),
    [
        ((), ""),
        ((on(11, 11),), "Fermé le vendredi 11 décembre"),
        ((on(1, 1), on(11, 11), on(24, 31)), "Fermé les 1er et 11 décembre et du 24 au 31 décembre"),
        (((date(2026, 11, 30), date(2026, 12, 4)),), "Fermé du 30 novembre au 4 décembre"),
    ],
)
def test_closures_are_told(closures, words):
    assert closure_words(a_paper(closures=closures)) == words


def test_extra_hours_are_told():
    extra = (ExtraHours(on(6, 13), ((840, 1020),)), ExtraHours(on(21), ((600, 720),)))
    assert extra_words(a_paper(extra=extra)) == (
        "Ouvert aussi les 6 et 13 décembre, 14h – 17h ; le lundi 21 décembre, 10h – 12h"
    )
    with speaking("nl"):
        assert extra_words(a_paper(extra=extra[1:])) == "Ook open op maandag 21 december, 10u – 12u"


@pytest.mark.parametrize("colour", TYPE_COLOURS)
def test_colours_of_type_are_legible_in_grey(colour):
    light = luminance(TYPE_COLOURS[colour])
    assert 1.05 / (light + 0.05) >= 5.5


def luminance(colour):
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("sheet", ["poster", "page", "flyer"])
def test_the_look_of_a_usual_month(sheet):
    assert_looks_like(make(sheet, usual()), f"programme-{sheet}")


def test_a_month_of_another_year_length_and_place_fits_too():
    """February, in a place that has said nothing about itself."""
    month = Month(2027, 2)
    days = tuple(month.first + timedelta(days=7 * week) for week in range(4))
    paper = replace(a_paper(a_line(days=days)), month=month, address="", opening=(), closures=())
    for sheet in SHEETS:
        told = text_of(make(sheet, paper))
        assert "Février" in told
        assert "Ouvert" not in told
        assert "Fermé" not in told
