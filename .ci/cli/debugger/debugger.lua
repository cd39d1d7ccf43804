-- A debugger as the known ones are that are written in Lua: hooks of the debug library, and commands that come
-- line by line, on the standard input or, if there is a port, from a server on this machine.
-- Usage: debugger.lua SCRIPT [PORT]
local script, port = arg[1], tonumber(arg[2])

local read, write
if port then
  local connection = assert(require("socket").connect("127.0.0.1", port))
  read = function() return (connection:receive("*l")) end
  write = function(...) assert(connection:send(table.concat({ ... }, " ") .. "\n")) end
else
  read = function() return io.read() end
  write = function(...)
    io.write("[", table.concat({ ... }, " "), "]\n")
    io.flush()
  end
end

-- Where the script is in a thread that is looked at from another one: above resume, ask, and the hook.
local BASE = 3
local create, wrap, resume, yield = coroutine.create, coroutine.wrap, coroutine.resume, coroutine.yield
local breakpoints, events, mode = {}, {}, "step"
local wanted, wanted_thread -- how deep a thread may be for the next stop
local ids, count = setmetatable({}, { __mode = "k" }), 0
local console

local function known(thread)
  if not ids[thread] then
    count = count + 1
    ids[thread] = count
  end
  return ids[thread]
end

local function depth(thread)
  local levels = 0
  while debug.getinfo(thread, BASE + levels, "l") do levels = levels + 1 end
  return levels
end

local function show(value)
  local kind = type(value)
  if kind == "string" then return ("%q"):format(value) end
  return (kind == "number" or kind == "boolean" or value == nil) and tostring(value) or kind
end

-- ---- variables where a thread has stopped

local function locals(thread, level)
  local index = 0
  return function()
    index = index + 1
    local name, value = debug.getlocal(thread, level, index)
    if name then return index, name, value end
  end
end

local function environment(thread, level)
  local func = debug.getinfo(thread, level, "f").func
  local function find(key)
    local found
    for index, name in locals(thread, level) do
      if name == key then found = index end
    end
    if found then return "local", found end
    local index = 1
    while true do
      local name = debug.getupvalue(func, index)
      if not name then return end
      if name == key then return "upvalue", index end
      index = index + 1
    end
  end
  return setmetatable({}, {
    __index = function(_, key)
      local kind, index = find(key)
      if kind == "local" then return (select(2, debug.getlocal(thread, level, index))) end
      if kind == "upvalue" then return (select(2, debug.getupvalue(func, index))) end
      return _G[key]
    end,
    __newindex = function(_, key, value)
      local kind, index = find(key)
      if kind == "local" then
        debug.setlocal(thread, level, index, value)
      elseif kind == "upvalue" then
        debug.setupvalue(func, index, value)
      else
        _G[key] = value
      end
    end,
  })
end

local function holds(thread, condition)
  return load("return " .. condition, "=condition", "t", environment(thread, BASE))()
end

-- ---- commands; one that returns true lets the script go on

local commands = {}

commands["break"] = function(_, _, rest)
  local line, condition = rest:match("^(%d+)%s*(.*)$")
  breakpoints[tonumber(line)] = condition ~= "" and condition or "true"
end

function commands.clear() breakpoints = {} end
function commands.cont() mode = "run"; return true end
function commands.step() mode = "step"; return true end

function commands.over(thread)
  mode, wanted, wanted_thread = "depth", depth(thread), thread
  return true
end

function commands.out(thread)
  mode, wanted, wanted_thread = "depth", depth(thread) - 1, thread
  return true
end

function commands.stack(thread)
  local level = BASE
  while true do
    local info = debug.getinfo(thread, level, "nSltu")
    if not info or info.short_src:find("debugger.lua", 1, true) then return end
    write(level - BASE, info.short_src .. ":" .. info.currentline, info.what, info.namewhat, info.name or "?",
      info.nups, info.nparams or "", tostring(info.isvararg), tostring(info.istailcall))
    level = level + 1
  end
