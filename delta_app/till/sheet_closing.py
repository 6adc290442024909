"""The slip of a closing on A4: to be signed, and put in the envelope or in the binder."""

from delta_app.core import clock
from delta_app.core.i18n import _, format_number, join_names, long_date
from delta_app.core.money import format_money
from delta_app.core.text import one_stop
from delta_app.sheets.document import Block, Rows, Signatures, Text, document
from delta_app.till.chain import printed_digest
from delta_app.till.slip_data import Slip
from delta_app.till.spoken import cash_words, denomination_words, local_time_words, number_words


def slip_pdf(slip: Slip) -> bytes:
    """The slip; the same bytes every time."""
    closing, opening = slip.closing, slip.opening
    gap = slip.counted - slip.should_be
    opened = _("Ouverte à {time} par {people}.").format(
        time=local_time_words(opening.at), people=join_names(list(opening.signers))
    )
    closed = _("Fermée à {time} par {people}.").format(
        time=local_time_words(closing.at), people=join_names(list(closing.signers))
    )
    blocks: list[Block] = [
        Text(f"{one_stop(opened)} {one_stop(closed)}"),
        Text(_("Ce qui a été compté"), "heading"),
        _counted(slip),
        Text(_("Ce qui devrait s’y trouver"), "heading"),
        _expected(slip),
        Text(_("Écart et destination"), "heading"),
        Rows((), _outcome(slip, gap), (4, 1), at_right=(1,)),
    ]  # fmt: skip
    if gap and closing.why:
        blocks.append(Text(_("Explication : {why}").format(why=closing.why)))
    blocks.append(Signatures(tuple((name, _("initiales ou signature")) for name in closing.signers)))
    blocks.append(Text(_("Empreinte du journal à la clôture : {digest}").format(
        digest=printed_digest(closing.digest)), "small"))  # fmt: skip
    blocks.append(Text(_(
        "Caisse interne du lieu : ce n’est pas le système de caisse enregistreuse certifié (SCE), et aucune TVA n’y "
        "est calculée."
    ), "small"))  # fmt: skip
    title = _("Clôture de caisse, {day}").format(day=long_date(closing.day))
    foot = _("{venue} · écriture {number}").format(
        venue=slip.venue_name, number=number_words((closing.year, closing.number))
    )
    return document(title, blocks, author=slip.venue_name, foot=foot)


def _counted(slip: Slip) -> Rows:
    rows = tuple(
        (denomination_words(piece), format_number(number), format_money(piece * number))
        for piece, number in sorted(slip.closing.counted.items(), reverse=True)
    )
    total = ((_("Compté"), "", format_money(slip.counted)),)
    return Rows((_("Pièce ou billet"), _("Nombre"), _("Montant")), rows + total, (3, 1, 1), at_right=(1, 2), apart=2)


def _expected(slip: Slip) -> Rows:
    rows = [(cash_words(line), format_money(line.cents)) for line in slip.expected]
    return Rows((), (*rows, (_("Attendu"), format_money(slip.should_be))), (4, 1), at_right=(1,))


def _outcome(slip: Slip, gap: int) -> tuple[tuple[str, str], ...]:
    closing = slip.closing
    rows = [(_("Écart (compté moins attendu)"), format_money(gap))]
    rows.append((_("Reste dans la caisse"), format_money(closing.balances.till)))
    if closing.receipt:
        aside = closing.moved("envelope")
        rows.append((_("Enveloppe n° {number}").format(number=closing.receipt), format_money(aside)))
    return tuple(rows)


def slip_name(slip: Slip) -> str:
    """A file name for it, without its ending."""
    local = slip.closing.at.astimezone(clock.BRUSSELS)
    return _("cloture-{day}").format(day=local.date().isoformat())
