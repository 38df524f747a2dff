#include "server/asking.hpp"

#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace throughline::server {
namespace {

Result<std::optional<CivilDate>> day_of(const http::Request& request, std::string_view name) {
  const std::string text = parameter(request, name);
  if (text.empty()) {
    return std::optional<CivilDate>();
  }
  auto day = parse_date(text);
  if (!day) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} must be a day as 2026-01-31", name),
                "Leave it out for no bound");
  }
  return std::optional(*day);
}

Result<render::Language> language_of(const http::Request& request, const Moment& moment) {
  const std::string asked = parameter(request, "lang");
  const std::string& name = asked.empty() ? moment.workspace->settings.language : asked;
  if (name == "zh") {
    return render::Language::Chinese;
  }
  if (!name.empty() && name != "en") {
    return fail(ErrorCode::InvalidArgument, "lang must be en or zh");
  }
  return render::Language::English;
}

Result<std::uint64_t> number_of(const http::Request& request,
                                std::string_view name,
                                std::uint64_t otherwise) {
  const std::string text = parameter(request, name);
  if (text.empty()) {
    return otherwise;
  }
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  constexpr std::uint64_t kMost = 1'000'000'000'000;
  if (error != std::errc() || end != text.data() + text.size() || value > kMost) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} must be a whole number from 0 to {}", name, kMost));
  }
  return value;
}

std::string text_of(const std::optional<CivilDate>& day) { return day ? format_date(*day) : ""; }

}  // namespace

std::string Asking::scope_key() const {
  return fmt::format("{}|{}|{}|{}",
                     format_date(scope.as_of),
                     text_of(scope.since),
                     text_of(scope.until),
                     scope.market);
}

std::string parameter(const http::Request& request, std::string_view name) {
  return std::string(request.parameter(name).value_or(""));
}

Result<Asking> asking_of(const http::Request& request, const Moment& moment) {
  Asking asking;
  TL_TRY(asking.scope.since, day_of(request, "since"));
  TL_TRY(asking.scope.until, day_of(request, "until"));
  TL_TRY(const auto as_of, day_of(request, "as_of"));
  asking.scope.as_of = as_of.value_or(moment.as_of);
  asking.scope.market = parameter(request, "market");
  TL_TRY(asking.language, language_of(request, moment));
  return asking;
}

Result<Piece> piece_of(const http::Request& request, std::uint64_t otherwise, std::uint64_t most) {
  Piece piece;
  TL_TRY(piece.offset, number_of(request, "offset", 0));
  TL_TRY(piece.limit, number_of(request, "limit", otherwise));
  if (piece.limit > most) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("limit may be at most {}", most),
                "Ask again with an offset for the rest; nothing is cut off");
  }
  return piece;
}

}  // namespace throughline::server
