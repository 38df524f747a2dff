#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "plan/check_plan.hpp"
#include "plan/lint_cases.hpp"
#include "plan/lint_mutations.hpp"

// A plan is text in Git that people rearrange: what is wrong with it does not hang on the order of
// its nodes, nor on the files they stand in.
namespace throughline::plan {
namespace {

/// One list of a plan, or a key with one value, as blocks of lines that may change places.
struct Section {
  std::string head;  // "tactics:"; "" for a key with its value
  std::vector<std::string> blocks;
};

std::vector<Section> sections_of(const std::string& text) {
  std::vector<Section> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string line = text.substr(at, end - at);
    if (line.starts_with("  - ") && !out.empty()) {
      out.back().blocks.push_back(line);
    } else if (line[0] == ' ') {
      out.back().blocks.back() += line;
    } else if (line[0] == '\n') {
      // what an edit left of a line
    } else if (line.ends_with(":\n")) {
      out.push_back({line, {}});
    } else {
      out.push_back({"", {line}});
    }
    at = end;
  }
  return out;
}

// Deals the blocks to files at random, in random order.
std::vector<SourceFile> rearranged(const std::string& text) {
  const int n_files = *rc::gen::inRange(1, 4);
  std::vector<SourceFile> files;
  for (int i = 0; i < n_files; ++i) {
    files.push_back({fmt::format("{}.yaml", i), ""});
  }
  for (const Section& section : sections_of(text)) {
    std::vector<std::string> parts(files.size());
    std::vector<std::string> blocks = section.blocks;
    for (std::size_t left = blocks.size(); left > 0; --left) {
      const auto pick = *rc::gen::inRange<std::size_t>(0, left);
      parts[*rc::gen::inRange<std::size_t>(0, files.size())] += blocks[pick];
      blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(pick));
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
      files[i].text += parts[i].empty() ? "" : section.head + parts[i];
    }
  }
  return files;
}

// Several mutations at once, as far as they leave each other's text alone.
std::string wrong_in_several_places(const std::vector<cases::Mutation>& mutations) {
  std::string text = cases::file_text("base.yaml");
  for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
    const cases::Mutation& mutation = *rc::gen::elementOf(mutations);
    std::string edited = text;
    const bool fits = std::ranges::all_of(mutation.edits, [&](const cases::Edit& edit) {
      const std::size_t at = edited.find(edit.from);
      const bool once =
          at != std::string::npos && edited.find(edit.from, at + 1) == std::string::npos;
      if (once) {
        edited.replace(at, edit.from.size(), edit.to);
      }
      return once;
    });
    text = fits ? edited : text;
  }
  return text;
}

// What is found without its place. Which of two equal ids is the second, and which of equally near
// ids a help names first, is a matter of order.
std::vector<std::string> said(std::vector<SourceFile> files) {
  std::vector<std::string> out;
  for (const Finding& finding : check_plan(std::move(files), {}, cases::context()).findings) {
    out.push_back(
        fmt::format("{} {} {} {}", finding.code, finding.node, finding.key, finding.message));
  }
  std::ranges::sort(out);
  return out;
}

RC_GTEST_PROP(Order, OfNodesAndFilesDoesNotChangeWhatIsFound, ()) {
  static const std::vector<cases::Mutation> kMutations = [] {
    std::vector<cases::Mutation> out = cases::mutations();
    std::erase_if(out, [](const cases::Mutation& mutation) { return mutation.code == "TL003"; });
    return out;
  }();
  const std::string text = wrong_in_several_places(kMutations);
  const auto before = said({{"plan.yaml", text}});
  const auto after = said(rearranged(text));
  RC_CLASSIFY(before.size() > 3);
  RC_ASSERT(after == before);
}

}  // namespace
}  // namespace throughline::plan
