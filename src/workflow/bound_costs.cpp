#include "workflow/bound_costs.hpp"

#include <fmt/format.h>
#include <string_view>

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

RowKeys keys_of(const OrderSum& row) {
  RowKeys keys;
  keys[MatchKey::OrderCode] = row.code;
  keys[MatchKey::Source] = row.source;
  keys[MatchKey::Medium] = row.medium;
  keys[MatchKey::Campaign] = row.campaign;
  keys[MatchKey::Market] = row.market;
  return keys;
}

RowKeys keys_of(const LeadSum& row) {
  RowKeys keys;
  keys[MatchKey::OrderCode] = row.code;
  keys[MatchKey::Source] = row.source;
  keys[MatchKey::Medium] = row.medium;
  keys[MatchKey::Campaign] = row.campaign;
  keys[MatchKey::Market] = row.market;
  return keys;
}

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

BoundCosts bind_costs(const plan::Matcher& matcher,
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
  return bound;
}

}  // namespace throughline::workflow
