#include "engine/cluster.hpp"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <optional>

#include "engine/sql_text.hpp"

namespace throughline::engine {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::string_view kSpace = " \t\r\n";

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
  } else if (take_words(sql, {"IF", "EXISTS"})) {
    target.verb += " IF EXISTS";
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

// The statement with every table of visitors that it reads or fills replaced by the shard's own.
struct Localised {
  std::string sql;
  int n_replaced = 0;
};

bool names_a_table_next(std::string_view word) {
  return same_word(word, "FROM") || same_word(word, "JOIN") || same_word(word, "INTO");
}

Localised localised(std::string_view sql, const ClusterOptions& options) {
  Localised out;
  bool table_next = false;
  for (std::size_t at = 0; at < sql.size();) {
    std::size_t end = std::min(end_of_opaque(sql, at), sql.size());
    std::string_view rest = sql.substr(at);
    if (end == at && is_plain_word(rest.substr(0, 1))) {
      const std::string_view word = next_word(rest);
      end = at + word.size();
      const bool ours = table_next && !rest.starts_with('.') &&
                        std::find(options.per_visitor.begin(), options.per_visitor.end(), word) !=
                            options.per_visitor.end();
      table_next = names_a_table_next(word);
      if (ours) {
        out.sql += fmt::format("{}.{}_local", options.database, word);
        ++out.n_replaced;
        at = end;
        continue;
      }
    } else if (end == at) {
      table_next = table_next && kSpace.find(sql[at]) != kNone;
      ++end;
    }
    out.sql += sql.substr(at, end - at);
    at = end;
  }
  return out;
}

// Does a view's own list of columns, before its first FROM, name the visitor?
bool gives_visitors(std::string_view rest) {
  while (!without_space(rest).empty()) {
    const std::string_view word = next_word(rest);
    if (word == "visitor") {
      return true;
    }
    if (same_word(word, "FROM")) {
      return false;
    }
    rest.remove_prefix(word.empty() ? 1 : 0);
  }
  return false;
}

std::string distributed(const Target& target, const ClusterOptions& options, std::string_view key) {
  return fmt::format("{0} {1}.{2} AS {1}.{2}_local ENGINE = Distributed({3}, {1}, {2}_local{4})",
                     target.verb,
                     options.database,
                     target.table,
                     options.cluster,
                     key.empty() ? std::string() : fmt::format(", {}", key));
}

std::string on_shard(const Target& target, const ClusterOptions& options, std::string_view rest) {
  return fmt::format("{} {}.{}_local{}", target.verb, options.database, target.table, rest);
}

std::string on_name(const Target& target, const ClusterOptions& options, std::string_view rest) {
  return fmt::format("{} {}.{}{}", target.verb, options.database, target.table, rest);
}

Result<Spread> create_table(const Target& target, const ClusterOptions& options) {
  const auto order = order_of(target.rest);
  if (!order || order->empty()) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("a table of a cluster needs ORDER BY: {}", target.table));
  }
  const std::string key =
      has_column(target.rest, "visitor") ? "visitor" : fmt::format("cityHash64({})", *order);
  return Spread{Reach::Each,
                {on_shard(target, options, target.rest), distributed(target, options, key)}};
}

Spread create_view(const Target& target, const ClusterOptions& options) {
  const Localised rest = localised(target.rest, options);
  if (rest.n_replaced == 0 || !gives_visitors(target.rest)) {
    return {Reach::Each, {on_name(target, options, target.rest)}};
  }
  Target table = target;
  table.verb.replace(0, std::string_view("CREATE VIEW").size(), "CREATE TABLE");
  return {Reach::Each, {on_shard(target, options, rest.sql), distributed(table, options, {})}};
}

Spread alter_table(const Target& target, const ClusterOptions& options) {
  std::string_view change = target.rest;
  const std::string_view verb = next_word(change);
  Spread spread{Reach::Each, {on_shard(target, options, target.rest)}};
  if (!same_word(verb, "DELETE") && !same_word(verb, "UPDATE")) {
    spread.statements.push_back(on_name(target, options, target.rest));
  }
  return spread;
}

// A view may be one alone or a pair, and DROP TABLE takes either.
Spread drop(const Target& target, const ClusterOptions& options) {
  return {Reach::Each,
          {fmt::format("DROP TABLE IF EXISTS {}.{}", options.database, target.table),
           fmt::format("DROP TABLE IF EXISTS {}.{}_local", options.database, target.table)}};
}

Result<void> check_names(const ClusterOptions& options) {
  if (is_plain_word(options.cluster) && is_plain_word(options.database)) {
    return {};
  }
  return fail(ErrorCode::InvalidArgument,
              fmt::format("cluster and database must be words of letters, digits and _: {}, {}",
                          options.cluster,
                          options.database),
              "Change cluster: and database: under store: in the settings");
}

}  // namespace

Result<Spread> spread_over_cluster(std::string_view statement, const ClusterOptions& options) {
  TL_CHECK(check_names(options));
  const std::string_view sql = without_comments(statement);
  if (const auto table = target_of(sql, {"CREATE", "TABLE"})) {
    return create_table(*table, options);
  }
  if (const auto view = target_of(sql, {"CREATE", "VIEW"})) {
    return create_view(*view, options);
  }
  if (const auto table = target_of(sql, {"TRUNCATE", "TABLE"})) {
    return Spread{Reach::Each, {on_shard(*table, options, table->rest)}};
  }
  if (const auto table = target_of(sql, {"ALTER", "TABLE"})) {
    return alter_table(*table, options);
  }
  for (const std::string_view kind : {"TABLE", "VIEW"}) {
    if (const auto table = target_of(sql, {"DROP", kind})) {
      return drop(*table, options);
    }
  }
  if (target_of(sql, {"INSERT", "INTO"})) {
    if (Localised local = localised(sql, options); local.n_replaced > 1) {
      return Spread{Reach::Each, {std::move(local.sql)}};
    }
  }
  return Spread{Reach::One, {std::string(statement)}};
}

}  // namespace throughline::engine
