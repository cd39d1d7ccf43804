-- Prints a name and values so that they look the same on each interpreter.
local function text(value, depth)
  local kind = type(value)
  if kind == 'string' then
    return '"' .. value:gsub('[^%g ]', function(c) return ('\\%d'):format(c:byte()) end) .. '"'
  elseif kind == 'number' then
    return value == math.floor(value) and math.abs(value) < 2^53 and ('%d'):format(value)
      or ('%.14g'):format(value)
  elseif kind == 'table' then
    if depth > 6 then return '{...}' end
    local keys, parts = {}, {}
    for key in pairs(value) do keys[#keys + 1] = key end
    table.sort(keys, function(a, b)
      if type(a) == type(b) and (type(a) == 'number' or type(a) == 'string') then return a < b end
      return tostring(type(a)) .. tostring(a) < tostring(type(b)) .. tostring(b)
    end)
    for i, key in ipairs(keys) do
      parts[i] = (key == i and '' or text(key, depth + 1) .. '=') .. text(value[key], depth + 1)
    end
    return '{' .. table.concat(parts, ', ') .. '}'
  elseif kind == 'function' or kind == 'thread' then
    return kind
  elseif kind == 'userdata' then
    return (tostring(value):gsub('0x%x+', 'ADDRESS'))
  end
  return tostring(value)
end

return function(name, ...)
  local parts = {}
  for i = 1, select('#', ...) do parts[i] = text((select(i, ...)), 0) end
  print(name .. ': ' .. table.concat(parts, ' '))
end
