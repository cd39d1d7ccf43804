-- Builds, cuts, searches and joins strings.
function work(n)
  local parts = {}
  for i = 1, n do
    local line = "item " .. i .. ": " .. ("%05d"):format(i * 7 % 10007) .. ";"
    local key, value = line:match("^(%w+) %d+: (%d+)")
    parts[#parts + 1] = key:upper() .. "=" .. value:sub(2, -2):reverse()
  end
  local text = table.concat(parts, ",")
  local count = 0
  for word in text:gmatch("[^,]+") do
    if word:find("7", 1, true) then count = count + 1 end
  end
  text = text:gsub("ITEM=(%d)", "%1-")
  return count + #text % 2
end
