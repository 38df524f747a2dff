#include "engine/engine.hpp"

#include <type_traits>

namespace throughline::engine {
namespace {

void append(Values& to, Values&& from) {
  std::visit(
      [&](auto& target) {
        using Target = std::decay_t<decltype(target)>;
        auto& source = std::get<Target>(from);
        if constexpr (std::is_same_v<Target, Strings>) {
          for (std::size_t row = 0; row < source.size(); ++row) {
            target.push_back(source[row]);
          }
        } else {
          target.insert(target.end(), source.begin(), source.end());
        }
      },
      to);
}

}  // namespace

Result<Batch> Engine::query(std::string_view sql, const Parameters& parameters) {
  Batch whole;
  TL_CHECK(stream(sql, parameters, [&](Batch&& batch) -> Result<void> {
    if (whole.columns.empty()) {
      whole = std::move(batch);
      return {};
    }
    for (std::size_t i = 0; i < whole.columns.size(); ++i) {
      append(whole.columns[i].values, std::move(batch.columns[i].values));
    }
    return {};
  }));
  return whole;
}

}  // namespace throughline::engine
