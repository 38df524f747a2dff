#include "workflow/source_lists.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "base/time.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using schema::SourceKind;
using signals::Standing;
using views::FigureId;
using views::SignalRow;
using Subject = FigureId::Subject;
using Rows = std::vector<SignalRow>;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;

FigureId subject_of(FigureId id) {
  id.measure = FigureId::Measure::Visits;
  id.month.reset();
  return id;
}

Result<const SignalRow*> row_of(const FigureId& figure, const Rows& signals) {
  const auto found = std::find_if(signals.begin(), signals.end(), [&](const SignalRow& row) {
    return row.figure == subject_of(figure);
  });
  if (found == signals.end()) {
    return fail(ErrorCode::NotFound,
                fmt::format("no signal is called {}", text_of(subject_of(figure))),
                "Signals and pools with their ids: throughline signals");
  }
  return &*found;
}

// A source of one of the two tables.
struct Listed {
  const ScoredSources* sources;
  std::uint32_t row;
};

template <class Wanted>
void list_domains(const ScoredWindow& window, const Wanted& wanted, std::vector<Listed>& listed) {
  for (std::uint32_t i = 0; i < window.domains.scored.size(); ++i) {
    if (window.domains.scored.sources[i].standing != Standing::Unnamed && wanted(i)) {
      listed.push_back({&window.domains, i});
    }
  }
}

void list_small(const ScoredWindow& window, std::vector<Listed>& listed) {
  for (const std::uint32_t row : window.hidden.members.front()) {
    listed.push_back({&window.domains, row});
  }
  for (const std::uint32_t row : window.hidden.members.back()) {
    listed.push_back({&window.pages, row});
  }
}

void list_named(const ScoredWindow& window,
                SourceKind kind,
                const std::vector<std::string>& names,
                std::vector<Listed>& listed) {
  const ScoredSources& sources = kind == SourceKind::Page ? window.pages : window.domains;
  for (const std::string& name : names) {  // names of a table are sorted
    const auto found = std::lower_bound(sources.table.name.begin(), sources.table.name.end(), name);
    if (found != sources.table.name.end() && *found == name) {
      listed.push_back({&sources, static_cast<std::uint32_t>(found - sources.table.name.begin())});
    }
  }
}

void list_signal(const ScoredWindow& window, const SignalRow& row, std::vector<Listed>& listed) {
  if (row.members.empty()) {
    list_named(window, row.figure.kind, {row.name}, listed);
  } else {
    list_named(window, row.member_kind, row.members, listed);
  }
}

Result<std::vector<Listed>> members_of(const FigureId& figure,
                                       const ScoredWindow& window,
                                       const Rows& signals) {
  std::vector<Listed> listed;
  const std::unordered_set<std::string_view> top(window.hidden.top.begin(),
                                                 window.hidden.top.end());
  const auto is_top = [&](std::uint32_t i) { return top.contains(window.domains.table.name[i]); };
  switch (figure.subject) {
    case Subject::Small:
      list_small(window, listed);
      break;
    case Subject::Top:
      list_domains(window, is_top, listed);
      break;
    case Subject::BelowTop:
      list_domains(window, [&](std::uint32_t i) { return !is_top(i); }, listed);
      break;
    case Subject::Untested:
      list_domains(
          window,
          [&](std::uint32_t i) {
            return window.domains.scored.sources[i].standing == Standing::Small;
          },
          listed);
      break;
    case Subject::Signals:
      for (std::size_t i = static_cast<std::size_t>(figure.first) - 1; i < signals.size(); ++i) {
        list_signal(window, signals[i], listed);
      }
      break;
    case Subject::Pool: {
      TL_TRY(const SignalRow* const row, row_of(figure, signals));
      list_signal(window, *row, listed);
      break;
    }
    default:
      list_domains(window, [](std::uint32_t) { return true; }, listed);
  }
  return listed;
}

// All domains but the unnamed and the biggest would be a long list; its complement is short.
VisitSet all_but(const ScoredWindow& window, bool without_top) {
  VisitSet set{.named = VisitSet::Named::OtherDomains};
  for (std::size_t i = 0; i < window.domains.scored.size(); ++i) {
    if (window.domains.scored.sources[i].standing == Standing::Unnamed) {
      set.names.push_back(window.domains.table.name[i]);
    }
  }
  if (without_top) {
    set.names.insert(set.names.end(), window.hidden.top.begin(), window.hidden.top.end());
  }
  return set;
}

void add_source(const Listed& one, Strings& name, Strings& kind, Strings& landing) {
  name.push_back(one.sources->table.name[one.row]);
  kind.push_back(schema::name_of(one.sources->table.kind));
  landing.push_back(one.sources->table.landing[one.row]);
}

Batch batch_of(const std::vector<Listed>& listed) {
  Strings name;
  Strings kind;
  Strings landing;
  Strings standing;
  U64 visits;
  U64 engaged;
  U64 people;
  for (const Listed& one : listed) {
    const signals::SourceScore& score = one.sources->scored.sources[one.row];
    add_source(one, name, kind, landing);
    standing.push_back(signals::name_of(score.standing));
    visits.push_back(score.totals.visits);
    engaged.push_back(score.totals.engaged);
    people.push_back(score.totals.people);
  }
  return {{{"source", name},
           {"kind", kind},
           {"visits", visits},
           {"engaged", engaged},
           {"people", people},
           {"standing", standing},
           {"landing_path", landing}}};
}

// Signals as their table lists them: a pool is one row.
Batch signals_from(int first, const Rows& signals) {
  Strings id;
  U64 sources;
  U64 visits;
  U64 engaged;
  for (std::size_t i = static_cast<std::size_t>(first) - 1; i < signals.size(); ++i) {
    id.push_back(text_of(signals[i].figure));
    sources.push_back(std::max<std::size_t>(1, signals[i].members.size()));
    visits.push_back(signals[i].visits);
    engaged.push_back(signals[i].engaged_visits);
  }
  return {{{"signal", id}, {"sources", sources}, {"visits", visits}, {"engaged", engaged}}};
}

}  // namespace

Result<VisitSet> visits_of_set(const FigureId& figure,
                               const ScoredWindow& window,
                               const Rows& signals) {
  if (figure.subject == Subject::Sources || figure.subject == Subject::BelowTop) {
    return all_but(window, figure.subject == Subject::BelowTop);
  }
  TL_TRY(const std::vector<Listed> members, members_of(figure, window, signals));
  VisitSet set{.named = VisitSet::Named::Mixed};
  for (const Listed& one : members) {
    set.add(one.sources->table.kind, one.sources->table.name[one.row]);
  }
  return set;
}

Result<Batch> sources_of_set(const FigureId& figure,
                             const ScoredWindow& window,
                             const Rows& signals) {
  if (figure.subject == Subject::Signals) {
    return signals_from(figure.first, signals);
  }
  TL_TRY(const std::vector<Listed> members, members_of(figure, window, signals));
  return batch_of(members);
}

Result<Batch> months_better(const FigureId& figure,
                            const ScoredWindow& window,
                            const Rows& signals) {
  TL_TRY(const SignalRow* const row, row_of(figure, signals));
  Strings month;
  U32 visits;
  U32 engaged;
  for (std::size_t m = 0; m < row->better.size(); ++m) {
    if (row->better[m] != 0) {
      month.push_back(
          month_name(window.domains.table.first_month_index + static_cast<MonthIndex>(m)));
      visits.push_back(row->visits_by_month[m]);
      engaged.push_back(row->engaged[m]);
    }
  }
  return Batch{{{"month", month}, {"visits", visits}, {"engaged", engaged}}};
}

}  // namespace throughline::workflow
