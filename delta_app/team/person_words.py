"""What is kept about a person, in the words they read it in."""

from collections.abc import Callable

from delta_app.core.i18n import _

_WORDS: dict[str, Callable[[], str]] = {
    # where somebody comes from, how far they are
    "volunteer": lambda: _("bénévole"),
    "neighbour": lambda: _("voisin·e"),
    "staff": lambda: _("d’un service partenaire"),
    "experienced": lambda: _("expérimenté·e"),
    "novice": lambda: _("débute"),
    "trainee": lambda: _("en formation"),
    "active": lambda: _("dans l’équipe"),
    "paused": lambda: _("en pause"),
    "left": lambda: _("parti·e"),
    # when they can come
    "prefers": lambda: _("préfère"),
    "can": lambda: _("oui"),
    "if_needed": lambda: _("si nécessaire"),
    "cannot": lambda: _("non"),
    "poll": lambda: _("par un sondage"),
    "hand": lambda: _("à la main"),
    "avoid": lambda: _("à ne pas mettre ensemble"),
    "prefer": lambda: _("volontiers ensemble"),
    # the till and what was asked to be bought
    "till_open": lambda: _("j’ai ouvert la caisse"),
    "till_close": lambda: _("j’ai fermé la caisse"),
    "approved": lambda: _("accordé"),
    "bought": lambda: _("acheté"),
    "dropped": lambda: _("abandonné"),
    # shifts and trades
    "host": lambda: _("à l’accueil"),
    "shadow": lambda: _("en doublure"),
    "replacement": lambda: _("remplacement"),
    "swap": lambda: _("échange"),
    "open": lambda: _("ouverte"),
    "agreed": lambda: _("d’accord"),
    "done": lambda: _("faite"),
    "cancelled": lambda: _("retirée"),
    "declined": lambda: _("ne peut pas"),
    "expired": lambda: _("passée"),
    "void": lambda: _("sans objet"),
    "refused": lambda: _("refusée"),
    "asked": lambda: _("sans réponse"),
    # money, gatherings, letters
    "flat_rate": lambda: _("forfait"),
    "real": lambda: _("frais réels"),
    "travel": lambda: _("déplacements"),
    "meeting": lambda: _("réunion d’équipe"),
    "intervision": lambda: _("intervision"),
    "training": lambda: _("formation"),
    # what is led
    "led_idea": lambda: _("idée"),
    "led_planned": lambda: _("prévue"),
    "led_confirmed": lambda: _("confirmée"),
    "led_held": lambda: _("a eu lieu"),
    "led_cancelled": lambda: _("annulée"),
    "led_removed": lambda: _("retirée du programme"),
    "roster": lambda: _("planning"),
    "call": lambda: _("appel"),
    "trade": lambda: _("échange"),
    "paper": lambda: _("papier"),
    "test": lambda: _("essai"),
    "waiting": lambda: _("attend de partir"),
    "sending": lambda: _("en train de partir"),
    "sent": lambda: _("parti"),
    "in_doubt": lambda: _("peut-être parti"),
    "mail": lambda: _("par e-mail"),
    "draft": lambda: _("par un brouillon"),
    "phone": lambda: _("par téléphone"),
}


def said(token: str) -> str:
    """A code as a person reads it; the code itself where nobody gave it words."""
    return _WORDS.get(token, lambda: token)()
