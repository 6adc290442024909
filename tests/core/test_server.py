"""A place on a PostgreSQL server: what is not ours is left alone, trouble is told, nothing is half done."""

import sqlite3
import threading
import time
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest

from delta_app.core import backup, database, datafile, schema, server
from delta_app.core.address import copies_folder, parse_address
from delta_app.core.database import Base, server_engine
from delta_app.core.errors import Refused, say
from delta_app.core.store import EVERYTHING
from delta_app.hosts.commands import HostDetails, add_host, promise_shifts
from delta_app.hosts.model import Host
from delta_app.hosts.queries import hosts, partners
from tests.factory import COORDINATOR, TESTS_BEGAN, a_host, a_store, acting, all_data, every_row, found_place_at
from tests.postgres import own_server
from tests.postgres import server as the_server

HOURS = "tue-sat 10-13"


@pytest.fixture
def place(empty_database):
    found_place_at(empty_database, HOURS, "Le Delta")
    return empty_database


def refused(code, address):
    with pytest.raises(Refused) as refusal:
        datafile.open_store(address)
    assert refusal.value.code == code
    assert say(refusal.value)
    return say(refusal.value)


def do(address, sql):
    return the_server().do(sql, address.database)


# What an address says, and what it never says.


def test_an_address_is_a_url_or_a_path():
    assert parse_address("delta.db").name == "delta.db"
    assert parse_address("C:\\delta.db").name
    found = parse_address("postgres://camille@serveur:5433/delta?sslmode=require")
    assert str(found) == "postgresql://camille@serveur:5433/delta?sslmode=require"
    assert str(parse_address("Postgresql://serveur/delta")) == "postgresql://serveur/delta"
    bad_ones = ["postgresql://", "postgres://serveur", "postgresql://a:geheim@serveur:port/delta"]
    for bad in (*bad_ones, "postgresql+psycopg://a:geheim@serveur/delta", "mysql://a:geheim@serveur/delta"):
        with pytest.raises(Refused, match="bad_address") as refusal:
            parse_address(bad)
        assert refusal.value.__cause__ is None
        assert "geheim" not in say(refusal.value)


@pytest.mark.parametrize("url", ["postgresql://a:geheim@h/d", "postgresql://a@h/d?password=geheim&sslpassword=geheim"])
def test_a_password_is_never_shown(url):
    address = parse_address(url)
    shown = [str(address), repr(address), repr([address]), str(copies_folder(address)), f"{address}"]
    assert not [text for text in shown if "geheim" in text]
    assert "geheim" in address.url.render_as_string(hide_password=False) or address.url.query["sslpassword"] == "geheim"
    assert "geheim" not in repr(server_engine(parse_address("postgresql://a:geheim@h/d")))


def test_each_database_and_schema_has_a_folder_of_copies(monkeypatch):
    monkeypatch.delenv("PGHOST", raising=False)
    texts = (
        "postgresql://h/d", "postgresql://h/e", "postgresql://g/d", "postgresql://h:5433/d", "postgresql:///d",
        "postgresql://h/d?options=-csearch_path%3Dautre", "postgresql://h/d-5432",
    )  # fmt: skip
    folders = {copies_folder(parse_address(text)) for text in texts}
    assert len(folders) == len(texts)
    assert copies_folder(parse_address("postgresql://a:b@h/d")) == copies_folder(parse_address("postgresql://c@h/d"))


# The schema.


def test_migrations_make_on_a_server_what_the_models_describe(empty_database):
    server.make_tables(empty_database)
    with server.reading(empty_database) as connection:
        migrated = server.shape_of(connection)
        assert server.fingerprint(connection) == schema.SERVER_FINGERPRINT
    with server.writing(empty_database) as connection:
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)
        guards = [line for line in migrated if line.startswith(("trigger ", "function "))]
        assert len(guards) == 3 * 7 + 2
        described = [line for line in server.shape_of(connection) if not line.startswith("function ")]
        assert sorted(described + guards) == migrated


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE song (title text)",
        "CREATE VIEW team AS SELECT * FROM host",
        "ALTER TABLE host ADD COLUMN song text",
        "ALTER TABLE host ALTER COLUMN given_name TYPE varchar(10)",
        "ALTER TABLE host ALTER COLUMN given_name DROP NOT NULL",
        "ALTER TABLE host DROP CONSTRAINT ck_host_limits",
        "ALTER TABLE host ALTER CONSTRAINT fk_host_partner_id NOT DEFERRABLE",
        "DROP INDEX ix_seat_host_id",
        "CREATE UNIQUE INDEX sly ON host (phone, email)",
        "CREATE RULE sly AS ON DELETE TO host DO INSTEAD NOTHING",
        "CREATE TRIGGER sly BEFORE UPDATE ON host FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "ALTER TABLE host ENABLE ROW LEVEL SECURITY",
        "DROP TABLE setting",
    ],
)
def test_tables_somebody_else_changed_are_refused(place, change):
    do(place, change)
    assert "restore" in refused("database_differs", place)


