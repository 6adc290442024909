"""The month on paper: one page whatever its shape, every name where it belongs, and a look that stays."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delta_app.core import i18n
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.planning.queries import ActivityRow, MonthView, SlotRow
from delta_app.planning.sheet import _legend_lines, host_pdf, hosts_pdf, month_pdf, too_small_to_read, unprintable_names
from delta_app.planning.sheet_layout import MonthPlace, lay_out
from delta_app.sheets.glyphs import printable
from delta_app.sheets.grid import Box
from tests.planning.shapes import FOUR_SLOTS, LONG_NAMES, PRINTED, SHAPES
from tests.planning.view_factory import Fill, closed_since, filler, host_month, host_shift, month_view, seat
from tests.sheets.reading import assert_looks_like, fonts_of, page_count, text_of, texts_of, words_of

TENTH = date(2026, 12, 10)


def place_of(view: MonthView, paper: str = "A4") -> MonthPlace:
    return lay_out(view, paper, legend_lines=len(_legend_lines(view)))


def cells_of(view: MonthView, paper: str = "A4") -> list[tuple[Box, tuple[SlotRow, ...]]]:
    """Every day of the month: its cell, and its slots."""
    place = place_of(view, paper)
    return [
        (place.cell(week, index), day.slots)
        for week in place.weeks
        for index, day in enumerate(week.row.days)
        if day.in_month
    ]


def one_slot_view(**changes: object) -> MonthView:
    """A month with the same slot every open day."""
    return month_view(fill=lambda number, day, start, end: SlotRow(number, day, start, end, 2, **changes))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def is_shown(name: str, text: str) -> bool:
    """Whether a name stands in a text, whole or cut with an ellipsis; spaces are for the reader's eye only."""
    whole, shown = squeezed(printable(name)), squeezed(text)
    return whole in shown or any(f"{whole[:length]}…" in shown for length in range(1, len(whole)))


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_month_is_one_page_that_holds_all_it_draws(shape: str, paper: str) -> None:
    view = SHAPES[shape]()
    pdf = month_pdf(view, paper=paper, printed_on=PRINTED)
    assert page_count(pdf) == 1
    width, height = place_of(view, paper).page
    words = words_of(pdf)
    margin = 20
    for word in words:
        assert margin < word.box.left, word
        assert word.box.right < width - margin, word
        assert margin < word.box.bottom, word
        assert word.box.top < height - margin, word


@pytest.mark.parametrize("shape", SHAPES)
def test_no_words_are_printed_over_each_other(shape: str) -> None:
    words = words_of(month_pdf(SHAPES[shape](), printed_on=PRINTED))
    clashes = [(a.text, b.text) for i, a in enumerate(words) for b in words[i + 1 :] if a.overlaps(b)]
    assert not clashes


@pytest.mark.parametrize("shape", ["december", "lively", "crowded", "one_day", "odd_names", "four_weeks"])
def test_words_of_a_day_stay_in_its_cell(shape: str) -> None:
    view = SHAPES[shape]()
    cells = [cell for cell, slots in cells_of(view) if slots]
    inside = 0
    for word in words_of(month_pdf(view, printed_on=PRINTED)):
        for cell in cells:
            middle = word.box.left + 1, word.box.bottom + word.box.height / 2
            if cell.left <= middle[0] <= cell.right and cell.bottom <= middle[1] <= cell.top:
                inside += 1
                assert word.box.right <= cell.right, word
                assert cell.bottom < word.box.bottom, word
                assert word.box.top < cell.top, word
    assert inside > len(cells)


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_every_name_stands_in_the_cell_of_its_day(paper: str) -> None:
    view = SHAPES["lively"]()
    pdf = month_pdf(view, paper=paper, printed_on=PRINTED)
    cells = cells_of(view, paper)
    for (_cell, slots), text in zip(cells, texts_of(pdf, [cell for cell, _slots in cells]), strict=True):
        for slot in slots:
            assert all(person.name in text for person in slot.taken)
            assert all(f"+ {person.name}" in text for person in slot.shadows)


def test_only_fira_sans_is_used_and_it_is_embedded() -> None:
    fonts = fonts_of(month_pdf(SHAPES["lively"](), printed_on=PRINTED))
    assert fonts
    assert all("FiraSans" in name and embedded for name, embedded in fonts.items()), fonts


