#include "workflow/import.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/hash.hpp"
#include "base/time.hpp"
#include "intake/read_rows.hpp"
#include "sql/queries.hpp"
#include "workflow/touches.hpp"
#include "workflow/write_behind.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using U8 = std::vector<std::uint8_t>;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;

Strings one(std::string_view text) {
  Strings strings;
  strings.push_back(text);
  return strings;
}

Strings repeated(std::string_view text, std::size_t n) {
  Strings strings;
  for (std::size_t i = 0; i < n; ++i) {
    strings.push_back(text);
  }
  return strings;
}

// A stretch of one file on its way into the store.
struct Stretch {
  const Feed& feed;
  const std::string& file;
  const std::string& format;
  std::uint64_t batch = 0;
  std::uint64_t identity = 0;
};

std::uint32_t newest_of(const intake::IntakeBatch& rows) {
  const std::vector<std::uint32_t>& times = rows.hits.time;
  const std::uint32_t hit = times.empty() ? 0 : *std::max_element(times.begin(), times.end());
  return std::max(hit, rows.records.newest);
}

Batch announcement(const Stretch& stretch, const intake::IntakeBatch& rows, std::uint8_t state) {
  return {{{"batch", U64{stretch.batch}},
           {"state", U8{state}},
           {"feed", U32{stretch.feed.number}},
           {"source", one(stretch.feed.source)},
           {"file", one(stretch.file)},
           {"identity", U64{stretch.identity}},
           {"tail", U64{rows.tail}},
           {"end_offset", U64{rows.end_offset}},
           {"end_line", U64{rows.end_line}},
           {"lines", U64{rows.lines}},
           {"hits", U64{rows.kept()}},
           {"rejects", U64{rows.rejects.size()}},
           {"blank", U64{rows.blank}},
           {"newest", U32{newest_of(rows)}},
           {"format", one(stretch.format)},
           {"at", U32{static_cast<std::uint32_t>(now_utc())}}}};
}

Batch names_of(const std::vector<intake::Word>& words) {
  U8 kind;
  U64 id;
  Strings name;
  for (const intake::Word& word : words) {
    kind.push_back(static_cast<std::uint8_t>(word.kind));
    id.push_back(word.id);
    name.push_back(word.text);
  }
  return {{{"kind", std::move(kind)}, {"id", std::move(id)}, {"name", std::move(name)}}};
}

Batch quarantine_of(const Stretch& stretch, const std::vector<intake::Reject>& rejects) {
  U64 line;
  U64 offset;
  Strings reason;
  Strings text;
  for (const intake::Reject& reject : rejects) {
    line.push_back(reject.line);
    offset.push_back(reject.offset);
    reason.push_back(reject.reason);
    text.push_back(reject.text);
  }
  return {{{"batch", U64(rejects.size(), stretch.batch)},
           {"feed", U32(rejects.size(), stretch.feed.number)},
           {"file", repeated(stretch.file, rejects.size())},
           {"line", std::move(line)},
           {"offset", std::move(offset)},
           {"reason", std::move(reason)},
           {"text", std::move(text)}}};
}

Batch hits_of(const Stretch& stretch, intake::HitColumns&& hits) {
  const std::size_t n = hits.size();
  return {{{"visitor", std::move(hits.visitor)},
           {"time", std::move(hits.time)},
           {"kind", std::move(hits.kind)},
           {"path", std::move(hits.path)},
           {"row", std::move(hits.row)},
           {"status", std::move(hits.status)},
           {"touch", std::move(hits.touch)},
           {"agent", std::move(hits.agent)},
           {"bot", std::move(hits.bot)},
           {"flags", std::move(hits.flags)},
           {"event", std::move(hits.event)},
           {"value", std::move(hits.value)},
           {"feed", U32(n, stretch.feed.number)},
           {"batch", U64(n, stretch.batch)}}};
}

engine::Values values_of(intake::RecordValues&& values) {
  return std::visit(
      []<class Column>(Column&& column) -> engine::Values {
        if constexpr (std::is_same_v<std::decay_t<Column>, intake::Texts>) {
          return Strings{std::move(column.offsets), std::move(column.bytes)};
        } else {
          return std::forward<Column>(column);
        }
      },
      std::move(values));
}

