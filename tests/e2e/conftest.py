"""Drives real programs in a real terminal (tmux) and over a real connection (sshd).

Each test gets a tmux server and an SSH server of its own, on its own socket and port, with
throw-away keys; nothing in the home directory is read or written. Nothing sleeps for a fixed
time: everything waits for a condition and, when it does not come, shows the whole screen.
"""

from __future__ import annotations

import contextlib
import fcntl
import getpass
import grp
import itertools
import os
import pty
import re
import select
import shlex
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time
import tty
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyte
import pytest

from tui.flow import QUESTION

Condition = str | Callable[[str], object]
TIMEOUT = 20.0
PACKAGES = {"tmux": "tmux", "ssh": "openssh-client", "ssh-keygen": "openssh-client"}


def find_program(name: str) -> str:
    """The path of a program the tests cannot do without; /usr/sbin is not on everyone's PATH."""
    path = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin:/usr/local/sbin"
    found = shutil.which(name, path=path)
    if found is None:
        package = PACKAGES.get(name, "openssh-server")
        pytest.fail(f"{name} is missing: install the Debian package {package}.", pytrace=False)
    return found


def until(condition: Callable[[], object], failure: Callable[[], str], timeout: float) -> None:
    """Wait for `condition()`; when it does not come in time, fail in the words of `failure()`."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(failure())
        time.sleep(0.02)


class Flags(NamedTuple):
    """What the program has switched on in its terminal."""

    alternate_on: bool
    cursor_visible: bool
    mouse: bool


class Tmux:
    """One terminal of a known size with one command in it, on a tmux server of its own."""

    def __init__(
        self,
        command: str | Sequence[str | os.PathLike[str]],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str | None] | None = None,
        cwd: str | os.PathLike[str] | None = None,
        options: Mapping[str, str] | None = None,
    ) -> None:
        """Start `command` (a list, or a line for `sh`) at `size` (columns, rows).

        `env` is added to this process's environment; None takes a variable away. TERM is tmux's
        own `default-terminal` unless given. The terminal stays as it is when the command ends.
        """
        self._tmux = find_program("tmux")
        self._dir = Path(tempfile.mkdtemp(prefix="desk-"))  # short: socket paths have a limit
        self._pid, self._status = self._dir / "pid", self._dir / "status"
        self._known_pid: int | None = None
        if not isinstance(command, str):
            command = "exec " + shlex.join(os.fspath(part) for part in command)
        changes = {"LANG": "C.UTF-8", "LC_ALL": None, "LC_CTYPE": None, "NO_COLOR": None}
        changes |= {"COLORTERM": None, "COLUMNS": None, "LINES": None, "TMUX": None, **(env or {})}
        words = ["env"]
        for name, value in changes.items():
            words += ["-u", name] if value is None else []
        words += [f"{name}={value}" for name, value in changes.items() if value is not None]
        words += ["sh", "-c", f"echo $$ >{self._pid}; {command}"]
        line = f"trap : INT QUIT; {shlex.join(words)}; echo $? >{self._status}; "
        line += "exec tail -f /dev/null"
        settings = {"status": "off", "escape-time": "0", "default-shell": "/bin/sh"}
        settings |= {"default-terminal": "tmux-256color", **(options or {})}
        config = "".join(
            f"set -g {name} {shlex.quote(value)}\n" for name, value in settings.items()
        )
        (self._dir / "tmux.conf").write_text(config)
        columns, rows = size
        try:
            self._run(
                *("new-session", "-d", "-x", str(columns), "-y", str(rows)),
                *("-c", os.fspath(cwd or Path.cwd())),
                line,
            )
        except BaseException:
            self.close()
            raise

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [self._tmux, "-u", "-L", "desk", "-f", str(self._dir / "tmux.conf"), *arguments],
            env={**os.environ, "TMUX_TMPDIR": str(self._dir), "LC_ALL": "C.UTF-8", "TMUX": ""},
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT,
        )
        if done.returncode:
            pytest.fail(f"tmux {shlex.join(arguments)}: {done.stderr.strip()}")
        return done.stdout

    def ask(self, format_: str) -> str:
        """What tmux knows about the pane, e.g. `#{pane_current_command}`."""
        return self._run("display-message", "-p", format_).rstrip("\n")

    def send(self, *keys: str) -> None:
        """Press keys by their tmux names: `Enter`, `Escape`, `C-d`, `BTab`, `Up`, `j` …"""
        self._run("send-keys", "--", *keys)

    def type(self, text: str) -> None:
        """Type text as it is, letter by letter."""
        self._run("send-keys", "-l", "--", text)

    def paste(self, text: str) -> None:
        """Paste text, bracketed if the program asked for that."""
        path = self._dir / "paste"
        path.write_text(text, encoding="utf-8", newline="")
        self._run("load-buffer", str(path), ";", "paste-buffer", "-p", "-r")

    def screen(self) -> str:
        """The screen as text, one line a row, without trailing blanks."""
        return self._run("capture-pane", "-p")

    def styled(self) -> str:
        """The screen to its edge, with the escape sequences that colour it."""
        return self._run("capture-pane", "-p", "-e", "-N")

    def history(self) -> str:
        """The screen and what has scrolled off it."""
        return self._run("capture-pane", "-p", "-S", "-")

    def wait_for(self, condition: Condition, timeout: float = TIMEOUT) -> str:
        """Wait until the screen contains a text or satisfies a predicate; return that screen."""
        return self._wait(condition, True, timeout)

    def wait_gone(self, condition: Condition, timeout: float = TIMEOUT) -> str:
        """Wait until the screen no longer contains a text or satisfies a predicate."""
        return self._wait(condition, False, timeout)

    def _wait(self, condition: Condition, wanted: bool, timeout: float) -> str:
        seen = ""

        def met() -> bool:
            nonlocal seen
            seen = self.screen()
            held = condition in seen if isinstance(condition, str) else condition(seen)
            return bool(held) is wanted

        name = repr(condition) if isinstance(condition, str) else condition.__name__
        words = f"{name} is {'not' if wanted else 'still'} on the screen after {timeout:g} s"
        until(met, lambda: f"{words}; {self._describe()}", timeout)
        return seen

    def wait_until(self, condition: Callable[[], object], timeout: float = TIMEOUT) -> None:
        """Wait for anything else to become true, and show the screen when it does not."""
        words = f"{condition.__name__} is not true after {timeout:g} s"
        until(condition, lambda: f"{words}; {self._describe()}", timeout)

    def wait_exit(self, timeout: float = TIMEOUT) -> int:
        """Wait until the command has ended; return its exit status (128 + n for signal n)."""
        self.wait_until(lambda: _written(self._status), timeout)
        return int(self._status.read_text())

    def _describe(self) -> str:
        try:
            size = self.ask("#{pane_width}x#{pane_height}")
            screen = "".join(f"\n|{line}" for line in self.screen().splitlines())
            ended = f", ended with {self._status.read_text()}" if _written(self._status) else ""
            return f"{size}, {self.flags()}{ended.rstrip()}:{screen}"
        except pytest.fail.Exception as failure:
            return f"the terminal is gone ({failure})"

    def settle(self, pid: int | None = None) -> None:
        """Wait until the program has nothing to do, and all it sent is on the screen. tmux tells it of a new
        size up to a quarter of a second later."""
        pid = pid or self.pid
        self.wait_until(lambda: self._told_size() == self.ask("#{pane_width} #{pane_height}"))

        def idle() -> bool:
            before, shown = busy(pid), self.styled()
            time.sleep(IDLE)
            return busy(pid) - before < LITTLE and self.styled() == shown

        self.wait_until(idle)

    def _told_size(self) -> str:
        """The size that a program in the terminal finds, as tmux writes sizes."""
        terminal = os.open(self.ask("#{pane_tty}"), os.O_RDONLY | os.O_NOCTTY)
        try:
            size = os.get_terminal_size(terminal)
        finally:
            os.close(terminal)
        return f"{size.columns} {size.lines}"

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal, as dragging a window's corner would."""
        self._run("resize-window", "-x", str(columns), "-y", str(rows))

    @property
    def pid(self) -> int:
        """The process started: of a list the program itself, of a line the shell reading it."""
        if self._known_pid is None:
            self.wait_until(lambda: _written(self._pid))
            self._known_pid = int(self._pid.read_text())
        return self._known_pid

    def running(self) -> bool:
        """Whether that process still runs; also after `kill`."""
        try:
            state = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        return state not in "ZX"

    def flags(self) -> Flags:
        """What the program has switched on: alternate screen, cursor, mouse reports."""
        answer = self.ask("#{alternate_on} #{cursor_flag} #{mouse_any_flag}")
        alternate, cursor, mouse = (flag == "1" for flag in answer.split())
        return Flags(alternate, cursor, mouse)

    def alternate_on(self) -> bool:
        """Whether the program is on the alternate screen."""
        return self.flags().alternate_on

    def cursor_visible(self) -> bool:
        """Whether the cursor is shown."""
        return self.flags().cursor_visible

    def mouse_on(self) -> bool:
        """Whether the program asked for mouse reports."""
        return self.flags().mouse

    def kill(self) -> None:
        """Take the terminal away from what runs in it, as a lost connection does."""
        self._run("kill-server")

    def close(self) -> None:
        """End the server and everything in it, and remove its files."""
        with contextlib.suppress(pytest.fail.Exception, subprocess.TimeoutExpired):
            self.kill()
        shutil.rmtree(self._dir, ignore_errors=True)


