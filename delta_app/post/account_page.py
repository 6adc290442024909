"""The section of settings with the mail account and what is in the outbox.

Before it stands the coordinator, once, with what the provider wrote down; later to see why a letter has not left.
"""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.post.account_commands import AccountDetails, forget_account, set_account
from delta_app.post.account_data import opens_here, server_to_try
from delta_app.post.outbox_dialog import FOLLOW_MS, OutboxDialog, outbox_button_words
from delta_app.post.queries import Account, OutboxSummary, account, name_of_place, outbox_summary, sends_nothing
from delta_app.post.sending_process import try_account
from delta_app.post.spoken import problem_words, summary_words
from delta_app.widgets import work
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.chips import Chip
from delta_app.widgets.choice import Choice
from delta_app.widgets.forms import NumberField, acts_row, add_field, form_on, secret_field
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import set_property, words

USUAL_PORTS = {"tls": 465, "starttls": 587, "none": 25}
NO_ACCOUNT = AccountDetails("", USUAL_PORTS["tls"], "tls", "", "", "")


class AccountView(SectionView):
    """Two cards; what was typed and not saved yet stays until it is. The password is never shown again."""

    tables = frozenset({"setting", "outbox_letter", "venue"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _(
            "Delta peut envoyer lui-même les plannings et les appels, un message par personne. Sans compte, il prépare "
            "des brouillons pour votre programme d’e-mail."
        )
        super().__init__(desk, _("Courrier"), sentence, parent)
        self._kept = NO_ACCOUNT
        self._has_password = False
        self._summary: OutboxSummary | None = None
        self._trying: work.Work | None = None
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self._state = Chip()
        self._host, self._user, self._address, self._name = (QLineEdit() for _field in range(4))
        self._password = secret_field()
        for field in (self._host, self._user, self._address, self._name):
            field.setMaxLength(254)
        self._host.setPlaceholderText(_("par exemple smtp.exemple.be"))
        self._address.setPlaceholderText(_("par exemple accueil@exemple.be"))
        self._security = Choice(_("Sécurité"))
        for key, text in (
            ("tls", _("TLS dès le début")),
            ("starttls", _("STARTTLS")),
            ("none", _("aucune, seulement sur ce PC")),
        ):
            self._security.addItem(text, key)
        self._port = NumberField(1, 65535, USUAL_PORTS["tls"])
        self._said = words("", "soft", wrap=True)
        self._save = Button(_("Enregistrer le compte"), "check")
        self._try = Button(_("Envoyer un essai"), "publish")
        self._forget = Button(_("Oublier ce compte"))
        self._counts, self._why = words("", "", wrap=True), words("", "error", wrap=True)
        self._open = Button(_("Boîte d’envoi…"), "folder")
        self._send = Button(_("Envoyer maintenant"), "publish")
        self._follow = QTimer(self, interval=FOLLOW_MS)

    def _lay_out(self) -> None:
        self._reserved = words(_("Ce compte se voit et se règle en coordonnant."), "soft", wrap=True)
        self._account, self._outbox = Card(_("Compte e-mail")), Card(_("Boîte d’envoi"))
        self._account.column.addLayout(acts_row(self._state))
        form, self._fields = form_on(), list[QWidget]()
        for text, field in (
            (_("Serveur d’envoi (SMTP)"), self._host),
            (_("Sécurité"), self._security),
            (_("Port"), self._port),
            (_("Nom d’utilisateur"), self._user),
            (_("Mot de passe"), self._password),
            (_("Adresse qui envoie"), self._address),
            (_("Nom que les gens voient"), self._name),
        ):
            add_field(form, text, field)
            self._fields.append(field)
        self._account.column.addLayout(form)
        kept = _(
            "Le mot de passe est gardé chiffré ; sa clé reste sur ce PC. Sur un autre PC, ou avec une copie des "
            "données, il faudra l’écrire de nouveau. Certains comptes veulent un mot de passe d’application."
        )
        self._account.column.addWidget(words(kept, "soft", wrap=True))
        self._account.column.addLayout(acts_row(self._save, self._try, self._forget))
        self._account.column.addWidget(self._said)
        self._outbox.column.addWidget(self._counts)
        self._outbox.column.addWidget(self._why)
        self._outbox.column.addLayout(acts_row(self._open, self._send))
        for piece in (self._reserved, self._account, self._outbox):
            self.column.addWidget(piece)

    def _connect(self) -> None:
        for field in (self._host, self._user, self._password, self._address, self._name):
            field.textEdited.connect(self.on_edited)
            field.returnPressed.connect(self._save.click)
        self._port.valueChanged.connect(self.on_edited)
        self._security.activated.connect(self.on_security)
        self._save.clicked.connect(self.on_save)
        self._try.clicked.connect(self.on_try)
        self._forget.clicked.connect(self.on_forget)
        self._open.clicked.connect(self.on_open)
        self._send.clicked.connect(lambda: self.desk.send_mail())  # noqa: PLW0108 (the window puts it there later)
        self._follow.timeout.connect(self.on_follow)

    @property
    def _typed(self) -> AccountDetails:
        return AccountDetails(
            self._host.text(), self._port.value(), str(self._security.currentData()), self._user.text(),
            self._address.text(), self._name.text(),
        )  # fmt: skip

    @property
    def _typed_password(self) -> str | None:
        return self._password.text() or None

    def refresh(self) -> None:
        """Show what is kept, save for what somebody is changing."""
        may = self.desk.may_write
        self._reserved.setVisible(not may)
        for card in (self._account, self._outbox):
            card.setVisible(may)
        if not may:
            self._show_details(NO_ACCOUNT)
            self._password.clear()
            return
        with self.desk.attempt():
            with self.desk.store.read() as session:
                kept, summary = account(session), outbox_summary(session)
                demo, place, readable = sends_nothing(session), name_of_place(session), opens_here(session)
            self._has_password = kept.has_password
            if self._typed == self._kept:
                self._show_details(_details(kept))
            self._kept = _details(kept)
            self._show_state(kept, place, demo=demo, readable=readable)
            self._show_outbox(summary)
            self.on_edited()
            for field in self._fields:
                field.setEnabled(not demo)

    def _show_details(self, details: AccountDetails) -> None:
        self._kept = details
        for field, text in (
            (self._host, details.host), (self._user, details.user), (self._address, details.address),
            (self._name, details.name),
        ):  # fmt: skip
            if field.text() != text:
                field.setText(text)
        self._port.setValue(details.port)
        self._security.setCurrentIndex(self._security.findData(details.security))

    def _show_state(self, kept: Account, place: str, *, demo: bool, readable: bool) -> None:
        if demo:
            self._state.tell(_("la démonstration n’envoie rien"), "minus", "plain")
        elif not kept.ready:
            self._state.tell(_("pas encore de compte"), "minus", "plain")
        elif not readable:
            self._state.tell(_("mot de passe à écrire de nouveau sur ce PC"), "alert", "attention")
        else:
            self._state.tell(_("compte réglé"), "check", "good")
        hint = _("enregistré, jamais montré") if kept.has_password and readable else ""
        self._password.setPlaceholderText(hint)
        self._name.setPlaceholderText(place)
        self._forget.setVisible(bool(kept.host))

    def _show_outbox(self, summary: OutboxSummary) -> None:
        self._summary = summary
        self._counts.setText(" · ".join(summary_words(summary)) or _("Rien n’a encore été envoyé par Delta."))
        self._why.setText("" if summary.problem is None else problem_words(summary.problem))
        self._why.setVisible(summary.problem is not None)
        self._open.say(outbox_button_words(summary.refused + summary.in_doubt))
        self._send.setVisible(bool(summary.waiting))

    def on_follow(self) -> None:
        """Letters leave one by one while one looks."""
        with self.desk.attempt():
            if self.desk.may_write:
                with self.desk.store.read() as session:
                    summary = outbox_summary(session)
                if summary != self._summary:
                    self._show_outbox(summary)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow what leaves."""
        super().showEvent(event)
        self._follow.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._follow.stop()

    def on_security(self) -> None:
        """The port that goes with it, unless somebody chose one of their own."""
        if self._port.value() in USUAL_PORTS.values():
            self._port.setValue(USUAL_PORTS[str(self._security.currentData())])
        self.on_edited()

    def on_edited(self) -> None:
        """Saving is offered for what differs, a try for what is whole."""
        typed = self._typed
        changed = typed != self._kept or bool(self._password.text())
        whole = bool(typed.host.strip() and typed.address.strip())
        self._save.setEnabled(changed and whole)
        self._try.setEnabled(whole and self._trying is None)
        self._forget.setEnabled(bool(self._kept.host))

    def on_save(self) -> None:
        """Keep the account; its password sealed."""
        typed, password = self._typed, self._typed_password
        done = self.desk.act(
            _("Régler le compte e-mail"),
            lambda session: set_account(session, typed, password),
            lambda _nothing: _("Le compte e-mail est enregistré. Envoyez un essai pour voir s’il marche."),
        )
        if done:
            self._password.clear()
            with self.desk.attempt(), self.desk.store.read() as session:
                self._show_details(_details(account(session)))
            self.on_edited()
            self._try.setFocus()

    def on_try(self) -> None:
        """Send a letter to the sender's own address with what is written here, saved or not."""
        try:
            with self.desk.store.read() as session:
                server, sender = server_to_try(session, self._typed, self._typed_password)
        except Refused as refusal:
            self._say(say(refusal), good=False)
            return
        self._say(_("L’essai est en cours…"), good=True)
        self._try.setEnabled(False)
        done = _(
            "Un message d’essai est parti vers {address}. S’il n’arrive pas dans les minutes qui viennent, regardez "
            "parmi les indésirables."
        ).format(address=sender.address)
        self._trying = work.start(
            lambda: try_account(server, sender),
            lambda _nothing: self.on_tried(done, good=True),
            lambda error: self.on_tried(work.in_words(error), good=False),
        )
        self.destroyed.connect(self._trying.drop)

    def on_tried(self, sentence: str, *, good: bool) -> None:
        """Say what happened."""
        self._trying = None
        self._say(sentence, good=good)
        self.on_edited()
        self._try.setFocus()

    def _say(self, sentence: str, *, good: bool) -> None:
        set_property(self._said, "role", "strong" if good else "error")
        self._said.setText(sentence)

    def on_forget(self) -> None:
        """Nothing leaves by itself any more."""
        done = self.desk.act(
            _("Oublier le compte e-mail"),
            forget_account,
            lambda _nothing: _("Le compte e-mail est oublié. Ce qui attend dans la boîte d’envoi y reste."),
        )
        if done:
            self._show_details(NO_ACCOUNT)
            self._password.clear()
            self.refresh()
            self._host.setFocus()

    def on_open(self) -> None:
        """Every letter, and what can be done."""
        OutboxDialog(self.desk, self).exec()
        self._open.setFocus()

    def offers(self) -> Sequence[Act]:
        """The outbox, and sending now."""
        if not self.desk.may_write:
            return ()
        waiting = self._summary is not None and self._summary.waiting
        outbox = Act.of("settings.outbox", self._open, _("Boîte d’envoi…"))
        return (outbox, Act.of("settings.send_mail", self._send)) if waiting else (outbox,)

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """How letters leave."""
        return (
            (_("Savoir si le compte marche"), _("« Envoyer un essai » : le message va à l’adresse qui envoie")),
            (_("Corriger une adresse qui est refusée"), _("dans Équipe, puis « Réessayer » dans la boîte d’envoi")),
            (_("Voir si quelqu’un a été averti"), _("« Boîte d’envoi… », puis son nom")),
        )


def _details(kept: Account) -> AccountDetails:
    return AccountDetails(kept.host, kept.port, kept.security, kept.user, kept.address, kept.name)


def account_section() -> Section:
    """The mail account."""
    return Section("mail", _("Courrier"), "publish", AccountView)
