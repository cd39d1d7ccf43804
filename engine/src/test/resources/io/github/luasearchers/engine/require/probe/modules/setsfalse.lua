COUNT = (COUNT or 0) + 1
package.loaded[...] = false
