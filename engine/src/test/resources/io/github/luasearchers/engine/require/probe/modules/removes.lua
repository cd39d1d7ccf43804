package.loaded[...] = "x"
package.loaded[...] = nil
return "back"
