-- A thread of cqueues has a state of its own.
local show = dofile((...) .. '/show.lua')
local thread = require 'cqueues.thread'
local started, connection = thread.start(function(con, a, b)
  con:write(('%s from the thread %s\n'):format(a, b))
  con:close()
end, 'hello', 'too')
show('line', connection:read '*l')
show('join', started:join())
