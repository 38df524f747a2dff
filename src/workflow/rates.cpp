#include "workflow/rates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "base/currency.hpp"
#include "intake/cells.hpp"
#include "intake/columns.hpp"
#include "intake/table_rows.hpp"
#include "sql/queries.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using U16 = std::vector<std::uint16_t>;
using U64 = std::vector<std::uint64_t>;
using Doubles = std::vector<double>;

// What one minor unit of a currency is worth in minor units of the workspace's.
struct MinorRate {
  std::string currency;
  std::uint16_t since = 0;
  double rate = 0.0;

  friend bool operator==(const MinorRate&, const MinorRate&) = default;
};

double in_minor(double rate, std::string_view currency, std::string_view own) {
  return rate * std::pow(10.0, minor_digits(own) - minor_digits(currency));
}

tl::unexpected<Error> bad_line(const std::string& file, std::uint64_t line) {
  return fail({.code = ErrorCode::CorruptData,
               .message = "a rate needs a day, a currency of ISO 4217 and a number above 0",
               .hint = "Write 2026-01-01,BRL,0.17 where one BRL is worth 0.17 of the workspace's",
               .place = {.file = file, .line = line}});
}

// Reads a table of rates: day, currency, rate.
Result<std::vector<MinorRate>> rates_in(const std::string& text,
                                        const std::string& file,
                                        const std::string& own) {
  static const std::array<intake::Column, 3> kColumns = {
      {{"day", {"date", "from", "since"}, true}, {"currency", {"code"}, true}, {"rate", {}, true}}};
  const intake::TableHead head = intake::table_head(text);
  TL_TRY(const auto places, intake::map_columns(kColumns, {}, head.names, file));
  TL_TRY(const TimeZone utc, TimeZone::named("UTC"));
  std::vector<MinorRate> rates;
  intake::CsvSplitter splitter(head.format.delimiter);
  std::string_view rest = intake::without_mark(text);
  for (std::uint64_t line = 1; !rest.empty(); ++line) {
    const auto record = intake::next_record(rest, head.format, true);
    const std::string_view row = intake::without_line_end(rest.substr(0, record.length));
    rest.remove_prefix(record.length);
    if (line == 1 || row.empty()) {
      continue;
    }
    const auto& cells = splitter.split(row);
    if (cells.size() != head.names.size()) {
      return bad_line(file, line);
    }
    const auto day = intake::read_day(cells[*places[0]], utc);
    const std::string_view currency = cells[*places[1]];
    const auto rate = intake::parse_number(cells[*places[2]], intake::DecimalMark::Point);
    if (!day || !is_currency(currency) || !rate || !(*rate > 0.0)) {
      return bad_line(file, line);
    }
    rates.push_back({std::string(currency), *day, in_minor(*rate, currency, own)});
  }
  return rates;
}

Result<std::vector<MinorRate>> wanted_rates(const Workspace& workspace) {
  const settings::Settings& settings = workspace.settings;
  std::vector<MinorRate> rates = {{settings.currency, 0, 1.0}};
  for (const auto& [currency, dated] : settings.rates) {
    for (const settings::Rate& one : dated) {
      rates.push_back(
          {currency,
           static_cast<std::uint16_t>(std::max<std::int64_t>(days_from_civil(one.from), 0)),
           in_minor(one.rate, currency, settings.currency)});
    }
  }
  if (!settings.rates_file.empty()) {
    const std::filesystem::path file = workspace.folder / settings.rates_file;
    TL_TRY(const std::string text, read_text(file));
    TL_TRY(std::vector<MinorRate> more, rates_in(text, file.string(), settings.currency));
    std::erase_if(more, [&](const MinorRate& one) { return one.currency == settings.currency; });
    rates.insert(rates.end(), more.begin(), more.end());
  }
  // Of two rates of one day the later one counts: the file's, or what stands further down.
  std::ranges::stable_sort(
      rates, {}, [](const MinorRate& one) { return std::pair(one.currency, one.since); });
  std::vector<MinorRate> once;
  for (MinorRate& one : rates) {
    if (!once.empty() && once.back().currency == one.currency && once.back().since == one.since) {
      once.pop_back();
    }
    once.push_back(std::move(one));
  }
  return once;
}

Result<std::vector<MinorRate>> stored_rates(engine::Engine& store) {
  TL_TRY(const Batch answer, store.query(sql::kRatesInUse));
  TL_TRY(const auto* const currency, answer.get<Strings>("currency"));
  TL_TRY(const auto* const since, answer.get<U16>("since"));
  TL_TRY(const auto* const rate, answer.get<Doubles>("rate"));
  std::vector<MinorRate> rates;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    rates.push_back({std::string((*currency)[i]), (*since)[i], (*rate)[i]});
  }
  return rates;
}

std::string decimal(std::int64_t minor, std::string_view currency) {
  const int digits = minor_digits(currency);
  return fmt::format("{:.{}f}", static_cast<double>(minor) / std::pow(10.0, digits), digits);
}

}  // namespace

Result<void> store_rates(engine::Engine& store, const Workspace& workspace) {
  TL_TRY(const std::vector<MinorRate> wanted, wanted_rates(workspace));
  TL_TRY(const std::vector<MinorRate> stored, stored_rates(store));
  if (wanted == stored) {
    return {};
  }
  Strings currency;
  U16 since;
  Doubles rate;
  for (const MinorRate& one : wanted) {
    currency.push_back(one.currency);
    since.push_back(one.since);
    rate.push_back(one.rate);
  }
  TL_CHECK(store.execute("TRUNCATE TABLE rates"));
  return store.insert("rates",
                      {{{"currency", std::move(currency)},
                        {"since", std::move(since)},
                        {"rate", std::move(rate)}}});
}

Result<std::vector<Unpriced>> unpriced_money(engine::Engine& store) {
  TL_TRY(const Batch answer, store.query(sql::kUnpriced));
  TL_TRY(const auto* const kind, answer.get<Strings>("kind"));
  TL_TRY(const auto* const currency, answer.get<Strings>("currency"));
  TL_TRY(const auto* const rows, answer.get<U64>("rows"));
  TL_TRY(const auto* const amount, answer.get<std::vector<std::int64_t>>("amount"));
  std::vector<Unpriced> money;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    money.push_back(
        {std::string((*kind)[i]), std::string((*currency)[i]), (*rows)[i], (*amount)[i]});
  }
  return money;
}

std::string sentence_of(const Unpriced& money) {
  return fmt::format(
      "{0}: {1} rows with {2} {3} are in no sum, since {3} has no rate on their days. Add to "
      "throughline.yaml what one {3} is worth: rates: {{{3}: 0.00}}",
      money.kind,
      money.rows,
      decimal(money.amount, money.currency),
      money.currency);
}

}  // namespace throughline::workflow
