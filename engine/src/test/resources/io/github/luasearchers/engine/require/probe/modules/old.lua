module(...)
function f() return _NAME, _PACKAGE, _M ~= nil end
