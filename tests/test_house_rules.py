"""The rules of the house that no tool knows; each test names what breaks its rule."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.gate.places import PROGRAMS, ROOT, files, relative

MODULE_LINES = 300
FUNCTION_LINES = 45
NAMELESS = {"utils", "helpers", "common", "base", "manager", "misc", "handler2"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

# Where a bug is caught, logged or answered, and the program goes on or ends on purpose: the
# server's exception edges, the loops of a link, the writer of the store, the Qt excepthook, and
# the forecast of waits, which no hall may die of.
BROAD_EXCEPTS = {
    "server/client/link.py": 1,
    "server/client/session.py": 1,
    "server/devices/conversation.py": 1,
    "server/storage/batches.py": 1,
    "server/storage/committer.py": 1,
    "server/waits/keeper.py": 1,
}

# What a committed file must not know: the places of one machine, the hosts of registries.
FOREIGN = re.compile(
    "|".join(
        (
            "/work" + "/(main|shared)",
            "/opt" + "/(pypi|wheels)",
            "/t[m]p/(kezek|bash_jobs)",
            "/(home|root)" + "/[a-z.]",
            r"python" + r"hosted\.org",
            r"pypi" + r"\.org",
            r"registry\." + r"npmjs",
            r"deb\." + r"debian\.org",
        )
    )
)


@cache
def tree_of(path: Path) -> ast.Module:
    """Parse a file once."""
    return ast.parse(path.read_text(encoding="utf-8"))


def code(*folders: str) -> list[Path]:
    """List the Python files of these folders."""
    found = [path for folder in folders for path in files(".py", under=ROOT / folder)]
    assert found
    return found


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Walk the functions of a file."""
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, FUNCTIONS))


def test_no_module_is_longer_than_300_lines() -> None:
    lengths = {
        relative(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in code(*PROGRAMS, "tests")
    }

    assert {name: n for name, n in lengths.items() if n > MODULE_LINES} == {}


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body
    first = body[1] if ast.get_docstring(function) and len(body) > 1 else body[0]
    return (function.end_lineno or first.lineno) - first.lineno + 1


def test_no_function_is_longer_than_45_lines() -> None:
    long = [
        f"{relative(path)}:{function.name}: {_length(function)}"
        for path in code(*PROGRAMS, "tests")
        for function in functions(path)
        if _length(function) > FUNCTION_LINES
    ]

    assert long == []


def _mirror(path: Path) -> Path:
    inside = path.relative_to(ROOT)
    return ROOT / "tests" / inside.parent / f"test_{inside.name}"


def _behaves(path: Path) -> bool:
    # A mirror of words without behaviour would be a defect of its own.
    return path.name not in {"__init__.py", "__main__.py"} and any(functions(path))


def test_every_module_is_mirrored_by_its_tests() -> None:
    alone = [
        relative(path) for path in code(*PROGRAMS) if _behaves(path) and not _mirror(path).exists()
    ]

    assert alone == []


def _defines_tests(path: Path) -> bool:
    return any(function.name.startswith("test_") for function in functions(path))


def test_every_test_module_tests_something() -> None:
    idle = [p for p in code("tests") if p.name.startswith("test_") and not _defines_tests(p)]

    assert [relative(path) for path in idle] == []


def _claims(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    called = node.func.id if isinstance(node.func, ast.Name) else called
    return called.startswith(("assert", "raises", "expect", "fail", "wait"))


def test_every_test_claims_something() -> None:
    silent = [
        f"{relative(path)}:{function.name}"
        for path in code("tests")
        for function in functions(path)
        if function.name.startswith("test_") and not any(map(_claims, ast.walk(function)))
    ]

    assert silent == []


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in code("tests")}

    assert [relative(one) for one in folders if not (one / "__init__.py").exists()] == []


def test_a_package_is_its_docstring() -> None:
    loaded = [
        relative(path)
        for path in code(*PROGRAMS)
        if path.name == "__init__.py"
        and (len(tree_of(path).body) != 1 or not ast.get_docstring(tree_of(path)))
    ]

    assert loaded == []


def test_no_module_or_class_goes_by_a_name_that_says_nothing() -> None:
    paths = code(*PROGRAMS, "tests")
    names = [part for path in paths for part in path.relative_to(ROOT).with_suffix("").parts]
    classes = [n.name for p in paths for n in ast.walk(tree_of(p)) if isinstance(n, ast.ClassDef)]
    nameless = re.compile(r"(Manager|Helper|Helpers|Utils|Handler2)$")

    assert set(names) & NAMELESS == set()
    assert [name for name in classes if nameless.search(name)] == []


def test_every_exemption_gives_its_reason() -> None:
    exemption = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no)\b(?!\s*=)(.*)$")
    reasoned = re.compile(r"^(\s*:\s*[A-Z]+\d+(, ?[A-Z]+\d+)*\s+-\s+\S|\[[\w, -]+\]\s*#\s*\S)")
    bare = []
    for path in code(*PROGRAMS, "tests"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = exemption.search(line)
            if found and not reasoned.match(found.group(2)) and "re.compile" not in line:
                bare.append(f"{relative(path)}:{number}")

    assert bare == []


def _is_broad(handler: ast.ExceptHandler) -> bool:
    named = handler.type.id if isinstance(handler.type, ast.Name) else None
    ends_by_raising = isinstance(handler.body[-1], ast.Raise)
    return handler.type is None or (
        named in {"Exception", "BaseException"} and not ends_by_raising
    )


def test_bugs_are_caught_at_the_named_edges_only() -> None:
    found: dict[str, int] = {}
    for path in code(*PROGRAMS):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ExceptHandler) and _is_broad(node):
                found[relative(path)] = found.get(relative(path), 0) + 1

    assert found == BROAD_EXCEPTS


def test_tests_replace_nothing_behind_the_back_of_the_code() -> None:
    forbidden = re.compile(r"monkeypatch\." + r"(setattr|setitem|delattr)|mock" + r"\.patch")
    found = [
        relative(path)
        for path in code("tests")
        if forbidden.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_qml_is_handed_its_screens_and_finds_none_by_itself() -> None:
    found = [
        relative(path)
        for path in code("kiosk", "display")
        if "setContext" + "Property" in path.read_text(encoding="utf-8")
    ]

    assert found == []


def test_no_file_knows_a_machine_or_a_registry() -> None:
    known = []
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        known += [f"{relative(path)}: {hit.group()}" for hit in FOREIGN.finditer(text)]

    assert known == []
