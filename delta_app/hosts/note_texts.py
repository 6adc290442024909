"""The information note for volunteers as it is shipped, in French, Dutch and English.

Law of 3 July 2005 on the rights of volunteers, art. 4: before starting, a volunteer is told the purpose and legal form
of the organisation, its insurance, who is liable, what expenses are paid back, and the duty of discretion. The words
are ours; what the place has to write is a blank, and what we are not sure of says that it is to be checked.
"""

NOTE_FR = """\
Cette note est remise à {prénom} {nom} avant de commencer comme volontaire : {lieu}, {adresse}. La loi du 3 juillet \
2005 relative aux droits des volontaires demande à l’organisation de donner ces informations.

# L’organisation
- Le lieu est porté par : {organisation}
- Forme juridique : {statut}
- But : [à compléter : but de l’organisation]

# Le rôle d’accueillant·e
À deux, pendant une permanence : ouvrir le lieu, accueillir chaque personne sans condition, servir, écouter, garder \
le lieu agréable, puis le refermer. Qui ne peut pas venir le dit dès que possible, et cherche avec l’équipe qui \
prend la place.

# L’assurance
- L’organisation est assurée pour les dommages que des volontaires causent à d’autres pendant leur activité \
(responsabilité civile). Assureur : {assureur}. Police n° {police}
- Accident dont la personne volontaire est victime : [à compléter : assurance accidents, laquelle ou aucune]
- Autres risques, comme la protection juridique : [à compléter : autres assurances, lesquelles ou aucune]
- En cas de dommage ou d’accident, prévenir tout de suite : {contact}

# La responsabilité
Quand une personne volontaire cause un dommage pendant son activité, c’est en règle générale l’organisation qui en \
répond. La personne en répond elle-même en cas de fraude, de faute grave, ou de faute légère qui est chez elle une \
habitude plutôt qu’un accident. Cette règle dépend de la forme juridique de l’organisation (à vérifier pour ce \
lieu).

# Le défraiement
- Le volontariat n’est pas payé. Ce que le lieu rembourse : [à compléter : rien, forfait ou frais réels, et quand]
- Le forfait ne demande pas de justificatifs et a un plafond par jour et par an, toutes organisations ensemble.
- {plafonds}
- Les frais réels se remboursent sur justificatifs. Dans une même année civile, c’est le forfait ou les frais réels \
; à côté du forfait, seuls des déplacements sont remboursés, jusqu’à 2 000 km par an.

# La discrétion
Ce qui se dit et se vit au lieu y reste : ne pas citer de noms, ne rien raconter qui fasse reconnaître quelqu’un, ne \
rien écrire sur la santé ou la vie des personnes accueillies. Cela vaut aussi après avoir quitté l’équipe.
Il se peut qu’on apprenne ainsi des choses que couvre le secret professionnel du Code pénal (à vérifier : article \
458 de l’ancien code). Elles ne se révèlent pas.

# Pour qui reçoit une allocation
Chômage, maladie, aide sociale… : une déclaration ou un accord peut être nécessaire avant de commencer (à vérifier \
auprès de l’organisme qui la paie). Le lieu ne demande pas pourquoi on la reçoit, et ne le note nulle part.
"""

