-- Numeric loops between values at the edges of integers and floats.
local max, min = 9223372036854775807, -9223372036854775807 - 1
local values = {
  1, -2, 2147483647, -2147483648, max, max - 1, min, 1.0, 2.5, 0/0, 1/0, -1/0, 2^63, -2^63, "2", "x", {}, nil,
}
local steps = {1, -1, 2, 0, -0.5, 0.0, max, min, 0/0, "-2", "y"}
local function text(v)
  if type(v) == "string" then return "'" .. v .. "'" end
  if type(v) == "table" then return "{}" end
  return (tostring(v):gsub("^-nan$", "nan"))
end
local function run(a, b, c)
  local seen = {}
  for i = a, b, c do
    seen[#seen + 1] = text(i)
    if #seen == 4 then seen[5] = "..." break end
  end
  return table.concat(seen, " ")
end
for i = 1, 18 do
  for j = 1, 18 do
    local line = {}
    for k = 1, 11 do
      local ok, e = pcall(run, values[i], values[j], steps[k])
      line[k] = ok and e or e:gsub("^.-:%d+: ", "")
    end
    print(text(values[i]) .. "," .. text(values[j]) .. " " .. table.concat(line, "; "))
  end
end
-- a loop's variable is the body's own
for i = 1, 3 do local j = i; i = 10 print(i, j) end
for i = 1.0, 2 do i = "x" print(i) end
for i = 3, 1 do print "never" end
local fs = {}
for i = 1, 3 do fs[i] = function() i = i + 1 return i end end
print(fs[1](), fs[1](), fs[2](), fs[3]())
