#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <vector>

#include "http/descriptors.hpp"
#include "http/server_fixture.hpp"

namespace throughline::http {
namespace {

constexpr std::size_t kConnections = 10'000;

// What the child does: opens connections, asks once on each, and keeps them until it is told to
// stop. A process of its own, since each connection needs a descriptor at both ends.
int hold_connections(int commands, int reports) {
  std::uint16_t port = 0;
  if (::read(commands, &port, sizeof port) != sizeof port) {
    return 1;
  }
  std::vector<Client> clients;
  int answered = 0;
  for (std::size_t i = 0; i < kConnections; ++i) {
    clients.emplace_back(port);
    answered += clients.back().get("/").status == 200 ? 1 : 0;
  }
  const bool told = ::write(reports, &answered, sizeof answered) == sizeof answered;
  char stop = 0;
  return told && ::read(commands, &stop, 1) == 0 ? 0 : 1;
}

struct Child {
  pid_t id = 0;
  int commands = 0;
  int reports = 0;
};

// Must come before this process has other threads.
Child start_child() {
  int commands[2];
  int reports[2];
  EXPECT_EQ(::pipe(commands), 0);
  EXPECT_EQ(::pipe(reports), 0);
  const pid_t id = ::fork();
  if (id == 0) {
    ::close(commands[1]);
    ::_exit(hold_connections(commands[0], reports[1]));
  }
  ::close(commands[0]);
  ::close(reports[1]);
  return {.id = id, .commands = commands[1], .reports = reports[0]};
}

TEST(ManyConnections, AreHeldInOneProcess) {
  raise_descriptor_limit(kConnections);
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < kConnections + 500) {
    GTEST_SKIP() << "this machine allows " << limit.rlim_cur << " descriptors a process";
  }
  const Child child = start_child();
  const auto server = serve(echo, {.n_threads = 1});
  const auto port = server->port();
  ASSERT_EQ(::write(child.commands, &port, sizeof port), static_cast<ssize_t>(sizeof port));
  int answered = 0;
  ASSERT_EQ(::read(child.reports, &answered, sizeof answered),
            static_cast<ssize_t>(sizeof answered));
  EXPECT_EQ(answered, kConnections);
  EXPECT_EQ(server->counters().n_open, kConnections);
  EXPECT_EQ(Client(port).get("/").status, 200);
  ::close(child.commands);
  int status = 0;
  ::waitpid(child.id, &status, 0);
  EXPECT_EQ(status, 0);
  server->stop(std::chrono::seconds(60));
  EXPECT_EQ(server->counters().n_open, 0);
}

}  // namespace
}  // namespace throughline::http
