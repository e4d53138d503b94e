"""The cache: files open from it as from themselves, and nothing that is wrong with it can be noticed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from models.checks.standing import Standing
from models.document import Document
from models.loading import cache as caching
from models.loading import load, parsed
from models.loading.cache import Cache
from models.loading.reading import load_bytes
from models.revise import revise
from models.shipped import first_article

Same = Callable[[Document, Document], None]

ROOT = Path(__file__).parents[3]

SMALL = """\
copydesk: 1
article: {text: "Iran struck a base.", published: 2024-01-29}
actors: [{id: iran, name: Iran, kind: state}]
events: [{id: strike, title: A strike, actors: [iran, nobody], at: struck}]
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.yaml"
    path.write_text(SMALL)
    return path


@pytest.fixture
def kept(article: Path, cache: Cache, folder: Path) -> Path:
    """What the cache keeps of the article."""
    opened(article, cache)
    cache.keep()
    (path,) = folder.iterdir()
    return path


def opened(article: Path, cache: Cache | None = None) -> Document:
    document = load(article, None, cache).document
    assert document is not None
    return document


def from_cache(article: Path, cache: Cache) -> Document | None:
    return cache.recall(article.read_bytes(), str(article), article)


def test_what_is_kept_opens_as_from_the_source(article: Path, cache: Cache, same: Same):
    assert from_cache(article, cache) is None
    first = opened(article, cache)
    assert from_cache(article, cache) is None  # keeping waits until it is called for
    cache.keep()
    same(opened(article, cache), first)
    same(opened(article, cache), opened(article))
    assert from_cache(article, cache) is not None
    assert load(article, None, cache).problems == first.problems != ()


def test_the_article_that_ships_opens_as_from_the_source(cache: Cache, same: Same):
    source = opened(first_article(), cache)
    cache.keep()
    assert from_cache(first_article(), cache) is not None
    same(opened(first_article(), cache), source)


def test_a_file_under_another_name_is_found_too(
    article: Path, cache: Cache, kept: Path, same: Same
):
    other = article.with_name("other.yaml")
    other.write_bytes(article.read_bytes())
    document = from_cache(other, cache)
    assert document is not None
    assert (document.name, document.path) == (str(other), other)
    same(opened(other, cache), opened(other))