NOTE_NL = """\
Deze nota wordt aan {voornaam} {achternaam} gegeven vóór de start als vrijwilliger: {plek}, {adres}. De wet van 3 \
juli 2005 betreffende de rechten van vrijwilligers vraagt dat de organisatie deze informatie geeft.

# De organisatie
- De plek wordt gedragen door: {organisatie}
- Rechtsvorm: {rechtsvorm}
- Doel: [in te vullen: doel van de organisatie]

# De rol van gastvrouw of gastheer
Met twee, tijdens een permanentie: de plek openen, iedereen zonder voorwaarden ontvangen, bedienen, luisteren, de \
plek aangenaam houden en ze weer sluiten. Wie niet kan komen, zegt dat zo snel mogelijk en zoekt met het team wie de \
plaats inneemt.

# De verzekering
- De organisatie is verzekerd voor schade die vrijwilligers tijdens hun activiteit aan anderen toebrengen \
(burgerlijke aansprakelijkheid). Verzekeraar: {verzekeraar}. Polis nr. {polis}
- Ongeval waarvan de vrijwilliger het slachtoffer is: [in te vullen: ongevallenverzekering, welke of geen]
- Andere risico’s, zoals rechtsbijstand: [in te vullen: andere verzekeringen, welke of geen]
- Verwittig bij schade of een ongeval meteen: {contact}

# De aansprakelijkheid
Als een vrijwilliger tijdens de activiteit schade veroorzaakt, is in de regel de organisatie daarvoor aansprakelijk. \
De vrijwilliger is zelf aansprakelijk bij bedrog, bij een zware fout, of bij een lichte fout die eerder gewoonlijk \
dan toevallig voorkomt. Deze regel hangt af van de rechtsvorm van de organisatie (te controleren voor deze plek).

# De kostenvergoeding
- Vrijwilligerswerk wordt niet betaald. Wat de plek terugbetaalt: [in te vullen: niets, forfait of reële kosten, en \
wanneer]
- Het forfait vraagt geen bewijsstukken en heeft een maximum per dag en per jaar, voor alle organisaties samen.
- {maxima}
- Reële kosten worden met bewijsstukken terugbetaald. In één kalenderjaar is het ofwel het forfait, ofwel de reële \
kosten; naast het forfait worden alleen verplaatsingen terugbetaald, tot 2.000 km per jaar.

# De discretie
Wat op de plek wordt gezegd en beleefd, blijft daar: geen namen noemen, niets vertellen waaraan men iemand herkent, \
niets schrijven over de gezondheid of het leven van de bezoekers. Dat geldt ook na het vertrek uit het team.
Zo kan men zaken vernemen die onder het beroepsgeheim van het Strafwetboek vallen (te controleren: artikel 458 van \
het oude wetboek). Die maakt men niet bekend.

# Voor wie een uitkering krijgt
Werkloosheid, ziekte, leefloon…: soms is vóór de start een aangifte of een toestemming nodig (te controleren bij de \
instelling die ze betaalt). De plek vraagt niet waarom men ze krijgt en noteert het nergens.
"""

NOTE_EN = """\
This note is given to {first name} {family name} before starting as a volunteer: {place}, {address}. The Belgian law \
of 3 July 2005 on the rights of volunteers asks the organisation to give this information.

# The organisation
- The place is run by: {organisation}
- Legal form: {legal form}
- Purpose: [to fill in: purpose of the organisation]

# What a host does
Two together, during a shift: open the place, welcome everybody without condition, serve, listen, keep the place \
pleasant, then close it. Whoever cannot come says so as soon as possible, and looks with the team for somebody to \
take the seat.

# Insurance
- The organisation is insured for damage that volunteers cause to others during their activity (civil liability). \
Insurer: {insurer}. Policy no. {policy}
- An accident that happens to the volunteer: [to fill in: accident insurance, which or none]
- Other risks, such as legal assistance: [to fill in: other insurance, which or none]
- In case of damage or an accident, tell at once: {contact}

# Liability
When a volunteer causes damage during the activity, it is as a rule the organisation that answers for it. The \
volunteer answers for it in person in case of fraud, of serious fault, or of a slight fault that is a habit rather \
than an accident. This rule depends on the legal form of the organisation (to be checked for this place).

# Expenses
- Volunteering is not paid. What the place pays back: [to fill in: nothing, flat rate or real expenses, and when]
- The flat rate needs no receipts and has a ceiling a day and a year, for all organisations together.
- {ceilings}
- Real expenses are paid back against receipts. In one calendar year it is either the flat rate or real expenses; \
beside the flat rate only travel is paid back, up to 2,000 km a year.

# Discretion
What is said and lived at the place stays there: give no names, tell nothing by which somebody may be recognised, \
write nothing about the health or the life of the people who are welcomed. This holds after leaving the team, too.
One may come to know things that fall under professional secrecy in the Penal Code (to be checked: article 458 of \
the former code). They are not revealed.

# If you receive a benefit
Unemployment, illness, social assistance…: a declaration or a permission may be needed before starting (to be \
checked with whoever pays it). The place does not ask why somebody receives it, and notes it nowhere.
"""
