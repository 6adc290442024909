"""Acts on papers for volunteers: their texts, and what the place says of itself on them."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.access import Role, allowed
from delta_app.core.settings import change_setting
from delta_app.hosts.certificate_texts import shipped_text
from delta_app.hosts.model import PaperText
from delta_app.hosts.paper_rules import Fact, Paper, PaperLanguage, checked_fact, checked_text
from delta_app.hosts.settings import PAPER_FACTS


@allowed(Role.COORDINATOR)
def write_paper_text(session: Session, paper: Paper, language: PaperLanguage, text: str) -> None:
    """What a paper says here in a language; what is shipped again is kept as such. Refuses as ``checked_text`` does."""
    clean = checked_text(text, paper, language)
    row = _row(session, paper, language)
    if clean == shipped_text(paper, language):
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(PaperText(paper=paper, language=language, text=clean))
    else:
        row.text = clean


@allowed(Role.COORDINATOR)
def tell_place_facts(session: Session, facts: Mapping[Fact, str]) -> None:
    """What the place says of itself on its papers; what is not named stays. Refuses ``fact_too_long``."""
    for fact, text in facts.items():
        change_setting(session, PAPER_FACTS[fact], checked_fact(text))


def _row(session: Session, paper: Paper, language: PaperLanguage) -> PaperText | None:
    return session.scalar(select(PaperText).where(PaperText.paper == paper, PaperText.language == language))
