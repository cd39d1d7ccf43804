-- A small suite of luassert's assertions, spies and stubs: name by name, whether they hold.
local luassert = require "luassert"
local spy, stub, match = require "luassert.spy", require "luassert.stub", require "luassert.match"

local tests = {
  deep_equality = function() luassert.are.same({ 1, { a = "b" } }, { 1, { a = "b" } }) end,
  inequality = function() luassert.are_not.equal({}, {}) end,
  errors = function()
    luassert.has_error(function() error("wrong", 0) end, "wrong")
    luassert.has_no.errors(function() return 1 end)
  end,
  near = function() luassert.is.near(1.0, 1.0001, 0.001) end,
  spies = function()
    local f = spy.new(function(a) return a end)
    f(1)
    f("two")
    luassert.spy(f).was.called(2)
    luassert.spy(f).was.called_with(match.is_string())
  end,
  stubs = function()
    local object = { ask = function() return "real" end }
    local answer = stub(object, "ask").returns("stubbed")
    luassert.equal("stubbed", object.ask())
    answer:revert()
    luassert.equal("real", object.ask())
  end,
  message_of_a_failure = function()
    local ok, problem = pcall(luassert.are.same, { 1 }, { 2 })
    luassert.is_false(ok)
    luassert.truthy(tostring(problem):find("Expected objects to be the same", 1, true))
  end,
  that_fails = function() luassert.is_true(nil) end,
}

local names, verdicts = {}, {}
for name in pairs(tests) do names[#names + 1] = name end
table.sort(names)
for i, name in ipairs(names) do
  verdicts[i] = (pcall(tests[name]) and "ok " or "not ok ") .. name
end
return table.concat(verdicts, "\n")
