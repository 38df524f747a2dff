#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "plan/check_plan.hpp"

namespace {

using throughline::plan::CheckedPlan;
using throughline::plan::Finding;
using throughline::plan::Span;

// What is shown of a finding is cut out of the text.
void hold(const Span& at, const CheckedPlan& checked) {
  TL_ASSERT(at.file < checked.plan.files.size());
  const std::size_t size = checked.plan.files[at.file].text.size();
  TL_ASSERT(at.start.byte <= size && at.end.byte <= size);
  TL_ASSERT(at.start.line >= 1 && at.start.column >= 1);
}

}  // namespace

// Any bytes give findings with places in the files, and a plan whose index fits its lists. A line
// of
// "---8<---" parts the files.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace plan = throughline::plan;
  constexpr std::string_view kCut = "---8<---\n";
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = text.find(kCut);
  std::vector<plan::SourceFile> files = {{"a.yaml", std::string(text.substr(0, cut))}};
  if (cut != std::string_view::npos) {
    files.push_back({"b.yaml", std::string(text.substr(cut + kCut.size()))});
  }
  const CheckedPlan checked =
      plan::check_plan(std::move(files),
                       {.sources = {{{"shop", "orders"}}}, .roles = {{"editor"}}},
                       {.as_of = {2026, 6, 30}});
  for (const Finding& finding : checked.findings) {
    TL_ASSERT(!finding.code.empty() && !finding.message.empty());
    hold(finding.at, checked);
  }
  for (const auto& [id, node] : checked.plan.by_id) {
    TL_ASSERT(node.type != plan::NodeType::Tactic || checked.unusable ||
              node.index < checked.plan.tactics.size());
  }
  return 0;
}
