-- What each version makes of labels, gotos and breaks.
local codes = {
  "break", "do break end", "if x then break end", "while true do break end return 1",
  "\n\nbreak", "for i = 1, 2 do local function f() break end end", "repeat break until false return 2",
  "if true then break else end", "if true then break; ; end", "while x do end break",
  "goto l", "goto l ::m::", "do goto l end do ::l:: end", "goto l do ::l:: end",
  "do ::l:: end goto l", "local function f() goto l end ::l::", "::l:: local function f() goto l end",
  "::a:: ::a::", "::a:: do ::a:: end return 3", "do ::a:: end ::a:: return 4", "do ::a:: end do ::a:: end return 5",
  "do ::a:: do ::a:: end end return 6", "::a:: local function f() ::a:: end return 7",
  "while x do ::a:: end ::a:: return 8", "::a:: while x do ::a:: end return 9",
  "goto continue do ::continue:: end ::continue:: return 10",
  "do goto a end local x ::a:: return x", "do goto a end local x ::a::", "goto a local x ::a:: ;;; ::b::",
  "goto a local x ::a:: ::b:: ;; local y", "goto a local x ::a:: x = 1", "goto a; local x; do ::a:: end",
  "do goto a local x, y ::a:: ; end return 11", "do local x goto a local y ::a:: print(y) end",
  "repeat goto c local x ::c:: until true return 12", "repeat goto c local x ::c:: until x return 13",
  "repeat if x then goto c end local x ::c:: until x", "repeat local x goto c ::c:: until not x return 14",
  "for i = 1, 3 do goto c local z ::c:: end return 15", "for i = 1, 3 do goto c local z ::c:: ; z = 1 end",
  "for i = 1, 3 do for j = 1, 3 do if j == 2 then goto c end end ::c:: end return 16",
  "goto = 1", "goto 1", "goto", "::", "::a", "::a:", "::1::", "::a::b::", "break.x()", "::goto::", "::break::",
  "goto a goto b ::b:: ::a:: return 17", "goto a ::b:: goto c ::a:: goto b ::c:: return 18",
  "local i = 1 ::top:: i = i + 1 if i < 5 then goto top end return i",
  "local t = {} do local i = 1 ::top:: local x = i t[i] = function() x = x + 1 return x end i = i + 1 if i <= 3 then goto top end end return t[1](), t[1](), t[2](), t[3]()",
  "local t = {} for i = 1, 3 do local y = i * 10 t[i] = function() y = y + 1 return y end if i == 2 then goto out end end ::out:: return t[1](), t[1](), t[2](), t[2]()",
  "local t = {} local i = 0 repeat local x = i t[#t + 1] = function() x = x + 1 return x end i = i + 1 if i == 2 then goto c end ::c:: until i > 2 return t[1](), t[1](), t[2](), t[3]()",
  "local t = {} while true do local x = #t t[#t + 1] = function() x = x + 1 return x end if x == 2 then break end end return t[1](), t[1](), t[2](), t[3]()",
  "do local k = 0 ::l1:: do local x if k > 0 then return x end x = 5 k = k + 1 goto l1 end end",
  "local function f(a) if a == 1 then goto l1 elseif a == 2 then goto l2 else goto l3 end ::l1:: a = a + 10 ::l2:: a = a + 100 ::l3:: return a end return f(1), f(2), f(3)",
  "if true then goto a; ::b:: end ::a:: return 19", "if true then goto a ::b:: ; else ::c:: end ::a:: return 20",
  "if false then goto a else goto b end ::a:: do return 'a' end ::b:: return 'b'",
  "while true do if true then break ::x:: end end return 21", "while true do if true then break; ::x:: ; end end return 22",
  "local x = 1 do local x = 2 goto e end ::e:: return x", "do ::l:: ; ::m:: ::n:: end return 23",
  "local a = {} for i = 1, 2 do local b = {} a[i] = function() return b, i end goto continue do local c end ::continue:: end return a[1]() == a[2]()",
  "do local a do ::l1:: local b if a then return b, a end a = true b = 1 goto l1 end end",
  "local n = 0 do local k ::l:: local y k = (k or 0) + 1 n = n + (y or 0) y = 5 if k < 3 then goto l end end return n",
  "do local x ::l1:: local y if x then return y == nil end x = 1 y = 2 goto l1 end",
}
for i = 1, #codes do
  local f, message = load(codes[i], "=c")
  if f then print(i, pcall(f)) else print(i, message) end
end
-- the line of what closes variables
local places = {}
local function probe(code)
  local lines = {}
  local f = load(code, "=c")
  if not f then print "none" return end
  debug.sethook(function(_, line)
    if debug.getinfo(2, "S").source == "=c" then lines[#lines + 1] = line end
  end, "l")
  f()
  debug.sethook()
  print(table.concat(lines, " "))
end
probe "local f\nfor i = 1, 2 do\n  local x = i\n  f = function() return x end\n  if i == 2 then\n    break\n  end\n  x = 2\nend\nlocal y = 1\n"
probe "local n = 0\nrepeat\n  local x = n\n  local f = function() return x end\n  n = n + 1\nuntil f() == 2\nlocal y\n"
probe "local n = 0\n::top::\nn = n + 1\ndo\n  local x\n  local f = function() return x end\n  if n < 3 then\n    goto top\n  end\nend\nlocal y\n"
probe "for i = 1, 3 do\n  goto continue\n  local z\n  ::continue::\nend\n"
probe "for k, v in next, {1, 2} do\n  local z = v\nend\nlocal y\n"
probe "while true do\n  do\n    local x\n    local f = function() return x end\n    goto out\n  end\nend\n::out::\nlocal y\n"
