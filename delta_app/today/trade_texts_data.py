"""What letters about requests for replacements and swaps say, each in its reader's language."""

from collections.abc import Callable

from delta_app.core.i18n import _, capitalised, day_month, format_span, join_names, speaking
from delta_app.core.text import one_stop
from delta_app.mail.letter import Letter
from delta_app.planning.letter_data import letter_text
from delta_app.today.trade_letters_data import Addressed, ChoiceRow, Person, TradeLetters, TradeRow


def request_letters(view: TradeLetters) -> tuple[Addressed, ...]:
    """A letter to each person who is asked: for what, and how they say yes."""
    return _letters(view, _request)


def outcome_letters(view: TradeLetters) -> tuple[Addressed, ...]:
    """A letter to each person whom it concerns what a request has become."""
    return _letters(view, _outcome)


def _letters(view: TradeLetters, say: Callable[[TradeLetters, Person], tuple[str, str]]) -> tuple[Addressed, ...]:
    made = []
    for to in view.people:
        with speaking(to.language):
            subject, body = say(view, to)
            text = letter_text(to, body, view.writer)
            subject = _("{venue} : {subject}").format(venue=view.writer.venue, subject=subject)
            letter = Letter(to.address, to.full_name, subject, text, language=to.language)
        made.append(Addressed(to.host_id, letter))
    return tuple(made)


def _request(view: TradeLetters, to: Person) -> tuple[str, str]:
    row = view.trade
    facts = {"name": row.name, "shift": _shift(row)}
    if row.kind == "swap":
        subject = _("un échange avec {name} ?").format(**facts)
        ask = _("{name} propose de vous donner sa permanence du {shift}, contre une des vôtres :").format(**facts)
        ask = "\n".join([ask, *(f"– {capitalised(_shift(one))}" for one in row.asks(to.host_id))])
    else:
        subject = _("pouvez-vous venir le {shift} ?").format(**facts)
        ask = _("{name} cherche quelqu’un pour sa permanence du {shift}.").format(**facts)
        if view.beside:
            ask += "\n" + one_stop(_("Vous y seriez avec {names}.").format(names=join_names(list(view.beside))))
    where = _("« Je viens », sur la page Aujourd’hui") if row.to_all else _("« Mes permanences »")
    how = _(
        "C’est possible ? Dites-le au PC du lieu ({where}), ou à la coordination en répondant à ce message. La "
        "première personne qui accepte est inscrite."
    ).format(where=where)
    free = _("Si ce n’est pas possible, inutile de dire pourquoi.")
    return subject, "\n\n".join([ask, f"{how}\n{free}"])


def _outcome(view: TradeLetters, to: Person) -> tuple[str, str]:
    row = view.trade
    given = "" if row.given is None else _shift(row.given)
    facts = {"name": row.name, "taker": row.taker, "shift": _shift(row), "given": given}
    if row.state == "refused":
        subject, body = _not_approved()
    elif to.host_id not in {row.host_id, row.taker_id} or row.state == "cancelled":
        subject, body = _no_longer(row)
    else:
        subject, body = _OUTCOMES[row.state, to.host_id == row.taker_id, bool(given)]()
    return subject.format(**facts), body.format(**facts)


def _shift(one: TradeRow | ChoiceRow) -> str:
    if one.day is None or one.start_minute is None or one.end_minute is None:
        raise ValueError("no shift is given")
    return _("{day}, {span}").format(day=day_month(one.day), span=format_span(one.start_minute, one.end_minute))


# By what the request has become, whether it is said to whoever said yes, and whether a shift is given for it.
_OUTCOMES = {
    ("done", False, False): lambda: (
        _("{taker} vient à votre place le {shift}"),
        _("{taker} vient à votre place le {shift}. Vous n’y êtes plus inscrit·e."),
    ),
    ("done", False, True): lambda: (
        _("votre échange avec {taker} est fait"),
        _("{taker} vient à votre place le {shift}.\nVous venez à la sienne le {given}."),
    ),
    ("done", True, False): lambda: (
        _("vous venez le {shift}"),
        _("C’est entendu : à la place de {name}, vous venez le {shift}."),
    ),
    ("done", True, True): lambda: (
        _("votre échange avec {name} est fait"),
        _("C’est entendu : à la place de {name}, vous venez le {shift}.\n{name} vient à la vôtre le {given}."),
    ),
    ("agreed", False, False): lambda: (
        _("{taker} accepte, la coordination doit encore approuver"),
        _(
            "{taker} accepte de venir à votre place le {shift}. La coordination doit encore approuver : d’ici là, la "
            "place reste la vôtre."
        ),
    ),
    ("agreed", False, True): lambda: (
        _("{taker} accepte, la coordination doit encore approuver"),
        _(
            "{taker} accepte de venir à votre place le {shift}, et vous à la sienne le {given}. La coordination doit "
            "encore approuver : d’ici là, chacun garde sa place."
        ),
    ),
    ("declined", False, False): lambda: (
        _("personne encore pour le {shift}"),
        _(
            "Les personnes à qui vous avez demandé ne peuvent pas le {shift} : la place reste la vôtre. Au PC du lieu, "
            "vous pouvez demander à d’autres ; ou parlez-en à la coordination."
        ),
    ),
}


def _no_longer(row: TradeRow) -> tuple[str, str]:
    """To whoever was asked, or had said yes, and is not needed any more."""
    if row.state == "done":
        said = _("La permanence de {name} du {shift} a trouvé quelqu’un : vous n’avez rien à faire. Merci !")
    else:
        said = _("{name} ne cherche plus personne pour le {shift} : vous n’avez rien à faire. Merci !")
    return _("c’est réglé pour le {shift}"), said


def _not_approved() -> tuple[str, str]:
    return (
        _("chacun garde sa place le {shift}"),
        _("La coordination n’a pas approuvé le changement entre {name} et {taker} le {shift} : chacun garde sa place."),
    )
