#pragma once

#include <string_view>

#include "http/message.hpp"

namespace throughline::collector {

/// The script for pages, less than 2,048 bytes; GET /t.js.
[[nodiscard]] std::string_view page_script();

/// The script as it is served: kept for an hour by browsers and proxies, then asked for anew.
[[nodiscard]] http::Response page_script_response();

}  // namespace throughline::collector
