"""Drafts as files: one a person, under names every system takes, nothing overwritten, all of them or none."""

import email
import email.policy
import errno
import os
import stat
import unicodedata
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delta_app.core.errors import Refused, say
from delta_app.mail import drafts
from delta_app.mail.drafts import write_drafts
from delta_app.mail.letter import as_file
from tests.mail.post_office import mail_to


def names_for(folder: Path, *to_names: str) -> list[str]:
    return [path.name for path in write_drafts([mail_to("a@b.example", to_name=name) for name in to_names], folder)]


def refused(folder: Path, count: int = 3) -> Refused:
    with pytest.raises(Refused) as refusal:
        write_drafts([mail_to("a@b.example") for _ in range(count)], folder)
    assert refusal.value.code == "drafts_not_written"
    assert folder.name in say(refusal.value)
    return refusal.value


def test_each_message_has_a_file_that_is_the_message(tmp_path: Path) -> None:
    messages = [mail_to("anna@monde.example", to_name="Anna"), mail_to("bob@monde.example", to_name="Bob Şahin")]
    paths = write_drafts(iter(messages), tmp_path)
    assert [path.name for path in paths] == ["message Anna.eml", "message Bob Şahin.eml"]
    assert sorted(tmp_path.iterdir()) == sorted(paths)
    for path, message in zip(paths, messages, strict=True):
        assert path.read_bytes() == as_file(message)
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert mail["To"].addresses[0].addr_spec == message["To"].addresses[0].addr_spec


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_their_owner_can_read_them(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        (path,) = write_drafts([mail_to("a@b.example")], tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "message Anna.eml").write_bytes(b"mine")
    (tmp_path / "message Anna (2).eml").mkdir()
    assert names_for(tmp_path, "Anna", "Anna") == ["message Anna (3).eml", "message Anna (4).eml"]
    assert (tmp_path / "message Anna.eml").read_bytes() == b"mine"


def test_names_no_system_would_take(tmp_path: Path) -> None:
    assert names_for(
        tmp_path, "../../etc/passwd", "con", "<img src=x>", "a\r\nb\0c", "\u202egpj.", "", "???", "é" * 300
    ) == [
        "message -..-etc-passwd.eml",
        "message con.eml",
        "message -img src=x-.eml",
        "message a b c.eml",
        "message gpj.eml",
        "message a.eml",
        "message a (2).eml",
        f"message {'é' * 60}.eml",
    ]


def test_an_address_of_signs_only(tmp_path: Path) -> None:
    messages = [mail_to("?@b.example", to_name="") for _ in range(2)]
    assert [path.name for path in write_drafts(messages, tmp_path)] == ["message.eml", "message (2).eml"]


@given(st.text(max_size=80))
def test_any_name_makes_one_for_a_file(to_name: str) -> None:
    name = drafts._name_for(mail_to("a@b.example", to_name=to_name)) + " (99).eml"
    assert not set(name) & set('\\/:*?"<>|')
    assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in name)
    assert len(name.encode()) <= 255


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    assert refused(tmp_path / "usb").facts["why"] == "folder"


def test_among_the_copies_of_the_data(tmp_path: Path) -> None:
    copies = tmp_path / "lieu.db-copies"
    copies.mkdir()
    (copies / "20270105-101500Z-start.db").write_bytes(b"")
    assert refused(copies).facts["why"] == "copies"
    assert [path.name for path in copies.iterdir()] == ["20270105-101500Z-start.db"]


@pytest.mark.parametrize(("number", "why"), [(errno.ENOSPC, "full"), (errno.EIO, "system")])
def test_a_disk_that_fails_at_the_third_keeps_none(
    number: int, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    fsync = os.fsync

    def failing(file: int) -> None:
        calls.append(file)
        if len(calls) == 3:
            raise OSError(number, os.strerror(number))
        fsync(file)

    monkeypatch.setattr("os.fsync", failing)
    refusal = refused(tmp_path, count=5)
    assert refusal.facts["why"] == why
    assert len(calls) == 3
    assert list(tmp_path.iterdir()) == []


def test_what_stops_halfway_leaves_no_draft(tmp_path: Path) -> None:
    def messages() -> Iterator[EmailMessage]:
        yield mail_to("a@b.example")
        assert len(list(tmp_path.iterdir())) == 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_drafts(messages(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_stick_that_knows_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fired = []

    def no_links(source: Path, target: Path) -> None:
        fired.append(target)
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr("os.link", no_links)
    (tmp_path / "message Anna.eml").write_bytes(b"mine")
    assert names_for(tmp_path, "Anna", "Anna") == ["message Anna (2).eml", "message Anna (3).eml"]
    assert (tmp_path / "message Anna.eml").read_bytes() == b"mine"
    assert b"Bonjour" in (tmp_path / "message Anna (2).eml").read_bytes()
    assert len(fired) == 5
    assert len(list(tmp_path.iterdir())) == 3
