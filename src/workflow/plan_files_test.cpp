#include "workflow/plan_files.hpp"

#include <cstdlib>
#include <filesystem>
#include <gmock/gmock.h>

namespace throughline::workflow {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kHead = "throughline: 1\ncompany: {id: acme, currency: EUR}\n";
constexpr const char* kPurpose =
    "purpose: {id: purpose, text: care that is understood, horizon: 5y, brand: [plain]}\n";

class PlanFiles : public testing::Test {
 protected:
  PlanFiles() {
    std::string name = (fs::temp_directory_path() / "throughline-plan-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }

  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    ASSERT_TRUE(write_text(folder_ / name, text));
  }

  Workspace workspace(const std::string& settings = "workspace: acme\n") {
    write(kSettingsFile, settings);
    return open_workspace(folder_).value();
  }

  fs::path folder_;
};

std::vector<std::string> names_of(const LoadedPlan& loaded) {
  std::vector<std::string> names;
  for (const plan::SourceFile& file : loaded.reading.plan.files) {
    names.push_back(file.name);
  }
  return names;
}

TEST_F(PlanFiles, AreNoneInAWorkspaceWithoutPlan) {
  const Workspace empty = workspace();
  EXPECT_FALSE(load_plan(empty).value());
  EXPECT_THAT(need_plan(empty).error().text(), HasSubstr("throughline init --plan"));
}

TEST_F(PlanFiles, AreOneFileOrAFolderInByteOrder) {
  write("plan.yaml", std::string(kHead) + kPurpose);
  const auto file = load_plan(workspace()).value();
  EXPECT_THAT(names_of(*file), ElementsAre("plan.yaml"));
  EXPECT_EQ(file->lock_path(), folder_ / "plan.lock");
  EXPECT_EQ(file->reading.plan.purpose->head.id.value, "purpose");

  fs::remove(folder_ / "plan.yaml");
  write("plan/b.yaml", kPurpose);
  write("plan/a/z.yaml", kHead);
  write("plan/.git/x.yaml", "no plan");
  write("plan/notes.txt", "no plan");
  const auto folder = load_plan(workspace("plan: plan/\n")).value();
  EXPECT_THAT(names_of(*folder), ElementsAre("plan/a/z.yaml", "plan/b.yaml"));
  EXPECT_EQ(folder->lock_path(), folder_ / "plan.lock");
  EXPECT_TRUE(folder->is_folder());
  EXPECT_EQ(folder->path_of(folder->reading.plan.files[1]), folder_ / "plan/b.yaml");
}

TEST_F(PlanFiles, MustBeWhereTheSettingsSay) {
  EXPECT_THAT(load_plan(workspace("plan: strategy.yaml\n")).error().text(),
              HasSubstr("strategy.yaml"));
  fs::create_directory(folder_ / "empty");
  EXPECT_THAT(load_plan(workspace("plan: empty\n")).error().text(), HasSubstr("no *.yaml"));
}

TEST_F(PlanFiles, ThatAreNoYamlCannotBeUsed) {
  write("plan.yaml", "a: [");
  EXPECT_EQ(need_plan(workspace()).error().code, ErrorCode::CorruptData);
}

}  // namespace
}  // namespace throughline::workflow
