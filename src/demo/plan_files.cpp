#include "demo/plan_files.hpp"

#include "embedded/demo/estimates.hpp"
#include "embedded/demo/plan.hpp"
#include "embedded/demo/plan_lock.hpp"

namespace throughline::demo {

std::string_view plan_yaml() { return embedded::kPlan; }

std::string_view plan_lock() { return embedded::kPlanLock; }

std::string_view estimates_csv() { return embedded::kEstimates; }

}  // namespace throughline::demo
