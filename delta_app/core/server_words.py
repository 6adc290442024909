"""The refusals of a place that lies on a PostgreSQL server: what happened, that nothing is lost, what to do next."""

from delta_app.core.errors import register_words
from delta_app.core.i18n import _

register_words(
    {
        "bad_address": lambda f: _(
            "Cette adresse de base de données ne se lit pas. Écrivez-la comme postgresql://utilisateur@serveur/base ; "
            "rien n’a changé."
        ),
        "commit_in_doubt": lambda f: _(
            "Le serveur a disparu au moment d’enregistrer : cet acte est fait en entier ou pas du tout. Quand il est "
            "revenu, regardez dans l’historique (« delta-app history ») avant de recommencer."
        ),
        "copy_incomplete": lambda f: _(
            "Toutes les lignes de la table {table} n’ont pas pu être copiées : cette copie n’a pas été gardée et rien "
            "n’a changé. Recommencez."
        ).format(table=f["table"]),
        "damaged_database": lambda f: _(
            "La base de données contient des lignes qui se contredisent ({detail}). Rien n’a été touché ; remettez "
            "une copie avec « delta-app restore »."
        ).format(detail=f["detail"]),
        "database_differs": lambda f: _(
            "Les tables de cette base de données ont été modifiées par un autre programme ; elles n’ont pas été "
            "touchées. Créez une autre base avec createdb et remettez-y une copie avec « delta-app restore »."
        ),
        "database_not_utf8": lambda f: _(
            "Cette base de données écrit en {encoding} et perdrait des lettres ; elle n’a pas été touchée. Créez-en "
            "une autre avec « createdb --encoding=UTF8 --template=template0 … »."
        ).format(encoding=f["encoding"]),
        "foreign_database": lambda f: _(
            "Cette base de données contient les tables d’un autre programme ; elles n’ont pas été touchées. Créez-en "
            "une pour Delta avec « createdb »."
        ),
        "newer_database": lambda f: _(
            "Cette base de données vient d’une version plus récente de Delta ; elle n’a pas été touchée. Mettez le "
            "programme à jour."
        ),
        "no_database": lambda f: _(
            "Le serveur répond, mais n’a pas de base {database}. Créez-la avec « createdb {database} » ou corrigez "
            "l’adresse {name}."
        ).format(database=f["database"], name=f["name"]),
        "no_place_in_database": lambda f: _(
            "Il n’y a pas encore de lieu dans cette base de données. Créez-le avec « delta-app new --name … », "
            "ouvrez la fenêtre, ou remettez-y une copie avec « delta-app restore COPIE »."
        ),
        "no_schema": lambda f: _(
            "Le schéma que nomme l’adresse n’existe pas dans cette base de données ; rien n’a changé. Créez-le avec "
            "« CREATE SCHEMA » ou corrigez l’adresse."
        ),
        "place_in_database": lambda f: _(
            "Il y a déjà un lieu dans {name} ; il n’a pas été touché. Choisissez une autre base avec --file."
        ).format(name=f["name"]),
        "server_disk_full": lambda f: _(
            "Le disque du serveur est plein : rien n’a été enregistré, rien n’est perdu. Demandez qu’on y fasse de la "
            "place et recommencez."
        ),
        "server_gone": lambda f: _(
            "Le serveur de données ne répond plus : rien n’a été enregistré à moitié. Vérifiez le réseau et "
            "recommencez quand il est revenu."
        ),
        "server_password_wrong": lambda f: _(
            "Le serveur de {name} n’a pas accepté le mot de passe. Rien n’a changé ; corrigez-le dans ~/.pgpass ou "
            "dans PGPASSWORD."
        ).format(name=f["name"]),
        "server_read_only": lambda f: _(
            "Le serveur ne laisse que lire cette base de données : rien n’a été enregistré, rien n’est perdu. "
            "Demandez à qui l’administre, ou utilisez le serveur principal."
        ),
        "server_refuses": lambda f: _(
            "Le serveur de {name} n’a pas ouvert la base de données : {detail}. Rien n’a changé ; corrigez l’adresse "
            "ou demandez à qui l’administre."
        ).format(name=f["name"], detail=f["detail"]),
        "server_right_missing": lambda f: _(
            "Cette personne n’a pas le droit de faire cela dans la base de données ; rien n’a changé. Qui "
            "l’administre peut le lui donner : « GRANT CREATE, USAGE ON SCHEMA public TO … »."
        ),
        "server_unreachable": lambda f: _(
            "Aucun serveur ne répond à {name}. Rien n’est perdu ; vérifiez qu’il tourne, le réseau et l’adresse, "
            "puis recommencez."
        ).format(name=f["name"]),
        "server_wants_password": lambda f: _(
            "Le serveur de {name} demande un mot de passe. Écrivez-le dans ~/.pgpass ou donnez-le dans PGPASSWORD, "
            "puis recommencez."
        ).format(name=f["name"]),
        "unstorable_value": lambda f: _(
            "La base de données ne peut pas garder un de ces textes ou de ces nombres. Rien n’a changé ; corrigez-le "
            "et recommencez."
        ),
    }
)
