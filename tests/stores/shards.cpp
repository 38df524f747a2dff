#include "stores/shards.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <fstream>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace throughline::stores {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShards = 2;

// Process ids have 22 bits: room for two addresses each below 127.0.0.0/8, none of them 127.0.0.1.
std::string loopback_address(std::size_t shard) {
  const auto number = static_cast<unsigned>(getpid()) * kShards + shard + (1U << 23U);
  return fmt::format("127.{}.{}.{}", number >> 16U & 255U, number >> 8U & 255U, number & 255U);
}

// A port that is free at the address now; nobody else asks for ports there.
int free_port(const std::string& address) {
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  inet_pton(AF_INET, address.c_str(), &place.sin_addr);
  socklen_t size = sizeof(place);
  const bool bound = bind(probe, reinterpret_cast<const sockaddr*>(&place), size) == 0 &&
                     getsockname(probe, reinterpret_cast<sockaddr*>(&place), &size) == 0;
  close(probe);
  return bound ? ntohs(place.sin_port) : 0;
}

struct Address {
  std::string host;
  int http_port = 0;
  int tcp_port = 0;
};

std::string cluster_text(const std::vector<Address>& addresses) {
  std::string text;
  for (const Address& address : addresses) {
    text += fmt::format("<shard><replica><host>{}</host><port>{}</port></replica></shard>",
                        address.host,
                        address.tcp_port);
  }
  return fmt::format("<remote_servers><two>{}</two></remote_servers>", text);
}

std::string config_text(const fs::path& folder, const Address& own, const std::string& cluster) {
  return fmt::format(
      "<yandex><logger><level>information</level><console>1</console></logger>"
      "<listen_host>{0}</listen_host><http_port>{1}</http_port><tcp_port>{2}</tcp_port>"
      "<path>{3}/data/</path><tmp_path>{3}/tmp/</tmp_path><user_files_path>{3}/files/"
      "</user_files_path><format_schema_path>{3}/formats/</format_schema_path>"
      "<users_config>{3}/users.xml</users_config><default_profile>default</default_profile>"
      "<default_database>default</default_database><timezone>UTC</timezone>"
      "<mark_cache_size>67108864</mark_cache_size>{4}</yandex>",
      own.host,
      own.http_port,
      own.tcp_port,
      folder.string(),
      cluster);
}

constexpr std::string_view kUsers =
    "<yandex><profiles><default><max_memory_usage>2000000000</max_memory_usage></default>"
    "</profiles><quotas><default/></quotas><users><default><password></password><networks>"
    "<ip>127.0.0.0/8</ip></networks><profile>default</profile><quota>default</quota></default>"
    "<reader><password>right</password><networks><ip>127.0.0.0/8</ip></networks>"
    "<profile>default</profile><quota>default</quota></reader></users></yandex>";

Result<ChildProcess> start_server(const fs::path& folder,
                                  const Address& own,
                                  const std::string& cluster) {
  fs::create_directories(folder / "data");
  std::ofstream(folder / "config.xml") << config_text(folder, own, cluster);
  std::ofstream(folder / "users.xml") << kUsers;
  const fs::path root = fs::path(TL_CLICKHOUSE) / "root/usr";
  return ChildProcess::start(
      {(root / "sbin/clickhouse-server").string(),
       "--config-file=" + (folder / "config.xml").string(),
       "--pid-file=" + (folder / "pid").string()},
      {"LD_LIBRARY_PATH=" + (root / "lib/x86_64-linux-gnu").string(), "TZ=UTC"});
}

}  // namespace

Result<std::unique_ptr<Shards>> Shards::start(const fs::path& folder) {
  if (!fs::exists(fs::path(TL_CLICKHOUSE) / "whole")) {
    return fail(ErrorCode::NotFound,
                "Debian's clickhouse-server is not unpacked here: "
                "tools/fetch_clickhouse.sh " TL_CLICKHOUSE);
  }
  std::vector<Address> addresses;
  const int http_port = free_port(loopback_address(0));
  for (std::size_t i = 0; i < kShards; ++i) {
    const std::string host = loopback_address(i);
    addresses.push_back({host, http_port, free_port(host)});
  }
  auto shards = std::make_unique<Shards>();
  shards->http_port_ = http_port;
  for (std::size_t i = 0; i < kShards; ++i) {
    TL_TRY(auto server,
           start_server(folder / std::to_string(i), addresses[i], cluster_text(addresses)));
    shards->hosts_.push_back(addresses[i].host);
    shards->servers_.push_back(std::move(server));
  }
  for (ChildProcess& server : shards->servers_) {
    TL_CHECK(server.wait_for_line("Ready for connections"));
  }
  return shards;
}

std::string Shards::url(std::size_t shard) const {
  return fmt::format("http://{}:{}", hosts_[shard], http_port_);
}

}  // namespace throughline::stores
