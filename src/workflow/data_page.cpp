#include "workflow/data_page.hpp"

#include <algorithm>
#include <string_view>

#include "sql/queries.hpp"
#include "workflow/freshness.hpp"
#include "workflow/quarantine.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;

Result<std::vector<views::ImportedFile>> imported_files(engine::Engine& store) {
  TL_TRY(const Batch answer, store.query(sql::kImportedFiles));
  TL_TRY(const auto* const source, answer.get<Strings>("source"));
  TL_TRY(const auto* const file, answer.get<Strings>("file"));
  TL_TRY(const auto* const at, answer.get<U32>("at"));
  TL_TRY(const auto* const lines, answer.get<U64>("lines"));
  TL_TRY(const auto* const hits, answer.get<U64>("hits"));
  TL_TRY(const auto* const rejects, answer.get<U64>("rejects"));
  TL_TRY(const auto* const blank, answer.get<U64>("blank"));
  std::vector<views::ImportedFile> files;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    files.push_back({.file = std::string((*file)[i]),
                     .source = std::string((*source)[i]),
                     .at = (*at)[i],
                     .lines = (*lines)[i],
                     .hits = (*hits)[i],
                     .rejects = (*rejects)[i],
                     .blank = (*blank)[i]});
  }
  return files;
}

Result<std::vector<views::RefusedRows>> refused_rows(engine::Engine& store) {
  TL_TRY(const Batch answer, quarantine_summary(store));
  TL_TRY(const auto* const source, answer.get<Strings>("source"));
  TL_TRY(const auto* const reason, answer.get<Strings>("reason"));
  TL_TRY(const auto* const lines, answer.get<U64>("lines"));
  std::vector<views::RefusedRows> rows;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    rows.push_back({std::string((*source)[i]), std::string((*reason)[i]), (*lines)[i]});
  }
  return rows;
}

Result<std::vector<views::KeptMoney>> kept_money(engine::Engine& store,
                                                 const Workspace& workspace) {
  TL_TRY(const auto money, load_source_money(store, workspace.settings));
  std::vector<views::KeptMoney> rows;
  for (const SourceMoney& one : money) {
    rows.push_back({.source = one.source,
                    .currency = one.currency,
                    .rows_read = one.rows_read,
                    .rows_kept = one.rows_kept,
                    .read = one.amount_read,
                    .kept = one.amount_kept,
                    .off = one.off()});
  }
  return rows;
}

views::SpoiledNode spoiled_node(const views::Ledger& ledger, const std::string& id) {
  const views::TreeNode* const node = ledger.node(id);
  return {.id = id,
          .name = node == nullptr ? id : node->name,
          .verdict = node == nullptr ? std::nullopt : node->verdict()};
}

std::vector<views::SpoilingSource> spoiling_sources(const views::Ledger& ledger) {
  std::vector<views::SpoilingSource> sources;
  for (const views::StaleDataset& stale : ledger.stale) {
    auto found = std::ranges::find(sources, stale.source, &views::SpoilingSource::source);
    if (found == sources.end()) {
      found = sources.insert(sources.end(), {.source = stale.source, .nodes = {}});
    }
    for (const std::string& id : stale.spoils) {
      if (std::ranges::find(found->nodes, id, &views::SpoiledNode::id) == found->nodes.end()) {
        found->nodes.push_back(spoiled_node(ledger, id));
      }
    }
  }
  return sources;
}

}  // namespace

Result<views::DataPage> make_data_page(engine::Engine& store,
                                       const Workspace& workspace,
                                       const views::Ledger& ledger) {
  views::DataPage page;
  TL_TRY(page.imports, imported_files(store));
  TL_TRY(page.refused, refused_rows(store));
  TL_TRY(page.money, kept_money(store, workspace));
  page.spoils = spoiling_sources(ledger);
  if (!ledger.tree.empty()) {
    page.ledger = ledger.reconciliation;
  }
  return page;
}

Result<std::optional<views::RunNoted>> last_run(engine::Engine& store) {
  TL_TRY(const Batch answer, store.query(sql::kLastRun));
  TL_TRY(const auto* const run, answer.get<Strings>("run"));
  TL_TRY(const auto* const at, answer.get<U32>("at"));
  if (answer.n_rows() == 0) {
    return std::optional<views::RunNoted>();
  }
  return std::optional(views::RunNoted{std::string((*run)[0]), (*at)[0]});
}

}  // namespace throughline::workflow