class Emulator:
    """A terminal of pyte's on a pty of its own. It knows every byte it was sent, takes any size, and
    answers what it is asked when it is told to. Nothing is read unless a method waits."""

    QUIET = 0.4
    """Seconds without a byte after which nothing more will come by itself."""

    def __init__(
        self,
        command: Sequence[str | os.PathLike[str]],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str],
        raw: bool = True,
    ) -> None:
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.came = b""
        self._answered = 0
        self.fd, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        if raw:
            tty.setraw(slave)
        self.process = subprocess.Popen(
            [os.fspath(part) for part in command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=env,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)

    def read(self, seconds: float) -> bool:
        """Take what comes within a time; whether anything did."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:  # the program has ended
            return False
        self.came += data
        self._stream.feed(data)
        return bool(data)

    def quiet(self, seconds: float = QUIET) -> None:
        """Read until nothing comes for a time."""
        deadline = time.monotonic() + TIMEOUT
        while self.read(seconds) and time.monotonic() < deadline:
            pass

    def wait_for(self, condition: Condition, *, answers: bool = False) -> str:
        """Read until the screen contains a text or satisfies a predicate; return that screen."""
        deadline = time.monotonic() + TIMEOUT
        while True:
            shown = self.text()
            if condition in shown if isinstance(condition, str) else condition(shown):
                return shown
            if time.monotonic() > deadline:
                pytest.fail(f"{condition!r} is not on the screen:\n{shown}")
            self.read(0.1)
            if answers:
                self.answer()

    def wait_exit(self) -> int:
        """Read until the program has ended; return its exit status."""
        deadline = time.monotonic() + TIMEOUT
        while self.process.poll() is None:
            if time.monotonic() > deadline:
                pytest.fail(f"The program does not end:\n{self.text()}")
            self.read(0.05)
            self.answer()
        self.quiet(0.05)
        return self.process.returncode

    def type(self, keys: bytes) -> None:
        """Press keys, by the bytes they send."""
        while keys:
            keys = keys[os.write(self.fd, keys[:1024]) :]
            self.read(0)

    def answer(self) -> int:
        """Answer all that was asked, as what was sent arrives; how many answers that were."""
        due = self.came.count(QUESTION.encode()) - self._answered
        self._answered += due
        with contextlib.suppress(OSError):
            os.write(self.fd, ANSWER * due)
        return due

    def answer_all(self, seconds: float = QUIET) -> None:
        """Answer until nothing comes any more."""
        self.quiet(seconds)
        while self.answer():
            self.quiet(seconds)

    def settle(self) -> None:
        """Answer until the program has nothing to do and nothing comes any more, however busy the
        machine is."""
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            before = busy(self.process.pid)
            came = self.read(IDLE)
            if not self.answer() and not came and busy(self.process.pid) - before < LITTLE:
                return
        pytest.fail(f"The program is busy without end:\n{self.text()}")

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal; what is on its way arrives in the new one."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def text(self) -> str:
        """The screen as text, one line a row, without trailing blanks."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def cells(self) -> list[list[tuple[object, ...]]]:
        """What an eye sees in each cell: of a blank one, only its background."""
        screen = self.screen
        rows = ([screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines))
        return [
            [
                (cell.data, cell.bg, cell.reverse)
                + ((cell.fg, cell.bold, cell.underscore) if cell.data != " " else ())
                for cell in row
            ]
            for row in rows
        ]

    def modes_left(self) -> set[str]:
        """The private modes that were switched on and not off, and the reverse."""
        begins = {"7": "h", "25": "h"}
        state = dict(begins)
        for modes, switch in re.findall(rb"\x1b\[\?([\d;]+)([hl])", self.came):
            for mode in modes.decode().split(";"):
                state[mode] = switch.decode()
        return {mode for mode, switch in state.items() if switch != begins.get(mode, "l")}

    def settings(self) -> list[object]:
        """What `stty` would show."""
        return termios.tcgetattr(self.fd)

    def lose(self) -> None:
        """Take the terminal away from the program."""
        os.close(self.fd)
        self.fd = -1

    def close(self) -> None:
        """End the program, whatever it does."""
        self.process.kill()
        self.process.wait()
        if self.fd >= 0:
            os.close(self.fd)


ANSWER = b"\x1b[1;1R"
IDLE, LITTLE = 0.06, 2_000_000
"""Seconds without a byte, and nanoseconds of work in them, after which a program is idle."""


def busy(pid: int) -> int:
    """Nanoseconds that the main thread of a program has worked, or waited for its turn; see
    Documentation/scheduler/sched-stats.rst of Linux."""
    try:
        worked, waited, _ = Path(f"/proc/{pid}/schedstat").read_text().split()
    except OSError:  # it has ended
        return 0
    return int(worked) + int(waited)


def _written(path: Path) -> bool:
    return path.exists() and path.read_text().endswith("\n")


class Sshd:
    """An SSH server on the loopback interface that lets in the current user with a new key."""

    def __init__(self, directory: Path) -> None:
        self._ssh = find_program("ssh")
        self._dir = directory
        self.home = directory / "home"
        self.home.mkdir(parents=True)
        self.user = getpass.getuser()
        self._write_keys()
        self._start()

    def _write_keys(self) -> None:
        keygen = find_program("ssh-keygen")
        for name in ("host", "user"):
            subprocess.run(
                [keygen, "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", self._dir / name],
                check=True,
            )
        shutil.copyfile(self._dir / "user.pub", self._dir / "authorized_keys")

    def _start(self) -> None:
        sshd = find_program("sshd")  # it insists on being called by its full path
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, parents=True, exist_ok=True)
        for _ in range(5):  # another process may take the free port first
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = int(probe.getsockname()[1])
            self._write_settings()
            with (self._dir / "log").open("ab") as log:
                self._server = subprocess.Popen(
                    [sshd, "-D", "-e", "-f", str(self._dir / "sshd_config")],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
            until(
                lambda: self._server.poll() is not None or self._answers(),
                lambda: f"sshd does not answer:\n{self.log()}",
                TIMEOUT,
            )
            if self._server.poll() is None:
                return
        pytest.fail(f"sshd does not start:\n{self.log()}")

    def _write_settings(self) -> None:
        server = f"""
            Port {self.port}
            ListenAddress 127.0.0.1
            HostKey "{self._dir}/host"
            AuthorizedKeysFile "{self._dir}/authorized_keys"
            PermitRootLogin yes
            PubkeyAuthentication yes
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            StrictModes no
            UsePAM no
            PidFile none
            UseDNS no
            PrintMotd no
            PrintLastLog no
            PermitUserRC no
            AcceptEnv LANG LC_* COLORTERM NO_COLOR COPYDESK_*
            SetEnv "HOME={self.home}"
        """
        client = f"""
            Host desk
            HostName 127.0.0.1
            Port {self.port}
            User {self.user}
            IdentityFile "{self._dir}/user"
            IdentitiesOnly yes
            IdentityAgent none
            BatchMode yes
            StrictHostKeyChecking yes
            UserKnownHostsFile "{self._dir}/known_hosts"
            GlobalKnownHostsFile /dev/null
            ControlMaster no
            ControlPath none
            LogLevel ERROR
            EscapeChar none
            SendEnv LANG LC_* COLORTERM NO_COLOR COPYDESK_*
        """
        key = (self._dir / "host.pub").read_text()
        (self._dir / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {key}")
        (self._dir / "sshd_config").write_text(server)
        (self._dir / "ssh_config").write_text(client)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                return connection.recv(4) == b"SSH-"
        except OSError:
            return False

    def command(
        self, remote_command: str | Sequence[str | os.PathLike[str]], tty: bool = True
    ) -> list[str]:
        """The argv of `ssh` that runs a command over there, with a terminal or (`-T`) without.

        LANG, LC_*, COLORTERM, NO_COLOR and COPYDESK_* of the caller go along; HOME is `home`.
        """
        if tty and os.geteuid() != 0:
            _check_devpts()
        if not isinstance(remote_command, str):
            remote_command = shlex.join(os.fspath(part) for part in remote_command)
        config = str(self._dir / "ssh_config")
        return [self._ssh, "-F", config, "-tt" if tty else "-T", "desk", remote_command]

    def log(self) -> str:
        """What the server wrote so far."""
        return (self._dir / "log").read_text(errors="replace")

    def close(self) -> None:
        """Stop listening; open sessions end with their clients."""
        self._server.terminate()
        self._server.wait(TIMEOUT)


def _check_devpts() -> None:
    """An sshd without root's rights hands out a terminal only if its group is already `tty`."""
    ends = os.openpty()
    group = os.fstat(ends[1]).st_gid
    for end in ends:
        os.close(end)
    with contextlib.suppress(KeyError):
        if group != grp.getgrnam("tty").gr_gid:
            pytest.fail("/dev/pts is mounted without gid=tty: remount it so, or run as root.")


@pytest.fixture
def copydesk_command() -> Path:
    """The installed console script that belongs to the Python running the tests."""
    script = Path(sys.executable).parent / "copydesk"
    if not os.access(script, os.X_OK):
        pytest.fail(f"{script} is missing: install the project first (pip install -e .).")
    return script


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Callable[..., Tmux]]:
    """Start terminals as `tmux(command, size=(80, 24), env={…})`; they are closed after the test.

    HOME is a new directory, and no XDG directory or COPYDESK_* variable comes in from outside.
    """
    home = tmp_path / "home"
    home.mkdir()
    with contextlib.ExitStack() as stack:

        def start(
            command: str | Sequence[str | os.PathLike[str]],
            *,
            env: Mapping[str, str | None] | None = None,
            **options: object,
        ) -> Tmux:
            outside = [name for name in os.environ if name.startswith(("XDG_", "COPYDESK_"))]
            own = {**dict.fromkeys(outside), "HOME": str(home), **(env or {})}
            terminal = Tmux(command, env=own, **options)  # type: ignore[arg-type]
            stack.callback(terminal.close)
            return terminal

        yield start


@pytest.fixture
def desk(tmux: Callable[..., Tmux], copydesk_command: Path) -> Callable[..., Tmux]:
    """Start the desk as `desk("file.yaml", size=(80, 24))` and wait for its first picture."""

    def start(*arguments: str | os.PathLike[str], **options: object) -> Tmux:
        terminal = tmux([copydesk_command, *arguments], **options)
        terminal.wait_for(lambda screen: terminal.alternate_on() and "help" in screen)
        return terminal

    return start


@pytest.fixture
def emulated(tmp_path: Path, copydesk_command: Path) -> Iterator[Callable[..., Emulator]]:
    """Start the desk in terminals of pyte's as `emulated("file.yaml", size=(80, 24), env={…})`, or
    another `command`; they are closed after the test. TERM and LANG are the only variables that tell
    of the terminal, and each has a HOME of its own."""
    homes = ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    plain = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    count = itertools.count()
    with contextlib.ExitStack() as stack:

        def start(
            *arguments: str | os.PathLike[str],
            command: Sequence[str | os.PathLike[str]] | None = None,
            env: Mapping[str, str | None] | None = None,
            **options: object,
        ) -> Emulator:
            home = dict.fromkeys(homes, str(tmp_path / f"home{next(count)}"))
            own = {name: value for name, value in {**plain, **home, **(env or {})}.items() if value}
            words = [*(command or [copydesk_command]), *arguments]
            terminal = Emulator(words, env=own, **options)  # type: ignore[arg-type]
            stack.callback(terminal.close)
            return terminal

        yield start


@pytest.fixture
def sshd(tmp_path: Path) -> Iterator[Sshd]:
    """An SSH server for the current user; see `Sshd.command`."""
    server = Sshd(tmp_path / "sshd")
    try:
        yield server
    finally:
        server.close()
