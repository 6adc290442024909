"""Opening a data file: ours, sound, of a version we know; anything else refused and left untouched."""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing

import pytest

from delta_app.core import backup, datafile, schema
from delta_app.core.errors import Refused, say
from tests.core.test_old_files import OLD_FILES
from tests.factory import a_host, a_store, all_data


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused_untouched(path, code):
    before = digest(path)
    with pytest.raises(Refused) as refusal:
        datafile.open_store(path)
    assert refusal.value.code == code
    assert digest(path) == before
    assert say(refusal.value)
    return refusal.value


def closed_file(folder):
    store = a_store(folder)
    a_host(store)
    store.close()
    return store.path


def test_a_new_file_has_our_mark_our_schema_and_strict_tables(tmp_path):
    store = a_store(tmp_path)
    with closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone()[0] == 0x444C5441
        assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.HEAD
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        loose = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema='main' AND strict=0 AND name NOT GLOB 'sqlite_*' "
            "AND name <> 'alembic_version'"
        ).fetchall()
    assert loose == []
    assert schema.fingerprint(store.path) == schema.FINGERPRINT


def test_every_constraint_has_a_name(tmp_path):
    store = a_store(tmp_path)
    with closing(sqlite3.connect(store.path)) as connection:
        for name, sql in connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type='table' AND sql LIKE '%(%'"
        ):
            if name.startswith("sqlite_") or name == "alembic_version":
                continue
            for line in sql.splitlines():
                bare = line.strip()
                assert not bare.startswith(("CHECK", "UNIQUE", "FOREIGN")), f"{name}: {bare}"


def test_connections_keep_foreign_keys_and_full_synchronisation(tmp_path):
    store = a_store(tmp_path)
    with store.read() as session:
        connection = session.connection()
        pragma = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("foreign_keys", "synchronous", "trusted_schema", "busy_timeout")
        }
    assert pragma == {"foreign_keys": 1, "synchronous": 3, "trusted_schema": 0, "busy_timeout": 5000}


def test_a_file_is_never_created_over_another(tmp_path):
    path = closed_file(tmp_path)
    before = digest(path)
    with pytest.raises(Refused, match="file_exists"):
        datafile.create(path)
    assert digest(path) == before


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Refused, match="no_file"):
        datafile.open_store(tmp_path / "nowhere.db")
    assert list(tmp_path.iterdir()) == []


def test_a_text_file_and_another_programs_database_are_foreign(tmp_path):
    text = tmp_path / "letter.db"
    text.write_text("Cher Delta, " * 50)
    refused_untouched(text, "foreign_file")
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.commit()
    refused_untouched(other, "foreign_file")
    folder = tmp_path / "folder.db"
    folder.mkdir()
    with pytest.raises(Refused, match="foreign_file"):
        datafile.open_store(folder)


