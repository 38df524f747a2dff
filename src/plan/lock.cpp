#include "plan/lock.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "plan/lock_terms.hpp"
#include "plan/words.hpp"
#include "text/normal_form.hpp"

namespace throughline::plan {
namespace {

constexpr std::string_view kVersion = "1";

Canonical::Map entries_of(const LockEntry& entry) {
  return {{"v", Canonical::of(std::int64_t{1})},
          {"kind", Canonical::of(name_of(entry.kind))},
          {"id", Canonical::of(entry.id)},
          {"trial", Canonical::of(std::int64_t{entry.trial})},
          {"at", Canonical::of(format_date(entry.at))},
          {"prev", Canonical::of(entry.prev)},
          {"terms", entry.terms}};
}

std::string hash_of(const LockEntry& entry) {
  return sha256_of(Canonical::of(entries_of(entry)).text());
}

// Reads one line; every key must be there.
class LineReader {
 public:
  LineReader(const Canonical& line, Place place) : line_(line), place_(std::move(place)) {}

  Result<LockEntry> entry() {
    TL_CHECK(check_version());
    LockEntry out;
    out.line = place_.line;
    TL_TRY(out.id, text("id"));
    TL_TRY(const std::string kind, text("kind"));
    const auto type = named<NodeType>(kind);
    if (type != NodeType::Tactic && type != NodeType::Goal) {
      return wrong("kind");
    }
    out.kind = *type;
    TL_TRY(const std::string at, text("at"));
    const auto day = parse_date(at);
    if (!day) {
      return wrong("at");
    }
    out.at = *day;
    TL_TRY(out.trial, trial());
    TL_TRY(out.prev, text("prev"));
    TL_TRY(out.hash, text("hash"));
    const Canonical* terms = line_.find("terms");
    if (terms == nullptr || terms->map() == nullptr) {
      return wrong("terms");
    }
    out.terms = *terms;
    return out;
  }

 private:
  Result<void> check_version() {
    const Canonical* version = line_.find("v");
    if (version == nullptr) {
      return wrong("v");
    }
    if (version->text() != kVersion) {
      return fail({ErrorCode::Unsupported,
                   fmt::format("this line of the lock is of version {}", version->text()),
                   "Use the program that wrote it, or a newer one",
                   place_});
    }
    return {};
  }

  Result<std::string> text(std::string_view key) {
    const Canonical* value = line_.find(key);
    if (value == nullptr || value->string() == nullptr) {
      return wrong(key);
    }
    return *value->string();
  }

  Result<std::uint32_t> trial() {
    const Canonical* value = line_.find("trial");
    const std::string digits = value == nullptr ? "" : value->text();
    if (digits.empty() || digits.size() > 6 || digits == "0" ||
        !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) {
      return wrong("trial");
    }
    return static_cast<std::uint32_t>(std::stoul(digits));
  }

  tl::unexpected<Error> wrong(std::string_view key) {
    return fail({ErrorCode::CorruptData,
                 fmt::format("this line of the lock has no valid \"{}\"", key),
                 "Bring the file back from Git; only throughline lock writes it",
                 place_});
  }

  const Canonical& line_;
  Place place_;
};

Result<LockEntry> read_line(std::string_view line, Place place) {
  const auto json = parse_canonical(line);
  if (!json || json->map() == nullptr) {
    return fail({ErrorCode::CorruptData,
                 "this line of the lock is no JSON object",
                 "Bring the file back from Git; only throughline lock writes it",
                 place});
  }
  return LineReader(*json, std::move(place)).entry();
}

std::optional<std::size_t> first_break(const std::vector<LockEntry>& entries) {
  std::string before;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].prev != before || entries[i].hash != hash_of(entries[i])) {
      return i;
    }
    before = entries[i].hash;
  }
  return std::nullopt;
}

std::optional<CivilDate> date_at(const Canonical& terms,
                                 std::string_view map,
                                 std::string_view key) {
  const Canonical* entries = terms.find(map);
  const Canonical* value = entries == nullptr ? nullptr : entries->find(key);
  if (value == nullptr || value->string() == nullptr) {
    return std::nullopt;
  }
  const auto date = parse_date(*value->string());
  return date ? std::optional(*date) : std::nullopt;
}

