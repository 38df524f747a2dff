#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "plan/model.hpp"

namespace throughline::evidence {

/// An outcome that owners of a node named.
struct NamedOutcome {
  std::string metric;
  std::vector<std::string> owners;
};

/// Whether the owners of a node mean the same by it.
struct Agreement {
  std::string node;
  std::size_t owners = 0;
  std::optional<double> share;  ///< of pairs that name the same outcome; absent for one owner
  std::vector<NamedOutcome> outcomes;  ///< most named first, then by id
};

/// Measures agreement of one list of answers.
///
///   share = Σ n(n − 1) / (N(N − 1)) over the outcomes named, n owners each, N in all
///
/// 1 where all name one outcome, 0 where each names another. An owner who answers twice counts with
/// the last answer. Source: Simpson (1949), Nature 163, 688, without replacement.
[[nodiscard]] Agreement agreement_of(const std::string& node,
                                     const std::vector<plan::Answer>& answers);

/// Agreement of every node with answers: goals, strategies, programmes, tactics, in plan order.
[[nodiscard]] std::vector<Agreement> agreements(const plan::Plan& plan);

}  // namespace throughline::evidence
