"""The refusals of the core in words: what happened, that nothing is lost, what to do next."""

from collections.abc import Mapping
from typing import Any

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, format_instant, ngettext

Facts = Mapping[str, Any]

_ROLES = {
    "coordinator": lambda: _("la coordination"),
    "treasurer": lambda: _("la trésorerie"),
    "host": lambda: _("l’équipe d’accueil"),
    "reader": lambda: _("la lecture seule"),
}


def _not_allowed(facts: Facts) -> str:
    who = " / ".join(sorted(_ROLES[str(role)]() for role in facts["needed"]))
    return _("Cet acte est réservé à : {who}. Rien n’a changé ; identifiez-vous d’abord.").format(who=who)


def _damaged(facts: Facts) -> str:
    backup = facts.get("backup")
    if backup is None:
        return _(
            "Le fichier de données est abîmé et n’a pas été touché. Copiez-le sur une clé, puis « delta-app restore » "
            "avec une copie de sauvegarde."
        )
    return _(
        "Le fichier de données est abîmé et n’a pas été touché. La dernière bonne copie date du {when} : "
        "« delta-app restore » la remet en place."
    ).format(when=format_instant(backup.made_at))


def _changed_since(facts: Facts) -> str:
    what = table_words(facts["table"])
    opening = _("Impossible de rétablir") if facts.get("kind") == "redo" else _("Impossible d’annuler")
    since = facts.get("since")
    if since is None:
        sentence = _("{opening} : {what} a changé depuis. Rien n’a été modifié ; corrigez directement à la main.")
        return sentence.format(opening=opening, what=what)
    return _(
        "{opening} : {what} a changé depuis, par « {label} » ({when}). Rien n’a été modifié ; annulez d’abord cet "
        "acte, ou corrigez à la main."
    ).format(opening=opening, what=what, label=since.label, when=format_instant(since.at))


def _secret_wrong(facts: Facts) -> str:
    wrong = _WRONG.get(facts["subject"], lambda: _("Ce n’est pas le bon code."))()
    if not facts["left"]:
        sentence = _("{wrong} Rien n’a changé ; ce nom attend maintenant {time}.")
        return sentence.format(wrong=wrong, time=format_wait(facts["wait"]))
    return ngettext(
        "{wrong} Rien n’a changé ; il reste {n} essai avant une attente.",
        "{wrong} Rien n’a changé ; il reste {n} essais avant une attente.",
        facts["left"],
    ).format(wrong=wrong, n=facts["left"])


_WRONG = {
    "coordinator": lambda: _("Ce n’est pas la bonne phrase de passe."),
    "treasurer": lambda: _("Ce n’est pas la bonne phrase de passe."),
    "recovery": lambda: _("Ce n’est pas le code imprimé en dernier."),
}


def format_wait(seconds: int) -> str:
    """How long somebody waits, rounded up: seconds up to a minute, else minutes."""
    if seconds <= 60:
        return ngettext("{n} seconde", "{n} secondes", seconds).format(n=seconds)
    minutes = -(-seconds // 60)
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)


