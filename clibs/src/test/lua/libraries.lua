-- Finding and linking C libraries: all-in-one, the hyphen rule, loadlib, and what goes wrong.
-- Usage: libraries.lua FOLDER, which build.sh has filled.
local folder = ...
package.path = ''
package.cpath = folder .. '/?.so'

local function show(name, ...)
  local parts = {}
  for i = 1, select('#', ...) do
    local value = select(i, ...)
    if type(value) == 'table' then
      local fields = {}
      for key, field in pairs(value) do fields[#fields + 1] = key .. '=' .. tostring(field) end
      table.sort(fields)
      value = '{' .. table.concat(fields, ', ') .. '}'
    elseif type(value) == 'function' then
      value = 'function'
    end
    parts[i] = tostring(value):gsub('\n', '\\n'):gsub(folder:gsub('%p', '%%%0'), 'FOLDER')
  end
  print(name .. ': ' .. table.concat(parts, ' | '))
end

show('a library', require 'a')
show('a module of a library', require 'a.b.c')
show('loaded', package.loaded.a.name, package.loaded['a.b.c'].name)
show('a module that returns nothing', require 'a.none', package.loaded['a.none'])
show('a module that returns false', require 'a.false')
show('a module that fails', pcall(require, 'a.fails'))
show('a module that is missing', pcall(require, 'a.missing'))
show('a library that is missing', pcall(require, 'missing'))
show('a version before a hyphen', pcall(require, 'v2-a'))
show('a version after a hyphen', pcall(require, 'a-old'))
show('a hyphen in a module', pcall(require, 'a.v3-new'))
show('no library', pcall(require, 'text'))
show('searchers', #(package.searchers or package.loaders))

show('loadlib', package.loadlib(folder .. '/a.so', 'luaopen_a'))
show('loadlib again', package.loadlib(folder .. '/a.so', 'luaopen_a') == package.loadlib(folder .. '/a.so', 'luaopen_a'))
show('loadlib of a missing function', package.loadlib(folder .. '/a.so', 'luaopen_x'))
show('loadlib of a missing file', package.loadlib(folder .. '/missing.so', 'luaopen_a'))
show('loadlib of a text', package.loadlib(folder .. '/text.so', 'luaopen_a'))
show('loadlib of an empty file', package.loadlib(folder .. '/empty.so', 'luaopen_a'))
show('loadlib of another machine', package.loadlib(folder .. '/foreign.so', 'luaopen_a'))
show('loadlib of a folder', package.loadlib(folder .. '/folder.so', 'luaopen_a'))
show('a missing symbol', package.loadlib(folder .. '/user.so', 'luaopen_user'))
show('loadlib with *', package.loadlib(folder .. '/provider.so', '*'))
show('symbols of another library', package.loadlib(folder .. '/user.so', 'luaopen_user'))
show('symbols of another library', require 'user')
show('loadlib with * of a missing file', package.loadlib(folder .. '/missing.so', '*'))
show('loadlib without arguments', pcall(package.loadlib))
show('linked with PUC', require 'linked')
show('a function without luaopen', pcall(package.loadlib(folder .. '/a.so', 'luaopen_a_fails')))
