-- A suite for LuaUnit with each kind of verdict.
local lu = require "luaunit"

TestPasses = {}
function TestPasses:setUp() self.fresh = { 1, 2, 3 } end
function TestPasses:test_hooks() lu.assertEquals(self.fresh, { 1, 2, 3 }) end
function TestPasses:test_order() lu.assertItemsEquals({ 3, 1, 2 }, self.fresh) end
function TestPasses:test_near() lu.assertAlmostEquals(0.1 + 0.2, 0.3, 1e-12) end
function TestPasses:test_errors() lu.assertErrorMsgContains("two", error, "one two three") end
function TestPasses:test_not_a_number() lu.assertIsNaN(0 / 0) end

TestFails = {}
function TestFails:test_numbers() lu.assertEquals(1, 2) end
function TestFails:test_tables() lu.assertEquals({ a = { 1, 2 }, b = "x" }, { a = { 1, 3 }, b = "x" }) end
function TestFails:test_long_lists()
  local one, other = {}, {}
  for i = 1, 30 do one[i], other[i] = i, i end
  other[17] = 0
  lu.assertEquals(one, other)
end
function TestFails:test_text() lu.assertStrContains("a long text", "short") end
function TestFails:test_error() local t = nil; return t.field end
function TestFails:test_thrown_table() error({ code = 7 }) end
function TestFails:test_skipped() lu.skip("not today") end
function TestFails:test_success() lu.success() end

os.exit(lu.LuaUnit.run())
