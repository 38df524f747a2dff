#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plan/place.hpp"

namespace throughline::plan {

enum class Severity : std::uint8_t { Note, Warning, Error };

/// Another place that belongs to a finding: the first one of a duplicate, the parent of a link.
struct Related {
  std::string message;
  Span at;
};

/// One thing that is wrong with a plan: the object from which text, JSON and SARIF are made.
struct Finding {
  std::string code;  ///< "TL006"
  Severity severity = Severity::Error;
  std::string message;  ///< one sentence that stands alone, without full stop
  std::string help;     ///< what to do next
  Span at;
  std::string node;  ///< id of the node; "" = the file
  /// Path of the key within the node: "q.important", "serves[1].goal" (items from 1); "" = the
  /// node.
  std::string key;
  std::vector<Related> related;
};

}  // namespace throughline::plan
