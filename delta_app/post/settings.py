"""The mail account of the place, as settings kept in its data file; the password sealed, and by itself of no use."""

from delta_app.core.i18n import _
from delta_app.core.settings import Setting

SECURITIES = ("tls", "starttls", "none")
LONGEST = 254


def _is_line(value: str) -> bool:
    return len(value) <= LONGEST and "\n" not in value


HOST: Setting[str] = Setting("mail.host", "", lambda: _("Serveur qui envoie les e-mails"), _is_line)
PORT: Setting[int] = Setting("mail.port", 465, lambda: _("Port de ce serveur"), lambda value: 0 < value < 1 << 16)
SECURITY: Setting[str] = Setting(
    "mail.security",
    "tls",
    lambda: _("Chiffrement de la connexion : TLS (tls), STARTTLS (starttls), aucun (none)"),
    lambda value: value in SECURITIES,
    SECURITIES,
)
USER: Setting[str] = Setting("mail.user", "", lambda: _("Nom d’utilisateur sur ce serveur"), _is_line)
SEALED_PASSWORD: Setting[str] = Setting(
    "mail.password", "", lambda: _("Mot de passe de ce compte, chiffré"), lambda value: "\n" not in value
)
FROM_ADDRESS: Setting[str] = Setting("mail.from", "", lambda: _("Adresse e-mail qui envoie"), _is_line)
FROM_NAME: Setting[str] = Setting("mail.name", "", lambda: _("Nom que les gens voient"), _is_line)
