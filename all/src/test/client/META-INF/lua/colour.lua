return 'the colour of ' .. select(2, ...)
