"""The disk fills up while a server takes a letter: that it left cannot be written down, and it never leaves again."""

from pathlib import Path
from typing import Any

import pytest

from delta_app.core.errors import Refused
from delta_app.post.sending_process import send_waiting
from tests.faults.trouble import KIB, can_mount, fill, small_disk
from tests.mail.post_office import Post, post_office
from tests.post.outbox import a_place, an_account, outgoing, put, states


@pytest.mark.skipif(not can_mount(), reason="this user may mount no disk")
def test_a_letter_that_left_while_the_disk_was_full_is_never_sent_again(tmp_path: Path) -> None:
    post, ballast = Post(), []
    really = post.handle_DATA

    async def take(server: Any, session: Any, envelope: Any) -> str:
        answer = await really(server, session, envelope)
        if len(post.taken) == 2:
            ballast.append(fill(disk))
        return answer

    post.handle_DATA = take  # type: ignore[method-assign]
    with small_disk(tmp_path / "disk", 4096 * KIB) as disk, post_office(post) as server:
        store, ids = a_place(disk, 4)
        an_account(store, server.port)
        put(store, outgoing(ids))
        with pytest.raises(Refused, match="disk_full"):
            send_waiting(store)
        assert len(post.taken) == 2
        with pytest.raises(Refused, match="disk_full"):
            send_waiting(store)  # no letter leaves that could not be claimed
        assert len(post.taken) == 2
        ballast[0].unlink()
        assert send_waiting(store).sent == 2
        arrived = [mail.recipients[0] for mail in post.taken]
        assert len(arrived) == len(set(arrived)) == 4
        assert states(store) == {"sent": 3, "sending": 1}
        store.close()
