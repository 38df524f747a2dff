#include "access/ended_sessions.hpp"

#include <functional>

#include "access/json_file.hpp"
#include "access/private_file.hpp"

namespace throughline::access {
namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "throughline.ended-sessions/1";
constexpr std::string_view kKey = "ended";

}  // namespace

Result<std::map<std::string, Seconds, std::less<>>> EndedSessions::read(
    const std::filesystem::path& file) {
  std::map<std::string, Seconds, std::less<>> ended;
  TL_TRY(const auto text, read_private(file));
  if (!text) {
    return ended;
  }
  TL_TRY(const json entries, entries_in(*text, "ended sessions", kSchema, kKey));
  for (const json& entry : entries) {
    const auto id = text_field(entry, "id");
    const auto expires = number_field(entry, "expires");
    if (!id || !expires) {
      return fail(ErrorCode::CorruptData,
                  fmt::format("{} is damaged: an entry has no id or no time", file.string()),
                  "Remove it and the file key beside it: then everybody signs in again");
    }
    ended[*id] = *expires;
  }
  return ended;
}

bool EndedSessions::has(std::string_view id) {
  const std::scoped_lock lock(mutex_);
  return ended_.contains(id);
}

Result<void> EndedSessions::add(const std::string& id, Seconds expires, Seconds now) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(ended_, [&](const auto& entry) { return entry.second <= now; });
  ended_[id] = expires;
  json entries = json::array();
  for (const auto& [one, until] : ended_) {
    entries.push_back({{"id", one}, {"expires", until}});
  }
  return replace_private(file_, print_entries(entries, kSchema, kKey));
}

}  // namespace throughline::access