Batch records_of(const Stretch& stretch, intake::Records&& records) {
  const std::size_t n = records.size();
  Batch batch{{{"feed", U32(n, stretch.feed.number)},
               {"batch", U64(n, stretch.batch)},
               {"line", std::move(records.line)},
               {"offset", std::move(records.offset)}}};
  for (intake::RecordColumn& column : records.columns) {
    batch.columns.push_back({std::string(column.name), values_of(std::move(column.values))});
  }
  return batch;
}

// What was read of each currency, where records tell of money: the rows must add up to it.
Batch sums_of(const Stretch& stretch, const intake::Records& records) {
  const std::vector<std::int64_t>* amounts = nullptr;
  const intake::Texts* currencies = nullptr;
  for (const intake::RecordColumn& column : records.columns) {
    if (column.name == "amount") {
      amounts = std::get_if<std::vector<std::int64_t>>(&column.values);
    } else if (column.name == "currency") {
      currencies = std::get_if<intake::Texts>(&column.values);
    }
  }
  std::map<std::string, std::pair<std::uint64_t, std::int64_t>, std::less<>> sums;
  for (std::size_t i = 0; amounts != nullptr && currencies != nullptr && i < amounts->size(); ++i) {
    auto& [rows, amount] = sums[std::string((*currencies)[i])];
    ++rows;
    amount += (*amounts)[i];
  }
  Strings currency;
  U64 rows;
  std::vector<std::int64_t> amount;
  for (const auto& [name, sum] : sums) {
    currency.push_back(name);
    rows.push_back(sum.first);
    amount.push_back(sum.second);
  }
  return {{{"batch", U64(sums.size(), stretch.batch)},
           {"feed", U32(sums.size(), stretch.feed.number)},
           {"kind", repeated(records.table, sums.size())},
           {"currency", std::move(currency)},
           {"rows", std::move(rows)},
           {"amount", std::move(amount)}}};
}

// The order is the promise: announced, then everything that is harmless twice, then the hits as one
// block, then marked. See settle_batches(). Records of a batch that was never marked stay behind
// unseen: every view of theirs asks for whole batches.
Result<void> store_batch(engine::Engine& store,
                         const Stretch& stretch,
                         intake::IntakeBatch&& rows) {
  const Batch whole = announcement(stretch, rows, 1);
  TL_CHECK(store.insert("imports", announcement(stretch, rows, 0)));
  if (!rows.words.empty()) {
    TL_CHECK(store.insert("names", names_of(rows.words)));
  }
  if (!rows.touches.empty()) {
    TL_CHECK(store.insert("touches", batch_of(rows.touches)));
  }
  if (!rows.rejects.empty()) {
    TL_CHECK(store.insert("quarantine", quarantine_of(stretch, rows.rejects)));
  }
  if (rows.hits.size() > 0) {
    TL_CHECK(store.insert("hits", hits_of(stretch, std::move(rows.hits))));
  }
  if (rows.records.size() > 0) {
    if (Batch sums = sums_of(stretch, rows.records); sums.n_rows() > 0) {
      TL_CHECK(store.insert("import_sums", sums));
    }
    TL_CHECK(store.insert(rows.records.table, records_of(stretch, std::move(rows.records))));
  }
  return store.insert("imports", whole);
}

// Where a file goes on, if any of it was read before.
struct Position {
  std::uint64_t offset = 0;
  std::uint64_t line = 0;
  std::string tail;
};

Result<Position> find_position(engine::Engine& store,
                               const std::string& path,
                               const intake::Head& head) {
  TL_TRY(const Batch known, store.query(sql::kReadPositions));
  TL_TRY(const auto* const identity, known.get<U64>("identity"));
  TL_TRY(const auto* const tail, known.get<U64>("tail"));
  TL_TRY(const auto* const offset, known.get<U64>("end_offset"));
  TL_TRY(const auto* const line, known.get<U64>("end_line"));
  for (std::size_t i = 0; i < known.n_rows(); ++i) {
    const std::uint64_t length = std::min<std::uint64_t>((*offset)[i], intake::kHeadBytes);
    if (head.bytes.size() < length || head.identity(length) != (*identity)[i]) {
      continue;
    }
    TL_TRY(const auto source, intake::open_bytes(path));
    TL_TRY(const std::string bytes, intake::skip_bytes(*source, (*offset)[i]));
    if (!bytes.empty() && hash_bytes(bytes) == (*tail)[i]) {
      return Position{(*offset)[i], (*line)[i], bytes};
    }
  }
  return Position{};
}

