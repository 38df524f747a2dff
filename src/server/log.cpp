#include "server/log.hpp"

#include <atomic>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace throughline::server {
namespace {

using Json = nlohmann::ordered_json;

// The sink is shared by all threads, as standard error is.
spdlog::logger& logger() {
  static spdlog::logger one = [] {
    spdlog::logger made("serve", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made.set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})",
                     spdlog::pattern_time_type::utc);
    made.flush_on(spdlog::level::info);
    return made;
  }();
  return one;
}

spdlog::level::level_enum level_of(Level level) {
  switch (level) {
    case Level::Info:
      return spdlog::level::info;
    case Level::Warning:
      return spdlog::level::warn;
    case Level::Error:
      break;
  }
  return spdlog::level::err;
}

void write(Level level, const Json& fields) {
  const std::string text = fields.dump(-1, ' ', false, Json::error_handler_t::replace);
  logger().log(level_of(level), std::string_view(text).substr(1, text.size() - 2));
}

}  // namespace

void log(Level level, std::string_view event, std::string_view message) {
  write(level, {{"event", event}, {"message", message}});
}

void log_request(std::string_view method,
                 std::string_view route,
                 unsigned status,
                 std::chrono::microseconds duration,
                 std::size_t bytes) {
  write(status >= 500 ? Level::Error : Level::Info,
        {{"event", "request"},
         {"method", method},
         {"route", route},
         {"status", status},
         {"ms", static_cast<double>(duration.count()) / 1000.0},
         {"bytes", bytes}});
}

std::string log_fault(std::string_view what) {
  static std::atomic<unsigned> number = 0;
  const std::string id = fmt::format("fault-{}", ++number);
  write(Level::Error, {{"event", "fault"}, {"id", id}, {"message", what}});
  return id;
}

}  // namespace throughline::server
