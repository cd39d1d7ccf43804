package.loaded[...] = nil
