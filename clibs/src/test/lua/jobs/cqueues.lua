local show = dofile((...) .. '/show.lua')
local cqueues = require 'cqueues'
local socket, condition = require 'cqueues.socket', require 'cqueues.condition'
local errno = require 'cqueues.errno'

local log = {}
local queue = cqueues.new()
for i = 1, 3 do
  queue:wrap(function()
    for round = 1, 2 do
      cqueues.sleep(0.01 * i)
      log[#log + 1] = i .. '.' .. round
    end
  end)
end
show('loop', queue:loop())
table.sort(log)
show('sleepers', log, queue:count(), queue:empty())

local a, b = socket.pair()
local received = {}
queue:wrap(function()
  for line in b:lines() do received[#received + 1] = line end
  b:close()
end)
queue:wrap(function()
  for i = 1, 3 do a:write('line ' .. i .. '\n') a:flush() cqueues.poll(0) end
  a:shutdown 'w'
end)
show('loop', queue:loop())
show('socket pair', received)

local cond = condition.new()
local order = {}
queue:wrap(function() order[#order + 1] = 'waiting' cond:wait() order[#order + 1] = 'woken' end)
queue:wrap(function() cqueues.sleep(0.01) order[#order + 1] = 'signal' cond:signal() end)
queue:loop()
show('condition', order)
queue:wrap(function() error('in a thread', 0) end)
show('an error', queue:loop())
queue:wrap(function() error({}) end)
local ok, why = queue:loop()
show('an error', ok, type(why))
queue:wrap(function() cqueues.sleep(10) end)
show('step', queue:step(0.01), queue:count())
queue:close()
local server = socket.listen('127.0.0.1', 0)
local other = cqueues.new()
local _, _, port = server:localname()
local answer
other:wrap(function()
  local connection = server:accept()
  connection:write(connection:read '*l' .. ' back\n')
  connection:close()
end)
other:wrap(function()
  local connection = socket.connect('127.0.0.1', port)
  connection:write 'there\n'
  answer = connection:read '*l'
end)
show('a server', other:loop(), answer)
local nested = cqueues.new()
nested:wrap(function()
  local inner = cqueues.new()
  local done = 0
  for _ = 1, 10 do inner:wrap(function() cqueues.sleep(0.001) done = done + 1 end) end
  assert(inner:loop())
  show('nested', done)
end)
show('nested loop', nested:loop())
local wrapped = cqueues.new()
wrapped:wrap(function()
  local generate = cqueues.wrap or coroutine.wrap
  local values = {}
  local co = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end)
  for i = 1, 3 do values[i] = co() end
  show('coroutines inside', values)
end)
wrapped:loop()
show('errno', errno.EAGAIN ~= nil, errno.strerror(errno.ENOENT))
show('monotime', cqueues.monotime() > 0, cqueues.type(queue), cqueues.running())
local signal = require 'cqueues.signal'
show('signals', type(signal.listen), signal.strsignal and signal.strsignal(signal.SIGINT))
