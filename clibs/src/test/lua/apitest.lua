-- Runs the checks of the C API and prints what they say. The folder of apitest.so is the first
-- argument; a second one is a pattern for the names of the tests to be run.
local folder, wanted = ...
package.cpath = folder .. '/?.so'
local apitest = require 'apitest'

local function masked(text)
  return (tostring(text):gsub('0x%x+', 'ADDRESS'))
end

local function flush(name)
  local lines = apitest.lines()
  for line in lines:gmatch '[^\n]+' do
    print(name .. '/' .. line)
  end
end

for _, test in ipairs(apitest.tests) do
  local name, run = test[1], test[2]
  if not wanted or name:find(wanted) then
    local ok, message = pcall(run)
    flush(name)
    if not ok then print(name .. ': failed: ' .. masked(message)) end
  end
end

local function show(...)
  local shown = {}
  for i = 1, select('#', ...) do
    local value = select(i, ...)
    local kind = type(value)
    if kind == 'string' then shown[i] = ('%q'):format(value)
    elseif kind == 'table' or kind == 'function' or kind == 'thread' or kind == 'userdata' then
      shown[i] = kind
    else shown[i] = tostring(value) end
  end
  return masked(table.concat(shown, ', '))
end

local function check(name, ...)
  print(name .. ': ' .. show(...))
end

-- The body runs in a coroutine that is resumed until it ends; all that comes out is printed.
local function run(name, body, ...)
  local co = coroutine.create(body)
  check(name .. ', resumed', coroutine.resume(co, ...))
  local round = 0
  while coroutine.status(co) == 'suspended' and round < 12 do
    round = round + 1
    check(name .. ', resumed again', coroutine.resume(co, 'sent ' .. round, round))
  end
  check(name .. ', status', coroutine.status(co))
end

local sections = {}

function sections.continuations()
  local yield = coroutine.yield
  run('callk', function(...) return apitest.callk(yield, ...) end, 1, 2)
  run('callk without a yield', function(...) return apitest.callk(function(...) return ... end, ...) end, 1)
  run('callk of a function that yields twice', function()
    return apitest.callk(function() return yield(1), yield(2) end)
  end)
  run('callk of callk', function() return apitest.callk(apitest.callk, yield, 'inner') end)
  run('callk of pcallk of callk', function()
    return apitest.callk(apitest.pcallk, apitest.callk, yield, 'innermost')
  end)
  run('pcallk', function() return apitest.pcallk(yield, 'through pcallk') end)
  run('pcallk without a yield', function() return apitest.pcallk(function() return 'plain' end) end)
  run('pcallk with an error at once', function() return apitest.pcallk(error, 'at once', 0) end)
  run('pcallk with an error after the yield', function()
    return apitest.pcallk(function() yield('before') error('after', 0) end)
  end)
  run('pcallk with an error that is a table', function()
    return apitest.pcallk(function() yield() error({}) end)
  end)
  run('pcallk with a handler', function()
    return apitest.pcallk_handler(function() yield('before') error('after', 0) end)
  end)
  run('pcallk with a handler and no error', function()
    return apitest.pcallk_handler(function() return yield('before') end)
  end)
  run('pcallk in pcall with an error after it', function()
    return pcall(function() apitest.pcallk(yield) error('later', 0) end)
  end)
  run('yieldk with a continuation', apitest.yield_some, 'a', 'b')
  run('yieldk called from Lua', function() return 'returned', apitest.yield_some(5) end)
  run('yield as the coroutine', apitest.yield, 1, 2, 3)
  run('yield called from Lua', function() local a, b = apitest.yield('x', nil, 'z') return b, a end)
  run('yield in a tail call', function() return apitest.yield('tail') end)
  run('a continuation that yields again', apitest.yield_thrice)
  run('a continuation that yields again, from Lua', function() return 'first', apitest.yield_thrice() end)
  run('a continuation that fails', function() return pcall(apitest.yield_then_fail) end)
  run('a continuation that fails, not caught', apitest.yield_then_fail)
  run('callk, then an error in the continuation', function()
    return pcall(apitest.call_then_fail, yield)
  end)
  run('callk without a yield, then an error', function()
    return pcall(apitest.call_then_fail, function() end)
  end)
  run('five calls that yield', function() return apitest.repeat_call(function(n) return yield(n) end) end)
  run('five calls, some of which yield', function()
    return apitest.repeat_call(function(n) if n % 2 == 0 then yield(n) end return n end)
  end)
  local yielder = apitest.new_yielder(1)
  run('upvalues after a yield', function() return yielder('argument') end)
  run('upvalues kept from call to call', function() return yielder() end)
  run('callk in a metamethod', function()
    local t = setmetatable({}, {__index = function(_, k) return (apitest.callk(yield, k)) end})
    return t.field
  end)
  run('yield of C in a metamethod', function()
    local t = setmetatable({}, {__add = function(a, b) return apitest.yield(b) end})
    return t + 1
  end)
  run('callk in an iterator', function()
    local sum = 0
    for n in function(_, n) if n < 3 then apitest.callk(yield, n) return n + 1 end end, nil, 0 do
      sum = sum + n
    end
    return sum
  end)
  run('a deep chain', function()
    local function deepen(n) if n == 0 then return yield('bottom') end return (apitest.callk(deepen, n - 1)) end
    return deepen(100)
  end)
