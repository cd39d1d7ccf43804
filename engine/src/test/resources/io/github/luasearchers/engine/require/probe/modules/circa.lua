COUNT = (COUNT or 0) + 1
package.loaded[...] = "half a"
local b = require "circb"
return "a with " .. b
