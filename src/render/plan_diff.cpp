#include "render/plan_diff.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "plan/words.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

using plan::ChangeClass;
using plan::FieldChange;
using plan::NodeChange;
using plan::NodeDiff;

constexpr std::size_t kShort = 40;  // columns of a text that may stand beside another
constexpr std::size_t kClassWidth = 13;

std::string_view colour_of(NodeChange change) {
  switch (change) {
    case NodeChange::Added:
      return "\x1b[32m";
    case NodeChange::Dropped:
      return "\x1b[31m";
    default:
      return "\x1b[33m";
  }
}

std::string head_line(const NodeDiff& node, bool color) {
  std::string type(name_of(node.type));
  if (node.change == NodeChange::Replaced) {
    type = fmt::format("{}, now {}", name_of(node.type_before), type);
  }
  const std::string mark =
      color ? fmt::format("{}{}\x1b[0m", colour_of(node.change), mark_of(node.change))
            : std::string(mark_of(node.change));
  return fmt::format("{} {} {}{}\n",
                     mark,
                     type,
                     node.id,
                     node.name == node.id ? "" : "  " + text::printable(node.name));
}

bool is_short(const std::optional<std::string>& text) {
  return !text || (text::display_width(*text) <= kShort && text->find('>') == std::string::npos);
}

std::string side(std::string_view mark, const std::optional<std::string>& text) {
  return fmt::format("{:{}}{} {}\n",
                     "",
                     kClassWidth + 6,
                     mark,
                     text ? text::printable(*text) : std::string("nothing"));
}

std::string field_line(const FieldChange& field) {
  const plan::ValueChange& change = field.change;
  const std::string start =
      fmt::format("    {:<{}}{}", name_of(field.what), kClassWidth, change.key);
  if (is_short(change.before) && is_short(change.after)) {
    return fmt::format("{}  {}\n", start, text::printable(shown(change)));
  }
  return start + "\n" + side("-", change.before) + side("+", change.after);
}

// Of a node that came or went, what it serves and its money; the rest stands in the plan.
std::string fact_line(const FieldChange& field) {
  const auto& value = field.change.after ? field.change.after : field.change.before;
  return fmt::format("    {}  {}\n", field.change.key, text::printable(value.value_or("")));
}

std::string node_text(const NodeDiff& node, bool color) {
  std::string out = head_line(node, color);
  const bool whole = node.change == NodeChange::Added || node.change == NodeChange::Dropped;
  for (const FieldChange& field : node.fields) {
    if (!whole) {
      out += field_line(field);
    } else if (field.what == ChangeClass::Reparented || field.what == ChangeClass::Rebudgeted) {
      out += fact_line(field);
    }
  }
  return out;
}

bool rule_changed(const NodeDiff& node) {
  return node.change == NodeChange::Changed && node.type == plan::NodeType::Tactic &&
         std::ranges::any_of(node.fields, [](const FieldChange& field) {
           return field.what == ChangeClass::RuleChanged;
         });
}

nlohmann::ordered_json json_of(const std::optional<std::string>& text) {
  return text ? nlohmann::ordered_json(*text) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json json_of(const NodeDiff& node) {
  nlohmann::ordered_json out = {{"change", name_of(node.change)},
                                {"type", name_of(node.type)},
                                {"id", node.id},
                                {"name", node.name},
                                {"fields", nlohmann::ordered_json::array()}};
  if (node.change == NodeChange::Replaced) {
    out["type_before"] = name_of(node.type_before);
  }
  for (const FieldChange& field : node.fields) {
    out["fields"].push_back({{"class", name_of(field.what)},
                             {"key", field.change.key},
                             {"before", json_of(field.change.before)},
                             {"after", json_of(field.change.after)}});
  }
  return out;
}

}  // namespace

std::string plan_diff_text(const plan::PlanDiff& diff, bool color) {
  if (diff.nodes.empty()) {
    return "The plans say the same.\n";
  }
  std::string out;
  for (const NodeDiff& node : diff.nodes) {
    out += node_text(node, color);
  }
  out += fmt::format("{} added, {} changed, {} dropped",
                     diff.count(NodeChange::Added),
                     diff.count(NodeChange::Changed),
                     diff.count(NodeChange::Dropped));
  const std::size_t replaced = diff.count(NodeChange::Replaced);
  out += replaced > 0 ? fmt::format(", {} replaced.\n", replaced) : ".\n";
  if (std::ranges::any_of(diff.nodes, rule_changed)) {
    out +=
        "A tactic whose rule changed after its lock is void; start it over with: throughline lock "
        "ID --new-trial\n";
  }
  return out;
}

std::string plan_diff_json(const plan::PlanDiff& diff,
                           std::string_view before,
                           std::string_view after) {
  nlohmann::ordered_json counts;
  for (const NodeChange change :
       {NodeChange::Added, NodeChange::Changed, NodeChange::Dropped, NodeChange::Replaced}) {
    counts[std::string(name_of(change))] = diff.count(change);
  }
  nlohmann::ordered_json out = {{"schema", "throughline.diff/1"},
                                {"before", before},
                                {"after", after},
                                {"counts", counts},
                                {"nodes", nlohmann::ordered_json::array()}};
  for (const NodeDiff& node : diff.nodes) {
    out["nodes"].push_back(json_of(node));
  }
  return out.dump(2) + "\n";
}

}  // namespace throughline::render