def test_the_source_always_wins(article: Path, cache: Cache, kept: Path):
    """Even where size, time and name say that nothing changed."""
    before = article.stat()
    article.write_text(SMALL.replace("A strike", "B strike"))
    os.utime(article, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert opened(article, cache).records["strike"].caption == "B strike"


@pytest.mark.parametrize("content", ["", "no: article", "\x00", "- [\n"])
def test_what_can_not_be_opened_is_not_kept(
    article: Path, cache: Cache, folder: Path, content: str
):
    article.write_text(content)
    loaded = load(article, None, cache)
    cache.keep()
    assert load(article, None, cache) == loaded == load(article)
    assert loaded.document is None
    assert not folder.exists()


def test_what_a_syntax_error_cuts_off_is_kept_with_its_problem(
    article: Path, cache: Cache, same: Same
):
    article.write_text(SMALL + "places: [\n")
    source = opened(article, cache)
    cache.keep()
    assert from_cache(article, cache) is not None
    same(opened(article, cache), source)
    assert "E004" in [problem.code for problem in source.problems]


def test_a_file_that_is_gone_is_said_as_ever(article: Path, cache: Cache, kept: Path):
    article.unlink()
    assert load(article, None, cache) == load(article)


# What is wrong with a document


def test_what_is_wrong_is_kept_beside_what_was_read(article: Path, cache: Cache, folder: Path):
    article.write_text(SMALL.replace("at: struck", "at: struck, date: 2024-01-02/2024-01-01"))
    first = opened(article, cache)
    cache.keep()
    assert opened(article, cache).checked is None
    problems = Standing.of(first, {}).found
    assert {each.code for each in problems} > {each.code for each in first.problems}
    cache.keep_checked(first, problems)
    assert opened(article, cache).checked == problems
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_other_rules_look_again(
    article: Path, cache: Cache, kept: Path, monkeypatch: pytest.MonkeyPatch
):
    cache.keep_checked(opened(article, cache), ())
    assert opened(article, cache).checked == ()
    monkeypatch.setattr(caching, "_rules", lambda: b"others")
    assert opened(article, cache).checked is None


def test_of_what_is_not_as_the_file_has_it_nothing_is_kept(
    article: Path, cache: Cache, kept: Path, folder: Path
):
    document = opened(article, cache)
    cache.keep_checked(document, ())
    kept_files = {*folder.iterdir()}
    corrected = revise(opened(article, cache), {"strike": None})
    assert (corrected.checked, corrected.key) == (None, b"")
    cache.keep_checked(corrected, ())
    assert {*folder.iterdir()} == kept_files


def test_problems_that_were_damaged_are_none(article: Path, cache: Cache, kept: Path, folder: Path):
    document = opened(article, cache)
    cache.keep_checked(document, Standing.of(document, {}).found)
    (path,) = {*folder.iterdir()} - {kept}
    whole = path.read_bytes()
    for data in {*damaged(whole).values()} - {whole}:
        path.write_bytes(data)
        assert opened(article, cache).checked is None


# What a cache may come to


def damaged(data: bytes) -> dict[str, bytes]:
    middle = len(data) // 2
    return {
        "empty": b"",
        "one byte": data[:1],
        "head only": data[: caching._HEAD],
        "cut": data[:-1],
        "longer": data + b"\x00",
        "a bit turned": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "zeros": bytes(len(data)),
        "another magic": b"C" + data[1:],
        "another key": data[:20] + bytes([data[20] ^ 1]) + data[21:],
        "other words": data.replace(b"A strike", b"B strike"),
    }


@pytest.mark.parametrize("name", damaged(bytes(300)))
def test_what_is_damaged_is_read_from_the_source(
    article: Path, cache: Cache, kept: Path, name: str, same: Same
):
    whole = kept.read_bytes()
    kept.write_bytes(damaged(whole)[name])
    assert from_cache(article, cache) is None
    same(opened(article, cache), opened(article))
    cache.keep()  # and mended
    assert kept.read_bytes() == whole
    assert from_cache(article, cache) is not None


def test_a_forged_payload_is_checked_against_the_types(article: Path, cache: Cache, kept: Path):
    """Whoever can write here can also make up the digest."""
    key = bytes.fromhex(kept.name)
    for payload in (b"", b"\x00", b"\xdd\xff\xff\xff\xff", b"\x91" * 5000, b"\x93\x80\xc4\x00\x90"):
        kept.write_bytes(caching._head(key, payload) + payload)
        assert from_cache(article, cache) is None
        assert opened(article, cache).records.keys() == {"iran", "strike"}


def test_another_programs_form_is_not_read(
    article: Path, cache: Cache, kept: Path, monkeypatch: pytest.MonkeyPatch
):
    """Not an older one's nor a newer one's, nor that of one with other modules or packages."""
    for change in (
        lambda: monkeypatch.setattr(parsed, "VERSION", parsed.VERSION + 1),
        lambda: monkeypatch.setattr(sys, "version", "another"),
        lambda: monkeypatch.setattr(caching, "_modules", lambda _: [("anchors.py", 1, 1)]),
    ):
        caching._program.cache_clear()
        assert from_cache(article, cache) is not None
        change()
        caching._program.cache_clear()
        assert from_cache(article, cache) is None
        monkeypatch.undo()
    caching._program.cache_clear()


def test_every_module_with_a_part_in_reading_is_told_apart(monkeypatch: pytest.MonkeyPatch):
    told: list[Path] = []
    modules = caching._modules

    def listed(folder: Path) -> list[tuple[str, int, int]]:
        told.extend(folder / name for name, *_ in modules(folder))
        return modules(folder)

    monkeypatch.setattr(caching, "_modules", listed)
    caching._program.cache_clear()
    caching._program()
    script = "import sys, models.loading as l, models.shipped as s; l.load(s.first_article())\n"
    script += "print(*(m.__file__ for name, m in sys.modules.items() if name.startswith('models')))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, text=True, cwd=ROOT
    )
    used = {Path(each) for each in done.stdout.split()}
    assert len(used) > 20
    assert used <= {*told}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o622])
