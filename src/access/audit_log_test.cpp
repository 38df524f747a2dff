#include "access/audit_log.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "access/folder_fixture.hpp"

namespace throughline::access {
namespace {

AuditEntry entry(Seconds at) {
  return {.at = at, .who = "ann", .what = "plan.save", .outcome = "done", .from = "abc"};
}

class AuditLogTest : public FolderFixture {};

TEST_F(AuditLogTest, KeepsEntriesInTheirOrderThroughRotation) {
  AuditLog log(folder_, 300);
  for (Seconds at = 0; at < 20; ++at) {
    ASSERT_TRUE(log.append(entry(at)));
  }
  EXPECT_TRUE(std::filesystem::exists(folder_ / "audit.1.jsonl"));
  const auto content = log.read();
  ASSERT_TRUE(content);
  ASSERT_EQ(content->entries.size(), 20U);
  for (Seconds at = 0; at < 20; ++at) {
    EXPECT_EQ(content->entries[static_cast<std::size_t>(at)], entry(at));
  }
}

TEST_F(AuditLogTest, KeepsNoMoreThanTenFiles) {
  AuditLog log(folder_, 1);
  for (Seconds at = 0; at < 40; ++at) {
    ASSERT_TRUE(log.append(entry(at)));
  }
  const auto content = log.read();
  EXPECT_EQ(content->entries.size(), 10U);
  EXPECT_EQ(content->entries.back(), entry(39));
}

TEST_F(AuditLogTest, ALineThatWasCutOffIsCountedAndTheRestRead) {
  std::ofstream(folder_ / "audit.jsonl") << print_audit_entry(entry(1)) << "\n{\"at\":\n"
                                         << print_audit_entry(entry(2)) << "\n";
  const auto content = AuditLog(folder_).read();
  EXPECT_THAT(content->entries, testing::ElementsAre(entry(1), entry(2)));
  EXPECT_EQ(content->n_unreadable, 1U);
}

TEST_F(AuditLogTest, IsEmptyWhereNothingHappened) {
  EXPECT_TRUE(AuditLog(folder_).read()->entries.empty());
}

RC_GTEST_PROP(AuditEntries,
              AreOneLineWhateverIsInThem,
              (const std::string& who, const std::string& what)) {
  const std::string line =
      print_audit_entry({.at = 5, .who = who, .what = what, .outcome = "done", .from = ""});
  RC_ASSERT(line.find('\n') == std::string::npos);
  RC_ASSERT(parse_audit_entry(line).has_value());
}

}  // namespace
}  // namespace throughline::access