def test_the_same_month_gives_the_same_bytes() -> None:
    view = SHAPES["lively"]()
    assert month_pdf(view, printed_on=PRINTED) == month_pdf(view, printed_on=PRINTED)


def test_accents_of_every_language_of_brussels_are_read_back() -> None:
    text = text_of(month_pdf(month_view(), printed_on=PRINTED))
    assert all(name in text for name in ("İpek Y.", "Łukasz W.", "Nguyễn T.", "Ștefan I.", "Fatma Ö."))


def test_what_looks_like_markup_stays_text() -> None:
    text = text_of(month_pdf(SHAPES["odd_names"](), printed_on=PRINTED))
    assert "<b>Luc</b> & C." in text


def test_a_name_in_letters_the_font_lacks_is_said_and_left_to_be_written() -> None:
    view = SHAPES["odd_names"]()
    assert set(unprintable_names(view)) == {"王小明", "محمد K."}
    text = text_of(month_pdf(view, printed_on=PRINTED))
    assert "[?] K." in text
    assert "nom à compléter à la main" in text
    assert "Ana 🙂" not in text
    assert "Ana" in text


def test_a_month_too_full_for_a4_is_known_before_it_is_printed() -> None:
    assert not too_small_to_read(SHAPES["lively"]())
    assert too_small_to_read(SHAPES["crowded"]())


def test_the_wall_says_version_and_day_of_printing() -> None:
    text = text_of(month_pdf(month_view(), printed_on=PRINTED))
    assert "imprimé le 24 novembre 2026 · version 3" in text
    assert "Une ligne vide ?" in text
    assert "Inscrivez-vous" in text
    assert "brouillon" not in text.casefold()


def test_a_draft_says_so_in_the_title_and_in_the_foot() -> None:
    text = text_of(month_pdf(month_view(state="draft"), printed_on=PRINTED))
    assert "BROUILLON" in text
    assert "· brouillon" in text
    assert "version" not in text


def test_changes_since_the_published_version_are_told() -> None:
    text = text_of(month_pdf(month_view(changes_since_published=2), printed_on=PRINTED))
    assert "version 3, 2 changements depuis" in text


def test_who_seeks_a_replacement_is_marked_with_words_and_explained() -> None:
    view = one_slot_view(taken=(seat("Ana C.", seeking=True), seat("Luc D.", 2)))
    text = text_of(month_pdf(view, printed_on=PRINTED))
    assert text.count("cherche remplaçant") == len(view.slots) + 1
    assert "Une ligne vide" not in text


def test_a_shadow_is_a_third_person_and_explained() -> None:
    view = one_slot_view(taken=(seat("Ana C."), seat("Luc D.", 2)), shadows=(seat("Noor H.", 3),))
    text = text_of(month_pdf(view, printed_on=PRINTED))
    assert text.count("+ Noor H.") == len(view.slots)
    assert "doublure" in text


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize(("language", "last"), [("fr", "à la main"), ("nl", "aan te vullen"), ("en", "by hand")])
def test_all_that_needs_explaining_is_explained_on_the_paper(paper: str, language: str, last: str) -> None:
    i18n.set_language(language)
    fill = filler(("Ana C.", "文 L.", "Luc D."), seeking_every=5, shadow_every=4)
    view = closed_since(month_view(fill=fill), [TENTH], "Travaux")
    words = words_of(month_pdf(view, paper=paper, printed_on=PRINTED))
    width, _height = place_of(view, paper).page
    assert len(_legend_lines(view)) == 2
    assert all(word.box.left > 20 and word.box.right < width - 20 for word in words)
    assert not [(a.text, b.text) for i, a in enumerate(words) for b in words[i + 1 :] if a.overlaps(b)]
    assert words[-1].text.endswith(last)


def test_a_plain_month_has_no_legend() -> None:
    text = text_of(month_pdf(month_view(), printed_on=PRINTED))
    assert "doublure" not in text
    assert "cherche" not in text


def test_closures_give_their_reason_once_for_days_in_a_row() -> None:
    text = text_of(month_pdf(SHAPES["all_closed"](), printed_on=PRINTED))
    assert text.count("Travaux dans la grande salle") == 5
    assert text.count("fermé") == 5


