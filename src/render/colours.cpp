#include "render/colours.hpp"

#include "render/html_out.hpp"

namespace throughline::render {

using schema::Channel;

std::string_view colour_of(Channel channel) {
  switch (channel) {
    case Channel::PaidSocial:
    case Channel::PaidVideo:
      return "--c-paid-social";
    case Channel::Display:
      return "--c-display";
    case Channel::PaidSearch:
    case Channel::PaidShopping:
      return "--c-paid-search";
    case Channel::PaidOther:
    case Channel::CrossNetwork:
    case Channel::Affiliates:
      return "--c-retargeting";
    case Channel::OrganicSearch:
      return "--c-organic-search";
    case Channel::Direct:
      return "--c-direct";
    case Channel::Email:
      return "--c-email";
    case Channel::OrganicSocial:
    case Channel::OrganicVideo:
      return "--c-partners";
    case Channel::AiAssistant:
      return "--c-assistants";
    default:
      return "--c-referral";
  }
}

void add_hatches(std::string& out) {
  for (const std::string_view colour :
       {"--c-paid-social", "--c-display", "--c-retargeting", "--c-paid-search"}) {
    add(out,
        R"x(<pattern id="hatch{0}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="var({0})" opacity=".3"/><path d="M1 0V4" stroke="var({0})" stroke-width="1.5"/></pattern>)x",
        colour);
  }
}

std::string fill_of(Channel channel) {
  const std::string_view colour = colour_of(channel);
  return schema::is_paid(channel) ? fmt::format("url(#hatch{})", colour)
                                  : fmt::format("var({})", colour);
}

}  // namespace throughline::render