Result<std::uint64_t> last_batch(engine::Engine& store) {
  TL_TRY(const Batch answer, store.query(sql::kLastBatch));
  TL_TRY(const auto* const batch, answer.get<U64>("batch"));
  return batch->empty() ? 0 : batch->front();
}

}  // namespace

// Standard input cannot be opened twice: its head is read and put back.
Result<Opened> open_rows(const std::string& path, const OpenInput& open_input) {
  Opened opened{.path = path};
  int standard_input = 0;
  if (path == "-") {
    TL_TRY(standard_input, open_input());
  }
  TL_TRY(opened.source, intake::open_bytes(path, standard_input));
  if (path == "-") {
    std::string head(intake::kHeadBytes, '\0');
    TL_TRY(const std::size_t n, opened.source->read(head));
    head.resize(n);
    opened.head.bytes = head;
    opened.source = intake::put_back(std::move(head), std::move(opened.source));
  } else {
    TL_TRY(opened.head, intake::read_head(path));
  }
  return opened;
}

std::uint32_t feed_number(std::string_view source_id) {
  return static_cast<std::uint32_t>(hash_bytes(source_id) >> 32U);
}

Result<void> settle_batches(engine::Engine& store) {
  TL_TRY(const Batch open, store.query(sql::kUnsettledBatches));
  TL_TRY(const auto* const batch, open.get<U64>("batch"));
  TL_TRY(const auto* const announced, open.get<U64>("announced_hits"));
  TL_TRY(const auto* const present, open.get<U64>("present_hits"));
  for (std::size_t i = 0; i < open.n_rows(); ++i) {
    if ((*announced)[i] > 0 && (*announced)[i] == (*present)[i]) {
      TL_CHECK(store.execute(sql::kMarkWhole, {{"batch", std::to_string((*batch)[i])}}));
    } else if ((*present)[i] > 0) {
      TL_CHECK(store.execute(sql::kDropBatch, {{"batch", std::to_string((*batch)[i])}}));
    }
  }
  return {};
}

Result<std::uint64_t> imported_length(engine::Engine& store, const std::string& path) {
  TL_TRY(const intake::Head head, intake::read_head(path));
  TL_TRY(const Position position, find_position(store, path, head));
  return position.offset;
}

Result<Imported> import_rows(engine::Engine& store,
                             const Feed& feed,
                             Opened opened,
                             const intake::RowFormat& format,
                             const intake::IntakeRules& rules,
                             const ImportOptions& options) {
  Position position;
  if (opened.path != "-") {
    TL_TRY(position, find_position(store, opened.path, opened.head));
  }
  const intake::ReadOptions reading{.start_offset = position.offset,
                                    .start_tail = position.tail,
                                    .start_line = position.line,
                                    .batch_rows = options.batch_rows,
                                    .bad_start = options.bad_start,
                                    .n_threads = options.n_threads,
                                    .stop = options.stop,
                                    .progress = options.progress};
  TL_CHECK(intake::skip_bytes(*opened.source, position.offset));
  TL_TRY(std::uint64_t batch, last_batch(store));
  const std::string name = opened.name.empty() ? opened.path : opened.name;
  Imported imported{.file = name, .format = format.name, .resumed = position.offset > 0};
  WriteBehind writer;
  TL_CHECK(intake::read_rows(
      *opened.source, rules, format, reading, [&](intake::IntakeBatch&& rows) -> Result<void> {
        imported.lines += rows.lines;
        imported.hits += rows.kept();
        imported.rejects += rows.rejects.size();
        imported.blank += rows.blank;
        const Stretch stretch{.feed = feed,
                              .file = name,
                              .format = format.name,
                              .batch = ++batch,
                              .identity = opened.head.identity(rows.end_offset)};
        return writer.push([&store, stretch, rows = std::move(rows)]() mutable {
          return store_batch(store, stretch, std::move(rows));
        });
      }));
  TL_CHECK(writer.finish());
  return imported;
}

}  // namespace throughline::workflow