def test_slots_opened_on_a_closed_day_are_shown_with_the_reason() -> None:
    view = month_view(closures={})
    days = tuple(day if day.day != TENTH else type(day)(TENTH, True, day.slots, "Congé") for day in view.weeks[1].days)
    weeks = (view.weeks[0], type(view.weeks[1])(50, days), *view.weeks[2:])
    text = text_of(month_pdf(type(view)(**{**vars(view), "weeks": weeks}), printed_on=PRINTED))
    assert "Congé" in text
    assert "fermé" not in text


def test_a_day_closed_after_people_were_seated_is_seen_to_be_closed() -> None:
    view = closed_since(month_view(), {TENTH}, "Travaux")
    pdf = month_pdf(view, printed_on=PRINTED)
    cells = [place_of(view).cell(week, n) for week in place_of(view).weeks for n, day in enumerate(week.row.days)
             if day.day == TENTH]  # fmt: skip
    shown = text_of(pdf, cells[0])
    slots = [slot for slot in view.slots if slot.day == TENTH]
    assert re.match(r"10\s+Travaux\s+fermé\s+à prévenir :", shown)
    assert all(person.name in shown for slot in slots for person in slot.taken)
    assert "10–13h" not in shown  # no rows of a working day
    assert "le lieu est fermé à ce moment : cette personne est à prévenir" in text_of(pdf)


def test_nobody_is_invited_to_write_on_a_slot_outside_the_hours() -> None:
    view = one_slot_view(taken=(seat("Ana C."),), shut=True)
    text = text_of(month_pdf(view, printed_on=PRINTED))
    assert text.count("Ana C.") == len(view.slots)
    assert "Une ligne vide" not in text
    assert "cette personne est à prévenir" in text


REASONS = (
    "Pinkstermaandag", "Fermeture exceptionnelle pour travaux de rénovation de la grande salle et de la cuisine",
    "Feest van de Arbeid", "Inondation", "Rez-de-chaussée-sous-eau", "L" * 60, "Fermé pour inventaire " * 6,
)  # fmt: skip


@pytest.mark.parametrize("people", [0, 1, 12])
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_a_closed_day_says_its_reason_and_that_it_is_closed(paper: str, people: int) -> None:
    """Seven open days: reasons are set smaller and in more lines before anything of them is cut."""
    days = [date(2027, 5, day) for day in (3, 5, 7, 11, 13, 19, 21)]
    slots = tuple(
        SlotRow(1, days[0], 540, 720, 2, taken=tuple(seat(f"Prénom {n}", n) for n in range(people))) for _ in (1,)
    )
    view = month_view(
        Month(2027, 5), weekdays=range(7), times=FOUR_SLOTS, closures=dict(zip(days, REASONS, strict=True))
    )
    weeks = tuple(
        replace(week, days=tuple(
            replace(day, slots=tuple(replace(one, shut=True) for one in slots)) if day.closure else day
            for day in week.days
        ))
        for week in view.weeks
    )  # fmt: skip
    view = replace(view, weeks=weeks if people else view.weeks)
    place, pdf = place_of(view, paper), month_pdf(view, paper=paper, printed_on=PRINTED)
    cells = {day.day: place.cell(week, n) for week in place.weeks for n, day in enumerate(week.row.days) if day.closure}
    for reason, shown in zip(REASONS, texts_of(pdf, [cells[day] for day in days]), strict=True):
        assert "fermé" in shown.casefold()
        whole = squeezed(reason) in squeezed(shown.replace("\x02", "-"))  # how a hyphen at the end of a line is read
        assert whole or len(reason) >= 60 or people > 1
        assert shown.count("Prénom") == people


@pytest.mark.parametrize("fill", [filler(empty_every=2), filler(LONG_NAMES, seats=3, empty_every=2)])
def test_the_last_line_of_a_week_leaves_room_to_write(fill: Fill) -> None:
    """Seven days, four slots, six weeks: no line to write on lies on the rule below."""
    view = month_view(Month(2027, 5), weekdays=range(7), times=FOUR_SLOTS, closures={}, fill=fill)
    place = place_of(view)
    assert len(place.weeks) == 6
    for week in place.weeks:
        last = week.rows[-1]
        assert last.top - last.height - week.box.bottom > 0.35 * place.name_size