_TABLES = {
    "slot": lambda: _("une permanence"),
    "seat": lambda: _("une place du planning"),
    "product": lambda: _("un produit de la carte"),
    "product_price": lambda: _("un prix"),
    "budget_line": lambda: _("un poste du budget"),
    "purchase": lambda: _("un achat"),
    "room": lambda: _("une salle"),
    "activity": lambda: _("une activité"),
    "activity_date": lambda: _("une date d’une activité"),
    "proposal": lambda: _("une idée"),
    "chore": lambda: _("une tâche de la maison"),
    "chore_person": lambda: _("un tour de rôle"),
    "chore_cover": lambda: _("un tour de rôle"),
    "chore_done": lambda: _("une tâche faite"),
    "repair": lambda: _("une réparation"),
    "repair_photo": lambda: _("une photo d’une réparation"),
    "stock_item": lambda: _("la réserve"),
    "shopping_item": lambda: _("la liste de courses"),
    "equipment": lambda: _("le matériel"),
    "till_line": lambda: _("une écriture de la caisse"),
    "roster": lambda: _("l’état du planning"),
    "host": lambda: _("la fiche d’une personne"),
    "dated_answer": lambda: _("une réponse de disponibilité"),
    "weekly_availability": lambda: _("une disponibilité habituelle"),
    "absence": lambda: _("une absence"),
    "allowance": lambda: _("un défraiement"),
    "allowance_ceiling": lambda: _("un plafond de défraiement"),
    "host_state_change": lambda: _("la situation d’une personne dans l’équipe"),
    "mentoring": lambda: _("un accompagnement"),
    "path_mark": lambda: _("une étape faite"),
    "path_step": lambda: _("une étape du parcours"),
    "partner": lambda: _("un service partenaire"),
    "extra_opening": lambda: _("une ouverture en plus"),
    "school_holiday": lambda: _("un congé scolaire"),
    "host_alias": lambda: _("la façon d’écrire un nom"),
    "host_pair": lambda: _("une paire de personnes"),
    "published_seat": lambda: _("une version diffusée"),
    "published_slot": lambda: _("une version diffusée"),
    "opening": lambda: _("l’horaire d’ouverture"),
    "closure": lambda: _("une fermeture"),
    "setting": lambda: _("un réglage"),
    "visit_count": lambda: _("un compte de passages"),
    "trade": lambda: _("une demande de remplacement ou d’échange"),
    "trade_choice": lambda: _("une demande de remplacement ou d’échange"),
    "agreement": lambda: _("un accord entre deux personnes"),
    "opening_decision": lambda: _("une décision d’ouverture"),
    "shift_call": lambda: _("un appel"),
    "paper_text": lambda: _("le texte d’un papier"),
    "gathering": lambda: _("une rencontre de l’équipe"),
    "gathering_host": lambda: _("une présence à une rencontre"),
    "venue": lambda: _("l’identité du lieu"),
}


def table_words(table: str) -> str:
    """What a row of a table is called: ``la fiche d’une personne``; the table's own name where it has no other."""
    return _TABLES.get(table, lambda: table)()


def _bad_setting(facts: Facts) -> str:
    if facts["choices"]:
        return _("« {text} » ne convient pas pour le réglage {name}. Choisissez : {choices}. Rien n’a changé.").format(
            text=facts["text"], name=facts["name"], choices=", ".join(facts["choices"])
        )
    return _("« {text} » ne convient pas pour le réglage {name}. Rien n’a changé ; donnez une autre valeur.").format(
        text=facts["text"], name=facts["name"]
    )


def _bad_amount(facts: Facts) -> str:
    if facts.get("in_cents"):
        return _("« {text} » n’est pas un nombre entier de cents. Rien n’a changé ; écrivez 1250 pour 12,50 €.").format(
            text=facts["text"]
        )
    return _("« {text} » n’est pas un montant qui convient. Rien n’a changé ; écrivez-le comme 12,50.").format(
        text=facts["text"]
    )