Canonical with(const Canonical& terms, std::string_view map, std::string_view key, CivilDate date) {
  Canonical::Map all = *terms.map();
  Canonical::Map inner = *all.at(std::string(map)).map();
  inner.insert_or_assign(std::string(key), Canonical::of(format_date(date)));
  all.insert_or_assign(std::string(map), Canonical::of(std::move(inner)));
  return Canonical::of(std::move(all));
}

int extensions(const Plan& plan, const LockEntry& entry) {
  std::set<std::string, std::less<>> superseded;
  for (const Decision& decision : plan.decisions) {
    if (decision.supersedes) {
      superseded.insert(decision.supersedes->value);
    }
  }
  return static_cast<int>(std::ranges::count_if(plan.decisions, [&](const Decision& decision) {
    return decision.tactic && decision.tactic->value == entry.id && decision.trial == entry.trial &&
           decision.did.value == Action::Extend && !superseded.contains(decision.head.id.value);
  }));
}

// The locked terms with the dates to which decisions have moved them, if the plan has those dates.
Canonical extended(const Plan& plan, const LockEntry& entry, const Canonical& now) {
  const auto from = date_at(entry.terms, "hypothesis", "from");
  const auto by = date_at(entry.terms, "decide", "by");
  const auto until = date_at(entry.terms, "hypothesis", "until");
  const auto new_by = date_at(now, "decide", "by");
  if (!from || !by || !until || !new_by || days_from_civil(*by) <= days_from_civil(*from)) {
    return entry.terms;
  }
  const std::int64_t length = days_from_civil(*by) - days_from_civil(*from);
  const std::int64_t moved = days_from_civil(*new_by) - days_from_civil(*by);
  if (moved <= 0 || moved % length != 0 || moved / length > extensions(plan, entry)) {
    return entry.terms;
  }
  const Canonical terms = with(entry.terms, "decide", "by", *new_by);
  const bool until_moved = date_at(now, "hypothesis", "until") != until;
  return until_moved
             ? with(terms, "hypothesis", "until", civil_from_days(days_from_civil(*until) + moved))
             : terms;
}

}  // namespace

const LockEntry* Lock::newest(std::string_view id) const {
  const auto found =
      std::find_if(entries.rbegin(), entries.rend(), [&](const auto& e) { return e.id == id; });
  return found == entries.rend() ? nullptr : &*found;
}

const LockEntry* Lock::trial(std::string_view id, std::uint32_t number) const {
  const auto found =
      std::ranges::find_if(entries, [&](const auto& e) { return e.id == id && e.trial == number; });
  return found == entries.end() ? nullptr : &*found;
}

bool Lock::holds(const LockEntry& entry) const {
  return !broken || entry.line < entries[*broken].line;
}

Result<Lock> read_lock(std::string_view text, std::string_view file) {
  Lock lock;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view content = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (content.find_first_not_of(" \t\r") != std::string_view::npos) {
      TL_TRY(LockEntry entry, read_line(content, Place{std::string(file), line, 0}));
      lock.entries.push_back(std::move(entry));
    }
  }
  lock.broken = first_break(lock.entries);
  return lock;
}

std::string text_of(const LockEntry& entry) {
  Canonical::Map line = entries_of(entry);
  line.emplace("hash", Canonical::of(entry.hash));
  return Canonical::of(std::move(line)).text() + "\n";
}

LockStatus lock_status(const Lines& lines, const Lock& lock, std::string_view id) {
  LockStatus status;
  const LockEntry* newest = lock.newest(id);
  if (newest == nullptr) {
    return status;
  }
  status.entry = *newest;
  if (!lock.holds(*newest)) {
    status.state = LockState::Broken;
    return status;
  }
  const Canonical now = lock_terms(lines, id).value_or(Canonical());
  status.changes = changes_between(extended(lines.plan(), *newest, now), now);
  status.state = status.changes.empty() ? LockState::Locked : LockState::Changed;
  return status;
}

std::vector<LockEntry> locked_and_gone(const Plan& plan, const Lock& lock) {
  std::vector<LockEntry> gone;
  for (const LockEntry& entry : lock.entries) {
    if (!plan.find(entry.id) && lock.newest(entry.id) == &entry) {
      gone.push_back(entry);
    }
  }
  return gone;
}

