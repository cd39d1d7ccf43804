-- Runs spec files written for busted, with luassert alone, on any Lua 5.2: one line per test.
-- Usage: spec.lua FILE... ; prints "ok NAME" or "not ok NAME", never the message of a failure.

package.preload.luacov = function() return {} end

local luassert = require "luassert"
local spy, mock, stub = require "luassert.spy", require "luassert.mock", require "luassert.stub"
local match = require "luassert.match"

local PENDING = {}
local stack = {}
local finalizer

local function name(last)
  local parts = {}
  for _, block in ipairs(stack) do parts[#parts + 1] = block.name end
  parts[#parts + 1] = last
  return (table.concat(parts, " / "):gsub("%s+", " "))
end

local function each(hook)
  for _, block in ipairs(stack) do
    for _, f in ipairs(block[hook]) do f() end
  end
end

local function describe(title, body)
  local block = { name = title, before_each = {}, after_each = {}, setup = {}, teardown = {}, tests = {} }
  stack[#stack + 1] = block
  local snapshot = luassert:snapshot()
  local ok = pcall(body)
  if not ok then print("not ok " .. name("(the block itself)")) end
  for _, f in ipairs(block.setup) do
    if not pcall(f) then print("not ok " .. name("(setup)")) end
  end
  for _, test in ipairs(block.tests) do test() end
  for _, f in ipairs(block.teardown) do pcall(f) end
  snapshot:revert()
  stack[#stack] = nil
end

local function it(title, body)
  local block = stack[#stack]
  block.tests[#block.tests + 1] = function()
    local full = name(title)
    if not body then return print("pending " .. full) end
    local snapshot = luassert:snapshot()
    finalizer = nil
    local ok, problem = pcall(function()
      each "before_each"
      body()
    end)
    if finalizer then pcall(finalizer) end
    pcall(each, "after_each")
    snapshot:revert()
    print((ok and "ok " or problem == PENDING and "pending " or "not ok ") .. full)
    if not ok and os.getenv "SPEC_VERBOSE" then print(tostring(problem)) end
  end
end

local function hook(kind)
  return function(f) local block = stack[#stack]; block[kind][#block[kind] + 1] = f end
end

local environment = setmetatable({
  assert = luassert, spy = spy, mock = mock, stub = stub, match = match,
  it = it, spec = it, test = it,
  pending = function(title, body)
    if body then it(title) elseif finalizer == nil then error(PENDING, 0) end
  end,
  before_each = hook "before_each", after_each = hook "after_each",
  setup = hook "setup", teardown = hook "teardown",
  lazy_setup = hook "setup", lazy_teardown = hook "teardown",
  strict_setup = hook "setup", strict_teardown = hook "teardown",
  finally = function(f) finalizer = f end,
  randomize = function() end,
}, { __index = _G, __newindex = _G })

-- A block inside a block runs in its turn, among the tests around it.
for _, word in ipairs { "describe", "context", "insulate", "expose" } do
  environment[word] = function(title, body)
    if type(title) == "function" then title, body = "", title end
    local block = stack[#stack]
    if block then
      block.tests[#block.tests + 1] = function() describe(title, body) end
    else
      describe(title, body)
    end
  end
end

for key, value in pairs(environment) do _G[key] = value end

for _, file in ipairs(arg) do
  print("# " .. file)
  local chunk, problem = loadfile(file)
  if chunk then
    local ok, failure = pcall(describe, file:match "[^/]*$", chunk)
    if not ok then print("not ok " .. file .. " (the file itself)") end
  else
    print("not ok " .. file .. " (does not load)")
  end
end
