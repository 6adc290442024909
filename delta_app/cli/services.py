"""Verbs about partner services: what each promises a month; a name almost right is asked about, never doubled."""

import argparse
from collections.abc import Sequence
from typing import Any

from delta_app.cli.console import Console, ExitCode, add_verb, opened
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, ngettext
from delta_app.core.text import compact
from delta_app.hosts.commands import promise_shifts, remove_partner
from delta_app.hosts.names import services_alike
from delta_app.hosts.queries import PartnerRow, hosts, partners
from delta_app.shifts.queries import seats_owed


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    listed = add_verb(verbs, "partners", act_partners, _("montre les services partenaires et ce qu’ils promettent"))
    listed.add_argument("--remove", metavar=_("SERVICE"), help=_("enlève un service sans personne ni engagement"))
    promise = add_verb(verbs, "promise", act_promise, _("note combien de permanences par mois un service promet"))
    promise.add_argument("partner", metavar=_("SERVICE"))
    promise.add_argument("shifts", type=int, metavar="N")
    promise.add_argument("--new", action="store_true", help=_("un service de plus, même si le nom ressemble"))


def partner_meant(known: Sequence[PartnerRow], name: str) -> PartnerRow | None:
    """The service of that name; None when there is none like it. Refuses ``near_partner`` for one almost right."""
    for partner in known:
        if compact(partner.name) == compact(name):
            return partner
    near = tuple(partner.name for partner in known if services_alike(partner.name, name))
    if near:
        raise Refused("near_partner", name=name, near=near)
    return None


def act_partners(options: argparse.Namespace, console: Console) -> int:
    """Show the services, or take one away."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            known = partners(session)
            team = hosts(session)
        if options.remove is not None:
            partner = partner_meant(known, options.remove)
            if partner is None:
                raise Refused("unknown_partner", name=options.remove)
            with store.write(actor, _("Enlever le service {partner}").format(partner=partner.name)) as session:
                if seats_owed(session, partner.id):
                    raise Refused("partner_served", partner=partner.name)
                remove_partner(session, partner.id)
            console.say(_("Service enlevé : {partner}.").format(partner=partner.name))
            return ExitCode.DONE
    if not known:
        console.say(_("Il n’y a encore aucun service partenaire."))
    width = max((len(partner.name) for partner in known), default=0)
    for partner in known:
        people = sum(host.partner_id == partner.id for host in team)
        promised = ngettext("promet {n} permanence par mois", "promet {n} permanences par mois", partner.promised)
        lent = ngettext("{n} personne", "{n} personnes", people)
        console.say(f"{partner.name:{width}}  {promised.format(n=partner.promised)} · {lent.format(n=people)}")
    return ExitCode.DONE


def act_promise(options: argparse.Namespace, console: Console) -> int:
    """Note a service's promise."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            known = partners(session)
        partner = None
        if not (options.new and all(compact(row.name) != compact(options.partner) for row in known)):
            partner = partner_meant(known, options.partner)
        name = partner.name if partner else options.partner.strip()
        label = _("Engagement de {partner} : {n} par mois").format(partner=name, n=options.shifts)
        with store.write(actor, label) as session:
            promise_shifts(session, name, options.shifts)
    if partner is None:
        console.say(_("Nouveau service : {partner}.").format(partner=name))
    console.say(
        ngettext(
            "{partner} promet {n} permanence par mois.", "{partner} promet {n} permanences par mois.", options.shifts
        ).format(partner=name, n=options.shifts)
    )
    return ExitCode.DONE
