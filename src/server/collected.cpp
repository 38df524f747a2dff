#include "server/collected.hpp"

namespace throughline::server {

std::vector<workflow::CollectedSegment> as_collected(
    const std::vector<collector::Segment>& segments) {
  std::vector<workflow::CollectedSegment> collected;
  collected.reserve(segments.size());
  for (const collector::Segment& segment : segments) {
    collected.push_back({segment.path, segment.site, segment.length, segment.closed});
  }
  return collected;
}

}  // namespace throughline::server
