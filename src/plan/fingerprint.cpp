#include "plan/fingerprint.hpp"

#include <initializer_list>

#include "plan/node_values.hpp"

namespace throughline::plan {
namespace {

using Keys = std::initializer_list<std::string_view>;

Canonical ids_of(const Canonical& serves) {
  Canonical::List ids;
  for (const auto& [id, link] : *serves.map()) {
    ids.push_back(Canonical::of(id));
  }
  return Canonical::of(std::move(ids));
}

Canonical only(const Canonical& node, Keys keys) {
  Canonical::Map kept;
  for (const std::string_view key : keys) {
    if (const Canonical* value = node.find(key)) {
      const bool links = key == "serves" && value->map() != nullptr;
      kept.emplace(key, links ? ids_of(*value) : *value);
    }
  }
  return Canonical::of(std::move(kept));
}

}  // namespace

std::optional<Canonical> meaning_of(const Plan& plan, std::string_view id) {
  const auto node = plan.find(id);
  if (!node) {
    return std::nullopt;
  }
  switch (node->type) {
    case NodeType::Goal:
      return only(values_of(plan, *node),
                  {"id", "kind", "metric", "market", "baseline", "target", "by"});
    case NodeType::Strategy:
      return only(values_of(plan, *node), {"id", "markets", "product", "ansoff", "q", "serves"});
    case NodeType::Programme:
      return only(values_of(plan, *node), {"id", "channel", "connects", "serves"});
    default:
      return std::nullopt;
  }
}

std::optional<std::string> fingerprint_of(const Plan& plan, std::string_view id) {
  const auto meaning = meaning_of(plan, id);
  return meaning ? std::optional(sha256_of(meaning->text())) : std::nullopt;
}

Review review_of(const Plan& plan, const Link& link) {
  if (!link.reviewed) {
    return Review::Never;
  }
  const auto now = fingerprint_of(plan, link.parent.value);
  return !now || *now == link.reviewed->value ? Review::Current : Review::Suspect;
}

}  // namespace throughline::plan
