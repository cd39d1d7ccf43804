-- Runs the program of a file once, as long as it takes for a text of 200 kB.
dofile((...))
work(200000)
print "done"
