#include "http/descriptors.hpp"

#include <algorithm>
#include <sys/resource.h>

namespace throughline::http {

void raise_descriptor_limit(std::size_t n_connections) {
  constexpr rlim_t kFiles = 1000;  // the store's, mostly
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < n_connections + kFiles) {
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, n_connections + kFiles);
    // If it is refused, accepting pauses while there are no descriptors.
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

}  // namespace throughline::http
