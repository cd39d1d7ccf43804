-- Requires one module from a file, one from the class path and one from a jar,
-- and prints where each came from.
local greeting = require "greeting"
local shapes = require "shapes"
local colours = require "colours"

print(greeting.hello("Lua"))
print(("a %s circle of radius 2 has an area of %.3f"):format(colours.warm(), shapes.circle(2)))
print()
print("greeting  from  " .. greeting.origin)
print("shapes    from  " .. shapes.origin)
print("colours   from  " .. colours.origin)
