#include "holder/unix_socket.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>

namespace throughline::holder {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> failure(std::string_view doing, const fs::path& socket) {
  const std::error_code why(errno, std::generic_category());
  return fail(ErrorCode::Unavailable,
              fmt::format("cannot {} {}: {}", doing, socket.string(), why.message()));
}

// An address has room for 107 bytes. A longer path is reached through its folder's descriptor,
// which must live as long as the address is used.
struct Address {
  sockaddr_un name{};
  Descriptor folder;
};

Result<Address> address_of(const fs::path& socket) {
  Address address;
  address.name.sun_family = AF_UNIX;
  std::string path = socket.string();
  if (path.size() >= sizeof address.name.sun_path) {
    address.folder = Descriptor(open(socket.parent_path().c_str(), O_PATH | O_CLOEXEC));
    if (!address.folder.is_open()) {
      return failure("reach", socket);
    }
    path = fmt::format("/proc/self/fd/{}/{}", address.folder.get(), socket.filename().string());
  }
  if (path.size() >= sizeof address.name.sun_path) {
    errno = ENAMETOOLONG;
    return failure("reach", socket);
  }
  std::memcpy(address.name.sun_path, path.c_str(), path.size() + 1);
  return address;
}

const sockaddr* generic(const Address& address) {
  return reinterpret_cast<const sockaddr*>(&address.name);
}

Descriptor new_socket() { return Descriptor(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(value_, other.value_);
  return *this;
}

Descriptor::~Descriptor() {
  if (value_ >= 0) {
    close(value_);
  }
}

Result<Descriptor> listen_on(const fs::path& socket) {
  TL_TRY(const Address address, address_of(socket));
  Descriptor listener = new_socket();
  unlink(socket.c_str());
  // Linux gives the file the mode of the socket, so that it is closed to others from the start.
  if (!listener.is_open() || fchmod(listener.get(), S_IRUSR | S_IWUSR) != 0 ||
      bind(listener.get(), generic(address), sizeof address.name) != 0 ||
      listen(listener.get(), SOMAXCONN) != 0) {
    return failure("listen on", socket);
  }
  return listener;
}

Result<Descriptor> connect_to(const fs::path& socket) {
  TL_TRY(const Address address, address_of(socket));
  Descriptor stream = new_socket();
  if (!stream.is_open() || connect(stream.get(), generic(address), sizeof address.name) != 0) {
    return failure("connect to", socket);
  }
  return stream;
}

Result<std::pair<Descriptor, Descriptor>> stream_pair() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return failure("make", "a pair of sockets");
  }
  return std::pair(Descriptor(ends[0]), Descriptor(ends[1]));
}

Result<void> send_all(const Descriptor& to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = send(to.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      return fail(ErrorCode::Cancelled, "whoever asked is gone");
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

std::size_t receive(const Descriptor& from, std::span<char> buffer) {
  ssize_t n = 0;
  do {
    n = recv(from.get(), buffer.data(), buffer.size(), 0);
  } while (n < 0 && errno == EINTR);
  return n > 0 ? static_cast<std::size_t>(n) : 0;
}

void hang_up(const Descriptor& stream) { shutdown(stream.get(), SHUT_RDWR); }

void end_sending(const Descriptor& stream) { shutdown(stream.get(), SHUT_WR); }

}  // namespace throughline::holder
