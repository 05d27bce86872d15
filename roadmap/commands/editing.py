"""What commands that write into plan files have in common: where, what it does, and why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from roadmap.analysis.effects import Effects, effects_of
from roadmap.commands.locking import locked, plan_folder
from roadmap.commands.opening import (
    STATUS_ERRORS,
    Opened,
    json_option,
    language_option,
    open_plan,
    refuse,
    say_findings,
    say_summary,
    screen,
)
from roadmap.commands.speech import Option
from roadmap.commands.writing import Rewrite, rewrite
from roadmap.export import edits_json, edits_text, effects_text
from roadmap.export.conclusion import conclude
from roadmap.export.findings_text import to_text
from roadmap.export.terminal import line
from roadmap.export.words import Words
from roadmap.findings import Finding, PlanError, Severity, added_errors, added_findings
from roadmap.plan.load import LoadedPlan

Function = TypeVar("Function", bound=Callable[..., Any])
Edit = Callable[[LoadedPlan, Words], Mapping[str, str]]
"""What an edit makes of a plan: the new text of each file that changes; PlanError when it cannot be made."""


def edit_options(function: Function) -> Function:
    """The options of every command that makes an edit."""
    dry = click.option("--dry-run", is_flag=True, cls=Option, help="Only show what would change.")
    return language_option(json_option(dry(function)))


def edit_plan(path: Path, edit: Edit, *, lang: str | None, is_dry: bool, as_json: bool) -> int:
    """Make an edit, show its lines and what it does to the targets, and write it unless that brings an error."""
    with held(path, is_dry=is_dry) as is_alone:
        before = open_plan(path, lang=lang, status_date=None)
        if before.loaded is None:
            return refuse(before, _refused_to_json if as_json else None)
        try:
            texts = edit(before.loaded, before.words)
        except PlanError as error:
            return _refuse(error.findings, before, as_json=as_json)
        after = open_plan(path, lang=lang, status_date=None, texts=texts) if texts else before
        added = errors_added(before, after)
        if added:
            return _refuse(added, before, as_json=as_json)
        if not is_dry:
            write_texts(before, texts, is_alone=is_alone)
    if as_json:
        lists = lists_of(before, after, texts)
        click.echo(edits_json.to_json(before.plan_id, lists, is_written=bool(texts) and not is_dry), nl=False)
    elif texts:
        say_edit(before, after, texts, is_dry=is_dry)
    else:
        click.echo(before.words.say("The plan says so already; nothing is written."))
    return after.exit_status if texts else 0


@contextmanager
def held(path: Path, *, is_dry: bool) -> Iterator[bool]:
    """A plan that nobody else edits meanwhile, and whether that is sure; one that is only looked at is not held."""
    if is_dry:
        yield False
        return
    with locked(plan_folder(path)) as is_alone:
        yield is_alone


def write_texts(before: Opened, texts: Mapping[str, str], *, is_alone: bool) -> None:
    """The new texts in the place of those that were read."""
    old, folder = _texts_read(before), Path(before.folder)
    rewrite([Rewrite(folder / file, old[file], text) for file, text in texts.items()], is_alone=is_alone)


def say_edit(before: Opened, after: Opened, texts: Mapping[str, str], *, is_dry: bool) -> None:
    """The lines that change, what that does to the targets and the check, and what was written."""
    click.echo(edits_text.to_text(_texts_read(before), texts, before.folder))
    _say_effect(before, after)
    _say_new_warnings(before, after)
    _say_what_was_done(after, texts, is_dry=is_dry)


def _texts_read(opened: Opened) -> dict[str, str]:
    """The files of a plan by name, as they were read."""
    return {source.name: source.text for source in opened.loaded.sources} if opened.loaded is not None else {}


def errors_added(before: Opened, after: Opened) -> tuple[Finding, ...]:
    """The errors that a change brings; of a plan that could not be computed before, only those of its files."""
    if before.schedule is None and before.loaded is not None and after.loaded is not None:
        return added_errors(before.loaded.findings, after.loaded.findings)
    return added_errors(before.findings, after.findings)


def lists_of(before: Opened, after: Opened, texts: Mapping[str, str], odd: Iterable[Finding] = ()) -> edits_json.Lists:
    """An edit as data: the files that change, what that does, and what is odd or comes to be."""
    found = (*odd, *added_findings(before.findings, after.findings))
    effects = effects_between(before, after)
    return edits_json.edit_lists(_texts_read(before), texts, effects, found, before.words)


def _refused_to_json(plan_id: str | None, findings: Iterable[Finding], words: Words) -> str:
    """The form of an edit for one that is not made."""
    return edits_json.to_json(plan_id, edits_json.refused_lists(findings, words), is_written=False)


def _refuse(findings: tuple[Finding, ...], before: Opened, *, as_json: bool) -> int:
    """Say why a change is not made."""
    document = _refused_to_json(before.plan_id, findings, before.words) if as_json else None
    return refuse_edit(findings, before, document)


def refuse_edit(findings: Iterable[Finding], opened: Opened, document: str | None, path: str = "") -> int:
    """Say why nothing is written: by a document where data was asked for, else in words; ``path`` is a foreign file."""
    if document is not None:
        click.echo(document, nl=False)
    else:
        say_foreign_findings(findings, opened, path)
        click.echo(opened.words.say("Nothing is written."), err=True)
    return STATUS_ERRORS


def effects_between(before: Opened, after: Opened) -> Effects | None:
    """What a change does to the targets; None where one of the two could not be computed."""
    return effects_of(before.schedule, after.schedule) if before.schedule and after.schedule else None


def _say_effect(before: Opened, after: Opened) -> None:
    """What the change does to the targets; where that cannot be compared, how it stands."""
    if after.schedule is None:
        say_findings(after)
    elif before.schedule is None or not after.schedule.targets:
        click.echo(line(screen(), conclude(after.schedule, after.words)), nl=False)
    else:
        effects = effects_of(before.schedule, after.schedule)
        click.echo(effects_text.to_text(effects, after.schedule, after.words, screen()), nl=False)


def _say_new_warnings(before: Opened, after: Opened) -> None:
    """What the check has to say that it did not say before."""
    new = [
        finding
        for finding in added_findings(before.findings, after.findings)
        if finding.severity is Severity.WARNING and finding.waived is None
    ]
    if before.schedule is not None and new:
        click.echo(to_text(new, after.words, after.folder), err=True)


def say_foreign_findings(findings: Iterable[Finding], opened: Opened, path: str) -> None:
    """Findings where talk goes: those of a foreign file by the name that was given, those of the plan in its folder."""
    groups: dict[str, list[Finding]] = {"": [], opened.folder: []}
    for finding in findings:
        is_foreign = finding.location is not None and finding.location.file == path
        groups["" if is_foreign else opened.folder].append(finding)
    for folder, group in groups.items():
        if group:
            click.echo(to_text(group, opened.words, folder), err=True)


def _say_what_was_done(after: Opened, texts: Mapping[str, str], *, is_dry: bool) -> None:
    """Which files are written, or that none is."""
    if is_dry:
        click.echo(after.words.say("Nothing is written: this is what it would do."))
        return
    for name in texts:
        click.echo(after.words.say("Written: {path}", path=(Path(after.folder) / name).as_posix()))
    if after.schedule is not None:
        say_summary(after)
