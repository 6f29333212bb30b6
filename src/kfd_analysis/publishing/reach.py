"""What the code of a notebook can get at: tables alone, or anything.

Only what is known to lead to tables is let through; of a notebook that does anything else, nothing is spared.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator

from nbformat import NotebookNode

import kfd_analysis
from kfd_analysis import showing

_PACKAGE = kfd_analysis.__name__
_SHOWING = showing.__name__
_PUBLIC = {_PACKAGE: {*kfd_analysis.__all__, "showing"}, _SHOWING: {*showing.__all__}}
"""What may be asked of a module."""
_REACHING_OUT = {
    "breakpoint", "compile", "delattr", "eval", "exec", "folder", "getattr", "globals", "help", "input",
    "locals", "open", "query", "setattr", "vars",
}  # fmt: skip
"""Names that may lead to files, or to modules by a text."""
_SETTINGS = {"boxplot", "hist", "plot", "style"}
"""What pandas draws or sets in type by settings and templates that may lie anywhere."""
_KNOWN = {name for name in dir(builtins) if not name.startswith("_")} | {"display"}
"""Names that a kernel knows by itself; any other would be a command of IPython."""


def reads_tables_alone(notebook: NotebookNode) -> bool:
    """Whether a notebook can read nothing but tables: what is public of this package, no other library."""
    try:
        code = [ast.parse(cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    except (SyntaxError, ValueError):
        return False
    nodes = [node for tree in code for node in ast.walk(tree)]
    modules, values = dict[str, str](), set[str]()
    for name, origin in _imported(nodes):
        if origin in _PUBLIC and modules.setdefault(name, origin) == origin:
            continue
        package, _dot, public = origin.rpartition(".")
        if public not in _PUBLIC.get(package, ()):
            return False
        values.add(name)
    known = _KNOWN | modules.keys() | values | {name for node in nodes for name in _given(node)}
    return all(_harmless(node, known) and not _misused(node, modules) for node in nodes)


def _imported(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    """Names that imports give, each with the full name of what it stands for."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for name in node.names:
                whole = not name.asname and name.name == _SHOWING
                yield name.asname or _PACKAGE, _PACKAGE if whole else name.name
        elif isinstance(node, ast.ImportFrom):
            for name in node.names:
                yield name.asname or name.name, f"{'.' * node.level}{node.module}.{name.name}"


def _given(node: ast.AST) -> Iterator[str]:
    """Names that the notebook gives to something itself."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.FunctionDef):
        yield node.name


def _harmless(node: ast.AST, known: set[str]) -> bool:
    """Whether what is named here leads to no file; parts of what is matched by its form are not looked at."""
    if isinstance(node, ast.Name):
        return node.id in known - _REACHING_OUT and not node.id.startswith("_")
    if isinstance(node, ast.Attribute):
        return node.attr not in _REACHING_OUT | _SETTINGS and not node.attr.startswith("_")
    return not isinstance(node, ast.MatchClass)


def _misused(node: ast.AST, modules: dict[str, str]) -> bool:
    """Whether a module stands here otherwise than before one of its public names."""
    asked = node.attr if isinstance(node, ast.Attribute) else ""
    origins = (_origin(child, modules) for child in ast.iter_child_nodes(node))
    return any(origin and asked not in _PUBLIC[origin] for origin in origins)


def _origin(node: ast.AST, modules: dict[str, str]) -> str:
    """Name of the module that an expression is; empty if it is none."""
    if isinstance(node, ast.Name):
        return modules.get(node.id, "")
    if isinstance(node, ast.Attribute) and node.attr == "showing":
        return _SHOWING if _origin(node.value, modules) == _PACKAGE else ""
    return ""
