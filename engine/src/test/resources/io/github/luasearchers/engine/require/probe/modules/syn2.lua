return function() end end
