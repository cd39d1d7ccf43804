local show = dofile((...) .. '/show.lua')
local term = require 'term'
local core = require 'term.core'
show('isatty', core.isatty(io.stdout), core.isatty(io.stdin))
show('isatty of no file', (select(2, pcall(core.isatty, 5)):gsub('term%.core', 'term')))
show('colors', tostring(term.colors.red), term.colors.green 'text', tostring(term.colors.onblue))
term.cleareol()
term.cursor.jump(2, 3)
print()
