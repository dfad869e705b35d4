-- Reads single documents: wrk -t1 -c32 -d20s --latency -s scripts/load.d/wrk.lua http://127.0.0.1:8080
-- The documents are those of `scripts/load read`. Closed loop: wrk waits for an answer before it asks again.
local documents = 10000

request = function()
  return wrk.format("GET", string.format("/v1/products/load-%07d", math.random(0, documents - 1)))
end

done = function(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("requests %d, failed %d, p50 %.2f ms, p99 %.2f ms\n",
    summary.requests, failed, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
