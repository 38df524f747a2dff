#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "plan/finding.hpp"
#include "plan/model.hpp"
#include "plan/plan_index.hpp"
#include "plan/read_plan.hpp"
#include "plan/shape.hpp"

namespace throughline::plan {

/// The node that is being read, for the findings about what is in it.
struct Current {
  std::uint32_t file = 0;
  std::string id;    ///< "" outside of nodes, and for a node without id
  std::string name;  ///< as messages call it: "t1", "tactics[3]", "" for the file
  std::string currency;
  bool draft = false;
};

/// Gathers what is wrong while the files are read. The index and the context must outlive it.
class Reader {
 public:
  Reader(const PlanIndex& index, const ReadContext& context, bool references_known)
      : index_(index), context_(context), references_known_(references_known) {}

  Current current;

  void add(Finding finding) { findings_.push_back(std::move(finding)); }

  [[nodiscard]] const PlanIndex& index() const { return index_; }

  [[nodiscard]] const ReadContext& context() const { return context_; }

  /// Whether every file could be read, so that a missing id is really missing.
  [[nodiscard]] bool references_known() const { return references_known_; }

  /// Whether a hint may still be looked for: a file full of mistakes must not take minutes.
  [[nodiscard]] bool may_search(std::size_t candidates);

  [[nodiscard]] Span span(const document::Node& node) const {
    return {current.file, node.at, node.end};
  }

  [[nodiscard]] Span span(const document::Entry& entry) const {
    return {current.file, entry.at, entry.end};
  }

  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }

  [[nodiscard]] std::vector<Finding> take() && { return std::move(findings_); }

 private:
  const PlanIndex& index_;
  const ReadContext& context_;
  bool references_known_;
  std::size_t searched_ = 0;
  std::vector<Finding> findings_;
};

/// Where in a node the reading is: a chain up to the node, which makes names only when something is
/// wrong. What it points to must outlive it.
struct Scope {
  static constexpr std::size_t kNoIndex = static_cast<std::size_t>(-1);

  Reader& reader;
  const Scope* parent = nullptr;
  std::string_view key;          ///< "" for the node
  std::size_t index = kNoIndex;  ///< of an item of a list
  Span at;                       ///< where what is missing here is told

  [[nodiscard]] Scope inside(std::string_view child, Span where) const {
    return {reader, this, child, kNoIndex, where};
  }

  [[nodiscard]] Scope item(std::size_t i, Span where) const { return {reader, this, {}, i, where}; }

  [[nodiscard]] std::string path() const;  ///< "measure.guardrails[1]"
  [[nodiscard]] std::string name() const;  ///< "t1.measure.guardrails[1]"

  /// TL016: a value is not what it should be.
  void wrong(const document::Node& value, std::string_view expected, std::string help = {}) const;
  /// TL016: a key is not there.
  void missing(const KeyShape& missed) const;
  /// TL003: nobody knows this key.
  void unknown_key(const document::Entry& entry,
                   const MapShape& map,
                   const document::Node& node) const;
  /// TL003: a key stands a second time.
  void repeated_key(const document::Entry& entry, const document::Node& node) const;
  /// TL004: nothing, or nothing of these types, has this id.
  void dangling(const document::Node& value,
                std::string_view id,
                std::span<const NodeType> targets) const;
  /// TL004 about what is no node: a source, a role.
  void no_such(const document::Node& value,
               std::string_view what,
               std::span<const std::string_view> known) const;
  /// Reports if an id names no node of these types.
  void check_reference(const document::Node& value,
                       std::string_view id,
                       std::span<const NodeType> targets) const;
  /// Any finding about this place.
  void report(std::string_view code, Span where, std::string message, std::string help) const;
};

}  // namespace throughline::plan
