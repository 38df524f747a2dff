#include "workflow/read_rows.hpp"

#include <numeric>

#include "sql/queries.hpp"
#include "workflow/batch_rows.hpp"
#include "workflow/import.hpp"
#include "workflow/quarantine.hpp"
#include "workflow/store.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Parameters;
using views::FigureId;
using Measure = FigureId::Measure;
using Subject = FigureId::Subject;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;

std::uint32_t feed_of(const FigureId& figure) {
  return figure.subject == Subject::Feed ? feed_number(figure.name) : 0;
}

bool is_refused(const FigureId& figure) {
  return figure.subject == Subject::Quarantine || figure.measure == Measure::Quarantined;
}

std::string reason_of(const FigureId& figure) {
  return figure.subject == Subject::Quarantine ? figure.name : std::string();
}

Result<Batch> files_of(engine::Engine& store, const FigureId& figure) {
  TL_TRY(const Batch all, store.query(sql::kFeedHealth));
  TL_TRY(const auto* const feed, all.get<U32>("feed"));
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < feed->size(); ++i) {
    if (figure.subject == Subject::Rows || (*feed)[i] == feed_of(figure)) {
      wanted.push_back(i);
    }
  }
  return rows_of(all, wanted);
}

Result<std::uint64_t> count_files(engine::Engine& store, const FigureId& figure) {
  TL_TRY(const Batch files, files_of(store, figure));
  if (figure.measure == Measure::Files) {
    return files.n_rows();
  }
  if (figure.measure != Measure::Visits && figure.measure != Measure::Blank) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("read rows have no such measure: {}", text_of(figure)),
                "Measures of read rows are .kept, .quarantined, .blank and .files");
  }
  TL_TRY(const auto* const lines,
         files.get<U64>(figure.measure == Measure::Blank ? "blank" : "lines"));
  return std::accumulate(lines->begin(), lines->end(), std::uint64_t{0});
}

}  // namespace

Result<std::uint64_t> count_read(engine::Engine& store, const FigureId& figure) {
  const std::string feed = std::to_string(feed_of(figure));
  if (is_refused(figure)) {
    return one_number(
        store, sql::kFigureRefusedCount, {{"reason", reason_of(figure)}, {"feed", feed}});
  }
  if (figure.measure == Measure::Kept) {
    return one_number(store, sql::kFigureHitCount, {{"feed", feed}});
  }
  return count_files(store, figure);
}

Result<Batch> list_read(engine::Engine& store,
                        const FigureId& figure,
                        std::uint64_t offset,
                        std::uint64_t limit) {
  if (is_refused(figure)) {
    return quarantined_rows(store, reason_of(figure), feed_of(figure), offset, limit);
  }
  if (figure.measure == Measure::Kept) {
    return store.query(sql::kFigureHits,
                       {{"feed", std::to_string(feed_of(figure))},
                        {"offset", std::to_string(offset)},
                        {"limit", std::to_string(limit)}});
  }
  TL_TRY(const Batch files, files_of(store, figure));
  return page_of(files, offset, limit);
}

}  // namespace throughline::workflow