end

function sections.boundaries()
  local yield = coroutine.yield
  run('yield across call', function() return apitest.call(yield, 1) end)
  run('yield across pcall of C', function() return apitest.protect(yield, 1) end)
  run('yield across call in pcallk', function() return apitest.pcallk(apitest.call, yield) end)
  run('yield of C across call', function() return pcall(apitest.call, apitest.yield) end)
  run('yieldk across call', function() return pcall(apitest.call, apitest.yield_some, 1) end)
  check('yield of C outside', pcall(apitest.yield, 1))
  check('callk outside', apitest.callk(function(...) return ... end, 1))
  check('callk of yield outside', pcall(apitest.callk, yield))
  check('pcallk of yield outside', apitest.pcallk(yield))
  run('a coroutine in callk', function()
    return apitest.callk(function()
      local co = coroutine.wrap(function() apitest.callk(yield, 'inside') return 'ended' end)
      return co(), co(), yield('outside')
    end)
  end)
  if apitest.isyieldable then
    check('isyieldable outside', apitest.isyieldable(), coroutine.isyieldable())
    run('isyieldable inside', apitest.isyieldable)
    run('isyieldable in call', function() return apitest.call(apitest.isyieldable) end)
    run('isyieldable in callk', function() return apitest.callk(apitest.isyieldable) end)
  end
end

function sections.errors()
  check('protect', apitest.protect(function(...) return ... end, 1, nil, 3))
  check('an error that C throws', pcall(apitest.raise, 'text'))
  check('an error that C throws', pcall(apitest.raise, nil))
  check('an error that C throws', pcall(apitest.raise, 12))
  check('an error that C throws', pcall(apitest.raise, true))
  local object = {}
  local _, raised = pcall(apitest.raise, object)
  check('an error that is a table comes back as it was', raised == object)
  check('luaL_error has a position', pcall(function() apitest.raise_text('C') end))
  check('luaL_error has a position', select(2, pcall(load("local f = ... f('C')", '=chunk'), apitest.raise_text)))
  for level = 0, 3 do
    local f = apitest.raise_where(level)
    check('where at level ' .. level, pcall(load('local f = ...\nlocal function g() f() end\ng()', '=chunk'), f))
  end
  check('an argument error', pcall(apitest.raise_text))
  check('an argument error', pcall(apitest.raise_text, {}))
  check('an argument error of a local', pcall(function() local f = apitest.raise_text f() end))
  check('an argument error of a field', pcall(function() apitest.raise_text() end))
  check('an argument error of a method', pcall(function() apitest:raise_text() end))
  check('an argument error of a global', pcall(function() raiser = apitest.raise_text raiser() end))
  raiser = nil
  check('xpcall with C', xpcall(apitest.raise_text, function(m) return 'handled ' .. m end, 'x'))
  check('xpcall with a handler of C', xpcall(error, apitest.raise, 'given', 0) == false)
  check('pcall of C in C', apitest.protect(apitest.protect, apitest.raise, 'deep'))
  check('a handler is not called for what C catches', xpcall(function()
    return apitest.protect(error, 'caught', 0)
  end, function(m) return 'outer handler: ' .. tostring(m) end))
  local thrown = setmetatable({}, {__tostring = function() return 'an object' end})
  check('an object', tostring(select(2, pcall(apitest.call, error, thrown))))
end

function sections.recursion()
  local function lua(f, n) if n == 0 then return 'bottom' end return (apitest.call(lua, f, n - 1)) end
  check('100 levels of C and Lua', lua(lua, 100))
  local ok, message = pcall(apitest.depth, apitest.depth)
  check('recursion of C', ok, tostring(message):match('stack overflow') or tostring(message):match('C stack overflow'))
  local function endless() return (apitest.call(endless)) end
  ok, message = pcall(endless)
  check('recursion of C and Lua', ok, tostring(message):match('stack overflow'))
  local function in_pcall() local a, b = apitest.protect(in_pcall) return a, b end
  ok, message = pcall(in_pcall)
  check('recursion through pcall', ok)
  local function in_thread() return apitest.resume(apitest.create(in_thread)) end
  ok, message = pcall(in_thread)
  check('recursion through resume', ok)
  local function in_callk() return (apitest.callk(in_callk)) end
  local co = coroutine.create(in_callk)
  ok, message = coroutine.resume(co)
  check('recursion through callk', ok, tostring(message):match('stack overflow'))
  check('after all of them', apitest.call(function() return 'still here' end))
end

