#include "workflow/touches.hpp"

#include <array>
#include <utility>

#include "base/hash.hpp"
#include "sql/queries.hpp"
#include "workflow/judging.hpp"
#include "workflow/store.hpp"

namespace throughline::workflow {
namespace {

using acquisition::Touch;
using engine::Batch;
using engine::Strings;
using U8 = std::vector<std::uint8_t>;
using U64 = std::vector<std::uint64_t>;

constexpr std::array<std::pair<const char*, std::string Touch::*>, 12> kTexts = {
    {{"name", &Touch::name},
     {"domain", &Touch::domain},
     {"host", &Touch::host},
     {"page", &Touch::page},
     {"source", &Touch::source},
     {"medium", &Touch::medium},
     {"campaign", &Touch::campaign},
     {"term", &Touch::term},
     {"content", &Touch::content},
     {"click_id", &Touch::click_id},
     {"own_channel", &Touch::own_channel},
     {"rule", &Touch::rule}}};

Result<std::vector<intake::NewTouch>> touches_of(const Batch& batch) {
  TL_TRY(const auto* const id, batch.get<U64>("id"));
  TL_TRY(const auto* const channel, batch.get<U8>("channel"));
  std::vector<intake::NewTouch> touches(batch.n_rows());
  for (std::size_t i = 0; i < touches.size(); ++i) {
    touches[i].id = (*id)[i];
    touches[i].touch.channel = static_cast<schema::Channel>((*channel)[i]);
  }
  for (const auto& [name, field] : kTexts) {
    TL_TRY(const auto* const texts, batch.get<Strings>(name));
    for (std::size_t i = 0; i < touches.size(); ++i) {
      touches[i].touch.*field = (*texts)[i];
    }
  }
  return touches;
}

// What the judgement of a touch hangs on: the program's lists, the own hosts and the own rules.
std::uint64_t hash_of_rules(const settings::Settings& settings,
                            const std::vector<std::string>& own_hosts) {
  std::uint64_t hash = hash_bytes(TL_VERSION);
  for (const std::string& host : own_hosts) {
    hash = hash_bytes(host, hash);
  }
  for (const std::string& host : settings.bots.extra_spam) {
    hash = hash_bytes(host, hash_combine(hash, 1));
  }
  for (const settings::ChannelRule& rule : settings.channels) {
    hash = hash_bytes(rule.channel, hash_bytes(rule.pattern, hash_combine(hash, 2))) +
           static_cast<std::uint64_t>(rule.field);
  }
  return hash;
}

Result<std::vector<std::string>> all_own_hosts(engine::Engine& store,
                                               const settings::Settings& settings) {
  std::vector<std::string> hosts = own_hosts_of(settings, {});
  if (hosts.empty()) {
    TL_TRY(const Batch guessed, store.query(sql::kOwnHosts));
    TL_TRY(const auto* const names, guessed.get<Strings>("host"));
    for (std::size_t i = 0; i < names->size(); ++i) {
      hosts.emplace_back((*names)[i]);
    }
  }
  return hosts;
}

// Judges a batch and writes it once more; the rows written last are the ones that count.
Result<void> judge_batch(engine::Engine& store,
                         const acquisition::Classifier& classifier,
                         const Batch& batch) {
  TL_TRY(std::vector<intake::NewTouch> touches, touches_of(batch));
  for (intake::NewTouch& known : touches) {
    classifier.judge_again(known.touch);
  }
  return store.insert("touches", batch_of(touches));
}

}  // namespace

Batch batch_of(std::span<const intake::NewTouch> touches) {
  U64 id;
  U8 channel;
  U8 grain;
  U8 provider;
  U8 spam;
  for (const intake::NewTouch& row : touches) {
    id.push_back(row.id);
    channel.push_back(static_cast<std::uint8_t>(row.touch.channel));
    grain.push_back(static_cast<std::uint8_t>(row.touch.grain));
    // A host that became an own one since does not send anybody either.
    provider.push_back(row.touch.provider || (row.touch.internal && !row.touch.tagged) ? 1 : 0);
    spam.push_back(row.touch.spam ? 1 : 0);
  }
  Batch batch{{{"id", std::move(id)},
               {"channel", std::move(channel)},
               {"grain", std::move(grain)},
               {"provider", std::move(provider)},
               {"spam", std::move(spam)}}};
  for (const auto& [name, field] : kTexts) {
    Strings texts;
    for (const intake::NewTouch& row : touches) {
      texts.push_back(row.touch.*field);
    }
    batch.columns.push_back({name, std::move(texts)});
  }
  return batch;
}

Result<bool> judge_touches_again(engine::Engine& store, const Workspace& workspace) {
  TL_TRY(const auto hosts, all_own_hosts(store, workspace.settings));
  const std::string rules = std::to_string(hash_of_rules(workspace.settings, hosts));
  TL_TRY(const std::uint64_t holds, one_number(store, sql::kJudgementHolds, {{"rules", rules}}));
  if (holds > 0) {
    return false;
  }
  TL_TRY(const Judge judge, make_judge(workspace, hosts));
  TL_TRY(const Batch touches, store.query(sql::kTouches));
  if (touches.n_rows() > 0) {
    TL_CHECK(judge_batch(store, judge.classifier, touches));
  }
  TL_CHECK(store.execute("TRUNCATE TABLE judgements"));
  TL_CHECK(store.execute("INSERT INTO judgements SELECT {rules:UInt64}", {{"rules", rules}}));
  return true;
}

}  // namespace throughline::workflow
