#include <algorithm>

#include "settings/settings.hpp"
#include "settings/tables.hpp"

namespace throughline::settings {

std::string_view name_of(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_named(std::string_view name) {
  const auto found = std::ranges::find(kKinds, name);
  return found == kKinds.end() ? std::nullopt
                               : std::optional(static_cast<Kind>(found - kKinds.begin()));
}

std::string_view name_of(Rotate rotate) { return kRotations[static_cast<std::size_t>(rotate)]; }

std::string_view name_of(Every every) { return kEvery[static_cast<std::size_t>(every)]; }

std::string_view name_of(ChannelField field) {
  return kChannelFields[static_cast<std::size_t>(field)];
}

}  // namespace throughline::settings
