#include "server/service.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "access/folder.hpp"
#include "collector/page_script.hpp"
#include "embedded/openapi.hpp"
#include "render/json_parts.hpp"
#include "server/bodies.hpp"
#include "server/collected.hpp"
#include "server/collector_json.hpp"
#include "server/log.hpp"

namespace throughline::server {
namespace {

using access::Caller;
using access::Scope;
using http::Method;
using http::Request;
using ReplyPointer = std::unique_ptr<http::Reply>;

constexpr std::string_view kApi = "/api/";
constexpr std::chrono::milliseconds kPatience{20'000};

std::int64_t now_in_milliseconds() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

intake::Rotation rotation_of(settings::Rotate rotate) {
  switch (rotate) {
    case settings::Rotate::Month:
      return intake::Rotation::Month;
    case settings::Rotate::Day:
      return intake::Rotation::Day;
    case settings::Rotate::None:
      break;
  }
  return intake::Rotation::None;
}

void add_renewal(const Caller& caller, http::Response& response) {
  if (!caller.renewal.empty()) {
    response.headers.push_back({"set-cookie", caller.renewal});
  }
}

http::Response text_response(std::string text, const char* type = "text/plain; charset=utf-8") {
  return {.headers = {{"content-type", type}, {"cache-control", "no-store"}},
          .body = std::move(text)};
}

// An answer as it goes to one caller. With members of its own it is compressed for them alone.
http::Response kept_response(const KeptAnswer& kept,
                             const Request& request,
                             const std::string& own) {
  const Answer& answer = kept.answer();
  http::Response response{.headers = {{"content-type", answer.type},
                                      {"cache-control", "private, no-cache"},
                                      {"vary", "accept-encoding"}}};
  if (!answer.file.empty()) {
    response.headers.push_back(
        {"content-disposition", fmt::format("attachment; filename=\"{}\"", answer.file)});
  }
  if (!own.empty()) {
    response.headers.pop_back();  // the server says it
    response.body = with_members(answer.text, own);
    return response;
  }
  response.headers.push_back({"etag", kept.tag()});
  constexpr std::size_t kWorthCompressing = 1024;
  const http::Coding coding = http::negotiate(request.header("accept-encoding"));
  if (coding == http::Coding::Identity || kept.size() < kWorthCompressing) {
    response.body = answer.text;
    return response;
  }
  response.headers.back().value =
      fmt::format("{}-{}\"", kept.tag().substr(0, kept.tag().size() - 1), http::name_of(coding));
  response.headers.push_back({"content-encoding", std::string(http::name_of(coding))});
  response.body = kept.encoded(coding);
  return response;
}

std::string key_of(const Route& route,
                   const PathValues& values,
                   const Request& request,
                   const Moment& moment,
                   const Asking& asking) {
  std::string key = fmt::format("{}|{}|{}|{}",
                                moment.revision,
                                route.pattern,
                                asking.scope_key(),
                                asking.language == render::Language::Chinese ? "zh" : "en");
  for (const std::string& value : values) {
    key += fmt::format("|{}:{}", value.size(), value);
  }
  for (const std::string_view name : std::get<StoreRoute>(route.work).parameters) {
    const std::string value = parameter(request, name);
    key += fmt::format("|{}={}:{}", name, value.size(), value);
  }
  return key;
}

}  // namespace

Service::Service(ServiceOptions options)
    : options_(std::move(options)), moments_(options_.workspace, now_utc()), pages_(options_.web) {}

Result<std::unique_ptr<Service>> Service::open(ServiceOptions options) {
  std::unique_ptr<Service> service(new Service(std::move(options)));
  TL_CHECK(service->open_parts());
  service->add_routes();
  return service;
}

Service::~Service() { close(); }

Result<void> Service::open_parts() {
  const workflow::Workspace& workspace = options_.workspace;
  TL_TRY(gate_, access::Gate::open({.folder = workspace.hidden() / access::kFolder}));
  TL_TRY(const intake::VisitorKey::Bytes key, workflow::workspace_key(workspace));
  live_ = std::make_unique<collector::Live>(now_in_milliseconds);
  collector::CollectorOptions collecting{
      .folder = workspace.hidden() / "collected",
      .sites = workspace.settings.sites,
      .visitors = intake::VisitorKey(key, rotation_of(workspace.settings.rotate)),
      .now = now_in_milliseconds,
      .live = live_.get()};
  TL_TRY(collector_, collector::Collector::open(std::move(collecting)));
  TL_TRY(pool_, StorePool::open(options_.open_store, {.n_workers = options_.n_workers}));
  answers_ = std::make_unique<Answers>(*pool_, options_.most_kept);
  return {};
}

// ---- routes

void Service::add_routes() {
  routes_ = store_routes();
  for (Route& route : routes_) {
    auto& work = std::get<StoreRoute>(route.work);
    if (route.pattern == "/api/v1/workspace") {
      work.members = [this](const Caller& caller) { return members_of_overview(caller); };
    } else if (route.pattern == "/api/v1/data") {
      work.members = [this](const Caller&) { return members_of_data(); };
    }
  }
  add_open_routes();
  add_job_routes();
  add_session_routes();
}

void Service::add_open_routes() {
  const auto open = [&](Method method, std::string pattern, DirectRoute work) {
    routes_.push_back({method, std::move(pattern), std::nullopt, std::move(work)});
  };
  const auto collect = [this](
                           const Request& request, const auto&, const auto&, ReplyPointer reply) {
    collector_->collect(request, std::move(reply));
  };
  open(Method::Post, "/collect", collect);
  open(Method::Options, "/collect", collect);
  open(Method::Get, "/t.js", [](const auto&, const auto&, const auto&, ReplyPointer reply) {
    reply->send(collector::page_script_response());
  });
  open(Method::Get, "/healthz", [](const auto&, const auto&, const auto&, ReplyPointer reply) {
    reply->send(text_response("ok\n"));
  });
  open(Method::Get, "/readyz", [this](const auto&, const auto&, const auto&, ReplyPointer reply) {
    const auto pass = options_.gate->read(std::chrono::milliseconds(0));
    auto response = text_response(pass ? "ok\n" : "visits are being made\n");
    response.status = pass ? 200 : 503;
    reply->send(std::move(response));
  });
  open(Method::Get,
       "/api/v1/openapi.json",
       [](const auto&, const auto&, const auto&, ReplyPointer reply) {
         reply->send({.headers = {{"content-type", kJson}}, .body = embedded::kOpenapi});
       });
  routes_.push_back({Method::Get,
                     "/metrics",
                     Scope::Read,
                     DirectRoute([this](const auto&, const auto&, const auto&, ReplyPointer reply) {
                       reply->send(metrics());
                     })});
  routes_.push_back({Method::Get,
                     "/api/v1/live",
                     Scope::Read,
                     DirectRoute([this](const auto&, const auto&, const auto&, ReplyPointer reply) {
                       live_->subscribe(reply->stream());
                     })});
}

void Service::add_job_routes() {
  const auto with = [&](Method method, std::string pattern, Scope need, DirectRoute work) {
    routes_.push_back({method, std::move(pattern), need, std::move(work)});
  };
  const auto sent = [](const Result<Job>& job, ReplyPointer reply) {
    reply->send(job ? http::json_response(job_json(*job)) : response_of(job.error()));
  };
  with(Method::Get,
       "/api/v1/jobs",
       Scope::Read,
       [this](const auto&, const auto&, const auto&, ReplyPointer reply) {
         reply->send(http::json_response(jobs_json(jobs_.list())));
       });
  with(Method::Get,
       "/api/v1/jobs/{id}",
       Scope::Read,
       [this, sent](const auto&, const PathValues& values, const auto&, ReplyPointer reply) {
         const auto job = jobs_.find(values.front());
         sent(job ? Result<Job>(*job) : fail(ErrorCode::NotFound, "there is no such job"),
              std::move(reply));
       });
  with(Method::Post,
       "/api/v1/jobs",
       Scope::Write,
       [this](const Request& request, const auto&, const Caller& caller, ReplyPointer reply) {
         start_job(request, caller, std::move(reply));
       });
  with(Method::Delete,
       "/api/v1/jobs/{id}",
       Scope::Write,
       [this, sent](const Request& request,
                    const PathValues& values,
                    const Caller& caller,
                    ReplyPointer reply) {
         const auto job = jobs_.cancel(values.front());
         gate_->record(caller, request, "job.stop", job ? "done" : job.error().message, now_utc());
         sent(job, std::move(reply));
       });
}

void Service::add_session_routes() {
  routes_.push_back(
      {Method::Post,
       "/api/v1/session",
       std::nullopt,
       DirectRoute([this](const Request& request, const auto&, const auto&, ReplyPointer reply) {
         sign_in(request, std::move(reply));
       })});
  routes_.push_back(
      {Method::Delete,
       "/api/v1/session",
       std::nullopt,
       DirectRoute([this](const Request& request, const auto&, const auto&, ReplyPointer reply) {
         reply->send(gate_->sign_out(request, now_utc()));
       })});
}

Service::Found Service::find(Method method, std::string_view path) const {
  const Method wanted = method == Method::Head ? Method::Get : method;
  Found found;
  for (const Route& route : routes_) {
    auto values = matched(route.pattern, path);
    if (!values) {
      continue;
    }
    found.methods.push_back(route.method);
    if (route.method == wanted && found.route == nullptr) {
      found.route = &route;
      found.values = *std::move(values);
    }
  }
  return found;
}

std::string_view Service::route_of(Method method, std::string_view path) const {
  const Found found = find(method, path);
  if (found.route != nullptr) {
    return found.route->pattern;
  }
  return path.starts_with(kApi) ? "unknown" : "app";
}

// ---- answering

void Service::answer(Request request, ReplyPointer reply) {
  Found found = find(request.method, request.path);
  if (found.route == nullptr) {
    answer_none(found, request, std::move(reply));
    return;
  }
  Caller caller;
  if (found.route->need) {
    access::Admission admission = gate_->admit(request, *found.route->need, now_utc());
    if (!admission) {
      reply->send(std::move(admission).error());
      return;
    }
    caller = *std::move(admission);
  }
  if (const auto* direct = std::get_if<DirectRoute>(&found.route->work)) {
    (*direct)(request, found.values, caller, std::move(reply));
    return;
  }
  const Moment moment = moments_.now();
  auto asking = asking_of(request, moment);
  if (!asking) {
    reply->send(response_of(asking.error()));
    return;
  }

  // What the work needs lives as long as it does; the reply is the one thing it gives away.
  struct Asked {
    const Route* route;
    Request request;
    PathValues values;
    Caller caller;
    Moment moment;
    Asking asking;
    ReplyPointer reply;
  };

  const auto asked = std::make_shared<Asked>(Asked{found.route,
                                                   std::move(request),
                                                   std::move(found.values),
                                                   std::move(caller),
                                                   moment,
                                                   *std::move(asking),
                                                   std::move(reply)});
  const auto& route = std::get<StoreRoute>(asked->route->work);
  const Answers::Make make = [this, asked, &route](engine::Engine& store) -> Result<Answer> {
    const auto reading = options_.gate->read(kPatience);
    if (!reading) {
      return fail(ErrorCode::Unavailable, "visits are being made", "Try again when that is done");
    }
    return route.resource(
        {asked->request, asked->values, asked->moment, asked->asking, store, made_});
  };
  const Answers::Deliver deliver = [this, asked, &route](const Answers::Answered& answered) {
    if (!route.deed.empty()) {
      gate_->record(asked->caller,
                    asked->request,
                    route.deed,
                    answered ? "done" : answered.error().message,
                    now_utc());
      moments_.changed();
    }
    http::Response response =
        answered
            ? kept_response(
                  **answered, asked->request, route.members ? route.members(asked->caller) : "")
            : response_of(answered.error());
    add_renewal(asked->caller, response);
    asked->reply->send(std::move(response));
  };
  if (route.keep == Keep::Yes) {
    answers_->ask(
        key_of(*asked->route, asked->values, asked->request, moment, asked->asking), make, deliver);
    return;
  }
  const bool taken = pool_->submit([make, deliver](engine::Engine& store) {
    Result<Answer> answer = made_safely(make, store);
    deliver(answer ? Answers::Answered(std::make_shared<const KeptAnswer>(*std::move(answer)))
                   : fail(std::move(answer).error()));
  });
  if (!taken) {
    deliver(fail(ErrorCode::Unavailable, "too many requests wait already", "Try again soon"));
  }
}

void Service::answer_none(const Found& found, const Request& request, ReplyPointer reply) const {
  const bool is_api = request.path.starts_with(kApi);
  if (found.methods.empty() && !is_api &&
      (request.method == Method::Get || request.method == Method::Head)) {
    reply->send(pages_.page(request));
    return;
  }
  if (found.methods.empty() && is_api) {
    reply->send(http::error_response(
        404, "the API has no such address", "GET /api/v1/openapi.json lists what there is"));
    return;
  }
  http::Response response =
      http::error_response(405, fmt::format("{} is not done here", name_of(request.method)));
  response.headers.push_back(
      {"allow", found.methods.empty() ? "GET, HEAD" : allowed(found.methods)});
  if (request.method == Method::Options) {
    response.status = 204;
    response.body = std::string();
  }
  reply->send(std::move(response));
}

void Service::note(const http::Answered& answered) {
  const std::string_view route =
      answered.path.empty() ? "unreadable" : route_of(answered.method, answered.path);
  metrics_.note(route, name_of(answered.method), answered.status, answered.duration);
  // Events come by the thousand: those that went well are only counted.
  if (route != "/collect" || answered.status >= 500) {
    log_request(
        name_of(answered.method), route, answered.status, answered.duration, answered.bytes);
  }
}

// ---- what needs no store

void Service::start_job(const Request& request, const Caller& caller, ReplyPointer reply) {
  const auto kind = [&]() -> Result<std::string> {
    TL_TRY(const nlohmann::json body, object_of(request));
    return text_member(body, "kind");
  }();
  if (!kind || *kind != "run") {
    reply->send(http::error_response(400, "kind must be run", R"(Send {"kind": "run"})"));
    return;
  }
  const Result<Job> job =
      jobs_.start(*kind, now_utc(), [this](const std::stop_token& stop, const Jobs::Tell& tell) {
        const Result<void> done = run_main_job({options_.open_store,
                                                *options_.writers,
                                                *options_.gate,
                                                [this] { return collected(); }},
                                               moments_.now(),
                                               stop,
                                               tell);
        store_changed();
        return done;
      });
  gate_->record(caller, request, "job.start", job ? "done" : job.error().message, now_utc());
  if (!job) {
    reply->send(response_of(job.error()));
    return;
  }
  http::Response response = http::json_response(job_json(*job), 202);
  response.headers.push_back({"location", "/api/v1/jobs/" + job->id});
  reply->send(std::move(response));
}

// A password takes a tenth of a second to check.
void Service::sign_in(const Request& request, ReplyPointer reply) {
  const auto waiting = std::make_shared<ReplyPointer>(std::move(reply));  // until it is its turn
  const bool taken = pool_->submit([this, request, waiting](engine::Engine&) {
    (*waiting)->send(gate_->sign_in(request, now_utc()));
  });
  if (!taken) {
    (*waiting)->send(http::error_response(503, "too many requests wait already", "Try again soon"));
  }
}

std::string Service::members_of_overview(const Caller& caller) const {
  using render::Json;
  const auto role = caller.role();
  const bool is_somebody = caller.means != access::Means::Loopback && role.has_value();
  const Json json{{"user",
                   is_somebody ? Json{{"name", render::json_of(std::string_view(caller.name))},
                                      {"role", access::name_of(*role)}}
                               : Json(nullptr)},
                  {"csrf", caller.csrf}};
  const std::string text = json.dump();
  return text.substr(1, text.size() - 2);
}

std::string Service::members_of_data() const {
  return "\"collector\":" + collector_json(collector_->counts(), options_.workspace.settings.sites);
}

http::Response Service::metrics() const {
  const collector::CollectorCounts counts = collector_->counts();
  return text_response(
      metrics_.text({.http = server_ == nullptr ? http::Counters() : server_->counters(),
                     .collector = &counts,
                     .jobs = jobs_.list(),
                     .store_waiting = pool_->n_waiting(),
                     .kept_bytes = answers_->n_bytes()}),
      "text/plain; version=0.0.4; charset=utf-8");
}

// ---- before anybody asks

void Service::warm() {
  for (const char* path : {"/api/v1/ledger",
                           "/api/v1/workspace",
                           "/api/v1/signals",
                           "/api/v1/sources",
                           "/api/v1/data",
                           "/api/v1/plan"}) {
    const Moment moment = moments_.now();
    const auto request = std::make_shared<Request>(Request{.target = path, .path = path});
    const auto asking = asking_of(*request, moment);
    const Found found = find(Method::Get, path);
    if (!asking || found.route == nullptr) {
      continue;
    }
    const auto& route = std::get<StoreRoute>(found.route->work);
    answers_->ask(
        key_of(*found.route, {}, *request, moment, *asking),
        [this, &route, request, moment, asking = *asking](engine::Engine& store) -> Result<Answer> {
          const auto reading = options_.gate->read(kPatience);
          if (!reading) {
            return fail(ErrorCode::Unavailable, "visits are being made");
          }
          const PathValues none;
          return route.resource({*request, none, moment, asking, store, made_});
        },
        [path](const Answers::Answered& answered) {
          if (!answered) {
            log(Level::Warning, "warm", fmt::format("{}: {}", path, answered.error().text()));
          }
        });
  }
}

std::vector<workflow::CollectedSegment> Service::collected() const {
  return as_collected(collector_->segments());
}

void Service::refresh() {
  refreshing_ = std::make_unique<RefreshLoop>(
      RefreshParts{.open_store = options_.open_store,
                   .writers = *options_.writers,
                   .gate = *options_.gate,
                   .collector = *collector_,
                   .workspace = [this] { return moments_.now().workspace; },
                   // Without warming: it takes longer than events take to come again.
                   .changed = [this] { moments_.changed(); }});
}

void Service::store_changed() {
  moments_.changed();
  warm();
}

void Service::close() {
  if (std::exchange(closed_, true)) {
    return;
  }
  refreshing_.reset();
  jobs_.close();
  if (collector_) {
    collector_->close();
  }
  if (pool_) {
    pool_->close();
  }
}

}  // namespace throughline::server
