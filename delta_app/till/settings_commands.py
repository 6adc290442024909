"""The act that says how a place's till is kept."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from delta_app.core.access import Role, allowed
from delta_app.core.settings import store_setting
from delta_app.till.settings import BENEFICIARY, FLOAT, IBAN


@dataclass(frozen=True)
class TillRules:
    """What stays for the next day in cents; the account codes pay into, and in whose name it is."""

    keep: int
    iban: str
    beneficiary: str


@allowed(Role.COORDINATOR, Role.TREASURER)
def set_till_rules(session: Session, rules: TillRules) -> None:
    """Have these hold from now on. Refuses ``bad_setting``."""
    store_setting(session, FLOAT, rules.keep)
    store_setting(session, IBAN, rules.iban)
    store_setting(session, BENEFICIARY, rules.beneficiary)
