"""The till held against a till of plain arithmetic, act by act, whatever people do: 100,000 acts with --long."""

import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factory import a_store
from tests.till.random_acts import BEGAN, NEW_YEARS_EVE, TillAndModel

PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]
LONG_DAY = 50
chance = st.randoms(use_true_random=False)


def held_against_the_model(random, acts):
    with tempfile.TemporaryDirectory() as folder, closing(a_store(Path(folder))) as store:
        both = TillAndModel(store, random.choice((BEGAN, NEW_YEARS_EVE)))
        for _act in range(acts):
            both.random(random)
        both.prove()


@given(chance, st.integers(0, 12))
@settings(max_examples=25, deadline=None, suppress_health_check=PATIENT)
def test_the_till_is_what_plain_arithmetic_says(random, acts):
    held_against_the_model(random, acts)


@pytest.mark.long
@pytest.mark.parametrize("share", range(10))  # so that the cores share them
def test_the_till_is_what_plain_arithmetic_says_over_long_days(share):
    @given(chance)
    @settings(max_examples=100_000 // 10 // LONG_DAY, deadline=None, suppress_health_check=PATIENT)
    def held(random):
        held_against_the_model(random, LONG_DAY)

    held()
