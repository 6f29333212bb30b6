"""The scores in the repository are those of a fresh run, and good enough (issue: at least 98 % right)."""

import pytest

from tests.accuracy import Corpus, corpora, measure, stored

TUNED = {"restated", "practice", "originals"} | {f"unseen-{letter}" for letter in "abcdefg"}
"""Sets that the rules were built on."""


@pytest.mark.parametrize("corpus", corpora(), ids=lambda corpus: corpus.name)
def test_stored_scores_are_those_of_a_fresh_run(corpus: Corpus):
    table = stored()
    fresh = measure(corpus)
    assert fresh == [table[row.corpus, row.field] for row in fresh]


@pytest.mark.parametrize("corpus", sorted(TUNED))
def test_reports_that_the_rules_were_built_on(corpus: str):
    total = stored()[corpus, "total"]
    assert float(total.right) >= 98
    assert total.wrong + total.invented == 0
