"""A certificate that every server of a test run shows: making one takes a moment."""

import pytest

from tests.mail.post_office import Certificate, make_certificate


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificates") / "post.pem")
