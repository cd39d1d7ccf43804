-- Judges pairs of versions as LuaRocks does, and compares with what we have written beside them.
assert(require("luarocks.core.cfg").init())
local vers = require "luarocks.core.vers"
local queries = require "luarocks.queries"

local checked, wrong = 0, 0
for line in io.lines(arg[1]) do
  local left, right, constraint, before, same, admitted = line:match(
    "^([^\t]*)\t([^\t]*)\t([^\t]*)\t(%a+)\t(%a+)\t(%a+)$")
  local a, b = vers.parse_version(left), vers.parse_version(right)
  local query = assert(queries.from_dep_string("rock " .. constraint))
  local expected = {
    tostring(a < b), tostring(a == b), tostring(vers.match_constraints(a, query.constraints))
  }
  if expected[1] ~= before or expected[2] ~= same or expected[3] ~= admitted then
    wrong = wrong + 1
    print(line, table.concat(expected, " "))
  end
  checked = checked + 1
end
assert(wrong == 0, wrong .. " differ")
assert(checked > 10000)
print(checked .. " pairs of versions are ordered and matched as LuaRocks does")