def test_a_few_long_names_do_not_make_everybody_small() -> None:
    names = ("Ana C.", "Luc D.", "Fatma Ö.", "Marie-Antoinette Van den B.", "Greet S.", "Paul K.", "Jo", "Noor H.")
    view = month_view(Month(2027, 5), weekdays=range(7), times=FOUR_SLOTS, fill=filler(names))
    place = place_of(view)
    columns = {place.columns_of(slot) for slot in view.slots}
    assert columns == {1, 2}
    assert place.name_size > 5.5
    text = text_of(month_pdf(view, printed_on=PRINTED))
    assert "Marie-Antoinette Van den B." in text
    assert "…" not in text


def test_activities_stand_beside_the_day() -> None:
    view = SHAPES["lively"]()
    cell = next(cell for cell, slots in cells_of(view) if slots and slots[0].day == TENTH)
    text = text_of(month_pdf(view, printed_on=PRINTED), cell)
    assert "14h Atelier cuisine" in text
    assert "18h Assemblée" in text


def test_a_month_without_slots_says_so() -> None:
    assert "Aucune permanence" in text_of(month_pdf(SHAPES["no_slots"](), printed_on=PRINTED))


def test_an_unknown_paper_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="B5"):
        month_pdf(month_view(), paper="B5", printed_on=PRINTED)


class _LongerWords:
    """A language whose words are a third longer: what a translation may do to the sheet."""

    def gettext(self, message: str) -> str:
        return " ".join(
            word if set(word) & set("{*") else word + "n" * round(len(word) / 3) for word in message.split(" ")
        )

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


@pytest.fixture
def _dutch_with_long_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(i18n, "_catalogue", lambda code: _LongerWords())
    with i18n.speaking("nl"):
        yield


@pytest.mark.usefixtures("_dutch_with_long_words")
def test_the_sheet_holds_in_a_language_with_longer_words() -> None:
    for shape in ("lively", "crowded", "all_free"):
        pdf = month_pdf(SHAPES[shape](), printed_on=PRINTED)
        words = words_of(pdf)
        assert not [(a.text, b.text) for i, a in enumerate(words) for b in words[i + 1 :] if a.overlaps(b)]
        assert all(word.box.left > 20 and word.box.right < 822 for word in words)
    assert "donderdag" in text_of(pdf)
    assert "10–13u" in text_of(pdf)


@pytest.mark.parametrize("shape", ["december", "lively", "crowded", "one_day", "all_closed"])
def test_the_month_looks_as_it_did(shape: str) -> None:
    assert_looks_like(month_pdf(SHAPES[shape](), printed_on=PRINTED), f"month-{shape}")


any_name = st.one_of(
    st.sampled_from(["Ana C.", "Bernard L.", "Nguyễn Thị Phương T.", "<i>x</i>", "王", "🙂", "=1+1"]),
    st.text(min_size=1, max_size=40).filter(str.strip),
)


@st.composite
def any_month(draw: st.DrawFn) -> MonthView:
    """A month of any shape."""
    month = Month(draw(st.integers(2026, 2029)), draw(st.integers(1, 12)))
    starts = sorted(draw(st.lists(st.integers(0, 21 * 4).map(lambda n: n * 15), max_size=4, unique=True)))
    names = draw(st.lists(any_name, max_size=6))
    numbers = st.integers(0, 7)
    every_hole, every_seeker, every_shadow, odd = draw(numbers), draw(numbers), draw(numbers), draw(numbers)

    def fill(number: int, day: date, start: int, end: int) -> SlotRow:
        people = []
        for index in range(seats if not odd or number % odd else seats + 1):
            turn = number * seats + index
            if names and not (every_hole and turn % every_hole == 0):
                seeking = bool(every_seeker) and turn % every_seeker == 0
                people.append(seat(names[turn % len(names)], turn, seeking=seeking))
        shadowed = bool(names and every_shadow) and number % every_shadow == 0
        return SlotRow(number, day, start, end, seats, tuple(people), (seat(names[0], 9999),) if shadowed else ())

    seats = draw(st.integers(1, 4))
    days = st.sampled_from(list(month.days()))
    activity = st.builds(ActivityRow, st.integers(0, 1439), any_name)
    return month_view(
        month,
        weekdays=sorted(draw(st.sets(st.integers(0, 6), min_size=1))),
        times=[(start, start + 180) for start in starts],
        fill=fill,
        closures=draw(st.dictionaries(days, any_name, max_size=5)),
        activities=draw(st.dictionaries(days, st.lists(activity, max_size=4), max_size=5)),
        state=draw(st.sampled_from(["none", "draft", "published"])),
        venue_name=draw(any_name),
        venue_address=draw(st.one_of(st.just(""), any_name)),
    )


