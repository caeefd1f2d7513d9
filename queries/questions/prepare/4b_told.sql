-- told(reason): what a question says of the reason that the document gives; nothing where it gives none.
create temp macro told(reason) as
    case
        when reason is null then ''
        else case reason.grade when 'commonplace' then '说明仅列“' else '文件的说明为“' end || reason.text || '”'
            || case reason.against when 'outturn' then '（与上年执行数相比）' else '' end
            || case when reason.repeated then '，与上年文件一字不差' else '' end
            || case when reason.shared >= 3 then '，本文件' || reason.shared || '个科目的说明相同' else '' end
            || case
                when reason.unexplained is null or abs(reason.unexplained) * 100 <= abs(reason.change) then ''
                when sign(reason.unexplained) = sign(reason.change) and sign(reason.explained) = sign(reason.change)
                    then '，列明金额的只有' || moved(reason.explained) || '，其余' || shown(abs(reason.unexplained)) || '万元没有说明'
                else '，列明金额的合计' || moved(reason.explained) || '，与增减额相差' || shown(abs(reason.unexplained)) || '万元'
            end
            || '。'
    end
