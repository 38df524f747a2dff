#pragma once

#include <string>

#include "http/coding.hpp"
#include "http/message.hpp"

namespace throughline::http {

/// What of a request decides how its answer is written.
struct Wishes {
  Method method = Method::Get;
  Coding coding = Coding::Identity;  ///< the one that is liked best
  std::string if_none_match;
};

[[nodiscard]] Wishes wishes_of(const Request& request);

/// Makes an answer ready to be written: names its body by an entity tag, leaves the body out (304)
/// where the client has it, and compresses it where that is worth it. An answer that has a
/// content-encoding is taken as compressed by its maker.
[[nodiscard]] Response finish(Response response, const Wishes& wishes);

}  // namespace throughline::http
