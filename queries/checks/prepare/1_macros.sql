-- like_printed(fen, grain, raw): an amount in the unit, with the decimals and the separators of a figure that is printed as
-- raw and whose last digit is worth grain fen; rounded half up.
create temp macro like_printed(fen, grain, raw) as
    case when fen < 0 then '-' else '' end
    || case
        when contains(raw, ',') or contains(raw, '，')
            then format('{:,}', (abs(fen) * 2 + grain) // (2 * grain) // cast(pow(10, length(regexp_extract(raw, '[.]([0-9]+)', 1))) as bigint))
        else cast((abs(fen) * 2 + grain) // (2 * grain) // cast(pow(10, length(regexp_extract(raw, '[.]([0-9]+)', 1))) as bigint) as varchar)
    end
    || case
        when length(regexp_extract(raw, '[.]([0-9]+)', 1)) = 0 then ''
        else '.' || lpad(
            cast((abs(fen) * 2 + grain) // (2 * grain) % cast(pow(10, length(regexp_extract(raw, '[.]([0-9]+)', 1))) as bigint) as varchar),
            cast(length(regexp_extract(raw, '[.]([0-9]+)', 1)) as integer), '0'
        )
    end
