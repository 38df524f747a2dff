#include "render/html.hpp"

#include <gtest/gtest.h>

namespace throughline::render {
namespace {

TEST(EscapeHtml, LeavesNothingThatABrowserWouldObey) {
  EXPECT_EQ(escape_html(R"(<script>alert("x")</script>&'")"),
            "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;&quot;");
  EXPECT_EQ(escape_html("a\xe2\x80\xae"
                        "b\xff"),
            "a\xef\xbf\xbd"
            "b\xef\xbf\xbd");
  EXPECT_EQ(escape_html("手机壳"), "手机壳");
}

}  // namespace
}  // namespace throughline::render
