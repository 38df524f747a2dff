#pragma once

#include <algorithm>

#include "views/ledger.hpp"

namespace throughline::render {

/// A ledger with something of everything, names as bad as they come: for tests. Every number is
/// invented.
class SampleLedger {
 public:
  static views::Ledger make() {
    SampleLedger sample;
    sample.add_tree();
    sample.add_outcomes();
    sample.add_money();
    sample.add_decisions();
    sample.add_plan();
    sample.add_bottom_up();
    return std::move(sample.ledger_);
  }

 private:
  using Verdict = plan::Verdict;
  using Grade = schema::Grade;
  using Status = plan::LinkStatus;

  SampleLedger() {
    ledger_.workspace = "Lumen <b>";
    ledger_.run = "r118";
    ledger_.as_of = {2026, 9, 30};
    ledger_.from = {2025, 4, 1};
    ledger_.until = {2026, 9, 30};
    ledger_.first_month = 2025 * 12 + 3;
    ledger_.n_months = 18;
    ledger_.currency = "EUR";
  }

  static views::MoneyFigure cost_of(std::string_view id, std::int64_t euro) {
    return {views::node_figure(id, views::FigureId::Measure::Cost), 40, euro * 100};
  }

  static views::EffectFigure effect(std::string_view id, schema::Interval interval, Grade grade) {
    return {views::node_figure(id, views::FigureId::Measure::Estimates), 2, interval, grade};
  }

  struct Above {
    std::string parent;
    Status status = Status::Supported;
    Grade grade = Grade::B;
    std::string claim;
  };

  views::TreeNode& add(plan::NodeType type,
                       const std::string& id,
                       const std::string& name,
                       const Above& above,
                       std::int64_t euro) {
    views::TreeNode node{.type = type, .id = id, .name = name, .owner = "growth"};
    node.metric = kBuyers;
    node.cost = cost_of(id, euro);
    node.cash = euro * 90;
    node.hours = static_cast<double>(euro) / 500.0;
    node.hours_cost = euro * 10;
    for (std::size_t i = 0; i < ledger_.tree.size(); ++i) {
      if (ledger_.tree[i].id == above.parent) {
        node.parent = i;
        node.depth = ledger_.tree[i].depth + 1;
      }
    }
    if (node.parent) {
      node.links = {{.parent = above.parent,
                     .claim = above.claim,
                     .claimed = Grade::D,
                     .effective = above.grade,
                     .status = above.status}};
      node.branch = std::max(above.grade, ledger_.tree[*node.parent].branch);
    }
    ledger_.tree.push_back(std::move(node));
    return ledger_.tree.back();
  }

  views::TreeNode& parent(plan::NodeType type,
                          const std::string& id,
                          const std::string& name,
                          const Above& above,
                          std::int64_t euro,
                          schema::Interval sum) {
    views::TreeNode& node = add(type, id, name, above, euro);
    node.estimate = effect(id, sum, above.grade);
    node.branch = std::max(node.branch, above.grade);
    node.amber = above.status == Status::Refuted;
    node.business = views::BusinessAnswer{.answered = true,
                                          .plan = schema::Interval{400, 150, 650, 0.9},
                                          .unit = kBuyers,
                                          .data = node.estimate,
                                          .status = above.status};
    node.important = views::ImportantAnswer{.plan = "Early adopters repeat twice as often."};
    node.fits = views::FitsAnswer{.alone = "It is the only one on this platform."};
    return node;
  }

  struct Judged {
    Verdict verdict = Verdict::Working;
    int step = 6;
    std::optional<schema::Interval> estimate;
    Grade grade = Grade::None;
  };

