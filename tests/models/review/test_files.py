"""Writing what must not be lost: whole or not at all, whatever stands in the way."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from models import files


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def in_a_process(code: str, folder: Path) -> None:
    """Runs code in a process of its own, for what a process has only one of."""
    code = "import os, resource, signal\nfrom pathlib import Path\nfrom models import files\n" + (
        textwrap.dedent(code)
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=folder, timeout=30)


# Adding


def test_a_new_file_and_its_folders_are_made_for_their_owner_alone(tmp_path):
    path = tmp_path / "a" / "b" / "mk.jsonl"
    files.append(path, b"one\n")
    files.append(path, b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"
    assert (mode(path), mode(path.parent), mode(tmp_path / "a")) == (0o600, 0o700, 0o700)


@pytest.mark.parametrize(
    ("folder", "file", "new_folder", "new_file"),
    [
        (0o700, 0o600, 0o700, 0o600),
        (0o755, 0o644, 0o755, 0o644),
        (
            0o2775,
            0o664,
            0o2775,
            0o644,
        ),  # a group's folder: all may add journals, none may change one
        (0o1777, 0o666, 0o1777, 0o644),
        (0o750, 0o440, 0o750, 0o640),
    ],
)
def test_a_new_file_is_as_readable_as_the_one_it_lies_beside(
    tmp_path, folder, file, new_folder, new_file
):
    article = tmp_path / "news" / "x.yaml"
    article.parent.mkdir()
    article.touch()
    article.chmod(file)
    article.parent.chmod(folder)
    path = tmp_path / "news" / "x.review" / "mk.jsonl"
    files.append(path, b"one\n", like=article)
    assert (mode(path.parent), mode(path)) == (new_folder, new_file)
    path.chmod(0o600)
    files.append(path, b"two\n", like=article)
    assert mode(path) == 0o600


def test_a_file_is_begun_while_the_one_it_lies_beside_is_gone(tmp_path):
    """As while an editor puts a new article in the place of the old one."""
    path = tmp_path / "news" / "x.review" / "mk.jsonl"
    files.append(path, b"one\n", like=tmp_path / "news" / "x.yaml")
    files.append(path, b"two\n", like=tmp_path / "gone" / "x.yaml")
    assert path.read_bytes() == b"one\ntwo\n"
    assert (mode(path.parent), mode(path)) == (0o700, 0o600)
    other = tmp_path / "other.review" / "mk.jsonl"
    files.append(other, b"one\n", like=tmp_path / "gone" / "x.yaml")
    assert (mode(other.parent), mode(other)) == (0o700, 0o600)


def test_a_torn_line_stays_by_itself(tmp_path):
    path = tmp_path / "mk.jsonl"
    path.write_bytes(b"whole\ntor")
    files.append(path, b"one\n")
    assert path.read_bytes() == b"whole\ntor\none\n"


def test_links_are_not_followed(tmp_path):
    profile = tmp_path / ".profile"
    profile.write_bytes(b"mine\n")
    link = tmp_path / "mk.jsonl"
    link.symlink_to(profile)
    for call in (lambda: files.append(link, b"x\n"), lambda: files.read_from(link, 0)):
        with pytest.raises(OSError) as caught:  # noqa: PT011 - the number is what counts
            call()
        assert caught.value.errno == errno.ELOOP
    assert profile.read_bytes() == b"mine\n"


def test_what_is_no_file_neither_blocks_nor_is_written(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, Path("/dev/null")):
        for call in (files.append, files.replace):
            with pytest.raises(OSError, match=r"regular|directory|No such device"):
                call(path, b"x")
    with pytest.raises(OSError, match="regular"):
        files.read_from(pipe, 0)
    assert Path("/dev/null").is_char_device()
    assert names(tmp_path) == ["pipe"]


def test_what_is_kept_private_is_so_whatever_stood_there(tmp_path):
    folder = tmp_path / "state" / "copydesk"
    path, profile = folder / "copied.txt", tmp_path / ".profile"
    before = os.umask(0)
    try:
        files.keep_private(path, b"one")
        assert mode(path) == 0o600
        assert [mode(each) for each in (folder, folder.parent)] == [0o700, 0o700]
        path.chmod(0o666)
        files.keep_private(path, b"two")
        assert (path.read_bytes(), mode(path)) == (b"two", 0o600)
    finally:
        os.umask(before)
    profile.write_bytes(b"mine")
    path.unlink()
    path.symlink_to(profile)
    files.keep_private(path, b"three")
    assert (path.read_bytes(), path.is_symlink(), profile.read_bytes()) == (
        b"three",
        False,
        b"mine",
    )
    path.unlink()
    path.mkdir()
    with pytest.raises(OSError, match="directory"):
        files.keep_private(path, b"four")
    assert names(folder) == ["copied.txt"]


def test_nothing_outside_of_a_folder_is_read(tmp_path):
    inside = tmp_path / "inside"
    (inside / "deep").mkdir(parents=True)
    (tmp_path / "secret").write_bytes(b"secret")
    (inside / "deep" / "text").write_bytes(b"some words")
    assert files.read_inside(inside, Path("deep/text"), 99) == b"some words"
    assert files.read_inside(inside, Path("deep/text"), 4) == b"some"
    (inside / "link").symlink_to(tmp_path / "secret")
    (inside / "up").symlink_to(tmp_path)
    os.mkfifo(inside / "pipe")
    for name in (
        "link",
        "up/secret",
        "pipe",
        "deep",
        "none",
        "deep/text/x",
        "../secret",
        "/etc/hosts",
    ):
        before = len([*Path("/proc/self/fd").iterdir()])
        with pytest.raises(OSError):  # noqa: PT011 - each has its own reason
            files.read_inside(inside, Path(name), 99)
        assert len([*Path("/proc/self/fd").iterdir()]) == before


def test_a_file_where_a_folder_should_be(tmp_path):
    (tmp_path / "x.review").touch()
    with pytest.raises(NotADirectoryError):
        files.append(tmp_path / "x.review" / "mk.jsonl", b"x\n")
    (tmp_path / "y.review").symlink_to("nowhere")
    with pytest.raises(NotADirectoryError):
        files.append(tmp_path / "y.review" / "mk.jsonl", b"x\n")


def test_at_the_limit_of_a_file_the_kernel_writes_in_part_and_nothing_stays(tmp_path):
    in_a_process(
        """
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        files.append(Path("mk.jsonl"), b"x" * 999 + b"\\n")
        resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))
        for call in (files.append, files.replace):
            try:
                call(Path("mk.jsonl"), b"y" * 3000)
            except OSError as error:
                assert error.errno == 27
            else:
                raise AssertionError
        files.append(Path("mk.jsonl"), b"z" * 400)
        """,
        tmp_path,
    )
    assert (tmp_path / "mk.jsonl").read_bytes() == b"x" * 999 + b"\n" + b"z" * 400
    assert names(tmp_path) == ["mk.jsonl"]


def test_reading_begins_where_it_is_told_to(tmp_path):
    path = tmp_path / "mk.jsonl"
    path.write_bytes(b"0123456789")
    assert [files.read_from(path, at) for at in (0, 4, 10, 11)] == [
        b"0123456789",
        b"456789",
        b"",
        b"",
    ]
    path.write_bytes(b"x" * (3 << 20))
    assert files.read_from(path, 1) == b"x" * ((3 << 20) - 1)


# Replacing


@pytest.mark.parametrize("permissions", [0o600, 0o640, 0o664, 0o755])
def test_a_replaced_file_keeps_its_permissions(tmp_path, permissions):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"old")
    path.chmod(permissions)
    files.replace(path, b"new")
    assert (path.read_bytes(), mode(path), names(tmp_path)) == (b"new", permissions, ["x.yaml"])


def test_a_new_file_has_the_permissions_that_new_files_have(tmp_path):
    in_a_process('os.umask(0o027)\nfiles.replace(Path("x.yaml"), b"new")', tmp_path)
    assert (tmp_path / "x.yaml").read_bytes() == b"new"
    assert mode(tmp_path / "x.yaml") == 0o640


def test_links_to_a_replaced_file_stay_links(tmp_path):
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "x.yaml"
    target.write_bytes(b"old")
    (tmp_path / "x.yaml").symlink_to("real/x.yaml")
    (tmp_path / "y.yaml").symlink_to("x.yaml")
    files.replace(tmp_path / "y.yaml", b"new")
    assert target.read_bytes() == b"new"
    assert (tmp_path / "y.yaml").is_symlink()
    assert (tmp_path / "x.yaml").is_symlink()
    assert names(tmp_path / "real") == ["x.yaml"]
    (tmp_path / "dangling").symlink_to("real/z.yaml")
    files.replace(tmp_path / "dangling", b"made")
    assert (tmp_path / "real" / "z.yaml").read_bytes() == b"made"


def test_a_name_as_long_as_the_file_system_allows(tmp_path):
    path = tmp_path / ("x" * 250 + ".yaml")
    path.write_bytes(b"old")
    files.replace(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"old")
    monkeypatch.setattr(files.os, "access", lambda path, mode: False)
    with pytest.raises(PermissionError):
        files.replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["x.yaml"]


def test_a_file_of_somebody_else_is_replaced_though_it_can_not_be_given_back(tmp_path, monkeypatch):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"old")
    path.chmod(0o664)

    def refuse(*_):
        raise PermissionError(errno.EPERM, "not allowed")

    monkeypatch.setattr(files.os, "fchown", refuse)
    files.replace(path, b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o664)


def test_a_folder_that_can_not_be_synced_is_left_at_that(tmp_path, monkeypatch):
    real = os.fsync

    def fsync(file):
        if os.fstat(file).st_mode & 0o040000:
            raise OSError(errno.EINVAL, "no such thing here")
        real(file)

    monkeypatch.setattr(files.os, "fsync", fsync)
    files.append(tmp_path / "new" / "mk.jsonl", b"one\n")
    files.replace(tmp_path / "x.yaml", b"new")
    assert (tmp_path / "new" / "mk.jsonl").read_bytes() == b"one\n"
    assert (tmp_path / "x.yaml").read_bytes() == b"new"
