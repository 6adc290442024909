"""The register of processing that GDPR art. 30 asks of whoever keeps data of people: on paper, to be shown when asked.

What it says of the program is so; what depends on the place (its legal basis, who else gets to see the data) is a
proposal, marked to be checked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from delta_app.core.i18n import _, format_date
from delta_app.sheets.document import Block, Points, Rows, Text, document
from delta_app.team.register_data import RegisterFacts


@dataclass(frozen=True)
class Processing:
    """One line of the register: ``kept`` names the lines of the table of retention that say for how long."""

    title: str
    purpose: str
    basis: str
    people: str
    data: str
    recipients: str
    kept: tuple[str, ...]


def register_title() -> str:
    """What the paper is called."""
    return _("Registre des activités de traitement")


def register_file_name(day: date) -> str:
    """What its file is called, without an ending."""
    return _("registre-traitements-{day}").format(day=day.isoformat())


def _processings() -> tuple[Processing, ...]:
    team = _("accueillant·es : bénévoles, voisin·es, personnes détachées par un service partenaire")
    return (
        Processing(
            _("1. Organiser l’accueil"),
            _("composer et diffuser le planning, trouver des remplacements, joindre les personnes"),
            _("l’accord de volontariat et l’intérêt légitime du lieu à rester ouvert (art. 6.1 b et f) — à vérifier"),
            team,
            _(
                "nom, e-mail, téléphone, langues, origine, expérience ; disponibilités, absences sans leur raison ; "
                "permanences, échanges, appels ; parcours, rencontres ; avec qui une personne vient volontiers ou non"
            ),
            _("la coordination ; l’équipe, qui ne voit que prénom et initiale ; qui lit le planning affiché"),
            ("hosts", "answers", "shifts"),
        ),
        Processing(
            _("2. Rembourser les frais des volontaires"),
            _("noter ce qui est remboursé, rester sous les plafonds, en donner la liste annuelle"),
            _("obligation légale (art. 6.1 c) : loi du 3 juillet 2005, art. 10 à 12 — à vérifier"),
            _("bénévoles et voisin·es ; jamais les personnes détachées par un service"),
            _("nom, jour, nature, montant, kilomètres ; jamais pour quoi"),
            _("la coordination, la trésorerie ; l’administration fiscale si elle le demande — à vérifier"),
            ("allowances",),
        ),
        Processing(
            _("2 bis. Tenir la caisse"),
            _("répondre de l’argent du lieu : qui a compté, qui a vérifié, avec quelles pièces"),
            _("obligation légale (art. 6.1 c) : comptabilité des associations — à vérifier"),
            _("celles et ceux qui ouvrent et ferment la caisse ; jamais qui consomme"),
            _("prénom et initiale, jour ; ce qu’un ticket joint ou la banque peut montrer"),
            _("la coordination, la trésorerie ; qui vérifie les comptes"),
            ("till",),
        ),
        Processing(
            _("3. Écrire à l’équipe"),
            _("envoyer à chaque personne son planning, une demande, un papier"),
            _("comme l’accueil (art. 6.1 b et f) — à vérifier"),
            team,
            _("adresse e-mail, nom, texte du message et ce qui y est joint ; une personne par message"),
            _("la personne elle-même ; le service d’e-mail du lieu, comme sous-traitant — à vérifier : lequel, et où"),
            ("letters",),
        ),
        Processing(
            _("4. Se passer le mot"),
            _("laisser un mot à l’équipe suivante"),
            _("intérêt légitime du lieu (art. 6.1 f) — à vérifier"),
            team,
            _(
                "qui a écrit, quand, le mot ; le formulaire dit : pas de nom, pas de santé, pas de situation "
                "personnelle"
            ),
            _("l’équipe, au PC du lieu"),
            ("logbook",),
        ),
        Processing(
            _("5. Savoir qui a fait quoi, et pouvoir l’annuler"),
            _("corriger une erreur, protéger les données de qui n’y a pas droit"),
            _("intérêt légitime et sécurité (art. 6.1 f, art. 32) — à vérifier"),
            team,
            _("prénom et initiale, acte, heure ; valeurs d’avant et d’après ; empreinte des codes, essais faux"),
            _("la coordination"),
            ("journal", "copies"),
        ),
        *_of_programme_and_house(),
    )


def _of_programme_and_house() -> tuple[Processing, ...]:
    return (
        Processing(
            _("6. Faire le programme avec les personnes du lieu"),
            _("recueillir des idées et y répondre, annoncer des activités et qui les anime"),
            _("intérêt légitime du lieu (art. 6.1 f) ; un prénom n’est noté que si la personne le donne — à vérifier"),
            _("qui a une idée ou anime une activité : participant·es, accueillant·es, services partenaires"),
            _("l’idée, la réponse et le prénom s’il est donné ; qui anime ; combien de personnes viennent, jamais qui"),
            _("l’équipe ; tout le monde, pour une activité annoncée"),
            ("first_names", "shifts"),
        ),
        Processing(
            _("7. Entretenir la maison"),
            _("savoir à qui le tour et ce qui est fait, réparer, retrouver ce qui est prêté"),
            _("intérêt légitime du lieu (art. 6.1 f) — à vérifier"),
            _("l’équipe ; qui vient réparer, qui emprunte"),
            _("à qui le tour d’une tâche, qui a dit qu’elle est faite ; qui répare ; qui emprunte, jusqu’au retour"),
            _("l’équipe, au PC du lieu"),
            ("hosts", "chores"),
        ),
    )


def register_pdf(facts: RegisterFacts, *, printed_on: date) -> bytes:
    """The register on A4."""
    foot = _("{venue} · imprimé le {day}").format(venue=facts.place, day=format_date(printed_on, "d MMMM y"))
    return document(register_title(), tuple(_blocks(facts)), author=facts.place, foot=foot)


def _blocks(facts: RegisterFacts) -> Iterator[Block]:
    yield Text(_("Règlement général sur la protection des données (UE 2016/679), article 30."), "soft")
    missing = _("à compléter : Réglages, Vie privée")
    yield Rows(
        (),
        (
            (_("Lieu"), ", ".join(filter(None, (facts.place, facts.address)))),
            (_("Responsable du traitement"), facts.responsible or missing),
            (_("À qui s’adresser"), facts.contact or missing),
            (_("Hors de l’Union européenne"), _("rien n’y est envoyé par le programme — à vérifier pour l’e-mail")),
        ),
        widths=(3, 7),
    )
    for one in _processings():
        yield Text(one.title, "heading")
        yield Rows((), tuple(_lines(one, facts)), widths=(3, 7))
    yield Text(_("Ce qui n’est pas traité"), "heading")
    visits = facts.row("visits")
    yield Text(
        _(
            "Les personnes accueillies ne sont inscrites nulle part : seul un nombre de passages est compté "
            "({why} ; gardé {how_long}). Qui donne son prénom avec une idée, ou pour animer, le fait librement : "
            "voir le point 6."
        ).format(why=visits.why, how_long=visits.how_long)
    )
    yield Text(_("Comment les données sont protégées (art. 32)"), "heading")
    yield Points(
        (
            _(
                "Le PC se verrouille ; la coordination et la trésorerie ont une phrase de passe, chaque personne un "
                "code."
            ),
            _("Qui ne s’est pas identifié, et l’équipe, ne voient que prénom et initiale."),
            _("Les papiers affichés ne portent ni téléphone ni adresse."),
            _("Des copies vérifiées se font seules ; ce qui est effacé est écrasé dans le fichier de données."),
            _("Le fichier de données et ses copies ne sont pas chiffrés par le programme : le disque du PC devrait "
              "l’être — à vérifier."),
        )
    )  # fmt: skip
    yield Text(_("Droits des personnes"), "heading")
    yield Text(
        _(
            "Chacun·e reçoit sur demande tout ce qui est gardé à son sujet, en PDF et en JSON, fait corriger ce qui "
            "est faux, et peut après son départ faire retirer son nom. Une plainte va à l’Autorité de protection des "
            "données, rue de la Presse 35, 1000 Bruxelles — adresse à vérifier."
        )
    )


def _lines(one: Processing, facts: RegisterFacts) -> Iterator[tuple[str, str]]:
    yield _("Finalité"), one.purpose
    yield _("Base"), one.basis
    yield _("Personnes"), one.people
    yield _("Données"), one.data
    yield _("Destinataires"), one.recipients
    for key in one.kept:
        row = facts.row(key)
        kept = _("{how_long} ; ensuite : {then}").format(how_long=row.how_long, then=row.then)
        yield _("Durée : {what}").format(what=row.what), kept