def test_what_an_extension_brings_does_not_matter(place):
    do(place, "CREATE EXTENSION pg_stat_statements")
    datafile.open_store(place)


def test_an_empty_a_foreign_and_a_newer_database(empty_database):
    assert "createdb" not in refused("no_place_in_database", empty_database)
    do(empty_database, "CREATE TABLE song (title text)")
    refused("foreign_database", empty_database)
    with pytest.raises(Refused, match="foreign_database"):
        datafile.create(empty_database)
    do(empty_database, "DROP TABLE song")
    found_place_at(empty_database, HOURS, "X")
    do(empty_database, "UPDATE alembic_version SET version_num = '0099'")
    refused("newer_database", empty_database)
    with pytest.raises(Refused, match="newer_database"):
        backup.make_backup(empty_database, "asked")
    do(empty_database, "UPDATE alembic_version SET version_num = 'a1b2c3'")
    refused("foreign_database", empty_database)


def test_two_schemas_are_two_places(empty_database):
    do(empty_database, "CREATE SCHEMA autre")
    other = the_server().address(empty_database.database, options="-csearch_path%3Dautre")
    found_place_at(empty_database, HOURS, "Ici")
    found_place_at(other, HOURS, "Là")
    names = [every_row(address)["venue"][0]["name"] for address in (empty_database, other)]
    assert names == ["Ici", "Là"]
    nowhere = the_server().address(empty_database.database, options="-csearch_path%3Dnulle_part")
    assert "CREATE SCHEMA" in refused("no_schema", nowhere)


def test_a_database_that_would_lose_letters(empty_database):
    latin = the_server().make_database(ENCODING="'LATIN1'", LOCALE="'C'")
    assert "LATIN1" in refused("database_not_utf8", latin)
    the_server().drop_database(latin)


def test_an_older_place_is_copied_then_brought_up_to_date(place, monkeypatch):
    """As when the program is newer than the tables: the copy is of the old version, the tables then of the new one."""
    upgraded = []

    def upgrade_server(connection):
        upgraded.append([copy.reason for copy in backup.list_backups(place)])
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{schema.HEAD:04}'")

    monkeypatch.setattr(schema, "HEAD", schema.HEAD + 1)
    monkeypatch.setattr(schema, "upgrade_server", upgrade_server)
    datafile.open_store(place)
    assert upgraded == [["migrate"]]


# Check.


def test_check_finds_what_a_server_was_told_not_to_look_at(place):
    store = datafile.open_store(place)
    a_host(store)
    found = datafile.check_file(place)
    assert found.rows["host"] == 1
    assert found.last_backup is None
    for broken in (
        "INSERT INTO absence (host_id, first_day, last_day) VALUES (999, '2027-01-01', '2027-01-02')",
        "UPDATE host SET partner_id = 77",
    ):
        do(place, f"SET session_replication_role = replica; {broken}")
        with pytest.raises(Refused, match="damaged_database") as refusal:
            datafile.check_file(place)
        assert refusal.value.facts["detail"].startswith("fk_")
        do(place, "DELETE FROM absence; UPDATE host SET partner_id = NULL")
    datafile.check_file(place)


# Trouble on the way in.


def test_no_server_answers():
    started = time.monotonic()
    assert "vérifiez" in refused("server_unreachable", parse_address("postgresql://x@127.0.0.1:1/delta"))
    refused("server_unreachable", parse_address("postgresql://x@nulle-part.invalid/delta"))
    assert time.monotonic() - started < 20


def test_a_database_that_is_not_there_and_a_user_nobody_knows(place):
    nowhere = the_server().address("nulle_part")
    assert "createdb nulle_part" in refused("no_database", nowhere)
    told = refused("server_refuses", the_server().address(place.database, user="inconnue"))
    assert "inconnue" in told


