"""A server that issues OAuth 2.0 access tokens on the loopback, and goes wrong when told to (RFC 6749)."""

import itertools
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs


class TokenServer(ThreadingHTTPServer):
    """Issues the tokens of `issues`, then `token-1`, `token-2`, …; `asked` has the form of each request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.asked: list[Mapping[str, str]] = []
        #: seconds that a token lives
        self.life = 3600
        #: tokens to be issued before those with a number
        self.issues: list[str] = []
        #: a refresh token that comes with each access token, "" for none
        self.rotates = ""
        #: what it answers instead of a token: status, and the body's `error`
        self.refuses: tuple[int, str] | None = None
        self._numbers = itertools.count(1)

    @property
    def url(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.server_address[1]}/oauth2/token"

    def answer(self, form: Mapping[str, str]) -> tuple[int, Mapping[str, Any]]:
        """Status and body."""
        self.asked.append(form)
        if self.refuses is not None:
            code, error = self.refuses
            return code, {"error": error, "error_description": "AADSTS50173: izin dicabut\r\nTrace ID: 1"}
        token = self.issues.pop(0) if self.issues else f"token-{next(self._numbers)}"
        body = {"token_type": "Bearer", "access_token": token, "expires_in": self.life}
        return 200, body | ({"refresh_token": self.rotates} if self.rotates else {})


class _Request(BaseHTTPRequestHandler):
    server: TokenServer

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        code, body = self.server.answer({name: values[0] for name, values in form.items()})
        raw = json.dumps(body).encode()
        self.send_response(code)
        if code in (302, 307):
            self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_named: Any) -> None:
        """Requests are kept in `asked`."""


@contextmanager
def token_server() -> Iterator[TokenServer]:
    """A token server for as long as the block runs."""
    with TokenServer() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
