-- in_fen(yuan): an amount of the database in fen. Only what no budget reaches needs numbers of 128 bits, which take six times as long.
create temp macro in_fen(yuan) as
    case
        when yuan between -10000000000000 and 10000000000000 then cast(yuan * 100 as bigint)
        else cast(cast(yuan as decimal(38, 2)) * 100 as bigint)
    end
