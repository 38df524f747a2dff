#include "collector/collector.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/hash.hpp"
#include "collector/answer_text.hpp"
#include "collector/event_line.hpp"
#include "collector/senders.hpp"
#include "text/hosts.hpp"

namespace throughline::collector {
namespace {

using http::Method;
using http::Request;
using http::Response;

// As logs of the site are read: by the domain of its first host.
std::uint64_t domain_of(const settings::Site& site) {
  return site.hosts.empty() ? 0 : hash_bytes(text::registrable_domain(site.hosts.front()));
}

Response failed(const Error& error) {
  const bool is_full = error.code == ErrorCode::DiskFull;
  Response response = http::error_response(is_full ? 507 : 503, error.message, error.hint);
  response.headers.push_back({"retry-after", is_full ? "60" : "1"});
  return response;
}

Error busy() {
  return {.code = ErrorCode::Unavailable,
          .message = "too many events wait for the disk",
          .hint = "Send them again in a second"};
}

// Nobody's cookies are asked for or read, so any page of the origin may see the answer.
void allow(Response& response, std::string_view origin) {
  if (!origin.empty()) {
    response.headers.push_back({"access-control-allow-origin", std::string(origin)});
    response.headers.push_back({"vary", "Origin"});
    response.headers.push_back({"cross-origin-resource-policy", "cross-origin"});
  }
}

Response preflight() {
  Response response{.status = 204};
  response.headers = {{"access-control-allow-methods", "POST"},
                      {"access-control-allow-headers", "content-type"},
                      {"access-control-max-age", "86400"}};
  return response;
}

Response not_a_site(std::string_view origin) {
  return http::error_response(403,
                              origin.empty() ? "the request does not say which page it comes from"
                                             : "the page that sends this lies on none of the sites",
                              "Name its host under sites: in throughline.yaml");
}

}  // namespace

// What a body's accepted events became.
struct Collector::Taken {
  std::string lines;
  std::vector<LiveEvent> happened;
};

// Waits for the disk, and then for nobody: the answer to one request.
class Collector::Answer final : public Waiter {
 public:
  Answer(Collector& owner, std::unique_ptr<http::Reply> reply, std::string_view origin)
      : owner_(owner), reply_(std::move(reply)), origin_(origin) {}

  void take(const Tally& tally) {
    tally_accepted_ = tally.accepted;
    tally_passing_ = tally.passing;
    text_ = answer_text(tally);
  }

  void send(Response response) {
    allow(response, origin_);
    reply_->send(std::move(response));
  }

  void send_tally(unsigned status) { send(http::json_response(std::move(text_), status)); }

  void refuse(const Error& error) {
    owner_.not_stored_ += tally_accepted_;
    send(failed(error));
  }

  void settle(const Result<void>& outcome) override {
    if (!outcome) {
      refuse(outcome.error());
      return;
    }
    owner_.accepted_ += tally_accepted_;
    owner_.passing_ += tally_passing_;
    send_tally(202);
  }

