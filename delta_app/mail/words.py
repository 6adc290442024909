"""The refusals of letters in words: what happened, that nothing is lost, what to do next."""

from collections.abc import Mapping
from typing import Any

from delta_app.core.errors import register_words
from delta_app.core.i18n import _
from delta_app.mail.headers import one_line

Facts = Mapping[str, Any]

_SHOWN = 60  # characters of something long that somebody pasted


def _bad_mail_address(facts: Facts) -> str:
    text = one_line(str(facts["text"]))
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return _ADDRESSES[facts["why"]]().format(text=shown)


_ADDRESSES = {
    "accents": lambda: _(
        "« {text} » : devant le @, une adresse e-mail ne peut avoir ni accent ni lettre d’un autre alphabet. Rien "
        "n’est parti ; demandez à la personne comment son adresse s’écrit."
    ),
    "control": lambda: _(
        "« {text} » contient un retour à la ligne ou un signe invisible. Rien n’est parti ; écrivez l’adresse e-mail à "
        "la main, sur une ligne."
    ),
    "domain": lambda: _(
        "« {text} » n’est pas une adresse e-mail : après le @ vient un nom comme exemple.be. Rien n’est parti ; "
        "corrigez l’adresse."
    ),
    "empty": lambda: _("Il n’y a pas d’adresse e-mail. Rien n’est parti ; écrivez-en une, comme anna@exemple.be."),
    "form": lambda: _("« {text} » n’est pas une adresse e-mail. Rien n’est parti ; corrigez-la."),
    "long": lambda: _(
        "« {text} » est trop long pour une adresse e-mail. Rien n’est parti ; vérifiez qu’il n’y a que l’adresse."
    ),
    "named": lambda: _(
        "« {text} » : écrivez l’adresse e-mail seule, sans le nom ni les signes < et >. Rien n’est parti."
    ),
    "several": lambda: _(
        "« {text} » contient plusieurs adresses e-mail. Rien n’est parti ; gardez-en une, car chaque message va à une "
        "seule personne."
    ),
    "space": lambda: _(
        "« {text} » contient un espace, ce qu’une adresse e-mail n’a pas. Rien n’est parti ; corrigez-la."
    ),
}


def _unreachable(facts: Facts) -> str:
    return _UNREACHABLE[facts["why"]]().format(host=facts["host"], port=facts["port"], answer=facts.get("answer", ""))


_UNREACHABLE = {
    "name": lambda: _(
        "Le serveur d’e-mail « {host} » est introuvable. Rien n’est parti, rien n’est perdu ; vérifiez son nom et la "
        "connexion à internet, puis réessayez."
    ),
    "network": lambda: _(
        "Le réseau ne mène pas au serveur d’e-mail « {host} ». Rien n’est parti, rien n’est perdu ; vérifiez la "
        "connexion à internet, puis réessayez."
    ),
    "other": lambda: _(
        "Ce qui répond à « {host} », port {port}, n’est pas un serveur qui envoie des e-mails, ou il s’est tu. Rien "
        "n’est parti, rien n’est perdu ; vérifiez le port et la sécurité choisie."
    ),
    "refused": lambda: _(
        "« {host} » n’accepte rien sur le port {port}. Rien n’est parti, rien n’est perdu ; vérifiez le port : c’est "
        "souvent 465 ou 587."
    ),
    "timeout": lambda: _(
        "Le serveur d’e-mail « {host} » ne répond pas sur le port {port}. Rien n’est parti, rien n’est perdu ; "
        "vérifiez le port, la sécurité choisie et la connexion à internet, puis réessayez."
    ),
    "turned_away": lambda: _(
        "Le serveur d’e-mail « {host} » ne veut pas de ce PC : « {answer} ». Rien n’est parti, rien n’est perdu ; "
        "demandez à qui gère le serveur."
    ),
}


def _no_tls(facts: Facts) -> str:
    return _NO_TLS[facts.get("fault") or facts["why"]]().format(host=facts["host"])


_NO_TLS = {
    "demanded": lambda: _(
        "Le serveur d’e-mail « {host} » demande une connexion chiffrée. Rien n’est parti ; choisissez STARTTLS, puis "
        "réessayez."
    ),
    "date": lambda: _(
        "Le certificat du serveur d’e-mail « {host} » n’est pas valable aujourd’hui. Rien n’est parti, pas même le mot "
        "de passe ; vérifiez la date et l’heure de ce PC, sinon prévenez qui gère le serveur."
    ),
    "handshake": lambda: _(
        "La connexion chiffrée avec « {host} » n’a pas pu se faire. Rien n’est parti, pas même le mot de passe ; TLS "
        "va souvent avec le port 465, STARTTLS avec le port 587."
    ),
    "issuer": lambda: _(
        "Personne de connu ne garantit que « {host} » est bien ce serveur d’e-mail. Rien n’est parti, pas même le mot "
        "de passe ; vérifiez le nom du serveur, ou demandez à qui le gère."
    ),
    "name": lambda: _(
        "Ce qui répond à « {host} » est un serveur d’un autre nom. Rien n’est parti, pas même le mot de passe ; "
        "écrivez le nom du serveur comme votre fournisseur l’indique."
    ),
    "not_offered": lambda: _(
        "Le serveur d’e-mail « {host} » n’offre pas STARTTLS sur ce port. Rien n’est parti, pas même le mot de passe ; "
        "essayez TLS avec le port 465, ou demandez à qui gère le serveur."
    ),
}


