-- Prints what random calls of the C API do. Usage: random.lua FOLDER FIRST LAST, the folder being
-- that of random.so, and the others seeds.
local folder, first, last = ...
package.path = ''
package.cpath = folder .. '/?.so'
local series = require 'random'

for seed = tonumber(first), tonumber(last) do
  print('seed ' .. seed)
  print(series(seed))
end
