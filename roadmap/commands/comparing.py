"""What a plan is held against: the baseline that was asked for, or the one approved last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from roadmap.export.words import Words
from roadmap.findings import Finding
from roadmap.plan.baselines import FOLDER, Baseline, baseline_names, latest_approved, load_baseline
from roadmap.plan.load import LoadedPlan


def find_baseline(
    loaded: LoadedPlan, asked: str | Baseline | None, words: Words
) -> tuple[Baseline | None, Sequence[Finding]]:
    """The baseline that was asked for, else the one approved last; a complaint when it is not there."""
    if isinstance(asked, Baseline):
        return asked, ()
    folder = Path(loaded.folder)
    name = asked or latest_approved(folder, loaded.plan.id)
    if name is None:
        return None, ()
    known = baseline_names(folder)
    if name not in known:
        raise click.UsageError(_no_such_baseline(name, known, words))
    return load_baseline(folder, name)


def named_by_file(folder: Path, given: str) -> str | None:
    """The name of a baseline of a plan's folder that was named by its file, from there or from within the folder."""
    path = Path(given)
    is_file_of_one = path.parent.name == FOLDER and path.suffix == ".yaml"
    is_of_plan = path.parent.parent in {Path(), folder, folder.absolute()}
    return path.stem if is_file_of_one and is_of_plan and path.stem in baseline_names(folder) else None


def no_baseline_yet(folder: Path, words: Words) -> str:
    """The complaint that there is nothing to compare with: no baseline at all, or none that a body approved."""
    known = baseline_names(folder)
    if not known:
        return words.say("This plan has no baseline yet. `roadmap baseline PLAN NAME` makes one.")
    return words.say("No baseline of this plan is approved. Name one with --baseline: {names}.", names=tuple(known))


def _no_such_baseline(name: str, known: Sequence[str], words: Words) -> str:
    """The complaint about a baseline that is not there, with those that are."""
    text = words.say('There is no baseline "{name}" in this plan.', name=name)
    if not known:
        return f"{text} {words.say('`roadmap baseline PLAN NAME` makes one.')}"
    return f"{text} {words.say('There is: {names}.', names=tuple(known))}"
