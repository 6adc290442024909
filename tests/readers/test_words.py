"""Every problem and refusal of an import has words, in which nothing is left to fill in."""

import ast
from datetime import date
from pathlib import Path

import delta_app.readers
from delta_app.core.errors import say
from delta_app.readers import words as reader_words
from delta_app.readers.problems import Problem, UnreadableFile

FOLDER = Path(delta_app.readers.__file__).parent
MODULES = [
    *FOLDER.glob("tabular*.py"),
    *FOLDER.glob("poll*.py"),
    *FOLDER.glob("bank*.py"),
    *FOLDER.glob("host_list.py"),
    *FOLDER.glob("host_values.py"),
]


class _Facts(dict[str, object]):
    """Whatever a sentence asks for."""

    def __missing__(self, key: str) -> object:
        return {"n": 2, "day": date(2027, 1, 5)}.get(key, f"<{key}>")


def codes_in_source() -> set[str]:
    """Every text that looks like a code where problems and refusals are made."""
    found: set[str] = set()
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                place = {"Problem": 0, "UnreadableFile": 0, "_doubt": 0, "_problem": 0, "_value": 4}.get(name)
                if place is not None and len(node.args) > place and isinstance(node.args[place], ast.Constant):
                    found.add(str(node.args[place].value))  # type: ignore[attr-defined]
    return found | {"encoding_cp1252", "encoding_mixed"}


def test_every_code_has_words_and_every_wording_a_code() -> None:
    assert codes_in_source() == set(reader_words.PROBLEMS) | set(reader_words.REFUSALS)


def test_words_are_whole_sentences() -> None:
    for code in reader_words.PROBLEMS:
        words = reader_words.describe(Problem(code, 7, _Facts()))
        assert words.startswith("Ligne 7 : ")
        assert words.endswith((".", "?"))
    for code in reader_words.REFUSALS:
        refusal = UnreadableFile(code)
        refusal.facts = _Facts()
        assert reader_words.describe(refusal) == say(refusal)
        assert reader_words.describe(refusal).endswith(".")


def test_a_problem_of_the_whole_file_names_no_line() -> None:
    assert not reader_words.describe(Problem("encoding_cp1252")).startswith("Ligne")
