# first
return "bombang"
