package.loaded[...] = 7
return 8
