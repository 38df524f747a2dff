#include "workflow/freshness.hpp"

#include <algorithm>
#include <cmath>

#include "base/currency.hpp"
#include "intake/record_kind.hpp"
#include "sql/queries.hpp"
#include "workflow/import.hpp"
#include "workflow/metric_series.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;
using I64 = std::vector<std::int64_t>;

struct NewestRow {
  std::uint32_t feed = 0;
  std::string table;  // "sessions" for all that tells of hits
  Seconds newest = 0;
};

// Records are stored under a format that begins with their kind: "spend (CSV)".
std::string table_of_format(std::string_view format) {
  const std::string_view kind = format.substr(0, format.find(" ("));
  return intake::record_kind(kind) == nullptr ? "sessions" : std::string(kind);
}

Result<std::vector<NewestRow>> load_newest(engine::Engine& store) {
  TL_TRY(const Batch answer, store.query(sql::kNewestRows));
  TL_TRY(const auto* const feed, answer.get<U32>("feed"));
  TL_TRY(const auto* const format, answer.get<Strings>("format"));
  TL_TRY(const auto* const newest, answer.get<U32>("newest"));
  TL_TRY(const auto* const rows, answer.get<U64>("rows"));
  std::vector<NewestRow> all;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    if ((*rows)[i] > 0) {
      all.push_back({(*feed)[i], table_of_format((*format)[i]), (*newest)[i]});
    }
  }
  return all;
}

bool is_of(const NewestRow& row, const DatasetRows& rows) {
  const std::string_view table = rows.table == "hits" ? std::string_view("sessions") : rows.table;
  return row.table == table && (rows.feed == 0 || rows.feed == row.feed);
}

std::string source_named(const settings::Settings& settings, std::uint32_t feed) {
  for (const settings::Source& source : settings.sources) {
    if (feed_number(source.id) == feed) {
      return source.id;
    }
  }
  return std::to_string(feed);
}

std::string amount(std::int64_t minor, const std::string& currency) {
  const int digits = minor_digits(currency);
  return fmt::format(
      "{:.{}f} {}", static_cast<double>(minor) / std::pow(10.0, digits), digits, currency);
}

}  // namespace

Result<std::map<std::string, Seconds, std::less<>>> newest_by_dataset(
    engine::Engine& store, const settings::Settings& settings, const plan::Plan& plan) {
  TL_TRY(const std::vector<NewestRow> all, load_newest(store));
  std::map<std::string, Seconds, std::less<>> newest;
  for (const plan::Dataset& dataset : plan.datasets) {
    const Result<DatasetRows> rows = rows_of(settings, dataset);
    if (!rows) {
      continue;  // the plan's own rules tell of a dataset that is none
    }
    for (const NewestRow& row : all) {
      if (is_of(row, *rows)) {
        Seconds& last = newest[dataset.head.id.value];
        last = std::max(last, row.newest);
      }
    }
  }
  return newest;
}

double SourceMoney::off() const {
  const double difference =
      std::abs(static_cast<double>(amount_read) - static_cast<double>(amount_kept));
  if (difference == 0.0) {
    return rows_read == rows_kept ? 0.0 : 1.0;
  }
  return amount_read == 0 ? 1.0 : difference / std::abs(static_cast<double>(amount_read));
}

Result<std::vector<SourceMoney>> load_source_money(engine::Engine& store,
                                                   const settings::Settings& settings) {
  TL_TRY(const Batch answer, store.query(sql::kMoneyRead));
  TL_TRY(const auto* const kind, answer.get<Strings>("kind"));
  TL_TRY(const auto* const feed, answer.get<U32>("feed"));
  TL_TRY(const auto* const currency, answer.get<Strings>("currency"));
  TL_TRY(const auto* const rows_read, answer.get<U64>("rows_read"));
  TL_TRY(const auto* const amount_read, answer.get<I64>("amount_read"));
  TL_TRY(const auto* const rows_kept, answer.get<U64>("rows_kept"));
  TL_TRY(const auto* const amount_kept, answer.get<I64>("amount_kept"));
  std::vector<SourceMoney> money;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    money.push_back({.table = std::string((*kind)[i]),
                     .source = source_named(settings, (*feed)[i]),
                     .currency = std::string((*currency)[i]),
                     .rows_read = (*rows_read)[i],
                     .rows_kept = (*rows_kept)[i],
                     .amount_read = (*amount_read)[i],
                     .amount_kept = (*amount_kept)[i]});
  }
  return money;
}

Result<void> check_money(const std::vector<SourceMoney>& money) {
  constexpr double kMost = 0.001;
  for (const SourceMoney& one : money) {
    if (one.off() > kMost) {
      return fail(ErrorCode::CorruptData,
                  fmt::format("{}: {} in {} rows were read, and {} in {} rows are in {}",
                              one.source,
                              amount(one.amount_read, one.currency),
                              one.rows_read,
                              amount(one.amount_kept, one.currency),
                              one.rows_kept,
                              one.table),
                  "Rows were changed behind the program's back: remove .throughline/store and run "
                  "again, which reads every file anew");
    }
  }
  return {};
}

}  // namespace throughline::workflow
