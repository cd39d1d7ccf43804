return coroutine.wrap(function() return require "inner" end)()
