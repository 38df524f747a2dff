#include "workflow/freshness.hpp"

#include "workflow/money_fixture.hpp"

namespace throughline::workflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Freshness : public MoneyFixture {
 protected:
  void two_sources() {
    settings(
        "timezone: Europe/Berlin\n"
        "sources: [{id: ads, kind: spend, path: spend.csv}, {id: shop, kind: orders, path: "
        "orders.csv}]\n");
    write("spend.csv",
          "date,amount,currency\n2026-06-30,5,EUR\n2026-06-01,7,BRL\n2026-06-02,x,EUR\n");
    write("orders.csv", "order,time,value\n1,2026-06-03T10:00:00Z,2\n1,2026-06-04T10:00:00Z,3\n");
    read();
  }

  plan::Plan plan_of(const std::vector<std::string>& sources) {
    plan::Plan plan;
    for (const std::string& source : sources) {
      plan.datasets.push_back(
          {.head = {.id = {"of-" + source, {}}}, .source = plan::Ref{source, {}}});
    }
    return plan;
  }
};

TEST_F(Freshness, ADatasetIsAsFreshAsTheNewestRowOfItsSourceOrTable) {
  two_sources();
  const auto newest = good(newest_by_dataset(
      *engine_, workspace_.settings, plan_of({"ads", "spend", "shop", "leads", "nowhere"})));
  std::map<std::string, std::string> told;
  for (const auto& [dataset, at] : newest) {
    told[dataset] = format_timestamp(at);
  }
  EXPECT_EQ(told,
            (std::map<std::string, std::string>{{"of-ads", "2026-06-30T21:59:59Z"},
                                                {"of-spend", "2026-06-30T21:59:59Z"},
                                                {"of-shop", "2026-06-04T10:00:00Z"}}));
}

TEST_F(Freshness, MoneyThatWasReadIsMoneyThatIsKept) {
  two_sources();
  const auto money = good(load_source_money(*engine_, workspace_.settings));
  EXPECT_THAT(
      money,
      testing::UnorderedElementsAre(SourceMoney{"order_rows", "shop", "EUR", 2, 2, 500, 500},
                                    SourceMoney{"spend_rows", "ads", "EUR", 1, 1, 500, 500},
                                    SourceMoney{"spend_rows", "ads", "BRL", 1, 1, 700, 700}));
  EXPECT_TRUE(check_money(money).has_value());
}

TEST_F(Freshness, MoneyThatIsMissingIsToldWithItsSource) {
  two_sources();
  run("ALTER TABLE spend_rows DELETE WHERE currency = 'BRL' SETTINGS mutations_sync = 2");
  const auto lost = check_money(good(load_source_money(*engine_, workspace_.settings)));
  ASSERT_FALSE(lost.has_value());
  EXPECT_THAT(lost.error().message,
              HasSubstr("ads: 7.00 BRL in 1 rows were read, and 0.00 BRL in 0"));
}

TEST_F(Freshness, AnEmptyStoreHasNothingToReconcile) {
  EXPECT_THAT(good(load_source_money(*engine_, {})), IsEmpty());
  EXPECT_TRUE(check_money({}).has_value());
  EXPECT_THAT(good(newest_by_dataset(*engine_, {}, plan_of({"spend"}))), IsEmpty());
}

TEST(SourceMoneyOff, IsTheShareThatDiffers) {
  EXPECT_EQ((SourceMoney{.amount_read = 1000, .amount_kept = 999}).off(), 0.001);
  EXPECT_EQ((SourceMoney{.amount_read = 0, .amount_kept = 1}).off(), 1.0);
  EXPECT_EQ((SourceMoney{.rows_read = 1, .rows_kept = 0}).off(), 1.0);
  EXPECT_EQ(SourceMoney{}.off(), 0.0);
}

}  // namespace
}  // namespace throughline::workflow
