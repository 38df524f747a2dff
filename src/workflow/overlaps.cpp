#include "workflow/overlaps.hpp"

#include <algorithm>
#include <map>

#include "base/time.hpp"
#include "sql/queries.hpp"
#include "workflow/formats.hpp"

namespace throughline::workflow {
namespace {

using U32 = std::vector<std::uint32_t>;

// A source that makes visits, and when its first and last page was seen.
struct Span {
  const settings::Source* source = nullptr;
  std::string site;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

std::string site_of(const settings::Settings& settings, const settings::Source& source) {
  return source.site.empty() && settings.sites.size() == 1 ? settings.sites.front().id
                                                           : source.site;
}

std::vector<Span> candidates_of(const settings::Settings& settings) {
  std::vector<Span> spans;
  for (const settings::Source& source : settings.sources) {
    if (makes_visits(source.kind) && source.visits) {
      spans.push_back({.source = &source, .site = site_of(settings, source)});
    }
  }
  return spans;
}

bool may_overlap(const Span& a, const Span& b) {
  return a.site == b.site && a.source->kind != b.source->kind;
}

std::string day_of(std::uint32_t time) { return format_timestamp(time).substr(0, 10); }

std::string sentence_of(const Span& a, const Span& b) {
  return fmt::format(
      "{0} and {1} tell of the same site from {2} to {3}: a person whom both saw counts twice. "
      "Write visits: false for one of them, or give them sites of their own if they see different "
      "pages",
      a.source->id,
      b.source->id,
      day_of(std::max(a.first, b.first)),
      day_of(std::min(a.last, b.last)));
}

Result<void> fill_times(engine::Engine& store, std::vector<Span>& spans) {
  TL_TRY(const engine::Batch answer, store.query(sql::kFeedSpans));
  TL_TRY(const auto* const feed, answer.get<U32>("feed"));
  TL_TRY(const auto* const first, answer.get<U32>("first"));
  TL_TRY(const auto* const last, answer.get<U32>("last"));
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    for (Span& span : spans) {
      if (feed_number(span.source->id) == (*feed)[i]) {
        span.first = (*first)[i];
        span.last = (*last)[i];
      }
    }
  }
  return {};
}

template <class Do>
void for_each_pair(const std::vector<Span>& spans, const Do& what) {
  for (std::size_t i = 0; i < spans.size(); ++i) {
    for (std::size_t j = i + 1; j < spans.size(); ++j) {
      if (may_overlap(spans[i], spans[j])) {
        what(spans[i], spans[j]);
      }
    }
  }
}

}  // namespace

Result<std::vector<std::string>> overlapping_sources(engine::Engine& store,
                                                     const settings::Settings& settings) {
  std::vector<Span> spans = candidates_of(settings);
  bool may = false;
  for_each_pair(spans, [&](const Span&, const Span&) { may = true; });
  std::vector<std::string> sentences;
  if (!may) {
    return sentences;  // the times need a pass over all hits
  }
  TL_CHECK(fill_times(store, spans));
  for_each_pair(spans, [&](const Span& a, const Span& b) {
    if (a.last > 0 && b.last > 0 && a.first <= b.last && b.first <= a.last) {
      sentences.push_back(sentence_of(a, b));
    }
  });
  return sentences;
}

}  // namespace throughline::workflow
