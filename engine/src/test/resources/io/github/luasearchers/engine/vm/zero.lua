-- The key zero keeps the sign with which it came first.
local function show(t) for k, v in pairs(t) do print(k, v, 1 / k) end end
local t = {}
t[-0.0] = 1 show(t)
t[0] = 2 show(t) print(t[0], t[-0.0], rawget(t, 0))
t[0] = nil print(next(t)) t[0] = 5 show(t)
t = {} t[0] = 1 t[-0.0] = 2 show(t)
local zero = 0
show { [-zero] = 1 }
t = {} rawset(t, -zero, 3) show(t) print(next(t, 0), next(t, -zero))
t = {} t[-zero] = nil print(next(t))
for i = -20, 20 do t[i] = i end t[0] = nil t[-zero] = 7 print(t[0]) 
local n = 0
for k in pairs(t) do n = n + 1 end
print(n)