namespace {

// Whether a key is one that a lock freezes; "" is the whole node.
bool is_frozen(std::string_view key) {
  constexpr std::array<std::string_view, 9> kFrozen = {
      "", "hypothesis", "measure", "decide", "markets", "metric", "baseline", "target", "by"};
  return std::ranges::find(kFrozen, key.substr(0, key.find_first_of(".["))) != kFrozen.end();
}

// Goes through the nodes and chains new lines to the lock.
class Locker {
 public:
  Locker(const Lines& lines, const Lock& lock, CivilDate at, const std::vector<Finding>& findings)
      : lines_(lines), lock_(lock), at_(at), findings_(findings) {
    prev_ = lock.entries.empty() ? "" : lock.entries.back().hash;
  }

  void append(const std::string& id) {
    if (!seen_.insert(id).second) {
      return;
    }
    std::vector<std::string> reasons = unlockable(lines_, id);
    for (const Finding& finding : findings_) {
      if (finding.node == id && finding.severity == Severity::Error && is_frozen(finding.key)) {
        reasons.push_back(fmt::format("{}: {}", finding.code, finding.message));
      }
    }
    if (!reasons.empty()) {
      out_.incomplete.push_back({id, std::move(reasons)});
      return;
    }
    const LockEntry* newest = lock_.newest(id);
    LockEntry entry{.kind = lines_.plan().find(id)->type,
                    .id = id,
                    .trial = newest == nullptr ? 1 : newest->trial + 1,
                    .at = at_,
                    .prev = prev_,
                    .terms = *lock_terms(lines_, id)};
    entry.hash = hash_of(entry);
    prev_ = entry.hash;
    if (began_before(entry)) {
      out_.late.push_back(id);
    }
    out_.fresh.push_back(std::move(entry));
  }

  void append_unlocked(const std::string& id) {
    LockStatus status = lock_status(lines_, lock_, id);
    if (status.state == LockState::Unlocked) {
      append(id);
    } else if (status.state == LockState::Locked) {
      out_.locked.push_back(id);
    } else {
      out_.changed.push_back(std::move(status));
    }
  }

  Locking take() { return std::move(out_); }

 private:
  [[nodiscard]] bool began_before(const LockEntry& entry) const {
    const auto from = date_at(entry.terms, "hypothesis", "from");
    return from && days_from_civil(*from) < days_from_civil(at_);
  }

  const Lines& lines_;
  const Lock& lock_;
  CivilDate at_;
  const std::vector<Finding>& findings_;
  std::string prev_;
  std::set<std::string, std::less<>> seen_;
  Locking out_;
};

Result<void> check_named(const Lines& lines, const Lock& lock, const std::string& id, Trial trial) {
  const auto node = lines.plan().find(id);
  if (!node) {
    return fail(ErrorCode::NotFound,
                fmt::format("the plan has no node {}", id),
                "throughline check lists what the plan says");
  }
  const LockEntry* newest = lock.newest(id);
  if (newest != nullptr && trial == Trial::First) {
    return fail(ErrorCode::Conflict,
                fmt::format("{} {} was locked on {} (trial {}, line {} of the lock)",
                            name_of(node->type),
                            id,
                            format_date(newest->at),
                            newest->trial,
                            newest->line),
                fmt::format("A lock is never changed. To start over with other terms: throughline "
                            "lock {} --new-trial",
                            id));
  }
  return {};
}

}  // namespace

Result<Locking> lock_nodes(const Lines& lines,
                           const Lock& lock,
                           const std::vector<std::string>& ids,
                           Trial trial,
                           CivilDate at,
                           const std::vector<Finding>& findings) {
  if (lock.broken) {
    return fail(ErrorCode::Conflict,
                fmt::format("the chain of the lock breaks in line {}; nothing after it counts",
                            lock.entries[*lock.broken].line),
                "Bring the file back from Git: git log -p plan.lock shows what was changed");
  }
  Locker locker(lines, lock, at, findings);
  for (const std::string& id : ids) {
    TL_CHECK(check_named(lines, lock, id, trial));
    locker.append(id);
  }
  if (ids.empty()) {
    for (const Goal& goal : lines.plan().goals) {
      locker.append_unlocked(goal.head.id.value);
    }
    for (const Tactic& tactic : lines.plan().tactics) {
      if (tactic.status.value == Status::Planned || tactic.status.value == Status::Running) {
        locker.append_unlocked(tactic.head.id.value);
      }
    }
  }
  return locker.take();
}

}  // namespace throughline::plan
