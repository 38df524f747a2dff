"""The server as a whole: every answer, what it refuses, how it stops, and what other commands do meanwhile."""
import gzip
import json
import re
import time

import fits
from server import WAIT, ServerTest
from workspace import ROOT

LOOKS = ["workspace", "ledger", "signals", "sources", "data", "plan", "jobs", "quarantine", "openapi.json"]
HOSTILE = ["'; DROP TABLE hits; --", '"><script>alert(1)</script>', "{id:String}", "../../../etc/passwd", "%", "\\", "\x01",
           "99999999999999999999999", "-1", "NaN", "a" * 5000, "\u202egpj.exe", "' OR 1=1 --"]


class Answers(ServerTest):
    def setUp(self):
        super().setUp()
        self.make_demo()
        self.process = self.serve()

    def test_every_answer_fits_the_description(self):
        api = self.answer("openapi.json")
        for path, methods in api["paths"].items():
            if "get" not in methods or "x-example" not in methods["get"]:
                continue
            with self.subTest(path):
                said = self.ask("GET", methods["get"]["x-example"])
                self.assertEqual(said.status, 200, said.body[:300])
                content = methods["get"]["responses"]["200"].get("content", {})
                if "application/json" in content:
                    faults = fits.faults(said.json(), content["application/json"]["schema"], api)
                    self.assertEqual(faults, [])

    def test_what_the_terminal_says_the_api_says_byte_for_byte(self):
        self.assertEqual(self.get("ledger").body.decode(), self.succeeds("ledger", self.site, "--json").out)
        tactic = next(node["id"] for node in self.answer("ledger")["tree"] if node["type"] == "tactic")
        self.assertEqual(self.get(f"line/{tactic}").body.decode(), self.succeeds("line", self.site, tactic, "--json").out)
        plan = self.answer("plan")
        checked = self.change("POST", "plan/check", {"files": plan["files"]}).json()
        told = json.loads(self.run_command("check", self.site, "--format", "json").out)
        self.assertEqual(checked["counts"], told["counts"])

    def test_rows_of_figures_are_those_of_show(self):
        signal = self.answer("sources", limit=1)["rows"][0]
        for figure in ["visits", "channel.paid-social.bounced", "bots", "money:spent", "rows", signal["figure"] + ".engaged"]:
            with self.subTest(figure):
                rows = self.answer("figures", id=figure, limit=20)
                shown = self.run_command("show", self.site, figure, "--csv", "--rows", "20")
                self.assertEqual(shown.code, 0, shown.err)
                self.assertEqual([[f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows["rows"]],
                                 [list(row.values()) for row in shown.rows()])
                self.assertIn(f"{rows['total']:,} in all", shown.err)

    def test_paging_leaves_nothing_out_and_tells_nothing_twice(self):
        whole = self.answer("sources", limit=10000)
        self.assertEqual(whole["total"], len(whole["rows"]))
        pieces = []
        for offset in range(0, whole["total"], 7):
            pieces += self.answer("sources", offset=offset, limit=7)["rows"]
        self.assertEqual(pieces, whole["rows"])
        self.assertEqual([row["rank"] for row in pieces], list(range(1, len(pieces) + 1)))
        self.assertEqual(sum(row["visits"] for row in pieces), whole["sums"]["visits"])
        self.assertEqual(self.answer("sources", offset=10**9)["rows"], [])

    def test_sources_are_filtered_and_sorted_by_anything(self):
        rows = self.answer("sources", limit=10000)["rows"]
        for sort in ["visits", "engaged", "people", "share", "q", "bounce_ga4", "bounce_matomo", "name", "standing"]:
            got = self.answer("sources", sort=sort, order="desc", limit=10000)["rows"]
            self.assertCountEqual([row["figure"] for row in got], [row["figure"] for row in rows])
        visits = [row["visits"] for row in self.answer("sources", sort="visits", limit=10000)["rows"]]
        self.assertEqual(visits, sorted(visits, reverse=True))
        some = self.answer("sources", q="BLOG", limit=10000)
        self.assertEqual(some["matching"], len([row for row in rows if "blog" in (row["name"] + row["landing"]).lower()]))
        paid = self.answer("sources", channel="paid-social", limit=10000)["rows"]
        self.assertEqual({row["channel"] for row in paid} - {"paid-social"}, set())
        for name, value in [("kind", "nonsense"), ("sort", "nonsense"), ("order", "up"), ("limit", "10001"), ("channel", "tv")]:
            self.assertEqual(self.get("sources", **{name: value}).status, 400, name)

    def test_every_definition_of_bounce_adds_up_to_the_channels(self):
        rows = self.answer("sources", limit=10000)["rows"]
        channels = self.answer("data")["channels"]
        for definition in ["ga4", "plausible", "matomo", "posthog"]:
            self.assertEqual(sum(row["bounces"][definition] for row in rows),
                             sum(row["bounces"][definition] for row in channels), definition)

    def test_exports_hold_every_row(self):
        total = self.answer("sources")["total"]
        said = self.ask("GET", "/api/v1/export/sources.csv")
        self.assertEqual(said.headers["content-type"], "text/csv; charset=utf-8")
        self.assertIn("attachment", said.headers["content-disposition"])
        self.assertEqual(said.body.count(b"\r\n") or said.body.count(b"\n"), total + 1)
        rows = self.ask("GET", "/api/v1/export/figures.csv?id=channel.paid-social.bounced")
        wanted = self.succeeds("show", self.site, "channel.paid-social.bounced", "--csv", "--rows", "1000000").out
        self.assertEqual(rows.body.decode(), wanted)

    def test_answers_change_only_when_what_they_are_made_of_does(self):
        first = self.get("signals")
        again = self.ask("GET", "/api/v1/signals", headers={"If-None-Match": first.headers["etag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        packed = self.ask("GET", "/api/v1/signals", headers={"Accept-Encoding": "gzip"})
        self.assertEqual(packed.headers["content-encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed.body), first.body)
        revision = self.answer("workspace")["revision"]
        with (self.site / "plan.yaml").open("a") as plan:
            plan.write("# a word\n")
        end = time.monotonic() + WAIT
        while self.answer("workspace")["revision"] == revision and time.monotonic() < end:
            pass
        self.assertNotEqual(self.answer("workspace")["revision"], revision)

    def test_hostile_values_get_a_clear_answer_and_change_nothing(self):
        before = self.get("sources").body
        for value in HOSTILE:
            for name, key in [("figures", "id"), ("sources", "q"), ("sources", "channel"), ("sources", "sort"),
                              ("sources", "offset"), ("ledger", "market"), ("ledger", "since"), ("signals", "lang"),
                              ("quarantine", "reason"), ("figures", "offset")]:
                said = self.get(name, **{key: value, **({"id": "visits"} if key == "offset" else {})})
                self.assertIn(said.status, (200, 400, 404), f"{name} {key}={value!r}: {said.body[:200]}")
                self.assertTrue(said.headers["content-type"].startswith("application/json"))
                said.json()
        for path in ["/api/v1/line/%3Cscript%3E", "/api/v1/jobs/..", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
                     "/api/v1/figures/source:'--", "/assets/../../throughline.yaml", "//etc/passwd"]:
            said = self.ask("GET", path)
            self.assertNotIn(b"root:", said.body)
            self.assertNotIn(b"<script>alert", said.body)
            self.assertIn(said.status, (200, 400, 404), path)
        self.assertEqual(self.get("sources").body, before)

    def test_addresses_of_the_app_are_its_page_and_those_of_the_api_are_not(self):
        page = self.ask("GET", "/")
        self.assertEqual(page.headers["content-type"], "text/html; charset=utf-8")
        for path in ["/ledger", "/sources?kind=page&q=blog", "/signals/domain:x.example"]:
            self.assertEqual(self.ask("GET", path).body, page.body)
        self.assertEqual(self.ask("GET", "/api/v1/nothing").status, 404)
        self.assertEqual(self.ask("GET", "/assets/gone.js").status, 404)
        for asset in re.findall(rb'(?:src|href)="(/[^"]+)"', page.body):
            said = self.ask("GET", asset.decode())
            self.assertEqual(said.status, 200, asset)
            packed = self.ask("GET", asset.decode(), headers={"Accept-Encoding": "gzip"})
            self.assertEqual(gzip.decompress(packed.body), said.body)

    def test_methods_that_are_not_done_are_named(self):
        said = self.change("PUT", "ledger", {})
        self.assertEqual((said.status, said.headers["allow"]), (405, "GET, HEAD"))
        self.assertEqual(self.ask("DELETE", "/api/v1/plan").headers["allow"], "GET, HEAD, PUT")
        self.assertEqual(self.change("PUT", "plan", b"x" * (5 << 20)).status, 413)
        self.assertEqual(self.ask("HEAD", "/api/v1/ledger").body, b"")

    def test_what_changes_must_come_from_a_page_of_its_own(self):
        for headers in [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]:
            said = self.ask("POST", "/api/v1/jobs", {"kind": "run"}, headers)
            self.assertEqual(said.status, 403, headers)
        for token in ["tl_forged", "x"]:
            said = self.ask("GET", "/api/v1/ledger", headers={"Authorization": f"Bearer {token}"})
            self.assertEqual(said.status, 401, token)
        self.assertEqual(self.ask("GET", "/api/v1/ledger", headers={"Host": "evil.example"}).status, 403)
        self.assertEqual(self.answer("jobs")["jobs"], [])

    def test_bodies_that_are_no_json_are_told_so(self):
        for body in [b"", b"{", b"[]", b"[" * 200000, b'{"files": 3}', b'{"files": [{"name": 1}]}', b"\xff\xfe"]:
            for method, name in [("POST", "plan/check"), ("PUT", "plan"), ("POST", "signals/adopt"), ("POST", "jobs")]:
                said = self.change(method, name, body)
                self.assertEqual(said.status, 400, (name, body[:20], said.body[:200]))
                self.assertIn("message", said.json()["error"])

    def test_health_and_metrics_are_told(self):
        self.assertEqual(self.ask("GET", "/healthz").body, b"ok\n")
        self.assertEqual(self.ask("GET", "/readyz").status, 200)
        self.get("ledger")
        text = self.ask("GET", "/metrics").body.decode()
        self.assertIn('throughline_requests_total{route="/api/v1/ledger",method="GET",status="200"} 1', text)
        for line in text.splitlines():
            self.assertRegex(line, r"^(#|[a-z_]+(\{[^}]*\})? [0-9.e+-]+$)")

    def test_the_log_is_json_without_values_of_queries(self):
        self.get("sources", q="secret-word")
        self.assertEqual(self.stop(self.process), 0)
        log = self.log()
        self.assertIn("/api/v1/sources", [line.get("route") for line in log])
        self.assertNotIn("secret-word", json.dumps(log))
        self.assertNotIn("127.0.0.1", json.dumps(log))


class Changes(ServerTest):
    def setUp(self):
        super().setUp()
        self.make_demo()
        self.process = self.serve()

    def ended(self, job: str) -> dict:
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            found = self.answer(f"jobs/{job}")
            if found["state"] != "running":
                return found
        self.fail(f"job {job} did not end")

    def test_a_run_is_a_job_and_gives_the_figures_of_the_command(self):
        before = self.answer("workspace")
        (self.site / "report.html").unlink()
        started = self.change("POST", "jobs", {"kind": "run"})
        self.assertEqual(started.status, 202)
        job = self.ended(started.json()["id"])
        self.assertEqual((job["state"], job["error"]), ("done", None))
        self.assertTrue((self.site / "report.html").exists())
        after = self.answer("workspace")
        self.assertNotEqual(after["revision"], before["revision"])
        self.assertEqual(after["counts"], before["counts"])
        self.assertEqual(self.change("POST", "jobs", {"kind": "nonsense"}).status, 400)
        self.assertEqual(self.change("DELETE", f"jobs/{job['id']}").status, 409)
        self.assertEqual(self.change("DELETE", "jobs/999").status, 404)

    def test_other_commands_work_meanwhile_and_what_they_change_is_shown(self):
        before = self.answer("workspace")
        self.write("more.log", '10.0.0.1 - - [01/Mar/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "Mozilla/5.0 Firefox/120"\n' * 3)
        self.succeeds("import", self.site, "more.log")
        self.succeeds("run", self.site)
        self.assertNotEqual(self.answer("workspace")["revision"], before["revision"])
        self.assertIn("more", [feed["source"] for feed in self.answer("data")["feeds"]])
        self.assertIn("held by", self.fails(3, "serve", self.site, "--listen", "127.0.0.1:0"))

    def test_a_plan_is_saved_only_where_it_is_still_the_one_that_was_read(self):
        plan = self.answer("plan")
        files = [{**file, "text": file["text"] + "# mine\n"} for file in plan["files"]]
        diff = self.change("POST", "plan/diff", {"files": files})
        self.assertEqual((diff.status, diff.json()["nodes"]), (200, []))
        saved = self.change("PUT", "plan", {"files": files, "base_hash": plan["hash"]})
        self.assertEqual(saved.status, 200, saved.body)
        self.assertTrue((self.site / "plan.yaml").read_text().endswith("# mine\n"))
        self.assertEqual(self.answer("plan")["hash"], saved.json()["hash"])
        late = self.change("PUT", "plan", {"files": plan["files"], "base_hash": plan["hash"]})
        self.assertEqual(late.status, 409)
        self.assertTrue((self.site / "plan.yaml").read_text().endswith("# mine\n"))

    def test_a_plan_is_saved_nowhere_else_and_never_unreadable(self):
        plan = self.answer("plan")
        for name in ["../evil.yaml", "/tmp/evil.yaml", "throughline.yaml", "other.yaml", ".throughline/x.yaml", "plan.yaml/../x"]:
            said = self.change("PUT", "plan", {"files": [{"name": name, "text": "x: 1\n"}], "base_hash": plan["hash"]})
            self.assertEqual(said.status, 400, name)
        broken = self.change("PUT", "plan", {"files": [{"name": "plan.yaml", "text": "a: [1"}], "base_hash": plan["hash"]})
        self.assertEqual(broken.status, 422)
        self.assertEqual(self.answer("plan")["files"], plan["files"])

    def test_a_signal_that_is_adopted_is_a_draft_of_the_plan(self):
        rows = self.answer("signals")["signals"]
        if not rows:
            self.skipTest("a company this small has no signal")
        free = next(row for row in rows if row["tactic"] is None)
        said = self.change("POST", "signals/adopt", {"signal": free["id"]})
        self.assertEqual(said.status, 200, said.body)
        draft = said.json()
        self.assertIn(draft["tactic"], (self.site / draft["file"]).read_text())
        self.assertEqual(self.change("POST", "signals/adopt", {"signal": "no such"}).status, 404)

    def test_events_are_collected_from_the_sites_alone(self):
        event = {"name": "pageview", "url": "https://www.lumen.example/", "referrer": ""}
        said = self.ask("POST", "/collect", event, {"Origin": "https://evil.example"})
        self.assertEqual(said.status, 403)
        self.assertEqual(self.answer("data")["collector"]["refused_origins"], [{"host": "evil.example", "count": 1}])

    def test_a_collected_event_is_a_visit_within_seconds(self):
        page = {"Origin": "https://www.lumen.example", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"}
        event = {"name": "pageview", "url": "https://www.lumen.example/neu", "referrer": "https://blog.neu.example/"}
        self.assertEqual(self.ask("POST", "/collect", event, page).status, 202)
        today = {"id": "domain:neu.example", "as_of": "2099-12-31", "since": "2026-07-01"}
        end = time.monotonic() + WAIT
        while (rows := self.answer("figures", **today))["total"] == 0 and time.monotonic() < end:
            pass
        self.assertEqual(rows["total"], 1)
        self.assertEqual(rows["rows"][0][rows["columns"].index("landing_path")], "/neu")
        self.succeeds("run", self.site)
        self.assertEqual(self.answer("figures", **today)["total"], 1)
        self.assertEqual(self.ask("GET", "/t.js").status, 200)

    def test_with_users_everybody_must_sign_in(self):
        self.succeeds("user", "add", self.site, "ann", stdin="correct horse battery\n")
        self.assertEqual(self.get("ledger").status, 401)
        self.assertEqual(self.ask("GET", "/healthz").status, 200)
        page = {"Origin": f"http://127.0.0.1:{self.port}"}
        self.assertEqual(self.ask("POST", "/api/v1/session", {"name": "ann", "password": "wrong"}, page).status, 401)
        said = self.ask("POST", "/api/v1/session", {"name": "ann", "password": "correct horse battery"}, page)
        self.assertEqual(said.status, 200, said.body)
        cookie = {"Cookie": said.headers["set-cookie"].split(";")[0]}
        info = self.ask("GET", "/api/v1/workspace", headers=cookie).json()
        self.assertEqual(info["user"], {"name": "ann", "role": "admin"})
        self.assertEqual(self.ask("POST", "/api/v1/jobs", {"kind": "run"}, cookie).status, 403)
        signed = {**cookie, "X-CSRF-Token": info["csrf"], "Origin": f"http://127.0.0.1:{self.port}"}
        self.assertEqual(self.ask("POST", "/api/v1/plan/check", {"files": [{"name": "a.yaml", "text": ""}]}, signed).status, 200)
        self.assertEqual(self.ask("DELETE", "/api/v1/session", headers=signed).status, 200)
        self.assertEqual(self.ask("GET", "/api/v1/workspace", headers=cookie).status, 401)


class Starting(ServerTest):
    def test_an_empty_workspace_is_served_with_what_is_missing(self):
        self.serve()
        for name in LOOKS:
            self.assertEqual(self.get(name).status, 200, name)
        self.assertTrue(self.answer("workspace")["missing"])
        self.assertIsNone(self.answer("workspace")["run"])
        self.assertEqual(self.answer("signals")["signals"], [])

    def test_a_first_plan_can_be_saved(self):
        self.serve()
        text = "plan: {format: 1}\n"
        said = self.change("PUT", "plan", {"files": [{"name": "plan.yaml", "text": text}], "base_hash": self.answer("plan")["hash"]})
        self.assertEqual(said.status, 200, said.body)
        self.assertEqual((self.site / "plan.yaml").read_text(), text)

    def test_without_users_it_listens_to_this_machine_alone(self):
        self.assertIn("user", self.fails(2, "serve", self.site, "--listen", "0.0.0.0:0"))
        self.assertIn("--listen", self.fails(2, "serve", self.site, "--listen", "nonsense"))

    def test_it_stops_when_asked_and_can_be_started_again(self):
        process = self.serve()
        self.get("ledger")
        self.assertEqual(self.stop(process), 0)
        process = self.serve()
        self.assertEqual(self.get("ledger").status, 200)
        self.assertEqual(self.stop(process), 0)

    def test_routes_and_description_name_the_same(self):
        self.serve()
        api = self.answer("openapi.json")
        listed = {(method.upper(), path) for path, methods in api["paths"].items() for method in methods if method != "parameters"}
        source = "".join(file.read_text() for file in sorted((ROOT / "src/server").glob("*.cpp")) if not file.name.endswith("_test.cpp"))
        for method, path in sorted(listed):
            with self.subTest(f"{method} {path}"):
                self.assertIn('"' + re.sub(r"\{(\w+)\}", r"{\1", path), source)
        built = set(re.findall(r'"(/(?:api/v1/|collect|healthz|readyz|metrics|t\.js)[^"? ]*)"', source))
        named = {re.sub(r"\.\.\.", "", path) for path in built if path not in ("/api/", "/api/v1/jobs/")}
        self.assertEqual(named - {path for _, path in listed}, set())

