#include "plan/splice.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <set>
#include <utility>

#include "document/document.hpp"
#include "plan/diff.hpp"
#include "plan/fingerprint.hpp"

namespace throughline::plan {
namespace {

std::string_view line_end_of(std::string_view text) {
  return text.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
}

// The last byte that one of the link's known values takes.
std::size_t end_of_values(const Link& link) {
  std::size_t end = link.parent.at.end.byte;
  if (link.claim) {
    end = std::max(end, link.claim->at.end.byte);
  }
  // A grade that is not written stands where the node does, which begins before the link.
  if (link.grade.at.start.byte > link.at.start.byte) {
    end = std::max(end, link.grade.at.end.byte);
  }
  return end;
}

std::size_t line_start(std::string_view text, std::size_t byte) {
  const std::size_t before = byte == 0 ? std::string_view::npos : text.rfind('\n', byte - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

// Behind the line that a byte ends, its line end included; a byte at the start of a line is there.
std::size_t next_line(std::string_view text, std::size_t byte) {
  if (byte > 0 && text[byte - 1] == '\n') {
    return byte;
  }
  const std::size_t end = text.find('\n', byte);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::string spliced(std::string_view text,
                    std::size_t from,
                    std::size_t to,
                    std::string_view fresh) {
  return fmt::format("{}{}{}", text.substr(0, from), fresh, text.substr(to));
}

// A line of its own, and the line end that a last line may lack.
std::string with_line(std::string_view text, std::size_t at, std::string_view line) {
  const std::string_view end = line_end_of(text);
  const bool open = at == text.size() && !text.empty() && text.back() != '\n';
  return spliced(text, at, at, fmt::format("{}{}{}", open ? end : "", line, open ? "" : end));
}

const std::vector<Link>* links_of(const Plan& plan, NodeRef node) {
  switch (node.type) {
    case NodeType::Strategy:
      return &plan.strategies[node.index].serves;
    case NodeType::Programme:
      return &plan.programmes[node.index].serves;
    case NodeType::Tactic:
      return &plan.tactics[node.index].serves;
    default:
      return nullptr;
  }
}

}  // namespace

std::string with_reviewed(std::string_view text, const Link& link, std::string_view fingerprint) {
  const std::string value = fmt::format("\"{}\"", fingerprint);
  if (link.reviewed) {
    return spliced(text, link.reviewed->at.start.byte, link.reviewed->at.end.byte, value);
  }
  const std::size_t end = end_of_values(link);
  if (text.substr(link.at.start.byte).starts_with('{')) {
    return spliced(text, end, end, ", reviewed: " + value);
  }
  const std::size_t start = link.at.start.byte;
  const std::string indentation(start - line_start(text, start), ' ');
  return with_line(text, next_line(text, end), indentation + "reviewed: " + value);
}

Result<std::vector<LinkOf>> links_named(const Plan& plan, std::string_view name) {
  const std::size_t arrow = name.find('>');
  const std::string child(name.substr(0, arrow));
  const auto node = plan.find(child);
  const std::vector<Link>* links = node ? links_of(plan, *node) : nullptr;
  if (links == nullptr || links->empty()) {
    return fail(ErrorCode::NotFound,
                fmt::format("the plan has no node \"{}\" that makes a claim", child),
                "Links are those of strategies, programmes and tactics: s1>g1");
  }
  std::vector<LinkOf> found;
  std::string known;
  for (const Link& link : *links) {
    known += fmt::format("{}{}>{}", known.empty() ? "" : ", ", child, link.parent.value);
    if (arrow == std::string_view::npos || name.substr(arrow + 1) == link.parent.value) {
      found.push_back({child, &link});
    }
  }
  if (found.empty()) {
    return fail(ErrorCode::NotFound,
                fmt::format("the plan has no link {}", name),
                fmt::format("Links of {}: {}", child, known));
  }
  return found;
}

namespace {

// Whether two plans differ in nothing but what the links now say was reviewed.
bool only_reviewed(const Plan& before, const Plan& after, const std::vector<LinkOf>& links) {
  std::set<std::string> expected;
  for (const LinkOf& one : links) {
    expected.insert(fmt::format("{} serves.{}.reviewed {}",
                                one.child,
                                one.link->parent.value,
                                *fingerprint_of(before, one.link->parent.value)));
  }
  for (const NodeDiff& node : diff_plans(before, after).nodes) {
    for (const FieldChange& field : node.fields) {
      const std::string found =
          fmt::format("{} {} {}", node.id, field.change.key, field.change.after.value_or(""));
      if (node.change != NodeChange::Changed || !expected.contains(found)) {
        return false;
      }
    }
  }
  for (const LinkOf& one : links) {
    const auto child = after.find(one.child);
    const bool current =
        child && std::ranges::any_of(*links_of(after, *child), [&](const Link& link) {
          return link.parent.value == one.link->parent.value && link.reviewed &&
                 link.reviewed->value == fingerprint_of(before, link.parent.value);
        });
    if (!current) {
      return false;
    }
  }
  return true;
}

tl::unexpected<Error> no_safe_place(const LinkOf& one, std::string_view fingerprint) {
  return fail(ErrorCode::Unsupported,
              fmt::format("the link {} is written in a way that cannot be added to", one.id()),
              fmt::format("Write into it: reviewed: \"{}\"", fingerprint));
}

}  // namespace

Result<std::vector<SourceFile>> review_links(const Plan& plan,
                                             const std::vector<LinkOf>& links,
                                             const ReadContext& context) {
  std::vector<SourceFile> files = plan.files;
  std::vector<LinkOf> from_the_end = links;
  // What is behind a place moves when something is written there, so the last comes first.
  std::ranges::sort(
      from_the_end, std::greater(), [](const LinkOf& one) { return one.link->at.start.byte; });
  for (const LinkOf& one : from_the_end) {
    const auto fingerprint = fingerprint_of(plan, one.link->parent.value);
    if (!fingerprint || one.link->at.file >= files.size()) {
      return fail(
          ErrorCode::NotFound,
          fmt::format("the plan has no {} that {} could serve", one.link->parent.value, one.child),
          "throughline check names the nearest ids");
    }
    SourceFile& file = files[one.link->at.file];
    file.text = with_reviewed(file.text, *one.link, *fingerprint);
  }
  if (const Reading again = read_plan(files, context);
      again.unusable || !only_reviewed(plan, again.plan, links)) {
    return no_safe_place(links.front(), *fingerprint_of(plan, links.front().link->parent.value));
  }
  return files;
}

namespace {

using document::Node;
using document::NodeKind;

// The lines of an item below a dash.
std::string item_lines(std::string_view item, std::size_t indentation, std::string_view end) {
  std::string out;
  bool first = true;
  while (!item.empty()) {
    const std::string_view line = item.substr(0, item.find('\n'));
    item.remove_prefix(std::min(line.size() + 1, item.size()));
    out += fmt::format("{}{}{}{}",
                       line.empty() ? "" : std::string(indentation, ' '),
                       line.empty() ? "" : (first ? "- " : "  "),
                       line,
                       end);
    first = false;
  }
  return out;
}

// Behind the remarks that follow an item and are indented deeper than its dash: they are about it.
std::size_t behind_remarks(std::string_view text, std::size_t at, std::size_t dash) {
  while (at < text.size()) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string_view::npos || first <= dash || line[first] != '#') {
      break;
    }
    at = next_line(text, at + first);
  }
  return at;
}

// Puts whole lines at a byte where a line begins, or behind a last line without end.
std::string with_lines(std::string_view text, std::size_t at, std::string_view lines) {
  const bool open = at == text.size() && !text.empty() && text.back() != '\n';
  return spliced(text, at, at, fmt::format("{}{}", open ? line_end_of(text) : "", lines));
}

}  // namespace

Result<std::string> with_item(std::string_view text, std::string_view list, std::string_view item) {
  document::Reading reading = document::read(text, "plan");
  if (!reading.document) {
    return tl::unexpected(document::join(std::move(reading.problems)));
  }
  const Node& root = reading.document->root;
  const std::string_view end = line_end_of(text);
  const document::Entry* entry = root.find(list);
  if (root.kind == NodeKind::Null || (entry == nullptr && !root.flow)) {
    return with_lines(
        text, text.size(), fmt::format("{}:{}{}", list, end, item_lines(item, 2, end)));
  }
  if (entry != nullptr && entry->value.kind == NodeKind::Null) {
    return with_lines(text, next_line(text, entry->end.byte), item_lines(item, 2, end));
  }
  if (entry != nullptr && entry->value.flow && entry->value.items.empty()) {
    const std::string fresh = spliced(text, entry->value.at.byte, entry->value.end.byte, "");
    return with_lines(fresh, next_line(fresh, entry->value.at.byte), item_lines(item, 2, end));
  }
  if (entry == nullptr || entry->value.flow || entry->value.kind != NodeKind::Sequence) {
    return fail(ErrorCode::Unsupported,
                fmt::format("{} is written in brackets, where nothing can be added", list),
                fmt::format("Write it as a list of one \"- \" a line, or add: {}", item));
  }
  const std::size_t first = line_start(text, entry->value.items.front().at.byte);
  const std::size_t dash = text.find('-', first) - first;
  const std::size_t after = next_line(text, entry->value.items.back().end.byte);
  return with_lines(text, behind_remarks(text, after, dash), item_lines(item, dash, end));
}

}  // namespace throughline::plan
