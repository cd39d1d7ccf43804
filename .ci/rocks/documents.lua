-- Runs documents, and compares what they assign with what was read in them as data.
local function shown(value)
  local kind = math.type(value) or type(value)
  if kind == "table" then
    local keys, parts = {}, {}
    for key, each in pairs(value) do
      parts[#parts + 1] = shown(key) .. "=" .. shown(each) .. ","
    end
    table.sort(parts, function(a, b) return a:match("^[^=]*") < b:match("^[^=]*") end)
    return "{" .. table.concat(parts) .. "}"
  elseif kind == "string" then
    return "s" .. value:gsub(".", function(c) return ("%02x"):format(c:byte()) end)
  elseif kind == "float" then
    return "f" .. ("%016x"):format((string.unpack("<i8", string.pack("<d", value))))
  end
  return (kind == "integer" and "i" or "b") .. tostring(value)
end

local checked, wrong = 0, 0
for line in io.lines(arg[1]) do
  local hex, read = line:match("^(%x*)\t(.*)$")
  local document = hex:gsub("%x%x", function(byte) return string.char(tonumber(byte, 16)) end)
  local globals = {}
  local returned = assert(load(document, "d", "t", globals))()
  local expected = shown(type(returned) == "table" and returned or globals)
  if expected ~= read then
    wrong = wrong + 1
    if wrong < 4 then
      print(document, "\nread     " .. read, "\nexpected " .. expected)
    end
  end
  checked = checked + 1
end
assert(wrong == 0, wrong .. " differ")
assert(checked >= 5000)
print(checked .. " documents are read as lua5.4 runs them")
