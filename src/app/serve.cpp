#include <algorithm>
#include <charconv>
#include <csignal>
#include <fmt/format.h>
#include <pthread.h>
#include <thread>

#include "app/commands.hpp"
#include "app/holding.hpp"
#include "http/server.hpp"
#include "server/service.hpp"

namespace throughline::app {
namespace {

struct ServeOptions {
  std::vector<std::string> operands;
  std::string listen = "127.0.0.1:8080";
  std::string certificate;
  std::string key;
  std::vector<std::string> proxies;
  std::string web;
};

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:8080".
Result<Address> address_of(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  const std::string number = colon == std::string::npos ? "" : text.substr(colon + 1);
  Address address{.host = text.substr(0, colon)};
  if (address.host.starts_with('[') && address.host.ends_with(']')) {
    address.host = address.host.substr(1, address.host.size() - 2);
  }
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), address.port);
  if (number.empty() || address.host.empty() || error != std::errc() ||
      end != number.data() + number.size()) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("--listen must be ADDRESS:PORT: {}", text),
                "Write 127.0.0.1:8080 for this machine alone, 0.0.0.0:8080 for everybody");
  }
  return address;
}

// Signals are waited for on one thread; every thread that begins later leaves them to it.
sigset_t hold_back_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

void wait_for(const sigset_t& signals) {
  int signal = 0;
  while (sigwait(&signals, &signal) != 0) {
  }
}

Result<http::ServerOptions> server_options(const ServeOptions& options, const Address& address) {
  constexpr unsigned kMostThreads = 4;
  http::ServerOptions server{.host = address.host, .port = address.port};
  server.n_threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads);
  server.trusted_proxies = options.proxies;
  if (options.certificate.empty() != options.key.empty()) {
    return fail(ErrorCode::InvalidArgument,
                "--certificate and --key belong together",
                "Give both for https, none for http");
  }
  if (!options.certificate.empty()) {
    server.tls = http::TlsFiles{options.certificate, options.key};
  }
  return server;
}

std::string address_text(const Address& address, std::uint16_t port, bool secure) {
  const bool v6 = address.host.find(':') != std::string::npos;
  return fmt::format("{}://{}{}{}:{}",
                     secure ? "https" : "http",
                     v6 ? "[" : "",
                     address.host,
                     v6 ? "]" : "",
                     port);
}

Result<void> tell_who_may(server::Service& service, Console& console) {
  TL_TRY(const bool has_users, service.has_users());
  if (!has_users) {
    console.err << "Open to this machine alone, without sign-in. To let others in: throughline "
                   "user add NAME\n"
                << std::flush;
  }
  return {};
}

Outcome serve_on(Opened& opened,
                 Held& held,
                 const ServeOptions& options,
                 const sigset_t& signals,
                 Console& console) {
  constexpr std::chrono::seconds kPatience{10};
  TL_TRY(const Address address, address_of(options.listen));
  TL_TRY(http::ServerOptions http_options, server_options(options, address));
  TL_TRY(
      const auto service,
      server::Service::open({.workspace = opened.workspace,
                             .open_store = [&] { return workflow::open_engine(opened.workspace); },
                             .writers = &held.writers,
                             .gate = &held.gate,
                             .web = options.web}));
  held.changed = [&] { service->store_changed(); };
  held.collected = [&] { return service->collected(); };
  TL_CHECK(service->may_listen(address.host));
  http_options.observer = [&](const http::Answered& answered) { service->note(answered); };
  TL_TRY(const auto server,
         http::Server::listen(http_options,
                              [&](http::Request request, std::unique_ptr<http::Reply> reply) {
                                service->answer(std::move(request), std::move(reply));
                              }));
  service->watch(*server);
  TL_CHECK(tell_who_may(*service, console));
  console.out << fmt::format("Listening on {}\n",
                             address_text(address, server->port(), http_options.tls.has_value()))
              << std::flush;
  service->warm();
  service->refresh();
  wait_for(signals);
  console.err << "Stopping\n" << std::flush;
  server->stop(kPatience);
  held.changed = nullptr;
  held.collected = nullptr;
  service->close();
  return {};
}

Outcome serve(ServeOptions options, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(options.operands, console));
  if (!options.operands.empty()) {
    return fail(
        ErrorCode::InvalidArgument,
        fmt::format("serve takes a workspace and nothing else: {}", options.operands.front()));
  }
  const sigset_t signals = hold_back_signals();
  return hold_for_long(workspace, console, [&](Opened& opened, Held& held) {
    return serve_on(opened, held, options, signals, console);
  });
}

}  // namespace

void add_serve(CLI::App& app, Chosen& chosen) {
  auto* const command =
      app.add_subcommand("serve", "Collect events, answer the API and show the web app");
  auto options = std::make_shared<ServeOptions>();
  command->add_option("operands", options->operands, "[WORKSPACE]")->type_name("");
  command->add_option("--listen", options->listen, "Address and port; port 0 = any free one")
      ->capture_default_str();
  command->add_option("--certificate", options->certificate, "PEM file with the chain, for https");
  command->add_option("--key", options->key, "PEM file of the certificate's key");
  command->add_option("--trusted-proxy",
                      options->proxies,
                      "Address or network of a proxy whose X-Forwarded-For is believed");
  command->add_option("--web", options->web, "Files of the web app, while it is worked on")
      ->group("");
  command->callback(
      [=, &chosen] { chosen.alone = [=](Console& console) { return serve(*options, console); }; });
}

}  // namespace throughline::app
