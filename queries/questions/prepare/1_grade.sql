-- grade(reason): how much a reason explains: quantified 有数, qualitative 有事, commonplace 空泛, none 无.
create temp macro grade(reason) as
    case
        when coalesce(reason, '') = '' then 'none'
        when regexp_matches(reason, '[0-9.]+(万元|元|人|名|个|户|辆|平方米|%)') then 'quantified'
        when length(reason) <= 10 or regexp_matches(reason, '^[^，、；。]*经费(增加|减少|增长|下降|调整|保持不变)$') then 'commonplace'
        else 'qualitative'
    end