@given(any_month(), st.sampled_from(["A4", "A3"]))
def test_any_month_is_one_page_with_every_name_in_its_cell(view: MonthView, paper: str) -> None:
    pdf = month_pdf(view, paper=paper, printed_on=PRINTED)
    assert page_count(pdf) == 1
    cells = cells_of(view, paper)
    for (_cell, slots), text in zip(cells, texts_of(pdf, [cell for cell, _slots in cells]), strict=True):
        for slot in slots:
            assert all(is_shown(person.name, text) for person in (*slot.taken, *slot.shadows)), text


def many_shifts(count: int) -> list[object]:
    days = list(Month(2026, 12).days())
    return [
        host_shift(days[index % 31], seeking=index % 5 == 4, missing=index % 3, shadow=index % 7 == 0)
        for index in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 3, 8, 12, 13, 20, 31, 45])
def test_a_host_gets_one_page_whatever_the_number_of_shifts(count: int) -> None:
    pdf = host_pdf(host_month(many_shifts(count)), printed_on=PRINTED)
    assert page_count(pdf) == 1
    words = words_of(pdf)
    assert all(word.box.left > 30 and word.box.right < 566 and 20 < word.box.bottom < 810 for word in words)
    assert not [(a.text, b.text) for i, a in enumerate(words) for b in words[i + 1 :] if a.overlaps(b)]


def test_a_host_reads_when_with_whom_and_what_is_still_free() -> None:
    shifts = [
        host_shift(TENTH),
        host_shift(date(2026, 12, 18), companions=(), missing=1),
        host_shift(date(2026, 12, 19), companions=("Greet S.", "Luc D."), seeking=True),
        host_shift(date(2026, 12, 22), shadow=True),
        host_shift(date(2026, 12, 24), shut=True),
    ]
    text = text_of(host_pdf(host_month(shifts), printed_on=PRINTED))
    for words in (
        "Fatma Öztürk", "Décembre 2026", "4 permanences, 12 h", "Le Delta · rue du Delta 61, Forest", "jeudi",
        "10h – 13h", "avec Ana C.", "encore 1 place libre", "avec Greet S. et Luc D.", "vous cherchez un remplaçant",
        "vous venez en doublure", "fermé : ne venez pas", "Empêché·e ?", "version 3",
    ):  # fmt: skip
        assert words in text
    changed = host_month(shifts, changes_since_published=1)
    assert "version 3, 1 changement depuis" in text_of(host_pdf(changed, printed_on=PRINTED))


def test_a_host_without_shifts_is_invited() -> None:
    text = text_of(host_pdf(host_month(state="draft"), printed_on=PRINTED))
    assert "Aucune permanence ce mois-ci." in text
    assert "BROUILLON" in text


def test_all_hosts_in_one_file_each_on_a_page() -> None:
    hosts = [host_month(many_shifts(2), name=name, full_name=name) for name in ("Ana C.", "Łukasz W.", "王小明")]
    pdf = hosts_pdf(hosts, printed_on=PRINTED)
    assert page_count(pdf) == 3
    assert "Łukasz W." in text_of(pdf, page=1)
    assert "page 2/3" in text_of(pdf, page=1)
    assert "page" not in text_of(host_pdf(hosts[0], printed_on=PRINTED))
    assert all("FiraSans" in name and embedded for name, embedded in fonts_of(pdf).items())


def test_no_hosts_no_file() -> None:
    with pytest.raises(Refused) as refusal:
        hosts_pdf([], printed_on=PRINTED)
    assert refusal.value.code == "no_sheet_to_print"


@pytest.mark.parametrize("count", [3, 20])
def test_the_host_sheet_looks_as_it_did(count: int) -> None:
    assert_looks_like(host_pdf(host_month(many_shifts(count)), printed_on=PRINTED), f"host-{count}")
