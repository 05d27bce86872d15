"""Plans at a git revision: whatever lies in a repository, only what was committed is read, and nothing of it is run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faces import roadmap

GIT = shutil.which("git") or "git"
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
HEAD = "roadmap: 1\nid: klein\nlanguage: en\nstatus_date: 2024-06-03\n"
NOW, THEN = (f"{HEAD}deliverables:\n  a: {{duration: {duration}}}\n" for duration in ("2w", "1w"))
INCLUDING = f"{HEAD}include: [lijnen/*.yaml]\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, so that nobody's own settings count."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return folder


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of one folder within a repository, longer than it was committed."""
    return committed(tmp_path / "top", "plannen/nvo")


def git(folder: Path, *arguments: str | Path) -> str:
    """What one command of git says, as who it does not matter."""
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "protocol.file.allow=always")
    command = [GIT, *who, *map(str, arguments)]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout.strip()


def commit(folder: Path, message: str = "begin") -> str:
    """Everything below a folder, committed."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def committed(top: Path, below: str) -> Path:
    """A new repository with a plan in it, which takes a week more since."""
    plan = top / below
    plan.mkdir(parents=True)
    git(top, "init", "-q", "-b", "main")
    (plan / "plan.yaml").write_text(THEN, encoding="utf-8")
    commit(top)
    (plan / "plan.yaml").write_text(NOW, encoding="utf-8")
    return plan


def slips(plan: Path, revision: str) -> list[tuple[str, int]]:
    """What moved since a revision."""
    outcome = roadmap("diff", plan, "--json", f"--against={revision}")

    assert outcome.status == 0, outcome.err
    content: dict[str, Any] = json.loads(outcome.out)
    return [(row["id"], row["slip"]) for row in content["moved"]]


def refused(plan: Path, revision: str) -> str:
    """The complaint about a revision."""
    outcome = roadmap("diff", plan, "--lang", "en", f"--against={revision}")

    assert (outcome.status, outcome.out) == (2, ""), outcome.out
    assert "Traceback" not in outcome.err
    return outcome.err


@pytest.mark.parametrize("revision", ["HEAD", "main", "@", "refs/heads/main", "v1", "begonnen", "HEAD~0", "main@{0}"])
def test_revision_can_be_named_as_git_names_it(plan: Path, revision: str) -> None:
    git(plan, "tag", "v1")
    git(plan, "tag", "-a", "begonnen", "-m", "met een bericht")

    assert slips(plan, revision) == [("a", 5)]


def test_abbreviated_commit_is_a_revision(plan: Path) -> None:
    full = git(plan, "rev-parse", "HEAD")

    assert slips(plan, full) == slips(plan, full[:7]) == [("a", 5)]


def test_earlier_revision_is_that_one_and_not_the_last(plan: Path) -> None:
    commit(plan)
    (plan / "plan.yaml").write_text(NOW.replace("2w", "4w"), encoding="utf-8")
    git(plan, "branch", "terug", "HEAD~1")

    assert slips(plan, "HEAD") == [("a", 10)]
    assert slips(plan, "HEAD~1") == slips(plan, "terug") == [("a", 15)]


def test_baseline_goes_before_a_path_and_a_path_before_a_revision(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = plan.parent / "main"
    other.mkdir()
    (other / "plan.yaml").write_text(NOW.replace("2w", "3w"), encoding="utf-8")
    monkeypatch.chdir(plan.parent)

    assert slips(plan, "main") == [("a", -5)]
    roadmap("baseline", plan, "main")
    assert slips(plan, "main") == []


HOSTILE = [
    *("", " ", "-", "--", "-h", "--help", "--upload-pack=touch gedaan", "--output=gedaan", "-C/", "--exec-path=."),
    *("HEAD:plan.yaml", "HEAD:plannen/nvo", "HEAD^{tree}", "HEAD^{blob}", "HEAD..main", "HEAD...main", "^HEAD"),
    *("HEAD~9", "HEAD~99999999999", "main@{9999}", "main@{upstream}", "@{-1}", "refs/../HEAD", "x" * 100_000),
    *("a\nb", "HEAD\n--help", "HEAD\0", "HEAD\x1b[31m", "HEAD\r", "\u202eHEAD", "é", "../../etc", "*", "!"),
    *("$(touch gedaan)", "`touch gedaan`", "; touch gedaan", "|touch gedaan", "ext::sh -c touch% gedaan"),
]


@pytest.mark.parametrize("revision", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_revision_is_a_complaint_on_one_line(
    plan: Path, tmp_path: Path, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    before = sorted(path.name for path in tmp_path.rglob("*"))

    is_shown = revision.replace("\n", "").isprintable()
    complaint = "There is no baseline, plan or git revision" if is_shown else "the invisible character"
    assert complaint in refused(plan, revision).splitlines()[-1]
    assert "\x1b" not in refused(plan, revision)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Path]:
    """A program that leaves a mark when it is run; the test fails when it was."""
    mark, script = tmp_path / "gedaan", tmp_path / "val"
    script.write_text(f"#!/bin/sh\ntouch '{mark}'\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    yield script

    assert not mark.exists()


CONFIGURED = (
    *("core.pager", "core.editor", "core.fsmonitor", "core.sshCommand", "core.askPass", "core.gitProxy"),
    *("core.alternateRefsCommand", "sequence.editor", "diff.external", "diff.x.textconv", "diff.x.command"),
    *("filter.x.smudge", "filter.x.clean", "filter.x.process", "merge.x.driver", "gpg.program", "credential.helper"),
    *("pager.ls-tree", "pager.rev-parse", "pager.cat-file", "uploadpack.packObjectsHook", "trailer.x.command"),
)
HOOKS = (
    "post-checkout",
    "pre-commit",
    "post-index-change",
    "reference-transaction",
    "post-update",
    "fsmonitor-watchman",
)


def test_nothing_that_a_repository_is_set_to_run_is_run(plan: Path, trap: Path) -> None:
    top = plan.parents[1]
    (top / ".gitattributes").write_text("*.yaml filter=x diff=x merge=x\n", encoding="utf-8")
    git(top, "add", ".gitattributes")
    for key in CONFIGURED:
        git(top, "config", key, str(trap))
    for command in ("ls-tree", "rev-parse", "cat-file", "diff"):
        git(top, "config", f"alias.{command}", f"!{trap}")
    git(top, "config", "core.hooksPath", str(top / "hooks"))
    for folder in (top / "hooks", top / ".git" / "hooks"):
        folder.mkdir(exist_ok=True)
        for hook in HOOKS:
            shutil.copy(trap, folder / hook)

    assert slips(plan, "HEAD") == [("a", 5)]


def test_nothing_that_the_environment_asks_of_git_counts(
    plan: Path, trap: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = committed(plan.parents[2] / "elders", "nvo")
    (home / "settings").write_text(f"[core]\n\tfsmonitor = {trap}\n[include]\n\tpath = nowhere\n", encoding="utf-8")
    traps = ("EXTERNAL_DIFF", "PAGER", "EDITOR", "SSH", "SSH_COMMAND", "ASKPASS", "PROXY_COMMAND", "SEQUENCE_EDITOR")
    asked = {f"GIT_{name}": str(trap) for name in traps}
    asked |= {"PAGER": str(trap), "EDITOR": str(trap), "LESSOPEN": f"|{trap} %s"}
    asked |= {"GIT_DIR": str(other.parent / ".git"), "GIT_WORK_TREE": str(other.parent), "GIT_INDEX_FILE": str(trap)}
    asked |= {
        "GIT_OBJECT_DIRECTORY": str(home),
        "GIT_NAMESPACE": "x",
        "GIT_PREFIX": "x/",
        "GIT_CEILING_DIRECTORIES": "/",
    }
    asked |= {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": str(trap)}
    asked |= {"GIT_CONFIG_PARAMETERS": f"'core.pager={trap}'", "GIT_CONFIG_GLOBAL": str(home / "settings")}
    asked |= {"GIT_TRACE": str(home / "trace"), "GIT_EXEC_PATH": str(trap.parent), "GIT_LITERAL_PATHSPECS": "0"}
    for name, value in asked.items():
        monkeypatch.setenv(name, value)

    assert slips(plan, "HEAD") == [("a", 5)]
    assert not (home / "trace").exists()


def test_replaced_objects_are_read_as_they_were_committed(plan: Path) -> None:
    first = git(plan, "rev-parse", "HEAD")
    second = commit(plan, "langer")
    git(plan, "replace", first, second)

    assert slips(plan, first) == [("a", 5)]


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize("places", [".", "", "here"])
def test_git_that_lies_where_one_works_is_not_run(
    plan: Path, trap: Path, places: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (trap.parent / "here").mkdir()
    for name in ("git", "here/git"):
        shutil.copy(trap, trap.parent / name)
    monkeypatch.chdir(trap.parent)
    monkeypatch.setenv("PATH", places)
    assert "the program git must be installed" in refused(plan, "HEAD")

    monkeypatch.setenv("PATH", f"{places}{os.pathsep}{Path(GIT).parent}")
    assert slips(plan, "HEAD") == [("a", 5)]


@pytest.mark.parametrize("path", ["", "/nowhere"])
def test_git_that_is_not_installed_is_said(plan: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", path)

    assert refused(plan, "HEAD") == "Error: To compare with a revision, the program git must be installed.\n"


def test_folder_that_is_in_no_repository_has_no_revision(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(NOW, encoding="utf-8")

    assert "There is no baseline, plan or git revision" in refused(tmp_path, "HEAD")


def test_repository_without_a_commit_has_no_revision(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "plan.yaml").write_text(NOW, encoding="utf-8")

    assert "There is no baseline, plan or git revision" in refused(tmp_path, "HEAD")


def test_plan_that_was_not_there_yet_is_said(plan: Path) -> None:
    later = plan.parent / "later"
    later.mkdir()
    (later / "plan.yaml").write_text(NOW, encoding="utf-8")

    assert "The plan was not there yet at HEAD." in refused(later, "HEAD")
    assert "The plan was not there yet at HEAD." in refused(plan.parent / "later" / "plan.yaml", "HEAD")


def test_current_plan_that_is_not_there_is_told_before_any_revision(tmp_path: Path) -> None:
    outcome = roadmap("diff", tmp_path / "none", "--against", "HEAD", "--lang", "en")

    assert outcome.status == 2
    assert "no-plan" in outcome.err


@pytest.mark.parametrize("below", [".", "a b/ç é", "-x", "$(id)", "[a]", "a*", "'\"", ":(top)x"])
def test_plan_may_lie_at_the_top_or_below_names_that_mean_something_elsewhere(tmp_path: Path, below: str) -> None:
    assert slips(committed(tmp_path / "the top", below), "HEAD") == [("a", 5)]


def test_plan_in_one_file_takes_what_it_includes_along(tmp_path: Path) -> None:
    plan = committed(tmp_path / "top", "plannen")
    (plan / "lijnen").mkdir()
    for name, text in {"regio.yaml": INCLUDING, "lijnen/één.yaml": "deliverables:\n  b: {duration: 1w}\n"}.items():
        (plan / name).write_text(text, encoding="utf-8")
    commit(plan)
    (plan / "lijnen" / "één.yaml").write_text("deliverables:\n  b: {duration: 3w}\n", encoding="utf-8")

    assert slips(plan / "regio.yaml", "HEAD") == [("b", 10)]


def test_neighbours_with_a_longer_name_are_not_taken_along(tmp_path: Path) -> None:
    plan = committed(tmp_path / "top", "nvo")
    (plan.parent / "nvo-oud").mkdir()
    (plan.parent / "nvo-oud" / "plan.yaml").write_text(NOW.replace("2w", "9w"), encoding="utf-8")
    commit(plan.parent)
    (plan / "plan.yaml").write_text(NOW.replace("2w", "3w"), encoding="utf-8")

    assert slips(plan, "HEAD") == [("a", 5)]


def test_bytes_are_those_that_were_committed(plan: Path) -> None:
    (plan / "plan.yaml").write_bytes(THEN.replace("\n", "\r\n").encode("utf-8-sig"))
    (plan / "leeg.yaml").write_bytes(b"")
    commit(plan)
    (plan / "plan.yaml").write_text(NOW, encoding="utf-8")

    assert slips(plan, "HEAD") == [("a", 5)]


def test_links_and_submodules_of_a_repository_lead_nowhere(plan: Path, tmp_path: Path) -> None:
    inner = committed(tmp_path / "inner", "deel")
    (tmp_path / "geheim.yaml").write_text("deliverables:\n  b: {duration: 1w}\n", encoding="utf-8")
    (plan / "lijnen").mkdir()
    (plan / "lijnen" / "geheim.yaml").symlink_to(tmp_path / "geheim.yaml")
    (plan / "elders").symlink_to(tmp_path)
    git(plan, "submodule", "add", "-q", inner.parent, "module.yaml")
    (plan / "plan.yaml").write_text(f"{INCLUDING}deliverables:\n  a: {{duration: 1w}}\n", encoding="utf-8")
    commit(plan)
    (plan / "plan.yaml").write_text(NOW, encoding="utf-8")
    outcome = roadmap("diff", plan, "--against", "HEAD", "--lang", "en")

    assert outcome.status == 1
    assert "include-not-found" in outcome.err
    assert "geheim" not in outcome.err


def test_plan_that_is_a_link_within_the_repository_was_not_there(plan: Path) -> None:
    (plan / "echt.yaml").write_text(THEN, encoding="utf-8")
    (plan / "plan.yaml").unlink()
    (plan / "plan.yaml").symlink_to("echt.yaml")
    commit(plan)

    assert "The plan was not there yet at HEAD." in refused(plan, "HEAD")


@pytest.mark.parametrize("name", ["deel-\\..\\..\\kwaad.yaml", "deel-C:kwaad.yaml"])
def test_names_that_lead_elsewhere_on_other_systems_are_left_out(plan: Path, name: str) -> None:
    (plan / "plan.yaml").write_text(
        THEN.replace("deliverables", "include: deel-*.yaml\ndeliverables"), encoding="utf-8"
    )
    (plan / name).write_text("deliverables:\n  b: {duration: 1w}\n", encoding="utf-8")
    commit(plan)
    (plan / "plan.yaml").write_text(NOW, encoding="utf-8")
    outcome = roadmap("diff", plan, "--against", "HEAD", "--lang", "en")

    assert outcome.status == 1
    assert "include-not-found" in outcome.err


def test_errors_of_the_plan_then_are_placed_as_git_names_files(plan: Path) -> None:
    (plan / "plan.yaml").write_text(THEN.replace("1w", "1x"), encoding="utf-8")
    commit(plan)
    (plan / "plan.yaml").write_text(NOW, encoding="utf-8")
    outcome = roadmap("diff", plan, "--against", "HEAD", "--lang", "en")

    assert outcome.status == 1
    assert outcome.err.startswith(f"HEAD:{plan.as_posix()}/plan.yaml:6:17: error: invalid-duration\n")


def test_plan_without_a_status_date_is_compared_on_the_same_day(plan: Path) -> None:
    dateless = THEN.replace("status_date: 2024-06-03\n", "")
    (plan / "plan.yaml").write_text(dateless, encoding="utf-8")
    commit(plan)
    (plan / "plan.yaml").write_text(NOW, encoding="utf-8")

    assert slips(plan, "HEAD") == [("a", 5)]


def test_shallow_clone_has_its_last_revision_only(plan: Path, tmp_path: Path) -> None:
    commit(plan, "langer")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", plan.parents[1].as_uri(), shallow)
    copy = shallow / "plannen" / "nvo"

    assert slips(copy, "HEAD") == []
    assert "There is no baseline, plan or git revision" in refused(copy, "HEAD~1")


def test_file_that_git_does_not_have_is_said_and_not_fetched(plan: Path, tmp_path: Path) -> None:
    git(plan, "config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", plan.parents[1].as_uri(), partial)
    copy = partial / "plannen" / "nvo"
    copy.mkdir(parents=True)
    (copy / "plan.yaml").write_text(NOW, encoding="utf-8")
    complaint = refused(copy, "HEAD")

    assert "git does not have all files of that revision here." in complaint or "git does not answer." in complaint
    assert git(partial, "rev-list", "--objects", "--missing=print", "HEAD").count("?") == 1


def test_three_thousand_files_are_no_hindrance(plan: Path) -> None:
    for number in range(3_000):
        (plan / f"{number}.yaml").write_text(f"# {number}\n", encoding="utf-8")
    commit(plan)
    (plan / "plan.yaml").write_text(NOW.replace("2w", "3w"), encoding="utf-8")

    assert slips(plan, "HEAD") == [("a", 5)]


def test_folder_that_holds_far_too_much_is_refused(plan: Path) -> None:
    for number in range(14):
        (plan / f"{number}.yaml").write_text(f"# {number}" * 500_000, encoding="utf-8")
    commit(plan)

    assert "holds too much" in refused(plan, "HEAD")


def test_nothing_is_left_behind_and_nothing_in_the_repository_changes(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    before = {path: path.stat().st_mtime_ns for path in plan.parents[1].rglob("*")}

    assert slips(plan, "HEAD") == [("a", 5)]
    assert refused(plan, "nowhere")
    assert list(temporary.iterdir()) == []
    assert {path: path.stat().st_mtime_ns for path in plan.parents[1].rglob("*")} == before
