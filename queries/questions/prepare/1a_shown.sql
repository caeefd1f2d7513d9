-- shown(fen): an amount in 万元 with two decimals and separators, rounded half up.
create temp macro shown(fen) as
    case when fen < 0 then '-' else '' end
    || format('{:,}', ((abs(fen) + 5000) // 10000) // 100) || '.' || lpad(cast(((abs(fen) + 5000) // 10000) % 100 as varchar), 2, '0')