  // A tactic with the four questions answered in both columns.
  views::TreeNode& tactic(const std::string& id,
                          const std::string& name,
                          const Above& above,
                          std::int64_t euro,
                          const Judged& judged) {
    views::TreeNode& node = add(plan::NodeType::Tactic, id, name, above, euro);
    node.status = plan::Status::Running;
    node.mode = plan::Mode::Networked;
    node.stage = plan::Stage::Test;
    node.markets = {"Germany"};
    node.verdicts = {{.market = "Germany", .verdict = judged.verdict, .step = judged.step}};
    node.business = views::BusinessAnswer{.answered = true,
                                          .plan = schema::Interval{120, 40, 200, 0.9},
                                          .unit = kBuyers,
                                          .status = above.status};
    if (judged.estimate) {
      node.estimate = effect(id, *judged.estimate, judged.grade);
      node.contribution = node.estimate;
      node.verdicts.front().estimate = node.estimate;
      node.business->data = node.estimate;
      add_evidence(node, *judged.estimate, judged.grade);
    }
    node.important = views::ImportantAnswer{.plan = "If it stops we lose those who teach others."};
    node.fits = views::FitsAnswer{.amplifies = {"t2"}, .competes = {"t4"}};
    node.know = views::KnowAnswer{.answered = true,
                                  .metric = kBuyers,
                                  .method = schema::Method::GeoHoldout,
                                  .min_effect = 60,
                                  .by = CivilDate{2026, 6, 30},
                                  .rule = "scale if lo>0; stop if hi<60; else extend once",
                                  .lock = views::LockState::Locked,
                                  .locked_on = CivilDate{2026, 2, 2},
                                  .power = 0.86};
    node.history = {{{2026, 2, 2}, views::HistoryKind::Locked, id, "hypothesis, measure, date"}};
    return node;
  }

  static void add_evidence(views::TreeNode& node, schema::Interval interval, Grade grade) {
    node.evidence = {
        {.figure = views::evidence_figure("e-" + node.id),
         .market = "Germany",
         .method = grade == Grade::A ? schema::Method::Randomised : schema::Method::GeoHoldout,
         .grade = grade,
         .interval = interval,
         .from = {2026, 2, 2},
         .to = {2026, 7, 1},
         .n = 24,
         .decides = true}};
    node.evidence.push_back({.figure = views::evidence_figure("e-" + node.id + "-last-click"),
                             .market = "Germany",
                             .method = schema::Method::Attribution,
                             .grade = Grade::D,
                             .interval = {290, 140, 440, 0.9},
                             .from = {2026, 2, 2},
                             .to = {2026, 7, 1},
                             .n = 8120,
                             .at_odds = interval.high < 140,
                             .caveats = {"Last click; nothing was held constant"}});
  }

  void add_tree() {
    using plan::NodeType;
    ledger_.tree.reserve(32);  // references into it stay good while a node is filled
    views::TreeNode& purpose =
        parent(NodeType::Purpose, "purpose", "purpose", {}, 781000, {424, 190, 658, 0.9});
    purpose.text = "Skin care people keep up for life";
    purpose.estimate->grade = Grade::C;
    purpose.branch = Grade::C;
    parent(NodeType::Goal,
           "g1",
           "Germany: 4,600 repeat buyers",
           {"purpose", Status::Supported, Grade::C, "Germany is where people start"},
           296000,
           {516, 352, 680, 0.9});
    parent(NodeType::Strategy,
           "s1",
           "Win the people who refill",
           {"g1", Status::Supported, Grade::C, "early adopters repeat twice as often"},
           296000,
           {516, 352, 680, 0.9});
    parent(NodeType::Programme,
           "c1",
           "Photo platform, Germany",
           {"s1", Status::Partly, Grade::B, "they show how it is used"},
           248000,
           {246, 108, 384, 0.9});
    add_german_tactics();
    parent(NodeType::Programme,
           "c2",
           "Small voices",
           {"s1", Status::Supported, Grade::B, "hobbyists are believed"},
           35400,
           {212, 118, 309, 0.9});
    add_small_voices();
    parent(NodeType::Goal,
           "g2",
           "Brazil: first 600 repeat buyers",
           {"purpose", Status::Partly, Grade::C, "Brazil is where it grows"},
           485000,
           {-92, -247, 63, 0.9});
    parent(NodeType::Strategy,
           "s2",
           "Reach first, trust later",
           {"g2", Status::Refuted, Grade::C, "reach makes first buyers"},
           485000,
           {-92, -247, 63, 0.9});
    parent(NodeType::Programme,
           "c3",
           "照片平台（巴西）",
           {"s2", Status::Untested, Grade::C, "everybody is there"},
           393000,
           {51, -70, 172, 0.9});
    add_brazilian_tactics();
  }