def _login(facts: Facts) -> str:
    return _LOGINS[facts["why"]]().format(host=facts["host"], answer=facts.get("answer", ""))


_LOGINS = {
    "needed": lambda: _(
        "Le serveur d’e-mail « {host} » n’envoie que pour qui s’identifie. Ce message n’est pas parti ; donnez un nom "
        "d’utilisateur et un mot de passe, puis réessayez."
    ),
    "not_offered": lambda: _(
        "Le serveur d’e-mail « {host} » ne prend pas de mot de passe avec cette sécurité. Rien n’est parti ; "
        "changez-la, ou laissez vide le nom d’utilisateur."
    ),
    "refused": lambda: _(
        "Le serveur d’e-mail « {host} » n’a pas accepté le nom d’utilisateur ou le mot de passe (« {answer} »). Rien "
        "n’est parti ; corrigez-les. Certains comptes veulent un mot de passe d’application."
    ),
}


def _message_refused(facts: Facts) -> str:
    if facts["status"] == 552:
        return _(
            "Le message pour {address} est trop gros pour le serveur d’e-mail « {host} ». Il n’est pas parti ; joignez "
            "moins de fichiers, puis réessayez."
        ).format(address=facts["address"], host=facts["host"])
    return _(
        "Le serveur d’e-mail « {host} » n’a pas voulu du message pour {address} : « {answer} ». Il n’est pas parti ; "
        "changez-le, ou demandez à qui gère le serveur."
    ).format(host=facts["host"], address=facts["address"], answer=facts["answer"])


def _later(facts: Facts) -> str:
    return _(
        "Le serveur d’e-mail « {host} » demande d’attendre : « {answer} ». Ce message n’est pas parti et n’est pas "
        "perdu ; réessayez dans un quart d’heure."
    ).format(host=facts["host"], answer=facts["answer"])


def _gone(facts: Facts) -> str:
    if facts["in_doubt"]:
        return _(
            "La connexion avec « {host} » s’est coupée au moment où le serveur prenait ce message : il est peut-être "
            "parti. Demandez à la personne si elle l’a reçu avant de le renvoyer."
        ).format(host=facts["host"])
    return _(
        "La connexion avec « {host} » s’est coupée avant la fin de ce message : il n’est pas parti et n’est pas perdu. "
        "Vérifiez la connexion à internet, puis envoyez-le de nouveau."
    ).format(host=facts["host"])


def _drafts_not_written(facts: Facts) -> str:
    return _DRAFTS[facts["why"]]().format(folder=facts["folder"], reason=facts.get("reason", ""))


_DRAFTS = {
    "copies": lambda: _(
        "« {folder} » garde les copies de vos données. Aucun message n’y a été écrit : choisissez un autre dossier."
    ),
    "folder": lambda: _(
        "Le dossier « {folder} » n’existe pas ou plus (clé USB retirée ?). Aucun message n’a été écrit et rien n’est "
        "perdu : choisissez un autre dossier et recommencez."
    ),
    "full": lambda: _(
        "Il n’y a plus de place dans « {folder} » pour les messages. Aucun n’y est resté : faites de la place ou "
        "choisissez un autre dossier, puis recommencez."
    ),
    "system": lambda: _(
        "Les messages n’ont pas pu être écrits dans « {folder} » ({reason}). Aucun n’y est resté : choisissez un "
        "dossier à vous, par exemple Documents, puis recommencez."
    ),
}


register_words(
    {
        "bad_mail_address": _bad_mail_address,
        "drafts_not_written": _drafts_not_written,
        "secret_not_kept": lambda f: _(
            "La clé qui protège le mot de passe n’a pas pu être gardée dans « {folder} » ({reason}). Le mot de passe "
            "n’est pas enregistré ; rendez ce dossier accessible, puis réessayez."
        ).format(folder=f["folder"], reason=f["reason"]),
        "secret_unreadable": lambda f: _(
            "Le mot de passe de l’e-mail ne se lit pas ici : il a été enregistré sur un autre PC, ou sa clé n’est plus "
            "la même. Rien d’autre n’est perdu ; écrivez-le encore une fois."
        ),
        "smtp_gone": _gone,
        "smtp_later": _later,
        "smtp_login": _login,
        "smtp_message": _message_refused,
        "smtp_no_tls": _no_tls,
        "smtp_password_in_clear": lambda f: _(
            "Le mot de passe irait en clair jusqu’à « {host} », et chacun sur le réseau pourrait le lire. Rien n’est "
            "parti ; choisissez TLS ou STARTTLS."
        ).format(host=f["host"]),
        "smtp_recipient": lambda f: _(
            "Le serveur d’e-mail « {host} » refuse l’adresse {address} : « {answer} ». Ce message n’est pas parti, les "
            "autres n’en souffrent pas ; vérifiez l’adresse avec la personne."
        ).format(host=f["host"], address=f["address"], answer=f["answer"]),
        "smtp_sender": lambda f: _(
            "Le serveur d’e-mail « {host} » ne laisse pas écrire sous l’adresse de ce lieu : « {answer} ». Rien n’est "
            "parti ; prenez l’adresse qui va avec ce compte."
        ).format(host=f["host"], answer=f["answer"]),
        "smtp_unreachable": _unreachable,
    }
)
