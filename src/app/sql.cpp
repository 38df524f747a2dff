#include <algorithm>
#include <array>
#include <chrono>

#include "app/commands.hpp"
#include "engine/sql_text.hpp"

namespace throughline::app {
namespace {

struct SqlOptions {
  std::vector<std::string> operands;
  std::string format;
  bool write = false;
};

bool only_looks(std::string_view query) {
  constexpr std::array<std::string_view, 7> kLooking = {
      "SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "EXISTS"};
  return std::find(kLooking.begin(), kLooking.end(), engine::first_word(query)) != kLooking.end();
}

Outcome sql(Opened& opened, const SqlOptions& options, Console& console) {
  if (options.operands.size() != 1) {
    return fail(ErrorCode::InvalidArgument,
                "sql takes one query",
                "throughline sql \"SELECT channel, count() FROM visits GROUP BY channel\"");
  }
  const std::string& query = options.operands.front();
  if (!only_looks(query)) {
    if (!options.write) {
      return fail(
          ErrorCode::InvalidArgument,
          fmt::format("sql only looks, and {} changes the store", engine::first_word(query)),
          "If that is meant: throughline sql --write \"...\"");
    }
    TL_CHECK(opened.store->execute(query));
    return {};
  }
  if (opened.workspace.settings.store.url.empty()) {      // a server is asked read-only anyway
    TL_CHECK(opened.store->execute("SET readonly = 2"));  // 2: a query may still bring settings
  }
  const std::string format = !options.format.empty() ? options.format
                             : console.width > 0     ? "PrettyCompact"
                                                     : "TabSeparated";
  const auto start = std::chrono::steady_clock::now();
  std::uint64_t bytes = 0;
  TL_CHECK(opened.store->format(query, {}, format, [&](std::string_view part) -> Result<void> {
    console.out.write(part.data(), static_cast<std::streamsize>(part.size()));
    if (!console.out) {
      return fail(ErrorCode::DiskFull, "cannot write all of the output", "Is the disk full?");
    }
    bytes += part.size();
    return {};
  }));
  console.out.flush();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  console.err << fmt::format("{} bytes in {:.3f} s\n", render::count(bytes), took.count());
  return {};
}

}  // namespace

void add_sql(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand("sql", "Ask the store in ClickHouse's SQL");
  auto options = std::make_shared<SqlOptions>();
  command->add_option("operands", options->operands, "[WORKSPACE] QUERY")->type_name("");
  command->add_option(
      "--format", options->format, "Any format the engine writes: CSV, JSONEachRow, Parquet ...");
  command->add_flag("--write", options->write, "Allow what changes the store");
  command->callback([=, &chosen] {
    chosen = {.use = options->write ? Use::Write : Use::Look,
              .operands = &options->operands,
              .on_store = [=](Opened& opened, Console& console) {
                return sql(opened, *options, console);
              }};
  });
}

}  // namespace throughline::app
