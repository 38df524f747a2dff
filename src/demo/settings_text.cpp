#include "demo/settings_text.hpp"

#include <fmt/format.h>

namespace throughline::demo {

std::string settings_yaml(std::uint64_t seed) {
  return fmt::format(R"x({}
#
# The settings of a workspace. Every key has a default; `throughline settings` prints them all, and
# a misspelt one is an error with its line. Lists and words: docs/settings.md of the program.

workspace: lumen
plan: plan.yaml

# Days and months are those of this zone, whatever zone the times in the files are in.
timezone: Europe/Berlin
currency: EUR
# Orders in Brazil are paid in reais. A currency without a rate would be in no sum, and told loudly.
rates: {{BRL: 0.17}}

# The day that counts as today. A workspace of yours leaves this out; the demo's story ends here, and
# a feed with nothing newer than `fresh_within` before this day is reported as stale: one is.
as_of: 2026-06-30
seed: {}

# A site is what visits are counted on. Referrals from a site's own hosts are no referrals, and a
# visit has the market of its site.
sites:
  - {{id: de, host: [lumen.example, www.lumen.example], market: de}}
  - {{id: br, host: [lumen-br.example, www.lumen-br.example], market: br}}
  - {{id: app, host: [app.lumen.example], market: de}}

# What to read. Only what is new in a file is read again; lines that cannot be read are kept in
# quarantine. The app's events are of a site of their own: were the pages of `de` in them too, every
# visit there would count twice, once from its log.
sources:
  - {{id: logs-de, kind: log, path: "logs/de-*.log.gz", site: de, fresh_within: 48h}}
  - {{id: logs-br, kind: log, path: "logs/br-*.log.gz", site: br, fresh_within: 48h}}
  - {{id: app, kind: events, path: events.jsonl, site: app, fresh_within: 48h}}
  # `columns` tells what the file calls a column that has another name here.
  - {{id: spend, kind: spend, path: spend.csv, columns: {{date: day, amount: cost}}}}
  - {{id: hours, kind: hours, path: hours.csv}}
  - {{id: orders, kind: orders, path: orders.csv, fresh_within: 48h}}
  - {{id: leads, kind: leads, path: leads.csv}}
  - {{id: experiments, kind: experiments, path: experiments.csv}}
  - {{id: estimates, kind: estimates, path: estimates.csv}}
  - {{id: support, kind: support, path: support.csv}}
  - {{id: mentions, kind: mentions, path: mentions.jsonl}}
  - {{id: acts, kind: acts, path: acts.csv}}

# What an hour of somebody's work costs. Without it, what is done by hand looks free.
roles: {{brand: 68, community: 42, editor: 45, field: 40, media: 52}}

# What counts as a goal reached: a page that only buyers see, or an event, with the property that
# holds its money.
conversions:
  - {{id: order, path: /checkout/thanks}}
  - {{id: app-order, event: purchase, value: value}}
)x",
                     kSettingsMark,
                     seed);
}

}  // namespace throughline::demo
