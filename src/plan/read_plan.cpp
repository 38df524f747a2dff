#include "plan/read_plan.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <tuple>
#include <utility>

#include "plan/reader.hpp"
#include "plan/sections.hpp"

namespace throughline::plan {
namespace {

using document::Entry;
using document::Node;
using document::NodeKind;

// A plan of ten thousand nodes has about half a million values.
constexpr document::Limits kLimits = {
    .max_bytes = std::size_t{64} << 20U, .max_depth = 32, .max_nodes = 4'000'000};

Finding unusable(const Error& problem, std::uint32_t file, std::string_view text) {
  const document::Position at =
      document::position_of(text, problem.place.line, problem.place.column);
  return {.code = "TL000",
          .severity = Severity::Error,
          .message = problem.message,
          .help = problem.hint,
          .at = {file, at, at},
          .node = {},
          .key = {},
          .related = {}};
}

// The top of the files: which sections there are, and what stands once over all of them.
class TopReader {
 public:
  TopReader(Reader& reader, Plan& plan) : reader_(reader), plan_(plan) {
    shape_.name = "plan";
    shape_.keys.push_back({.name = "throughline",
                           .value = {.kind = ValueKind::Count},
                           .demand = kRequired,
                           .meaning = "the version of the form, 1"});
    for (const Section& section : sections()) {
      shape_.keys.push_back({.name = section.name,
                             .value = {.kind = ValueKind::Map, .map = &section.shape},
                             .demand = section.single ? kRequired : kOptional,
                             .meaning = section.shape.meaning});
    }
  }

  void read(const Tree& tree) {
    reader_.current = {.file = tree.file};
    const Scope top{reader_, nullptr, {}, Scope::kNoIndex, reader_.span(tree.root)};
    if (tree.root.kind == NodeKind::Null) {
      return;
    }
    if (tree.root.kind != NodeKind::Map) {
      top.wrong(tree.root, "a map", "write key: value");
      return;
    }
    for (const Entry& entry : tree.root.repeated) {
      top.repeated_key(entry, tree.root);
    }
    for (const Entry& entry : tree.root.entries) {
      read_entry(entry, tree.root, top);
    }
  }

  // What no file has; told at the start of the first.
  void finish() {
    reader_.current = {};
    const Scope top{reader_, nullptr, {}, Scope::kNoIndex, {}};
    for (const KeyShape& key : shape_.keys) {
      if (key.demand.need == Need::Required && !once_.contains(key.name) &&
          !is_misspelt(key.name)) {
        top.missing(key);
      }
    }
  }

 private:
  void read_entry(const Entry& entry, const Node& root, const Scope& top) {
    const auto section = std::ranges::find(sections(), entry.key, &Section::name);
    const bool version = entry.key == "throughline";
    if (section == sections().end() && !version) {
      top.unknown_key(entry, shape_, root);
    } else if (entry.value.kind != NodeKind::Null) {
      const Scope inside = top.inside(entry.key, reader_.span(entry));
      if ((version || section->single) && !is_first(entry, inside)) {
        return;
      }
      version ? read_version(entry.value, inside) : read_section(*section, entry, inside);
    }
  }

  bool is_first(const Entry& entry, const Scope& scope) {
    const auto [first, is_new] = once_.try_emplace(entry.key, reader_.span(entry));
    if (!is_new) {
      reader_.add({.code = "TL003",
                   .severity = Severity::Error,
                   .message = fmt::format("\"{}\" stands a second time in the plan", entry.key),
                   .help = "keep one of them; it stands once over all files",
                   .at = reader_.span(entry),
                   .node = {},
                   .key = scope.path(),
                   .related = {{"the first stands here", first->second}}});
    }
    return is_new;
  }

  static void read_version(const Node& node, const Scope& scope) {
    if (node.kind != NodeKind::Scalar || node.text != kPlanVersion) {
      scope.wrong(node, kPlanVersion, "this program reads version 1 of the plan's form");
    }
  }

  void read_section(const Section& section, const Entry& entry, const Scope& scope) {
    if (section.single) {
      read_node(section, entry.value, scope);
    } else if (entry.value.kind != NodeKind::Sequence) {
      scope.wrong(entry.value, "a list", "begin each node with \"- id: ...\"");
    } else {
      for (std::size_t i = 0; i < entry.value.items.size(); ++i) {
        const Node& item = entry.value.items[i];
        read_node(section, item, scope.item(i, reader_.span(item)));
      }
    }
  }

