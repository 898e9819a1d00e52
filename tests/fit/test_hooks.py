"""The hooks in the real pre-commit: what stops a commit, what is said, which drafts are looked at.

The working tree is installed as pre-commit installs it, from the package registry: some twenty seconds.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLAWED = "云河市科学技术局\n一、主要职责\n（一）负贵全市科技工作。\n"
CLEAN = "云河市科学技术局\n一、主要职责\n（一）负责全市科技工作。\n"
SETTINGS = "profile: general\nselect: [typo, stray-space]\n"
NAMES = ["草案 一.txt", 'it\'s "so".txt', "-lead.txt", "--fix.md", "$HOME;x.txt", "文件夹/科技局（稿）.md"]
PRE_COMMIT = Path(sys.executable).parent / "pre-commit"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PRE_COMMIT.exists() or not shutil.which("git"), reason="needs pre-commit and git"),
]


class Repository:
    """A scratch git repository."""

    def __init__(self, folder: Path, home: Path) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))},
            "PRE_COMMIT_HOME": str(home), "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.com",
            "PATH": os.pathsep.join([str(PRE_COMMIT.parent), os.environ["PATH"]]),
        }  # fmt: skip
        self.run("git", "init", "-q")

    def run(self, *command: str) -> tuple[int, str]:
        """Run a command in the repository; return its exit code and all that it said."""
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.decode()

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")

    def commit(self) -> tuple[int, str]:
        """Commit what is staged."""
        return self.run("git", "commit", "-q", "-m", "x")

    @property
    def commits(self) -> int:
        """Return how many commits there are."""
        code, count = self.run("git", "rev-list", "--count", "HEAD")
        return int(count) if code == 0 else 0


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Return the working tree as a repository with one commit."""
    listed = subprocess.check_output(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT).decode()
    product = Repository(tmp_path_factory.mktemp("product") / "mandate-lint", tmp_path_factory.mktemp("unused"))
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (product.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, product.folder / name)
    product.run("git", "add", "-A")
    assert product.commit()[0] == 0
    return product


@pytest.fixture(scope="module")
def home(product: Repository, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return pre-commit's own folder, with the hooks installed."""
    home = tmp_path_factory.mktemp("home")
    folder = tmp_path_factory.mktemp("first") / "drafts"
    code, said = _using(product, Repository(folder, home)).run("pre-commit", "install-hooks")
    assert code == 0, said
    return home


def _using(product: Repository, repository: Repository, hook: str = "mandate-lint") -> Repository:
    revision = product.run("git", "rev-parse", "HEAD")[1].strip()
    hooks = f"repos:\n- repo: {product.folder}\n  rev: {revision}\n  hooks:\n  - id: {hook}\n"
    repository.write(".pre-commit-config.yaml", hooks)
    repository.write(".mandate-lint.yaml", SETTINGS)
    repository.run("git", "add", "-A")
    return repository


@pytest.fixture
def drafts(product: Repository, home: Path, tmp_path: Path) -> Iterator[Repository]:
    """Return a repository whose commits the hook `mandate-lint` watches."""
    repository = _using(product, Repository(tmp_path / "drafts", home))
    assert repository.run("pre-commit", "install")[0] == 0
    yield repository


def test_a_flawed_draft_stops_the_commit_with_a_readable_message(drafts: Repository) -> None:
    drafts.write("draft.txt", FLAWED)
    drafts.run("git", "add", "draft.txt")
    code, said = drafts.commit()
    assert (code, drafts.commits) == (1, 0)
    assert "draft.txt:3:4: 错误 文字有误：“负贵”应为“负责”。" in said
    assert "  3 | （一）负贵全市科技工作。\n    |       ^^^^ 改为 负责\n" in said


def test_a_clean_draft_passes(drafts: Repository) -> None:
    drafts.write("draft.txt", CLEAN)
    drafts.run("git", "add", "draft.txt")
    assert (drafts.commit()[0], drafts.commits) == (0, 1)


def test_only_staged_drafts_are_checked(drafts: Repository) -> None:
    drafts.write("staged.txt", CLEAN)
    drafts.run("git", "add", "staged.txt")
    drafts.write("unstaged.txt", FLAWED)
    drafts.write("staged.txt", FLAWED)  # changed behind what is staged
    assert (drafts.commit()[0], drafts.commits) == (0, 1)


def test_other_files_are_not_taken_for_drafts(drafts: Repository) -> None:
    drafts.write("notes.yaml", "# 负贵\n")
    drafts.run("git", "add", "notes.yaml")
    code, said = drafts.commit()
    assert code == 0
    assert "no files to check" in said


def test_odd_names_work(drafts: Repository) -> None:
    for name in NAMES:
        drafts.write(name, FLAWED)
    drafts.run("git", "add", "-A")
    code, said = drafts.commit()
    assert (code, drafts.commits) == (1, 0)
    assert sorted(line.split(":3:4: ")[0] for line in said.splitlines() if ":3:4: " in line) == sorted(NAMES)
    for name in NAMES:
        drafts.write(name, CLEAN)
    drafts.run("git", "add", "-A")
    assert (drafts.commit()[0], drafts.commits) == (0, 1)


def test_the_other_hook_repairs_and_stops_once(product: Repository, home: Path, tmp_path: Path) -> None:
    repository = _using(product, Repository(tmp_path / "drafts", home), "mandate-lint-fix")
    repository.run("pre-commit", "install")
    repository.write("-a b.txt", FLAWED)
    repository.run("git", "add", "-A")
    code, said = repository.commit()
    assert (code, "files were modified by this hook" in said) == (1, True)
    assert (repository.folder / "-a b.txt").read_text("utf-8") == CLEAN
    repository.run("git", "add", "-A")
    assert (repository.commit()[0], repository.commits) == (0, 1)


def test_try_repo_runs_the_hook(product: Repository, tmp_path: Path) -> None:
    repository = Repository(tmp_path / "drafts", tmp_path / "home")
    repository.write(".mandate-lint.yaml", SETTINGS)
    repository.write("flawed.txt", FLAWED)
    repository.write("clean.txt", CLEAN)
    repository.run("git", "add", "-A")
    code, said = repository.run("pre-commit", "try-repo", str(product.folder), "mandate-lint")
    assert code == 1
    assert "flawed.txt:3:4: 错误 " in said
    assert "clean.txt:3" not in said
