"""The public programme as a file, in the form that its name asks for."""

from collections.abc import Callable, Mapping, Sequence

from delta_app.programme.calendar_files import programme_ics
from delta_app.programme.linked_files import programme_json
from delta_app.programme.public_data import PublicProgramme
from delta_app.programme.web_files import programme_html, programme_markdown

_WRITERS: Mapping[str, Callable[[PublicProgramme, Sequence[str]], bytes]] = {
    ".ics": programme_ics,
    ".html": programme_html,
    ".md": programme_markdown,
    ".json": programme_json,
}
FORMS = tuple(_WRITERS)
"""The endings of names that a programme can be written under."""


def programme_file(programme: PublicProgramme, form: str, languages: Sequence[str]) -> bytes:
    """The programme in one of the ``FORMS``, in one language or in several (``fr``, ``nl``): one after the other, side
    by side where there is one line for them. Raises KeyError for another form."""
    return _WRITERS[form](programme, languages)


def languages_of(asked: str | None, own: str) -> tuple[str, ...]:
    """The languages that ``fr``, ``nl`` or ``both`` means, the place's own first; None: its own alone."""
    if asked == "both":
        return (own, *({"fr", "nl"} - {own}))
    return (asked or own,)
