#include "collector/live_state.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "base/hash.hpp"
#include "collector/json_text.hpp"
#include "collector/mask.hpp"
#include "collector/source_name.hpp"
#include "intake/event_row.hpp"
#include "text/url.hpp"

namespace throughline::collector {
namespace {

constexpr std::int64_t kMinute = 60'000;  // milliseconds
constexpr std::size_t kMostNews = 1'000;  // marks and newcomers that are kept

std::string masked(std::string_view url) {
  const text::Url page = text::split_url(url);
  return mask_path(page.path, page.query);
}

template <class... Args>
void append(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

void append_text(std::string& out, std::string_view key, std::string_view text) {
  append(out, ",\"{}\":", key);
  append_json_text(out, text);
}

// Writes the items that changed after a number, newest first, and how many were left out.
template <class Items, class Write>
void append_list(std::string& out,
                 std::string_view name,
                 const Items& items,
                 std::uint64_t after,
                 std::size_t most,
                 const Write& write) {
  append(out, ",\"{}\":[", name);
  std::size_t n = 0;
  for (auto item = items.begin(); item != items.end() && item->change > after; ++item, ++n) {
    if (n < most) {
      out += n == 0 ? "" : ",";
      write(*item);
    }
  }
  append(out, "],\"{}_left_out\":{}", name, n - std::min(n, most));
}

template <class Items>
void keep_most(Items& items, std::size_t most) {
  while (items.size() > most) {
    items.pop_back();
  }
}

}  // namespace

void LiveState::know(std::span<const KnownSource> sources) {
  for (const KnownSource& source : sources) {
    if (known_.size() < options_.most_known) {
      known_.insert(hash_bytes(source.name));
    }
    if (source.people_a_minute > 0.0) {
      watched(std::string(source.name)).pulse = SourcePulse(source.people_a_minute);
    }
  }
  learned_at_ = 1;
}

void LiveState::note(const LiveEvent& event) {
  if (learned_at_ == 0) {
    learned_at_ = event.at + options_.learning;
  }
  ++events_;
  ++change_;
  drop_quiet(event.at);
  Person& person = person_of(event);
  if (event.name == intake::kPageview) {
    ++person.pages;
    person.path = masked(event.url);
  } else if (intake::is_friction(event.name)) {
    ++person.friction;
    friction_.push_front({.at = event.at,
                          .visitor = event.visitor,
                          .mark = std::string(event.name),
                          .site = person.site,
                          .path = masked(event.url),
                          .change = change_});
    keep_most(friction_, kMostNews);
  }
}

LiveState::Person& LiveState::person_of(const LiveEvent& event) {
  const auto known = by_visitor_.find(event.visitor);
  if (known != by_visitor_.end()) {
    people_.splice(people_.begin(), people_, known->second);
  } else {
    people_.push_front({.visitor = event.visitor,
                        .site = std::string(event.site),
                        .path = masked(event.url),
                        .since = event.at});
    by_visitor_.emplace(event.visitor, people_.begin());
  }
  Person& person = people_.front();
  person.seen = event.at;
  person.change = change_;
  const std::string source =
      event.name == intake::kPageview ? source_name(event.url, event.referrer) : std::string();
  if (!source.empty() && source != person.source) {
    person.source = source;
    note_arrival(person, event);
  }
  return person;
}

void LiveState::note_arrival(const Person& person, const LiveEvent& event) {
  if (known_.size() < options_.most_known && known_.insert(hash_bytes(person.source)).second) {
    newcomers_.push_front({.at = event.at,
                           .source = person.source,
                           .path = masked(event.url),
                           .site = person.site,
                           .change = change_});
    keep_most(newcomers_, kMostNews);
  }
  Watched& source = watched(person.source);
  source.pulse.add(event.at / kMinute);
  note_spike(source, event.at);
}

void LiveState::note_spike(Watched& watched, std::int64_t at) {
  if (!watched.pulse.is_spike(options_.spikes)) {
    watched.spike_began = 0;
  } else if (watched.spike_began == 0 && at >= learned_at_) {
    watched.spike_began = watched.pulse.began() * kMinute;
  }
}

LiveState::Watched& LiveState::watched(const std::string& source) {
  const auto known = by_source_.find(source);
  if (known != by_source_.end()) {
    sources_.splice(sources_.begin(), sources_, known->second);
  } else {
    sources_.push_front({.source = source, .pulse = SourcePulse()});
    by_source_.emplace(source, sources_.begin());
    if (sources_.size() > options_.most_sources) {
      by_source_.erase(sources_.back().source);
      sources_.pop_back();
    }
  }
  return sources_.front();
}

void LiveState::drop_quiet(std::int64_t now) {
  const auto drop_last = [this] {
    by_visitor_.erase(people_.back().visitor);
    people_.pop_back();
  };
  while (!people_.empty() && people_.back().seen < now - options_.stay) {
    drop_last();
  }
  while (people_.size() > options_.most_people) {
    drop_last();
    ++dropped_;
  }
}

std::string LiveState::changes(std::int64_t now) {
  std::string out = message(now, told_);
  told_ = change_;
  events_ = 0;
  return out;
}

std::string LiveState::whole(std::int64_t now) { return message(now, 0); }

std::string LiveState::message(std::int64_t now, std::uint64_t after) {
  drop_quiet(now);
  std::string out;
  append(out,
         R"({{"schema":"throughline.live/1","at":{},"whole":{},"stay":{},"people":{},)"
         R"("people_not_kept":{},"events":{})",
         now,
         after == 0,
         options_.stay,
         people_.size(),
         dropped_,
         change_ - after);
  append_people(out, after);
  append_friction(out, after);
  append_newcomers(out, after);
  append_spikes(out, now);
  out += '}';
  return out;
}

void LiveState::append_people(std::string& out, std::uint64_t after) const {
  append_list(out, "visits", people_, after, options_.most_shown, [&](const Person& person) {
    append(out,
           R"({{"id":"{:08x}","since":{},"seen":{},"pages":{},"friction":{})",
           hash_combine(key_, person.visitor) >> 32U,
           person.since,
           person.seen,
           person.pages,
           person.friction);
    append_text(out, "site", person.site);
    append_text(out, "path", person.path);
    append_text(out, "source", person.source);
    out += '}';
  });
}

void LiveState::append_friction(std::string& out, std::uint64_t after) const {
  append_list(out, "friction", friction_, after, options_.most_shown, [&](const Friction& one) {
    append(out, R"({{"id":"{:08x}","at":{})", hash_combine(key_, one.visitor) >> 32U, one.at);
    append_text(out, "mark", one.mark);
    append_text(out, "site", one.site);
    append_text(out, "path", one.path);
    out += '}';
  });
}

void LiveState::append_newcomers(std::string& out, std::uint64_t after) const {
  append_list(
      out, "new_sources", newcomers_, after, options_.most_shown, [&](const Newcomer& newcomer) {
        append(out, R"({{"at":{})", newcomer.at);
        append_text(out, "source", newcomer.source);
        append_text(out, "site", newcomer.site);
        append_text(out, "path", newcomer.path);
        out += '}';
      });
}

// All that last, with each message: their clocks run.
void LiveState::append_spikes(std::string& out, std::int64_t now) {
  out += ",\"spikes\":[";
  std::size_t n = 0;
  for (Watched& source : sources_) {
    if (source.spike_began == 0) {
      continue;
    }
    source.pulse.advance(now / kMinute);
    note_spike(source, now);
    if (source.spike_began == 0 || n == options_.most_shown) {
      continue;
    }
    append(out,
           R"({}{{"began":{},"answer_by":{},"people":{},"expected":{:.1f})",
           n++ == 0 ? "" : ",",
           source.spike_began,
           source.spike_began + options_.spikes.answer_minutes * kMinute,
           source.pulse.people(),
           source.pulse.expected(options_.spikes));
    append_text(out, "source", source.source);
    out += '}';
  }
  out += ']';
}

}  // namespace throughline::collector
