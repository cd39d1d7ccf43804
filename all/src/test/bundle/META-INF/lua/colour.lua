return 'colour from ' .. select(2, ...)
