#include "workflow/money.hpp"

#include "base/random.hpp"
#include "workflow/money_fixture.hpp"

namespace throughline::workflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Money : public MoneyFixture {
 protected:
  std::vector<SpendSum> spend(Bucket bucket = Bucket::Total) {
    return good(load_spend(*engine_, {.bucket = bucket}));
  }

  std::vector<OrderSum> orders(Bucket bucket = Bucket::Total) {
    return good(load_orders(*engine_, {.bucket = bucket, .zone = "Europe/Berlin"}));
  }
};

constexpr const char* kSpendSource = "sources: [{id: spend, kind: spend, path: 'spend*.csv'}]\n";
constexpr const char* kOrderSource = "sources: [{id: shop, kind: orders, path: 'orders*.csv'}]\n";

TEST_F(Money, SpendIsSummedByWhatItWasPaidFor) {
  settings(kSpendSource);
  write("spend.csv",
        "day,market,channel,campaign,cost,impressions,clicks\n"
        "2026-06-01,DE,paid social,glow,10.50,1000,10\n"
        "2026-06-02,de,paid social,glow,0.07,10,1\n"
        "2026-07-01,br,display,glow,3,,\n");
  EXPECT_THAT(read(), ElementsAre(testing::Field(&Imported::hits, 3U)));
  EXPECT_THAT(
      spend(),
      ElementsAre(
          SpendSum{
              .market = "br", .channel = "display", .campaign = "glow", .rows = 1, .cost = 300},
          SpendSum{.market = "de",
                   .channel = "paid social",
                   .campaign = "glow",
                   .rows = 2,
                   .cost = 1057,
                   .impressions = 1010,
                   .clicks = 11}));
  ASSERT_THAT(spend(Bucket::Month), SizeIs(2));
  EXPECT_EQ(spend(Bucket::Month)[1].start, (CivilDate{2026, 7, 1}));
  EXPECT_THAT(spend(Bucket::Day), SizeIs(3));
  EXPECT_EQ(spend(Bucket::Week)[1].start, (CivilDate{2026, 6, 29}));
}

TEST_F(Money, AnEmptyStoreHasNoMoney) {
  EXPECT_THAT(spend(), IsEmpty());
  EXPECT_THAT(orders(), IsEmpty());
  EXPECT_THAT(good(unpriced_money(*engine_)), IsEmpty());
}

TEST_F(Money, ForeignMoneyCountsAtTheRateOfItsDay) {
  settings(std::string(kSpendSource) +
           "rates: {BRL: [{from: 2025-01-01, rate: 0.2}, {from: 2026-01-01, rate: 0.17}], JPY: "
           "0.006}\n");
  write("spend.csv",
        "date,amount,currency,campaign\n"
        "2025-12-31,100.00,BRL,a\n"
        "2026-01-01,100.00,BRL,b\n"
        "2026-01-01,10000,JPY,c\n"
        "2026-01-01,-0.03,brl,d\n");
  read();
  std::map<std::string, std::int64_t> costs;
  for (const SpendSum& sum : spend()) {
    costs[sum.campaign] = sum.cost;
  }
  EXPECT_EQ(
      costs,
      (std::map<std::string, std::int64_t>{{"a", 2000}, {"b", 1700}, {"c", 6000}, {"d", -1}}));
}

TEST_F(Money, AFileOfRatesIsReadWithThoseOfTheSettings) {
  settings(std::string(kSpendSource) + "rates: {USD: 0.9}\nrates_file: rates.csv\n");
  write("rates.csv", "day;currency;rate\n2026-01-01;BRL;0.5\n2026-02-01;BRL;0.25\n");
  write("spend.csv",
        "date,amount,currency\n2026-01-31,1,BRL\n2026-02-01,1,BRL\n2026-02-01,1,USD\n");
  read();
  EXPECT_EQ(spend()[0].cost, 50 + 25 + 90);
  write("rates.csv", "day,currency,rate\n2026-01-01,BRL,0\n");
  const auto bad = import_sources(*engine_, workspace_, {});
  ASSERT_FALSE(bad.has_value());
  EXPECT_THAT(bad.error().text(), testing::HasSubstr("rates.csv:2"));
}

TEST_F(Money, ACurrencyWithoutARateIsKeptAndNamedAndInNoSum) {
  settings(kSpendSource);
  write("spend.csv", "date,amount,currency\n2026-01-01,12.50,BRL\n2026-01-01,1,EUR\n");
  EXPECT_EQ(read()[0].hits, 2U);
  ASSERT_THAT(spend(), SizeIs(1));
  EXPECT_EQ(spend()[0].cost, 100);
  EXPECT_EQ(spend()[0].unpriced, 1U);
  const auto unpriced = good(unpriced_money(*engine_));
  EXPECT_THAT(unpriced, ElementsAre(Unpriced{"spend", "BRL", 1, 1250}));
  EXPECT_THAT(sentence_of(unpriced[0]), testing::HasSubstr("1 rows with 12.50 BRL are in no sum"));
  settings(std::string(kSpendSource) + "rates: {BRL: 0.5}\n");
  read();
  EXPECT_EQ(spend()[0].cost, 725);
  EXPECT_THAT(good(unpriced_money(*engine_)), IsEmpty());
}

