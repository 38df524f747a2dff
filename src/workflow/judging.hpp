#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "acquisition/agents.hpp"
#include "acquisition/classifier.hpp"
#include "base/error.hpp"
#include "intake/hit_builder.hpp"
#include "workflow/sessions.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// The lists and rules by which the rows of one source are judged while they are read.
struct Judge {
  acquisition::Classifier classifier;
  acquisition::AgentList agents;
  intake::VisitorKey visitors;
  std::uint64_t site = 0;  ///< hash of the site's registrable domain

  /// Points into this; the judge must outlive it.
  [[nodiscard]] intake::IntakeRules rules() const { return {&classifier, &agents, visitors, site}; }
};

/// Hosts of the source's site first, then those of the other sites: all of them are the company's.
[[nodiscard]] std::vector<std::string> own_hosts_of(const settings::Settings& settings,
                                                    const settings::Source& source);

/// \param own_hosts  referrals from these are internal; the first names the site
[[nodiscard]] Result<Judge> make_judge(const Workspace& workspace,
                                       const std::vector<std::string>& own_hosts);

/// What the settings say about visits, as the store takes it.
[[nodiscard]] SessionRules session_rules(const settings::Settings& settings);

}  // namespace throughline::workflow
