"""The act that says which column of the Belgian simplified journal stands for what."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from delta_app.budget.settings import NATURE_OF
from delta_app.core.access import Role, allowed
from delta_app.core.settings import store_setting


@allowed(Role.COORDINATOR, Role.TREASURER)
def set_natures(session: Session, natures: Mapping[str, str]) -> None:
    """By the fields of ``NatureMap``. Refuses ``bad_setting``."""
    for key, nature in natures.items():
        store_setting(session, NATURE_OF[key], nature)
