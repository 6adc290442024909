"""A place with a mail account and people who have addresses, and a letter to each of them."""

from delta_app.mail.letter import Attachment, Letter
from delta_app.post.account_commands import AccountDetails, set_account
from delta_app.post.commands import Outgoing, put_letters
from delta_app.post.queries import outbox_rows
from tests.factory import a_host, a_store, acting

PASSWORD = "sésame-de-la-poste"
ADDRESS = "accueil@maison.example"
PDF = Attachment("planning.pdf", "application/pdf", b"%PDF-1.4 none")


def an_account(store, port=1, *, host="127.0.0.1", user="", password=None, security="none", name="Le Delta"):
    """The account of a server on this PC; without a user nobody logs in."""
    with acting(store, "Régler le courrier") as session:
        set_account(session, AccountDetails(host, port, security, user, ADDRESS, name), password)


def a_place(folder, people=3, port=1):
    """A store with an account and so many hosts; (store, their ids)."""
    store = a_store(folder)
    an_account(store, port)
    return store, [a_host(store, f"Ana{n}", "Öztürk", email=address_of_number(n)) for n in range(people)]


def address_of_number(number):
    return f"ana{number}@example.org"


def outgoing(ids, **wishes):
    """A letter to each of these hosts."""
    wishes = {
        "subject": "Vos permanences de janvier",
        "text": "Bonjour,\nvoici le planning.\n",
        "attachments": (PDF,),
    } | wishes
    return [Outgoing(Letter(address_of_number(n), f"Ana{n} Ö.", **wishes), host) for n, host in enumerate(ids)]


def put(store, letters, about="2027-01 v1", kind="roster", **options):
    """Put letters in the outbox."""
    with acting(store, "Envoyer le planning") as session:
        return put_letters(session, kind, about, letters, **options)


def states(store):
    """How many letters are in each state."""
    found = {}
    for row in rows(store):
        found[row.state] = found.get(row.state, 0) + 1
    return found


def rows(store):
    with store.read() as session:
        return outbox_rows(session)
