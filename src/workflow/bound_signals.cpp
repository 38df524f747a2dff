#include "workflow/bound_signals.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "workflow/plan_files.hpp"

namespace throughline::workflow {
namespace {

using plan::MatchKey;

// What is known of a signal, as a row that patterns look at. A pool is one for all its members.
std::vector<plan::RowKeys> keys_of(const views::SignalRow& signal) {
  const auto key_of = [&](std::string_view name) {
    plan::RowKeys keys;
    keys[MatchKey::Host] = name.substr(0, name.find('/'));
    keys[MatchKey::Source] = keys[MatchKey::Host];
    keys[MatchKey::Landing] = signal.landing;
    keys[MatchKey::Channel] = schema::name_of(signal.channel);
    return keys;
  };
  std::vector<plan::RowKeys> rows;
  if (signal.members.empty()) {
    rows.push_back(key_of(signal.name));
  }
  for (const std::string& member : signal.members) {
    rows.push_back(key_of(member));
  }
  return rows;
}

std::string id_of(const plan::Plan& plan, const plan::NodeRef& node) {
  return node.type == plan::NodeType::Programme ? plan.programmes[node.index].head.id.value
                                                : plan.tactics[node.index].head.id.value;
}

}  // namespace

std::optional<plan::NodeRef> node_of(const plan::Matcher& matcher, const views::SignalRow& signal) {
  const std::vector<plan::RowKeys> rows = keys_of(signal);
  std::map<std::pair<plan::NodeType, std::size_t>, std::size_t> bound;
  std::size_t n_bound = 0;
  for (const plan::RowKeys& row : rows) {
    if (const auto winner = matcher.bind(row).winner()) {
      ++bound[{winner->type, winner->index}];
      ++n_bound;
    }
  }
  if (2 * n_bound <= rows.size()) {
    return std::nullopt;
  }
  const auto most = std::ranges::max_element(bound, {}, [](const auto& one) { return one.second; });
  return plan::NodeRef{most->first.first, most->first.second};
}

Result<std::vector<std::string>> tactics_of(const Workspace& workspace,
                                            std::span<const views::SignalRow> signals) {
  std::vector<std::string> tactics(signals.size());
  TL_TRY(const auto loaded, load_plan(workspace));
  if (!loaded || loaded->reading.unusable) {
    return tactics;
  }
  const plan::Plan& plan = loaded->reading.plan;
  const plan::Matcher matcher(plan);
  for (std::size_t i = 0; i < signals.size(); ++i) {
    if (const auto node = node_of(matcher, signals[i])) {
      tactics[i] = id_of(plan, *node);
    }
  }
  return tactics;
}

}  // namespace throughline::workflow
