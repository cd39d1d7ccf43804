--@ deep-parentheses | refused | nests parentheses
assert(load("return " .. ("("):rep(1e5) .. "1" .. (")"):rep(1e5)))
--@ deep-tables | refused | nests table constructors
assert(load("return " .. ("{"):rep(1e5) .. ("}"):rep(1e5)))
--@ deep-functions | refused | nests functions
assert(load(("return function() "):rep(1e5) .. ("end "):rep(1e5)))
--@ deep-blocks | refused | nests blocks
assert(load(("do "):rep(1e5) .. ("end "):rep(1e5)))
--@ deep-unary | refused | nests operators
assert(load("return " .. ("not "):rep(1e5) .. "1"))
--@ deep-concat | refused | nests an operator that binds to the right
assert(load("return " .. ("x .. "):rep(1e5) .. "1"))
--@ deep-power | refused | nests powers
assert(load("return " .. ("2 ^ "):rep(1e5) .. "2"))
--@ deep-index | harmless | indexes in a row
load("return x" .. (".x"):rep(1e4))
--@ deep-call | harmless | calls in a row
load("return x" .. ("()"):rep(1e4))
--@ deep-else | refused | nests conditions
assert(load(("if x then "):rep(1e5) .. ("end "):rep(1e5)))
--@ many-elseif | harmless | has many branches
load("if x then " .. ("elseif x then "):rep(1000) .. "end")
--@ many-locals | refused | declares more variables than there may be
assert(load(("local x "):rep(201)))
--@ many-upvalues | refused | uses more variables from outside than there may be
local s = {} for i = 1, 150 do s[i] = "local a" .. i .. ", b" .. i end
assert(load("return function(...) local x = ... " .. ("local y "):rep(300) .. " end"))
--@ many-constants | harmless | has many constants
local t = {} for i = 1, 3000 do t[i] = i + 0.5 end load("return {" .. table.concat(t, ",") .. "}")
--@ many-arguments | refused | passes more arguments than registers
assert(load("f(" .. ("1,"):rep(300) .. "1)"))
--@ quadratic-gotos | stopped | compiles for a long time
while true do local t = {} for i = 1, 5000 do t[i] = "goto l" .. i .. " ::l" .. i .. "::" end load(table.concat(t, "\n")) end
--@ many-gotos | harmless | jumps to many labels
local t = {} for i = 1, 200 do t[i] = "goto l" .. i .. " ::l" .. i .. "::" end load(table.concat(t, "\n"))
--@ many-lines | harmless | has many lines
load(("\n"):rep(1e6) .. "x = ")
--@ long-line-of-numbers | refused | reads a number that is none
assert(load("return 0x" .. ("f"):rep(1e5) .. "p" .. ("9"):rep(100) .. "z"))
--@ long-string | refused | begins a text that does not end
assert(load("return '" .. ("x"):rep(1e6)))
--@ long-bracket | refused | begins a text with many signs
assert(load("return [" .. ("="):rep(1e5) .. "["))
--@ long-name | harmless | has a long name
load(("x"):rep(1e6) .. " = 1")
--@ long-chunk-name | harmless | gives a chunk a long name
load("error('x')", ("n"):rep(1e6)) load("x =", "@" .. ("n"):rep(1e6)) load("x =", "\0\n\r\xff")
--@ escapes | harmless | writes texts with all kinds of escapes
for c = 0, 255 do load("return '\\" .. string.char(c) .. "'") load("return '\\x" .. string.char(c, c) .. "'") end
--@ all-bytes | harmless | compiles each byte alone and in pairs
for c = 0, 255 do load(string.char(c)) for d = 0, 255, 51 do load(string.char(c, d)) end end
--@ numbers | harmless | compiles numbers of all kinds
for _, s in ipairs { "0x", "1e", "1e+", "0x.p1", "1..2", "0x1p99999", "1e99999", "-1e-99999", "08", "0x1p-1080", "3e", "0xep+1", "1__0" } do load("return " .. s) end
--@ shebang | harmless | begins with what a shell reads
load("#!/bin/sh\nreturn 1") load("\xef\xbb\xbf#x\nreturn 1")
--@ random-bytes | harmless | compiles noise
math.randomseed(7)
for i = 1, 100 do local t = {} for j = 1, 40 do t[j] = string.char(math.random(0, 255)) end load(table.concat(t)) end
--@ random-tokens | harmless | compiles words in any order
math.randomseed(7)
local words = { "if", "then", "else", "end", "for", "do", "while", "repeat", "until", "function", "local", "return", "goto", "break", "::", "x", "(", ")", "{", "}", "[", "]", "=", "==", "..", "...", ",", ";", ":", ".", "1", "'s'", "and", "or", "not", "-", "#", "nil", "true" }
for i = 1, 100 do local t = {} for j = 1, 30 do t[j] = words[math.random(#words)] end local f = load(table.concat(t, " ")) end
--@ env-of-load | harmless | gives code another environment
return load("return io, os, require", "x", "t", {})() and "escaped"
--@ env-of-load-nil | harmless | gives code no environment
return pcall(load("return x", "x", "t", nil)) and nil
