"""Who may know whom: the house rules of ARCHITECTURE.md, read from the source itself."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "delta_app"
SLICES = (
    "venue", "hosts", "post", "shifts", "programme", "planning", "till", "budget", "upkeep", "governance", "network",
    "report", "team", "today",
)  # fmt: skip
KITS = ("widgets", "sheets", "readers", "mail")
WINDOW = ("app", "keeping", "lock", "window")
ROOTS = (*WINDOW, "cli", "demo", "demo_money", "founding", "models", "__main__", "migrations")
QT_FILES = re.compile(r"(^|_)(page|dialog|dialogs)\.py$")


@cache
def modules():
    return sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


@cache
def names_of_all():
    return {name_of(module) for module in modules()}


def name_of(path):
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def imported(path):
    """Every module a file names in an import, type-only and lazy ones included."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: import by full name"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {whole_module(name, names_of_all()) for name in found}


def whole_module(name, known):
    """The module itself where an import names something inside one of ours."""
    while name.startswith("delta_app.") and name not in known:
        name = name.rpartition(".")[0]
    return name


def part_of(module):
    """The slice, kit or root a module of ours belongs to; empty for the rest of the world."""
    parts = module.split(".")
    return parts[1] if parts[0] == "delta_app" and len(parts) > 1 else ""


def role_of(path):
    name = path.name
    if QT_FILES.search(name):
        return "page"
    if name in ("model.py", "queries.py", "commands.py", "files.py"):
        return name.removesuffix(".py")
    if name.endswith("_data.py"):
        return "queries"
    if name.endswith("_files.py"):
        return "files"
    if name.endswith(("_commands.py", "_import.py", "_process.py")):
        return "commands"
    if name in ("words.py", "spoken.py"):
        return "words"
    if name.startswith("sheet"):
        return "sheet"
    return "rules"


def uses(path, library):
    return any(name == library or name.startswith(library + ".") for name in imported(path))


def slice_files():
    return [path for path in modules() if part_of(name_of(path)) in SLICES]


def test_the_rules_below_have_something_to_judge():
    assert len(modules()) > 50
    assert {role_of(path) for path in slice_files()} >= {"model", "rules", "queries", "commands", "sheet", "page"}


def test_core_knows_nothing_of_ours_and_kits_know_core_only():
    for path in modules():
        part = part_of(name_of(path))
        if part == "core":
            assert {part_of(name) for name in imported(path)} <= {"", "core"}, path
        if part in KITS:
            assert {part_of(name) for name in imported(path)} <= {"", "core", part}, path


def test_slices_know_lower_slices_only_and_of_them_only_what_is_offered():
    by_name = {name_of(path): path for path in modules()}
    for path in slice_files():
        own = part_of(name_of(path))
        for name in imported(path):
            other = part_of(name)
            if other in SLICES and other != own:
                assert SLICES.index(other) < SLICES.index(own), f"{path} knows {name}, which lies above"
                offered = {"model", "queries"} | ABOVE.get(role_of(path), set())
                assert role_of(by_name[name]) in offered, f"{path} ({role_of(path)}) may not know {name}"


# What slices above may know beside model and queries, by their own role.
ABOVE = {"commands": {"commands"}, "files": {"files", "sheet"}}

OWN = {
    "model": set(),
    "rules": {"rules"},
    "words": {"rules", "queries", "words"},
    "queries": {"model", "rules", "queries"},
    "commands": {"model", "rules", "queries", "commands", "words"},
    "files": {"rules", "queries", "commands", "files", "sheet", "words"},
    "sheet": {"rules", "queries", "sheet", "words"},
    "page": {"rules", "queries", "commands", "files", "sheet", "words", "page"},
}


def test_inside_a_slice_each_role_knows_only_what_it_may():
    by_name = {name_of(path): path for path in modules()}
    for path in slice_files():
        own = part_of(name_of(path))
        for name in imported(path):
            if part_of(name) == own and by_name[name].name != "__init__.py":
                role = role_of(by_name[name])
                assert role in OWN[role_of(path)], f"{path} ({role_of(path)}) may not know {name} ({role})"


