"""The certificate of volunteering as it is shipped, in French, Dutch and English, and all shipped texts by paper."""

from delta_app.hosts.note_texts import NOTE_EN, NOTE_FR, NOTE_NL
from delta_app.hosts.paper_rules import Paper, PaperLanguage

CERTIFICATE_FR = """\
{lieu}, {adresse}, atteste que {prénom} {nom} y a été volontaire, comme accueillant·e, du {du} au {au}.

Pendant cette période :
- permanences tenues à l’accueil : {permanences}
- heures données à ces permanences : {heures}
- permanences en doublure, pour apprendre : {doublures}

Une permanence se tient à deux : ouvrir le lieu, accueillir chaque personne sans condition, servir, écouter, garder \
le lieu agréable, puis le refermer.

Ce volontariat n’a pas été rémunéré (loi du 3 juillet 2005 relative aux droits des volontaires). Les chiffres \
viennent du planning du lieu.

Attestation remise à la personne, à sa demande, le {date}.
"""

CERTIFICATE_NL = """\
{plek}, {adres}, bevestigt dat {voornaam} {achternaam} er vrijwilliger was, als gastvrouw of gastheer, van {van} tot \
en met {tot}.

In deze periode:
- permanenties aan het onthaal: {permanenties}
- uren gegeven in deze permanenties: {uren}
- meeloopdiensten, om te leren: {meeloopdiensten}

Een permanentie doet men met twee: de plek openen, iedereen zonder voorwaarden ontvangen, bedienen, luisteren, de \
plek aangenaam houden en ze weer sluiten.

Dit vrijwilligerswerk werd niet betaald (wet van 3 juli 2005 betreffende de rechten van vrijwilligers). De cijfers \
komen uit het rooster van de plek.

Attest op verzoek aan de persoon gegeven, op {datum}.
"""

CERTIFICATE_EN = """\
{place}, {address}, certifies that {first name} {family name} was a volunteer there, as a host, from {from} to \
{until}.

In this period:
- shifts held: {shifts}
- hours given in these shifts: {hours}
- shadow shifts, to learn: {shadow shifts}

A shift is held by two: open the place, welcome everybody without condition, serve, listen, keep the place pleasant, \
then close it.

This volunteering was not paid (Belgian law of 3 July 2005 on the rights of volunteers). The figures come from the \
roster of the place.

Certificate given to the person, at their request, on {date}.
"""

SHIPPED: dict[tuple[Paper, PaperLanguage], str] = {
    ("information_note", "fr"): NOTE_FR,
    ("information_note", "nl"): NOTE_NL,
    ("information_note", "en"): NOTE_EN,
    ("certificate", "fr"): CERTIFICATE_FR,
    ("certificate", "nl"): CERTIFICATE_NL,
    ("certificate", "en"): CERTIFICATE_EN,
}


def shipped_text(paper: Paper, language: PaperLanguage) -> str:
    """What the program ships for a paper in a language."""
    return SHIPPED[paper, language].strip("\n")