  void add_german_tactics() {
    views::TreeNode& series =
        tactic("t2",
               "Creator how-to series",
               {"c1", Status::Partly, Grade::B, "people copy what they see"},
               96000,
               {Verdict::Working, 6, schema::Interval{164, 71, 258, 0.9}, Grade::A});
    series.markets = {"Germany", "Brazil"};
    series.verdicts.push_back({.market = "Brazil",
                               .verdict = Verdict::NotWorking,
                               .step = 8,
                               .estimate = effect("t2", {3, -40, 46, 0.9}, Grade::A)});
    series.estimate.reset();
    series.business->data.reset();
    series.evidence.push_back({.figure = views::evidence_figure("e-t2-br"),
                               .market = "Brazil",
                               .method = schema::Method::Randomised,
                               .grade = Grade::A,
                               .interval = {3, -40, 46, 0.9},
                               .from = {2026, 2, 2},
                               .to = {2026, 7, 1},
                               .n = 8,
                               .origin = schema::Origin::Imported,
                               .decides = true});
    tactic("t4",
           "Pharmacy counter demo",
           {"c1", Status::Supported, Grade::B, "one look is enough"},
           64000,
           {Verdict::Working, 6, schema::Interval{96, 18, 171, 0.9}, Grade::B})
        .mode = plan::Mode::Converged;
    views::TreeNode& cart =
        tactic("t5",
               "Cart retargeting",
               {"c1", Status::Refuted, Grade::A, "they forgot their cart"},
               88000,
               {Verdict::NotWorking, 8, schema::Interval{6, -31, 42, 0.9}, Grade::A});
    cart.history.push_back({{2026, 7, 9},
                            views::HistoryKind::Decided,
                            "d4",
                            "wait for the second test",
                            Verdict::NotWorking,
                            plan::Action::Extend});
  }

  void add_small_voices() {
    views::TreeNode& blogs =
        tactic("t1",
               "Hobby-blog samples",
               {"c2", Status::Supported, Grade::B, "readers trust a hobbyist"},
               18400,
               {Verdict::Working, 6, schema::Interval{212, 118, 309, 0.9}, Grade::B});
    blogs.mode = plan::Mode::Converged;
    blogs.important->data = views::Ablation{
        views::node_figure("t1", views::FigureId::Measure::Estimates), 2, 0.62, 0.31};
    blogs.fits->data = {{"t2", effect("t1", {31, -8, 70, 0.9}, Grade::C)}};
    blogs.learnings = {"l3"};
    blogs.history.push_back({{2026, 7, 2},
                             views::HistoryKind::Decided,
                             "d2",
                             "still there after 26 weeks",
                             Verdict::Working,
                             plan::Action::Scale});
    blogs.history.push_back({{2026, 7, 20},
                             views::HistoryKind::Changed,
                             "ch1",
                             "samples go to Brazil as well",
                             {},
                             {}});
    views::TreeNode& founder =
        tactic("t11",
               "Founder in threads <script>alert(1)</script>",
               {"c2", Status::Untested, Grade::D, "the founder answers"},
               9200,
               {Verdict::LearningOnly, 5, schema::Interval{31, 4, 60, 0.9}, Grade::D});
    founder.links.front().why = plan::Untested::OnlyWeak;
    founder.mode = plan::Mode::Engaged;
    tactic("t12",
           "Refill swap evenings",
           {"c2", Status::Untested, Grade::E, "neighbours persuade"},
           7800,
           {Verdict::TooEarly, 4, {}, Grade::None})
        .know->by = CivilDate{2026, 10, 30};
  }

  void add_brazilian_tactics() {
    tactic("t7",
           "Paid social carousel",
           {"c3", Status::Refuted, Grade::B, "reach sells"},
           214000,
           {Verdict::NotWorking, 8, schema::Interval{11, -34, 55, 0.9}, Grade::B})
        .mode = plan::Mode::Neither;
    views::TreeNode& shelf =
        tactic("t10",
               "Shelf talkers, Brazil",
               {"c3", Status::Untested, Grade::C, "shoppers read shelves"},
               47000,
               {Verdict::Underpowered, 9, schema::Interval{40, -95, 175, 0.9}, Grade::C});
    shelf.links.front().why = plan::Untested::Inconclusive;
    shelf.verdicts.front().still_needed = 9;
    views::TreeNode& display =
        tactic("t6",
               "Display, Brazil",
               {"c3", Status::Untested, Grade::E, "banners are seen"},
               132000,
               {Verdict::Void, 1, schema::Interval{-4, -38, 31, 0.9}, Grade::B});
    display.know->lock = views::LockState::Changed;
    display.findings = {"TL008: t6 threshold changed 8 days after lock"};
    tactic("t8",
           "“Dry skin is a lie” spot",
           {"s2", Status::Refuted, Grade::B, "anger is attention"},
           54000,
           {Verdict::Harmful, 7, schema::Interval{-143, -228, -61, 0.9}, Grade::B});
    views::TreeNode& trust = tactic("t9",
                                    "Brand trust index",
                                    {"s2", Status::Untested, Grade::E, "trust sells"},
                                    38000,
                                    {Verdict::Unmeasured, 2, {}, Grade::None});
    trust.know->method.reset();
    trust.know->stale = {"trust"};
    trust.know->lock = views::LockState::Never;
    trust.know->locked_on.reset();
    trust.know->power.reset();
    trust.important->plan.clear();
    trust.findings = {"TL006: metric trust_idx has no dataset", "TL002: t9.q.important is blank"};
  }

