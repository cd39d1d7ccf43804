-- A small suite of LuaUnit's: its verdicts, as TAP.
local lu = require "luaunit"

TestList = {}

function TestList:setUp() self.list = { "b", "a", "c" } end

function TestList:testSort()
  table.sort(self.list)
  lu.assertEquals(self.list, { "a", "b", "c" })
end

function TestList:testItems() lu.assertItemsEquals(self.list, { "a", "b", "c" }) end

function TestList:testErrorMessage()
  lu.assertErrorMsgContains("attempt to index", function() return self.none.field end)
end

TestNumbers = {}

function TestNumbers:testAlmost() lu.assertAlmostEquals(0.1 + 0.2, 0.3, 1e-9) end

function TestNumbers:testNan() lu.assertIsNaN(0 / 0) end

function TestNumbers:testThatFails() lu.assertEquals({ 1, { 2 } }, { 1, { 3 } }) end

function TestNumbers:testThatIsSkipped() lu.skip("not today") end

local runner = lu.LuaUnit.new()
runner:setOutputType("tap")
local failed = runner:runSuite("--pattern", "Test")
return failed, runner.result.successCount, runner.result.skippedCount
