#include "demo/voices.hpp"

#include <array>
#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "demo/people.hpp"
#include "demo/tactics.hpp"
#include "embedded/demo/mentions.hpp"
#include "embedded/demo/outrage.hpp"
#include "embedded/demo/outrage_support.hpp"
#include "embedded/demo/support.hpp"

namespace throughline::demo {
namespace {

constexpr Seconds kDay = 86'400;

std::vector<std::vector<std::string_view>> rows_of(std::string_view tsv) {
  std::vector<std::vector<std::string_view>> rows;
  while (!tsv.empty()) {
    std::string_view line = tsv.substr(0, tsv.find('\n'));
    tsv.remove_prefix(std::min(line.size() + 1, tsv.size()));
    std::vector<std::string_view>& row = rows.emplace_back();
    for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
      row.push_back(line.substr(0, tab));
      line.remove_prefix(tab + 1);
    }
    row.push_back(line);
  }
  return rows;
}

std::string_view community_of(std::string_view language, Rng& rng) {
  constexpr std::array<std::string_view, 2> kEnglish = {"onebagboard.example",
                                                        "sundaymask.example"};
  constexpr std::array<std::string_view, 3> kGerman = {
      "zerowaste-kreis.example", "pflege-treff.example", "nachfuell-ecke.example"};
  constexpr std::array<std::string_view, 2> kPortuguese = {"conversadepele.example",
                                                           "mochileiros-bar.example"};
  if (language == "en") {
    return kEnglish[rng.below(kEnglish.size())];
  }
  if (language == "de") {
    return kGerman[rng.below(kGerman.size())];
  }
  return language == "pt" ? kPortuguese[rng.below(kPortuguese.size())] : "hufu-bar.example";
}

class Writer {
 public:
  explicit Writer(std::uint64_t seed) : rng_(seed, "demo mentions") {}

  Mentions write() {
    const auto calm = rows_of(embedded::kMentions);
    const auto angry = rows_of(embedded::kOutrage);
    for (Day day = 0; day < whole_story().to; ++day) {
      add(day, rng_.poisson(1.6), calm);
      add(day, rng_.poisson(schedule().outrage.has(day) ? 4.0 : 0.0), angry);
    }
    return std::move(mentions_);
  }

 private:
  void add(Day day, std::uint64_t n, const std::vector<std::vector<std::string_view>>& texts) {
    for (std::uint64_t i = 0; i < n; ++i) {
      const auto& text = texts[rng_.below(texts.size())];
      const Seconds at = start_of_month(0, kMarkets[0]) + day * kDay +
                         static_cast<Seconds>((24 * i + rng_.below(24)) * 3600 / n);
      add(at, text);
    }
  }

  void add(Seconds at, const std::vector<std::string_view>& text) {
    const std::string id = fmt::format("m{}", 10'000 + mentions_.sentiment.size());
    const std::string_view community = community_of(text[0], rng_);
    const std::string thread = fmt::format("{}-{}", text[2], at / (30 * kDay));
    nlohmann::ordered_json line{
        {"id", id}, {"time", format_timestamp(at)}, {"community", community}, {"thread", thread}};
    const auto key = std::string(community) + "/" + thread;
    if (const auto first = threads_.find(key); first != threads_.end() && rng_.bernoulli(0.7)) {
      line["reply_to"] = first->second;
    }
    threads_.try_emplace(key, id);
    line["author"] = fmt::format("{}{}", text[0], rng_.below(140));
    line["language"] = text[0];
    line["text"] = text[3];
    mentions_.jsonl += line.dump() + "\n";
    mentions_.sentiment[id] = text[1] == "1" ? 1 : text[1] == "0" ? 0 : -1;
  }

  Rng rng_;
  Mentions mentions_;
  std::map<std::string, std::string> threads_;  // the mention with which each began
};

void add_case(std::string& out,
              std::uint64_t number,
              Seconds at,
              const std::vector<std::string_view>& text,
              Rng& rng) {
  constexpr std::array<std::string_view, 3> kProducts = {"serum-n1", "nachtcreme", "pumpspender"};
  constexpr std::array<std::string_view, 3> kChannels = {"email", "chat", "telephone"};
  const bool solved = rng.bernoulli(0.92);
  const Seconds solved_at = at + static_cast<Seconds>(rng.exponential(1.0 / (1.5 * kDay)));
  const bool in_time = solved_at < start_of_month(kMonths, kMarkets[0]);
  fmt::format_to(std::back_inserter(out),
                 "S{},{},{},c{:x},{},{},{},{},{}\n",
                 number,
                 format_timestamp(at),
                 rng.bernoulli(0.7) ? "de" : "br",
                 rng() >> 24U,
                 text[0],
                 kProducts[rng.below(kProducts.size())],
                 kChannels[rng.below(kChannels.size())],
                 solved && in_time ? format_timestamp(solved_at) : "",
                 text[1]);
}

}  // namespace

Mentions mentions_jsonl(std::uint64_t seed) { return Writer(seed).write(); }

std::string support_csv(std::uint64_t seed) {
  const auto usual = rows_of(embedded::kSupport);
  const auto angry = rows_of(embedded::kOutrageSupport);
  std::string out = "case,at,market,customer,topic,product,channel,solved_at,text\n";
  Rng rng(seed, "demo support");
  std::uint64_t number = 1000;
  for (Day day = 0; day < whole_story().to; ++day) {
    const Seconds morning = start_of_month(0, kMarkets[0]) + day * kDay + 8 * 3600;
    const auto n_angry = schedule().outrage.has(day) ? rng.poisson(0.8) : 0;
    const std::uint64_t n = rng.poisson(1.1) + n_angry;
    for (std::uint64_t i = 0; i < n; ++i) {
      const auto& texts = i < n_angry ? angry : usual;
      const Seconds at = morning + static_cast<Seconds>((i * 36'000 + rng.below(36'000)) / n);
      add_case(out, ++number, at, texts[rng.below(texts.size())], rng);
    }
  }
  return out;
}

}  // namespace throughline::demo