register_words(
    {
        "backup_is_the_file": lambda f: _(
            "{path} est le fichier de données lui-même, pas une copie. Rien n’a changé ; choisissez une copie."
        ).format(path=f["path"]),
        "bad_amount": _bad_amount,
        "bad_month": lambda f: _("« {text} » n’est pas un mois. Écrivez-le comme 2027-01.").format(text=f["text"]),
        "bad_date": lambda f: _("« {text} » n’est pas une date. Écrivez-la comme 2027-01-05.").format(text=f["text"]),
        "bad_setting": _bad_setting,
        "cannot_open": lambda f: _(
            "Le fichier de données ne s’ouvre pas. Rien n’est perdu ; vérifiez que le dossier est accessible."
        ),
        "cannot_go_back": lambda f: _(
            "Impossible de revenir si loin : « {label} » ({when}) ne se reprend plus. Rien n’a changé ; choisissez un "
            "instant plus récent."
        ).format(label=f["record"].label, when=format_instant(f["record"].at)),
        "changed_since": _changed_since,
        "damaged_file": _damaged,
        "disk_full": lambda f: _(
            "Le disque est plein : rien n’a été enregistré, rien n’est perdu. Libérez de la place et recommencez."
        ),
        "disk_trouble": lambda f: _(
            "Le disque n’a pas répondu comme il faut : rien n’a été enregistré à moitié. Vérifiez le disque ou la clé "
            "et recommencez."
        ),
        "file_busy": lambda f: _(
            "Une autre fenêtre enregistre en ce moment. Rien n’est perdu ; recommencez dans quelques secondes."
        ),
        "file_out_of_reach": lambda f: _(
            "{name} n’est plus là ou ne se laisse pas lire ; rien n’a été importé. Vérifiez où il se trouve, puis "
            "réessayez."
        ).format(name=f["name"]),
        "file_exists": lambda f: _(
            "Il y a déjà un fichier {path} ; il n’a pas été touché. Choisissez un autre nom avec --file."
        ).format(path=f["path"]),
        "foreign_file": lambda f: _(
            "Ce fichier n’est pas un fichier de données de Delta ; il n’a pas été touché. Choisissez-en un autre."
        ),
        "newer_file": lambda f: _(
            "Ce fichier vient d’une version plus récente de Delta ; il n’a pas été touché. Mettez le programme à jour."
        ),
        "no_file": lambda f: _(
            "Il n’y a pas encore de fichier {path}. Créez-le avec « delta-app new --name … » ou ouvrez la fenêtre."
        ).format(path=f["path"]),
        "no_such_backup": lambda f: _(
            "Il n’y a pas de copie {path}. « delta-app backup --list » montre celles qui existent. Rien n’a changé."
        ).format(path=f["path"]),
        "not_allowed": _not_allowed,
        "not_undoable": lambda f: _(
            "Cet acte ne s’annule pas ainsi ; il se corrige par un nouvel acte. Rien n’a changé."
        ),
        "no_passphrase": lambda f: _("Aucune phrase de passe ne protège ce lieu. Rien n’a changé."),
        "nothing_to_redo": lambda f: _("Il n’y a rien à rétablir."),
        "nothing_to_undo": lambda f: _("Il n’y a rien à annuler."),
        "passphrase_needed": lambda f: _(
            "Ce fichier est protégé : donnez la phrase de passe de la coordination (ou DELTA_PASSPHRASE)."
        ),
        "passphrase_short": lambda f: _(
            "La phrase de passe doit compter au moins {least} caractères. Rien n’a changé ; choisissez-en une plus "
            "longue."
        ).format(least=f["least"]),
        "locked_out": lambda f: _(
            "Trop d’essais : ce nom attend encore {time}. Rien n’a changé ; réessayez ensuite, ou adressez-vous à la "
            "coordination."
        ).format(time=format_wait(f["seconds"])),
        "no_secret": lambda f: _(
            "Aucun code n’est encore choisi pour ce nom. Rien n’a changé ; la coordination peut en donner un."
        ),
        "not_yours": lambda f: _(
            "Ceci concerne quelqu’un d’autre. Rien n’a changé ; cette personne s’identifie elle-même, ou la "
            "coordination le fait pour elle."
        ),
        "secret_wrong": _secret_wrong,
        "passphrases_differ": lambda f: _(
            "Les deux phrases de passe diffèrent. Rien n’a changé ; écrivez-les encore une fois."
        ),
        "read_only": lambda f: _(
            "Le dossier ou le fichier est protégé contre l’écriture : rien n’a été enregistré, rien n’est perdu. "
            "Rendez-le modifiable ou travaillez ailleurs avec --file."
        ),
        "schema_differs": lambda f: _(
            "Ce fichier de données a été modifié par un autre programme ; il n’a pas été touché. Remettez une copie "
            "avec « delta-app restore »."
        ),
        "too_old_to_undo": lambda f: _(
            "Cet acte est trop ancien pour être annulé. Rien n’a changé ; corrigez à la main."
        ),
    }
)
