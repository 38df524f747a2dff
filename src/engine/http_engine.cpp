#include <charconv>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "engine/engine.hpp"
#include "engine/escape.hpp"
#include "engine/http_client.hpp"
#include "engine/literal.hpp"
#include "engine/native.hpp"
#include "engine/native_encoder.hpp"
#include "engine/server_error.hpp"
#include "engine/sql_text.hpp"

namespace throughline::engine {
namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;

// Servers take a URL of 1 MiB; a byte of a value may need three there.
constexpr std::size_t kMaxParameterBytes = 128 << 10;

const BytesSink kIgnoreBytes = [](std::string_view) -> Result<void> { return {}; };

Error refusal_of(const HttpAnswer& answer) {
  if (answer.refusal.empty()) {
    return {
        .code = ErrorCode::Unavailable,
        .message = fmt::format("the store's server answers with HTTP status {}", answer.status)};
  }
  return error_of_exception(answer.refusal);
}

std::size_t bytes_of(const Parameters& parameters) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : parameters) {
    bytes += name.size() + value.size();
  }
  return bytes;
}

std::string quoted_name(std::string_view name) {
  std::string quoted = "`";
  for (const char c : name) {
    quoted += c == '`' || c == '\\' ? "\\" : "";
    quoted += c;
  }
  return quoted + "`";
}

// A statement ready to be sent: values are in the arguments, or in the text if the server is old.
struct Statement {
  std::string sql;
  Arguments arguments;
};

class HttpEngine final : public Engine {
 public:
  HttpEngine(HttpClient client, std::string database)
      : client_(std::move(client)),
        // A distributed table answers and stores at once, as a local one does; its joins send the
        // right side along instead of refusing.
        common_{{"database", std::move(database)},
                {"insert_distributed_sync", "1"},
                {"distributed_product_mode", "global"},
                {"max_query_size", "67108864"}} {}

  // Finds out what the server can do; the first thing to call.
  Result<void> meet();

  Result<void> execute(std::string_view sql, const Parameters& parameters) override {
    types_.clear();  // the statement may change a table
    // The server keeps back its status line until all is done, so that it tells the truth.
    TL_CHECK(send(sql, parameters, {{"wait_end_of_query", "1"}}, Repeat::Never, kIgnoreBytes));
    return knows_mutations_sync_ || first_word(sql) != "ALTER" ? Result<void>()
                                                               : wait_for_mutations();
  }

  Result<void> stream(std::string_view sql,
                      const Parameters& parameters,
                      const BatchSink& sink) override;

  Result<void> format(std::string_view sql,
                      const Parameters& parameters,
                      std::string_view format_name,
                      const BytesSink& sink) override {
    // In bytes of any format a late exception could not be told from data: the server keeps the
    // answer (1 MiB in memory, more in a file of its own) until it is whole.
    return send(sql,
                parameters,
                {{"default_format", std::string(format_name)},
                 {"readonly", "2"},  // this call asks; 2: a query may still bring settings
                 {"wait_end_of_query", "1"},
                 {"buffer_size", "1048576"}},
                Repeat::Safe,
                sink);
  }

  Result<void> insert(std::string_view table, const Batch& batch) override;

 private:
  [[nodiscard]] Result<Statement> prepare(std::string_view sql, const Parameters& parameters) const;
  [[nodiscard]] Result<void> send(std::string_view sql,
                                  const Parameters& parameters,
                                  const Arguments& more,
                                  Repeat repeat,
                                  const BytesSink& sink);
  [[nodiscard]] Result<void> post(const HttpRequest& request, const BytesSink& sink);
  [[nodiscard]] Result<const ColumnTypes*> types_of(std::string_view table);
  [[nodiscard]] Result<NativeEncoder> encoder_of(std::string_view table, const Batch& batch);
  [[nodiscard]] Result<void> wait_for_mutations();
  [[nodiscard]] Result<std::string> one_text(std::string_view sql, const Parameters& parameters);

  HttpClient client_;
  Arguments common_;
  bool knows_parameters_ = true;
  bool knows_mutations_sync_ = true;
  std::map<std::string, ColumnTypes, std::less<>> types_;
};

Result<Statement> HttpEngine::prepare(std::string_view sql, const Parameters& parameters) const {
  Statement statement{.sql = std::string(sql), .arguments = common_};
  if (!knows_parameters_ || bytes_of(parameters) > kMaxParameterBytes) {
    TL_TRY(statement.sql, bind_literals(sql, parameters));
    return statement;
  }
  for (const auto& [name, value] : parameters) {
    statement.arguments.emplace_back("param_" + name, escape_parameter(value));
  }
  return statement;
}

Result<void> HttpEngine::post(const HttpRequest& request, const BytesSink& sink) {
  TL_TRY(const HttpAnswer answer, client_.post(request, sink));
  if (answer.status != 200) {
    return fail(refusal_of(answer));
  }
  return {};
}

Result<void> HttpEngine::send(std::string_view sql,
                              const Parameters& parameters,
                              const Arguments& more,
                              Repeat repeat,
                              const BytesSink& sink) {
  TL_TRY(Statement statement, prepare(sql, parameters));
  statement.arguments.insert(statement.arguments.end(), more.begin(), more.end());
  return post({.arguments = std::move(statement.arguments),
               .body = body_of(statement.sql),
               .repeat = repeat},
              sink);
}