def test_a_password_that_lacks_or_is_wrong(place, monkeypatch, tmp_path):
    the_server().do("CREATE ROLE guarded LOGIN PASSWORD 'sésame'")
    for name in ("PGPASSWORD", "PGPASSFILE"):
        monkeypatch.delenv(name, raising=False)
    address = the_server().address(place.database, user="guarded")
    assert "pgpass" in refused("server_wants_password", address)
    monkeypatch.setenv("PGPASSWORD", "geheim")
    assert "geheim" not in refused("server_password_wrong", address)
    # It may only connect; then everything.
    monkeypatch.setenv("PGPASSWORD", "sésame")
    refused("server_right_missing", address)
    do(place, "GRANT ALL ON ALL TABLES IN SCHEMA public TO guarded")
    do(place, "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO guarded")
    store = datafile.open_store(address)
    a_host(store)
    assert len(all_data(store)["host"]) == 1


def test_somebody_who_may_not_make_tables(empty_database):
    the_server().do("DO $$ BEGIN CREATE ROLE visiting LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    with pytest.raises(Refused, match="server_right_missing") as refusal:
        datafile.create(the_server().address(empty_database.database, user="visiting"))
    assert "GRANT CREATE" in say(refusal.value)
    refused("no_place_in_database", empty_database)


# Trouble in the middle.


def test_a_write_whose_connection_is_cut_leaves_nothing_and_the_next_one_works(place):
    store = datafile.open_store(place)
    before = all_data(store)

    def write():
        with acting(store) as session:
            add_host(session, HostDetails("Paul"))
            session.flush()
            cut(session)
            add_host(session, HostDetails("Ana"))
            session.flush()

    with pytest.raises(Refused) as refusal:
        write()
    assert refusal.value.code == "server_gone"
    assert "rien n’a été enregistré à moitié" in say(refusal.value)
    assert all_data(store) == before
    a_host(store, "Luc")
    assert [row["given_name"] for row in all_data(store)["host"]] == ["Luc"]


def cut(session):
    """Have the server end this session's connection, and wait until it has."""
    own = session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    assert the_server().do(f"SELECT pg_terminate_backend({own})") == [(True,)]
    while the_server().do(f"SELECT 1 FROM pg_stat_activity WHERE pid = {own}"):
        time.sleep(0.01)


def test_a_connection_cut_while_committing_is_told_as_in_doubt(place):
    store = datafile.open_store(place)
    before = all_data(store)

    def write():
        with acting(store) as session:
            add_host(session, HostDetails("Paul"))
            really = session.commit
            session.commit = lambda: (cut(session), really())

    with pytest.raises(Refused) as refusal:
        write()
    assert refusal.value.code == "commit_in_doubt"
    assert "history" in say(refusal.value)
    assert all_data(store) == before


def test_a_server_that_goes_away_right_after_a_commit_does_not_unsay_the_act():
    with own_server() as mine:
        address = mine.make_database()
        found_place_at(address, HOURS, "Le Delta")
        with closing(datafile.open_store(address)) as store:
            told = []
            store.listen(told.append)
            with acting(store, "add") as session:
                add_host(session, HostDetails("Paul"))
                really = session.commit

                def commit():
                    really()
                    mine.stop()

                session.commit = commit
            assert [change.label for change in told] == ["add"]
            mine.start()
            assert [row["given_name"] for row in all_data(store)["host"]] == ["Paul"]


def test_a_server_that_stops_is_told_at_once_and_noticed_when_it_is_back():
    with own_server() as mine:
        address = mine.make_database()
        found_place_at(address, HOURS, "Le Delta")
        with closing(datafile.open_store(address)) as store:
            before = all_data(store)

            def write():
                with acting(store) as session:
                    add_host(session, HostDetails("Paul"))
                    session.flush()
                    mine.stop()
                    add_host(session, HostDetails("Ana"))
                    session.flush()

            with pytest.raises(Refused, match="server_gone"):
                write()
            started = time.monotonic()
            for ask in (store.poll_changes, store.undoable, store.history, lambda: a_host(store)):
                with pytest.raises(Refused, match="server_gone"):
                    ask()
            assert time.monotonic() - started < 5
            with pytest.raises(Refused, match="server_unreachable"):
                backup.make_backup(address, "timer")
            assert list(copies_folder(address).iterdir()) == []
            mine.start()
            assert store.poll_changes() is False
            assert all_data(store) == before
            a_host(store)
            datafile.check_file(address)


@contextmanager
def somebody_writing(address):
    """Another connection that is in the middle of a write."""
    with server.writing(address):
        yield


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 60)


