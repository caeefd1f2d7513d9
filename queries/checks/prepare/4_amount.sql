-- wan(text): a number as printed in 万元, in fen.
create temp macro wan(text) as cast(round(try_cast(replace(replace(text, ',', ''), '，', '') as decimal(18, 6)) * 1000000) as bigint)
