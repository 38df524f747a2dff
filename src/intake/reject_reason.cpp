#include "intake/reject_reason.hpp"

namespace throughline::intake {

std::string_view name_of(RejectReason reason) {
  switch (reason) {
    case RejectReason::None:
      return "none";
    case RejectReason::TooLong:
      return "line longer than 64 KiB";
    case RejectReason::Binary:
      return "binary bytes";
    case RejectReason::Fields:
      return "fields missing or not in the format's order";
    case RejectReason::Time:
      return "no valid time";
    case RejectReason::Request:
      return "no valid request";
    case RejectReason::Status:
      return "no valid status";
    case RejectReason::Address:
      return "no valid address";
    case RejectReason::Json:
      return "not a JSON object";
  }
  return "unknown";
}

}  // namespace throughline::intake