  void add_outcomes() {
    ledger_.outcomes = {{.metric = kBuyers,
                         .board = plan::Board::Revenue,
                         .goal = "g1",
                         .added = effect("purpose", {424, 190, 658, 0.9}, Grade::C),
                         .worth = schema::Interval{42400 * 18, 19000 * 18, 65800 * 18, 0.9},
                         .left_out = {"t6", "t9", "t11", "t12"}},
                        {.metric = {"first_orders", "First orders in Brazil"},
                         .board = plan::Board::GrowthMarket,
                         .goal = "g2"}};
    ledger_.goals = {{.id = "g1",
                      .name = "Germany: 4,600 repeat buyers",
                      .metric = kBuyers,
                      .market = "Germany",
                      .baseline = 4100,
                      .target = 5200,
                      .locked = true,
                      .by = {2026, 12, 31},
                      .now = views::Quantity{views::metric_figure("repeat_buyers"), 4870, 4870},
                      .explained = effect("g1", {424, 190, 658, 0.9}, Grade::C),
                      .external = effect("g1", {190, 120, 260, 0.9}, Grade::C),
                      .unexplained = 156},
                     {.id = "g2",
                      .name = "Brazil: first 600 repeat buyers",
                      .metric = kBuyers,
                      .market = "Brazil",
                      .baseline = 0,
                      .target = 600,
                      .planned = 450,
                      .locked = true,
                      .by = {2026, 12, 31},
                      .now = views::Quantity{views::metric_figure("repeat_buyers"), 212, 212},
                      .explained = effect("g2", {-92, -247, 63, 0.9}, Grade::C),
                      .unexplained = 304}};
  }

  static views::MoneyFigure step(std::string_view name, std::uint64_t rows, std::int64_t euro) {
    return {views::money_figure(name), rows, euro * 100};
  }

  void add_money() {
    using views::MoneyStep;
    ledger_.waterfall = {
        {{MoneyStep::Spent, step("spent", 4120, 839800), {}},
         {MoneyStep::Mapped, step("mapped", 3900, 781000), {{}, 5880000}},
         {MoneyStep::Measured, step("measured", 3870, 743000), {{"t9"}, 3800000}},
         {MoneyStep::Tested, step("tested", 2900, 547000), {{"t6", "t10", "t11", "t12"}, 19600000}},
         {MoneyStep::Paying, step("paying", 800, 191000), {{"t5", "t7", "t8"}, 35600000}}}};
    const auto verdict = [&](Verdict word, std::string_view name, std::int64_t euro, int tactics) {
      ledger_.by_verdict.push_back(
          {word,
           {{.subject = views::FigureId::Subject::Verdict, .name = std::string(name)},
            300,
            euro * 100},
           static_cast<std::uint64_t>(tactics)});
    };
    verdict(Verdict::Working, "working", 191000, 4);
    verdict(Verdict::NotWorking, "not-working", 302000, 3);
    verdict(Verdict::Harmful, "harmful", 54000, 1);
    verdict(Verdict::TooEarly, "too-early", 7800, 1);
    verdict(Verdict::Underpowered, "underpowered", 47000, 1);
    verdict(Verdict::Unmeasured, "unmeasured", 38000, 1);
    verdict(Verdict::LearningOnly, "learning-only", 9200, 1);
    verdict(Verdict::Void, "void", 132000, 1);
    ledger_.unmapped = step("unmapped", 220, 58800);
    ledger_.unmapped_cash = 0.07;
    ledger_.no_reason = {{"brand search", "Germany", step("unmapped:brand search", 120, 31200)},
                         {"agency fee", "", step("unmapped:agency fee", 18, 14900)},
                         {"billboard <i>", "Brazil", step("unmapped:billboard <i>", 60, 8300)},
                         {"newsletter tool", "", step("unmapped:newsletter tool", 12, 2600)},
                         {"test", "Germany", step("unmapped:test", 8, 1200)},
                         {"misc", "", step("unmapped:misc", 2, 600)}};
    add_modes();
    ledger_.reconciliation = {step("spent", 4120, 839800), 78100000, 5880000, 0.0};
    ledger_.exploration =
        views::Exploration{step("mapped", 3900, 716600), step("mapped", 3900, 64400), 0.1};
  }

