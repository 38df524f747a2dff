#include "workflow/formats.hpp"

#include <filesystem>

#include "base/currency.hpp"
#include "intake/event_rows.hpp"
#include "intake/log_rows.hpp"
#include "intake/plausible_rows.hpp"
#include "intake/recognise.hpp"
#include "intake/record_rows.hpp"

namespace throughline::workflow {
namespace {

using settings::Kind;

intake::EventMoney money_of(const settings::Settings& settings) {
  intake::EventMoney money{.currency = settings.currency,
                           .minor_digits = minor_digits(settings.currency)};
  for (const settings::Conversion& goal : settings.conversions) {
    if (!goal.event.empty() && !goal.value.empty()) {
      money.property_of.emplace(goal.event, goal.value);
    }
  }
  return money;
}

Result<intake::RowFormat> log_format(const settings::Source& source, const Opened& opened) {
  TL_TRY(intake::LogFormat format,
         source.format.empty() ? intake::detect_log_format(opened.head.bytes)
                               : intake::parse_log_format(source.format));
  return intake::log_rows(std::move(format));
}

Result<intake::CellRules> cell_rules(const settings::Settings& settings,
                                     const settings::Source& source) {
  TL_TRY(TimeZone zone,
         TimeZone::named(source.timezone.empty() ? settings.timezone : source.timezone));
  intake::CellRules rules{.zone = std::move(zone), .currency = settings.currency};
  for (const settings::Site& site : settings.sites) {
    if (site.id == source.site) {
      rules.market = site.market;
    }
  }
  return rules;
}

tl::unexpected<Error> another_kind(const settings::Source& source,
                                   const Opened& opened,
                                   Kind found) {
  return fail(ErrorCode::CorruptData,
              fmt::format("{} is of the kind {}, and the source {} says {}",
                          opened.path,
                          settings::name_of(found),
                          source.id,
                          settings::name_of(source.kind)),
              fmt::format("Write kind: {} in throughline.yaml, or name another file",
                          settings::name_of(found)));
}

// Looking at a file tells little of columns that the settings name, or of a format that they give.
bool may_look(const settings::Source& source, const Opened& opened) {
  return source.columns.empty() && source.format.empty() && !opened.head.bytes.empty();
}

}  // namespace

bool makes_visits(Kind kind) {
  return kind == Kind::Log || kind == Kind::Events || kind == Kind::Plausible;
}

bool is_readable(Kind kind) {
  return makes_visits(kind) || intake::record_kind(settings::name_of(kind)) != nullptr;
}

Result<Kind> kind_of(const Opened& opened) {
  TL_TRY(const intake::FileKind kind, intake::recognise(opened.head.bytes, opened.path));
  switch (kind) {
    case intake::FileKind::Events:
      return Kind::Events;
    case intake::FileKind::Plausible:
      return Kind::Plausible;
    case intake::FileKind::Log:
      break;
  }
  const intake::RecordKind* const records = intake::recognise_records(opened.head.bytes);
  return records == nullptr ? Kind::Log : settings::kind_named(records->name).value_or(Kind::Log);
}

Result<intake::RowFormat> format_of(const settings::Settings& settings,
                                    const settings::Source& source,
                                    const Opened& opened) {
  if (const intake::RecordKind* const kind = intake::record_kind(settings::name_of(source.kind))) {
    TL_TRY(intake::CellRules rules, cell_rules(settings, source));
    return intake::record_rows(
        *kind, source.columns, std::move(rules), source.format, opened.head.bytes, opened.path);
  }
  TL_TRY(const Kind found, kind_of(opened));
  const bool is_log = found == Kind::Log && intake::detect_log_format(opened.head.bytes);
  if (found != source.kind && may_look(source, opened) && (found != Kind::Log || is_log)) {
    return another_kind(source, opened, found);
  }
  const std::string& head = opened.head.bytes;
  switch (source.kind) {
    case Kind::Events:
      return intake::event_rows(source.columns, money_of(settings), head, opened.path);
    case Kind::Plausible:
      return intake::plausible_rows(source.columns, money_of(settings), head, opened.path);
    default:
      return log_format(source, opened);
  }
}

}  // namespace throughline::workflow
