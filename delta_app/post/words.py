"""The refusals of the post in words."""

from collections.abc import Mapping
from typing import Any

import delta_app.mail.words  # noqa: F401 (a letter’s problem is often one of these)
from delta_app.core.errors import register_words
from delta_app.core.i18n import _

_MOVED_ON = {
    "waiting": lambda: _("Le message pour {name} attend de partir. Rien n’a changé ; il part tout seul."),
    "sending": lambda: _("Le message pour {name} est en train de partir. Rien n’a changé ; regardez dans un instant."),
    "sent": lambda: _("Le message pour {name} est déjà parti. Rien n’a changé."),
    "refused": lambda: _("Le message pour {name} a été refusé entre-temps. Rien n’a changé ; voyez pourquoi."),
    "in_doubt": lambda: _(
        "Le message pour {name} est peut-être parti. Rien n’a changé ; demandez à la personne si elle l’a reçu."
    ),
    "cancelled": lambda: _("Le message pour {name} a été retiré entre-temps. Rien n’a changé."),
}


def _moved_on(facts: Mapping[str, Any]) -> str:
    return _MOVED_ON[facts["state"]]().format(name=facts["name"])


register_words(
    {
        "letter_left_behind": lambda f: _(
            "L’envoi s’est arrêté au milieu de ce message (programme fermé, PC éteint) : il est peut-être parti. "
            "Demandez à la personne si elle l’a reçu avant de le renvoyer."
        ),
        "letter_of_a_copy": lambda f: _(
            "Ce message attendait quand la copie remise en place a été faite : il est peut-être parti depuis. Demandez "
            "à la personne si elle l’a reçu avant de le renvoyer."
        ),
        "letter_moved_on": _moved_on,
        "mail_account_gone": lambda f: _("Aucun compte e-mail n’est réglé ici. Rien n’a changé."),
        "mail_host_unfit": lambda f: _(
            "« {text} » n’est pas le nom d’un serveur d’e-mail. Rien n’a changé ; écrivez-le comme smtp.exemple.be."
        ).format(text=f["text"]),
        "mail_in_clear": lambda f: _(
            "Sans chiffrement, chacun sur le réseau lirait les messages et le mot de passe jusqu’à « {host} ». Rien "
            "n’a changé ; choisissez TLS ou STARTTLS."
        ).format(host=f["host"]),
        "mail_in_copy": lambda f: _(
            "Ceci est une copie de sécurité : rien n’en part, car ces messages sont peut-être déjà partis."
        ),
        "mail_in_demo": lambda f: _(
            "La démonstration n’envoie aucun e-mail : les gens y sont inventés. Rien n’est parti."
        ),
        "mail_not_set_up": lambda f: _(
            "Aucun compte e-mail n’est réglé ici. Rien n’est parti, rien n’est perdu ; réglez-le dans Réglages, "
            "Courrier, ou prenez des brouillons."
        ),
        "mail_password_again": lambda f: (
            _(
                "Le serveur ou le compte est un autre : le mot de passe enregistré n’y est pas envoyé. Rien n’a "
                "changé ; écrivez le mot de passe de ce compte."
            )
            if f["kept"]
            else _(
                "Il manque le mot de passe de ce compte. Rien n’a changé ; écrivez-le, ou videz le nom d’utilisateur."
            )
        ),
        "mail_port_unfit": lambda f: _(
            "Un port est un nombre de 1 à 65535. Rien n’a changé ; c’est souvent 465 (TLS) ou 587 (STARTTLS)."
        ),
        "no_such_letter": lambda f: _("Ce message n’est plus dans la boîte d’envoi. Rien n’a changé."),
    }
)
