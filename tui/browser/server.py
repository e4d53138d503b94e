"""The web server: one page, its socket, and a desk behind each connection.

The path of every address begins with a secret, made anew each time the server starts. Without it there is
nothing: neither another login on this machine, nor a page from elsewhere in the same browser (also one
whose name was rebound to this address) gets a desk. The page and what it loads come from here alone.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler
from textual_serve.server import Server

_PAGE = Path(__file__).with_name("page")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self';"
        " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def new_secret() -> str:
    return secrets.token_urlsafe(16)


def application(command: str, secret: str) -> web.Application:
    """Serves the desk that the shell's `command` opens, under `/SECRET/`."""
    server = Server(command)
    desks: set[asyncio.Task[web.WebSocketResponse]] = set()

    async def page(_: web.Request) -> web.FileResponse:
        return web.FileResponse(_PAGE / "index.html")

    async def desk(request: web.Request) -> web.WebSocketResponse:
        task = asyncio.create_task(server.handle_websocket(request))
        desks.add(task)
        try:
            return await task
        finally:
            desks.discard(task)

    async def close(_: web.Application) -> None:
        """Has every desk leave in good order, and waits for that."""
        for task in desks:
            task.cancel()
        await asyncio.gather(*desks, return_exceptions=True)

    app = web.Application(middlewares=[_own_page_only])
    app.add_routes(
        [
            web.get(f"/{secret}/", page),
            web.get(f"/{secret}/ws", desk),
            web.static(f"/{secret}/page", _PAGE),
            web.static(f"/{secret}/static", server.statics_path),
        ]
    )
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(close)
    return app


@web.middleware
async def _own_page_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Browsers say which page asks; other programs say nothing."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise web.HTTPForbidden(text="This desk answers only its own page.")
    return await handler(request)


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


def serve(app: web.Application, listening: socket.socket) -> None:
    """Serves until ctrl+c or SIGTERM."""
    web.run_app(app, sock=listening, access_log=None, print=None)  # a log would have the secret
