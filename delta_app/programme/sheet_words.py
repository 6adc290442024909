"""What papers of the programme say, in one language or in two: days, hours, when the place is open, how one comes."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby

from delta_app.core.calendar import MINUTES_IN_DAY, iso_time
from delta_app.core.i18n import (
    LANGUAGES,
    _,
    babel_locale,
    capitalised,
    day_month,
    format_date,
    format_span,
    format_time,
    join_names,
    speaking,
    weekday_name,
)
from delta_app.programme.paper_data import ExtraHours, OpeningHours, PaperLine, ProgrammePaper
from delta_app.sheets.glyphs import MISSING, lost_characters

Languages = Sequence[str]
Say = Callable[[], str]

BETWEEN = " · "
_APART = 2  # weekdays that are told one by one; more are told as a stretch of the week
_WEEK = 7


def checked_languages(languages: Languages) -> tuple[str, ...]:
    """One language or two; raises ValueError for others than ours."""
    if not 1 <= len(set(languages)) <= 2 or not set(languages) <= LANGUAGES.keys():
        raise ValueError(f"no such languages: {', '.join(languages)}")
    return tuple(dict.fromkeys(languages))


def in_each(languages: Languages, say: Say) -> tuple[str, ...]:
    """Some words in each language, once where they are the same in both; none where there are none."""
    told = []
    for code in languages:
        with speaking(code):
            told.append(say())
    return tuple(dict.fromkeys(words for words in told if words))


def told(languages: Languages, say: Say) -> str:
    """Some words in every language, one after the other: ``sur inscription / met inschrijving``."""
    return " / ".join(in_each(languages, say))


def months_told(paper: ProgrammePaper, languages: Languages) -> tuple[str, ...]:
    """``Décembre``."""
    return in_each(languages, lambda: capitalised(format_date(paper.month.first, "LLLL")))


def welcome_words(paper: ProgrammePaper) -> str:
    """How one comes in, true also where something asks for more than that."""
    if paper.asks_registration:
        return _("Entrée libre, sans condition. Bienvenue.")
    return _("Entrée libre, sans inscription, sans condition. Bienvenue.")


def titles(line: PaperLine, languages: Languages) -> tuple[str, ...]:
    """Its title in each language."""
    return tuple(dict.fromkeys(line.told_in(code)[0] for code in languages))


def descriptions(line: PaperLine, languages: Languages) -> tuple[str, ...]:
    """Its description in each language, each on one line."""
    described = (" ".join(line.told_in(code)[1].split()) for code in languages)
    return tuple(dict.fromkeys(words for words in described if words))


def time_told(minute: int, languages: Languages) -> str:
    """``14h``; ``14:00``, which everybody reads, where the paper speaks two languages."""
    if len(languages) > 1:
        return iso_time(minute)
    with speaking(languages[0]):
        return format_time(minute)


def start_told(line: PaperLine, languages: Languages) -> str:
    """When it begins; nothing where it has no hours."""
    return "" if line.whole_day else time_told(line.start_minute, languages)


def hours_told(line: PaperLine, languages: Languages) -> str:
    """``14h – 16h``, ``20h – 2h``, ``toute la journée``; of what goes on for days only when it begins."""
    if line.whole_day:
        return "" if line.more_days else told(languages, lambda: _("toute la journée"))
    start = time_told(line.start_minute, languages)
    if line.more_days:
        return start
    end = line.end_minute if line.end_minute <= MINUTES_IN_DAY else line.end_minute % MINUTES_IN_DAY
    return f"{start} – {time_told(end, languages)}"


def remarks(line: PaperLine, languages: Languages, *, room: bool) -> tuple[str, ...]:
    """What one has to know besides: whether one registers, the language it is in, and the room where it is asked
    for."""
    found = []
    if line.registration:
        found.append(told(languages, lambda: _("sur inscription")))
    if line.language:
        found.append(told(languages, lambda: _("en {language}").format(language=_language_name(line.language))))
    if room and line.room:
        found.append(line.room)
    return tuple(found)


def length_told(line: PaperLine, languages: Languages) -> str:
    """Of what the days do not tell: ``toute la journée``, ``jusqu’au dimanche, 12h``."""
    if line.more_days and not line.whole_day:
        weekday = line.last_day(line.days[0]).weekday()
        return told(languages, lambda: _until(line, weekday_name(weekday), languages))
    if line.whole_day and not line.more_days:
        return told(languages, lambda: _("toute la journée"))
    return ""


def end_told(line: PaperLine, day: date, languages: Languages) -> str:
    """Until when what begins on a day goes on: ``jusqu’au dimanche 13 décembre, 12h``; empty where it ends that day."""
    if not line.more_days:
        return ""
    last = line.last_day(day)
    if line.whole_day:
        return told(languages, lambda: _("jusqu’au {day}").format(day=day_month(last)))
    return told(languages, lambda: _until(line, day_month(last), languages))


def _until(line: PaperLine, day: str, languages: Languages) -> str:
    time = time_told(line.end_minute - line.more_days * MINUTES_IN_DAY, languages)
    return _("jusqu’au {day}, {time}").format(day=day, time=time)


def _language_name(code: str) -> str:
    from babel import Locale

    return str(Locale.parse(babel_locale()).languages.get(code.lower(), code))


def short_weekday(weekday: int) -> str:
    """``mer``."""
    return weekday_name(weekday, "abbreviated").rstrip(".")


def day_groups(line: PaperLine, paper: ProgrammePaper, languages: Languages) -> tuple[tuple[str, ...], ...]:
    """The days of a line in groups: what stands before (``mer``, ``mer / wo``), then each day (``2``, ``9``).

    Up to two weekdays are a group each; more share one, days in a row told as one: ``mar – sam``, ``1 – 5``. What
    goes on for days tells the first and the last.
    """
    if line.more_days:
        return tuple(("", _from_to(day, line.last_day(day), paper, languages)) for day in line.days)
    weekdays = sorted({day.weekday() for day in line.days})
    if len(weekdays) <= _APART or len(line.days) <= _APART + 1:
        by_weekday: dict[int, list[str]] = {}
        for day in line.days:
            by_weekday.setdefault(day.weekday(), []).append(str(day.day))
        return tuple((_weekday(weekday, languages), *numbers) for weekday, numbers in by_weekday.items())
    numbers = tuple(told for days in _runs(line.days) for told in _run(days))
    if len(weekdays) == _WEEK:
        return ((told(languages, lambda: _("chaque jour")), *numbers),)
    return ((told(languages, lambda: _weekdays_short(weekdays)), *numbers),)


def _weekday(weekday: int, languages: Languages) -> str:
    return told(languages, lambda: short_weekday(weekday))


def _weekdays_short(weekdays: Sequence[int]) -> str:
    if weekdays[-1] - weekdays[0] == len(weekdays) - 1:
        return f"{short_weekday(weekdays[0])} – {short_weekday(weekdays[-1])}"
    return ", ".join(short_weekday(weekday) for weekday in weekdays)


def _runs(days: Iterable[date]) -> list[list[date]]:
    """Days that follow each other, together."""
    numbered = groupby(enumerate(days), key=lambda pair: pair[1].toordinal() - pair[0])
    return [[day for _index, day in run] for _start, run in numbered]


def _run(days: Sequence[date]) -> tuple[str, ...]:
    if len(days) > _APART:
        return (f"{days[0].day} – {days[-1].day}",)
    return tuple(str(day.day) for day in days)


def _from_to(first: date, last: date, paper: ProgrammePaper, languages: Languages) -> str:
    """``ven 11 – dim 13``, with the months where they are two; in two languages ``ven / vr 11 – dim / zo 13``."""
    if (first.year, first.month) == (last.year, last.month) == (paper.month.year, paper.month.number):
        return f"{_weekday(first.weekday(), languages)} {first.day} – {_weekday(last.weekday(), languages)} {last.day}"
    return f"{_with_month(first, languages)} – {_with_month(last, languages)}"


def _with_month(day: date, languages: Languages) -> str:
    label = f"{_weekday(day.weekday(), languages)} {day.day}"
    if len(languages) > 1:
        return f"{label}.{day.month}"
    with speaking(languages[0]):
        return f"{label} {format_date(day, 'MMM').rstrip('.')}"


def opening_words(paper: ProgrammePaper) -> tuple[str, ...]:
    """``Ouvert du mardi au samedi, 10h – 19h``, a sentence for each group of days, all in one where they are many; none
    where the place has not said."""
    said = [f"{_weekdays_long(hours)}, {join_names([format_span(*span) for span in hours.spans])}"
            for hours in paper.opening]  # fmt: skip
    if not said:
        return ()
    if len(said) > _APART:
        return (_("Ouvert {when}").format(when=" ; ".join(said)),)
    return (_("Ouvert {when}").format(when=said[0]), *(capitalised(when) for when in said[1:]))


def _weekdays_long(hours: OpeningHours) -> str:
    """``du mardi au samedi``, ``mardi et jeudi``, ``tous les jours``."""
    days = hours.weekdays
    if len(days) == _WEEK:
        return _("tous les jours")
    if len(days) > _APART and days[-1] - days[0] == len(days) - 1:
        return _("du {first} au {last}").format(first=weekday_name(days[0]), last=weekday_name(days[-1]))
    return join_names([weekday_name(day) for day in days])


def closure_words(paper: ProgrammePaper) -> str:
    """``Fermé le vendredi 11 décembre et du 24 décembre au 3 janvier``; empty where the place never is."""
    if not paper.closures:
        return ""
    singles = [first for first, last in paper.closures if first == last]
    said = [_days(singles)] if singles else []
    said += [_period(first, last) for first, last in paper.closures if first != last]
    return _("Fermé {when}").format(when=join_names(said))


def closed_words(first: date, last: date) -> str:
    """``Fermé``, where its day stands beside; ``Fermé du 24 décembre au 3 janvier``."""
    return _("Fermé") if first == last else _("Fermé {when}").format(when=_period(first, last))


def day_label(day: date, paper: ProgrammePaper, languages: Languages) -> str:
    """``mer 2``; with its month where that is another, ``lun 30 nov``."""
    if (day.year, day.month) == (paper.month.year, paper.month.number):
        return f"{_weekday(day.weekday(), languages)} {day.day}"
    return _with_month(day, languages)


def extra_words(paper: ProgrammePaper) -> str:
    """``Ouvert aussi le dimanche 13 décembre, 14h – 17h``; empty where the month has only the hours of every week."""
    said = [_extra(extra) for extra in paper.extra]
    return _("Ouvert aussi {when}").format(when=" ; ".join(said)) if said else ""


def when_open(paper: ProgrammePaper) -> tuple[str, ...]:
    """All that is told of when the place is open in the month, a sentence after the other."""
    others = (extra_words(paper), closure_words(paper))
    return (*opening_words(paper), *(words for words in others if words))


def _extra(extra: ExtraHours) -> str:
    return f"{_days(extra.days)}, {join_names([format_span(*span) for span in extra.spans])}"


def _days(days: Sequence[date]) -> str:
    """``le vendredi 11 décembre``, ``les 4 et 11 décembre``: days of one month."""
    if len(days) == 1:
        return _("le {day}").format(day=day_month(days[0]))
    numbers = [_number(day) for day in days]
    return _("les {days} {month}").format(days=join_names(numbers), month=format_date(days[0], "MMMM"))


def _period(first: date, last: date) -> str:
    """``du 24 décembre au 3 janvier``, ``du 1er au 15 août``."""
    begins = _number(first) if (first.year, first.month) == (last.year, last.month) else format_date(first, "d MMMM")
    return _("du {first} au {last}").format(first=begins, last=format_date(last, "d MMMM"))


def _number(day: date) -> str:
    """The day of its month, ``1er`` in French; a pattern alone would make it ``1``."""
    return format_date(day, "d MMMM").split(" ")[0]


def idea_words() -> tuple[str, str]:
    """Who asks for ideas, and where one tells them."""
    return _("Une idée d’activité ?"), _("Dites-la à l’accueil.")


def empty_words(paper: ProgrammePaper) -> tuple[str, tuple[str, ...]]:
    """What a paper says of a month without anything: in large, then line by line."""
    ideas = (_("Vos idées sont les bienvenues."), _("Dites-les à l’accueil."))
    if not paper.closed_throughout:
        return _("Le programme arrive."), ideas
    closed = _("Nous sommes fermés en {month}.").format(month=format_date(paper.month.first, "MMMM"))
    if paper.reopens_on is None:
        return closed, ideas
    return closed, (_("On se retrouve le {day}.").format(day=day_month(paper.reopens_on)),)


def paper_title(paper: ProgrammePaper) -> str:
    """What a file is called inside."""
    return _("Programme · {month}").format(month=format_date(paper.month.first, "LLLL y"))


def lost_texts(paper: ProgrammePaper, languages: Languages) -> tuple[str, ...]:
    """Titles and descriptions with letters the font lacks, each once: said before printing, since papers show ``[?]``
    for them."""
    texts = (text for line in paper.lines for text in (*titles(line, languages), *descriptions(line, languages)))
    return tuple(dict.fromkeys(text for text in texts if lost_characters(text)))


def lost_words() -> str:
    """What ``[?]`` on a paper asks for."""
    return _("{sign} : à compléter à la main").format(sign=MISSING)
