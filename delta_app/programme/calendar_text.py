"""What calendars say of an activity: its title and description in one language, or in several side by side."""

from collections.abc import Iterable, Sequence

from delta_app.core.i18n import _
from delta_app.programme.rules import LONGEST_DESCRIPTION, LONGEST_TITLE
from delta_app.programme.series import Plan
from delta_app.sheets.glyphs import one_line

CHOICES: tuple[tuple[str, ...], ...] = (("fr",), ("nl",), ("fr", "nl"), ("nl", "fr"))
"""The languages a file may be in."""


def title_in(plan: Plan, languages: Sequence[str]) -> str:
    """The title on one line, what is the same in several languages once."""
    return " / ".join(once(one_line(plan.told_in(language)[0]) for language in languages))


def description_in(plan: Plan, languages: Sequence[str]) -> str:
    """The description, line by line."""
    return "\n\n".join(once(line_by_line(plan.told_in(language)[1]) for language in languages))


def line_by_line(text: str) -> str:
    """A text without what nobody sees, its lines as they are."""
    return "\n".join(one_line(line) for line in text.splitlines())


def once(words: Iterable[str]) -> list[str]:
    """All that is said, each once."""
    return [one for one in dict.fromkeys(words) if one]


def shortened(text: str, most: int) -> str:
    """A text cut where it is longer than it may be, and that it is."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def untitled() -> str:
    """What something is called that a file gives no title."""
    return _("Sans titre")


def says_title(plan: Plan, title: str) -> bool:
    """Whether a file that calls it so, in whatever language, says what the plan says, or nothing else."""
    said = {shortened(title_in(plan, some), LONGEST_TITLE) for some in CHOICES}
    return one_line(title) in {untitled(), *said}


def says_description(plan: Plan, description: str) -> bool:
    """The same of what is said about it; a file that says nothing says nothing else."""
    said = {shortened(description_in(plan, some), LONGEST_DESCRIPTION) for some in CHOICES}
    return line_by_line(description) in {"", *said}
