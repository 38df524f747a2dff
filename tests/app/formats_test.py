"""The formats of access logs through the program: what each is taken for, and that every line of it is kept."""
import json

from workspace import WorkspaceTest

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0"
ADDRESSES = ["192.0.2.7", "2001:db8::7", "198.51.100.9"]
N = 40


def lines(form) -> str:
    return "".join(form(ADDRESSES[i % 3], i) + "\n" for i in range(N))


def common(address: str, i: int) -> str:
    return f'{address} - - [01/Mar/2026:10:{i:02}:00 +0000] "GET /p{i % 7} HTTP/1.1" 200 5'


def combined(address: str, i: int) -> str:
    return f'{common(address, i)} "-" "{AGENT}"'


def w3c() -> str:
    head = "#Version: 1.0\n#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status cs(User-Agent) cs(Referer)\n"
    return head + lines(lambda address, i: f"2026-03-01 10:{i:02}:00 {address} GET /p{i % 7} - 200 {AGENT.replace(' ', '+')} -")


def json_line(address: str, i: int) -> str:
    return json.dumps({"remote_addr": address, "time_iso8601": f"2026-03-01T10:{i:02}:00+00:00", "request": f"GET /p{i % 7} HTTP/1.1",
                       "status": "200", "http_user_agent": AGENT, "http_referer": "-"})


class Formats(WorkspaceTest):
    def kept(self, content: str, *options: str) -> str:
        self.write("access.log", content)
        said = self.succeeds("import", self.site, "access.log", *options).err
        self.assertEqual(self.sql("SELECT sum(hits), sum(rejects) FROM imports WHERE state = 1"), [[str(N), "0"]], said)
        self.assertEqual(self.sql("SELECT min(time), uniqExact(path), uniqExact(visitor) FROM hits"), [["2026-03-01 10:00:00", "7", "3"]])
        return said

    def test_combined(self):
        self.assertIn(": combined,", self.kept(lines(combined)))

    def test_common(self):
        self.assertIn(": common,", self.kept(lines(common)))

    def test_vhost_combined(self):
        self.assertIn("vhost", self.kept(lines(lambda address, i: f"www.own.example:443 {combined(address, i)}")))

    def test_w3c(self):
        self.assertIn("W3C", self.kept(w3c()).replace("w3c", "W3C"))

    def test_json_lines(self):
        self.assertIn("json", self.kept(lines(json_line)).lower())

    def test_a_format_string_of_nginx(self):
        self.kept(lines(lambda address, i: f'{address} [01/Mar/2026:10:{i:02}:00 +0000] 200 "GET /p{i % 7} HTTP/1.1" "{AGENT}"'),
                  "--format", '$remote_addr [$time_local] $status "$request" "$http_user_agent"')

    def test_a_format_string_of_apache(self):
        self.kept(lines(lambda address, i: f'200 {address} [01/Mar/2026:10:{i:02}:00 +0000] "GET /p{i % 7} HTTP/1.1" "{AGENT}"'),
                  "--format", '%>s %h %t "%r" "%{User-Agent}i"')
