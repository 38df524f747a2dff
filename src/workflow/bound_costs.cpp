#include "workflow/bound_costs.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace throughline::workflow {
namespace {

using plan::MatchKey;
using plan::RowKeys;

// The first of them that says something: how people call a bill.
std::string first_named(std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (!name.empty()) {
      return std::string(name);
    }
  }
  return {};
}

evidence::CostLine line_of(const SpendSum& row) {
  evidence::CostLine line;
  line.what = first_named({row.campaign, row.tag, row.source, row.channel});
  line.id = fmt::format("spend:{}:{}:{}", row.market, row.channel, line.what);
  line.channel = row.channel;
  line.market = row.market;
  line.rows = row.rows;
  line.cash = row.cost;
  return line;
}

evidence::CostLine line_of(const HoursSum& row,
                           const std::map<std::string, std::int64_t>& roles,
                           BoundCosts& bound) {
  evidence::CostLine line;
  line.what = first_named({row.tag, row.role});
  line.id = fmt::format("hours:{}:{}:{}", row.market, row.role, line.what);
  line.market = row.market;
  line.rows = row.rows;
  line.hours = row.hours;
  if (const auto price = roles.find(row.role); price != roles.end()) {
    line.labour = evidence::cost_of_hours(row.hours, price->second);
  } else {
    bound.unknown_roles += row.rows;
  }
  return line;
}

bool says_market(const evidence::CostLine& line) {
  return !line.market.empty() && line.market != "unknown";
}

// Cash of each tactic in each market, of the lines that say where.
using CashByMarket = std::map<std::pair<std::size_t, std::string>, std::int64_t>;

CashByMarket cash_by_market(const std::vector<evidence::CostLine>& lines) {
  CashByMarket cash;
  for (const evidence::CostLine& line : lines) {
    if (line.node && line.node->type == plan::NodeType::Tactic && says_market(line)) {
      cash[{line.node->index, line.market}] += line.cash;
    }
  }
  return cash;
}

// Shares of the markets, in their order; they add up to 1.
std::vector<double> shares_of(const CashByMarket& cash,
                              std::size_t tactic,
                              const std::vector<std::string>& markets) {
  std::vector<double> shares;
  double sum = 0.0;
  for (const std::string& market : markets) {
    const auto found = cash.find({tactic, market});
    shares.push_back(found == cash.end() ? 0.0 : std::max(0.0, static_cast<double>(found->second)));
    sum += shares.back();
  }
  for (double& share : shares) {
    share = sum > 0.0 ? share / sum : 1.0 / static_cast<double>(markets.size());
  }
  return shares;
}

// Parts of a line that add up to it to the last cent: each part ends where its share of the whole
// does, rounded.
void add_parts(const evidence::CostLine& line,
               const std::vector<std::string>& markets,
               const std::vector<double>& shares,
               std::vector<evidence::CostLine>& out) {
  const auto until = [](std::int64_t whole, double share) {
    return std::llround(static_cast<double>(whole) * share);
  };
  double share = 0.0;
  std::int64_t cash = 0;
  std::int64_t labour = 0;
  for (std::size_t i = 0; i < markets.size(); ++i) {
    share = i + 1 == markets.size() ? 1.0 : share + shares[i];
    evidence::CostLine part = line;
    part.market = markets[i];
    part.rows = i == 0 ? line.rows : 0;
    part.cash = until(line.cash, share) - cash;
    part.labour = until(line.labour, share) - labour;
    part.hours = line.hours * shares[i];
    cash += part.cash;
    labour += part.labour;
    out.push_back(std::move(part));
  }
}

// Puts parts in the place of lines that say no market, and tells of each line which it was.
void share_out(const plan::Lines& plan, BoundCosts& bound) {
  const std::vector<evidence::CostLine> lines = std::exchange(bound.lines, {});
  const CashByMarket cash = cash_by_market(lines);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const evidence::CostLine& line = lines[i];
    const bool is_of_tactic = line.node && line.node->type == plan::NodeType::Tactic;
    const std::vector<std::string> markets =
        is_of_tactic ? plan.markets_of(plan.plan().tactics[line.node->index].head.id.value)
                     : std::vector<std::string>();
    if (says_market(line) || markets.empty()) {
      bound.lines.push_back(line);
    } else {
      add_parts(line, markets, shares_of(cash, line.node->index, markets), bound.lines);
    }
    bound.sums.resize(bound.lines.size(), i);
  }
}

// Orders and leads tell alike of what brought them.
template <class Outcome>
RowKeys keys_of_outcome(const Outcome& row) {
  RowKeys keys;
  keys[MatchKey::OrderCode] = row.code;
  keys[MatchKey::Source] = row.source;
  keys[MatchKey::Medium] = row.medium;
  keys[MatchKey::Campaign] = row.campaign;
  keys[MatchKey::Market] = row.market;
  return keys;
}

}  // namespace

RowKeys keys_of(const SpendSum& row) {
  RowKeys keys;
  keys[MatchKey::SpendCampaign] = row.campaign;
  keys[MatchKey::Source] = row.source;
  keys[MatchKey::Medium] = row.medium;
  keys[MatchKey::Channel] = row.channel;
  keys[MatchKey::LedgerTag] = row.tag;
  keys[MatchKey::Market] = row.market;
  return keys;
}

RowKeys keys_of(const HoursSum& row) {
  RowKeys keys;
  keys[MatchKey::LedgerTag] = row.tag;
  keys[MatchKey::Market] = row.market;
  return keys;
}

RowKeys keys_of(const OrderSum& row) { return keys_of_outcome(row); }

RowKeys keys_of(const LeadSum& row) { return keys_of_outcome(row); }

RowKeys keys_of(const SessionSum& row) {
  RowKeys keys;
  keys[MatchKey::Campaign] = row.campaign;
  keys[MatchKey::Source] = row.source;
  keys[MatchKey::Medium] = row.medium;
  keys[MatchKey::Channel] = row.channel;
  keys[MatchKey::Host] = row.host;
  keys[MatchKey::Landing] = row.landing;
  keys[MatchKey::Market] = row.market;
  return keys;
}

BoundCosts bind_costs(const plan::Lines& lines,
                      const plan::Matcher& matcher,
                      std::span<const SpendSum> spend,
                      std::span<const HoursSum> hours,
                      const std::map<std::string, std::int64_t>& roles) {
  BoundCosts bound;
  for (const SpendSum& row : spend) {
    evidence::CostLine line = line_of(row);
    line.node = matcher.bind(keys_of(row)).winner();
    bound.ledger += line.full();
    bound.unpriced += row.unpriced;
    bound.lines.push_back(std::move(line));
  }
  for (const HoursSum& row : hours) {
    evidence::CostLine line = line_of(row, roles, bound);
    line.node = matcher.bind(keys_of(row)).winner();
    bound.ledger += line.full();
    bound.lines.push_back(std::move(line));
  }
  share_out(lines, bound);
  return bound;
}

}  // namespace throughline::workflow
