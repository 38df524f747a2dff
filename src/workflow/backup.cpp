#include "workflow/backup.hpp"

#include "archive/archive_writer.hpp"
#include "workflow/backup_form.hpp"
#include "workflow/backup_list.hpp"
#include "workflow/store.hpp"

namespace throughline::workflow {
namespace {

constexpr std::size_t kPiece = std::size_t{8} << 20;  // of a table: what is held at once

Result<void> add_file(archive::Writer& writer, const BackupFile& file) {
  const std::string name = std::string(kBackupFiles) + file.name;
  if (file.path.extension() == ".jsonl") {  // may be growing: the last line may not be whole yet
    TL_TRY(const std::uint64_t size, size_of_whole_lines(file.path));
    return writer.add_file(name, file.path, size);
  }
  TL_TRY(const std::string text, read_text(file.path));
  return writer.add(name, text);
}

// The rows of a table in the engine's own format, cut into entries anywhere.
Result<std::uint64_t> add_table(archive::Writer& writer,
                                engine::Engine& store,
                                const std::string& table) {
  TL_TRY(const std::uint64_t n_rows,
         one_number(store, fmt::format("SELECT toUInt64(count()) AS n FROM {}", table)));
  std::string piece;
  std::size_t number = 0;
  const auto flush = [&]() -> Result<void> {
    auto added = piece.empty() ? Result<void>() : writer.add(table_entry(table, ++number), piece);
    piece.clear();
    return added;
  };
  // Blocks of rows become parts of a table when they are put back: few and large ones.
  TL_CHECK(store.format(fmt::format("SELECT * FROM {} SETTINGS max_block_size = 262144, "
                                    "preferred_block_size_bytes = 0, max_threads = 1",
                                    table),
                        {},
                        "Native",
                        [&](std::string_view bytes) {
                          piece += bytes;
                          return piece.size() < kPiece ? Result<void>() : flush();
                        }));
  TL_CHECK(flush());
  return n_rows;
}

Result<RowCounts> add_store(archive::Writer& writer,
                            engine::Engine& store,
                            std::size_t n_migrations) {
  RowCounts counts;
  for (const std::string& table : tables_of(n_migrations)) {
    TL_TRY(counts[table], add_table(writer, store, table));
  }
  return counts;
}

Result<BackupHead> head_of(engine::Engine& store, const Workspace& workspace, Seconds now) {
  BackupHead head{.version = TL_VERSION, .workspace = workspace.name, .at = now};
  if (workspace.settings.store.url.empty()) {
    TL_TRY(head.n_migrations, n_migrations_of(store));
  }
  return head;
}

}  // namespace

Result<BackupSums> back_up(engine::Engine& store,
                           const Workspace& workspace,
                           const std::filesystem::path& file,
                           Seconds now) {
  TL_TRY(const BackupHead head, head_of(store, workspace, now));
  TL_TRY(const auto files, backup_files(workspace));
  TL_TRY(archive::Writer writer, archive::Writer::create(file, now));
  TL_CHECK(writer.add(kBackupHead, print_backup_head(head)));
  for (const BackupFile& one : files) {
    TL_CHECK(add_file(writer, one));
  }
  RowCounts counts;
  if (head.n_migrations) {
    TL_TRY(counts, add_store(writer, store, *head.n_migrations));
  }
  TL_CHECK(writer.add(kBackupRows, print_row_counts(counts)));
  TL_CHECK(writer.finish());
  BackupSums sums{.n_files = files.size(),
                  .n_bytes = writer.n_bytes(),
                  .has_store = head.n_migrations.has_value()};
  for (const auto& [table, n_rows] : counts) {
    sums.n_rows += n_rows;
  }
  return sums;
}

}  // namespace throughline::workflow
