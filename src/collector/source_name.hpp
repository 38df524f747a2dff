#pragma once

#include <string>
#include <string_view>

namespace throughline::collector {

/// What the live view calls the source of a view: utm_source if the address has one, else the
/// registrable domain of a referrer on another site; empty where somebody came on their own, or
/// from a page of the site itself. The channels of docs/channels.md are decided when the event
/// reaches the store.
[[nodiscard]] std::string source_name(std::string_view url, std::string_view referrer);

}  // namespace throughline::collector
