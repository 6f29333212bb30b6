"""Kind of provider: never who."""

import pytest
from tests.coding.forms import document

from kfd_analysis.coding.providers import code_providers


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Musterberatung GmbH Musterstadt", "firm"),
        ("Frau Erika Mustermann, Handwerkskammer Region Musterland", "chamber"),
        ("Dipl. Ing. Erika Mustermann, Musterstadt", "freelancer"),
        ("Herrn Dr. Max Mustermann von Muster.Kraft unterstützten uns.", "firm"),
        ("Freie Moderatorin", "freelancer"),
        ("Selbständiger Moderator, Musterstadt.", "freelancer"),
        ("Fa. MusterKraft", "firm"),
        ("Initiative der Muster-Uni", "university"),
        ("keine externe Moderation; Leitung durch die Integrationsstelle", "internal"),
        ("Es gab Beratung.", None),
    ],
)
def test_kind(book, words, kind):
    found = code_providers(document(book, moderation=words), book)
    assert (found[0].kind if found else None) == kind
