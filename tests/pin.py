"""Print constraints for every installed package that the course and its tests need.

Run by ``make constraints`` in an environment that was made from pyproject.toml: what is written down is
what was tested. Packages that nothing in our requirements reaches are left out.
"""

from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HEADER = "# The exact versions that `make install` and `make test` use. Written by `make constraints`.\n"


def reached(root: str) -> dict[str, str]:
    """Names and versions of everything that a requirement leads to, as installed here."""
    versions: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [Requirement(root)]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # a requirement of another platform
        versions[name] = found.version
        for extra in {"", *wanted.extras} - {known for package, known in seen if package == name}:
            seen.add((name, extra))
            needs = [Requirement(line) for line in found.requires or []]
            waiting += [
                need for need in needs if need.marker is None or need.marker.evaluate({"extra": extra})
            ]
    del versions[canonicalize_name(Requirement(root).name)]
    return versions


if __name__ == "__main__":
    print(
        HEADER
        + "\n".join(f"{name}=={version}" for name, version in sorted(reached("kapedu[test,hub]").items()))
    )