function sections.threads()
  local co = apitest.create(function(...) local a = coroutine.yield(...) return a, 'end' end)
  check('newthread for Lua', type(co), coroutine.status(co))
  check('resume from Lua', coroutine.resume(co, 1, 2))
  check('status', coroutine.status(co))
  check('resume from C', apitest.resume(co, 'from C'))
  check('status', coroutine.status(co))
  check('resume of a dead one', coroutine.resume(co))
  if _VERSION == 'Lua 5.4' then check('resume of a dead one from C', apitest.resume(co)) end
  co = coroutine.create(function() apitest.yield('by C') error('then', 0) end)
  check('resume from C of a Lua coroutine', apitest.resume(co))
  check('resume from C of a Lua coroutine', apitest.resume(co))
  check('status', coroutine.status(co))
  co = coroutine.wrap(function() return apitest.running() end)
  check('pushthread in a coroutine', select('#', co()))
  check('pushthread is coroutine.running', coroutine.wrap(function()
    local thread, main = apitest.running()
    return main, thread == coroutine.running()
  end)())
  check('resume of itself', coroutine.wrap(function() return apitest.resume(coroutine.running()) end)())
  local outer
  outer = coroutine.create(function()
    return coroutine.wrap(function() return apitest.resume(outer) end)()
  end)
  check('resume of one that is waiting', coroutine.resume(outer))
  co = coroutine.create(apitest.yield)
  check('a C function as the coroutine', coroutine.resume(co, 1, 2))
  check('a C function as the coroutine', coroutine.resume(co, 'back'))
  local sum = 0
  local many = {}
  for i = 1, 300 do
    many[i] = coroutine.wrap(function(n) return (apitest.callk(coroutine.yield, n)) end)
    sum = sum + many[i](i)
  end
  for i = 300, 1, -1 do sum = sum + many[i](i) end
  check('300 suspended across C', sum)
  for i = 1, 2000 do coroutine.wrap(function() apitest.callk(coroutine.yield) end)() end
  check('2000 left suspended', collectgarbage() == 0)
end

function sections.debugging()
  local code = [[
local apitest = ...
local function inner() local text = apitest.levels() return text end
local function outer() local text = inner() return text end
local text = outer()
return text]]
  check('levels', (load(code, '=chunk')(apitest):gsub(' < [^<]*apitest.lua.*', '')))
  check('where', load('local w = ...\nreturn w(1)', '=chunk')(apitest.where))
  local trace = load('local t = ...\nlocal function f() local s = t("message", 0) return s end\nreturn (f())', '=chunk')(apitest.traceback)
  check('traceback', (trace:gsub('\n[^\n]*apitest.lua.*', '')))
  trace = load('local t = ...\nreturn (t(nil, 1))', '=chunk')(apitest.traceback)
  check('traceback without a message', (trace:gsub('\n[^\n]*apitest.lua.*', '')))
  local co = coroutine.create(function() apitest.callk(coroutine.yield) end)
  coroutine.resume(co)
  check('traceback of a coroutine in callk', (debug.traceback(co):gsub('[^\n]*apitest.lua', 'apitest.lua')))
  local info = debug.getinfo(apitest.levels)
  check('debug.getinfo of a C function', info.what, info.short_src, info.currentline, info.nups, info.isvararg)
  check('tostring of a C function', tostring(apitest.levels):gsub('0x%x+', 'ADDRESS'))
  local calls = {}
  debug.sethook(function(event)
    local i = debug.getinfo(2, 'nS')
    if i.what == 'C' then calls[#calls + 1] = event .. ' ' .. tostring(i.name) end
  end, 'cr')
  apitest.where(1)
  debug.sethook()
  check('a Lua hook of C functions', table.concat(calls, ', '))
  local name, value = debug.getupvalue(apitest.new_yielder(5), 1)
  check('debug.getupvalue of a C closure', name, value)
  check('string.dump of a C function', pcall(string.dump, apitest.levels))
end

function sections.modules()
  check('package.loaded', package.loaded.apitest == apitest)
  local path = folder .. '/apitest.so'
  check('loadlib', type(package.loadlib(path, 'luaopen_apitest')))
  check('loadlib with *', package.loadlib(path, '*'))
  local f, message, what = package.loadlib(path, 'luaopen_nothing')
  check('loadlib of a missing function', f, (message:gsub('^.*/', '')), what)
  f, message, what = package.loadlib(folder .. '/nothing.so', 'luaopen_nothing')
  check('loadlib of a missing file', f, (message:gsub('^.*/nothing', 'nothing')), what)
  local again = package.loadlib(path, 'luaopen_apitest')()
  check('opened again', again ~= apitest, type(again.tests))
  check('functions of both are equal', again.call == apitest.call)
end

function sections.ending()
  left = {}
  for i = 1, 5 do left[i] = apitest.leave(i) end
  check('left to the end', #left)
end

for _, name in ipairs {'continuations', 'boundaries', 'errors', 'recursion', 'threads', 'debugging',
    'modules', 'ending'} do
  if not wanted or name:find(wanted) then
    local ok, message = pcall(sections[name])
    if not ok then print(name .. ': failed: ' .. masked(message)) end
  end
end
