"""The outbox in words: what became of a letter, of a round, and how many are where."""

from collections.abc import Callable

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, format_instant, ngettext
from delta_app.core.text import fold
from delta_app.post.queries import OutboxRow, OutboxSummary
from delta_app.post.rules import Problem, Round

_STATES: dict[str, Callable[[], str]] = {
    "waiting": lambda: _("attend"),
    "sending": lambda: _("est en train de partir"),
    "sent": lambda: _("parti"),
    "refused": lambda: _("refusé"),
    "in_doubt": lambda: _("en doute"),
    "cancelled": lambda: _("retiré"),
}


def state_words(state: str) -> str:
    """What state a letter is in: ``parti``."""
    return _STATES[state]()


def name_words(row: OutboxRow) -> str:
    """Whom a letter is for; whoever became nameless has none."""
    return row.name or _("Ancien·ne accueillant·e")


def letter_words(row: OutboxRow) -> str:
    """Whom it is for and what it tells."""
    return _("{name} · {what}").format(name=name_words(row), what=row.what)


def when_words(row: OutboxRow, told: Problem | None = None) -> str:
    """When it came to where it is, and what keeps it from going on, unless that is told for all."""
    if row.state == "sent" and row.ended_at is not None:
        said = _("parti le {when}").format(when=format_instant(row.ended_at))
    elif row.state == "cancelled" and row.ended_at is not None:
        said = _("retiré le {when}").format(when=format_instant(row.ended_at))
    elif row.tried_at is not None:
        said = _("écrit le {put}, essayé le {tried}").format(
            put=format_instant(row.put_at), tried=format_instant(row.tried_at)
        )
    else:
        said = _("écrit le {put}").format(put=format_instant(row.put_at))
    return " · ".join(filter(None, (row.address, said, "" if row.problem == told else row.said)))


def is_meant(row: OutboxRow, sought: str) -> bool:
    """Whether each word that is sought begins one of those of a letter, accents and case aside."""
    told = fold(f"{name_words(row)} {row.what} {row.subject} {state_words(row.state)}").split()
    return all(any(word.startswith(part) for word in told) for part in fold(sought).split())


def problem_words(problem: Problem) -> str:
    """Why letters do not leave, in one sentence."""
    return say(Refused(problem.code, **problem.facts))


def round_words(done: Round) -> str:
    """What became of the letters of a round."""
    said = []
    if done.sent:
        said.append(ngettext("{n} message est parti.", "{n} messages sont partis.", done.sent).format(n=done.sent))
    if done.refused:
        said.append(ngettext("{n} a été refusé.", "{n} ont été refusés.", done.refused).format(n=done.refused))
    if done.in_doubt:
        sentence = ngettext("{n} est peut-être parti.", "{n} sont peut-être partis.", done.in_doubt)
        said.append(sentence.format(n=done.in_doubt))
    if done.put_off:
        sentence = ngettext(
            "{n} message attend dans la boîte d’envoi.", "{n} messages attendent dans la boîte d’envoi.", done.put_off
        )
        said.append(sentence.format(n=done.put_off))
    if done.problem is not None:
        said.append(problem_words(done.problem))
    return " ".join(said) or _("Aucun message n’attend de partir.")


def summary_words(summary: OutboxSummary) -> tuple[str, ...]:
    """How many letters are where, what asks something of a person first."""
    counted = (
        (summary.in_doubt, ngettext("{n} en doute", "{n} en doute", summary.in_doubt)),
        (summary.refused, ngettext("{n} refusé", "{n} refusés", summary.refused)),
        (summary.under_way, ngettext("{n} attend", "{n} attendent", summary.under_way)),
        (summary.sent, ngettext("{n} parti", "{n} partis", summary.sent)),
    )
    return tuple(sentence.format(n=number) for number, sentence in counted if number)
