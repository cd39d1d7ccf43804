return {n = select("#", ...), ...}
