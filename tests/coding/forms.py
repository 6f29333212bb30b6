"""Small filled forms for the tests of the rules."""

from kfd_analysis.model import Block, Document, Section
from kfd_analysis.reading.text import as_lines

ASKS = {
    "rating": ("rating_process", "rating_results"),
    "outcomes": ("measures", "effects"),
    "costs": ("cost_amount", "value_for_money"),
    "recommendations": ("recommendation_self", "recommendation_programme"),
}


def document(book, title="", **answers: str) -> Document:
    """A report with the given answers by form key; a key such as ``rating_process`` answers one question alone."""
    source: list[str] = []
    titles = [*range(1, 1 + len(title.splitlines()))]
    source += title.splitlines()
    sections: dict[str, Section] = {}
    for key, text in answers.items():
        section = next((s for s, asks in ASKS.items() if key in asks), key)
        source.append(f"[{key}]")
        label = len(source)
        source += text.splitlines()
        asks = (key,) if section != key else ASKS.get(key, (key,))
        lines = as_lines(tuple(source), range(label + 1, len(source) + 1), book)
        blocks = (Block(asks, lines),) if lines else ()
        before = sections.get(section)
        blocks = (before.blocks if before else ()) + blocks
        sections[section] = Section(section, before.label_line if before else label, blocks)
    return Document(
        "test.txt", "questionnaire", tuple(source), as_lines(tuple(source), titles, book), sections
    )
