-- Events in batches of ten, from many people. Prints events and refusals at the end; tools/collect_bench.sh runs it.
local names = { "pageview", "engagement", "purchase" }
local threads = {}
local number = 0

function setup(thread)
  thread:set("seed", 1000 * (#threads + 1))
  table.insert(threads, thread)
end

local function event(i)
  local name = names[i % 3 + 1]
  local more = name == "engagement" and ',"foreground":12000,"scroll":60'
    or name == "purchase" and ',"value":19.99,"currency":"EUR","props":{"size":"L"}'
    or ',"referrer":"https://blog.example/post"'
  return '{"name":"' .. name .. '","url":"https://own.example/refill/bottle-' .. i % 97 .. '?utm_source=news"' .. more .. '}'
end

function init(args)
  math.randomseed(seed)
  size = tonumber(args[1] or "10")
  requests = {}
  for i = 1, 200 do
    local events = {}
    for k = 1, size do
      events[k] = event(math.random(1000))
    end
    local body = size == 1 and events[1] or "[" .. table.concat(events, ",") .. "]"
    local agent = "Mozilla/5.0 (X11; Linux x86_64) Chrome/120." .. math.random(10000)
    requests[i] = wrk.format("POST", "/collect", { Origin = "https://own.example", ["User-Agent"] = agent }, body)
  end
  failures = 0
end

function request()
  number = number + 1
  return requests[number % #requests + 1]
end

function response(status)
  if status ~= 202 then
    failures = failures + 1
  end
end

function done(summary, latency)
  local failed = 0
  for _, thread in ipairs(threads) do
    failed = failed + thread:get("failures")
  end
  local seconds = summary.duration / 1e6
  local size = tonumber(threads[1]:get("size"))
  io.write(string.format("events/s %.0f  requests/s %.0f  p50 %.1f ms  p99 %.1f ms  max %.1f ms  refused %d  errors %d\n",
    size * (summary.requests - failed) / seconds, (summary.requests - failed) / seconds, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3, failed,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
