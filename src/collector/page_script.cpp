#include "collector/page_script.hpp"

#include "embedded/page_script.hpp"

namespace throughline::collector {

std::string_view page_script() { return embedded::kPageScript; }

http::Response page_script_response() {
  return {.headers = {{"content-type", "text/javascript; charset=utf-8"},
                      {"cache-control", "public, max-age=3600"},
                      // The default of the server would keep pages of other sites from loading it.
                      {"cross-origin-resource-policy", "cross-origin"}},
          .body = page_script()};
}

}  // namespace throughline::collector
