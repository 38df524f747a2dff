#include "acquisition/agents.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace throughline::acquisition {
namespace {

using schema::BotReason;

const AgentList& agents() {
  static const AgentList list;
  return list;
}

TEST(AgentList, CatchesEveryAgentThatTheCrawlerListGivesAsAnExample) {
  std::ifstream file(std::string(TL_SOURCE_DIR) +
                     "/node_modules/crawler-user-agents/crawler-user-agents.json");
  const auto crawlers = nlohmann::json::parse(file);
  ASSERT_GT(crawlers.size(), 1000U);
  int n = 0;
  for (const auto& crawler : crawlers) {
    for (const auto& instance : crawler.value("instances", nlohmann::json::array())) {
      const std::string agent = instance.get<std::string>();
      EXPECT_NE(agents().classify(agent).reason, BotReason::None) << agent;
      ++n;
    }
  }
  EXPECT_GT(n, 2000);
}

TEST(AgentList, LetsBrowsersOldAndNewPass) {
  const std::vector<std::string> browsers = {
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/126.0.0.0 Safari/537.36",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.2592.87",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      "Version/17.5 Safari/605.1.15",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0",
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 "
      "Safari/537.36",
      "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0",
      "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/126.0.0.0 Safari/537.36",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
      "Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
      "Gecko) CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
      "Gecko) FxiOS/127.0 Mobile/15E148 Safari/605.1.15",
      "Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      "Version/16.6 Mobile/15E148 Safari/604.1",
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
      "Mobile Safari/537.36",
      "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/125.0.6422.165 Mobile Safari/537.36",
      "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) "
      "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
      "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0",
      "Mozilla/5.0 (Linux; Android 13; SM-A536B Build/TP1A.220624.014; wv) AppleWebKit/537.36 "
      "(KHTML, like Gecko) Version/4.0 Chrome/125.0.6422.165 Mobile Safari/537.36 Instagram "
      "334.0.0.42.95 Android",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
      "Gecko) Mobile/21F90 Instagram 335.0.0.27.92 (iPhone15,3; iOS 17_5_1; de_DE; de; scale=3.00; "
      "1290x2796; 609775437)",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
      "Gecko) Mobile/15E148 "
      "[FBAN/FBIOS;FBAV/467.0.0.35.107;FBBV/604000000;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/"
      "17.4.1;FBSS/3;FBID/phone;FBLC/de_DE;FBOP/5]",
      "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko",
      "Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/32.0.1700.107 "
      "Safari/537.36",
      "Mozilla/5.0 (Windows NT 6.1; WOW64; rv:27.0) Gecko/20100101 Firefox/27.0",
      "Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.16",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/124.0.0.0 Safari/537.36 OPR/110.0.0.0",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/124.0.0.0 Safari/537.36 Vivaldi/6.7.3329.41",
      "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/109.0.0.0 Safari/537.36 SLBrowser/9.0.3.1261 SLBChan/25",
      "Mozilla/5.0 (Linux; U; Android 12; zh-cn; M2007J3SC Build/SKQ1.211006.001) "
      "AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.127 Mobile "
      "Safari/537.36 XiaoMi/MiuiBrowser/17.6",
      "Mozilla/5.0 (Linux; U; Android 11; zh-CN; PEGM00) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Version/4.0 Chrome/78.0.3904.108 UCBrowser/15.2.9 Mobile Safari/537.36",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
      "Gecko) Mobile/15E148 MicroMessenger/8.0.49(0x1800312b) NetType/WIFI Language/zh_CN",
      "Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/99.0.4844.88 HuaweiBrowser/15.0.4.312 Mobile Safari/537.36",
      "Mozilla/5.0 (PlayStation; PlayStation 5/6.50) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      "Version/15.4 Safari/605.1.15",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox Series X) AppleWebKit/537.36 (KHTML, "
      "like Gecko) Chrome/48.0.2564.82 Safari/537.36 Edge/20.02",
      "Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) "
      "76.0.3809.146/6.0 TV Safari/537.36",
      "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)",
      "Mozilla/5.0 (X11; Linux x86_64; rv:10.0.12) Gecko/20100101 Firefox/10.0.12 "
      "Iceweasel/10.0.12",
      "Mozilla/5.0 (X11; FreeBSD amd64; rv:120.0) Gecko/20100101 Firefox/120.0",
      "Mozilla/5.0 (Linux; Android 9; KFTRWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/124.4.4 "
      "like Chrome/124.0.6367.207 Safari/537.36",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_1) AppleWebKit/537.73.11 (KHTML, like Gecko) "
      "Version/7.0.1 Safari/537.73.11",
  };
  for (const std::string& agent : browsers) {
    EXPECT_EQ(agents().classify(agent).reason, BotReason::None)
        << agent << " matched " << agents().classify(agent).name;
  }
}

TEST(AgentList, NamesWhatMatchedAndTakesOwnWords) {
  EXPECT_EQ(agents().classify("curl/8.5.0").reason, BotReason::Agent);
  EXPECT_FALSE(agents().classify("Mozilla/5.0 (compatible; GPTBot/1.2)").name.empty());
  EXPECT_EQ(agents().classify("-").reason, BotReason::NoAgent);
  EXPECT_EQ(agents().classify("").reason, BotReason::NoAgent);
  const std::vector<std::string> own = {"OurMonitor"};
  EXPECT_EQ(AgentList(own).classify("Mozilla/5.0 (X11) ourmonitor").reason, BotReason::Agent);
}

TEST(DeviceOf, ReadsPhonesAndTablets) {
  EXPECT_EQ(device_of("Mozilla/5.0 (iPhone; ...) Mobile/15E148"), Device::Mobile);
  EXPECT_EQ(device_of("Mozilla/5.0 (iPad; ...) Mobile/15E148"), Device::Tablet);
  EXPECT_EQ(device_of("Mozilla/5.0 (Linux; Android 9; KFTRWI) Silk"), Device::Tablet);
  EXPECT_EQ(device_of("Mozilla/5.0 (X11; Linux x86_64)"), Device::Desktop);
}

}  // namespace
}  // namespace throughline::acquisition
