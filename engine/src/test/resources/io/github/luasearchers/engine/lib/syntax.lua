-- What the compiler says of texts that it refuses, and what strings it reads. Each line below is a
-- text in which ¶ ends a line and $N is a byte.

local texts = [===[
x = "\xZ"
x = "\x1Z"
x = "ab\n\xZ"
x = "\x"
x = "\x
x = '\xg0'
x = "abc\q"
x = "\
x = "\"
x = "\300"
x = "\256"
x = "ab\2560"
x = "\999
x = "\u"
x = "\u
x = "\u4"
x = "\u{"
x = "\u{
x = "\u{}"
x = "\u{g}"
x = "\u{12"
x = "\u{12 }"
x = "\u{12
x = "\u{110000}"
x = "\u{10FFFF}"
x = "\u{11FFFFF}"
x = "\u{7FFFFFFF}"
x = "\u{80000000}"
x = "\u{7FFFFFFF0}"
x = "\u{000000000000000000041}"
x = "abc\u{FFFFFFFFF}def"
x = "a$0b\q"
x = "unfinished
x = 'unfinished
x = "unfinished¶"
x = 'two¶lines'
x = "\z   unfinished
x = "a\z   ¶   b\q"
x = [[ long
x = [==[ long ]=]
x = [=[ long ]==]
¶¶x = [[ long¶¶¶
x = [[¶long
x = [=
x = [=x
x = [==
--[[ comment
¶--[==[ comment¶]]
--[==[ comment ]=]¶
x = $200
x = $1
x = $127
$195$169 = 1
x = y $160
x = @
x = `a`
x = !1
x = a ? b
x = \
x = 1 $0 2
x = 3..4
x = 08x
x = 3x
x = 3.5e1z
x = 0xg
x = 0x
x = 1e
x = 1e+
x = 1.2.3
x = 0xp1
x = 0x1ppcall()
x = 1e1e1
x = 0x1p4p
x = 1e+e1
x =
x
x.
x:
x:y
x.y
x y
x "a" = 1
x()=1
x = }
x = )
x = ]
x = = 1
x, y
x, 1 = 1
1 = x
"x" = 1
(x) = 1
(x + 1)()
x = x +
x = + x
x = not
x = (1
x = ¶(1¶
x = {1
x = {1¶
x = {1,,2}
x = {[1]}
x = {[1=2}
x = {a b}
x = a[1
x = f(1
f(¶1,¶
f(1,)
f(,1)
f{¶
if
if x
if x then
if x then else elseif
if x then¶¶x = 1¶
while
while x
while x do
while x do¶¶
repeat
repeat¶¶x = 1
repeat until
for
for x
for 1
for x = 1
for x = 1,
for x = 1, 2
for x = 1, 2, 3, 4 do
for x y
for x, 1 in y do
for x in
for x in y
for x in y do
for x in y do¶¶
for x.y = 1, 2 do end
function
function f
function f(
function f(1)
function f(a,)
function f(...,a)
function f(a b)
function f() ¶¶
function f()¶end end
function 1() end
function a.b:c.d() end
local
local 1
local x.y = 1
local function
local function a.b() end
local function f(
local x = 
return 1 x = 2
return return
return
break x
goto
goto 1
goto continue
::a
::1::
::a:: ::a::
end
do
do¶¶
do end end
else
until x
then
and
function f() return ... end
x = function(a) ... end
nil = 1
true()
...
x = ...¶y
local function f(a) return a end f(...) = 1
x = "a" .. 
x = 1 and or 2
x = #
x = -
x = a.1
x = a.end
x = a:b
x = {a=1 b=2}
x = {[a]=}
goto = 1
local goto
x = [[a]] [[b]]
x = "a" "b"
f "a" "b" 1
= 1
; ; ; =
]===]

local function source(line)
  return (line:gsub("\194\182", "\n"):gsub("%$(%d+)", function(n) return string.char(n) end))
end

local function shown(text)
  return (text:gsub("[^\32-\126]", function(c) return ("<%d>"):format(c:byte()) end))
end

for line in texts:gmatch("[^\n]+") do
  print(line)
  local f, message = load(source(line), "=c")
  if f then
    pcall(f)
    print("  is right: " .. shown(tostring(x)))
  else
    -- the engine may add that the text is right in a later version
    print("  " .. shown((message:gsub(" %([^()]*; this is Lua 5%.%d%)$", ""))))
  end
end

-- names of chunks

local function named(name)
  local _, message = load("x =", name)
  print(shown(message))
  print(shown(select(2, pcall(load("\nlocal x x()", name)))))
end

named(nil)
named("=x")
named("@x")
named("x")
named("")
named("=")
named("@")
named("x\ny")
named("\nx")
named("return 1\0return 2")
for _, length in ipairs({10, 42, 43, 44, 45, 46, 57, 58, 59, 60, 61, 100}) do
  named(("x"):rep(length))
  named("=" .. ("x"):rep(length))
  named("@" .. ("x"):rep(length))
  named(("x"):rep(length) .. "\n")
end

-- limits

local function limit(what, make)
  local low, high = 1, 1000
  while low < high do
    local middle = low + math.floor((high - low + 1) / 2)
    if load(make(middle)) then
      low = middle
    else
      high = middle - 1
    end
  end
  local _, message = load(make(low + 1), "=c")
  print(what, ("%d"):format(low), (message:gsub("\n.*", "")))
end

local function list(n, item)
  local items = {}
  for i = 1, n do
    items[i] = item .. ("%d"):format(i)
  end
  return items
end

limit("parentheses", function(n) return "return " .. ("("):rep(n) .. "1" .. (")"):rep(n) end)
limit("unary", function(n) return "return " .. ("not "):rep(n) .. "1" end)
limit("concatenations", function(n) return "return " .. ("a.."):rep(n) .. "1" end)
limit("powers", function(n) return "return " .. ("a^"):rep(n) .. "1" end)
limit("blocks", function(n) return ("do "):rep(n) .. (" end"):rep(n) end)
limit("loops", function(n) return ("while x do "):rep(n) .. (" end"):rep(n) end)
limit("functions", function(n) return ("function f() "):rep(n) .. (" end"):rep(n) end)
limit("closures", function(n) return "return " .. ("function() return "):rep(n) .. (" end"):rep(n) end)
limit("tables", function(n) return "x=" .. ("{"):rep(n) .. ("}"):rep(n) end)
limit("indexes", function(n) return "x=" .. ("a["):rep(n) .. "1" .. ("]"):rep(n) end)
limit("calls", function(n) return "x=" .. ("a("):rep(n) .. "1" .. (")"):rep(n) end)
limit("targets", function(n) return ("a,"):rep(n) .. "a=1" end)
limit("fields", function(n) return ("a.x,"):rep(n) .. "a=1" end)
limit("arguments", function(n) return "f(" .. ("a,"):rep(n) .. "a)" end)
limit("values", function(n) return "return " .. ("a,"):rep(n) .. "a" end)
limit("locals", function(n) return table.concat(list(n, "local a"), "\n") end)
limit("locals of a function", function(n)
  return "\n\nfunction f()" .. table.concat(list(n, "local a"), " ") .. "\nend"
end)
limit("parameters", function(n) return "function f(" .. table.concat(list(n, "a"), ",") .. ") end" end)
limit("registers", function(n)
  return "local " .. table.concat(list(199, "a"), ",") .. "=1 f(" .. ("a,"):rep(n) .. "a)"
end)
limit("upvalues", function(n)
  local half = math.floor(n / 2)
  return "local " .. table.concat(list(half > 0 and half or 1, "a"), ",") .. " local function g() local "
    .. table.concat(list(n - half > 0 and n - half or 1, "b"), ",") .. " function f() return {"
    .. table.concat(list(half > 0 and half or 1, "a"), ",") .. ","
    .. table.concat(list(n - half > 0 and n - half or 1, "b"), ",") .. "} end end"
end)
