"""The house keeps its form: imports run one way, modules and functions stay small."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "kfd_analysis"
MODULES = sorted(SOURCE.rglob("*.py"))
ORDER = ["reading", "coding", "compare", "tables", "review", "loading", "showing", "publishing"]
"""The rooms in the order in which data goes through them; each may import those before it."""
SHARED = {"archive", "codebook", "errors", "fold", "language", "model", "processes", "versions", "writing"}
"""What every room may import; it imports none of them."""
STARTS = (
    "cli",
    "cli_load",
    "cli_review",
    "cli_shared",
    "dataset",
    "__init__",
    "__main__",
    "publishing",
)
"""Who may import the commands and `dataset`, which puts the rooms together."""
MOST_LINES, LONGEST_FUNCTION = 300, 50


def room(path: Path) -> str:
    """The folder or module of the first level."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[str]:
    """Rooms that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "kfd_analysis":
            parts = (node.module or "").split(".")
            yield from parts[1:2] or [name.name for name in node.names]


def dotted(path: Path) -> str:
    """The name under which a module is imported."""
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")


def needed(path: Path, known: set[str]) -> set[str]:
    """The modules of the package that a module imports, be it for its types alone."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module in known]
    pairs = [(node.module or "", alias.name) for node in froms for alias in node.names]
    return {f"{module}.{name}" if f"{module}.{name}" in known else module for module, name in pairs}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = function.body[0]
    words = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(function) else 0
    return (function.end_lineno or 0) - function.lineno + 1 - words


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_is_small_and_imports_what_comes_before_it(path):
    text = path.read_text(encoding="utf-8")
    tree, own = ast.parse(text), room(path)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert text.count("\n") <= MOST_LINES
    assert [node.name for node in functions if length(node) > LONGEST_FUNCTION] == []
    found = set(imported(tree))
    if own in ORDER:
        assert not found & set(ORDER[ORDER.index(own) + 1 :])
    assert own in {*ORDER, *SHARED, *STARTS}
    if own in SHARED:
        assert found <= SHARED
    if own not in STARTS:
        assert not {name for name in found if name == "dataset" or name.startswith("cli")}


def test_most_functions_are_read_at_a_glance():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in MODULES]
    lengths = [length(node) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert sum(n <= 20 for n in lengths) / len(lengths) > 0.9


def test_what_a_module_keeps_to_itself_is_used_in_it():
    idle = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = list(ast.walk(tree))
        read = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        given = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
        given |= {target.id for target in targets if isinstance(target, ast.Name)}
        idle += [f"{dotted(path)}.{name}" for name in given - read if re.match("_[A-Za-z]", name)]
    assert sorted(idle) == []


def test_no_module_leads_back_to_itself():
    known = {dotted(path) for path in MODULES}
    try:
        TopologicalSorter({dotted(path): needed(path, known) for path in MODULES}).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_no_name_of_a_folder_hides_a_module_in_it():
    for path in (p for p in MODULES if p.name == "__init__.py"):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        froms = [node for node in nodes if isinstance(node, ast.ImportFrom)]
        pairs = {(f"{node.module}.{alias.name}", alias.name) for node in froms for alias in node.names}
        given = {name for whole, name in pairs if whole != f"{dotted(path)}.{name}"}
        assert not given & {p.stem for p in path.parent.iterdir() if p.stem != "__init__"}, dotted(path)
