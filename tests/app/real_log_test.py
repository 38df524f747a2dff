"""The real log, where it is at hand: every line accounted for, and counts as an independent script makes them."""
import re
import unittest
from urllib.parse import urlsplit

from workspace import ROOT, WorkspaceTest

LOG = ROOT.parent / "shared/data/apache_logs.log"
LINE = re.compile(r'^(\S+) \S+ \S+ \[(\d\d)/(\w{3})/(\d{4}):[^\]]*\] "[^"]*" \d+ \S+ "([^"]*)" "(.*)"$')


@unittest.skipUnless(LOG.exists(), "no ../shared/data/apache_logs.log")
class RealLog(WorkspaceTest):
    def test_every_line_is_kept_quarantined_or_blank_and_agents_are_those_of_the_file(self):
        self.succeeds("import", self.site, LOG)
        lines = LOG.read_text(errors="surrogateescape").splitlines()
        found = [match for match in map(LINE.match, lines) if match]
        self.assertEqual(self.number("SELECT sum(hits + rejects + blank) FROM imports WHERE state = 1"), len(lines))
        visitors = {(match[1], match[6], match[2], match[3]) for match in found}
        self.assertEqual(self.number("SELECT uniqExact(visitor, toDate(time)) FROM hits"), len(visitors))
        self.assertEqual(self.number("SELECT uniqExact(agent) FROM hits"), len({match[6] for match in found}))
        referrers = [urlsplit(match[5]) for match in found if match[5] != "-"]
        # One referrer of the file has bytes for a host that no host has; it is kept as a visit from nowhere known.
        pages = {(url.hostname, "" if url.path == "/" else url.path) for url in referrers
                 if re.fullmatch(r"[a-z0-9.-]+", url.hostname or "") and not url.hostname.endswith("semicomplete.com")}
        self.assertEqual(self.number("SELECT uniqExact(page) FROM touches WHERE host != ''"), len(pages))
        self.assertEqual(self.number("SELECT uniqExact(host) FROM touches WHERE host != ''"), len({host for host, _ in pages}))
