#include "workflow/cost_rows.hpp"

#include <array>
#include <cmath>

#include "plan/match.hpp"
#include "sql/queries.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using U8 = std::vector<std::uint8_t>;
using U16 = std::vector<std::uint16_t>;
using U64 = std::vector<std::uint64_t>;
using I64 = std::vector<std::int64_t>;

constexpr double kThousandths = 1000.0;

// Texts of the answer and where they go.
struct TextOf {
  std::string_view column;
  std::string CostRow::* member;
};

constexpr std::array kTexts = {TextOf{"market", &CostRow::market},
                               TextOf{"channel", &CostRow::channel},
                               TextOf{"source", &CostRow::source},
                               TextOf{"medium", &CostRow::medium},
                               TextOf{"campaign", &CostRow::campaign},
                               TextOf{"tag", &CostRow::tag},
                               TextOf{"role", &CostRow::role},
                               TextOf{"file", &CostRow::file}};

Result<void> set_texts(const Batch& answer, std::vector<CostRow>& rows) {
  for (const TextOf& text : kTexts) {
    TL_TRY(const auto* const values, answer.get<Strings>(text.column));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].*text.member = (*values)[i];
    }
  }
  return {};
}

// Sums of rows that are alike, in the order in which they first come.
template <class Sum, std::size_t kKeys>
class Sums {
 public:
  using Key = std::array<std::string, kKeys>;

  Sum& of(Key key, std::size_t& place) {
    const auto [found, is_new] = places_.emplace(std::move(key), all_.size());
    if (is_new) {
      all_.emplace_back();
    }
    place = found->second;
    return all_[place];
  }

  [[nodiscard]] const std::vector<Sum>& all() const { return all_; }

 private:
  std::map<Key, std::size_t> places_;
  std::vector<Sum> all_;
};

using SpendSums = Sums<SpendSum, 6>;

struct Hours {
  HoursSum sum;
  std::int64_t millihours = 0;
};

using HoursSums = Sums<Hours, 3>;

void add_money(CostRow& row, SpendSums& sums) {
  SpendSum& sum =
      sums.of({row.market, row.channel, row.source, row.medium, row.campaign, row.tag}, row.sum);
  sum.market = row.market;
  sum.channel = row.channel;
  sum.source = row.source;
  sum.medium = row.medium;
  sum.campaign = row.campaign;
  sum.tag = row.tag;
  sum.rows += 1;
  sum.unpriced += row.priced ? 0 : 1;
  sum.cost += row.minor;
}

std::int64_t cost_of(std::int64_t millihours, std::int64_t price) {
  return evidence::cost_of_hours(static_cast<double>(millihours) / kThousandths, price);
}

void add_hours(CostRow& row, const std::map<std::string, std::int64_t>& roles, HoursSums& sums) {
  Hours& hours = sums.of({row.role, row.tag, row.market}, row.sum);
  hours.sum.role = row.role;
  hours.sum.tag = row.tag;
  hours.sum.market = row.market;
  hours.sum.rows += 1;
  if (const auto price = roles.find(row.role); price != roles.end()) {
    row.minor = cost_of(hours.millihours + row.millihours, price->second) -
                cost_of(hours.millihours, price->second);
  }
  hours.millihours += row.millihours;
  hours.sum.hours = static_cast<double>(hours.millihours) / kThousandths;
}

// Hands out a sum's rows to its lines.
class Parting {
 public:
  void add(std::size_t line, std::int64_t minor) {
    whole_ += minor;
    lines_.push_back(line);
    ends_.push_back(whole_);
  }

  void part(CostRow& row) {
    const std::int64_t after = before_ + row.minor;
    std::int64_t given = 0;  // to lines before this one
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const std::int64_t until = share(after, i) - share(before_, i);
      row.parts.push_back({lines_[i], until - given});
      given = until;
    }
    before_ = after;
  }

 private:
  // What the lines up to and with the i-th have of the first `minor` of the sum.
  [[nodiscard]] std::int64_t share(std::int64_t minor, std::size_t i) const {
    if (i + 1 == lines_.size() || whole_ == 0) {
      return i + 1 == lines_.size() ? minor : 0;
    }
    return std::llround(static_cast<double>(minor) * static_cast<double>(ends_[i]) /
                        static_cast<double>(whole_));
  }

  std::vector<std::size_t> lines_;
  std::vector<std::int64_t> ends_;  // of each line, added up
  std::int64_t whole_ = 0;
  std::int64_t before_ = 0;
};

void part_rows(const BoundCosts& bound, std::size_t n_sums, std::vector<CostRow>& rows) {
  std::vector<Parting> partings(n_sums);
  for (std::size_t i = 0; i < bound.lines.size(); ++i) {
    partings[bound.sums[i]].add(i, bound.lines[i].full());
  }
  for (CostRow& row : rows) {
    partings[row.sum].part(row);
  }
}

}  // namespace

Result<std::vector<CostRow>> load_cost_rows(engine::Engine& store, const MoneyWindow& window) {
  TL_TRY(const Batch answer,
         store.query(sql::kCostRows,
                     {{"from", format_date(window.from)}, {"until", format_date(window.until)}}));
  TL_TRY(const auto* const kind, answer.get<U8>("kind"));
  TL_TRY(const auto* const day, answer.get<U16>("day"));
  TL_TRY(const auto* const priced, answer.get<U8>("priced"));
  TL_TRY(const auto* const cost, answer.get<I64>("cost"));
  TL_TRY(const auto* const millihours, answer.get<I64>("millihours"));
  TL_TRY(const auto* const line, answer.get<U64>("line"));
  std::vector<CostRow> rows(answer.n_rows());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].kind = (*kind)[i] == 0 ? CostKind::Money : CostKind::Hours;
    rows[i].day = civil_from_days((*day)[i]);
    rows[i].priced = (*priced)[i] != 0;
    rows[i].minor = (*cost)[i];
    rows[i].millihours = (*millihours)[i];
    rows[i].file_line = (*line)[i];
  }
  TL_CHECK(set_texts(answer, rows));
  return rows;
}

BoundCosts bind_cost_rows(const plan::Lines& lines,
                          std::vector<CostRow>& rows,
                          const std::map<std::string, std::int64_t>& roles) {
  SpendSums money;
  HoursSums hours;
  for (CostRow& row : rows) {
    if (row.kind == CostKind::Money) {
      add_money(row, money);
    } else {
      add_hours(row, roles, hours);
    }
  }
  std::vector<HoursSum> worked;
  for (const Hours& one : hours.all()) {
    worked.push_back(one.sum);
  }
  for (CostRow& row : rows) {  // sums of hours stand behind those of money
    row.sum += row.kind == CostKind::Hours ? money.all().size() : 0;
  }
  BoundCosts bound = bind_costs(lines, plan::Matcher(lines.plan()), money.all(), worked, roles);
  part_rows(bound, money.all().size() + worked.size(), rows);
  return bound;
}

}  // namespace throughline::workflow