def test_a_file_from_a_newer_program(tmp_path):
    path = closed_file(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={schema.HEAD + 1}")
    refused_untouched(path, "newer_file")


def test_an_emptied_file_is_damaged_not_foreign(tmp_path):
    path = closed_file(tmp_path)
    path.write_bytes(b"")
    refused_untouched(path, "damaged_file")
    path.write_bytes(b"\x00" * 4096)
    refused_untouched(path, "damaged_file")


def test_a_damaged_page_is_noticed_and_the_last_good_copy_named(tmp_path):
    path = closed_file(tmp_path)
    copy = backup.make_backup(path, "asked")
    content = bytearray(path.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 64] = os.urandom(64)
    path.write_bytes(content)
    assert backup.soundness(path) != ""
    refusal = refused_untouched(path, "damaged_file")
    assert refusal.facts["backup"] == copy
    assert "restore" in say(refusal)


def test_text_that_is_no_text_any_more_is_found_by_check(tmp_path):
    """SQLite keeps any bytes in a text: only whoever reads them notices."""
    store = a_store(tmp_path)
    a_host(store, "Fatma", "Öztürk")
    store.close()
    content = store.path.read_bytes()
    assert "Öztürk".encode() in content
    store.path.write_bytes(content.replace("Öztürk".encode(), b"\xf7" * len("Öztürk".encode())))
    assert backup.soundness(store.path) == ""
    with pytest.raises(Refused, match="damaged_file") as refusal:
        datafile.check_file(store.path)
    assert refusal.value.facts["detail"] in ("text in host", "text in journal_change")


def test_a_file_cut_short_is_damaged(tmp_path):
    path = closed_file(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2 // 4096 * 4096])
    refused_untouched(path, "damaged_file")


def test_a_schema_somebody_else_changed_is_refused(tmp_path):
    path = closed_file(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER sly AFTER INSERT ON host BEGIN SELECT 1; END")
        connection.commit()
    refused_untouched(path, "schema_differs")


def test_a_row_that_refers_to_nothing_is_noticed(tmp_path):
    path = closed_file(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO absence (host_id, first_day, last_day) VALUES (999, '2027-01-01', '2027-01-02')"
        )
        connection.commit()
    refused_untouched(path, "damaged_file")


def test_a_folder_that_cannot_be_written(tmp_path, monkeypatch):
    path = closed_file(tmp_path)
    really = os.access
    asked = []

    def no_writing(where, mode, **more):
        asked.append(mode)
        return False if mode == os.W_OK else really(where, mode, **more)

    monkeypatch.setattr(os, "access", no_writing)
    refused_untouched(path, "read_only")
    assert os.W_OK in asked


def test_check_counts_the_rows(tmp_path):
    path = closed_file(tmp_path)
    found = datafile.check_file(path)
    assert found.rows["host"] == 1
    assert found.version == schema.HEAD


def test_opening_again_shows_the_same_data(tmp_path):
    store = a_store(tmp_path)
    a_host(store)
    before = all_data(store)
    store.close()
    assert all_data(datafile.open_store(store.path)) == before


def test_migrations_make_the_schema_the_models_describe(tmp_path):
    from delta_app.core.database import Base, sqlite_engine

    migrated = a_store(tmp_path).path
    described = tmp_path / "described.db"
    engine = sqlite_engine(described)
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        connection.commit()

    def shape(path):
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL "
                "AND type <> 'trigger' AND name NOT IN ('alembic_version', 'sqlite_sequence')"
            ).fetchall()
        return {name: sorted(part.strip(" ,\n\t") for part in sql.split("\n")) for name, sql in rows}

    assert shape(migrated) == shape(described)


def test_an_old_file_that_another_program_changed_is_left_as_it_was(tmp_path):
    path = tmp_path / "lieu.db"
    shutil.copy(next(old for old in OLD_FILES if old.stem == "0001"), path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE stranger (id INTEGER)")
        connection.commit()
    refused_untouched(path, "schema_differs")


def test_a_migration_that_a_killed_program_left_half_written_is_taken_back_and_made(tmp_path):
    path = tmp_path / "lieu.db"
    shutil.copy(next(old for old in OLD_FILES if old.stem == "0001"), path)
    journal = path.with_name(path.name + "-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA user_version=2")
        connection.execute("CREATE TABLE ballast (text TEXT)")
        connection.executemany("INSERT INTO ballast VALUES (?)", [("x" * 3000,)] * 400)
        begun = journal.read_bytes()
        connection.execute("COMMIT")
    journal.write_bytes(begun)  # as if killed after the last page was written and before the journal went
    assert int.from_bytes(path.read_bytes()[60:64], "big") == 2, "the header really is that of the later version"
    store = datafile.open_store(path)
    assert store.history(1)


def test_a_name_no_disk_can_hold_is_refused_in_words(tmp_path):
    with pytest.raises(Refused, match="disk_trouble"):
        datafile.exists(tmp_path / ("x" * 300))


def test_text_that_is_half_a_character_is_refused_in_words(tmp_path):
    store = a_store(tmp_path)
    with pytest.raises(Refused, match="unstorable_value"):
        a_host(store, "Zo\udce9")
    a_host(store, "Zoé")


def test_only_its_owner_can_read_a_data_file_and_its_copies(tmp_path):
    store = datafile.create(tmp_path / "own.db")
    copy = backup.make_backup(store.path, "asked")
    assert [path.stat().st_mode & 0o077 for path in (store.path, copy.path)] == [0, 0]
