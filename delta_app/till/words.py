"""The refusals of acts at the till, in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from delta_app.core import clock
from delta_app.core.errors import register_words
from delta_app.core.i18n import _, format_number, format_time, long_date
from delta_app.core.money import format_money


def _moment(instant: datetime) -> str:
    local = instant.astimezone(clock.BRUSSELS)
    return f"{long_date(local.date())}, {format_time(local.hour * 60 + local.minute)}"


def _product_taken(facts: Mapping[str, Any]) -> str:
    if facts["withdrawn"]:
        return _(
            "« {name} » existe déjà parmi ce qui n’est plus vendu. Rien n’a changé ; remettez-le sur la carte, ou "
            "choisissez un autre nom."
        ).format(name=facts["name"])
    return _("« {name} » est déjà sur la carte. Rien n’a changé ; choisissez un autre nom.").format(name=facts["name"])


def _not_reversible(facts: Mapping[str, Any]) -> str:
    if facts["kind"] == "reverse":
        return _("Une contre-passation ne s’annule pas : notez l’acte une nouvelle fois. Rien n’a changé.")
    if facts["kind"] == "reclassify":
        return _("Un reclassement ne s’annule pas : classez l’écriture à sa place. Rien n’a changé.")
    if facts["kind"] in ("clock", "reclassify"):
        return _("Cette écriture ne s’annule pas. Rien n’a changé ; notez-en une autre qui dit ce qui est juste.")
    return _("Une ouverture ou une clôture ne s’annule pas. Rien n’a changé ; le prochain comptage rétablira le solde.")


def _card_short(facts: Mapping[str, Any]) -> str:
    if facts["undoing"] and not facts["there"]:
        return _("Tout en est déjà dépensé : il ne reste rien sur la carte. Rien n’a été annulé.")
    if facts["undoing"]:
        said = _(
            "Une partie en est déjà dépensée : il reste {amount} sur la carte. Rien n’a été annulé ; remboursez ce "
            "reste."
        )
    else:
        said = _(
            "Il n’y a pas assez sur la carte : {amount}. Rien n’a été noté ; rechargez-la, ou payez le reste autrement."
        )
    return said.format(amount=format_money(facts["there"]))


def _suspended_short(facts: Mapping[str, Any]) -> str:
    if facts["undoing"]:
        said = _(
            "Ce café suspendu est déjà bu : il en manque {amount}. Rien n’a été annulé ; si l’argent est à rendre, "
            "notez une sortie d’argent."
        )
    else:
        said = _("Il n’y a pas assez de cafés suspendus : il manque {amount}. Rien n’a été noté ; payez autrement.")
    return said.format(amount=format_money(facts["cents"]))


def _difference(facts: Mapping[str, Any]) -> str:
    if facts["cents"] < 0:
        said = _(
            "Il manque {amount} dans la caisse. Rien n’est encore fermé ; recomptez, ou dites ce qui a pu arriver."
        )
    else:
        said = _("Il y a {amount} de trop. Rien n’est encore fermé ; recomptez, ou dites ce qui a pu arriver.")
    return said.format(amount=format_money(abs(facts["cents"])))


register_words(
    {
        "till_already_open": lambda f: _(
            "La caisse est déjà ouverte, peut-être dans une autre fenêtre. Rien n’a changé."
        ),
        "already_reversed": lambda f: _("L’écriture {year}-{number} est déjà annulée. Rien n’a changé.").format(
            year=f["year"], number=f["number"]
        ),
        "bad_act": lambda f: _("Cette ligne n’est pas un acte de caisse : {detail}. Rien n’a été noté.").format(
            detail=f["detail"]
        ),
        "bad_card": lambda f: _(
            "« {text} » n’est pas un numéro de carte. Rien n’a été noté ; un numéro a un à huit chiffres."
        ).format(text=f["text"]),
        "bad_count": lambda f: _(
            "Le comptage ne peut pas être juste : il y a une pièce ou un billet qui n’existe pas, ou trop. Rien n’a "
            "été noté ; recomptez."
        ),
        "bad_quantity": lambda f: _("Une quantité va de 1 à {most}. Rien n’a été noté.").format(
            most=format_number(f["most"])
        ),
        "bad_way": lambda f: _("On ne paie pas ceci de cette façon. Rien n’a été noté ; choisissez-en une autre."),
        "card_empty": lambda f: _("La carte {number} est vide : il n’y a rien à rembourser.").format(
            number=f["number"]
        ),
        "card_needed": lambda f: _("Il manque le numéro de la carte. Rien n’a été noté ; dites-le."),
        "card_short": _card_short,
        "card_taken": lambda f: _(
            "La carte {number} est déjà vendue. Rien n’a été noté ; rechargez-la, ou prenez une autre carte."
        ).format(number=f["number"]),
        "clock_behind": lambda f: _(
            "L’horloge de ce PC indique {now}, mais la dernière écriture est du {last}. Rien n’a été noté ni perdu ; "
            "remettez l’horloge à l’heure, ou demandez à la trésorerie."
        ).format(now=_moment(f["now"]), last=_moment(f["last"])),
        "clock_ahead": lambda f: _(
            "L’horloge de ce PC indique {now}, plus d’un an après la dernière écriture, du {last}. Rien n’a été "
            "noté ni perdu ; remettez l’horloge à l’heure, ou demandez à la trésorerie."
        ).format(now=_moment(f["now"]), last=_moment(f["last"])),
        "clock_is_right": lambda f: _("L’horloge de ce PC suit la dernière écriture : il n’y a rien à accepter."),
        "difference_unexplained": _difference,
        "draft_elsewhere": lambda f: _(
            "L’addition a changé dans une autre fenêtre. Rien n’a été noté ; voici ce qu’elle est maintenant."
        ),
        "empty_sale": lambda f: _("L’addition est vide. Rien n’a été noté ; touchez d’abord ce qui est vendu."),
        "envelope_short": lambda f: _(
            "Il n’y a pas autant dans les enveloppes : il manque {amount}. Rien n’a été noté ; diminuez le montant."
        ).format(amount=format_money(f["cents"])),
        "keep_too_much": lambda f: _(
            "On ne peut pas garder {keep} : il n’y a que {counted} dans la caisse. Rien n’est encore fermé."
        ).format(keep=format_money(f["keep"]), counted=format_money(f["counted"])),
        "label_long": lambda f: _("C’est trop long : au plus {most} caractères. Rien n’a été noté.").format(
            most=format_number(f["most"])
        ),
        "label_needed": lambda f: _("Dites en un mot pour quoi. Rien n’a été noté."),
        "no_closing": lambda f: _("L’écriture {number} n’est pas une clôture : elle n’a pas de bordereau.").format(
            number=f["number"]
        ),
        "no_such_card": lambda f: _(
            "Aucune carte ne porte le numéro {number}. Rien n’a été noté ; vérifiez le numéro, ou vendez la carte."
        ).format(number=f["number"]),
        "no_such_entry_number": lambda f: _("Aucune écriture ne porte ce numéro. Rien n’a changé."),
        "no_such_price": lambda f: _("Aucun prix ne change ce jour-là. Rien n’a changé."),
        "no_such_product": lambda f: _("Ce produit n’est plus sur la carte. Rien n’a changé ; choisissez-en un autre."),
        "not_reversible": _not_reversible,
        "not_this_session": lambda f: _(
            "L’écriture {year}-{number} n’est pas de cette ouverture : seules la coordination et la trésorerie "
            "l’annulent. Rien n’a changé."
        ).format(year=f["year"], number=f["number"]),
        "paper_gone": lambda f: _("Aucune pièce n’est gardée avec cette écriture, ou ses sept ans sont passés."),
        "paper_missing": lambda f: _("Ce fichier n’est plus là. Rien n’a été noté ; choisissez-en un autre."),
        "paper_too_big": lambda f: _(
            "Ce fichier est trop lourd : {size} Mo, au plus {most}. Rien n’a été noté ; prenez une photo plus petite, "
            "ou gardez le papier avec son numéro."
        ).format(size=format_number(f["size"]), most=format_number(f["most"])),
        "paper_unreadable": lambda f: _(
            "Ce fichier n’est ni une photo ni un PDF que l’on peut lire. Rien n’a été noté ; choisissez-en un autre."
        ),
        "pay_differs": lambda f: _(
            "L’addition fait {total}, mais {paid} sont payés. Rien n’a été noté ; mettez les parts d’accord."
        ).format(total=format_money(f["total"]), paid=format_money(f["paid"])),
        "price_is_fixed": lambda f: _(
            "« {name} » a un prix fixe : {price}. Rien n’a été noté ; le prix se change sur la carte."
        ).format(name=f["name"], price=format_money(f["cents"] or 0)),
        "price_is_free": lambda f: _("« {name} » est à prix libre : il n’a pas de prix à changer.").format(
            name=f["name"]
        ),
        "price_needed": lambda f: _("Il faut un prix pour « {name} ». Rien n’a été noté.").format(name=f["name"]),
        "price_past": lambda f: _(
            "Un prix ne change pas le passé. Rien n’a changé ; choisissez un jour à partir du {today}."
        ).format(today=long_date(f["today"])),
        "product_gone": lambda f: _(
            "« {name} » n’est plus vendu depuis tout à l’heure. Rien n’a été noté ; ôtez-le de l’addition."
        ).format(name=f["name"]),
        "product_name_long": lambda f: _("Un nom a au plus {most} caractères. Rien n’a changé.").format(
            most=format_number(f["most"])
        ),
        "product_taken": _product_taken,
        "product_unnamed": lambda f: _("Il faut un nom pour ce produit. Rien n’a changé."),
        "suspended_unpaid": lambda f: _(
            "Un café suspendu se paie pour de bon : ni offert, ni avec un autre. Rien n’a été noté ; choisissez une "
            "autre façon."
        ),
        "suspended_short": _suspended_short,
        "till_closed": lambda f: _("La caisse est fermée. Rien n’a été noté ; ouvrez-la d’abord, à deux."),
        "till_opened_anew": lambda f: _(
            "La caisse a été fermée et rouverte ailleurs depuis ce comptage. Rien n’a été noté ; comptez-la de nouveau."
        ),
        "till_unproven": lambda f: _(
            "Le journal de la caisse ne tient pas : il a été changé ailleurs que dans le programme. Rien n’a été "
            "touché ; « delta-app till check » dit où, une copie de sauvegarde dit ce qui était."
        ),
        "till_short": lambda f: _(
            "Il n’y a pas autant dans la caisse : il manque {amount}. Rien n’a été noté ; payez autrement, ou mettez "
            "d’abord de l’argent en caisse."
        ).format(amount=format_money(f["cents"])),
        "two_needed": lambda f: _("Il faut deux personnes différentes. Rien n’a été noté ; choisissez-les."),
        "why_needed": lambda f: _("Dites en un mot pourquoi. Rien n’a changé."),
        "year_closed": lambda f: _(
            "Les comptes de {year} sont clôturés. Rien n’a été noté ; choisissez un jour d’une année ouverte."
        ).format(year=f["year"]),
    }
)