def test_what_others_may_read_or_write_is_not_read(
    article: Path, cache: Cache, kept: Path, mode: int
):
    kept.chmod(mode)
    assert from_cache(article, cache) is None
    opened(article, cache)
    cache.keep()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_another_users_form_is_not_read(
    article: Path, cache: Cache, kept: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert from_cache(article, cache) is None


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_is_no_file_is_not_read(article: Path, cache: Cache, kept: Path, kind: str):
    moved = kept.rename(article.with_name("moved"))
    if kind == "link":
        kept.symlink_to(moved)
    elif kind == "folder":
        kept.mkdir()
    else:
        os.mkfifo(kept)
    assert from_cache(article, cache) is None
    opened(article, cache)
    cache.keep()
    assert (from_cache(article, cache) is None) == (kind == "folder")
    assert moved.read_bytes()  # nothing was written through the link


@pytest.mark.parametrize("call", ["open", "replace", "chmod", "urandom"])
def test_a_cache_that_can_not_be_written_is_none(
    article: Path, cache: Cache, folder: Path, monkeypatch: pytest.MonkeyPatch, call: str
):
    document = opened(article, cache)

    def full(*arguments: object, **options: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    cache.keep()
    monkeypatch.undo()
    assert not folder.exists() or list(folder.iterdir()) == []
    assert opened(article, cache).records == document.records


def test_a_folder_that_can_not_be_made_is_none(article: Path, tmp_path: Path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file")
    cache = Cache(blocked / "parsed")
    opened(article, cache)
    cache.keep()
    assert blocked.read_text() == "a file"
    assert opened(article, cache).records


def test_a_full_disk_leaves_nothing_half_written(
    article: Path, cache: Cache, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    """Writing stops in the middle: what stands under the key is the old form or none."""
    opened(article, cache)
    fdopen = os.fdopen

    def short(file: int, mode: str) -> object:
        stream = fdopen(file, mode, buffering=0)
        if mode == "rb":
            return stream
        os.write(file, b"half")
        stream.close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", short)
    cache.keep()
    assert list(folder.iterdir()) == []


# Privacy, room, time


def test_it_is_readable_by_its_owner_alone(article: Path, folder: Path, cache: Cache):
    before = os.umask(0)
    try:
        folder.mkdir(parents=True, mode=0o777)
        opened(article, cache)
        cache.keep()
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()] == [0o600]


def test_it_lies_in_the_users_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Cache().folder == tmp_path / "copydesk" / "parsed"


def test_what_was_used_longest_ago_goes_first(article: Path, folder: Path, kept: Path):
    size = kept.stat().st_size
    cache = Cache(folder, most=3 * size + size // 2)
    names = []
    for number in range(3):
        article.write_text(SMALL.replace("A strike", f"{number} strike"))
        opened(article, cache)
        cache.keep()
        names.append(({*folder.iterdir()} - {kept, *names}).pop())
        os.utime(names[-1], (number + 10, number + 10))
        if number == 1:  # the first one of all is in use again
            article.write_text(SMALL)
            os.utime(kept, (1, 1))
            assert from_cache(article, cache) is not None
    assert {*folder.iterdir()} == {kept, names[1], names[2]}
    assert sum(each.stat().st_size for each in folder.iterdir()) <= 3 * size + size // 2


def test_a_form_that_would_take_half_of_the_room_is_not_kept(article: Path, folder: Path):
    opened(article, cache := Cache(folder, most=600))
    cache.keep()
    assert not folder.exists()


def test_what_a_killed_program_left_is_taken_away(article: Path, cache: Cache, kept: Path):
    old, new = (kept.with_name(f"{name}{caching._UNFINISHED}") for name in "ab")
    old.write_bytes(b"half")
    os.utime(old, (1, 1))
    new.write_bytes(b"half")
    article.write_text(SMALL + "\n")
    opened(article, cache)
    cache.keep()
    assert not old.exists()
    assert new.exists()


def test_keeping_stops_when_nobody_wants_it(article: Path, cache: Cache, folder: Path):
    opened(article, cache)
    cache.keep(lambda: False)
    assert not folder.exists()
    cache.keep()  # there is nothing left to keep
    assert not folder.exists()


def test_many_may_write_at_once(article: Path, folder: Path, same: Same):
    caches = [Cache(folder) for _ in range(6)]
    source = opened(article)
    for each in caches:
        each.missed(article.read_bytes(), source)
    threads = [Thread(target=each.keep) for each in caches]
    for thread in threads:
        thread.start()
    script = "import sys; from pathlib import Path; from models.loading import load\n"
    script += "from models.loading.cache import Cache\n"
    script += "cache = Cache(Path(sys.argv[1])); load(Path(sys.argv[2]), None, cache); cache.keep()"
    command = [sys.executable, "-P", "-c", script, str(folder), str(article)]
    programs = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    assert [program.wait() for program in programs] == [0, 0]
    for thread in threads:
        thread.join()
    assert len(list(folder.iterdir())) == 1
    same(opened(article, caches[0]), source)


# A text in a file of its own


@pytest.fixture
def beside(article: Path, cache: Cache) -> Path:
    text = article.with_name("text.txt")
    text.write_text("Iran struck a base.")
    article.write_text(SMALL.replace('text: "Iran struck a base."', "file: text.txt"))
    opened(article, cache)
    cache.keep()
    assert from_cache(article, cache) is not None
    return text


def test_a_text_beside_is_content_too(article: Path, cache: Cache, beside: Path, same: Same):
    same(opened(article, cache), opened(article))
    beside.write_text("Then Iran struck.  ")
    assert from_cache(article, cache) is None
    assert opened(article, cache).text.string == "Then Iran struck.  "
    beside.write_text("Iran struck a base.")
    assert from_cache(article, cache) is not None


@pytest.mark.parametrize("fate", ["gone", "a link out of the folder"])
def test_a_text_that_can_not_be_had_is_said_as_ever(
    article: Path, cache: Cache, beside: Path, tmp_path_factory: pytest.TempPathFactory, fate: str
):
    moved = beside.rename(tmp_path_factory.mktemp("elsewhere") / "text.txt")
    if fate != "gone":
        beside.symlink_to(moved)
    assert from_cache(article, cache) is None
    problems = load(article, None, cache).problems
    assert problems[0].code == "E001"
    cache.keep()
    assert load(article, None, cache).problems == load(article).problems == problems


def test_standard_input_is_never_kept(folder: Path):
    assert load_bytes(SMALL.encode(), "standard input").document is not None
    assert not folder.exists()


# What a hit does without


def test_a_kept_file_is_opened_without_yaml(article: Path, folder: Path, kept: Path):
    script = "import sys; from pathlib import Path; from models.loading import load\n"
    script += "from models.loading.cache import Cache\n"
    script += "document = load(Path(sys.argv[2]), None, Cache(Path(sys.argv[1]))).document\n"
    script += "assert document.links.of('iran') and document.passages.of('strike')\n"
    script += "print(*sys.modules)"
    command = [sys.executable, "-P", "-c", script, str(folder), str(article)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = {*done.stdout.split()}
    assert not loaded & {"yaml", "_yaml", "hashlib", "_hashlib", "json", "pickle", "models.plain"}
