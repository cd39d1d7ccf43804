module(..., package.seeall)
function f() return tostring(_NAME) end
