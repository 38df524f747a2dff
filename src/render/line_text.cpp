#include "render/line_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "plan/words.hpp"
#include "render/ledger_words.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

using views::LineLink;
using views::LineNode;
using views::LinePath;
using Json = nlohmann::ordered_json;

std::string node_line(const LineNode& node) {
  return fmt::format("{} {}{}\n",
                     plan::name_of(node.type),
                     node.id,
                     node.name == node.id ? "" : "  " + text::printable(node.name));
}

std::string_view review_word(plan::Review review) {
  switch (review) {
    case plan::Review::Never:
      return "never reviewed";
    case plan::Review::Current:
      return "reviewed";
    case plan::Review::Suspect:
      return "suspect: its parent changed since it was reviewed";
  }
  return "";
}

std::string link_lines(const LineLink& link) {
  if (!link.claimed) {
    return "  |\n";
  }
  const std::string reason = link.standing.reason.empty() ? "" : ": " + link.standing.reason;
  return fmt::format("  |  \"{}\"\n  |  {}{}; the author claims grade {}, the evidence is {}; {}\n",
                     text::printable(link.claim),
                     slug_of(link.standing.status),
                     reason,
                     schema::letter_of(link.grade),
                     schema::letter_of(link.standing.grade),
                     review_word(link.review));
}

std::string path_lines(const LinePath& path) {
  std::string out = node_line(path.nodes.front());
  for (std::size_t i = 0; i < path.links.size(); ++i) {
    out += link_lines(path.links[i]) + node_line(path.nodes[i + 1]);
  }
  if (path.grade != schema::Grade::None) {
    out += fmt::format("The weakest link is of grade {}.\n", schema::letter_of(path.grade));
  }
  return out;
}

Json json_of(const LineNode& node) {
  return {{"type", plan::name_of(node.type)}, {"id", node.id}, {"name", node.name}};
}

std::string letter(schema::Grade grade) { return std::string(1, schema::letter_of(grade)); }

std::string_view review_key(plan::Review review) {
  return review == plan::Review::Suspect ? "suspect"
         : review == plan::Review::Never ? "never"
                                         : "current";
}

Json json_of(const LineLink& link) {
  if (!link.claimed) {
    return {{"id", link.id}, {"claim", nullptr}};
  }
  return {{"id", link.id},
          {"claim", link.claim},
          {"grade", letter(link.grade)},
          {"review", review_key(link.review)},
          {"status", slug_of(link.standing.status)},
          {"evidence_grade", letter(link.standing.grade)},
          {"reason", link.standing.reason}};
}

Json json_of(const LinePath& path) {
  Json out = {
      {"grade", path.grade == schema::Grade::None ? Json(nullptr) : Json(letter(path.grade))},
      {"nodes", Json::array()},
      {"links", Json::array()}};
  for (const LineNode& node : path.nodes) {
    out["nodes"].push_back(json_of(node));
  }
  for (const LineLink& link : path.links) {
    out["links"].push_back(json_of(link));
  }
  return out;
}

}  // namespace

std::string line_text(const views::LineView& view) {
  std::string out;
  for (const LinePath& path : view.paths) {
    out += (out.empty() ? "" : "\n") + path_lines(path);
  }
  if (view.paths.empty()) {
    out += node_line(view.node);
  }
  if (view.more) {
    out += "\nThere are more ways up than these.\n";
  }
  if (!view.breaks.empty()) {
    out += fmt::format("{}Nothing stands above {}: there is no way to the purpose from there.\n",
                       view.paths.empty() ? "" : "\n",
                       fmt::join(view.breaks, ", "));
  }
  return out;
}

std::string line_json(const views::LineView& view) {
  Json out = {{"schema", "throughline.line/1"},
              {"node", json_of(view.node)},
              {"paths", Json::array()},
              {"more", view.more},
              {"reaches_goal", view.reaches_goal},
              {"breaks", view.breaks}};
  for (const LinePath& path : view.paths) {
    out["paths"].push_back(json_of(path));
  }
  return out.dump(2) + "\n";
}

}  // namespace throughline::render
