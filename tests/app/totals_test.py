"""Every source can be asked for, and the rows of a kind add up to all visits, under every filter."""
import logs
from workspace import WorkspaceTest

SETTINGS = """sites:
  - {id: de, host: [own.example], market: de}
  - {id: fr, host: [own.example.fr], market: fr}
sources:
  - {id: logs-de, kind: log, path: ../de.log, site: de}
  - {id: logs-fr, kind: log, path: ../fr.log, site: fr}
"""
CHANNELS = ("direct cross-network paid-shopping paid-search paid-social paid-video display paid-other organic-shopping organic-social "
            "organic-video ai-assistant organic-search referral email affiliates audio sms mobile-push unassigned").split()
FILTERS = [[], ["--since", "2026-03-20"], ["--until", "2026-04-10"], ["--since", "2026-03-20", "--until", "2026-04-10"],
           ["--market", "de"], ["--market", "fr", "--since", "2026-04-01"]]


class Totals(WorkspaceTest):
    def setUp(self):
        super().setUp()
        self.write("de.log", logs.text_of(logs.random_lines(1500, seed=1)))
        self.write("fr.log", logs.text_of(logs.random_lines(1000, seed=2)))
        self.settings(SETTINGS)
        self.succeeds("run", self.site)

    def count_behind(self, figure, *filters):
        said = self.succeeds("show", self.site, figure, *filters).err
        self.assertTrue(said.startswith(f"{figure}: "), said)
        return int(said.removeprefix(f"{figure}: ").split(" ")[0].replace(",", ""))

    def test_rows_of_every_kind_add_up_to_all_visits(self):
        for filters in FILTERS:
            total = self.count_behind("visits", *filters)
            self.assertGreater(total, 50)
            for kind in ("domain", "host", "page", "campaign", "landing"):
                with self.subTest(kind=kind, filters=filters):
                    rows = self.succeeds("sources", self.site, "--kind", kind, "--all", "--csv", *filters).rows()
                    self.assertEqual(sum(int(row["visits"]) for row in rows), total)

    def test_every_source_of_the_list_has_its_visits_behind_it(self):
        for kind in ("domain", "campaign"):
            rows = self.succeeds("sources", self.site, "--kind", kind, "--all", "--csv").rows()
            named = [row for row in rows if row["source"] != "(none)"]
            self.assertTrue(named)
            for row in named[:12]:
                with self.subTest(row["source"]):
                    self.assertEqual(self.count_behind(f"{kind}:{row['source']}"), int(row["visits"]))
                    self.assertEqual(self.count_behind(f"{kind}:{row['source']}.engaged"), int(row["engaged"]))

    def test_channels_add_up_to_all_visits_and_are_those_of_the_view(self):
        numbered = {int(channel): int(n) for channel, n in
                    self.sql("SELECT channel, count() FROM visits WHERE bot = 0 GROUP BY channel")}
        counts = sorted(filter(None, (self.count_behind(f"channel.{name}") for name in CHANNELS)))
        self.assertEqual(counts, sorted(numbered.values()))
        self.assertEqual(sum(counts), self.count_behind("visits"))
