#include <array>
#include <atomic>
#include <filesystem>
#include <memory>
#include <utility>

#include "engine/arrow.hpp"
#include "engine/chdb_answer.hpp"
#include "engine/chdb_api.hpp"
#include "engine/embedded_config.hpp"
#include "engine/engine.hpp"
#include "engine/escape.hpp"
#include "engine/native.hpp"
#include "engine/server_error.hpp"
#include "engine/sql_text.hpp"
#include "engine/store_lock.hpp"

namespace throughline::engine {
namespace {

constexpr std::string_view kNative = "Native";

Result<void> check(const ChdbAnswer& answer) {
  if (answer.exception().empty()) {
    return {};
  }
  return fail(error_of_exception(answer.exception()));
}

// Parameters as the parallel arrays the C interface takes.
struct BoundParameters {
  explicit BoundParameters(const Parameters& parameters) {
    for (const auto& [name, value] : parameters) {
      texts.push_back(escape_parameter(value));
      names.push_back(name.c_str());
      name_sizes.push_back(name.size());
    }
    for (const std::string& text : texts) {
      values.push_back(text.data());
      value_sizes.push_back(text.size());
    }
  }

  std::vector<std::string> texts;
  std::vector<const char*> names;
  std::vector<std::size_t> name_sizes;
  std::vector<const char*> values;
  std::vector<std::size_t> value_sizes;
};

class EmbeddedEngine final : public Engine {
 public:
  EmbeddedEngine(const ChdbApi& api, ChdbConnection** connection, std::shared_ptr<StoreLock> lock)
      : api_(api), connection_(connection), lock_(std::move(lock)) {}

  ~EmbeddedEngine() override { api_.close_conn(connection_); }

  Result<void> execute(std::string_view sql, const Parameters& parameters) override {
    return give_whole(sql, parameters, kNative, [](std::string_view) { return Result<void>(); });
  }

  Result<void> stream(std::string_view sql,
                      const Parameters& parameters,
                      const BatchSink& sink) override {
    NativeDecoder decoder;
    TL_CHECK(format(sql, parameters, kNative, [&](std::string_view bytes) {
      return decoder.feed(bytes, sink);
    }));
    return decoder.finish();
  }

  Result<void> format(std::string_view sql,
                      const Parameters& parameters,
                      std::string_view format_name,
                      const BytesSink& sink) override {
    if (const std::string word = first_word(sql); word != "SELECT" && word != "WITH") {
      return give_whole(sql, parameters, format_name, sink);  // the library streams nothing else
    }
    const BoundParameters bound(parameters);
    const ChdbAnswer handle(api_,
                            api_.stream_query_with_params_n(*connection_,
                                                            sql.data(),
                                                            sql.size(),
                                                            format_name.data(),
                                                            format_name.size(),
                                                            bound.names.data(),
                                                            bound.name_sizes.data(),
                                                            bound.values.data(),
                                                            bound.value_sizes.data(),
                                                            bound.names.size()));
    TL_CHECK(check(handle));
    while (true) {
      const ChdbAnswer chunk(api_, api_.stream_fetch_result(*connection_, handle.get()));
      TL_CHECK(check(chunk));
      if (chunk.bytes().empty()) {
        return {};
      }
      if (auto taken = sink(chunk.bytes()); !taken) {
        api_.stream_cancel_query(*connection_,
                                 handle.get());  // an unfinished stream blocks its connection
        return taken;
      }
    }
  }

  Result<void> insert(std::string_view table, const Batch& batch) override {
    if (batch.n_rows() == 0) {
      return {};
    }
    ArrowView view(batch);
    const std::string name = fmt::format("batch_{}", next_batch_.fetch_add(1));
    if (api_.arrow_array_scan(*connection_, name.c_str(), view.schema(), view.array()) !=
        ChdbState::Success) {
      return fail(ErrorCode::Internal, "the embedded engine refused a batch of rows");
    }
    const std::string columns = column_list(batch);
    auto inserted = execute(
        fmt::format("INSERT INTO {} ({}) SELECT {} FROM arrowstream('{}') "
                    "SETTINGS max_insert_threads = 1, max_block_size = 1048576, max_threads = 1",
                    table,
                    columns,
                    columns,
                    name),
        {});
    api_.arrow_unregister_table(*connection_, name.c_str());
    return inserted;
  }

 private:
  // Runs a statement whose answer is made whole before it is handed on.
  Result<void> give_whole(std::string_view sql,
                          const Parameters& parameters,
                          std::string_view format_name,
                          const BytesSink& sink) {
    const BoundParameters bound(parameters);
    const ChdbAnswer answer(api_,
                            api_.query_with_params_n(*connection_,
                                                     sql.data(),
                                                     sql.size(),
                                                     format_name.data(),
                                                     format_name.size(),
                                                     bound.names.data(),
                                                     bound.name_sizes.data(),
                                                     bound.values.data(),
                                                     bound.value_sizes.data(),
                                                     bound.names.size()));
    TL_CHECK(check(answer));
    return answer.bytes().empty() ? Result<void>() : sink(answer.bytes());
  }

  static inline std::atomic<std::uint64_t> next_batch_{
      0};  // names of batches are one space per process

  const ChdbApi& api_;
  ChdbConnection** connection_;
  std::shared_ptr<StoreLock> lock_;  ///< shared by the Engines of this process on the same folder
};

}  // namespace

Result<std::unique_ptr<Engine>> open_embedded(const std::string& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot create the store's folder: {}", folder));
  }
  TL_TRY(auto lock, StoreLock::acquire(folder));  // before the library, which takes longer to load
  // Several Engines of this process reach one store, whatever folder each counts its paths from.
  const std::string place = std::filesystem::weakly_canonical(folder).string();
  TL_TRY(const std::string config, write_embedded_config(place));
  TL_TRY(const ChdbApi* const api, load_chdb());
  std::string program = "throughline";
  std::string path = "--path=" + place;
  std::string how = "--config-file=" + config;
  std::array<char*, 3> arguments = {program.data(), path.data(), how.data()};
  ChdbConnection** connection = api->connect(static_cast<int>(arguments.size()), arguments.data());
  if (connection == nullptr || *connection == nullptr) {
    return fail(ErrorCode::Unavailable,
                fmt::format("the embedded engine cannot open the store: {}", folder),
                "One process holds one store at a time; another path may be open in this process");
  }
  auto engine = std::make_unique<EmbeddedEngine>(*api, connection, std::move(lock));
  TL_CHECK(engine->execute("SET mutations_sync = 2", {}));  // rows are gone when execute() returns
  return engine;
}

}  // namespace throughline::engine
