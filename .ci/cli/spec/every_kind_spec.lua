-- A suite for busted with each kind of verdict, so that the reports on all of them can be compared.

describe("what passes", function()
  local log = {}
  setup(function() log[#log + 1] = "setup" end)
  before_each(function() log[#log + 1] = "before" end)
  after_each(function() log[#log + 1] = "after" end)

  it("runs the hooks in their order", function()
    assert.same({ "setup", "before" }, log)
  end)

  it("compares deeply #deep", function()
    assert.same({ a = { 1, 2, { b = true } } }, { a = { 1, 2, { b = true } } })
    assert.are_not.equal({}, {})
  end)

  it("spies, stubs and mocks", function()
    local api = { double = function(n) return n * 2 end, name = "api" }
    local double = spy.on(api, "double")
    assert.equal(8, api.double(4))
    assert.spy(double).was.called_with(match.is_number())
    stub(api, "double").returns(0)
    assert.equal(0, api.double(4))
    api.double:revert()
    local mocked = mock({ f = function() return 1 end }, true)
    assert.is_nil(mocked.f())
    assert.spy(mocked.f).was_called(1)
  end)

  it("catches what is thrown", function()
    assert.has_error(function() error({ code = 7 }) end, { code = 7 })
    assert.error_matches(function() error("line of text") end, "of %a+$")
  end)

  for i = 1, 3 do
    it("is made in a loop, " .. i, function() assert.truthy(i) end)
  end

  it("runs what was to come finally", function()
    finally(function() log.finally = true end)
    assert.is_nil(log.finally)
  end)
end)

describe("what does not", function()
  it("fails with both values", function()
    assert.same({ 1, { two = 2 }, "three" }, { 1, { two = "2" }, "three" })
  end)

  it("fails with a message of its own", function()
    assert.is_true(false, "this was meant to be true")
  end)

  it("meets an error", function()
    local function inner() return nil + 1 end
    inner()
  end)

  it("throws a table", function() error({ 1, 2 }) end)

  it("throws a table that can be shown", function()
    error(setmetatable({}, { __tostring = function() return "shown" end }))
  end)

  pending("waits to be written")

  it("says by itself that it waits", function() pending("until tomorrow") end)

  describe("and a block", function()
    error("that fails as a whole")
  end)

  describe("and hooks", function()
    before_each(function() error("before each") end)
    it("are never reached", function() end)
  end)
end)

insulate("an insulated block", function()
  package.loaded.insulated = true
  _G.insulated = true
  it("sees what it sets", function() assert.truthy(insulated and package.loaded.insulated) end)
end)

describe("the next one", function()
  it("does not", function() assert.falsy(insulated or package.loaded.insulated) end)
end)