  void add_modes() {
    const auto mode = [&](plan::Mode one, std::string_view name, std::int64_t euro, int tactics) {
      ledger_.by_mode.push_back(
          {one,
           {{.subject = views::FigureId::Subject::Mode, .name = std::string(name)},
            100,
            euro * 100},
           static_cast<std::uint64_t>(tactics)});
    };
    mode(plan::Mode::Engaged, "engaged", 9200, 1);
    mode(plan::Mode::Networked, "networked", 475400, 8);
    mode(plan::Mode::Converged, "converged", 82400, 2);
    mode(plan::Mode::Neither, "neither", 214000, 1);
  }

  void add_decisions() {
    ledger_.due = {{.tactic = "t8",
                    .name = "“Dry skin is a lie” spot",
                    .owner = "brand manager",
                    .market = "Brazil",
                    .by = {2026, 9, 28},
                    .days_over = 2,
                    .verdict = Verdict::Harmful,
                    .rule = "keep if est>=min_effect; stop if hi<0; else extend once",
                    .clause = "stop if hi<0",
                    .proposed = plan::Action::Stop,
                    .rides = cost_of("t8", 54000)},
                   {.tactic = "t5",
                    .name = "Cart retargeting",
                    .owner = "growth",
                    .market = "Germany",
                    .by = {2026, 10, 1},
                    .days_over = -1,
                    .verdict = Verdict::NotWorking,
                    .rule = "scale if roi>1; else extend once",
                    .clause = "scale if roi>1",
                    .proposed = plan::Action::Scale,
                    .at_odds = true,
                    .rides = cost_of("t5", 88000)},
                   {.tactic = "t6",
                    .name = "Display, Brazil",
                    .market = "Brazil",
                    .by = {2026, 10, 2},
                    .days_over = -2,
                    .verdict = Verdict::Void,
                    .rule = "scale if lo>0; else stop",
                    .rides = cost_of("t6", 132000)}};
    ledger_.next = {{.tactic = "t12",
                     .name = "Refill swap evenings",
                     .by = {2026, 10, 30},
                     .days_over = -30,
                     .verdict = Verdict::TooEarly,
                     .rides = cost_of("t12", 7800)}};
  }

  void add_plan() {
    add_ansoff();
    ledger_.agreement = {{"s1",
                          "Win the people who refill",
                          6,
                          0.27,
                          {{kBuyers, 3}, {{"reach", "Reach"}, 2}, {{"likes", "Likes"}, 1}}},
                         {"s2", "Reach first, trust later", 4, 1.0, {{kBuyers, 4}}}};
    ledger_.brand = {{"s1",
                      "Win the people who refill",
                      Status::Supported,
                      plan::Consistent::Yes,
                      "brand manager",
                      views::BrandWord::Strategic},
                     {"s2",
                      "Reach first, trust later",
                      Status::Refuted,
                      plan::Consistent::No,
                      "",
                      views::BrandWord::UsefulOnly}};
    add_lenses();
    ledger_.hand_made = {{"t11",
                          "Founder in threads <script>alert(1)</script>",
                          "why people keep the pump",
                          CivilDate{2026, 9, 15},
                          true,
                          2,
                          3,
                          cost_of("t11", 9200)}};
    add_learnings();
    const auto chance = [](std::string_view id, double without) {
      return views::Ablation{
          views::node_figure(id, views::FigureId::Measure::Estimates), 2, 0.62, without};
    };
    ledger_.if_we_stop = {{"t1", "Hobby-blog samples", "g1", chance("t1", 0.31)},
                          {"t4", "Pharmacy counter demo", "g1", chance("t4", 0.48)},
                          {"t5", "Cart retargeting", "g1", chance("t5", 0.61)},
                          {"t8", "“Dry skin is a lie” spot", "g2", chance("t8", 0.78)},
                          {"t9", "Brand trust index", "g2", {}}};
    ledger_.findings = {2, 4, 1, {"plan.yaml:83:14 TL006: metric trust_idx has no dataset"}};
    ledger_.overlap = 20;
  }

