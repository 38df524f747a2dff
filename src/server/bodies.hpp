#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "http/message.hpp"
#include "plan/model.hpp"

namespace throughline::server {

/// The body of a request as a JSON object. Errors: InvalidArgument.
[[nodiscard]] Result<nlohmann::json> object_of(const http::Request& request);
/// A text that must be there. Errors: InvalidArgument that names it.
[[nodiscard]] Result<std::string> text_member(const nlohmann::json& object, const char* name);
/// "files": [{"name", "text"}]. Errors: InvalidArgument.
[[nodiscard]] Result<std::vector<plan::SourceFile>> files_member(const nlohmann::json& object);

}  // namespace throughline::server
