error(7)
