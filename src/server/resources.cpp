#include "server/resources.hpp"

namespace throughline::server {

using access::Scope;
using http::Method;

std::vector<Route> store_routes() {
  const auto looks = [](std::string pattern,
                        Resource resource,
                        std::vector<std::string_view> parameters = {}) {
    return Route{Method::Get,
                 std::move(pattern),
                 Scope::Read,
                 StoreRoute{.resource = std::move(resource), .parameters = std::move(parameters)}};
  };
  const auto each_time = [](Method method,
                            std::string pattern,
                            Scope need,
                            Resource resource,
                            std::string_view deed = {}) {
    return Route{method,
                 std::move(pattern),
                 need,
                 StoreRoute{.resource = std::move(resource), .keep = Keep::No, .deed = deed}};
  };
  return {
      looks("/api/v1/workspace", get_overview),
      looks("/api/v1/ledger", get_ledger),
      looks("/api/v1/line/{id}", get_line),
      looks("/api/v1/signals", get_signals),
      looks("/api/v1/sources",
            get_sources,
            {"kind", "q", "channel", "standing", "sort", "order", "offset", "limit"}),
      looks("/api/v1/data", get_data),
      looks("/api/v1/quarantine", get_quarantine, {"reason", "offset", "limit"}),
      looks("/api/v1/figures", get_figure, {"id", "offset", "limit"}),
      looks("/api/v1/figures/{id...}", get_figure, {"offset", "limit"}),
      looks("/api/v1/journeys", get_journeys),
      looks("/api/v1/plan", get_plan),
      each_time(Method::Get, "/api/v1/export/sources.csv", Scope::Read, export_sources),
      each_time(Method::Get, "/api/v1/export/signals.csv", Scope::Read, export_signals),
      each_time(Method::Get, "/api/v1/export/figures.csv", Scope::Read, export_figure),
      each_time(Method::Get, "/api/v1/export/figures/{id...}", Scope::Read, export_figure),
      each_time(Method::Post, "/api/v1/plan/check", Scope::Read, check_plan),
      each_time(Method::Post, "/api/v1/plan/diff", Scope::Read, diff_plan),
      each_time(Method::Put, "/api/v1/plan", Scope::Write, save_plan, "plan.save"),
      each_time(Method::Post, "/api/v1/signals/adopt", Scope::Write, adopt_signal, "signal.adopt"),
  };
}

}  // namespace throughline::server
