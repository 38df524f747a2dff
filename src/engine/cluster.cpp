#include "engine/cluster.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <optional>

namespace throughline::engine {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::string_view kSpace = " \t\r\n";

std::string_view without_space(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
  return text;
}

// The statement without the comments above it.
std::string_view without_comments(std::string_view sql) {
  sql = without_space(sql);
  while (sql.starts_with("--")) {
    sql.remove_prefix(std::min(sql.find('\n'), sql.size()));
    sql = without_space(sql);
  }
  return sql;
}

bool same_word(std::string_view word, std::string_view upper) {
  return std::equal(word.begin(), word.end(), upper.begin(), upper.end(), [](char a, char b) {
    return std::toupper(static_cast<unsigned char>(a)) == b;
  });
}

bool is_plain(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
  });
}

std::string_view next_word(std::string_view& rest) {
  rest = without_space(rest);
  const auto end =
      std::find_if(rest.begin(), rest.end(), [](char c) { return !is_plain({&c, 1}); });
  const auto word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  rest.remove_prefix(word.size());
  return word;
}

// Takes the words from the left if all of them stand there.
bool take_words(std::string_view& rest, std::initializer_list<std::string_view> words) {
  std::string_view ahead = rest;
  for (const std::string_view word : words) {
    if (!same_word(next_word(ahead), word)) {
      return false;
    }
  }
  rest = ahead;
  return true;
}

// A statement taken apart: what it does to which table, and all that follows the name.
struct Target {
  std::string verb;  ///< "CREATE TABLE IF NOT EXISTS"
  std::string table;
  std::string_view rest;
};

std::optional<Target> target_of(std::string_view sql,
                                std::initializer_list<std::string_view> words) {
  if (!take_words(sql, words)) {
    return std::nullopt;
  }
  Target target{.verb = fmt::format("{}", fmt::join(words, " "))};
  if (take_words(sql, {"IF", "NOT", "EXISTS"})) {
    target.verb += " IF NOT EXISTS";
  }
  target.table = next_word(sql);
  target.rest = sql;
  return target;
}

// Is `name` the first word of a line of the column list?
bool has_column(std::string_view rest, std::string_view name) {
  int depth = 0;
  bool at_begin = false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c == ')' && depth == 0) {
      return false;
    }
    if (depth == 1 && (c == '(' || c == ',')) {
      at_begin = true;
    } else if (at_begin && kSpace.find(c) == kNone) {
      std::string_view ahead = rest.substr(i);
      if (next_word(ahead) == name) {
        return true;
      }
      at_begin = false;
    }
  }
  return false;
}

// The columns of ORDER BY, without brackets.
std::optional<std::string> order_of(std::string_view rest) {
  const auto at = rest.rfind("ORDER BY");
  if (at == kNone) {
    return std::nullopt;
  }
  std::string_view key = without_space(rest.substr(at + 8));
  if (key.starts_with('(')) {
    return std::string(key.substr(1, key.find(')') - 1));
  }
  return std::string(next_word(key));
}

std::string on_cluster(const ClusterOptions& options) {
  return options.reach == Reach::OnCluster ? " ON CLUSTER " + options.cluster : std::string();
}

Result<std::vector<std::string>> create_table(const Target& target, const ClusterOptions& options) {
  const auto order = order_of(target.rest);
  if (!order || order->empty()) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("a table of a cluster needs ORDER BY: {}", target.table));
  }
  const std::string key =
      has_column(target.rest, "visitor") ? "visitor" : fmt::format("cityHash64({})", *order);
  const std::string& database = options.database;
  const std::string where = on_cluster(options);
  return std::vector<std::string>{
      fmt::format("{} {}.{}_local{}{}", target.verb, database, target.table, where, target.rest),
      fmt::format("{0} {1}.{2}{3} AS {1}.{2}_local ENGINE = Distributed({4}, {1}, {2}_local, {5})",
                  target.verb,
                  database,
                  target.table,
                  where,
                  options.cluster,
                  key)};
}

}  // namespace

Result<std::vector<std::string>> cluster_ddl(std::string_view statement,
                                             const ClusterOptions& options) {
  if (!is_plain(options.cluster) || !is_plain(options.database)) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("cluster and database must be words of letters, digits and _: {}, {}",
                            options.cluster,
                            options.database),
                "Change cluster: and database: under store: in the settings");
  }
  const std::string_view sql = without_comments(statement);
  if (const auto target = target_of(sql, {"CREATE", "TABLE"})) {
    return create_table(*target, options);
  }
  const std::string where = on_cluster(options);
  if (const auto view = target_of(sql, {"CREATE", "VIEW"})) {
    return std::vector{
        fmt::format("{} {}.{}{}{}", view->verb, options.database, view->table, where, view->rest)};
  }
  if (const auto target = target_of(sql, {"TRUNCATE", "TABLE"})) {
    return std::vector{
        fmt::format("{} {}.{}_local{}", target->verb, options.database, target->table, where)};
  }
  return std::vector{std::string(statement)};
}

}  // namespace throughline::engine
