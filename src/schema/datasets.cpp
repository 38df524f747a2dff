#include "schema/datasets.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace throughline::schema {
namespace {

using enum ColumnType;

constexpr std::array kHits = {
    DataColumn{"time", Time, "when it was asked for"},
    DataColumn{"kind", Text, "page, event, api, feed, asset or error"},
    DataColumn{"path", Text, "path of the page, or name of the event"},
    DataColumn{"visitor", Text, "keyed hash of the visitor"},
    DataColumn{"market", Text, "market of the site"},
    DataColumn{"value", Money, "what the event says it is worth"},
};
constexpr std::array kSessions = {
    DataColumn{"time", Time, "start of the visit"},
    DataColumn{"visitor", Text, "keyed hash of the visitor"},
    DataColumn{"market", Text, "market of the site"},
    DataColumn{"channel", Text, "channel by GA4's rules"},
    DataColumn{"source", Text, "source: a host, or utm_source"},
    DataColumn{"medium", Text, "utm_medium, or referral, organic, (none)"},
    DataColumn{"campaign", Text, "utm_campaign"},
    DataColumn{"host", Text, "host of the referrer"},
    DataColumn{"landing", Text, "path of the first page"},
    DataColumn{"pages", Number, "pages and events"},
    DataColumn{"engaged", Number, "1 where GA4's rule is met"},
    DataColumn{"returning", Number, "1 where the visitor was here before"},
    DataColumn{"conversions", Number, "goals of the settings that were reached"},
    DataColumn{"value", Money, "what they were worth"},
};
constexpr std::array kOrders = {
    DataColumn{"time", Time, "when it was placed"},
    DataColumn{"order", Text, "number of the order"},
    DataColumn{"market", Text, "market"},
    DataColumn{"customer", Text, "who bought"},
    DataColumn{"value", Money, "what was paid"},
    DataColumn{"nth", Number, "1 for the customer's first order, 2 for the second"},
    DataColumn{"code", Text, "code given at the order"},
    DataColumn{"source", Text, "where the buyer came from, if the shop knows"},
    DataColumn{"medium", Text, "by what medium"},
    DataColumn{"campaign", Text, "by which campaign"},
};
constexpr std::array kLeads = {
    DataColumn{"time", Time, "when it came in"},
    DataColumn{"lead", Text, "number of the lead"},
    DataColumn{"market", Text, "market"},
    DataColumn{"customer", Text, "who asked"},
    DataColumn{"stage", Text, "new, accepted, qualified, won or lost: the furthest reached"},
    DataColumn{"value", Money, "what it is worth, if won"},
    DataColumn{"code", Text, "code given with it"},
    DataColumn{"source", Text, "where it came from"},
    DataColumn{"medium", Text, "by what medium"},
    DataColumn{"campaign", Text, "by which campaign"},
};
constexpr std::array kSpend = {
    DataColumn{"time", Time, "the day"},
    DataColumn{"market", Text, "market"},
    DataColumn{"channel", Text, "channel as the bill calls it"},
    DataColumn{"source", Text, "whom it was paid to"},
    DataColumn{"medium", Text, "by what medium"},
    DataColumn{"campaign", Text, "campaign"},
    DataColumn{"cost", Money, "what was paid"},
    DataColumn{"impressions", Number, "times shown"},
    DataColumn{"clicks", Number, "times clicked"},
    DataColumn{"tag", Text, "ledger tag"},
};
constexpr std::array kHours = {
    DataColumn{"time", Time, "the day"},
    DataColumn{"role", Text, "role that the settings price"},
    DataColumn{"market", Text, "market"},
    DataColumn{"tag", Text, "ledger tag"},
    DataColumn{"hours", Number, "hours worked"},
};
constexpr std::array kSupport = {
    DataColumn{"time", Time, "when it was opened"},
    DataColumn{"case", Text, "number of the case"},
    DataColumn{"market", Text, "market"},
    DataColumn{"customer", Text, "who asked"},
    DataColumn{"topic", Text, "what about"},
    DataColumn{"product", Text, "which product"},
};
constexpr std::array kMentions = {
    DataColumn{"time", Time, "when it was written"},
    DataColumn{"market", Text, "market"},
    DataColumn{"community", Text, "where it was written"},
    DataColumn{"author", Text, "who wrote it"},
    DataColumn{"language", Text, "its language"},
};
constexpr std::array kActs = {
    DataColumn{"time", Time, "the day"},
    DataColumn{"market", Text, "market"},
    DataColumn{"partner", Text, "partner or community"},
    DataColumn{"act", Text, "what was done"},
    DataColumn{"value", Money, "what it is worth"},
};

constexpr std::array kTables = {
    DataTable{"hits", kHits},
    DataTable{"sessions", kSessions},
    DataTable{"orders", kOrders},
    DataTable{"leads", kLeads},
    DataTable{"spend", kSpend},
    DataTable{"hours", kHours},
    DataTable{"support", kSupport},
    DataTable{"mentions", kMentions},
    DataTable{"acts", kActs},
};

// Logs and what other tools measured make visits; the rest stand in tables of their own name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kVisitKinds = {
    {{"log", "sessions"},
     {"events", "sessions"},
     {"plausible", "sessions"},
     {"ga4", "sessions"},
     {"matomo", "sessions"}}};

}  // namespace

std::span<const DataTable> data_tables() { return kTables; }

const DataTable* data_table(std::string_view name) {
  const auto found = std::ranges::find(kTables, name, &DataTable::name);
  return found == kTables.end() ? nullptr : &*found;
}

const DataColumn* column_of(const DataTable& table, std::string_view name) {
  const auto found = std::ranges::find(table.columns, name, &DataColumn::name);
  return found == table.columns.end() ? nullptr : &*found;
}

std::string_view table_of_kind(std::string_view kind) {
  const auto* const found =
      std::ranges::find(kVisitKinds, kind, &std::pair<std::string_view, std::string_view>::first);
  if (found != kVisitKinds.end()) {
    return found->second;
  }
  return data_table(kind) == nullptr ? std::string_view{} : kind;
}

}  // namespace throughline::schema
