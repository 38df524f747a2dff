#include "plan/value_changes.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <map>

#include "base/currency.hpp"
#include "base/progress.hpp"

namespace throughline::plan {
namespace {

// The text of money, or nothing for any other map; node_values.cpp makes it.
std::optional<std::string> money_text(const Canonical& value) {
  const Canonical* currency = value.find("currency");
  const Canonical* minor = value.find("minor");
  if (currency == nullptr || minor == nullptr || value.map()->size() != 2 ||
      currency->string() == nullptr) {
    return std::nullopt;
  }
  const std::int64_t amount = std::strtoll(minor->text().c_str(), nullptr, 10);
  std::int64_t unit = 1;
  for (int digit = minor_digits(*currency->string()); digit > 0; --digit) {
    unit *= 10;
  }
  const std::uint64_t size = amount < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(amount)
                                        : static_cast<std::uint64_t>(amount);
  const std::uint64_t rest = size % static_cast<std::uint64_t>(unit);
  return fmt::format(
      "{} {}{}{}",
      *currency->string(),
      amount < 0 ? "-" : "",
      with_commas(size / static_cast<std::uint64_t>(unit)),
      rest == 0 ? "" : fmt::format(".{:0{}}", rest, minor_digits(*currency->string())));
}

using Leaves = std::map<std::string, std::string>;

void add_leaves(const std::string& key, const Canonical& value, Leaves& leaves) {
  if (value.map() == nullptr || value.map()->empty() || money_text(value)) {
    leaves.emplace(key, shown(value));
    return;
  }
  for (const auto& [name, entry] : *value.map()) {
    add_leaves(key.empty() ? name : key + "." + name, entry, leaves);
  }
}

Leaves leaves_of(const Canonical& value) {
  Leaves leaves;
  add_leaves("", value, leaves);
  return leaves;
}

std::optional<std::string> at(const Leaves& leaves, const std::string& key) {
  const auto found = leaves.find(key);
  return found == leaves.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::string shown(const Canonical& value) {
  if (value.string() != nullptr) {
    return *value.string();
  }
  if (value.list() != nullptr) {
    std::string out;
    for (const Canonical& item : *value.list()) {
      out += (out.empty() ? "" : ", ") + shown(item);
    }
    return out;
  }
  if (value.map() == nullptr) {
    return value.text();
  }
  if (const auto money = money_text(value)) {
    return *money;
  }
  std::string out;
  for (const auto& [key, entry] : *value.map()) {
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", key, shown(entry));
  }
  return "{" + out + "}";
}

std::string shown(const ValueChange& change) {
  return fmt::format(
      "{} > {}", change.before.value_or("nothing"), change.after.value_or("nothing"));
}

std::vector<ValueChange> changes_between(const Canonical& before, const Canonical& after) {
  const Leaves old_leaves = leaves_of(before);
  const Leaves new_leaves = leaves_of(after);
  Leaves keys = old_leaves;
  keys.insert(new_leaves.begin(), new_leaves.end());
  std::vector<ValueChange> changes;
  for (const auto& [key, value] : keys) {
    ValueChange change{key, at(old_leaves, key), at(new_leaves, key)};
    if (change.before != change.after) {
      changes.push_back(std::move(change));
    }
  }
  return changes;
}

}  // namespace throughline::plan
