#include "render/data_json.hpp"
#include "server/resources.hpp"
#include "workflow/data_page.hpp"

namespace throughline::server {

Result<Answer> get_overview(const Call& call) {
  TL_TRY(const auto report, call.made.report(call.store, call.moment, call.asking));
  TL_TRY(const auto ledger, call.made.ledger(call.store, call.moment, call.asking));
  const settings::Settings& settings = call.moment.workspace->settings;
  views::Overview overview{.name = report->workspace,
                           .version = TL_VERSION,
                           .as_of = report->as_of,
                           .time_zone = settings.timezone,
                           .currency = settings.currency,
                           .language = settings.language.empty() ? "en" : settings.language,
                           .revision = call.moment.revision,
                           .decisions_due = ledger->due.size(),
                           .signals = report->signals.size(),
                           .sources = report->n_sources,
                           .plan_findings = ledger->findings.errors + ledger->findings.warnings,
                           .missing = report->missing};
  if (report->visits > 0) {
    overview.from = report->from;
    overview.until = report->until;
  }
  for (const views::FeedRow& feed : report->feeds) {
    overview.stale_feeds += feed.stale ? 1 : 0;
  }
  overview.missing.insert(overview.missing.end(), ledger->missing.begin(), ledger->missing.end());
  TL_TRY(overview.run, workflow::last_run(call.store));
  return Answer{.text = render::overview_json(overview)};
}

}  // namespace throughline::server
