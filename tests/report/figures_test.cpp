// Every figure of report.html and of the ledger against its rows: what `throughline show ID` counts
// is what is printed.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <unistd.h>
#include <vector>

#include "demo/demo.hpp"
#include "render/numbers.hpp"
#include "render/report_html.hpp"
#include "workflow/ledger.hpp"
#include "workflow/run.hpp"
#include "workflow/show.hpp"
#include "workflow/show_plan.hpp"

namespace throughline {
namespace {

// A figure as the page prints it: its attributes, and "text" for what stands between its tags.
using Printed = std::map<std::string, std::string>;

std::string unescaped(std::string text) {
  const std::vector<std::pair<std::string, std::string>> entities = {
      {"&#39;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}};
  for (const auto& [entity, character] : entities) {
    for (std::size_t at = text.find(entity); at != std::string::npos;
         at = text.find(entity, at + character.size())) {
      text.replace(at, entity.size(), character);
    }
  }
  return text;
}

Printed attributes_of(const std::string& tag) {
  Printed attributes;
  for (const char* name : {"data-figure",
                           "data-rows",
                           "data-of",
                           "data-whole",
                           "data-months",
                           "data-estimate",
                           "data-minor"}) {
    const std::string opening = std::string(name) + "=\"";
    const std::size_t at = tag.find(opening);
    if (at != std::string::npos) {
      const std::size_t start = at + opening.size();
      attributes[name] = unescaped(tag.substr(start, tag.find('"', start) - start));
    }
  }
  return attributes;
}

std::vector<Printed> figures_of(const std::string& html) {
  std::vector<Printed> figures;
  for (std::size_t at = html.find("data-figure="); at != std::string::npos;
       at = html.find("data-figure=", at + 1)) {
    const std::size_t open = html.rfind('<', at);
    const std::size_t close = html.find('>', at);
    Printed figure = attributes_of(html.substr(open, close - open));
    const bool is_drawn = html[close - 1] == '/' || html.compare(open, 5, "<path") == 0;
    figure["text"] =
        is_drawn ? "" : unescaped(html.substr(close + 1, html.find('<', close) - close - 1));
    figures.push_back(figure);
  }
  return figures;
}

// What the rows say the text should be.
std::string expected_text(const Printed& figure, std::uint64_t rows) {
  if (figure.contains("data-of")) {
    const double whole = std::stod(figure.at("data-whole"));
    return render::percent(whole > 0 ? static_cast<double>(rows) / whole : 0.0);
  }
  return figure.contains("data-months")
             ? render::amount(static_cast<double>(rows) / std::stod(figure.at("data-months")))
             : render::count(rows);
}

// A small demo company, read and reported once for all tests of this process.
class ReportOfTheDemo : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ =
        std::filesystem::temp_directory_path() / fmt::format("throughline-report-{}", getpid());
    const auto written = demo::write_demo(folder_, {.scale = 0.02, .n_threads = 1, .truth = false});
    ASSERT_TRUE(written.has_value()) << written.error().text();
    auto workspace = workflow::open_workspace(folder_);
    ASSERT_TRUE(workspace.has_value()) << workspace.error().text();
    workspace_ = std::move(*workspace);
    auto store = workflow::open_store(workspace_);
    ASSERT_TRUE(store.has_value()) << store.error().text();
    store_ = std::move(*store);
    scope_.as_of = workspace_.settings.as_of.value();
    auto report = workflow::run(*store_, workspace_, scope_, {});
    ASSERT_TRUE(report.has_value()) << report.error().text();
    report_ = std::move(*report);
  }

  static void TearDownTestSuite() {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  void SetUp() override { ASSERT_TRUE(store_) << "the demo could not be read"; }

  static workflow::FigureRows figure_rows() {
    return {*store_,
            workflow::filter_of(*store_, workspace_, scope_).value(),
            workspace_.settings.thresholds};
  }

  static inline std::filesystem::path folder_;
  static inline workflow::Workspace workspace_;
  static inline std::unique_ptr<engine::Engine> store_;
  static inline workflow::Scope scope_;
  static inline views::Report report_;
};

TEST_F(ReportOfTheDemo, PrintsWhatItsRowsCount) {
  workflow::FigureRows rows = figure_rows();
  std::map<std::string, std::uint64_t> counted;  // an id may stand in several places
  const auto count = [&](const std::string& text) {
    const auto known = counted.find(text);
    if (known != counted.end()) {
      return known->second;
    }
    const auto id = views::parse_figure_id(text);
    const Result<std::uint64_t> n = id ? rows.count(*id) : tl::unexpected(id.error());
    EXPECT_TRUE(n.has_value()) << text << ": " << n.error().text();
    return counted[text] = n.value_or(0);
  };
  const auto figures = figures_of(render::report_html(report_, render::Language::English));
  EXPECT_GT(figures.size(), 150U);
  for (const Printed& figure : figures) {
    const std::string& id = figure.at("data-figure");
    const std::uint64_t n = count(id);
    EXPECT_EQ(figure.at("data-rows"), std::to_string(n)) << id;
    if (figure.contains("data-of")) {
      EXPECT_EQ(figure.at("data-whole"), std::to_string(count(figure.at("data-of")))) << id;
    }
    if (!figure.at("text").empty() && !figure.contains("data-estimate") &&
        !figure.contains("data-minor")) {
      EXPECT_EQ(figure.at("text"), expected_text(figure, n)) << id;
    }
  }
}

TEST_F(ReportOfTheDemo, HasTheFiguresOfEveryPart) {
  const std::string html = render::report_html(report_, render::Language::English);
  for (const char* start : {"small.sources",
                            "below-top.sources",
                            "signals.sources",
                            "untested.sources",
                            "bots",
                            "bots:",
                            "rows.kept",
                            "rows.quarantined",
                            "quarantine:",
                            "feed:",
                            "visits.people",
                            "paid.engaged",
                            "unpaid.bounced",
                            "channel.",
                            "domain:"}) {
    EXPECT_NE(html.find(fmt::format("data-figure=\"{}", start)), std::string::npos) << start;
  }
}

TEST_F(ReportOfTheDemo, ListsAsManyRowsAsItCounts) {
  workflow::FigureRows rows = figure_rows();
  std::vector<std::string> ids = {"visits.people",
                                  "small.sources",
                                  "small.engaged",
                                  "top",
                                  "below-top.engaged",
                                  "bots",
                                  "signals.sources",
                                  "rows.quarantined",
                                  "rows.kept",
                                  "untested.sources",
                                  "paid.returning"};
  for (const views::SignalRow& row : report_.signals) {
    if (!row.members.empty() || ids.size() < 14) {
      ids.push_back(text_of(with(row.figure, views::FigureId::Measure::Sources)));
      ids.push_back(text_of(with(row.figure, views::FigureId::Measure::MonthsBetter)));
      ids.push_back(text_of(row.figure));
    }
  }
  for (const std::string& text : ids) {
    const views::FigureId id = views::parse_figure_id(text).value();
    const auto n = rows.count(id);
    const auto all = rows.rows(id, 0, 10'000'000);
    const auto second = rows.rows(id, 1, 1);
    ASSERT_TRUE(n && all && second) << text;
    EXPECT_EQ(all->n_rows(), *n) << text;
    EXPECT_EQ(second->n_rows(), *n > 1 ? 1U : 0U) << text;
  }
}

TEST_F(ReportOfTheDemo, AddsItsRowsUp) {
  EXPECT_EQ(report_.lines, report_.hits + report_.rejects + report_.blank);
  std::uint64_t bots = 0;
  for (const views::ReasonCount& reason : report_.bots) {
    bots += reason.count;
  }
  EXPECT_EQ(bots, report_.bot_visits);
  std::uint64_t visits = 0;
  for (const views::ChannelRow& row : report_.channels) {
    visits += row.visits;
  }
  EXPECT_EQ(visits, report_.visits);
}

TEST_F(ReportOfTheDemo, SaysWhichFigureThereIsNot) {
  workflow::FigureRows rows = figure_rows();
  EXPECT_EQ(rows.count(*views::parse_figure_id("pool:theme:nothing")).error().code,
            ErrorCode::NotFound);
  EXPECT_EQ(rows.count(*views::parse_figure_id("bots:nothing")).error().code, ErrorCode::NotFound);
  EXPECT_EQ(rows.count(*views::parse_figure_id("visits.files")).error().code,
            ErrorCode::InvalidArgument);
  EXPECT_EQ(rows.count(*views::parse_figure_id("rows.engaged")).error().code,
            ErrorCode::InvalidArgument);
}

// Every amount of money of a ledger that stands on rows of cost alone.
std::vector<views::MoneyFigure> money_of(const views::Ledger& ledger) {
  std::vector<views::MoneyFigure> money;
  for (const views::WaterfallStep& step : ledger.waterfall) {
    money.push_back(step.money);
  }
  money.push_back(ledger.unmapped);
  for (const views::UnmappedRow& row : ledger.no_reason) {
    money.push_back(row.money);
  }
  money.push_back(ledger.reconciliation.ledger);
  for (const views::VerdictMoney& row : ledger.by_verdict) {
    money.push_back(row.money);
  }
  for (const views::ModeMoney& row : ledger.by_mode) {
    money.push_back(row.money);
  }
  for (const views::AnsoffCell& cell : ledger.ansoff) {
    money.push_back(cell.money);
  }
  for (const views::TreeNode& node : ledger.tree) {
    money.push_back(node.cost);
  }
  return money;
}

std::int64_t sum_of(const engine::Batch& rows) {
  std::int64_t sum = 0;
  for (const std::int64_t minor : **rows.get<std::vector<std::int64_t>>("cost_minor")) {
    sum += minor;
  }
  return sum;
}

// The ledger of the same company, and the rows behind it.
class LedgerOfTheDemo : public ReportOfTheDemo {
 protected:
  void SetUp() override {
    ASSERT_NO_FATAL_FAILURE(ReportOfTheDemo::SetUp());
    if (figures_) {
      return;  // judging is most of the work: once for all tests of this suite
    }
    auto ledger = workflow::make_ledger(*store_, workspace_, scope_);
    ASSERT_TRUE(ledger.has_value()) << ledger.error().text();
    ledger_ = std::move(*ledger);
    auto figures = workflow::PlanFigures::of(*store_, workspace_, scope_);
    ASSERT_TRUE(figures.has_value()) << figures.error().text();
    figures_.emplace(std::move(*figures));
  }

  static void TearDownTestSuite() {
    figures_.reset();
    ReportOfTheDemo::TearDownTestSuite();
  }

  static Result<workflow::FigurePage> all_of(const views::FigureId& figure) {
    return figures_->page(figure, 0, 10'000'000);
  }

  static inline views::Ledger ledger_;
  static inline std::optional<workflow::PlanFigures> figures_;
};

TEST_F(LedgerOfTheDemo, AddsTheRowsOfEveryAmountUpToIt) {
  const auto money = money_of(ledger_);
  EXPECT_GT(money.size(), 30U);
  EXPECT_GT(ledger_.waterfall[0].money.minor, 0);
  for (const views::MoneyFigure& figure : money) {
    const std::string id = text_of(figure.figure);
    const auto page = all_of(views::parse_figure_id(id).value());
    ASSERT_TRUE(page.has_value()) << id << ": " << page.error().text();
    EXPECT_EQ(page->minor, figure.minor) << id;
    EXPECT_EQ(sum_of(page->rows), figure.minor) << id;
    EXPECT_EQ(page->in_all, page->rows.n_rows()) << id;
    EXPECT_GE(page->in_all, figure.rows) << id;  // a row shared out over markets counts in one
  }
}

TEST_F(LedgerOfTheDemo, ListsTheEstimatesBehindAWord) {
  std::size_t estimates = 0;
  for (const views::TreeNode& node : ledger_.tree) {
    const auto about = all_of(views::node_figure(node.id, views::FigureId::Measure::Estimates));
    ASSERT_TRUE(about.has_value()) << node.id << ": " << about.error().text();
    EXPECT_GE(about->in_all, node.estimate ? 1U : 0U) << node.id;
    for (const views::EvidenceRow& row : node.evidence) {
      const auto one = all_of(row.figure);
      ASSERT_TRUE(one.has_value()) << text_of(row.figure);
      ASSERT_EQ(one->in_all, 1U);
      EXPECT_EQ((**one->rows.get<std::vector<std::uint64_t>>("n"))[0], row.n);
      EXPECT_EQ((**one->rows.get<engine::Strings>("from"))[0], format_date(row.from));
      estimates += 1;
    }
  }
  EXPECT_GT(estimates, 0U);
}

TEST_F(LedgerOfTheDemo, ListsTheRowsOfMetrics) {
  std::size_t metrics = 0;
  for (const views::GoalRow& goal : ledger_.goals) {
    if (!goal.now || goal.now->rows == 0) {
      continue;
    }
    const auto page = figures_->page(goal.now->figure, 0, 3);
    ASSERT_TRUE(page.has_value()) << goal.id << ": " << page.error().text();
    EXPECT_EQ(page->in_all, goal.now->rows) << goal.id;
    EXPECT_EQ(page->rows.n_rows(), std::min<std::uint64_t>(3, goal.now->rows)) << goal.id;
    const auto last = figures_->page(goal.now->figure, page->in_all - 1, 10);
    EXPECT_EQ(last->rows.n_rows(), 1U) << goal.id;
    metrics += 1;
  }
  EXPECT_GT(metrics, 0U);
}

TEST_F(LedgerOfTheDemo, ListsWhatThePlanSays) {
  const auto count = [&](const char* id) {
    const auto page = all_of(views::parse_figure_id(id).value());
    EXPECT_TRUE(page.has_value()) << id << ": " << page.error().text();
    return page ? page->in_all : 0;
  };
  EXPECT_EQ(count("decisions"), ledger_.due.size());
  EXPECT_EQ(count("learnings"), ledger_.learnings.size());
  EXPECT_EQ(count("changes"), ledger_.changes.size());
  EXPECT_GT(count("learnings"), 0U);
  EXPECT_EQ(count("findings"),
            ledger_.findings.errors + ledger_.findings.warnings + ledger_.findings.notes);
}

TEST_F(LedgerOfTheDemo, PagesThroughRowsOfCost) {
  const views::FigureId spent = views::money_figure("spent");
  const auto all = all_of(spent);
  const auto second = figures_->page(spent, 1, 1);
  const auto beyond = figures_->page(spent, all->in_all, 5);
  ASSERT_TRUE(all && second && beyond);
  EXPECT_EQ(second->minor, all->minor);
  EXPECT_EQ(sum_of(second->rows), (**all->rows.get<std::vector<std::int64_t>>("cost_minor"))[1]);
  EXPECT_EQ(beyond->rows.n_rows(), 0U);
}

TEST_F(LedgerOfTheDemo, SaysWhatThePlanDoesNotHave) {
  for (const char* id : {"money:lost",
                         "verdict:perhaps",
                         "mode:loud",
                         "ansoff:sideways",
                         "node:nobody.cost",
                         "node:nobody.estimates",
                         "evidence:none",
                         "metric:none"}) {
    const auto page = all_of(views::parse_figure_id(id).value());
    ASSERT_FALSE(page.has_value()) << id;
    EXPECT_EQ(page.error().code, ErrorCode::NotFound) << id;
  }
  const auto bare = all_of({.subject = views::FigureId::Subject::Node, .name = "nobody"});
  ASSERT_FALSE(bare.has_value());
  EXPECT_EQ(bare.error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace throughline
