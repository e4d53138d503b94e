"""`copydesk serve`: the desk in a browser."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tui import console

if TYPE_CHECKING:
    import argparse
    import socket

HELP = """\
Show the desk in a web browser, for those without a terminal.

It prints a link and serves until ctrl+c ends it. Whoever has the link reviews
under the reviewer's name, and there is no other password. Only this machine
can reach it unless --allow-remote is given with another --host; to use it from
another machine, better carry the port over SSH:

  ssh -t -L 8000:127.0.0.1:8000 server copydesk serve report.yaml

and open the link where you are. docs/serving.md says more."""

_MISSING = (
    "the desk in a browser needs one more package, textual-serve. Install it with `pipx inject"
    " copydesk textual-serve`, or with `pip install '.[serve]'` in a checkout."
)
_PACKAGES = ("aiohttp", "textual_serve")
_OPEN_DESK = "import sys; from tui.cli import main; sys.exit(main())"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    console.add_file(parser, input_too=False)
    parser.add_argument(
        "--as",
        dest="reviewer",
        metavar="NAME",
        default="",
        help="who reviews (default: the setting `reviewer`, or your login name)",
    )
    console.add_config(parser)
    parser.add_argument(
        "--host",
        metavar="ADDRESS",
        default="127.0.0.1",
        help="the address it listens on (default: 127.0.0.1, which only this machine reaches)",
    )
    parser.add_argument(
        "--port",
        metavar="NUMBER",
        type=_port,
        default=8000,
        help="the port it listens on (default: 8000; 0: any that is free)",
    )
    parser.add_argument(
        "--allow-remote",
        action="store_true",
        help="serve other machines too, without a password and unencrypted",
    )


def _port(typed: str) -> int:
    from argparse import ArgumentTypeError

    if not (typed.isascii() and typed.isdecimal() and int(typed) < 1 << 16):
        raise ArgumentTypeError(f"“{typed}” is no port. Ports are numbers from 0 to 65535.")
    return int(typed)


def run(options: argparse.Namespace) -> int:
    from models.review.lock import login

    try:
        from tui.browser.server import application, new_secret, serve
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] not in _PACKAGES:
            raise
        return _failed(_MISSING)
    if options.file == "-":
        return _failed("what comes on standard input can't be served. Name a file.")
    settings = console.configured(options.config).settings
    if console.opened(options.file, own=True) is None:
        return console.FAILED
    reviewer = options.reviewer or settings.reviewer or login()
    try:
        listening, only_here = _listen(options)
    except (OSError, UnicodeError) as error:  # of a name that can be no host's
        return _failed(
            f"port {options.port} of {options.host} can't be listened on:"
            f" {getattr(error, 'strerror', None) or error}. Choose another with --port, or another"
            " --host."
        )
    with listening:
        if not only_here:
            console.say(f"copydesk: {_reachable(options.host, reviewer)}")
            if not options.allow_remote:
                return console.FAILED
        secret = new_secret()
        _announce(listening, secret, reviewer)
        _be_a_browsers_terminal()
        serve(application(_command(options, reviewer), secret), listening)
    return 0


def _failed(words: str) -> int:
    console.say(f"copydesk: {words}")
    return console.FAILED


def _listen(options: argparse.Namespace) -> tuple[socket.socket, bool]:
    """A socket that is bound, and whether only this machine reaches it; nobody is answered yet."""
    import socket
    from ipaddress import ip_address

    family, *_, address = socket.getaddrinfo(
        options.host, options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    return bound, ip_address(address[0]).is_loopback


def _reachable(host: str, reviewer: str) -> str:
    return (
        f"other machines can reach {host}. The link is the only password: whoever sees it on the way,"
        f" as it is not encrypted, can review as {reviewer}. Better stay on 127.0.0.1 and use"
        " `ssh -L`, as --help shows; --allow-remote serves it all the same."
    )


def _announce(listening: socket.socket, secret: str, reviewer: str) -> None:
    """Prints the link, and says what it is."""
    import socket
    from ipaddress import ip_address

    host, port = listening.getsockname()[:2]
    if ip_address(host).is_unspecified:  # every address of this machine
        host = socket.gethostname()
    name = f"[{host}]" if ":" in host else host
    console.say(f"Open this link in a browser to review as {reviewer}. Ctrl+c ends it.")
    print(f"http://{name}:{port}/{secret}/", flush=True)


def _be_a_browsers_terminal() -> None:
    """Gives desks the environment of what shows them, not of the terminal this was started in."""
    import os

    os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")


def _command(options: argparse.Namespace, reviewer: str) -> str:
    """What a shell runs for each tab: this same program, whatever lies in the current folder (-P)."""
    import shlex
    from pathlib import Path

    words = [sys.executable, "-P", "-c", _OPEN_DESK, f"--as={reviewer}"]
    if options.config:
        words.append(f"--config={Path(options.config).resolve()}")
    words.append(str(console.path_of(options.file).absolute()))
    return f"exec {shlex.join(words)}"