  void read_node(const Section& section, const Node& node, const Scope& place) {
    if (node.kind != NodeKind::Map) {
      place.wrong(node, fmt::format("a {}", section.shape.name), "write a map: {id: ...}");
      return;
    }
    const Entry* const id = node.find("id");
    const Entry* const status = node.find("status");
    const std::string name = id != nullptr ? id->value.text : std::string();
    const std::uint32_t file = reader_.current.file;
    reader_.current = {.file = file,
                       .id = name,
                       .name = name.empty() ? place.path() : name,
                       .currency = reader_.index().currency_of(node),
                       .draft = section.type == NodeType::Tactic && status != nullptr &&
                                status->value.text == "draft"};
    const Scope scope{reader_,
                      nullptr,
                      {},
                      Scope::kNoIndex,
                      id != nullptr ? reader_.span(id->value) : reader_.span(node)};
    section.read(plan_, node, scope);
    claim_ids(section, node, scope);
    reader_.current = {.file = file};
  }

  // The node's id, and those of a partner's options.
  void claim_ids(const Section& section, const Node& node, const Scope& scope) {
    if (const Entry* const id = node.find("id"); id != nullptr) {
      claim(id->value, scope.inside("id", scope.at));
    }
    const Entry* const options = section.type == NodeType::Partner ? node.find("options") : nullptr;
    if (options == nullptr) {
      return;
    }
    const Scope list = scope.inside("options", reader_.span(*options));
    for (std::size_t i = 0; i < options->value.items.size(); ++i) {
      const Node& item = options->value.items[i];
      if (const Entry* const id = item.find("id"); id != nullptr) {
        claim(id->value, list.item(i, reader_.span(item)).inside("id", reader_.span(item)));
      }
    }
  }

  void claim(const Node& id, const Scope& scope) {
    if (id.kind != NodeKind::Scalar || id.text.empty()) {
      return;
    }
    const auto [first, is_new] = ids_.try_emplace(id.text, reader_.span(id));
    if (!is_new) {
      reader_.add({.code = "TL003",
                   .severity = Severity::Error,
                   .message = fmt::format("id \"{}\" is taken", id.text),
                   .help = "give every node an id of its own",
                   .at = reader_.span(id),
                   .node = reader_.current.id,
                   .key = scope.path(),
                   .related = {{"the first stands here", first->second}}});
    }
  }

  bool is_misspelt(std::string_view key) const {
    return std::ranges::any_of(reader_.findings(), [&](const Finding& finding) {
      return finding.code == "TL003" && finding.node.empty() && finding.key == key;
    });
  }

  Reader& reader_;
  Plan& plan_;
  MapShape shape_;
  std::map<std::string, Span, std::less<>> once_;
  std::map<std::string, Span, std::less<>> ids_;
};

void sort_by_place(std::vector<Finding>& findings) {
  const auto place = [](const Finding& finding) {
    return std::tuple(finding.at.file, finding.at.start.byte, std::string_view(finding.code));
  };
  std::ranges::stable_sort(findings, {}, place);
}

}  // namespace

Reading read_plan(std::vector<SourceFile> files, const ReadContext& context) {
  std::ranges::sort(files, {}, &SourceFile::name);
  Reading out;
  std::vector<Tree> trees;
  std::vector<Finding> broken;
  for (std::uint32_t file = 0; file < files.size(); ++file) {
    document::Reading reading =
        document::read(files[file].text, files[file].name, kLimits, document::Duplicates::Keep);
    for (const Error& problem : reading.problems) {
      broken.push_back(unusable(problem, file, files[file].text));
    }
    if (reading.document) {
      trees.push_back({file, std::move(reading.document->root)});
    }
  }
  out.unusable = !broken.empty();
  const PlanIndex index(trees, context.currency);
  Reader reader(index, context, !out.unusable);
  TopReader top(reader, out.plan);
  for (const Tree& tree : trees) {
    top.read(tree);
  }
  if (!out.unusable) {
    top.finish();
  }
  out.plan.by_id = index.by_id();
  out.plan.files = std::move(files);
  out.findings = std::move(reader).take();
  std::ranges::move(broken, std::back_inserter(out.findings));
  sort_by_place(out.findings);
  return out;
}

}  // namespace throughline::plan
