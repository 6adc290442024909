"""How a movement of the bank is known again: by the structured communication it bears, where it bears one."""

import re

_STRUCTURED = re.compile(r"[+*]{3}\s*([0-9]{3})\s*/\s*([0-9]{4})\s*/\s*([0-9]{5})\s*[+*]{3}")


def communication_in(text: str) -> str:
    """The twelve digits of a Belgian structured communication, written with ``+++`` or ``***``; empty without one."""
    found = _STRUCTURED.search(text)
    return "".join(found.groups()) if found else ""


def agree(of_bank: str, of_entry: str) -> bool:
    """Whether a movement and an entry may be the same by their communications: not where these differ."""
    return not of_bank or not of_entry or of_bank == of_entry
