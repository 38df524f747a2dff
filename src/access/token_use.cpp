#include "access/token_use.hpp"

#include <functional>

#include "access/json_file.hpp"
#include "access/private_file.hpp"

namespace throughline::access {
namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "throughline.token-use/1";
constexpr std::string_view kKey = "used";

}  // namespace

TokenUse::Days TokenUse::read(const std::filesystem::path& file) {
  Days days;
  const auto text = read_private(file);
  const auto entries =
      entries_in(text && *text ? **text : std::string(), "token use", kSchema, kKey);
  if (!entries) {
    return days;
  }
  for (const json& entry : *entries) {
    const auto id = text_field(entry, "id");
    const auto day = text_field(entry, "day");
    if (id && day && parse_date(*day)) {
      days[*id] = *day;
    }
  }
  return days;
}

void TokenUse::note(const std::string& id, Seconds now) {
  constexpr Seconds kDay = 86'400;
  const std::string today = format_date(civil_from_days(now / kDay));
  const std::scoped_lock lock(mutex_);
  std::string& day = days_[id];
  if (day == today) {
    return;
  }
  day = today;
  json entries = json::array();
  for (const auto& [one, used] : days_) {
    entries.push_back({{"id", one}, {"day", used}});
  }
  // Not worth refusing a request for: the next day writes it again.
  static_cast<void>(replace_private(file_, print_entries(entries, kSchema, kKey)));
}

}  // namespace throughline::access
