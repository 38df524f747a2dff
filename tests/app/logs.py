"""Access logs for tests, made from a number: the same number gives the same bytes."""
from __future__ import annotations

import datetime
import random

START = datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.{}"
CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
CAME_FROM = ["-", "-", "https://www.google.com/", "https://blog{}.example/post", "https://news.ycombinator.com/item?id={}",
             "https://www.own.example/page/{}", "https://t.co/{}"]
LANDINGS = ["/", "/page/{}", "/page/{}?utm_source=news&utm_medium=email&utm_campaign=c{}", "/shop?gclid=abc{}",
            "/style.css", "/页面/{}"]


def combined(address: str, at: datetime.datetime, path: str, referrer: str = "-", agent: str = BROWSER.format(0),
             status: int = 200) -> str:
    stamp = at.strftime("%d/%b/%Y:%H:%M:%S +0000")
    return f'{address} - - [{stamp}] "GET {path} HTTP/1.1" {status} 512 "{referrer}" "{agent}"'


def random_lines(n: int, seed: int = 1) -> list[str]:
    """Visits of many kinds over two months, with crawlers and a few broken lines; in order of time."""
    draw = random.Random(seed)
    lines = []
    for i in range(n):
        at = START + datetime.timedelta(seconds=i * 60 * 86400 // n)
        if draw.random() < 0.01:
            lines.append(f"broken line {i}")
            continue
        path = draw.choice(LANDINGS).replace("{}", str(draw.randrange(40)))
        referrer = draw.choice(CAME_FROM).replace("{}", str(draw.randrange(60)))
        agent = CRAWLER if draw.random() < 0.1 else BROWSER.format(draw.randrange(5))
        lines.append(combined(f"10.0.{draw.randrange(4)}.{draw.randrange(200)}", at, path, referrer, agent))
    return lines


def text_of(lines: list[str]) -> str:
    return "".join(line + "\n" for line in lines)
