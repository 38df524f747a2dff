#include "plan/forms.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/currency.hpp"
#include "document/nearest.hpp"
#include "plan/parse_quantity.hpp"
#include "plan/placeholder.hpp"
#include "schema/datasets.hpp"

namespace throughline::plan {
namespace {

using document::Node;
using document::NodeKind;

constexpr std::array<NodeType, 1> kTactic = {NodeType::Tactic};
constexpr std::array<std::string_view, 5> kGrades = {"A", "B", "C", "D", "E"};

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_id_start(char c) { return c >= 'a' && c <= 'z'; }

bool is_id_part(char c) { return is_id_start(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; }

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && is_id_start(text[0]) &&
         std::ranges::all_of(text, is_id_part);
}

// Text in quotes is never a number.
bool is_bare(const Node& node) { return node.kind == NodeKind::Scalar && !node.quoted; }

bool within(double value, Bounds bounds) {
  switch (bounds) {
    case Bounds::Any:
      return true;
    case Bounds::NotNegative:
      return value >= 0;
    case Bounds::Positive:
      return value > 0;
    case Bounds::Share:
      return value >= 0 && value <= 1;
    case Bounds::OpenShare:
      return value > 0 && value < 1;
  }
  return false;
}

std::string bounded(std::string_view what, Bounds bounds) {
  switch (bounds) {
    case Bounds::Any:
      return std::string(what);
    case Bounds::NotNegative:
      return fmt::format("{} from 0", what);
    case Bounds::Positive:
      return fmt::format("{} above 0", what);
    case Bounds::Share:
      return fmt::format("{} from 0 to 1", what);
    case Bounds::OpenShare:
      return fmt::format("{} between 0 and 1", what);
  }
  return std::string(what);
}

std::string number_help(const Node& node) {
  return node.quoted ? "write it without quotes" : "write digits and a point alone: 1250.50";
}

std::string money_help(MoneyFault fault, std::string_view currency) {
  switch (fault) {
    case MoneyFault::TooManyDecimals:
      return minor_digits(currency) == 0
                 ? fmt::format("{} has no decimals", currency)
                 : fmt::format("{} has {} decimals at most", currency, minor_digits(currency));
    case MoneyFault::TooLarge:
      return "check the number of digits";
    case MoneyFault::NoNumber:
      break;
  }
  return fmt::format("write the amount in {} without its name: 8000", currency);
}

std::vector<std::string_view> method_names() {
  std::vector<std::string_view> names;
  for (auto i = std::size_t{0}; i <= static_cast<std::size_t>(schema::Method::External); ++i) {
    names.push_back(schema::name_of(static_cast<schema::Method>(i)));
  }
  return names;
}

}  // namespace

std::optional<std::string> TextForm::read(const Node& node, const Scope& scope) {
  if (node.kind != NodeKind::Scalar || is_blank(node.text)) {
    scope.wrong(node, "text");
    return std::nullopt;
  }
  return node.text;
}

std::optional<std::string> IdForm::read(const Node& node, const Scope& scope) {
  if (node.kind != NodeKind::Scalar || !is_id(node.text)) {
    scope.wrong(node,
                "an id",
                "an id begins with a small letter and has small letters, digits, _ and -, 64 at "
                "most");
    return std::nullopt;
  }
  return node.text;
}

std::optional<std::string> CurrencyForm::read(const Node& node, const Scope& scope) {
  if (node.kind != NodeKind::Scalar || !is_currency(node.text)) {
    scope.wrong(node, "a currency", "write its ISO 4217 code: EUR");
    return std::nullopt;
  }
  return node.text;
}

std::optional<bool> FlagForm::read(const Node& node, const Scope& scope) {
  if (is_bare(node) && (node.text == "true" || node.text == "false")) {
    return node.text == "true";
  }
  scope.wrong(node, "true or false");
  return std::nullopt;
}

std::optional<std::uint32_t> CountForm::read(const Node& node, const Scope& scope) {
  std::uint32_t value = 0;
  const char* const end = node.text.data() + node.text.size();
  const auto [stop, error] = std::from_chars(node.text.data(), end, value);
  if (!is_bare(node) || error != std::errc{} || stop != end || value == 0) {
    scope.wrong(node, "a whole number from 1");
    return std::nullopt;
  }
  return value;
}

std::optional<Number> NumberForm::read(const Node& node, const Scope& scope) const {
  auto number = is_bare(node) ? parse_number(node.text) : std::nullopt;
  if (!number || !within(number->value, bounds)) {
    scope.wrong(node, bounded("a number", bounds), number ? std::string() : number_help(node));
    return std::nullopt;
  }
  return number;
}

std::optional<Delta> DeltaForm::read(const Node& node, const Scope& scope) const {
  auto delta = node.kind == NodeKind::Scalar ? parse_delta(node.text) : std::nullopt;
  // JSON can write a share only in quotes.
  if (!delta || (node.quoted && !delta->relative) || !within(delta->amount.value, bounds)) {
    scope.wrong(node,
                bounded("a change", bounds),
                "write a number in the metric's unit, or a share of the baseline: 6%");
    return std::nullopt;
  }
  return delta;
}

std::optional<Money> MoneyForm::read(const Node& node, const Scope& scope) const {
  const std::string& currency = scope.reader.current.currency;
  const auto money = is_bare(node) ? parse_money(node.text, currency) : MoneyFault::NoNumber;
  if (const auto* const fault = std::get_if<MoneyFault>(&money)) {
    scope.wrong(node,
                fmt::format("an amount in {}", currency),
                node.quoted ? number_help(node) : money_help(*fault, currency));
    return std::nullopt;
  }
  const Money& amount = std::get<Money>(money);
  if (!within(static_cast<double>(amount.minor), bounds)) {
    scope.wrong(node, bounded(fmt::format("an amount in {}", currency), bounds));
    return std::nullopt;
  }
  return amount;
}

std::optional<CivilDate> DateForm::read(const Node& node, const Scope& scope) {
  if (node.kind == NodeKind::Scalar) {
    if (const Result<CivilDate> date = parse_date(node.text)) {
      return *date;
    }
  }
  scope.wrong(node, "a day", "write it like 2026-06-30");
  return std::nullopt;
}

std::optional<Length> LengthForm::read(const Node& node, const Scope& scope) {
  const auto length = node.kind == NodeKind::Scalar ? parse_length(node.text) : std::nullopt;
  if (!length) {
    scope.wrong(node, "a span of time", "write a whole number and h, d, w, m or y: 48h, 12w, 5y");
  }
  return length;
}

std::optional<std::string> ReferenceForm::read(const Node& node, const Scope& scope) const {
  if (node.kind != NodeKind::Scalar || is_blank(node.text)) {
    scope.wrong(node, "an id");
    return std::nullopt;
  }
  scope.check_reference(node, node.text, targets);
  return node.text;
}

std::optional<std::size_t> read_word(const Node& node,
                                     std::span<const std::string_view> words,
                                     const Scope& scope) {
  const auto found = std::ranges::find(words, node.text);
  if (node.kind == NodeKind::Scalar && found != words.end()) {
    return static_cast<std::size_t>(found - words.begin());
  }
  const std::string_view near =
      node.kind == NodeKind::Scalar && scope.reader.may_search(words.size())
          ? document::nearest(node.text, words)
          : std::string_view();
  scope.wrong(node,
              fmt::format("one of {}", fmt::join(words, ", ")),
              near.empty() ? std::string() : fmt::format("did you mean \"{}\"?", near));
  return std::nullopt;
}

ValueShape GradeForm::shape() {
  return {.kind = ValueKind::Word, .words = {kGrades.begin(), kGrades.end()}};
}

std::optional<schema::Grade> GradeForm::read(const Node& node, const Scope& scope) {
  const auto index = read_word(node, kGrades, scope);
  return index ? std::optional(static_cast<schema::Grade>(*index + 1)) : std::nullopt;
}

ValueShape MethodForm::shape() { return {.kind = ValueKind::Word, .words = method_names()}; }

std::optional<schema::Method> MethodForm::read(const Node& node, const Scope& scope) {
  const auto index = read_word(node, method_names(), scope);
  return index ? std::optional(static_cast<schema::Method>(*index)) : std::nullopt;
}

std::optional<std::string> DataSourceForm::read(const Node& node, const Scope& scope) {
  auto text = TextForm::read(node, scope);
  const auto& sources = scope.reader.context().sources;
  if (!text || !sources || schema::data_table(*text) != nullptr) {
    return text;
  }
  if (std::ranges::find(*sources, *text, &SourceName::id) != sources->end()) {
    return text;
  }
  std::vector<std::string_view> known;
  for (const SourceName& source : *sources) {
    known.push_back(source.id);
  }
  for (const schema::DataTable& table : schema::data_tables()) {
    known.push_back(table.name);
  }
  scope.no_such(node, "source or table", known);
  return text;
}

std::optional<std::string> RoleForm::read(const Node& node, const Scope& scope) {
  auto text = TextForm::read(node, scope);
  const auto& roles = scope.reader.context().roles;
  if (text && roles && std::ranges::find(*roles, *text) == roles->end()) {
    const std::vector<std::string_view> known(roles->begin(), roles->end());
    scope.no_such(node, "role with a price in the settings", known);
  }
  return text;
}

std::optional<std::string> KnowForm::read(const Node& node, const Scope& scope) {
  constexpr std::string_view kSuffix = ".measure";
  auto text = TextForm::read(node, scope);
  if (!text || *text == "measure" || is_placeholder(*text)) {
    return text;  // a placeholder is another rule's
  }
  const std::string_view whole = *text;
  if (!whole.ends_with(kSuffix) || !is_id(whole.substr(0, whole.size() - kSuffix.size()))) {
    scope.wrong(node, "measure, or the id of a tactic and .measure", "write: t1.measure");
    return std::nullopt;
  }
  scope.check_reference(node, whole.substr(0, whole.size() - kSuffix.size()), kTactic);
  return text;
}

}  // namespace throughline::plan