TEST_F(Money, TheFirstOrderOfACustomerIsToldFromTheNext) {
  settings(kOrderSource);
  write("orders.csv",
        "order,at,market,customer,amount,currency\n"
        "3,2026-06-03T10:00:00Z,de,ann,5.00,EUR\n"
        "1,2026-06-01T10:00:00Z,de,ann,10.00,EUR\n"
        "2,2026-06-02T10:00:00Z,de,bob,20.00,EUR\n"
        "4,2026-06-04T10:00:00Z,de,,40.00,EUR\n");
  read();
  EXPECT_THAT(
      orders(),
      ElementsAre(OrderSum{.market = "de", .orders = 4, .first = 2, .repeat = 1, .value = 7500}));
  EXPECT_EQ(text_of("SELECT number, nth FROM orders ORDER BY number"), "1\t1\n2\t1\n3\t2\n4\t0\n");
}

TEST_F(Money, OfWhatIsSaidOfAnOrderTheLastCounts) {
  settings(kOrderSource);
  write("orders.csv",
        "order,time,updated_at,value\n1,2026-06-01,2026-06-09,8.00\n1,2026-06-01,,10.00\n");
  read();
  ASSERT_THAT(orders(), SizeIs(1));
  EXPECT_EQ(orders()[0].orders, 1U);
  EXPECT_EQ(orders()[0].value, 800);
}

TEST_F(Money, ATimeWithoutZoneIsOneOfTheSourceElseOfTheWorkspace) {
  write("orders1.csv", "order,time,value\n1,2026-06-01 00:30:00,1\n");
  settings(
      "timezone: Europe/Berlin\n"
      "sources: [{id: a, kind: orders, path: orders1.csv, timezone: America/Sao_Paulo}, "
      "{id: b, kind: orders, path: orders2.csv}]\n");
  write("orders2.csv", "order,time,value\n2,2026-06-01 00:30:00,1\n3,2026-05-31T22:30Z,1\n");
  read();
  EXPECT_EQ(text_of("SELECT number, time FROM orders ORDER BY number"),
            "1\t2026-06-01 03:30:00\n2\t2026-05-31 22:30:00\n3\t2026-05-31 22:30:00\n");
  EXPECT_THAT(orders(Bucket::Day), SizeIs(1));
}

// A row each, in any order, in any number of files: the same sums.
TEST_F(Money, OrderOfRowsAndSplittingOfFilesChangeNoSum) {
  Rng rng(7, "money");
  std::vector<std::string> rows;
  for (int i = 0; i < 300; ++i) {
    rows.push_back(fmt::format("{},2026-0{}-1{},{},c{},{}.{:02},{},code{}\n",
                               rng.below(200),
                               1 + rng.below(6),
                               rng.below(9),
                               rng.below(2) == 0 ? "de" : "br",
                               rng.below(40),
                               rng.below(100),
                               rng.below(100),
                               rng.below(3) == 0 ? "BRL" : "EUR",
                               rng.below(4)));
  }
  const std::string head = "order,time,market,customer,value,currency,code\n";
  std::vector<OrderSum> first;
  for (const std::size_t n_files : {1U, 4U, 9U}) {
    clear();
    settings(std::string(kOrderSource) + "rates: {BRL: 0.173}\n");
    for (std::size_t i = rows.size(); i > 1; --i) {
      std::swap(rows[i - 1], rows[rng.below(i)]);
    }
    for (std::size_t file = 0; file < n_files; ++file) {
      std::string text = head;
      for (std::size_t i = file; i < rows.size(); i += n_files) {
        text += rows[i];
      }
      write(fmt::format("orders{}.csv", file), text);
    }
    read();
    const std::vector<OrderSum> sums = orders(Bucket::Month);
    first = first.empty() ? sums : first;
    EXPECT_EQ(sums, first) << n_files;
    EXPECT_GT(sums.size(), 10U);
  }
}

TEST_F(Money, RecordsOfABatchThatWasNeverMarkedAreNotSeenAndAreReadAgain) {
  settings(kSpendSource);
  write("spend.csv", "date,amount\n2026-01-01,1.00\n2026-01-02,2.00\n");
  read();
  run("ALTER TABLE imports DELETE WHERE state = 1 SETTINGS mutations_sync = 2");
  EXPECT_THAT(spend(), IsEmpty());
  read();
  EXPECT_EQ(spend()[0].cost, 300);
  EXPECT_EQ(read()[0].lines, 0U);
  EXPECT_EQ(spend()[0].cost, 300);
}

}  // namespace
}  // namespace throughline::workflow
