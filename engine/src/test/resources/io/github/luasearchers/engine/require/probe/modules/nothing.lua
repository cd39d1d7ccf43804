COUNT = (COUNT or 0) + 1
