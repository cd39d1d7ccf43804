return 'colour of ' .. select(2, ...)
