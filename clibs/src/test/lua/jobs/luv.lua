local show = dofile((...) .. '/show.lua')
local uv = require 'luv'

local log = {}
local function note(text) log[#log + 1] = text end
local timer = uv.new_timer()
local ticks = 0
timer:start(1, 1, function()
  ticks = ticks + 1
  note('tick ' .. ticks)
  if ticks == 3 then timer:stop() timer:close(function() note 'closed' end) end
end)
show('run', uv.run())
show('timer', log)

-- an echo server and its client
local server = uv.new_tcp()
server:bind('127.0.0.1', 0)
server:listen(16, function(err)
  assert(not err, err)
  local peer = uv.new_tcp()
  server:accept(peer)
  peer:read_start(function(_, chunk)
    if chunk then peer:write('echo ' .. chunk) else peer:close() server:close() end
  end)
end)
local client, answers = uv.new_tcp(), {}
client:connect('127.0.0.1', server:getsockname().port, function()
  client:write('hello', function() note 'written' end)
  client:read_start(function(_, chunk)
    answers[#answers + 1] = chunk
    if #answers == 1 then client:write 'again' else client:shutdown(function() client:close() end) end
  end)
end)
uv.run()
show('tcp', answers)

-- files
local fd = uv.fs_open('a.txt', 'w', 420)
show('fs_write', uv.fs_write(fd, 'written by luv', 0), uv.fs_close(fd))
show('fs_stat', uv.fs_stat 'a.txt'.size, uv.fs_stat 'a.txt'.type, uv.fs_stat 'none')
local contents
uv.fs_open('a.txt', 'r', 0, function(_, opened)
  uv.fs_read(opened, 100, 0, function(_, data)
    contents = data
    uv.fs_close(opened, function() end)
  end)
end)
uv.run()
show('fs_read', contents)
local scan, found = uv.fs_scandir '.', {}
repeat
  local name, kind = uv.fs_scandir_next(scan)
  if name then found[#found + 1] = name .. ' ' .. kind end
until not name
show('fs_scandir', found)

-- a process
local out = uv.new_pipe(false)
local code
local text = ''
uv.spawn('sh', {args = {'-c', 'echo from the shell; exit 3'}, stdio = {nil, out, nil}}, function(c) code = c end)
out:read_start(function(_, chunk) if chunk then text = text .. chunk else out:close() end end)
uv.run()
show('spawn', code, text)

-- idle, prepare, check, async
local order = {}
local idle, prepare, check = uv.new_idle(), uv.new_prepare(), uv.new_check()
idle:start(function() order[#order + 1] = 'idle' idle:close() end)
prepare:start(function() order[#order + 1] = 'prepare' prepare:close() end)
check:start(function() order[#order + 1] = 'check' check:close() end)
local async
async = uv.new_async(function(...) order[#order + 1] = 'async' async:close() end)
async:send(1)
uv.run()
table.sort(order)
show('handles', order)

-- a coroutine that waits for callbacks
local co = coroutine.create(function()
  local me = coroutine.running()
  local waits = {}
  for i = 1, 3 do
    local t = uv.new_timer()
    t:start(1, 0, function() t:close() coroutine.resume(me, i) end)
    waits[i] = coroutine.yield()
  end
  show('coroutine', waits)
end)
coroutine.resume(co)
uv.run()
show('errors', pcall(uv.new_tcp().bind, uv.new_tcp(), 5))
show('errors', pcall(uv.fs_open))
show('errors', uv.fs_open('none/none', 'r', 0))
show('hrtime', uv.hrtime() > 0, uv.cwd() ~= nil, uv.loop_alive())
uv.walk(function(handle) if not handle:is_closing() then handle:close() end end)
uv.run()
