"""Plans that come along with the program, as texts by place: the example, and the templates for a new plan."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

EXAMPLE = Path("plans", "nvo")


def example_texts() -> dict[str, str]:
    """The files of the example plan."""
    home = Path(str(files("roadmap")))
    # A wheel has the example within the package; in a checkout it stands beside that.
    folders = (home / EXAMPLE, home.parent / EXAMPLE)
    return _texts(next(folder for folder in folders if folder.is_dir()))


def template_texts(name: str) -> dict[str, str]:
    """The files of a template."""
    return _texts(Path(str(files("roadmap"))) / "templates" / name)


def _texts(folder: Path) -> dict[str, str]:
    found = sorted(folder.rglob("*.yaml"))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}
