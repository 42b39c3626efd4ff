"""What is below a node of a syntax tree is found faster than `ast` finds it, and nothing is overlooked."""

import ast
import sys
from pathlib import Path

import pytest

from autograder._sandbox.inside.names import scope_of
from autograder._sandbox.inside.trees import children

# In these nothing is named.
SIGNS = (ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop)

STATEMENTS = Path(ast.__file__).parent
FILES = ["ast.py", "enum.py", "typing.py", "dataclasses.py", "contextlib.py", "asyncio/tasks.py", "test/test_patma.py"]
SOURCES = {name: (STATEMENTS / name).read_text(encoding="utf-8") for name in FILES if (STATEMENTS / name).is_file()}
SOURCES["newer"] = "type Vector[T] = list[T]\ndef f[T: int](x: Vector[T]) -> T: ...\nclass C[T]: ..."


def tree_of(name):
    if name == "newer" and sys.version_info < (3, 12):
        pytest.skip("this Python does not know it")
    return ast.parse(SOURCES[name])


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_below_a_node_is_overlooked(name):
    nodes = list(ast.walk(tree_of(name)))
    assert nodes
    for node in nodes:
        want = [child for child in ast.iter_child_nodes(node) if not isinstance(child, SIGNS)]
        assert [child for child in children(node) if child is not None] == want


@pytest.mark.skipif(sys.version_info < (3, 12), reason="this Python does not know it")
def test_a_name_for_a_type_is_bound():
    assert "Vector" in scope_of(*tree_of("newer").body).binds