  void add_ansoff() {
    const auto cell = [&](plan::Ansoff move, std::string_view name, std::int64_t euro) {
      ledger_.ansoff.push_back(
          {.move = move,
           .money = {{.subject = views::FigureId::Subject::Ansoff, .name = std::string(name)},
                     200,
                     euro * 100}});
    };
    cell(plan::Ansoff::Penetration, "penetration", 296000);
    cell(plan::Ansoff::MarketDevelopment, "market-development", 485000);
    cell(plan::Ansoff::ProductDevelopment, "product-development", 0);
    cell(plan::Ansoff::Diversification, "diversification", 0);
    ledger_.ansoff[0].added = effect("s1", {516, 352, 680, 0.9}, Grade::C);
    ledger_.ansoff[0].strategies = {{"s1", "Win the people who refill", plan::Ansoff::Penetration}};
    ledger_.ansoff[1].added = effect("s2", {-92, -247, 63, 0.9}, Grade::C);
    ledger_.ansoff[1].strategies = {{"s2", "Reach first, trust later", plan::Ansoff::Penetration}};
  }

  void add_lenses() {
    views::LensRow row{.id = "s1", .name = "Win the people who refill"};
    row.by_name[0] = {views::LensState::Measured,
                      "",
                      {{{"m_fresh", "Hours until data are there"},
                        views::Quantity{views::metric_figure("m_fresh"), 540, 2.4}}}};
    row.by_name[1] = {views::LensState::Measured,
                      "",
                      {{{"m_conn", "People who come back"},
                        views::Quantity{views::metric_figure("m_conn"), 9000, 1812}}}};
    row.by_name[2] = {views::LensState::NoRows, "", {{{"m_recip", "Mentions both ways"}, {}}}};
    row.by_name[3] = {views::LensState::NotApplicable, "service is bought in", {}};
    views::LensRow other{.id = "s2", .name = "Reach first, trust later"};
    ledger_.lenses = {row, other};
  }

  void add_learnings() {
    ledger_.learnings = {{.id = "l3",
                          .says = "Readers of hobby blogs ask how to refill.",
                          .on = CivilDate{2026, 2, 11},
                          .days_old = 231,
                          .grade = Grade::D,
                          .source = plan::LearningSource::Visit,
                          .owner = "community",
                          .used_by = 4},
                         {.id = "l5",
                          .says = "Anger gets people to look.",
                          .on = CivilDate{2026, 5, 3},
                          .days_old = 150,
                          .grade = Grade::E,
                          .source = plan::LearningSource::Internal,
                          .owner = "brand manager",
                          .used_by = 1,
                          .contradicted_by = {"l9"}}};
    ledger_.changes = {
        {"ch1", CivilDate{2026, 7, 20}, "s1", "samples go to Brazil as well", "community", {"l3"}},
        {"ch2", CivilDate{2026, 8, 2}, "s2", "shorter texts", "cmo", {}}};
    ledger_.loops = {{"t1", 18}, {"t5", {}}};
  }

  void add_bottom_up() {
    ledger_.unplanned = {
        {.figure = views::pool_figure("landing page", "/refill/travel-pump"),
         .name = "/refill/travel-pump",
         .kind = "landing page",
         .sources = 60,
         .engaged = {300, 420, 500, 610, 700, 820, 900, 990, 1003},
         .better = {0, 0, 1, 1, 1, 1, 1, 1, 1},
         .engaged_visits = 18054,
         .months_since_seen = 18,
         .trend = views::Trend::Rising},
        {.figure = views::source_figure(schema::SourceKind::Domain, "tinyglow.example"),
         .name = "tinyglow.example",
         .kind = "site",
         .engaged = {20, 22, 19, 24, 210, 260, 305},
         .better = {0, 0, 0, 0, 1, 1, 1},
         .engaged_visits = 3050,
         .months_since_seen = 10,
         .trend = views::Trend::Breakout}};
    ledger_.signals = 37;
    ledger_.unowned = {{{"subscriptions", "Subscriptions, Austria"},
                        {views::metric_figure("subscriptions"), 214, 214}}};
    ledger_.stale = {{"leads", "leads", CivilDate{2026, 9, 28}, 72, {"t10", "g2"}}};
  }

  inline static const views::MetricName kBuyers{"repeat_buyers", "Repeat buyers", "count"};

  views::Ledger ledger_;
};

inline views::Ledger sample_ledger() { return SampleLedger::make(); }

}  // namespace throughline::render
