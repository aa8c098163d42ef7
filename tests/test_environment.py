"""The three places that name versions agree: pyproject.toml, environment.yml and constraints.txt."""

import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def required(lines: list[str]) -> dict[str, str]:
    requirements = [Requirement(line) for line in lines]
    return {canonicalize_name(need.name): str(need.specifier) for need in requirements}


def test_conda_environment_asks_for_the_same_packages_and_bounds_as_the_package():
    conda = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    names = [line for line in conda if isinstance(line, str) and line != "pip"]
    by_pip = next(line["pip"] for line in conda if isinstance(line, dict))
    names += [line for line in by_pip if not line.startswith("--")]  # what conda-forge does not have
    package = required(PROJECT["dependencies"]) | {"python": PROJECT["requires-python"]}
    assert required(names) == package


def test_every_requirement_is_pinned_and_its_pin_is_allowed():
    pins = {}
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, version = line.split("==")
            pins[canonicalize_name(name)] = version
    extras = PROJECT["optional-dependencies"].values()
    for line in [*PROJECT["dependencies"], *(line for extra in extras for line in extra)]:
        need = Requirement(line)
        assert canonicalize_name(need.name) in pins, f"{need.name} has no line in constraints.txt"
        pin = pins[canonicalize_name(need.name)]
        assert need.specifier.contains(pin), f"constraints.txt pins {need.name} {pin}, pyproject says {need}"


def test_versions_with_known_security_holes_are_not_allowed():
    bounds = required(PROJECT["dependencies"])
    for name, hole in {"nbgrader": "0.9.5", "jupyter-server": "2.19.0", "voila": "0.5.5"}.items():
        assert not Requirement(name + bounds[name]).specifier.contains(hole), f"{name} {hole} is allowed"


def test_the_version_is_the_same_wherever_it_is_written():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    package = (ROOT / "kapedu" / "__init__.py").read_text()
    extension = yaml.safe_load((ROOT / "kapedu" / "lab" / "package.json").read_text())
    assert citation["version"] == PROJECT["version"] == extension["version"]
    assert f'__version__ = "{PROJECT["version"]}"' in package
