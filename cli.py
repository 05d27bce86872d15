"""`python cli.py ...` in a checkout does what the installed `roadmap ...` does."""

import sys

SET_UP = """\
cli.py: {missing}: niet geinstalleerd / not installed.
Eenmalig, in deze map (Python 3.11 of nieuwer) / once, in this folder (Python 3.11 or newer):
  python3 -m venv .venv && .venv/bin/python -m pip install -q -r requirements.lock
Windows (PowerShell):
  py -m venv .venv; .venv\\Scripts\\python -m pip install -q -r requirements.lock
Daarna / then: .venv/bin/python cli.py ...  (Windows: .venv\\Scripts\\python cli.py ...)
"""


def main() -> None:
    """Hand over to `roadmap.commands`; without its packages say how to set up, exit 2; interrupted, 130."""
    try:
        from roadmap.commands import main as roadmap

        roadmap()
    except ModuleNotFoundError as error:
        missing = error.name or ""
        if missing.partition(".")[0] in {"", "roadmap"}:
            raise
        sys.stderr.write(SET_UP.format(missing=missing))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
