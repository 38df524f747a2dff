#include "workflow/markets.hpp"

#include "workflow/collected.hpp"
#include "workflow/import.hpp"

namespace throughline::workflow {

std::string market_of(const settings::Settings& settings, const settings::Source& source) {
  for (const settings::Site& site : settings.sites) {
    if (site.id == source.site || (source.site.empty() && settings.sites.size() == 1)) {
      return site.market;
    }
  }
  return "unknown";
}

std::map<std::uint32_t, std::string> markets_by_feed(const settings::Settings& settings) {
  std::map<std::uint32_t, std::string> markets;
  for (const settings::Source& source : settings.sources) {
    markets.emplace(feed_number(source.id), market_of(settings, source));
  }
  for (const settings::Source& source : collected_sources(settings)) {
    markets.emplace(feed_number(source.id), market_of(settings, source));
  }
  return markets;
}

}  // namespace throughline::workflow