Result<void> HttpEngine::stream(std::string_view sql,
                                const Parameters& parameters,
                                const BatchSink& sink) {
  NativeDecoder decoder;
  std::optional<Error> sink_error;
  const BatchSink noting = [&](Batch&& batch) -> Result<void> {
    auto taken = sink(std::move(batch));
    if (!taken) {
      sink_error = taken.error();
    }
    return taken;
  };
  auto sent = send(
      sql, parameters, {{"default_format", "Native"}}, Repeat::Safe, [&](std::string_view bytes) {
        return decoder.feed(bytes, noting);
      });
  if (sink_error) {
    return fail(std::move(*sink_error));
  }
  // A query that fails after its first rows says so behind them, and may break the connection too.
  if (const auto at = find_exception(decoder.unread()); at != std::string_view::npos) {
    return fail(error_of_exception(decoder.unread().substr(at)));
  }
  TL_CHECK(std::move(sent));
  return decoder.finish();
}

Result<const ColumnTypes*> HttpEngine::types_of(std::string_view table) {
  if (const auto known = types_.find(table); known != types_.end()) {
    return &known->second;
  }
  TL_TRY(const Batch answer, query(fmt::format("DESCRIBE TABLE {}", table)));
  TL_TRY(const auto* const names, answer.get<Strings>("name"));
  TL_TRY(const auto* const types, answer.get<Strings>("type"));
  ColumnTypes columns;
  for (std::size_t row = 0; row < names->size(); ++row) {
    columns.emplace_back((*names)[row], (*types)[row]);
  }
  return &types_.insert_or_assign(std::string(table), std::move(columns)).first->second;
}

// A batch that does not fit a table as it was may fit it as somebody else has made it.
Result<NativeEncoder> HttpEngine::encoder_of(std::string_view table, const Batch& batch) {
  const bool was_known = types_.find(table) != types_.end();
  TL_TRY(const ColumnTypes* types, types_of(table));
  auto encoder = NativeEncoder::create(batch, *types);
  if (encoder || !was_known) {
    return encoder;
  }
  types_.clear();
  TL_TRY(types, types_of(table));
  return NativeEncoder::create(batch, *types);
}

Result<void> HttpEngine::insert(std::string_view table, const Batch& batch) {
  if (batch.n_rows() == 0) {
    return {};
  }
  TL_TRY(NativeEncoder encoder, encoder_of(table, batch));
  HttpRequest request{
      .arguments = common_,
      .body = {.next = [&] { return encoder.next(); }, .restart = [&] { encoder.restart(); }},
      .repeat = Repeat::Never};
  request.arguments.emplace_back("wait_end_of_query", "1");
  request.arguments.emplace_back(
      "query", fmt::format("INSERT INTO {} ({}) FORMAT Native", table, column_list(batch)));
  auto inserted = post(request, kIgnoreBytes);
  if (!inserted) {
    types_.clear();  // somebody else may have changed the table
  }
  return inserted;
}

// Old servers change rows later than they say so.
Result<void> HttpEngine::wait_for_mutations() {
  constexpr int kTries = 6000;
  constexpr auto kPause = std::chrono::milliseconds(50);
  for (int i = 0; i < kTries; ++i) {
    TL_TRY(const Batch waiting,
           query("SELECT mutation_id AS text FROM system.mutations WHERE database = "
                 "currentDatabase() AND is_done = 0 LIMIT 1"));
    if (waiting.n_rows() == 0) {
      return {};
    }
    std::this_thread::sleep_for(kPause);
  }
  return fail(ErrorCode::Unavailable,
              "the store's server has not removed rows within five minutes",
              "Look at system.mutations on the server, and try again");
}

// The one text that a query of one row and one column named `text` gives.
Result<std::string> HttpEngine::one_text(std::string_view sql, const Parameters& parameters) {
  TL_TRY(const Batch answer, query(sql, parameters));
  TL_TRY(const auto* const texts, answer.get<Strings>("text"));
  if (texts->size() != 1) {
    return fail(ErrorCode::CorruptData, "the store's server does not answer like a ClickHouse");
  }
  return std::string((*texts)[0]);
}

Result<void> HttpEngine::meet() {
  TL_TRY(const std::string version, one_text("SELECT version() AS text", {}));
  // Asked for what it does, not for its version: a value that is hard to carry must come back.
  const std::string probe = "\t\\n\n'\"\\'{}中";
  const auto back = one_text("SELECT {probe:String} AS text", {{"probe", probe}});
  if (!back && back.error().code != ErrorCode::InvalidArgument) {
    return fail(back.error());
  }
  knows_parameters_ = back.has_value() && *back == probe;
  int major = 0;
  std::from_chars(version.data(), version.data() + version.size(), major);
  constexpr int kKnowsMutationsSync = 20;
  knows_mutations_sync_ = major >= kKnowsMutationsSync;
  if (knows_mutations_sync_) {
    common_.emplace_back("mutations_sync", "2");  // rows are gone when execute() returns
  }
  constexpr int kKnowsAsyncInsert = 22;
  if (major >= kKnowsAsyncInsert) {
    common_.emplace_back("async_insert", "0");  // a batch is stored when insert() returns
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Engine>> open_http(const HttpOptions& options) {
  TL_TRY(HttpClient client,
         HttpClient::create({.url = options.url,
                             .user = options.user,
                             .password = options.password,
                             .timeout_seconds = options.timeout_seconds}));
  auto engine = std::make_unique<HttpEngine>(std::move(client), options.database);
  TL_CHECK(engine->meet());
  return engine;
}

Result<void> create_database(const HttpOptions& options) {
  HttpOptions before = options;
  before.database = kDefaultDatabase;
  TL_TRY(const auto engine, open_http(before));
  // Asked first: whoever may use a database need not be allowed to make one.
  TL_TRY(const Batch there,
         engine->query("SELECT name AS text FROM system.databases WHERE name = {name:String}",
                       {{"name", options.database}}));
  if (there.n_rows() > 0) {
    return {};
  }
  return engine->execute(
      fmt::format("CREATE DATABASE IF NOT EXISTS {}", quoted_name(options.database)));
}

}  // namespace throughline::engine
