#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "access/gate.hpp"
#include "access/role.hpp"
#include "engine/engine.hpp"
#include "http/server.hpp"
#include "server/answer.hpp"
#include "server/asking.hpp"
#include "server/made.hpp"
#include "server/moments.hpp"
#include "server/router.hpp"

namespace throughline::server {

/// What a resource that looks into the store is told.
struct Call {
  const http::Request& request;
  const PathValues& path;
  const Moment& moment;
  const Asking& asking;
  engine::Engine& store;
  Made& made;
};

/// Parses, calls one function of workflow, encodes. Runs on a thread that may wait.
using Resource = std::function<Result<Answer>(const Call&)>;

/// Whether the answer is the same for all who ask the same at one revision.
enum class Keep { Yes, No };

/// Members that an answer gets when it is sent, since they change without the data or are the
/// caller's: "\"user\":null".
using Members = std::function<std::string(const access::Caller&)>;

struct StoreRoute {
  Resource resource;
  Keep keep = Keep::Yes;
  std::vector<std::string_view> parameters;  ///< beside those of Asking
  Members members;                           ///< may be empty
  std::string_view deed;                     ///< as the audit log names it; "" = only looks
};

/// What needs no store. Runs on the threads that read and write: it must not block.
using DirectRoute = std::function<void(
    const http::Request&, const PathValues&, const access::Caller&, std::unique_ptr<http::Reply>)>;

/// One line of the table of routes.
struct Route {
  http::Method method = http::Method::Get;
  std::string pattern;
  std::optional<access::Scope> need;  ///< nothing = open to everybody
  std::variant<StoreRoute, DirectRoute> work;
};

// One file each.
[[nodiscard]] Result<Answer> get_overview(const Call& call);
[[nodiscard]] Result<Answer> get_ledger(const Call& call);
[[nodiscard]] Result<Answer> get_line(const Call& call);
[[nodiscard]] Result<Answer> get_signals(const Call& call);
[[nodiscard]] Result<Answer> adopt_signal(const Call& call);
[[nodiscard]] Result<Answer> get_sources(const Call& call);
[[nodiscard]] Result<Answer> get_data(const Call& call);
[[nodiscard]] Result<Answer> get_quarantine(const Call& call);
[[nodiscard]] Result<Answer> get_figure(const Call& call);
[[nodiscard]] Result<Answer> get_journeys(const Call& call);
[[nodiscard]] Result<Answer> get_plan(const Call& call);
[[nodiscard]] Result<Answer> check_plan(const Call& call);
[[nodiscard]] Result<Answer> diff_plan(const Call& call);
[[nodiscard]] Result<Answer> save_plan(const Call& call);
[[nodiscard]] Result<Answer> export_sources(const Call& call);
[[nodiscard]] Result<Answer> export_signals(const Call& call);
[[nodiscard]] Result<Answer> export_figure(const Call& call);

/// The routes that answer from the store.
[[nodiscard]] std::vector<Route> store_routes();

}  // namespace throughline::server
