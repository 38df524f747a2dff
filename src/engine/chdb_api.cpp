#include "engine/chdb_api.hpp"

#include <dlfcn.h>
#include <filesystem>
#include <string>
#include <vector>

namespace throughline::engine {
namespace {

std::vector<std::string> candidates() {
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
  std::vector<std::string> paths = {program / "libchdb.so",
                                    program / "../lib/throughline/libchdb.so"};
  // A build tree lies inside the checkout, whose node_modules npm filled.
  for (auto folder = program; folder.has_relative_path(); folder = folder.parent_path()) {
    paths.push_back(folder / "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so");
  }
  return paths;
}

Result<void*> open_library() {
  std::string tried;
  for (const std::string& path : candidates()) {
    if (!std::filesystem::exists(path)) {
      continue;
    }
    if (void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {
      return library;
    }
    tried += fmt::format(" {} ({})", path, dlerror());  // NOLINT(concurrency-mt-unsafe)
  }
  return fail(
      ErrorCode::Unavailable,
      fmt::format("cannot load libchdb.so, the embedded engine{}",
                  tried.empty() ? std::string() : ":" + tried),
      "Build with ./dev build, which installs it, or set store: {url: ...} to use a server");
}

template <class Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function != nullptr;
}

Result<ChdbApi> resolve() {
  TL_TRY(void* const library, open_library());
  ChdbApi api{};
  const bool whole =
      find(library, "chdb_connect", api.connect) &&
      find(library, "chdb_close_conn", api.close_conn) &&
      find(library, "chdb_query_with_params_n", api.query_with_params_n) &&
      find(library, "chdb_stream_query_with_params_n", api.stream_query_with_params_n) &&
      find(library, "chdb_stream_fetch_result", api.stream_fetch_result) &&
      find(library, "chdb_stream_cancel_query", api.stream_cancel_query) &&
      find(library, "chdb_destroy_query_result", api.destroy_query_result) &&
      find(library, "chdb_result_buffer", api.result_buffer) &&
      find(library, "chdb_result_length", api.result_length) &&
      find(library, "chdb_result_error", api.result_error) &&
      find(library, "chdb_arrow_array_scan", api.arrow_array_scan) &&
      find(library, "chdb_arrow_unregister_table", api.arrow_unregister_table) &&
      find(library, "chdb_set_signal_handlers_enabled", api.set_signal_handlers_enabled);
  if (!whole) {
    return fail(ErrorCode::Unavailable,
                "libchdb.so lacks a function of chDB 26.5",
                "Install the version that package-lock.json names: npm ci");
  }
  api.set_signal_handlers_enabled(0);  // signals are the program's business
  return api;
}

}  // namespace

Result<const ChdbApi*> load_chdb() {
  static const Result<ChdbApi> api = resolve();
  if (!api) {
    return fail(api.error());
  }
  return &*api;
}

}  // namespace throughline::engine
