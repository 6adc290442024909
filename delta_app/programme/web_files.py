"""The public programme as text for a website: a piece of HTML to put in a page, and Markdown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from delta_app.core.calendar import Month
from delta_app.core.i18n import _, capitalised, day_month, month_name, short_date, speaking
from delta_app.programme.date_words_data import rule_words, span_words, when_words
from delta_app.programme.linked_files import programme_script, written_moment
from delta_app.programme.public_data import PublicDate, PublicProgramme
from delta_app.programme.queries import DateRow

_SIGNS = re.compile(r"([\\`*_\[\]<>|~&#^$])")
# What only the beginning of a line makes a heading, a list or a rule.
_BEGINNINGS = re.compile(r"^([-+=:]|\d+(?=[.)]))")


@dataclass(frozen=True)
class _Line:
    """A date in words. ``aside``: where, and what else one should know; ``called_off``: that it is not, and why."""

    moment: str
    hours: str
    title: str
    aside: tuple[str, ...]
    called_off: str
    description: str


@dataclass(frozen=True)
class _About:
    """What an activity is, once for all its dates."""

    title: str
    rule: str
    description: str


def programme_html(programme: PublicProgramme, languages: Sequence[str]) -> bytes:
    """A piece of a page, a part for each language, with the same events for search engines; all text stays text."""
    parts = []
    for language in languages:
        with speaking(language):
            parts.append("\n".join(_html(programme, language)))
    return "\n".join([*parts, programme_script(programme, languages)]).encode()


def programme_markdown(programme: PublicProgramme, languages: Sequence[str]) -> bytes:
    """Markdown, a part for each language; all text stays text."""
    parts = []
    for language in languages:
        with speaking(language):
            parts.append("\n".join(_markdown(programme, language)))
    return "\n---\n\n".join(parts).encode()


def _title(programme: PublicProgramme) -> str:
    span = month_name(programme.first) if programme.month else str(programme.first.year)
    return _("Programme · {span}").format(span=span)


def _where(programme: PublicProgramme) -> str:
    return ", ".join(filter(None, (programme.venue_name, programme.address)))


def _html(programme: PublicProgramme, language: str) -> Iterator[str]:
    yield f'<section class="programme" lang="{language}">'
    yield f"<h2>{escape(_title(programme))}</h2>"
    yield f"<p>{escape(_where(programme))}</p>"
    if not programme.dates:
        yield f"<p>{escape(_nothing())}</p>"
    for month, dates in groupby(programme.dates, key=lambda one: Month.of(one.day)):
        level = 3
        if programme.month is None:
            yield f"<h3>{escape(capitalised(month_name(month.first)))}</h3>"
            level = 4
        for day, some in groupby(dates, key=lambda one: one.day):
            yield f"<h{level}>{escape(capitalised(day_month(day)))}</h{level}>"
            yield "<ul>"
            for one in some:
                yield f"<li>{_html_line(_line(one, programme, language))}</li>"
            yield "</ul>"
    about = list(_about(programme, language))
    if about:
        heading = _("Les activités")
        yield f"<h3>{escape(heading)}</h3>"
        yield "<dl>"
        for activity in about:
            yield f"<dt>{escape(activity.title)}</dt>"
            yield "\n".join(f"<dd>{_html_lines(text)}</dd>" for text in (activity.rule, activity.description) if text)
        yield "</dl>"
    yield "</section>"


def _html_line(line: _Line) -> str:
    said = f'<time datetime="{line.moment}">{escape(line.hours)}</time> <strong>{escape(line.title)}</strong>'
    if line.called_off:
        said = f"<s>{said}</s> <em>{escape(line.called_off)}</em>"
    aside = "".join(f", {escape(text)}" for text in line.aside)
    return said + aside + (f"<br>{_html_lines(line.description)}" if line.description else "")


def _html_lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def _markdown(programme: PublicProgramme, language: str) -> Iterator[str]:
    yield f"# {_plain(_title(programme))}\n"
    yield f"{_plain(_where(programme))}\n"
    if not programme.dates:
        yield f"{_plain(_nothing())}\n"
    for month, dates in groupby(programme.dates, key=lambda one: Month.of(one.day)):
        level = "##"
        if programme.month is None:
            yield f"## {_plain(capitalised(month_name(month.first)))}\n"
            level = "###"
        for day, some in groupby(dates, key=lambda one: one.day):
            yield f"{level} {_plain(capitalised(day_month(day)))}\n"
            for one in some:
                yield f"- {_markdown_line(_line(one, programme, language))}"
            yield ""
    about = list(_about(programme, language))
    if about:
        yield f"## {_plain(_('Les activités'))}\n"
    for activity in about:
        yield f"### {_plain(activity.title)}\n"
        for text in filter(None, (activity.rule, activity.description)):
            yield f"{_plain(text)}\n"


def _markdown_line(line: _Line) -> str:
    said = f"{_plain(line.hours)} **{_plain(line.title)}**"
    if line.called_off:
        said = f"~~{said}~~ {_plain(line.called_off)}"
    aside = "".join(f", {_plain(text)}" for text in line.aside)
    return said + aside + (f"\\\n  {_plain(line.description, indent='  ')}" if line.description else "")


def _plain(text: str, indent: str = "") -> str:
    """Text that Markdown shows as it is, its lines as lines."""
    lines = (_BEGINNINGS.sub(_escaped_beginning, _SIGNS.sub(r"\\\1", line)) for line in text.splitlines())
    return f"\\\n{indent}".join(line for line in lines if line)


def _escaped_beginning(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}"


def _nothing() -> str:
    return _("Rien n’est encore annoncé.")


def _line(one: PublicDate, programme: PublicProgramme, language: str) -> _Line:
    occurrence = one.occurrence
    title, description = occurrence.plan.told_in(language)
    aside = [one.room] if one.room and not one.called_off else []
    if occurrence.plan.registration and not one.called_off:
        aside.append(_("sur inscription"))
    if not one.called_off and one.usual_start[0] != one.day:
        aside.append(_("au lieu du {day}").format(day=short_date(one.usual_start[0])))
    called_off = ""
    if one.called_off:
        called_off = _("annulé : {why}").format(why=occurrence.reason) if occurrence.reason else _("annulé")
    usual = programme.plans[occurrence.activity_id].told_in(language)[1]
    return _Line(
        one.day.isoformat() if one.whole_day else written_moment(one.day, occurrence.start_minute),
        _hours(one),
        title,
        tuple(aside),
        called_off,
        description if description != usual else "",
    )


def _hours(one: PublicDate) -> str:
    """``10h – 12h``; of what goes on for days, from when to when."""
    occurrence = one.occurrence
    words = when_words(DateRow(occurrence))
    start, end = occurrence.start_minute, occurrence.end_minute
    alone = f"{short_date(one.day)} · {span_words(start, end)}"
    return span_words(start, end) if words == alone else words


def _about(programme: PublicProgramme, language: str) -> Iterator[_About]:
    """Each activity that there is more to say of than its dates, in the order of these; those told alike once."""
    seen: set[_About] = set()
    for activity_id in dict.fromkeys(one.occurrence.activity_id for one in programme.dates):
        plan = programme.plans[activity_id]
        title, description = plan.told_in(language)
        about = _About(title, capitalised(rule_words(plan)), description)
        if about not in seen and (about.rule or about.description):
            seen.add(about)
            yield about
