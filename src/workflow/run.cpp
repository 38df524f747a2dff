#include "workflow/run.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "intake/byte_source.hpp"
#include "intake/event_row.hpp"
#include "intake/own_host.hpp"
#include "sql/queries.hpp"
#include "workflow/collected.hpp"
#include "workflow/formats.hpp"
#include "workflow/freshness.hpp"
#include "workflow/judging.hpp"
#include "workflow/overlaps.hpp"
#include "workflow/rates.hpp"
#include "workflow/run_name.hpp"
#include "workflow/sessions.hpp"
#include "workflow/store.hpp"
#include "workflow/touches.hpp"

namespace throughline::workflow {
namespace {

using engine::Strings;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;

template <class Event, class... Args>
void tell(const Event& event, Args&&... args) {
  if (event) {
    event(std::forward<Args>(args)...);
  }
}

Strings one(std::string_view text) {
  Strings strings;
  strings.push_back(text);
  return strings;
}

// The first megabytes of a file, whatever packs it.
Result<std::string> sample_of(const std::string& file) {
  constexpr std::size_t kSample = 4 << 20;
  TL_TRY(const auto source, intake::open_bytes(file));
  std::string sample(kSample, '\0');
  TL_TRY(const std::size_t n, source->read(sample));
  sample.resize(n);
  return sample;
}

// The host guessed for a feed: from its first file, and kept from then on.
Result<std::string> guessed_host(engine::Engine& store,
                                 const settings::Source& source,
                                 const std::string& file,
                                 const RunOptions& options) {
  const std::uint32_t feed = feed_number(source.id);
  TL_TRY(const engine::Batch known, store.query(sql::kOwnHost, {{"feed", std::to_string(feed)}}));
  TL_TRY(const auto* const hosts, known.get<Strings>("host"));
  if (hosts->size() > 0) {
    return std::string((*hosts)[0]);
  }
  if (file == "-") {
    return std::string();  // what was taken from standard input cannot be put back here
  }
  TL_TRY(const std::string sample, sample_of(file));
  TL_TRY(const intake::LogFormat format,
         source.format.empty() ? intake::detect_log_format(sample)
                               : intake::parse_log_format(source.format));
  std::string host = intake::guess_own_host(format, sample);
  if (!host.empty()) {
    tell(options.events.note,
         fmt::format("Taken for the own host: {0}. If that is right, add to throughline.yaml: "
                     "sites: [{{id: main, host: [{0}]}}]",
                     host));
  }
  TL_CHECK(store.insert("own_hosts", {{{"feed", U32{feed}}, {"host", one(host)}}}));
  return host;
}

Result<std::vector<std::string>> own_hosts(engine::Engine& store,
                                           const Workspace& workspace,
                                           const settings::Source& source,
                                           const std::string& file,
                                           const RunOptions& options) {
  std::vector<std::string> hosts = own_hosts_of(workspace.settings, source);
  if (hosts.empty() && source.kind == settings::Kind::Log) {
    TL_TRY(std::string host, guessed_host(store, source, file, options));
    if (!host.empty()) {
      hosts.push_back(std::move(host));
    }
  }
  return hosts;
}

Result<std::vector<CollectedSegment>> collected_now(const Workspace& workspace,
                                                    const RunOptions& options) {
  if (options.collected) {
    return options.collected();
  }
  return collected_segments(workspace);
}

std::uint64_t size_of(const std::string& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  return error ? 0 : size;
}

Result<void> note_run(engine::Engine& store,
                      const Workspace& workspace,
                      const views::Report& report) {
  TL_TRY(const RunName name, run_name(store, workspace.settings, report.as_of));
  const U64 signals{report.signals.size()};
  return store.insert("runs",
                      {{{"run", one(report.run)},
                        {"at", U32{static_cast<std::uint32_t>(now_utc())}},
                        {"as_of", one(format_date(report.as_of))},
                        {"version", one(report.version)},
                        {"seed", U64{workspace.settings.seed}},
                        {"settings", U64{name.settings}},
                        {"inputs", U64{name.inputs}},
                        {"visits", U64{report.visits}},
                        {"signals", signals}}});
}

}  // namespace

unsigned reading_threads() {
  constexpr unsigned kMost = 8;
  return std::clamp(std::thread::hardware_concurrency(), 1U, kMost);
}

Result<Imported> import_file(engine::Engine& store,
                             const Workspace& workspace,
                             const settings::Source& source,
                             Opened opened,
                             const RunOptions& options) {
  tell(options.events.reading, opened.path, opened.path == "-" ? 0 : size_of(opened.path));
  TL_TRY(const intake::RowFormat format, format_of(workspace.settings, source, opened));
  TL_TRY(const auto hosts, own_hosts(store, workspace, source, opened.path, options));
  TL_TRY(const Judge judge, make_judge(workspace, hosts));
  const auto bad_start = opened.head.bytes.starts_with(intake::kCollectedMark)
                             ? intake::BadStart::Quarantine
                             : intake::BadStart::Refuse;
  TL_TRY(Imported imported,
         import_rows(store,
                     {feed_number(source.id), source.id},
                     std::move(opened),
                     format,
                     judge.rules(),
                     {.n_threads = options.n_threads,
                      .bad_start = bad_start,
                      .stop = options.stop,
                      .progress = options.events.read}));
  tell(options.events.imported, imported);
  return imported;
}

Result<std::vector<Imported>> import_sources(engine::Engine& store,
                                             const Workspace& workspace,
                                             const RunOptions& options) {
  TL_CHECK(settle_batches(store));
  TL_CHECK(store_rates(store, workspace));
  std::vector<Imported> files;
  const std::vector<settings::Source> collected = collected_sources(workspace.settings);
  for (const settings::Source& source : workspace.settings.sources) {
    if (std::ranges::find(collected, source) != collected.end()) {
      continue;  // read as the collector wrote it
    }
    if (!is_readable(source.kind)) {
      tell(options.events.note,
           fmt::format(
               "{}: this version does not read {} yet", source.id, settings::name_of(source.kind)));
      continue;
    }
    const std::vector<std::string> paths = files_of(workspace, source);
    if (paths.empty()) {
      tell(options.events.note, fmt::format("{}: no file matches {}", source.id, source.path));
    }
    for (const std::string& path : paths) {
      TL_TRY(Opened opened, open_rows(path, options.open_input));
      TL_TRY(Imported imported, import_file(store, workspace, source, std::move(opened), options));
      files.push_back(std::move(imported));
    }
  }
  TL_TRY(const std::vector<CollectedSegment> segments, collected_now(workspace, options));
  TL_TRY(const auto segments_read, import_collected(store, workspace, segments, options));
  files.insert(files.end(), segments_read.begin(), segments_read.end());
  return files;
}

Result<CivilDate> as_of(const Workspace& workspace) {
  if (workspace.settings.as_of) {
    return *workspace.settings.as_of;
  }
  TL_TRY(const TimeZone zone, TimeZone::named(workspace.settings.timezone));
  return zone.date_of(now_utc());
}

Result<views::Report> run(engine::Engine& store,
                          const Workspace& workspace,
                          const Scope& scope,
                          const RunOptions& options) {
  TL_TRY(const std::vector<Imported> files, import_sources(store, workspace, options));
  if (options.stop.stop_requested()) {
    return fail(
        ErrorCode::Cancelled, "stopped before visits were made", "Run it again: it goes on there");
  }
  tell(options.events.changing);
  TL_CHECK(judge_touches_again(store, workspace));
  TL_TRY(const std::vector<std::string> overlaps, overlapping_sources(store, workspace.settings));
  for (const std::string& sentence : overlaps) {
    tell(options.events.note, sentence);
  }
  TL_TRY(const std::vector<SourceMoney> money, load_source_money(store, workspace.settings));
  TL_CHECK(check_money(money));
  TL_TRY(const std::vector<Unpriced> unpriced, unpriced_money(store));
  for (const Unpriced& left_out : unpriced) {
    tell(options.events.note, sentence_of(left_out));
  }
  TL_CHECK(derive_sessions(store,
                           session_rules(workspace.settings),
                           {.progress = options.events.deriving, .at_swap = options.at_swap}));
  TL_TRY(views::Report report, make_report(store, workspace, scope));
  TL_CHECK(note_run(store, workspace, report));
  return report;
}

}  // namespace throughline::workflow
