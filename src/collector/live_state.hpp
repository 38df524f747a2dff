#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "collector/spikes.hpp"

namespace throughline::collector {

/// Something that happened on a page.
struct LiveEvent {
  std::int64_t at = 0;  ///< milliseconds since 1970; never much less than that of the event before
  std::uint64_t visitor = 0;
  std::string_view site;  ///< id
  std::string_view name;
  std::string_view url;
  std::string_view referrer;
};

struct LiveOptions {
  std::size_t most_people = 20'000;    ///< kept; who was quiet longest goes first
  std::size_t most_sources = 20'000;   ///< watched for spikes; the quietest goes first
  std::size_t most_known = 1'000'000;  ///< sources that are remembered as not new
  std::size_t most_shown = 60;         ///< of each list in one message
  std::int64_t stay = 300'000;  ///< milliseconds after their last sign in which people are "now"
  std::int64_t learning = 3'600'000;  ///< milliseconds at the start in which no spike is told
  std::int64_t pace = 500;            ///< milliseconds between messages
  std::size_t most_streams = 100;
  SpikeOptions spikes;
};

/// A source that was seen before, and how many people it usually sends.
struct KnownSource {
  std::string_view name;         ///< domain, or what utm_source says
  double people_a_minute = 0.0;  ///< 0 where not known
};

/// Who is on the sites now, and what is new. A function of what it was told: no clock, no threads.
/// Cost: constant a event. Memory is bounded by the options.
class LiveState {
 public:
  /// \param key  of the names under which visitors are shown; another one with each start, so that
  /// nobody can be followed from one to the next
  LiveState(const LiveOptions& options, std::uint64_t key) : options_(options), key_(key) {}

  /// Names sources that were seen before. Ends the time of learning.
  void know(std::span<const KnownSource> sources);

  void note(const LiveEvent& event);

  /// What changed since the last call, as JSON "throughline.live/1". \param now  milliseconds
  [[nodiscard]] std::string changes(std::int64_t now);
  /// Everybody and all that is kept, in the same form.
  [[nodiscard]] std::string whole(std::int64_t now);

  /// Whether changes() has anything to tell.
  [[nodiscard]] bool has_news() const { return events_ > 0; }

  [[nodiscard]] std::size_t n_people() const { return people_.size(); }

 private:
  struct Person {
    std::uint64_t visitor = 0;
    std::string site;
    std::string path;  ///< masked
    std::string source;
    std::int64_t since = 0;
    std::int64_t seen = 0;
    std::uint32_t pages = 0;
    std::uint32_t friction = 0;  ///< marks so far
    std::uint64_t change = 0;    ///< number of the event that changed it last
  };

  struct Friction {
    std::int64_t at = 0;
    std::uint64_t visitor = 0;
    std::string mark;
    std::string site;
    std::string path;  ///< masked
    std::uint64_t change = 0;
  };

  struct Newcomer {
    std::int64_t at = 0;
    std::string source;
    std::string path;  ///< masked, where it leads to
    std::string site;
    std::uint64_t change = 0;
  };

  struct Watched {
    std::string source;
    SourcePulse pulse;
    std::int64_t spike_began = 0;  ///< 0 = none
  };

  using People = std::list<Person>;    // who was seen last comes first
  using Sources = std::list<Watched>;  // likewise

  Person& person_of(const LiveEvent& event);
  void note_arrival(const Person& person, const LiveEvent& event);
  void note_spike(Watched& watched, std::int64_t at);
  Watched& watched(const std::string& source);
  void drop_quiet(std::int64_t now);
  [[nodiscard]] std::string message(std::int64_t now, std::uint64_t after);
  void append_people(std::string& out, std::uint64_t after) const;
  void append_friction(std::string& out, std::uint64_t after) const;
  void append_newcomers(std::string& out, std::uint64_t after) const;
  void append_spikes(std::string& out, std::int64_t now);

  const LiveOptions options_;
  const std::uint64_t key_;
  People people_;
  std::unordered_map<std::uint64_t, People::iterator> by_visitor_;
  Sources sources_;
  std::unordered_map<std::string, Sources::iterator> by_source_;
  std::unordered_set<std::uint64_t> known_;  ///< hashes of names
  std::list<Friction> friction_;             ///< newest first
  std::list<Newcomer> newcomers_;            ///< newest first
  std::int64_t learned_at_ = 0;              ///< 0 = nothing was noted yet
  std::uint64_t change_ = 0;                 ///< events so far
  std::uint64_t told_ = 0;                   ///< change_ at the last changes()
  std::uint64_t events_ = 0;                 ///< since the last changes()
  std::uint64_t dropped_ = 0;  ///< people who went before their time, for want of room
};

}  // namespace throughline::collector
