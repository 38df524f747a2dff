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
    case RejectReason::Visitor:
      return "no visitor, or one longer than 256 bytes";
    case RejectReason::Name:
      return "no name of an event, or one longer than 256 bytes";
    case RejectReason::Url:
      return "no valid address of the page";
    case RejectReason::Foreground:
      return "no valid foreground time of an engagement";
    case RejectReason::Amount:
      return "no valid amount of money";
    case RejectReason::Currency:
      return "amount in another currency than the workspace's";
    case RejectReason::Quotes:
      return "quotes that do not end";
    case RejectReason::Width:
      return "another number of columns than the header";
    case RejectReason::CurrencyCode:
      return "no currency of ISO 4217";
    case RejectReason::Number:
      return "no valid number";
    case RejectReason::Missing:
      return "a needed column is empty";
    case RejectReason::Stage:
      return "no stage of a lead: new, accepted, qualified, won or lost";
    case RejectReason::Encoding:
      return "not UTF-8";
    case RejectReason::Interval:
      return "no valid interval: lo <= est <= hi, and a level between 0 and 1";
    case RejectReason::Method:
      return "no known method of an estimate";
    case RejectReason::Grade:
      return "no grade: A, B, C, D or E";
    case RejectReason::Scale:
      return "no scale: absolute or relative";
    case RejectReason::About:
      return "not about exactly one tactic, link or pair";
  }
  return "unknown";
}

}  // namespace throughline::intake