end

function commands.trace(thread) write((debug.traceback(thread, "trace", BASE):gsub("\n%s*%[C%].*", ""))) end

function commands.locals(thread, level)
  for _, name, value in locals(thread, level) do
    if name:sub(1, 1) ~= "(" then write(name, "=", show(value)) end
  end
  local index = -1
  while true do
    local name, value = debug.getlocal(thread, level, index)
    if not name then return end
    write(name, index, "=", show(value))
    index = index - 1
  end
end

function commands.ups(thread, level)
  local func = debug.getinfo(thread, level, "f").func
  local index = 1
  while true do
    local name, value = debug.getupvalue(func, index)
    if not name then return end
    write(name == "_ENV" and "_ENV" or name .. " = " .. show(value))
    index = index + 1
  end
end

local function evaluate(thread, level, text)
  local chunk, problem = load(text, "=eval", "t", environment(thread, level))
  if not chunk then return write("no Lua:", problem) end
  local results = table.pack(pcall(chunk))
  for i = 1, results.n do results[i] = show(results[i]) end
  write(table.concat(results, " ", 1, results.n))
end

function commands.eval(thread, level, text) evaluate(thread, level, "return " .. text) end
function commands.exec(thread, level, text) evaluate(thread, level, text) end

function commands.lines(thread, level)
  local lines = {}
  for line in pairs(debug.getinfo(thread, level, "L").activelines) do lines[#lines + 1] = line end
  table.sort(lines)
  write(table.concat(lines, " "))
end

function commands.threads()
  local lines = {}
  for thread, id in pairs(ids) do lines[#lines + 1] = id .. " " .. coroutine.status(thread) end
  table.sort(lines)
  write(table.concat(lines, ", "))
end

function commands.events()
  write(table.concat(events, " "))
  events = {}
end

console = create(function(thread, reason)
  while true do
    local info = debug.getinfo(thread, BASE, "Sl")
    write("stopped:", reason, "thread", known(thread), info.short_src .. ":" .. info.currentline)
    local level, go = 0
    repeat
      write("ready")
      local line = read()
      if not line then os.exit(7) end
      local word, rest = line:match("^(%S+)%s*(.*)$")
      if word == "frame" then
        level = tonumber(rest)
      else
        local command = commands[word]
        go = command and command(thread, BASE + level, rest)
        if not command then write("no command", word) end
      end
    until go
    thread, reason = yield()
  end
end)

local function ask(other, ...)
  local ok, answer = resume(other, ...)
  return ok and answer
end

local function hook(event, line)
  local info = debug.getinfo(2, "Sn")
  if info.source ~= "@" .. script then return end
  local thread = coroutine.running()
  if event ~= "line" then
    events[#events + 1] = event .. ":" .. info.linedefined
    return
  end
  local reason = mode == "step" and "step"
  local condition = breakpoints[line]
  if condition and ask(create(holds), thread, condition) then
    reason = "breakpoint"
  elseif mode == "depth" and thread == wanted_thread and ask(create(depth), thread) <= wanted then
    reason = "step"
  end
  if reason then ask(console, thread, reason) end
end

-- ---- the script

function coroutine.create(func)
  local thread = create(func)
  known(thread)
  debug.sethook(thread, hook, "crl")
  return thread
end

function coroutine.wrap(func)
  local thread = coroutine.create(func)
  local function check(ok, ...)
    if not ok then error(..., 0) end
    return ...
  end
  return function(...) return check(resume(thread, ...)) end
end

known((coroutine.running()))
local chunk = assert(loadfile(script))
local ok = xpcall(function()
  debug.sethook(hook, "crl")
  chunk()
end, function(problem)
  debug.sethook()
  ask(console, coroutine.running(), "error " .. show(problem))
  return problem
end)
debug.sethook()
write("ended", tostring(ok))
os.exit(ok and 0 or 3)
