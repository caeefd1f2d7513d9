-- percent(rate): 0.2148 as 21.48%.
create temp macro percent(rate) as format('{:.2f}%', rate * 100)
