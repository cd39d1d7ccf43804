local show = dofile((...) .. '/show.lua')
local system = require 'system'
local before, monotone = system.gettime(), system.monotime()
system.sleep(0.02)
show('sleep', system.monotime() - monotone >= 0.02, system.gettime() - before >= 0.015)
show('gettime', math.abs(system.gettime() - os.time()) < 3)
show('errors', (select(2, pcall(system.sleep, 'x')):gsub('system%.core', 'system')))