def test_who_waits_too_long_for_another_write_is_told(place, impatient):
    store = datafile.open_store(place)
    before = all_data(store)
    with somebody_writing(place):
        for act in (lambda: a_host(store), lambda: server.make_tables(place)):
            with pytest.raises(Refused, match="file_busy"):
                act()
        assert all_data(store) == before, "reading goes on"
        assert backup.make_backup(place, "asked").path.exists()
    a_host(store)


def test_whoever_waits_gets_the_turn_and_sees_what_the_other_wrote(place):
    store = datafile.open_store(place)
    seen = []

    def second():
        with closing(datafile.open_store(place)) as other, acting(other) as session:
            seen.extend(host.given_name for host in session.query(Host))

    with acting(store) as session:
        add_host(session, HostDetails("Ana"))
        session.flush()
        waiting = threading.Thread(target=second)
        waiting.start()
        while not the_server().do("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"):
            time.sleep(0.01)
    waiting.join()
    assert seen == ["Ana"]


def test_a_read_is_one_snapshot(place):
    one, other = datafile.open_store(place), datafile.open_store(place)
    with one.read() as session:
        before = session.query(Host).count()
        a_host(other)
        assert session.query(Host).count() == before
    with one.read() as session:
        assert session.query(Host).count() == before + 1


def test_two_windows_see_each_other_and_a_restore(place):
    one, other = datafile.open_store(place), datafile.open_store(place)
    heard = []
    other.listen(heard.append)
    assert other.poll_changes() is False
    copy = backup.make_backup(place, "asked")
    a_host(one, "Fatma")
    one.undo(COORDINATOR)
    assert other.poll_changes() is True
    assert [(change.kind, change.elsewhere) for change in heard] == [("act", True), ("undo", True)]
    backup.restore(place, copy.path)
    a_host(one, "Paul")
    heard.clear()
    assert other.poll_changes() is True
    assert heard[0].tables == EVERYTHING
    assert other.poll_changes() is False


def test_another_place_put_there_is_noticed_although_its_history_is_as_long(place, tmp_path):
    store = datafile.open_store(place)
    found_place_at(tmp_path / "ailleurs.db", HOURS, "Ailleurs", at=TESTS_BEGAN - timedelta(days=3))
    assert store.history(1)[0].id == datafile.open_store(tmp_path / "ailleurs.db").history(1)[0].id
    heard = []
    store.listen(heard.append)
    backup.restore(place, tmp_path / "ailleurs.db")
    assert store.poll_changes() is True
    assert heard[0].tables == EVERYTHING


# What a server cannot keep.


def test_a_text_that_no_server_can_keep(place):
    store = datafile.open_store(place)
    before = all_data(store)
    with pytest.raises(Refused, match="unstorable_value"), acting(store) as session:
        add_host(session, HostDetails("Pa\0ul"))
    assert all_data(store) == before


def test_a_restore_that_fails_half_way_changes_nothing(place, tmp_path):
    store = datafile.open_store(place)
    a_host(store)
    before = every_row(place)
    other = a_store(tmp_path)
    a_host(other, "Pa\0ul")
    with pytest.raises(Refused, match="unstorable_value"):
        backup.restore(place, other.path)
    assert every_row(place) == before
    with closing(sqlite3.connect(other.path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("UPDATE host SET given_name='Paul', state='asleep'")
        connection.execute("UPDATE journal_change SET after = replace(after, '\\u0000', '')")
        connection.commit()
    with pytest.raises(Refused, match="damaged_file"):
        backup.restore(place, other.path)
    assert every_row(place) == before
    (tmp_path / "lettre.db").write_bytes(b"Cher Delta" * 50)
    with pytest.raises(Refused, match="foreign_file"):
        backup.restore(place, tmp_path / "lettre.db")
    assert every_row(place) == before


def test_names_are_ordered_as_in_a_file(place, tmp_path):
    found = []
    for store in (datafile.open_store(place), a_store(tmp_path)):
        for name in ("éa", "Zoé", "abel", "Łuk", "Ana", "de Wit", "DE", "d'H", "İp", "ß"):
            a_host(store, name)
            with acting(store) as session:
                promise_shifts(session, name + name, 1)
        with store.read() as session:
            found.append(([row.name for row in partners(session)], [row.name for row in hosts(session)]))
    assert found[0] == found[1]
