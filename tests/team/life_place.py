"""A window on the view of team life and on the papers of one person, whatever page holds them in the program."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.hosts.queries import hosts
from delta_app.team.page import TeamPage
from delta_app.team.papers_page import PapersPart
from delta_app.widgets.page import Page, PageEntry


class LifePage(TeamPage):
    """The page of the team, at team life."""

    def __init__(self, desk, parent=None):
        super().__init__(desk, parent)
        self._wanted = "life"


class PapersPage(Page):
    """The part of a card that holds the papers, for the person whose id is ``host_id``."""

    def __init__(self, desk, parent=None):
        super().__init__(desk, parent)
        self.host_id = 1
        self.part = PapersPart()
        body = QWidget()
        column = QVBoxLayout(body)
        column.addWidget(self.part)
        column.addStretch()
        self.lay_out_body(body)

    def refresh(self):
        with self.desk.store.read() as session:
            host = next(host for host in hosts(session) if host.id == self.host_id)
        self.part.show_person(self.desk, host)


PAGES = (PageEntry("life", "Équipe", "team", LifePage), PageEntry("papers", "Papiers", "draft", PapersPage))