def test_no_qt_below_the_pages_and_no_database_in_rules_and_pages():
    for path in modules():
        part = part_of(name_of(path))
        if uses(path, "PySide6"):
            assert part in (*WINDOW, "widgets") or QT_FILES.search(path.name), f"{path} uses Qt"
        if part in SLICES and role_of(path) in ("rules", "words", "page", "sheet", "files"):
            assert not any(name.startswith("sqlalchemy") and role_of(path) != "page" for name in imported(path)), path
        if part in KITS:
            assert not uses(path, "sqlalchemy"), path


def test_nobody_imports_the_composition_roots():
    for path in modules():
        if part_of(name_of(path)) in ROOTS or path.parent.name == "cli":
            continue
        known = {part_of(name) for name in imported(path)}
        assert not known & {*WINDOW, "cli", "demo", "founding", "__main__"}, f"{path} knows {known}"


def test_no_import_cycles_type_only_ones_included():
    graph = {name_of(path): {name for name in imported(path) if name.startswith("delta_app")} for path in modules()}
    graph = {name: targets - {name} for name, targets in graph.items()}
    packages = {name_of(path) for path in modules() if path.name == "__init__.py"}
    state = defaultdict(int)

    def visit(name, trail):
        if state[name] == 1:
            pytest.fail("cycle: " + " → ".join([*trail[trail.index(name) :], name]))
        if state[name] == 0:
            state[name] = 1
            for target in sorted(graph.get(name, ())):
                if target not in packages or target == "delta_app.cli":
                    visit(target, [*trail, name])
            state[name] = 2

    for name in sorted(graph):
        visit(name, [])


def test_commits_happen_in_the_store_only():
    allowed = {PACKAGE / "core" / "store.py", PACKAGE / "migrations" / "env.py"}
    commits = {
        path
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    }
    assert commits == allowed


def test_today_and_now_come_from_the_clock():
    for path in modules():
        if path == PACKAGE / "core" / "clock.py":
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                read = (node.value.id, node.attr)
                assert read not in {("date", "today"), ("datetime", "now"), ("datetime", "today")}, f"{path}: {read}"


def test_every_module_says_what_it_is():
    for path in modules():
        assert ast.get_docstring(tree_of(path)), f"{path} opens without a sentence"


def worded_after_importing(*names):
    """The refusals that have words in a program that has imported these modules and nothing else."""
    line = f"import {', '.join(names)}; from delta_app.core.errors import worded_codes; print(*worded_codes())"
    return set(subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True).stdout.split())


def test_every_refusal_in_the_source_has_words_as_soon_as_it_can_be_raised():
    raised_in = {}
    for path in modules():
        for node in ast.walk(tree_of(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("Refused", "UnreadableFile")
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                raised_in.setdefault(node.args[0].value, set()).add(name_of(path))
    assert len(raised_in) > 40
    at_start = worded_after_importing("delta_app.cli", "delta_app.app")
    for code in raised_in.keys() - at_start:
        for module in raised_in[code]:
            assert code in worded_after_importing(module), f"{module} raises {code}, which has no words there"


def test_everything_below_the_pages_runs_with_qt_blocked():
    names = [
        name_of(path)
        for path in modules()
        if part_of(name_of(path)) not in (*WINDOW, "widgets", "migrations", "__main__")
        and not QT_FILES.search(path.name)
    ]
    script = (
        "import sys, importlib\n"
        "sys.modules['PySide6'] = None\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(len(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=PACKAGE.parent, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_slow_libraries_are_loaded_only_where_they_are_used():
    script = (
        "import sys, delta_app.cli\n"
        "slow = {'highspy', 'numpy', 'alembic', 'xlsxwriter', 'python_calamine', 'icalendar', 'holidays', 'reportlab', "
        "'argon2', 'cryptography', 'pypdfium2', 'psycopg', 'PySide6'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=PACKAGE.parent, check=True
    )
    assert done.stdout.strip() == "[]"
