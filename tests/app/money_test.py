"""Money and outcomes from files as companies have them: broken rows, other currencies and delimiters, a kill in the midst."""
import random
import shutil
import signal

from workspace import WorkspaceTest

TABLES = {"spend": "SELECT count(), sum(cost), sum(impressions), sum(cityHash64(day, market, campaign, cost, line, offset)) FROM spend",
          "orders": "SELECT count(), sum(value), sum(nth), sum(cityHash64(number, time, customer, nth, value)) FROM orders"}


class Money(WorkspaceTest):
    def spend(self):
        return self.sql("SELECT day, market, campaign, cost, priced, line FROM spend ORDER BY line")

    def test_import_finds_out_what_a_file_is_and_prints_the_line_to_add(self):
        files = {"spend": "day,campaign,cost\n2026-06-01,a,1\n", "orders": "order,at,amount\n1,2026-06-01,2\n",
                 "hours": "day,role,hours\n2026-06-01,editor,2\n", "leads": "lead,at,stage\n1,2026-06-01,won\n",
                 "experiments": "experiment,unit,arm,day,outcome\ne,u,a,2026-06-01,1\n",
                 "estimates": "tactic,metric,from,to,est,lo,hi,level,scale,grade,method\nt,m,2026-06-01,2026-06-02,1,0,2,0.9,absolute,E,report\n"}
        for kind, text in files.items():
            with self.subTest(kind):
                said = self.succeeds("import", self.site, self.write(f"my-{kind}.csv", text))
                self.assertIn(f"- {{id: my-{kind}, kind: {kind}, path: ", said.err)
                self.assertIn("1 kept + 0 in quarantine", said.err)
                self.assertEqual(self.number(f"SELECT count() FROM {kind}"), 1)
        self.assertIn("nothing new", self.succeeds("import", self.site, "my-spend.csv").err)

    def test_a_table_of_semicolons_and_decimal_commas_with_broken_rows_and_other_money(self):
        self.settings("currency: EUR\nrates: {BRL: 0.17}\nsources: [{id: ads, kind: spend, path: ../spend.csv, columns: {date: Tag, amount: Kosten}}]\n")
        rows = ["Tag;Markt;Kampagne;Kosten;currency;market;campaign", "01.06.2026;;;1.234,50;EUR;de;a", "02.06.2026;;;12,5;BRL;br;b",
                "31.06.2026;;;12,5;BRL;br;b", "03.06.2026;;;12.5;EUR;de;c", "04.06.2026;;;7;USD;de;d", "05.06.2026;;;7", "05.06.2026;;;7;EURO;de;e",
                '06.06.2026;"x;y";"say ""so""";0,05;;DE;f', ""]
        text = "\r\n".join(rows)
        self.write("spend.csv", text)
        said = self.succeeds("run", self.site)
        self.assertIn("4 kept + 4 in quarantine + 1 blank", said.err)
        self.assertIn("ads", said.out)
        self.assertRegex(said.err, r"spend: 1 rows with 7\.00 USD are in no sum.*rates: \{USD: 0\.00\}")
        self.assertEqual(self.spend(), [["2026-06-01", "de", "a", "123450", "1", "2"], ["2026-06-02", "br", "b", "213", "1", "3"],
                                        ["2026-06-04", "de", "d", "0", "0", "6"], ["2026-06-06", "de", "f", "5", "1", "9"]])
        quarantined = self.succeeds("quarantine", self.site, "--rows", "--csv").rows()
        self.assertEqual([(row["line"], row["reason"]) for row in quarantined],
                         [("4", "no valid time"), ("5", "no valid amount of money"), ("7", "another number of columns than the header"),
                          ("8", "no currency of ISO 4217")])
        for row in quarantined:
            self.assertEqual(text[int(row["offset"]):].split("\r\n")[0], rows[int(row["line"]) - 1])

    def test_a_customer_is_never_stored_in_clear(self):
        self.write("orders.csv", "order,at,amount,email\n1,2026-06-01,2,ann@private.example\n")
        self.succeeds("import", self.site, "orders.csv")
        for file in (self.site / ".throughline").rglob("*"):
            if file.is_file():
                self.assertNotIn(b"ann@private", file.read_bytes(), file)
        self.assertEqual(self.number("SELECT count() FROM orders WHERE customer != 0"), 1)

    def test_a_missing_column_is_named_with_the_nearest(self):
        self.settings("sources: [{id: ads, kind: spend, path: ../spend.csv}]\n")
        self.write("spend.csv", "day,kost\n2026-06-01,1\n")
        said = self.fails(2, "run", self.site)
        self.assertIn("has no column for amount", said)
        self.assertIn("columns: {amount: NAME}", said)


class KilledMoney(WorkspaceTest):
    def setUp(self):
        super().setUp()
        self.settings("rates: {BRL: 0.17}\nsources: [{id: ads, kind: spend, path: '../parts/spend*.csv'}, {id: shop, kind: orders, path: '../parts/orders*.csv'}]\n")
        draw = random.Random(5)
        for part in range(6):
            spend = "".join(f"2026-0{draw.randint(1, 6)}-1{draw.randrange(10)},c{draw.randrange(9)},{draw.randrange(9999)}.{draw.randrange(10)},"
                            f"{draw.choice(['EUR', 'BRL', ''])},{draw.randrange(999)}\n" for _ in range(30000))
            self.write(f"parts/spend{part}.csv", "day,campaign,cost,currency,impressions\n" + spend)
            orders = "".join(f"{draw.randrange(90000)},2026-0{draw.randint(1, 6)}-11T10:00:00Z,p{draw.randrange(500)},{draw.randrange(99)}.99\n" for _ in range(30000))
            self.write(f"parts/orders{part}.csv", "order,at,customer,amount\n" + orders)

    def state(self, site):
        return [self.succeeds("sql", site, query).out for query in TABLES.values()] + [
            self.succeeds("sql", site, "SELECT sum(lines), sum(hits), sum(rejects), sum(blank) FROM imports WHERE state = 1").out]

    def test_a_kill_at_any_moment_loses_and_doubles_nothing(self):
        draw = random.Random(7)
        for _ in range(4):
            process = self.start("run", self.site)
            for _ in range(draw.randrange(12)):
                process.stderr.readline()
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.succeeds("run", self.site)
        shutil.copytree(self.site, self.folder / "clean", ignore=shutil.ignore_patterns("store*", "socket"))  # the key stays
        self.succeeds("run", "clean")
        self.assertEqual(self.state(self.site), self.state("clean"))
        self.assertIn("nothing new", self.succeeds("run", self.site).err)