 private:
  Collector& owner_;
  std::unique_ptr<http::Reply> reply_;
  std::string origin_;
  std::string text_;
  std::size_t tally_accepted_ = 0;
  std::size_t tally_passing_ = 0;
};

Result<std::unique_ptr<Collector>> Collector::open(CollectorOptions options) {
  TL_TRY(const auto earlier, settle_segments(options.folder));
  const std::filesystem::path folder = options.folder;
  const SegmentOptions segments = options.segments;
  const std::vector<settings::Site> sites = options.sites;
  std::unique_ptr<Collector> made(new Collector(std::move(options)));
  for (const settings::Site& site : sites) {
    std::vector<Segment> own;
    std::copy_if(earlier.begin(), earlier.end(), std::back_inserter(own), [&](const Segment& one) {
      return one.site == site.id;
    });
    TL_TRY(auto log, SegmentLog::open(folder, site.id, std::move(own), segments));
    made->sites_.push_back({.id = site.id, .domain = domain_of(site), .log = std::move(log)});
  }
  return made;
}

Collector::Collector(CollectorOptions options)
    : now_(std::move(options.now)),
      origins_(options.sites),
      live_(options.live),
      visitors_(options.visitors) {}

void Collector::collect(const Request& request, std::unique_ptr<http::Reply> reply) {
  const std::string_view from = origin_of(request);
  const std::size_t site = origins_.site_of(from);
  if (site == origins_.n_sites()) {
    refused_origins_.add(from);
    reply->send(not_a_site(from));
    return;
  }
  auto answer = std::make_unique<Answer>(*this, std::move(reply), request.header("origin"));
  if (request.method == Method::Options) {
    answer->send(preflight());
  } else if (request.method != Method::Post) {
    Response response = http::error_response(405, "events are sent by POST");
    response.headers.push_back({"allow", "POST, OPTIONS"});
    answer->send(std::move(response));
  } else {
    take_body(request, site, std::move(answer));
  }
}

void Collector::take_body(const Request& request,
                          std::size_t site,
                          std::unique_ptr<Answer> answer) {
  // Buffers of the thread, since a request needs them only while it is read.
  thread_local EventReader reader;
  thread_local Taken taken;
  taken.lines.clear();
  taken.happened.clear();
  const auto events = reader.read(request.body);
  if (!events) {
    ++malformed_;
    answer->send(http::error_response(events.error().code == ErrorCode::TooLarge ? 413 : 400,
                                      events.error().message,
                                      events.error().hint));
    return;
  }
  const Tally tally = take_events(*events, request, site, taken);
  answer->take(tally);
  if (tally.accepted == 0) {
    answer->send_tally(tally.refused.empty() ? 202 : 422);
    return;
  }
  if (auto back = sites_[site].log->append(taken.lines, std::move(answer))) {
    back->settle(tl::unexpected(busy()));
  } else if (live_ != nullptr) {
    live_->note(taken.happened);
  }
}

Tally Collector::take_events(std::span<const ReadEvent> events,
                             const Request& request,
                             std::size_t site,
                             Taken& taken) {
  const std::int64_t now = now_();
  Senders senders(visitors_, request, sites_[site].domain, now);
  Tally tally;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto& [event, refusal] = events[i];
    const Refusal why = refusal == Refusal::None && origins_.site_of(event.url) != site
                            ? Refusal::Elsewhere
                            : refusal;
    if (why != Refusal::None) {
      tally.refused.push_back({i, why});
      ++refused_[static_cast<std::size_t>(why)];
      continue;
    }
    const Sender sender = senders.of(event);
    append_lines(taken.lines, event, sender);
    if (live_ != nullptr) {
      taken.happened.push_back({.at = now,
                                .visitor = sender.visitor,
                                .site = sites_[site].id,
                                .name = event.name,
                                .url = event.url,
                                .referrer = event.referrer});
    }
    ++tally.accepted;
    tally.passing += senders.is_passing(event) ? 1U : 0U;
  }
  return tally;
}

std::vector<Segment> Collector::segments() const {
  std::vector<Segment> all;
  for (const Site& site : sites_) {
    const std::vector<Segment> own = site.log->segments();
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}

void Collector::turn_over() {
  for (const Site& site : sites_) {
    site.log->turn_over();
  }
}

Result<void> Collector::remove(const Segment& segment) {
  TL_CHECK(remove_segment(segment));
  for (const Site& site : sites_) {
    site.log->forget(segment);
  }
  return {};
}

CollectorCounts Collector::counts() const {
  CollectorCounts counts{.accepted = accepted_,
                         .malformed = malformed_,
                         .not_stored = not_stored_,
                         .passing = passing_,
                         .refused_origins = refused_origins_.counts()};
  for (std::size_t i = 0; i < kRefusals; ++i) {
    counts.refused[i] = refused_[i];
  }
  for (const Site& site : sites_) {
    counts.waiting += site.log->waiting();
  }
  return counts;
}

void Collector::close() {
  for (const Site& site : sites_) {
    site.log->close();
  }
}

}  // namespace throughline::collector
