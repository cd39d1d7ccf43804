-- Requires each C library of a folder by its file's name and prints what it is. Usage:
-- requireall.lua FOLDER, with the files' names on standard input.
local folder = ...
package.cpath = folder .. '/?.so'
for file in io.lines() do
  local name = file:gsub('%.so$', ''):gsub('/', '.')
  local ok, value = pcall(require, name)
  if not ok then
    print(name, 'failed', (tostring(value):gsub('\n.*', '')))
  else
    local fields = {}
    if type(value) == 'table' then
      for key, field in pairs(value) do fields[#fields + 1] = tostring(key):gsub('0x%x+', '') .. ' ' .. type(field) end
    end
    table.sort(fields)
    print(name, type(value), #fields, table.concat(fields, ', '):sub(1, 2000))
  end
end
