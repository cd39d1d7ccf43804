local show = dofile((...) .. '/show.lua')
local lpeg = require 'lpeg'
local re = require 're'
local P, R, S, V, C, Ct = lpeg.P, lpeg.R, lpeg.S, lpeg.V, lpeg.C, lpeg.Ct

show('version', type(lpeg.version) == 'function' and lpeg.version() or lpeg.version)
show('match', lpeg.match(P 'ab', 'abc'), lpeg.match(P 'b', 'abc'), (P 'b'):match('abc', 2))
local space = S ' \t\n' ^ 0
local number = C(R '09' ^ 1) / tonumber * space
local function fold(a, op, b)
  if op == '+' then return a + b elseif op == '-' then return a - b
  elseif op == '*' then return a * b else return a / b end
end
local calculator = P {
  'sum',
  sum = lpeg.Cf(V 'product' * lpeg.Cg(C(S '+-') * space * V 'product') ^ 0, fold),
  product = lpeg.Cf(V 'value' * lpeg.Cg(C(S '*/') * space * V 'value') ^ 0, fold),
  value = number + '(' * space * V 'sum' * ')' * space,
}
show('a calculator', calculator:match '1 + 2 * (3 - 4) * 5 / 2', calculator:match '7', calculator:match 'x')
show('captures', Ct(C(R 'az' ^ 1) * lpeg.Cp() * lpeg.Cc('constant', 2)):match 'word ')
show('named', Ct(lpeg.Cg(R '09' ^ 1, 'digits') * lpeg.Cg(R 'az' ^ 1, 'letters')):match '12ab')
show('substitution', lpeg.Cs((P 'a' / 'A' + P 'b' / {b = 'B'} + 1) ^ 0):match 'abcab')
show('table query', (C(1) / {x = 'ex'}):match 'x', (C(1) / {x = 'ex'}):match 'y')
show('function capture', (C(R '09' ^ 1) / function(s) return #s, s:reverse() end):match '123')
show('match time', lpeg.Cmt(C(R 'az' ^ 1), function(s, i, w) return w == 'yes' and i, w:upper() end):match 'yes')
show('match time fails', lpeg.Cmt(1, function() return false end):match 'x')
show('back', (lpeg.Cg(C(S '\'"'), 'q') * C((1 - lpeg.Cmt(C(1) * lpeg.Cb 'q', function(_, _, a, b) return a == b end)) ^ 0)):match '"quoted"')
show('argument', (P 'x' * lpeg.Carg(1)):match('x', 1, 'extra'))
show('behind', (lpeg.B 'a' * 'b'):match('ab', 2))
show('arithmetic', (P 'a' - P 'ab'):match 'ab', (P 'a' - P 'ab'):match 'ac', (#P 'a' * 1):match 'a', (-P 'a'):match 'b')
show('repetition', (P 'a' ^ 2):match 'aaa', (P 'a' ^ -2):match 'aaa', (P 'a' ^ 4):match 'aaa')
show('an error', pcall(lpeg.Cmt(1, function() error('from inside', 0) end).match, lpeg.Cmt(1, function() error('from inside', 0) end), 'x'))
show('an error', select(2, pcall(lpeg.match, lpeg.Cmt(1, function() error({code = 5}) end), 'x')))
show('left recursion', pcall(P, {V(1) * 'a'}))
show('a missing rule', pcall(P, {'x', x = V 'y'}))
show('a loop', pcall(function() return P '' ^ 0 end))
show('no pattern', pcall(lpeg.match, {}, 'x'))
show('yield inside', coroutine.wrap(function()
  return pcall(lpeg.match, lpeg.Cmt(1, function() coroutine.yield(1) end), 'x')
end)())
show('type', lpeg.type(P 'a'), lpeg.type 'a')
local letters = lpeg.locale()
show('locale', (letters.alpha ^ 1):match 'abc1', (letters.digit ^ 1):match '12a')
show('too many', pcall(lpeg.match, Ct(P {C(1) * V(1) + ''}), ('x'):rep(5000)))
show('re', re.match('the number 423 is odd', "s <- {%d+} / . s"), re.find('hello 12', '%d+'))
show('re', re.gsub('hello World', '[aeiou]', '.'), re.compile "{| ({:key: %w+ :} '=' {:value: %w+ :})? |}":match 'a=b')
local json = re.compile [[
  value <- string / number / object / array / 'true' / 'false' / 'null'
  object <- '{' ws (pair (',' ws pair)*)? '}' ws
  pair <- string ':' ws value ws
  array <- '[' ws (value ws (',' ws value ws)*)? ']' ws
  string <- '"' ([^"\] / '\' .)* '"' ws
  number <- '-'? [0-9]+ ('.' [0-9]+)? ws
  ws <- %s*
]]
local parts = {}
for i = 1, 3000 do parts[i] = ('{"id": %d, "name": "item %d", "list": [1, 2.5, true, null]}'):format(i, i) end
local text = '[' .. table.concat(parts, ', ') .. ']'
show('a grammar', json:match(text) == #text + 1)
local words = {}
for _, w in ipairs(Ct((C(R 'az' ^ 1) + 1) ^ 0):match(('some words here, '):rep(3000))) do words[w] = (words[w] or 0) + 1 end
show('many captures', words)
