"""The README is true: its commands, variables, addresses and paths are those of the code."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import resolve

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
OURS = ("encyclopedia", "sources")
WRITTEN = {
    "<slug>": "skerry-lighthouse",
    "<old>": "1",
    "<new>": "2",
    "<sentence>": f"{'0' * 32}-lead-{'0' * 12}",
}
_EXTRAS = re.compile(r"\.\[([a-z0-9,]+)\]")
# What Django gives every command, and what a command of Django's that ours widens has of its own.
_STANDARD = {"--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback"}
_STANDARD |= {"--no-color", "--force-color", "--skip-checks"}
# They say what the project is made of, or are set by tools, and no operator reads them.
_UNTOLD = {"__init__.py", "apps.py", "asgi.py", "wsgi.py", "settings.py", "migrations"}
_UNTOLD |= {"static", "templatetags", "management", "__pycache__"}


def section(title):
    """The lines under the heading *title*."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0].splitlines()


def first_cells(title):
    """What stands in the first column of the tables under *title*, without their headings."""
    rows = [line.replace(r"\|", "¦") for line in section(title) if line.startswith("| ")]
    return [row.split("|")[1].strip() for row in rows if not row.startswith("| ---")][1:]


def commands():
    return sorted(name for name, app in get_commands().items() if app in OURS)


def options(name):
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    return {each for action in parser._actions for each in action.option_strings}  # noqa: SLF001 -- argparse has no other way to ask


class TestCommands:
    rows = tuple(first_cells("Commands"))

    def test_every_command_has_a_row_and_every_row_a_command(self):
        told = {re.match(r"`manage\.py (\w+)", cell)[1] for cell in self.rows}

        assert sorted(told) == commands()

    @pytest.mark.parametrize(
        "name", [name for name in commands() if name not in {"makemessages", "migrate"}]
    )
    def test_the_options_of_a_command_are_those_it_takes(self, name):
        row = " ".join(line for line in README.splitlines() if f"`manage.py {name}" in line)
        told = set(re.findall(r"--[a-z][a-z-]*", row))

        taken = {option for option in options(name) if option.startswith("--")} - _STANDARD
        assert told - options(name) == set()
        assert taken - told == set()


def environment(path):
    """The names that the module at *path* reads from the environment."""
    for call in ast.walk(ast.parse(path.read_text())):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        asked = ast.unparse(call.func)
        from_there = asked == "os.environ.get" or asked.startswith("variables.")
        if from_there and isinstance(call.args[0], ast.Constant):
            yield call.args[0].value


def test_every_variable_that_is_read_has_a_row_and_every_row_is_read():
    modules = ("settings.py", "deploy/gunicorn.conf.py")
    read = {name for module in modules for name in environment(ROOT / "encyclopedia" / module)}

    told = {name for cell in first_cells("Operating it") for name in re.findall(r"`(\w+)`", cell)}

    assert told == read


def mapped():
    """The paths that the map names, each under the folder that its line stands in."""
    folders = {0: ROOT}
    for line in section("The map of the code"):
        depth = (len(line) - len(line.lstrip())) // 4
        if not line.startswith("    ") or depth > 3:
            continue
        at_top = re.findall(r"(?:^|(?<=\s))(?:encyclopedia|sources|templates|tests)/", line)
        names = re.findall(r"(?<![\w/])[a-z_]+(?:/[a-z_]+)*(?:\.py|/)(?![\w/])", line)
        if depth == 1:
            folders[1] = ROOT / at_top[-1]
        elif line.split()[0].endswith("core/"):
            folders[2] = folders[1] / "core"
        elif depth == 2:
            folders[2] = folders[1]
        for name in names:
            yield name, folders[depth - 1] if depth == 1 else folders[2], folders[1]


@pytest.mark.parametrize(("name", "folder", "project"), list(mapped()))
def test_every_path_of_the_map_exists(name, folder, project):
    assert any((place / name).exists() for place in (folder, project, folder / "core"))


@pytest.mark.parametrize("project", OURS)
def test_every_module_of_a_project_stands_in_the_map(project):
    here = {path.name for path in (ROOT / project).iterdir()} - _UNTOLD
    modules = {name if name.endswith(".py") else f"{name}/" for name in here}

    told = {part for name, _, _ in mapped() for part in (name, f"{name.split('/')[0]}/")}

    assert sorted(modules - told) == []


@pytest.mark.parametrize("address", sorted(set(re.findall(r"`(/[^`]*)`", README)) - {"/run"}))
def test_every_address_leads_somewhere(address):
    for name, example in WRITTEN.items():
        address = address.replace(name, example)
    asked = f"{address}docs" if address == "/api/v1/" else address  # the beginning of many

    assert resolve(asked).func is not None


@pytest.mark.parametrize("path", sorted(set(re.findall(r"tests/[\w/.*-]*\.\w+", README))))
def test_every_test_bench_and_picture_that_is_named_exists(path):
    assert list(ROOT.glob(path))


def test_every_bench_is_run_by_the_checks_so_that_none_goes_stale():
    run = (ROOT / ".ci" / "run").read_text()
    benches = [path for path in ROOT.glob("tests/bench/*.py") if "__main__" in path.read_text()]

    assert len(benches) > 20
    assert [path.name for path in benches if path.name not in run] == []


def test_every_extra_that_is_named_exists():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"][
        "optional-dependencies"
    ]

    named = {each for found in _EXTRAS.findall(README) for each in found.split(",")}

    assert named <= set(extras)


def test_the_image_has_every_extra_that_a_variable_wants():
    image = (ROOT / "encyclopedia" / "deploy" / "Containerfile").read_text()
    rows = [line for line in section("Operating it") if line.startswith("| `")]

    wanted = {found for row in rows for found in _EXTRAS.findall(row)}

    assert "s3" in wanted
    assert wanted <= set(_EXTRAS.search(image)[1].split(","))
