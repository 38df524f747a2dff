#include "workflow/sessions.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "sql/queries.hpp"
#include "workflow/derivation.hpp"
#include "workflow/session_making.hpp"
#include "workflow/store.hpp"

namespace throughline::workflow {
namespace {

constexpr std::string_view kInPlace = "sessions";
constexpr std::string_view kBeside = "sessions_next";

std::uint64_t hash_of(const engine::Parameters& parameters) {
  std::uint64_t hash = hash_bytes(sql::kSessions);
  for (const auto& [name, value] : parameters) {
    hash = hash_bytes(value, hash_bytes(name, hash));
  }
  return hash;
}

engine::Parameters with_assets(engine::Parameters parameters, const std::string& feeds) {
  parameters.emplace_back("asset_feeds", feeds);
  return parameters;
}

Result<std::uint64_t> count_hits(engine::Engine& store) {
  return one_number(store, "SELECT toUInt64(count()) AS n FROM hits");
}

// One way from what is there to what is wanted.
class Deriving {
 public:
  Deriving(engine::Engine& store, const SessionRules& rules, const DeriveOptions& options)
      : store_(store), parameters_(parameters_of(rules)), options_(options) {
    wanted_.rules = hash_of(parameters_);
  }

  Result<bool> derive() {
    TL_TRY(wanted_.last_batch,
           one_number(store_, "SELECT toUInt64(max(batch)) AS n FROM imports WHERE state = 1"));
    TL_TRY(const std::optional<Derivation> there, last_derivation(store_));
    const bool same_rules = there && there->rules == wanted_.rules;
    if (same_rules && there->last_batch == wanted_.last_batch) {
      return false;
    }
    wanted_.step = there ? there->step + 1 : 1;
    TL_TRY(const std::uint64_t can_swap, one_number(store_, sql::kCanSwapSessions));
    TL_TRY(n_hits_, count_hits(store_));
    wanted_.every = sampled_every(n_hits_);
    if (can_swap == 0) {
      TL_CHECK(derive_in_place());
    } else if (same_rules && there->last_batch > 0) {
      TL_CHECK(derive_what_is_new(*there));
    } else {
      TL_TRY(wanted_.asset_feeds, feeds_with_assets(store_, wanted_.every));
      TL_CHECK(derive_beside());
    }
    return true;
  }

 private:
  Result<void> derive_in_place() {
    TL_TRY(wanted_.asset_feeds, feeds_with_assets(store_, wanted_.every));
    TL_CHECK(forget_derivations(store_));  // until they are whole, nothing vouches for them
    TL_CHECK(store_.execute("TRUNCATE TABLE sessions"));
    TL_CHECK(make_all(kInPlace));
    return note(store_, wanted_);
  }

  Result<void> derive_beside() {
    TL_CHECK(store_.execute(sql::kMakeNextSessions));
    TL_CHECK(store_.execute(sql::kClearNextSessions));
    TL_CHECK(make_all(kBeside));
    return show();
  }

  Result<void> derive_what_is_new(const Derivation& there) {
    TL_TRY(const NewHits fresh, new_hits(there.last_batch));
    const bool may_differ = fresh.with_assets > 0 || there.every != wanted_.every;
    wanted_.asset_feeds = there.asset_feeds;
    if (may_differ) {
      TL_TRY(wanted_.asset_feeds, feeds_with_assets(store_, wanted_.every));
    }
    if (fresh.n == 0) {
      return note(store_, wanted_);
    }
    // Looking visitors up costs more than a pass over all, if they are many.
    if (wanted_.asset_feeds != there.asset_feeds || fresh.n * 5 > n_hits_) {
      return derive_beside();
    }
    return derive_touched({.since = there.last_batch, .n_hits = fresh.n});
  }

  Result<void> derive_touched(const Touched& touched) {
    TL_CHECK(store_.execute(sql::kMakeNextSessions));
    TL_CHECK(store_.execute(sql::kCopySessions));
    TL_CHECK(store_.execute(sql::kDropTouchedSessions, {{"since", std::to_string(touched.since)}}));
    TL_CHECK(make_touched_sessions(
        store_, kBeside, with_assets(parameters_, wanted_.asset_feeds), touched));
    return show();
  }

  // A kill between the two steps leaves new sessions with an old note: what is new since the note
  // is derived once more, to the same rows.
  Result<void> show() {
    const auto swap = [&]() -> Result<void> {
      TL_CHECK(store_.execute(sql::kSwapSessions));
      return note(store_, wanted_);
    };
    TL_CHECK(options_.at_swap ? options_.at_swap(swap) : swap());
    return store_.execute(sql::kClearNextSessions);
  }

  Result<void> make_all(std::string_view table) {
    return make_sessions(store_,
                         table,
                         with_assets(parameters_, wanted_.asset_feeds),
                         n_hits_,
                         {.progress = options_.progress});
  }

  struct NewHits {
    std::uint64_t n = 0;
    std::uint64_t with_assets = 0;  ///< of sources that tell of more than events
  };

  Result<NewHits> new_hits(std::uint64_t since) {
    TL_TRY(const engine::Batch answer,
           store_.query(sql::kNewHits, {{"since", std::to_string(since)}}));
    TL_TRY(const auto* const n, answer.get<std::vector<std::uint64_t>>("hits"));
    TL_TRY(const auto* const with, answer.get<std::vector<std::uint64_t>>("with_assets"));
    return NewHits{n->front(), with->front()};
  }

  engine::Engine& store_;
  engine::Parameters parameters_;
  const DeriveOptions& options_;
  Derivation wanted_;
  std::uint64_t n_hits_ = 0;
};

}  // namespace

Result<void> rebuild_sessions(engine::Engine& store,
                              const SessionRules& rules,
                              const SessionWork& work) {
  TL_TRY(const std::uint64_t n_hits, count_hits(store));
  TL_TRY(const std::string feeds, feeds_with_assets(store, sampled_every(n_hits)));
  TL_CHECK(store.execute("TRUNCATE TABLE sessions"));
  return make_sessions(store, kInPlace, with_assets(parameters_of(rules), feeds), n_hits, work);
}

Result<bool> derive_sessions(engine::Engine& store,
                             const SessionRules& rules,
                             const DeriveOptions& options) {
  return Deriving(store, rules, options).derive();
}

}  // namespace throughline::workflow
