-- Work on luv's own threads, each of which has a state of its own.
local show = dofile((...) .. '/show.lua')
local uv = require 'luv'
local results = {}
local work = uv.new_work(function(n)
  local sum = 0
  for i = 1, n do sum = sum + i end
  return n, sum
end, function(n, sum) results[n] = sum end)
for i = 1, 4 do work:queue(i * 1000) end
uv.run()
show('work', results)
local thread = uv.new_thread(function(a, b) assert(a + b == 5) end, 2, 3)
show('thread', thread:join())
