#include "app/commands.hpp"
#include "plan/rule_texts.hpp"
#include "text/utf8.hpp"

namespace throughline::app {
namespace {

std::string upper(std::string text) {
  for (char& c : text) {
    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return text;
}

Outcome explain(const std::string& code, Console& console) {
  if (code.empty()) {
    for (const plan::RuleText& rule : plan::rule_texts()) {
      console.out << fmt::format(
          "{}  {:7}  {}\n", rule.code, plan::name_of(rule.severity), rule.title);
    }
    console.err << "One of them in full: throughline explain TL006\n";
    return {};
  }
  const plan::RuleText* const rule = plan::rule_text(upper(code));
  if (rule == nullptr) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("no code {}", text::printable(code)),
                "All of them: throughline explain");
  }
  console.out << plan::rule_section(*rule);
  return {};
}

}  // namespace

void add_explain(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand("explain", "Say what a code of check means");
  auto code = std::make_shared<std::string>();
  command->add_option("code", *code, "A code, as TL006; without one, all are listed");
  command->callback(
      [=, &chosen] { chosen.alone = [=](Console& console) { return explain(*code, console); }; });
}

}  // namespace throughline::app
