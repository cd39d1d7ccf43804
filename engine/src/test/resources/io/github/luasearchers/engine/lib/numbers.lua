-- Every operator with each pair of operands from the edges of integers, floats and the strings
-- that denote them; then their texts, conversions, keys and loops.
local integers = _VERSION ~= "Lua 5.2"

local values = {
  "0", "1", "-1", "2", "3", "-7", "63", "64", "-64", "255", "256", "2147483647", "-2147483648",
  "2147483648", "4294967295", "9007199254740992", "9007199254740993", "-9007199254740993",
  "9223372036854775807", "-9223372036854775807 - 1", "9223372036854775808",
  "0.0", "-0.0", "0.5", "-1.5", "3.0", "2.5e10", "1e15", "1e16", "9007199254740993.0",
  "2.0^63", "-(2.0^63)", "1e308", "5e-324", "1/0", "-1/0", "0/0",
  "0xff", "0x7fffffff", "0xffffffff", "0x1p4", "0x.8", "0xA.8p1", "3e0", "1e1",
  "'10'", "'0x10'", "' 7 '", "'1e1'", "'3.0'", "'-0'", "'9223372036854775808'", "'abc'", "''",
}
if integers then
  values[#values + 1] = "0xffffffffffffffff"
  values[#values + 1] = "0x1ffffffffffffffff"
end

local binary = { "+", "-", "*", "/", "%", "^", "==", "<", "<=", ".." }
local unary = { "-", "not ", "#" }
if integers then
  for _, operator in ipairs { "//", "&", "|", "~", "<<", ">>" } do
    binary[#binary + 1] = operator
  end
  unary[#unary + 1] = "~"
end

-- The sign of NaN is the processor's, or the C compiler's.
local function show(value)
  if value ~= value then
    return "nan"
  end
  if type(value) == "string" then
    return ("%q"):format(value):gsub("\n", "n")
  end
  local text = tostring(value)
  if type(value) == "number" then
    local kind = integers and math.type(value) or "number"
    local exact = kind == "integer" and "" or (" %.17g"):format(value)
    return kind:sub(1, 1) .. text .. exact
  end
  return text
end

local function answer(code, ...)
  local chunk, problem = load("local a, b = ... return " .. code, "=c")
  if not chunk then
    return problem
  end
  local ok, result = pcall(chunk, ...)
  return ok and show(result) or tostring(result)
end

-- As constants, which the compiler may fold. (PUC 5.4 computes x - 0 as x + 0, so that -0.0 - 0 is
-- 0.0 if the 0 is a constant, and -0.0 if it is a variable.)
for _, operator in ipairs(binary) do
  for _, left in ipairs(values) do
    local line = {}
    for _, right in ipairs(values) do
      local odd = operator == "-" and left == "-0.0" and right == "0"
      line[#line + 1] = odd and "odd" or answer("(" .. left .. ") " .. operator .. " (" .. right .. ")")
    end
    print(operator, left, table.concat(line, "\t"))
  end
end

-- As variables.
local known = {}
for i, text in ipairs(values) do
  known[i] = load("return " .. text)()
end
for _, operator in ipairs(binary) do
  for i, left in ipairs(known) do
    local line = {}
    for j, right in ipairs(known) do
      line[#line + 1] = answer("a " .. operator .. " b", left, right)
    end
    print(operator, values[i], table.concat(line, "\t"))
  end
end
for _, operator in ipairs(unary) do
  for i, value in ipairs(known) do
    print(operator, values[i], answer(operator .. "a", value), answer(operator .. values[i]))
  end
end

-- Conversions and keys.
for i, value in ipairs(known) do
  local line = { values[i], show(value), show(tonumber(value)), show(value .. "") }
  if type(value) == "number" and value == value then
    local t = { [value] = true }
    line[#line + 1] = show((next(t)))
    t = setmetatable({}, { __mode = "k" })
    t[value] = true
    line[#line + 1] = show((next(t)))
    for _, other in ipairs(known) do
      line[#line + 1] = t[other] and "=" or "."
    end
  end
  for _, format in ipairs { "%d", "%5.1f", "%g", "%x", "%s", "%q", "%a", "%c", "%i", "%o" } do
    local ok, text = pcall(string.format, format, value)
    line[#line + 1] = ok and ("%q"):format(text):gsub("\n", "n") or text
  end
  print((table.concat(line, "\t"):gsub("%-?nan", "nan")))
end

-- Loops: at most five rounds each.
local bounds = { 1, 3, -2, 1.0, 2.5, -1.5, 0, 1 / 0, -1 / 0, 0 / 0, 2 ^ 53, "2", "x" }
if integers then
  for _, bound in ipairs { math.maxinteger, math.maxinteger - 1, math.mininteger, math.mininteger + 1 } do
    bounds[#bounds + 1] = bound
  end
end
for _, first in ipairs(bounds) do
  for _, last in ipairs(bounds) do
    local line = {}
    for _, step in ipairs(bounds) do
      local seen = {}
      local ok, problem = pcall(function()
        for i = first, last, step do
          seen[#seen + 1] = show(i)
          if #seen == 5 then
            break
          end
        end
      end)
      line[#line + 1] = ok and table.concat(seen, ",") or problem
    end
    print("for", tostring(first), tostring(last), (table.concat(line, "\t"):gsub("%-?nan", "nan")))
  end
end
