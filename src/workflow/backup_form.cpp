#include "workflow/backup_form.hpp"

#include <nlohmann/json.hpp>

namespace throughline::workflow {
namespace {

using nlohmann::json;

constexpr std::string_view kForm = "throughline.backup/";
constexpr std::string_view kSchema = "throughline.backup/1";
constexpr std::string_view kExtension = ".native";

tl::unexpected<Error> no_backup() {
  return fail(ErrorCode::CorruptData,
              "the archive is no backup of a workspace",
              "Give a file that throughline backup wrote");
}

template <class Value>
std::optional<Value> field(const json& object, const char* name) {
  const auto found = object.find(name);
  constexpr bool kText = std::is_same_v<Value, std::string>;
  if (found == object.end() || !(kText ? found->is_string() : found->is_number_unsigned())) {
    return std::nullopt;
  }
  return found->template get<Value>();
}

}  // namespace

std::string print_backup_head(const BackupHead& head) {
  json object = {{"schema", kSchema},
                 {"version", head.version},
                 {"workspace", head.workspace},
                 {"at", head.at},
                 {"made", format_timestamp(head.at)}};
  if (head.n_migrations) {
    object["migrations"] = *head.n_migrations;
  }
  return object.dump(2) + "\n";
}

Result<BackupHead> parse_backup_head(std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object()) {
    return no_backup();
  }
  const auto schema = field<std::string>(object, "schema").value_or("");
  if (schema != kSchema && schema.starts_with(kForm)) {
    return fail(ErrorCode::Conflict,
                fmt::format("the backup is of a form that this version does not know: {}", schema),
                "Upgrade this program");
  }
  const auto version = field<std::string>(object, "version");
  const auto workspace = field<std::string>(object, "workspace");
  const auto at = field<std::uint64_t>(object, "at");
  constexpr std::uint64_t kLatest = std::uint64_t{1} << 40;
  if (schema != kSchema || !version || !workspace || !at || *at > kLatest) {
    return no_backup();
  }
  return BackupHead{.version = *version,
                    .workspace = *workspace,
                    .at = static_cast<Seconds>(*at),
                    .n_migrations = field<std::size_t>(object, "migrations")};
}

std::string print_row_counts(const RowCounts& counts) {
  return json{{"rows", counts}}.dump(2) + "\n";
}

Result<RowCounts> parse_row_counts(std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object() || !object.contains("rows") || !object["rows"].is_object()) {
    return no_backup();
  }
  RowCounts counts;
  for (const auto& [table, n] : object["rows"].items()) {
    if (!n.is_number_unsigned()) {
      return no_backup();
    }
    counts[table] = n.get<std::uint64_t>();
  }
  return counts;
}

std::string table_entry(std::string_view table, std::size_t number) {
  return fmt::format("{}{}/{:06}{}", kBackupTables, table, number, kExtension);
}

std::optional<std::string_view> table_of_entry(std::string_view name) {
  if (!name.starts_with(kBackupTables) || !name.ends_with(kExtension)) {
    return std::nullopt;
  }
  name.remove_prefix(kBackupTables.size());
  const std::size_t slash = name.find('/');
  return slash == std::string_view::npos ? std::nullopt : std::optional(name.substr(0, slash));
}

}  // namespace throughline::workflow
