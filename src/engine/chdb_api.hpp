#pragma once

#include <cstddef>
#include <cstdint>

#include "base/error.hpp"

namespace throughline::engine {

struct ChdbConnection;  ///< opaque handle of the library
struct ChdbResult;      ///< opaque answer of the library
enum class ChdbState : int { Success = 0, Error = 1 };

/// The part of chDB's C interface that we call, found by name when the store is first opened, so
/// that commands which need no store never load half a gigabyte of library. The package ships no
/// header; the signatures are those of chDB 26.5, and tests/stores runs each of them.
struct ChdbApi {
  ChdbConnection** (*connect)(int argc, char** argv);
  void (*close_conn)(ChdbConnection** connection);
  ChdbResult* (*query_with_params_n)(ChdbConnection* connection,
                                     const char* query,
                                     std::size_t query_size,
                                     const char* format,
                                     std::size_t format_size,
                                     const char* const* names,
                                     const std::size_t* name_sizes,
                                     const char* const* values,
                                     const std::size_t* value_sizes,
                                     std::size_t n_parameters);
  ChdbResult* (*stream_query_with_params_n)(ChdbConnection* connection,
                                            const char* query,
                                            std::size_t query_size,
                                            const char* format,
                                            std::size_t format_size,
                                            const char* const* names,
                                            const std::size_t* name_sizes,
                                            const char* const* values,
                                            const std::size_t* value_sizes,
                                            std::size_t n_parameters);
  ChdbResult* (*stream_fetch_result)(ChdbConnection* connection, ChdbResult* stream);
  void (*stream_cancel_query)(ChdbConnection* connection, ChdbResult* stream);
  void (*destroy_query_result)(ChdbResult* result);
  char* (*result_buffer)(ChdbResult* result);
  std::size_t (*result_length)(ChdbResult* result);
  const char* (*result_error)(ChdbResult* result);
  ChdbState (*arrow_array_scan)(ChdbConnection* connection,
                                const char* name,
                                void* schema,
                                void* array);
  ChdbState (*arrow_unregister_table)(ChdbConnection* connection, const char* name);
  void (*set_signal_handlers_enabled)(int enabled);
};

/// Loads libchdb.so once a process: from beside the program, from ../lib/throughline, or from the
/// build tree's node_modules. Errors: Unavailable, naming the places that were tried.
[[nodiscard]] Result<const ChdbApi*> load_chdb();

}  // namespace throughline::engine
