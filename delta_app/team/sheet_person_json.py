"""Everything kept about a person as a file for other programs: ``delta-person/1``.

UTF-8, one JSON object, keys in this order: ``format`` ("delta-person/1"), ``place``, ``made_at``, ``person`` (all of
``person_values.PersonData`` under its own names), ``not_given`` (what is kept and not repeated here, in words). Dates
are ``2027-01-05``, instants ``2027-01-05T10:00:00Z``, times minutes since midnight, weekdays 0 Monday … 6 Sunday, money
integer cents, rules of recurrence RFC 5545, codes the English words of ``hosts.model``, ``shifts.model`` and
``programme.model``. A key is never renamed or taken away under this format's number; new ones may come.
"""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from delta_app.team.person_values import PersonData

FORMAT = "delta-person/1"
_OUTSIDE = ("place", "made_at", "nameless")
NOT_GIVEN = (
    "the hash of the code for the PC",
    "names of others beyond first name and initial, and who else is in a pair to avoid",
    "who acted on the data",
    "the content of files attached to letters",
)


def person_json(data: PersonData) -> bytes:
    """The file."""
    whole = {
        "format": FORMAT,
        "place": data.place,
        "made_at": data.made_at,
        "person": {key: value for key, value in asdict(data).items() if key not in _OUTSIDE},
        "not_given": NOT_GIVEN,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2, default=_as_text) + "\n").encode()


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in {FORMAT}")
