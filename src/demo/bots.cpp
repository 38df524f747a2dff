#include "demo/bots.hpp"

#include <algorithm>
#include <array>

#include "acquisition/lists.hpp"
#include "base/random.hpp"
#include "demo/site.hpp"

namespace throughline::demo {
namespace {

constexpr std::array<std::string_view, 8> kHonest = {
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; "
    "+https://openai.com/gptbot)",
    "Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)",
    "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "curl/8.5.0"};

bool is_page(const BotRequest& bot) {
  return bot.request.method == "GET" && !bot.target.starts_with("/assets/");
}

class Month {
 public:
  Month(std::uint64_t seed, const Slice& slice, BotCounts& counts)
      : rng_(seed, "demo bots", slice.number()),
        scale_(slice.scale * slice.share()),
        start_(start_of_month(slice.month, slice.site())),
        length_(start_of_month(slice.month + 1, slice.site()) - start_),
        site_(slice.site().host),
        counts_(counts) {}

  std::vector<BotRequest> all() {
    for (const std::string_view agent : kHonest) {
      crawl(agent, many(380));
    }
    for (std::uint64_t i = 0; i < many(26); ++i) {
      lie(i % 5);
    }
    spam(many(240));
    return std::move(out_);
  }

 private:
  std::uint64_t many(double mean) {
    return std::max<std::uint64_t>(5, rng_.poisson(mean * scale_));
  }

  Seconds anywhere(Seconds leave = 0) {
    return start_ + static_cast<Seconds>(rng_.below(static_cast<std::uint64_t>(length_ - leave)));
  }

  std::string address() {
    return fmt::format("198.51.{}.{}", rng_.below(200), 1 + rng_.below(254));
  }

  void add(Seconds at,
           const std::string& from,
           std::string target,
           std::string_view agent,
           std::string referrer = "-",
           std::string_view method = "GET") {
    out_.push_back({{.at = at, .method = method},
                    from,
                    std::move(target),
                    std::move(referrer),
                    std::string(agent)});
  }

  void crawl(std::string_view agent, std::uint64_t n) {
    const std::string from = address();
    for (std::uint64_t i = 0; i < n; ++i) {
      add(anywhere(), from, std::string(any_page(rng_)), agent);
    }
    counts_.honest += n;
  }

  // Browsers' names, programs' ways.
  void lie(std::uint64_t way) {
    const std::string agent = browser_agent(rng_());
    const std::string from = address();
    const std::size_t before = out_.size();
    Seconds at = anywhere(20 * 3600);
    switch (way) {
      case 0:  // reads page after page and never fetches what a page needs
        for (int i = 0; i < 40; ++i, at += 20 + static_cast<Seconds>(rng_.below(60))) {
          add(at, from, std::string(any_page(rng_)), agent);
        }
        break;
      case 1:  // a page a second, assets and all
        for (int i = 0; i < 90; ++i, at += 1) {
          add(at, from, std::string(any_page(rng_)), agent);
          add(at, from, "/assets/site.css", agent);
        }
        break;
      case 2:  // sweeps: one page, gone, another page after three quarters of an hour
        sweep(at, from, agent, rng_.bernoulli(0.25));
        break;
      case 3:  // only ever posts
        for (int i = 0; i < 15; ++i, at += 4) {
          add(at, from, "/konto/login", agent, "-", "POST");
        }
        break;
      default:  // claims that each page referred to itself
        for (int i = 0; i < 12; ++i, at += 35) {
          const std::string page(any_page(rng_));
          add(at, from, page, agent, fmt::format("https://{}{}", site_, page));
        }
    }
    counts_.lying += out_.size() - before;
    counts_.lying_pages += static_cast<std::uint64_t>(
        std::count_if(out_.begin() + static_cast<std::ptrdiff_t>(before), out_.end(), is_page));
  }

  // With a real browser at its hands nothing tells such a program from a person.
  void sweep(Seconds at, const std::string& from, const std::string& agent, bool drives_browser) {
    for (int i = 0; i < 24; ++i, at += 2700) {
      add(at, from, fmt::format("/blog/post-{}", i), agent);
      if (drives_browser) {
        add(at + 1, from, "/assets/site.css", agent);
      }
    }
  }

  void spam(std::uint64_t n) {
    const auto hosts = acquisition::lists::spam();
    for (std::uint64_t i = 0; i < n; ++i) {
      const std::string_view host = hosts[rng_.below(12) * (hosts.size() / 12)];
      add(anywhere(), address(), "/", browser_agent(rng_()), fmt::format("https://{}/", host));
    }
    counts_.spam += n;
  }

  Rng rng_;
  double scale_;
  Seconds start_;
  Seconds length_;
  std::string_view site_;
  BotCounts& counts_;
  std::vector<BotRequest> out_;
};

}  // namespace

void BotCounts::add(const BotCounts& other) {
  honest += other.honest;
  lying += other.lying;
  lying_pages += other.lying_pages;
  spam += other.spam;
}

std::vector<BotRequest> bots_of_month(std::uint64_t seed, const Slice& slice, BotCounts& counts) {
  return Month(seed, slice, counts).all();
}

}  // namespace throughline::demo
