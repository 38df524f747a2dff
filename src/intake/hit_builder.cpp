#include "intake/hit_builder.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "intake/request.hpp"
#include "schema/source.hpp"
#include "text/url.hpp"

namespace throughline::intake {
namespace {

using schema::BotReason;
using schema::HitKind;

constexpr std::size_t kLongestPath = 1024;
constexpr std::size_t kLongestAgent = 1024;

// Bits of SeenTable::Entry::tag for touches.
constexpr std::uint8_t kSpam = 1;

// 0 says "empty" in the tables and "none" in the store, so no text may hash to it.
std::uint64_t text_id(std::string_view text) {
  const std::uint64_t id = hash_bytes(text);
  return id == 0 ? 1 : id;
}

// Only scheme, host and path of a referrer are read: one of a million search queries is no new
// source.
std::string_view without_query(std::string_view referrer) {
  const std::string_view page = referrer.substr(0, referrer.find('?'));
  return page.substr(0, page.find('#'));
}

std::string_view without_www(std::string_view host) {
  return host.starts_with("www.") ? host.substr(4) : host;
}

// Whether a referrer is a page of the host itself, with or without "www.".
bool is_host_of(std::string_view host, std::string_view referrer) {
  const std::size_t scheme = referrer.find("://");
  if (host.empty() || scheme == std::string_view::npos) {
    return false;
  }
  const std::string_view rest = referrer.substr(scheme + 3);
  return text::equals_ignoring_case(without_www(rest.substr(0, rest.find_first_of(":/?#"))),
                                    without_www(host));
}

// "https://own.example/a?b" refers to "/a" itself.
bool refers_to(std::string_view referrer, std::string_view path) {
  const std::string_view page = without_query(referrer);
  return page.size() > path.size() + 8 && page.ends_with(path) &&
         page.find('/', 8) == page.size() - path.size();
}

}  // namespace

void HitColumns::append(const HitColumns& other) {
  const auto add = [](auto& to, const auto& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  add(visitor, other.visitor);
  add(time, other.time);
  add(kind, other.kind);
  add(path, other.path);
  add(row, other.row);
  add(status, other.status);
  add(touch, other.touch);
  add(agent, other.agent);
  add(bot, other.bot);
  add(flags, other.flags);
  add(event, other.event);
  add(value, other.value);
}

void HitColumns::clear() {
  const auto empty = [](auto&... columns) { (columns.clear(), ...); };
  empty(visitor, time, kind, path, row, status, touch, agent, bot, flags, event, value);
}

std::uint64_t id_of(const acquisition::Touch& touch) {
  const bool is_by_landing = touch.is_by_landing();
  if ((touch.host.empty() || touch.internal) && !touch.tagged && !is_by_landing) {
    return 0;
  }
  std::uint64_t id = is_by_landing ? hash_bytes(touch.rule) : 0;
  for (const std::string* part : {&touch.host,
                                  &touch.page,
                                  &touch.source,
                                  &touch.medium,
                                  &touch.campaign,
                                  &touch.term,
                                  &touch.content,
                                  &touch.click_id}) {
    id = hash_bytes(*part, id);
  }
  return id == 0 ? 1 : id;
}

HitBuilder::HitBuilder(const IntakeRules& rules)
    : rules_(rules),
      by_landing_(rules.classifier->looks_at_landing()),
      paths_(16),
      agents_(15),
      touches_(16),
      events_(10) {}

void HitBuilder::start_block() {
  hits.clear();
  words.clear();
  touches.clear();
  texts.clear();
  kept_words_ = 0;
  kept_touches_ = 0;
  ++block_;
}

void HitBuilder::keep_texts() {
  const auto keep = [this](std::string_view& text) { text = texts.emplace_back(text); };
  for (; kept_words_ < words.size(); ++kept_words_) {
    keep(words[kept_words_].text);
  }
  for (; kept_touches_ < touches.size(); ++kept_touches_) {
    SeenTouch& seen = touches[kept_touches_];
    keep(seen.referrer);
    keep(seen.query);
    keep(seen.path);
  }
}

const SeenTable::Entry& HitBuilder::path(std::string_view path) {
  path = path.substr(0, kLongestPath);
  const std::uint64_t id = text_id(path);
  SeenTable::Entry& entry = paths_.at(id);
  if (entry.key != id) {
    entry = {id, id, 0, static_cast<std::uint8_t>(kind_of_path(path))};
  }
  if (entry.block != block_) {
    entry.block = block_;
    words.push_back({WordKind::Path, id, path});
  }
  return entry;
}

const SeenTable::Entry& HitBuilder::agent(std::string_view agent) {
  const std::uint64_t id = text_id(agent.substr(0, kLongestAgent));
  SeenTable::Entry& entry = agents_.at(id);
  if (entry.key != id) {
    entry = {id, id, 0, static_cast<std::uint8_t>(rules_.agents->classify(agent).reason)};
  }
  if (entry.block != block_) {
    entry.block = block_;
    words.push_back({WordKind::Agent, id, agent.substr(0, kLongestAgent)});
  }
  return entry;
}

const SeenTable::Entry& HitBuilder::touch(std::string_view referrer,
                                          std::string_view query,
                                          std::string_view path) {
  referrer = without_query(referrer);
  query = acquisition::has_tags(query) ? query : std::string_view{};
  const std::uint64_t way = hash_bytes(query, hash_bytes(referrer));
  const std::uint64_t key = (by_landing_ ? hash_bytes(path, way) : way) | 1;
  SeenTable::Entry& entry = touches_.at(key);
  if (entry.key != key) {
    const acquisition::Touch touch = rules_.classifier->classify(referrer, query, path);
    entry = {key, id_of(touch), 0, touch.spam ? kSpam : std::uint8_t{0}};
  }
  if (entry.id != 0 && entry.block != block_) {
    entry.block = block_;
    touches.push_back({entry.id, referrer, query, path});
  }
  return entry;
}

void HitBuilder::add(const LogLine& line, std::string_view raw) {
  const SeenTable::Entry& of_path = path(line.path);
  const SeenTable::Entry& of_agent = agent(line.agent);
  std::uint64_t touch_id = 0;
  auto bot = of_agent.tag;
  if (!line.referrer.empty() || !line.query.empty() || by_landing_) {
    const SeenTable::Entry& of_touch = touch(line.referrer, line.query, line.path);
    touch_id = of_touch.id;
    if ((of_touch.tag & kSpam) != 0) {
      bot = static_cast<std::uint8_t>(BotReason::ReferrerSpam);
    }
  }
  const HitKind kind = kind_of(static_cast<HitKind>(of_path.tag), line.method, line.status);
  std::uint8_t flags = is_write(line.method) ? kWrites : std::uint8_t{0};
  if (touch_id == 0 && kind == HitKind::Page && refers_to(line.referrer, line.path)) {
    flags |= kSelfReferral;
  }
  hits.push({.visitor = rules_.visitors.of_log(line.address, of_agent.id, rules_.site, line.time),
             .time = line.time,
             .kind = static_cast<std::uint8_t>(kind),
             .path = of_path.id,
             .row = hash_bytes(raw),
             .status = line.status,
             .touch = touch_id,
             .agent = of_agent.id,
             .bot = bot,
             .flags = flags});
}

std::uint64_t HitBuilder::event(std::string_view name) {
  const std::uint64_t id = text_id(name);
  SeenTable::Entry& entry = events_.at(id);
  if (entry.key != id || entry.block != block_) {
    entry = {id, id, block_, 0};
    words.push_back({WordKind::Event, id, name});
  }
  return id;
}

void HitBuilder::add(const EventRow& row, std::string_view raw) {
  const std::uint64_t path_id = path(row.path).id;
  const SeenTable::Entry& of_agent = agent(row.agent);
  auto bot = row.agent_is_sent && !row.agent.empty() ? of_agent.tag : std::uint8_t{0};
  std::uint64_t touch_id = 0;
  const std::string_view referrer =
      is_host_of(row.host, row.referrer) ? std::string_view{} : row.referrer;
  if (!referrer.empty() || !row.query.empty() || by_landing_) {
    const SeenTable::Entry& of_touch = touch(referrer, row.query, row.path);
    touch_id = of_touch.id;
    if ((of_touch.tag & kSpam) != 0) {
      bot = static_cast<std::uint8_t>(BotReason::ReferrerSpam);
    }
  }
  const HitKind kind = !row.is_view            ? HitKind::Api
                       : row.name == kPageview ? HitKind::Page
                                               : HitKind::Event;
  hits.push({.visitor = row.number ? *row.number
                                   : rules_.visitors.of_id(row.visitor, rules_.site, row.time),
             .time = row.time,
             .kind = static_cast<std::uint8_t>(kind),
             .path = path_id,
             .row = hash_bytes(raw),
             .status = 200,
             .touch = touch_id,
             .agent = of_agent.id,
             .bot = bot,
             .event = kind == HitKind::Page ? 0 : event(row.name),
             .value = row.value});
  keep_texts();
}

}  // namespace throughline::intake
