// The program itself, from raw files to figures: the same ones wherever the rows lie, and after a
// kill.
#include <fstream>
#include <gmock/gmock.h>
#include <sstream>

#include "stores/child_process.hpp"
#include "stores/store_under_test.hpp"

namespace throughline::stores {
namespace {

namespace fs = std::filesystem;

// Even the smallest company has half a million lines; a few of its files are enough here.
void keep_three_months(const fs::path& logs) {
  const std::vector<fs::directory_entry> files(fs::directory_iterator(logs), {});
  for (const fs::path& file : files) {
    const std::string name = file.filename().string();
    const bool is_kept = name.find("2026-04") != std::string::npos ||
                         name.find("2026-05") != std::string::npos ||
                         name.find("2026-06") != std::string::npos;
    if (!is_kept) {
      fs::remove(file);
    }
  }
}

// The logs of three months of a made-up company, written once a program.
const fs::path& raw_files() {
  static const fs::path folder = [] {
    const fs::path demo = StoreUnderTest::folder() / "demo";
    fs::create_directories(StoreUnderTest::folder());
    run_program({TL_PROGRAM, "demo", demo.string(), "--scale", "0.001", "--raw-only"});
    keep_three_months(demo / "logs");
    return demo;
  }();
  return folder;
}

// A workspace on those files, whose rows lie at a place, with a key of its own for visitors'
// numbers.
class TestWorkspace {
 public:
  TestWorkspace(Place place, const std::string& name)
      : folder_(StoreUnderTest::folder() / (name + "_" + name_of(place))),
        address_(StoreUnderTest::address(place, name)) {
    fs::copy(raw_files(), folder_, fs::copy_options::recursive);
    fs::create_directories(folder_ / ".throughline");
    std::ofstream(folder_ / ".throughline/key") << "0123456789abcdef";
    if (!address_.url.empty()) {
      std::ofstream settings(folder_ / "throughline.yaml", std::ios::app);
      settings << fmt::format("\nstore:\n  url: {}\n  database: {}\n", address_.url, name);
      settings << (address_.cluster.empty() ? "" : "  cluster: " + address_.cluster + "\n");
    }
  }

  // What a command prints; it must end well.
  std::string say(std::vector<std::string> command) const {
    command.insert(command.begin(), TL_PROGRAM);
    command.insert(command.begin() + 2, folder_.string());
    const Finished finished = run_program(command);
    EXPECT_EQ(finished.exit_code, 0) << fmt::format("{}", fmt::join(command, " "));
    return finished.output;
  }

  // Every row of what is derived.
  [[nodiscard]] std::string visits() const {
    return say({"sql", "SELECT * FROM visits ORDER BY visitor, start", "--format", "CSV"});
  }

  // Everything a reader could look at, byte for byte.
  [[nodiscard]] std::map<std::string, std::string> figures() const {
    std::map<std::string, std::string> all;
    for (const std::string kind : {"domain", "page", "landing"}) {
      all["sources " + kind] = say({"sources", "--all", "--csv", "--kind", kind});
    }
    all["signals"] = say({"signals", "--json"});
    all["quarantine"] = say({"quarantine"});
    all["visits"] = visits();
    std::ostringstream report;
    report << std::ifstream(folder_ / "report.html").rdbuf();
    all["report"] = report.str();
    return all;
  }

  [[nodiscard]] const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
  settings::StoreAddress address_;
};

TEST(Figures, AreTheSameWhereverTheRowsLie) {
  std::map<std::string, std::string> expected;
  int n_places = 0;
  for (const Place place : {Place::Embedded, Place::Server, Place::Cluster}) {
    const auto started = StoreUnderTest::start(place);
    if (!started) {
      ASSERT_EQ(started.error().code, ErrorCode::NotFound) << started.error().text();
      continue;
    }
    const TestWorkspace workspace(place, "figures");
    workspace.say({"run"});
    const auto figures = workspace.figures();
    expected = n_places == 0 ? figures : expected;
    ++n_places;
    for (const auto& [name, text] : figures) {
      EXPECT_GT(text.size(), 40U) << name;  // three months of a tiny company may hold no signal
      EXPECT_TRUE(text == expected[name]) << name << " differs at " << name_of(place);
    }
  }
  if (n_places < 2) {
    GTEST_SKIP() << "only one engine can be had here";
  }
}

class KilledImport : public EveryStore {};

// Waits for batches that are whole; false: the program ended before there were so many.
bool wait_for_batches(engine::Engine& engine, std::uint64_t n_wanted) {
  std::uint64_t n_batches = 0;
  while (n_batches < n_wanted) {
    const auto answer = engine.query("SELECT toUInt64(count()) AS n FROM imports WHERE state = 1");
    if (answer) {
      n_batches = (**answer->get<std::vector<std::uint64_t>>("n"))[0];
    } else if (answer.error().message.find("imports") == std::string::npos) {
      return false;  // anything but a table that is not there yet
    }
  }
  return true;
}

TEST_P(KilledImport, GoesOnWithoutLossOrDoubling) {
  if (GetParam() == Place::Embedded) {
    return;  // one process holds that store, and nobody can look on: see import_test
  }
  const TestWorkspace whole(GetParam(), "undisturbed");
  whole.say({"run"});
  const TestWorkspace killed(GetParam(), "killed");
  auto engine = StoreUnderTest::open(GetParam(), "killed");
  ASSERT_TRUE(engine.has_value()) << engine.error().text();
  for (const std::uint64_t n_batches : {1U, 3U}) {
    auto import = ChildProcess::start({TL_PROGRAM, "run", killed.folder().string()});
    ASSERT_TRUE(import.has_value()) << import.error().text();
    ASSERT_TRUE(wait_for_batches(**engine, n_batches));
    import->kill_now();
  }
  killed.say({"run"});
  EXPECT_TRUE(killed.visits() == whole.visits());
  EXPECT_EQ(killed.say({"quarantine"}), whole.say({"quarantine"}));
}

TL_FOR_EVERY_STORE(KilledImport);

}  // namespace
}  // namespace throughline::stores
