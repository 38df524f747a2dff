#!/usr/bin/env python3
"""Holds the demo's own files against truth.json, by the simplest computation that could find what was planted.

    tests/demo/planted_test.py PROGRAM [--seeds 1,2]

Nothing of the program's statistics is used: rows are counted here, and differences of sums compared with what the worlds
without a tactic say, within three standard errors of counts (Poisson).
"""
import collections
import csv
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile


class Demo:
    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        self.plan = (folder / "plan.yaml").read_text(encoding="utf-8")
        self.experiments = self.rows("experiments.csv")
        self.orders = self.rows("orders.csv")
        self.failures: list[str] = []

    def rows(self, name: str) -> list[dict]:
        with open(self.folder / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def holds(self, what: str, found: float, low: float, high: float) -> None:
        good = low <= found <= high
        print(f"  {'ok  ' if good else 'FAIL'} {what}: {found:.4g} in [{low:.4g}, {high:.4g}]")
        if not good:
            self.failures.append(what)

    def near(self, what: str, found: float, true: float, error: float) -> None:
        self.holds(f"{what} (truth {true:.4g})", found, true - 3 * error, true + 3 * error)

    def tested(self, experiment: str, market: str) -> dict:
        return next(t for t in self.truth["tests"] if t["experiment"] == experiment and t["market"] == market)

    def effect(self, tactic: str, market: str, metric: str) -> dict:
        """Over the whole story, the first of its records."""
        return next(
            e for e in self.truth["effects"] if (e["tactic"], e["market"], e["metric"]) == (tactic, market, metric)
        )


def check_money(demo: Demo) -> None:
    patterns = re.findall(r"spend_campaign: (?:\[([^\]]*)\]|(\w+))", demo.plan)
    mapped = {name.strip() for some, one in patterns for name in (some or one).split(",")}
    cost: collections.Counter = collections.Counter()
    for row in demo.rows("spend.csv"):
        cost[row["campaign"]] += float(row["cost"])
    unmapped = {name: euros for name, euros in cost.items() if name not in mapped}
    demo.holds("share of cash without a tactic", sum(unmapped.values()) / sum(cost.values()), 0.069, 0.071)
    demo.holds("campaigns without a tactic as told", sorted(unmapped) == sorted(demo.truth["unmapped"]["campaigns"]), 1, 1)


def check_site_test(demo: Demo) -> None:
    """The arms are as big as each other by lot: the difference of orders per visitor is the effect."""
    n: collections.Counter = collections.Counter()
    orders: collections.Counter = collections.Counter()
    for row in demo.experiments:
        if row["experiment"] == "refill-page":
            n[row["arm"]] += 1
            orders[row["arm"]] += int(row["outcome"])
    factor = n["guide"] / n["control"]
    found = orders["guide"] - factor * orders["control"]
    true = demo.tested("refill-page", "de")
    demo.near("orders won by the guide", found, true["incremental"], math.sqrt(orders["guide"] + factor**2 * orders["control"]))
    demo.holds("orders of those who saw it, as told", orders["guide"] / true["with"], 0.98, 1.02)


def difference_in_differences(demo: Demo, experiment: str, treated: str, market: str, start: str) -> tuple[float, float]:
    """What the treated have beyond what they would have, had they grown as the others did."""
    sums: collections.Counter = collections.Counter()
    for row in demo.experiments:
        if row["experiment"] == experiment and row["unit"].startswith(market):
            sums[row["arm"] == treated, row["day"] >= start] += int(row["outcome"])
    expected = sums[True, False] * sums[False, True] / sums[False, False]
    relative = math.sqrt(1 / sums[True, False] + 1 / sums[False, True] + 1 / sums[False, False])
    return sums[True, True] - expected, math.hypot(expected * relative, math.sqrt(sums[True, True]))


def check_regions(demo: Demo) -> None:
    for market in ("de", "br"):
        found, error = difference_in_differences(demo, "lives-regions", "lives", market + "-", "2025-09-01")
        demo.near(f"orders won by lives in {market}", found, demo.tested("lives-regions", market)["incremental"], error)


def check_blogs(demo: Demo) -> None:
    found, error = difference_in_differences(demo, "kits-blogs", "kit", "", "2025-06-02")
    true = sum(demo.tested("kits-blogs", market)["incremental"] for market in ("de", "br"))
    demo.near("orders won by kits", found, true, error)


def on_off(demo: Demo, experiment: str) -> tuple[float, float]:
    """On and off stand in as many weeks."""
    sums: collections.Counter = collections.Counter()
    for row in demo.experiments:
        if row["experiment"] == experiment:
            sums[row["arm"]] += int(row["outcome"])
    return sums["on"] - sums["off"], math.sqrt(sums["on"] + sums["off"])


def check_switches(demo: Demo) -> None:
    found, error = on_off(demo, "launch-weeks")
    true = sum(demo.tested("launch-weeks", market)["incremental"] for market in ("de", "br"))
    demo.near("orders won by launch ads among readers of blogs", found, true, error)
    found, error = on_off(demo, "retargeting-weeks")
    demo.near("orders won by ads that follow", found, 0, error)


def check_what_tactics_do(demo: Demo) -> None:
    def whole(tactic: str, metric: str = "orders") -> dict[str, int]:
        return {market: demo.effect(tactic, market, metric)["incremental"] for market in ("de", "br")}

    for tactic in ("retargeting", "reach-display", "search-ads"):
        demo.holds(f"{tactic} does nothing", sum(map(abs, whole(tactic).values())), 0, 0)
    demo.holds("lives work in Germany", whole("creator-lives")["de"], 500, math.inf)
    demo.holds("and not in Brazil", whole("creator-lives")["br"], 0, 0)
    demo.holds("the guide works, and least of those that do", whole("refill-guide")["de"], 50, whole("photo-launch")["de"])
    for market in ("de", "br"):
        demo.holds(f"outrage costs repeat orders in {market}", whole("outrage", "repeat_orders")[market], -math.inf, -10)
        demo.holds(f"and brings new buyers in {market}", whole("outrage", "new_buyers")[market], 1, math.inf)
    for pair in demo.truth["pairs"]:
        demo.holds("launch ads alone", pair["first_alone"], 0, 0)
        demo.holds("launch ads and kits together", pair["synergy"], 20, math.inf)


def check_lasting(demo: Demo) -> None:
    """Half of what the kits do comes after the last one was sent."""
    stopped = [e for e in demo.truth["effects"] if e["tactic"] == "blog-kits" and e["metric"] == "orders" and e["market"] == "de"]
    whole, declared = (e["incremental"] for e in stopped)
    demo.holds("share of the kits' effect after they stopped", (whole - declared) / whole, 0.3, 0.8)


def check_orders(demo: Demo) -> None:
    customers: collections.Counter = collections.Counter()
    for row in demo.orders:
        customers[row["customer"]] += 1
    counted = sum(demo.effect("outrage", market, "orders")["with"] for market in ("de", "br"))
    demo.holds("orders in the file / in the truth", len(demo.orders) / counted, 0.999, 1.001)
    demo.holds("share of orders by people who bought before", 1 - len(customers) / len(demo.orders), 0.03, 0.2)
    last_click = collections.Counter(row["campaign"] for row in demo.orders if row["campaign"])
    paid = [name for name, _ in last_click.most_common() if name != "monthly"]
    demo.holds("ads that follow are first by last click", paid[0] == "retargeting", 1, 1)


def check_leads(demo: Demo) -> None:
    n: collections.Counter = collections.Counter()
    accepted: collections.Counter = collections.Counter()
    for row in demo.rows("leads.csv"):
        n[row["source"]] += 1
        accepted[row["source"]] += bool(row["accepted_at"])
    most = n.most_common(1)[0][0]
    demo.holds("the sweepstake sends most leads", most == "beautyfair", 1, 1)
    demo.holds("of which few are taken", accepted[most] / n[most], 0.0, 0.1)


CHECKS = [
    check_money,
    check_site_test,
    check_regions,
    check_blogs,
    check_switches,
    check_what_tactics_do,
    check_lasting,
    check_orders,
    check_leads,
]


def main() -> int:
    seeds = sys.argv[sys.argv.index("--seeds") + 1] if "--seeds" in sys.argv else "1,2"
    failures = []
    for seed in seeds.split(","):
        print(f"seed {seed}")
        with tempfile.TemporaryDirectory(prefix="throughline-planted-") as folder:
            at = pathlib.Path(folder) / "demo"
            subprocess.run([sys.argv[1], "demo", str(at), "--raw-only", "--seed", seed], check=True, capture_output=True)
            demo = Demo(at)
            for check in CHECKS:
                check(demo)
            failures += [f"seed {seed}: {what}" for what in demo.failures]
    for failure in failures:
        print(f"broken: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
