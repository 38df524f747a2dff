#pragma once

#include <string_view>

#include "engine/chdb_api.hpp"

namespace throughline::engine {

/// The answer of one call of chDB, freed with the scope.
class ChdbAnswer {
 public:
  ChdbAnswer(const ChdbApi& api, ChdbResult* result) : api_(api), result_(result) {}

  ~ChdbAnswer() {
    if (result_ != nullptr) {
      api_.destroy_query_result(result_);
    }
  }

  ChdbAnswer(const ChdbAnswer&) = delete;
  ChdbAnswer& operator=(const ChdbAnswer&) = delete;

  [[nodiscard]] ChdbResult* get() const { return result_; }

  [[nodiscard]] std::string_view bytes() const {
    const char* buffer = result_ == nullptr ? nullptr : api_.result_buffer(result_);
    return buffer == nullptr ? std::string_view()
                             : std::string_view(buffer, api_.result_length(result_));
  }

  /// The engine's own words, "Code: 60. DB::Exception: …"; empty if all went well.
  [[nodiscard]] std::string_view exception() const {
    const char* message = result_ == nullptr
                              ? "Code: 1002. DB::Exception: The engine gave no answer"
                              : api_.result_error(result_);
    return message == nullptr ? std::string_view() : std::string_view(message);
  }

 private:
  const ChdbApi& api_;
  ChdbResult* result_;
};

}  // namespace throughline::engine
