-- What a short script uses. The classes that this takes are in the small jar that the script lua starts.
local words = {}
for word in ("some words"):gmatch("%a+") do
  words[#words + 1] = word:upper()
end
table.sort(words, function(a, b) return #a < #b end)
local object = setmetatable({}, {__index = function(_, key) return key end})
print(string.format("%s %d %5.2f", table.concat(words, " "), #words, math.pi), object.name, ...)
print(select("#", pcall(error, "an error")), tostring(nil), tonumber("10", 16), os.time() > 0)
io.write(arg[0], "\n")
