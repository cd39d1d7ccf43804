# first
error("line two")
