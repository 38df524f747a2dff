#pragma once

#include <string>

#include "schema/estimate.hpp"

/// Small made-up evidence for tests.
namespace throughline::evidence {

/// +120 (80 to 160 at 90%) orders of tactic t1 in de over January to June, by geo holdout; of 1,000
/// units, 2,000 without it.
inline schema::Estimate sample_estimate(std::string id, schema::Grade grade) {
  schema::Estimate made;
  made.id = std::move(id);
  made.about.tactic = "t1";
  made.metric = "orders";
  made.market = "de";
  made.from = {2026, 1, 5};
  made.to = {2026, 7, 1};
  made.effect = {{120, 80, 160, 0.9}, schema::Scale::Absolute, 2000};
  made.n = 1000;
  made.grade = grade;
  made.method = schema::Method::GeoHoldout;
  return made;
}

}  // namespace throughline::evidence
