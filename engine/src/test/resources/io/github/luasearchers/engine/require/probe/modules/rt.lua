COUNT = (COUNT or 0) + 1
error("boom")
