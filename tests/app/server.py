"""`throughline serve` as a browser or a program meets it: started on a free port, asked over HTTP, stopped."""
from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import urllib.parse

from workspace import WorkspaceTest

WAIT = 120  # seconds until a busy machine must have answered


class Answer:
    """What the server said."""

    def __init__(self, response: http.client.HTTPResponse):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    def json(self):
        return json.loads(self.body)


class ServerTest(WorkspaceTest):
    """Gives each test a made-up company of a thousandth of the usual size, and a server on it when asked."""

    SCALE = "0.01"

    def make_demo(self) -> None:
        self.site = self.folder / "lumen"
        self.succeeds("demo", self.site, "--scale", self.SCALE, "--no-truth")

    def serve(self, *options: str) -> subprocess.Popen:
        log = (self.folder / "serve.log").open("w")
        self.addCleanup(log.close)
        process = self.start("serve", self.site, "--listen", "127.0.0.1:0", *options, stderr=log)
        said = process.stdout.readline()
        found = re.fullmatch(r"Listening on http://127\.0\.0\.1:(\d+)\n", said)
        self.assertTrue(found, said + (self.folder / "serve.log").read_text())
        self.port = int(found[1])
        return process

    def log(self) -> list[dict]:
        lines = (self.folder / "serve.log").read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def stop(self, process: subprocess.Popen) -> int:
        process.send_signal(signal.SIGTERM)
        return process.wait(WAIT)

    def ask(self, method: str, target: str, body=None, headers: dict | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        try:
            data = body if body is None or isinstance(body, (bytes, str)) else json.dumps(body)
            all_headers = {"Content-Type": "application/json"} if data is not None else {}
            connection.request(method, target, data, {**all_headers, **(headers or {})})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, name: str, **query) -> Answer:
        search = "?" + urllib.parse.urlencode(query) if query else ""
        return self.ask("GET", f"/api/v1/{name}{search}")

    def answer(self, name: str, **query):
        """The JSON of an answer that must be there."""
        said = self.get(name, **query)
        self.assertEqual(said.status, 200, f"{name} {query}: {said.body[:500]}")
        return said.json()

    def csrf(self) -> str:
        return self.answer("workspace")["csrf"]

    def change(self, method: str, name: str, body=None, **headers) -> Answer:
        """What a page of the app sends."""
        return self.ask(method, f"/api/v1/{name}", body, {"X-CSRF-Token": self.csrf(), "Origin": f"http://127.0.0.1:{self.port}", **headers})
