package.loaded["other.name"] = "planted"
return 1
