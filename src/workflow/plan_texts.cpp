#include "workflow/plan_texts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "base/hash.hpp"
#include "text/utf8.hpp"
#include "workflow/folder_turn.hpp"
#include "workflow/plan_check.hpp"

namespace throughline::workflow {
namespace {

namespace fs = std::filesystem;

Result<plan::Plan> readable(const Workspace& workspace,
                            std::vector<plan::SourceFile> files,
                            std::string_view which) {
  plan::Reading reading = plan::read_plan(std::move(files), read_context(workspace.settings));
  if (reading.unusable) {
    const std::string why = reading.findings.empty() ? "" : ": " + reading.findings[0].message;
    return fail(ErrorCode::CorruptData,
                fmt::format("the {} plan is no YAML{}", which, why),
                "Correct it first; the findings say where");
  }
  return std::move(reading.plan);
}

// Where a first plan is put.
fs::path first_plan(const Workspace& workspace) { return workspace.folder / "plan.yaml"; }

// A part of a path that a person would write: no way up, nothing hidden, nothing absolute.
bool is_plain(const std::string& name) {
  const fs::path path(name);
  return !name.empty() && !path.is_absolute() && name.find('\\') == std::string::npos &&
         text::printable(name) == name && std::ranges::none_of(path, [](const fs::path& part) {
           return part.empty() || part.string().starts_with('.');
         });
}

bool is_known(const PlanTexts& saved, const std::string& name) {
  const bool is_first = saved.files.empty() && name == saved.at->filename().string();
  return is_first ||
         std::ranges::find(saved.files, name, &plan::SourceFile::name) != saved.files.end();
}

// New files may be made in the plan's folder; a plan of one file stays one.
bool is_new_file(const PlanTexts& saved, const std::string& name) {
  return is_plain(name) && fs::is_directory(*saved.at) && name.ends_with(".yaml") &&
         *fs::path(name).begin() == saved.at->filename();
}

Result<void> check_names(const PlanTexts& saved, const std::vector<plan::SourceFile>& files) {
  for (const plan::SourceFile& file : files) {
    if (!is_known(saved, file.name) && !is_new_file(saved, file.name)) {
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("the plan has no file \"{}\"", text::printable(file.name)),
                  fs::is_directory(*saved.at) ? fmt::format("A new one is called {}/NAME.yaml",
                                                            saved.at->filename().string())
                                              : "A plan of one file has no others");
    }
  }
  return {};
}

// What the plan would be with these files in the place of those of the same name.
std::vector<plan::SourceFile> merged(std::vector<plan::SourceFile> saved,
                                     const std::vector<plan::SourceFile>& files) {
  for (const plan::SourceFile& file : files) {
    const auto found = std::ranges::find(saved, file.name, &plan::SourceFile::name);
    if (found == saved.end()) {
      saved.push_back(file);
    } else {
      found->text = file.text;
    }
  }
  std::ranges::sort(saved, {}, &plan::SourceFile::name);
  return saved;
}

Result<void> write_files(const PlanTexts& saved, const std::vector<plan::SourceFile>& files) {
  const fs::path base = saved.at->parent_path();
  for (const plan::SourceFile& file : files) {
    const auto old = std::ranges::find(saved.files, file.name, &plan::SourceFile::name);
    if (old != saved.files.end() && old->text == file.text) {
      continue;
    }
    std::error_code error;
    fs::create_directories((base / file.name).parent_path(), error);
    TL_CHECK(rewrite_text(base / file.name, file.text));
  }
  return {};
}

}  // namespace

std::string hash_of(std::vector<plan::SourceFile> files) {
  std::ranges::sort(files, {}, &plan::SourceFile::name);
  std::uint64_t first = 1;
  std::uint64_t second = 2;
  for (const plan::SourceFile& file : files) {
    for (const std::string_view part : {std::string_view(file.name), std::string_view(file.text)}) {
      first = hash_combine(first, hash_bytes(part, 1));
      second = hash_combine(second, hash_bytes(part, 2));
    }
  }
  return fmt::format("{:016x}{:016x}", first, second);
}

Result<PlanTexts> load_plan_texts(const Workspace& workspace) {
  PlanTexts texts;
  TL_TRY(texts.at, find_plan(workspace));
  if (texts.at) {
    TL_TRY(texts.files, read_plan_files(*texts.at, texts.at->parent_path()));
  }
  texts.hash = hash_of(texts.files);
  return texts;
}

Result<plan::CheckedPlan> check_texts(const Workspace& workspace,
                                      std::vector<plan::SourceFile> files,
                                      CivilDate as_of) {
  TL_TRY(const auto at, find_plan(workspace));
  TL_TRY(
      const plan::LintContext context,
      rules_context(workspace, at.value_or(first_plan(workspace)), as_of, load_facts(workspace)));
  return plan::check_plan(std::move(files), read_context(workspace.settings), context);
}

Result<plan::PlanDiff> diff_texts(const Workspace& workspace,
                                  const std::vector<plan::SourceFile>& files) {
  TL_TRY(const PlanTexts saved, load_plan_texts(workspace));
  TL_TRY(const plan::Plan before, readable(workspace, saved.files, "saved"));
  TL_TRY(const plan::Plan after, readable(workspace, merged(saved.files, files), "changed"));
  return plan::diff_plans(before, after);
}

Result<PlanTexts> save_plan_texts(const Workspace& workspace,
                                  const std::vector<plan::SourceFile>& files,
                                  std::string_view base_hash) {
  TL_TRY(const FolderTurn turn, FolderTurn::take(workspace.folder));
  TL_TRY(PlanTexts saved, load_plan_texts(workspace));
  if (!saved.at) {
    saved.at = first_plan(workspace);
  }
  TL_CHECK(check_names(saved, files));
  if (saved.hash != base_hash) {
    return fail(ErrorCode::Conflict,
                "the plan was changed by somebody else meanwhile",
                "Load it again, and put your changes in");
  }
  TL_CHECK(readable(workspace, merged(saved.files, files), "changed"));
  TL_CHECK(write_files(saved, files));
  return load_plan_texts(workspace);
}

}  // namespace throughline::workflow
