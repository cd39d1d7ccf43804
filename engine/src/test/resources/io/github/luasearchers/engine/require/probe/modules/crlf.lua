local a = 1
error("line two")
