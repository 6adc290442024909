"""Both files with everything about a person, put into a folder where their owner alone may read them."""

import contextlib
from pathlib import Path

from delta_app.core.errors import Refused
from delta_app.sheets.output import write_file
from delta_app.team.person_values import PersonData
from delta_app.team.sheet_person import person_file_name, person_pdf
from delta_app.team.sheet_person_json import person_json


def keep_person(folder: Path, data: PersonData, pdf: bytes | None = None) -> tuple[Path, Path]:
    """Write the PDF (made anew unless it is given) and the JSON; both or none. Returns where they are.

    What a former export left there under the same name is replaced. Refuses as ``write_file`` does.
    """
    paper, table = (folder / f"{person_file_name(data)}{ending}" for ending in (".pdf", ".json"))
    fresh = not paper.exists()
    write_file(paper, person_pdf(data) if pdf is None else pdf, private=True)
    try:
        write_file(table, person_json(data), private=True)
    except Refused:
        if fresh:
            with contextlib.suppress(OSError):
                paper.unlink()
        raise
    return paper, table
